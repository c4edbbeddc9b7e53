//! Results: what became of each user, joined by phone and never by position.

use std::collections::HashMap;
use std::fmt;

use chrono::{DateTime, Utc};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{ToSql, Transaction, params};
use serde::Serialize;

use crate::batch::{BatchState, HAS_USER, TaskTotals, count, require};
use crate::error::LedgerError;
use crate::ids::{BatchId, StoredUserId, SubmissionId};
use crate::join::{Claim, Join};
use crate::open::{Ledger, Reader};
use crate::time::Stamp;

/// What became of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultState {
    /// Not worked off yet.
    Pending,
    /// Created.
    Success,
    /// Not created; code and reason say why.
    Failed,
    /// Was there already.
    Skipped,
}

impl ResultState {
    /// The state's name, as the file and JSON have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Success => "success",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    /// The user exists at the service now.
    pub fn is_provisioned(self) -> bool {
        matches!(self, Self::Success | Self::Skipped)
    }
}

impl fmt::Display for ResultState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ToSql for ResultState {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for ResultState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "pending" => Ok(Self::Pending),
            "success" => Ok(Self::Success),
            "failed" => Ok(Self::Failed),
            "skipped" => Ok(Self::Skipped),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

/// One entry of a task's `registerList`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UserResult {
    /// The phone as the service gave it back.
    pub phone: String,
    /// The phone in its one comparable form, made the way [`NewUser::phone_key`](crate::NewUser::phone_key) was.
    pub phone_key: String,
    /// What became of the user, as the caller read the answer.
    pub state: ResultState,
    /// The entry's `id`.
    pub subtask_id: Option<String>,
    /// The entry's `userId`.
    pub user_id: Option<String>,
    /// The entry's `code`.
    pub code: Option<String>,
    /// The entry's `reason`.
    pub reason: Option<String>,
}

/// What a page of results did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Joined {
    /// Results that found their user.
    pub matched: u64,
    /// Results that no user of the batch answers to, or more than one.
    pub stray: u64,
}

/// A result without a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StrayResult {
    /// The batch in whose task it came.
    pub batch: BatchId,
    /// The phone as the service gave it back.
    pub phone: String,
    /// The sheet's rows in its batch that have this number in other spellings: it may be for one of them.
    pub same_number: Vec<u64>,
    /// What became of it.
    pub state: ResultState,
    /// The entry's `id`.
    pub subtask_id: Option<String>,
    /// The entry's `userId`.
    pub user_id: Option<String>,
    /// The entry's `code`.
    pub code: Option<String>,
    /// The entry's `reason`.
    pub reason: Option<String>,
}

/// A task that is accepted and not finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenTask {
    /// Its batch.
    pub batch: BatchId,
    /// Its submission.
    pub submission: SubmissionId,
    /// The task ID to ask for.
    pub task_id: String,
    /// The connection to ask through.
    pub connection_id: String,
    /// The service's host.
    pub host: String,
    /// Users in the batch.
    pub users: u64,
    /// When it was accepted.
    #[serde(skip)]
    pub accepted: DateTime<Utc>,
    /// When it was last asked for.
    #[serde(skip)]
    pub polled: Option<DateTime<Utc>>,
}

impl Ledger {
    /// Writes results of an accepted batch down, in one transaction, and erases the passwords of users that exist now.
    ///
    /// A result finds its user by the phone exactly as sent, whatever came before; else by the comparable form, where
    /// that leaves one spelling to choose from. The same results may come again, in any order and number; a finished
    /// user does not become pending again.
    pub fn record_results(
        &mut self,
        batch: BatchId,
        results: &[UserResult],
        totals: &TaskTotals,
        now: DateTime<Utc>,
    ) -> Result<Joined, LedgerError> {
        let transaction = self.transaction()?;
        require(
            &transaction,
            batch,
            &[BatchState::Accepted, BatchState::Finished],
            "taking results",
        )?;
        let mut join = Join::of(&transaction, batch)?;
        let mut joined = Joined::default();
        for result in join.sort(results) {
            if let Some(claim) = join.claim(result) {
                if claim.displaces {
                    make_stray(&transaction, batch, claim.user)?;
                }
                write_result(&transaction, &claim, result, now)?;
                joined.matched += 1;
            } else {
                write_stray(&transaction, batch, result, now)?;
                joined.stray += 1;
            }
        }
        write_totals(&transaction, batch, totals, now)?;
        transaction.commit()?;
        Ok(joined)
    }

