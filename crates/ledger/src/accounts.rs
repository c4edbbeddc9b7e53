//! The accounts: where every user of a submission is, counted from the tables each time.

use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::batch::{BatchState, HAS_USER, count};
use crate::error::LedgerError;
use crate::ids::SubmissionId;
use crate::open::Reader;
use crate::results::ResultState;

/// How many users of a submission are where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Accounts {
    /// Rows of the sheet, as counted while it was read in.
    pub in_sheet: u64,
    /// Left out by choice: at planning, by cancelling, or when an unknown batch was settled.
    pub left_out: u64,
    /// In queued batches.
    pub waiting: u64,
    /// In batches on their way.
    pub sending: u64,
    /// In batches of which nobody can tell.
    pub unknown: u64,
    /// In batches that the service refused.
    pub refused: u64,
    /// In batches that the service took.
    pub accepted: Accepted,
    /// In split batches: always none, or the ledger is wrong.
    pub astray: u64,
}

/// The users that the service took, by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// All of them.
    pub total: u64,
    /// Created.
    pub succeeded: u64,
    /// Not created.
    pub failed: u64,
    /// Were there already.
    pub skipped: u64,
    /// Nothing final is known.
    pub pending: u64,
    /// Of the pending ones, those whose task is finished and brought no final result for them.
    pub without_result: u64,
}

impl Accounts {
    /// In the sheet = left out + waiting + sending + unknown + refused + accepted,
    /// and accepted = succeeded + failed + skipped + pending.
    pub fn balanced(&self) -> bool {
        let places = self.left_out
            + self.waiting
            + self.sending
            + self.unknown
            + self.refused
            + self.accepted.total;
        self.astray == 0 && self.in_sheet == places && self.accepted.balanced()
    }

    fn add(&mut self, state: Option<BatchState>, users: u64) {
        match state {
            None | Some(BatchState::LeftOut) => self.left_out += users,
            Some(BatchState::Queued) => self.waiting += users,
            Some(BatchState::Sending) => self.sending += users,
            Some(BatchState::Unknown) => self.unknown += users,
            Some(BatchState::Refused) => self.refused += users,
            Some(BatchState::Accepted | BatchState::Finished) => self.accepted.total += users,
            Some(BatchState::Split) => self.astray += users,
        }
    }
}

impl Accepted {
    fn balanced(&self) -> bool {
        self.total == self.succeeded + self.failed + self.skipped + self.pending
    }

    fn add(&mut self, batch: BatchState, result: Option<ResultState>, users: u64) {
        match result {
            Some(ResultState::Success) => self.succeeded += users,
            Some(ResultState::Failed) => self.failed += users,
            Some(ResultState::Skipped) => self.skipped += users,
            Some(ResultState::Pending) | None => {
                self.pending += users;
                if batch == BatchState::Finished {
                    self.without_result += users;
                }
            }
        }
    }
}

impl Reader {
    /// Counts a submission's users, place by place, from the rows themselves and not from any running total.
    pub fn accounts(&self, submission: SubmissionId) -> Result<Accounts, LedgerError> {
        let mut accounts = Accounts {
            in_sheet: self.in_sheet(submission)?,
            ..Accounts::default()
        };
        self.count_places(submission, &mut accounts)?;
        self.count_results(submission, &mut accounts.accepted)?;
        Ok(accounts)
    }

    fn in_sheet(&self, submission: SubmissionId) -> Result<u64, LedgerError> {
        self.conn()
            .prepare_cached("SELECT in_sheet FROM submissions WHERE id = ?1")?
            .query_row([submission], |row| count(row, 0))
            .optional()?
            .ok_or_else(|| LedgerError::not_found("submission", submission))
    }

    fn count_places(
        &self,
        submission: SubmissionId,
        accounts: &mut Accounts,
    ) -> Result<(), LedgerError> {
        accounts.add(None, self.count_planned_out(submission)?);
        let mut statement = self.conn().prepare_cached(&format!(
            "SELECT b.state, (SELECT count(*) FROM users u WHERE {HAS_USER}) FROM batches b WHERE b.submission_id = ?1"
        ))?;
        let mut rows = statement.query([submission])?;
        while let Some(row) = rows.next()? {
            accounts.add(row.get(0)?, count(row, 1)?);
        }
        Ok(())
    }

    /// Rows that were left out at planning, and so are in no batch.
    fn count_planned_out(&self, submission: SubmissionId) -> Result<u64, LedgerError> {
        let (first, last) = self.span(submission)?;
        let sql = "SELECT count(*) FROM users WHERE id BETWEEN ?1 AND ?2 AND batch_id IS NULL";
        Ok(self
            .conn()
            .prepare_cached(sql)?
            .query_row([first, last], |row| count(row, 0))?)
    }

    fn count_results(
        &self,
        submission: SubmissionId,
        accepted: &mut Accepted,
    ) -> Result<(), LedgerError> {
        let mut statement = self.conn().prepare_cached(&format!(
            "SELECT b.state, r.state, count(*) FROM batches b JOIN users u ON {HAS_USER} \
             LEFT JOIN results r ON r.user_id = u.id \
             WHERE b.submission_id = ?1 AND b.state IN ('accepted', 'finished') GROUP BY b.state, r.state",
        ))?;
        let mut rows = statement.query([submission])?;
        while let Some(row) = rows.next()? {
            accepted.add(row.get(0)?, row.get(1)?, count(row, 2)?);
        }
        Ok(())
    }
}
