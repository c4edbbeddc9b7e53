//! Forgetting: a submission's users leave the ledger, every trace of them overwritten.

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use crate::error::LedgerError;
use crate::ids::SubmissionId;
use crate::open::Ledger;
use crate::time::Stamp;

impl Ledger {
    /// Takes a submission out of the ledger: its users, results, batches and attempts, overwritten with zeros.
    /// Its receipts stay: they hold no personal data.
    ///
    /// Refused while any of its batches is queued, sending, unknown or not finished, unless `force` is given: then what
    /// is not sent never will be, and what is accepted is not followed any more. What is `sending` cannot be forced,
    /// its answer has still to be written down.
    pub fn forget(&mut self, submission: SubmissionId, force: bool) -> Result<(), LedgerError> {
        let (first, last) = self.span(submission)?;
        let open = self.open_batches(submission, force)?;
        if open > 0 {
            return Err(LedgerError::StillOpen { open });
        }
        // For each batch that goes, SQLite would look through all users of all submissions for one that names it. The
        // triggers see to it that none does, within the batch's span.
        self.conn().pragma_update(None, "foreign_keys", false)?;
        let erased = self.erase(submission, first, last);
        self.conn().pragma_update(None, "foreign_keys", true)?;
        erased?;
        self.empty_log()
    }

    /// Forgets every submission that was planned before `before` and has no open batch; returns which.
    pub fn forget_older_than(
        &mut self,
        before: DateTime<Utc>,
    ) -> Result<Vec<SubmissionId>, LedgerError> {
        let old: Vec<SubmissionId> = self
            .conn()
            .prepare(
                "SELECT id FROM submissions s WHERE created < ?1 AND NOT EXISTS (SELECT 1 FROM batches b \
                 WHERE b.submission_id = s.id AND b.state IN ('queued', 'sending', 'unknown', 'accepted')) ORDER BY id",
            )?
            .query_map([Stamp(before)], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for submission in &old {
            self.forget(*submission, false)?;
        }
        Ok(old)
    }

    fn erase(
        &mut self,
        submission: SubmissionId,
        first: i64,
        last: i64,
    ) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        erase(&transaction, submission, first, last)?;
        Ok(transaction.commit()?)
    }

    fn open_batches(&self, submission: SubmissionId, force: bool) -> Result<u64, LedgerError> {
        let states = if force {
            "'sending'"
        } else {
            "'queued', 'sending', 'unknown', 'accepted'"
        };
        let sql = format!(
            "SELECT count(*) FROM batches WHERE submission_id = ?1 AND state IN ({states})"
        );
        Ok(self
            .conn()
            .query_row(&sql, [submission], |row| crate::batch::count(row, 0))?)
    }
}

/// Bottom up: the rules that guard what is above look for what is below.
fn erase(
    transaction: &Transaction<'_>,
    submission: SubmissionId,
    first: i64,
    last: i64,
) -> Result<(), LedgerError> {
    transaction.execute(
        "UPDATE submissions SET forgetting = 1 WHERE id = ?1",
        [submission],
    )?;
    transaction.execute(
        "DELETE FROM results WHERE user_id BETWEEN ?1 AND ?2",
        [first, last],
    )?;
    transaction.execute(
        "DELETE FROM users WHERE id BETWEEN ?1 AND ?2",
        [first, last],
    )?;
    for table in ["stray_results", "settlements", "attempts"] {
        let sql = format!(
            "DELETE FROM {table} WHERE batch_id IN (SELECT id FROM batches WHERE submission_id = ?1)"
        );
        transaction.execute(&sql, [submission])?;
    }
    transaction.execute("DELETE FROM batches WHERE submission_id = ?1", [submission])?;
    transaction.execute("DELETE FROM submissions WHERE id = ?1", [submission])?;
    Ok(())
}