    /// Marks an accepted batch's task as finished. Users without a result stay pending and are listed as such.
    ///
    /// Empties the write-ahead log, so that erased passwords are in no file any more.
    pub fn finish(&mut self, batch: BatchId, now: DateTime<Utc>) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        require(&transaction, batch, &[BatchState::Accepted], "finishing it")?;
        transaction
            .prepare_cached("UPDATE batches SET state = 'finished', finished = ?2 WHERE id = ?1")?
            .execute(params![batch, Stamp(now)])?;
        transaction.commit()?;
        self.empty_log()
    }
}

fn write_result(
    transaction: &Transaction<'_>,
    claim: &Claim,
    result: &UserResult,
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    let (user, spelt) = (claim.user, claim.respelt.then_some(&result.phone));
    transaction
        .prepare_cached(
            "INSERT INTO results (user_id, state, subtask_id, registered_id, code, reason, updated, spelt) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
             ON CONFLICT (user_id) DO UPDATE SET state = excluded.state, spelt = excluded.spelt, \
             subtask_id = coalesce(excluded.subtask_id, subtask_id), \
             registered_id = coalesce(excluded.registered_id, registered_id), \
             code = excluded.code, reason = excluded.reason, updated = excluded.updated \
             WHERE state = 'pending' OR excluded.state <> 'pending'",
        )?
        .execute(params![
            user,
            result.state,
            result.subtask_id,
            result.user_id,
            result.code,
            result.reason,
            Stamp(now),
            spelt
        ])?;
    if result.state.is_provisioned() {
        transaction
            .prepare_cached(
                "UPDATE users SET password = NULL WHERE id = ?1 AND password IS NOT NULL",
            )?
            .execute([user])?;
    }
    Ok(())
}

/// Takes back what was said of a user for another spelling of its phone, now that its own has come.
fn make_stray(
    transaction: &Transaction<'_>,
    batch: BatchId,
    user: StoredUserId,
) -> Result<(), LedgerError> {
    transaction
        .prepare_cached(
            "INSERT INTO stray_results \
             (batch_id, phone, phone_key, state, subtask_id, registered_id, code, reason, updated) \
             SELECT ?1, r.spelt, u.phone_key, r.state, r.subtask_id, r.registered_id, r.code, r.reason, r.updated \
             FROM results r JOIN users u ON u.id = r.user_id WHERE r.user_id = ?2 AND r.spelt IS NOT NULL \
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![batch, user])?;
    transaction
        .prepare_cached("DELETE FROM results WHERE user_id = ?1")?
        .execute([user])?;
    Ok(())
}

fn write_stray(
    transaction: &Transaction<'_>,
    batch: BatchId,
    result: &UserResult,
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    transaction
        .prepare_cached(
            "INSERT INTO stray_results \
             (batch_id, phone, state, subtask_id, registered_id, code, reason, updated, phone_key) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
             ON CONFLICT (batch_id, phone, coalesce(subtask_id, '')) DO UPDATE SET state = excluded.state, \
             registered_id = coalesce(excluded.registered_id, registered_id), \
             code = excluded.code, reason = excluded.reason, updated = excluded.updated \
             WHERE state = 'pending' OR excluded.state <> 'pending'",
        )?
        .execute(params![
            batch,
            result.phone,
            result.state,
            result.subtask_id,
            result.user_id,
            result.code,
            result.reason,
            Stamp(now),
            result.phone_key,
        ])?;
    Ok(())
}

fn write_totals(
    transaction: &Transaction<'_>,
    batch: BatchId,
    totals: &TaskTotals,
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    let number = |count: Option<u64>| count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    transaction
        .prepare_cached(
            "UPDATE batches SET polled = ?2, task_status = coalesce(?3, task_status), \
             task_total = coalesce(?4, task_total), task_success = coalesce(?5, task_success), \
             task_failed = coalesce(?6, task_failed), task_skipped = coalesce(?7, task_skipped) WHERE id = ?1",
        )?
        .execute(params![
            batch,
            Stamp(now),
            totals.status,
            number(totals.total),
            number(totals.success),
            number(totals.failed),
            number(totals.skipped),
        ])?;
    Ok(())
}

impl Reader {
    /// The tasks to follow, of all submissions, the oldest first.
    pub fn accepted_unfinished(&self) -> Result<Vec<OpenTask>, LedgerError> {
        let mut statement = self.conn().prepare_cached(
            "SELECT b.id, b.submission_id, b.task_id, s.connection_id, s.host, b.users, b.accepted, b.polled \
             FROM batches b JOIN submissions s ON s.id = b.submission_id WHERE b.state = 'accepted' \
             ORDER BY b.accepted, b.id",
        )?;
        let tasks = statement.query_map([], |row| {
            Ok(OpenTask {
                batch: row.get(0)?,
                submission: row.get(1)?,
                task_id: row.get(2)?,
                connection_id: row.get(3)?,
                host: row.get(4)?,
                users: count(row, 5)?,
                accepted: row.get::<_, Stamp>(6)?.0,
                polled: row.get::<_, Option<Stamp>>(7)?.map(|stamp| stamp.0),
            })
        })?;
        Ok(tasks.collect::<Result<_, _>>()?)
    }

    /// Results that match no user of their batch, or not one alone.
    pub fn stray_results(&self, submission: SubmissionId) -> Result<Vec<StrayResult>, LedgerError> {
        let same_number = self.rows_by_stray_number(submission)?;
        let mut statement = self.conn().prepare_cached(
            "SELECT r.batch_id, r.phone, r.state, r.subtask_id, r.registered_id, r.code, r.reason, r.phone_key \
             FROM stray_results r JOIN batches b ON b.id = r.batch_id WHERE b.submission_id = ?1 ORDER BY r.id",
        )?;
        let strays = statement.query_map([submission], |row| {
            let batch: BatchId = row.get(0)?;
            let rows = same_number.get(&(batch, row.get(7)?));
            Ok(StrayResult {
                batch,
                phone: row.get(1)?,
                same_number: rows.cloned().unwrap_or_default(),
                state: row.get(2)?,
                subtask_id: row.get(3)?,
                user_id: row.get(4)?,
                code: row.get(5)?,
                reason: row.get(6)?,
            })
        })?;
        Ok(strays.collect::<Result<_, _>>()?)
    }

    /// The sheet's rows of each number that a stray result has, by batch.
    fn rows_by_stray_number(
        &self,
        submission: SubmissionId,
    ) -> Result<HashMap<(BatchId, String), Vec<u64>>, LedgerError> {
        let mut statement = self.conn().prepare_cached(&format!(
            "SELECT b.id, u.phone_key, u.row FROM batches b JOIN users u ON {HAS_USER} \
             WHERE b.submission_id = ?1 AND EXISTS (SELECT 1 FROM stray_results r WHERE r.batch_id = b.id) \
             AND EXISTS (SELECT 1 FROM stray_results r WHERE r.batch_id = b.id AND r.phone_key = u.phone_key) \
             ORDER BY u.id"
        ))?;
        let mut found: HashMap<(BatchId, String), Vec<u64>> = HashMap::new();
        let mut rows = statement.query([submission])?;
        while let Some(row) = rows.next()? {
            let number = (row.get(0)?, row.get(1)?);
            found.entry(number).or_default().push(count(row, 2)?);
        }
        Ok(found)
    }
}
