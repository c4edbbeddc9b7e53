//! Batches: what goes out in one request, and the states it goes through.

use std::fmt;

use chrono::{DateTime, Utc};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, ToSql};
use serde::Serialize;

use crate::error::LedgerError;
use crate::ids::{BatchId, SubmissionId};
use crate::open::Reader;
use crate::time::Stamp;

/// Where a batch stands. The database refuses every step between states that is not listed here.
///
/// ```text
/// queued   → sending, left out; a part of a refused batch that was never sent: split, refused too
/// sending  → accepted, refused, queued (certainly not processed), unknown
/// accepted → finished
/// refused  → queued (after a fix), split
/// unknown  → queued, accepted, left out (by a person's word, or by a receipt)
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// Waits to be sent.
    Queued,
    /// A request is on its way, or was when the program ended.
    Sending,
    /// The service took it and gave a task ID; the task is not known to be finished.
    Accepted,
    /// The task is finished.
    Finished,
    /// The service refused all of it: nothing was created.
    Refused,
    /// It may or may not have been processed. Only a person can say what happens next.
    Unknown,
    /// Left out, by a person's word.
    LeftOut,
    /// Its users are in two child batches now.
    Split,
}

impl BatchState {
    const ALL: [Self; 8] = [
        Self::Queued,
        Self::Sending,
        Self::Accepted,
        Self::Finished,
        Self::Refused,
        Self::Unknown,
        Self::LeftOut,
        Self::Split,
    ];

    /// The state's name, as the file and JSON have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Finished => "finished",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::LeftOut => "left_out",
            Self::Split => "split",
        }
    }

    /// Something is still to come: the submission cannot be put away.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Queued | Self::Sending | Self::Accepted | Self::Unknown
        )
    }
}

impl fmt::Display for BatchState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_str().replace('_', " "))
    }
}

impl ToSql for BatchState {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for BatchState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        let found = Self::ALL.into_iter().find(|state| state.as_str() == name);
        found.ok_or(FromSqlError::InvalidType)
    }
}

/// What the service said of a task, word for word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TaskTotals {
    /// `status`: its values are not documented, so it is shown and never interpreted.
    pub status: Option<String>,
    /// `totalCount`: users in the task.
    pub total: Option<u64>,
    /// `successCount`.
    pub success: Option<u64>,
    /// `failCount`.
    pub failed: Option<u64>,
    /// `skipCount`.
    pub skipped: Option<u64>,
}

/// One batch as the ledger holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Batch {
    /// The batch.
    pub id: BatchId,
    /// The submission it belongs to.
    pub submission: SubmissionId,
    /// 1, 2, 3 … within the submission, in the order in which batches came to be.
    pub number: u32,
    /// The number a person reads: `3`, and `3.1`, `3.2` and so on for the parts of batch 3.
    pub label: String,
    /// The batch it was split from.
    pub parent: Option<BatchId>,
    /// The sheet's row of its first user.
    pub first_row: u64,
    /// The sheet's row of its last user.
    pub last_row: u64,
    /// How many users it was made with. After a split they are in its children.
    pub users: u64,
    /// Where it stands.
    pub state: BatchState,
    /// The task ID, for what was accepted. Text, never a number.
    pub task_id: Option<String>,
    /// Why it is refused, unknown, queued again or left out.
    pub why: Option<String>,
    /// When it was accepted.
    #[serde(skip)]
    pub accepted: Option<DateTime<Utc>>,
    /// When its task was found finished.
    #[serde(skip)]
    pub finished: Option<DateTime<Utc>>,
    /// The service's own counts, from the last poll.
    pub totals: TaskTotals,
    /// How many requests were begun for it.
    pub attempts: u32,
    /// The trace ID of the last request.
    pub trace_id: Option<String>,
}

const COLUMNS: &str = "b.id, b.submission_id, b.number, b.label, b.parent_id, b.first_row, b.last_row, b.users, \
     b.state, b.task_id, b.why, b.accepted, b.finished, \
     b.task_status, b.task_total, b.task_success, b.task_failed, b.task_skipped, \
     (SELECT count(*) FROM attempts a WHERE a.batch_id = b.id), \
     (SELECT a.trace_id FROM attempts a WHERE a.batch_id = b.id ORDER BY a.id DESC LIMIT 1)";

fn read(row: &Row<'_>) -> rusqlite::Result<Batch> {
    Ok(Batch {
        id: row.get(0)?,
        submission: row.get(1)?,
        number: row.get(2)?,
        label: row.get(3)?,
        parent: row.get(4)?,
        first_row: count(row, 5)?,
        last_row: count(row, 6)?,
        users: count(row, 7)?,
        state: row.get(8)?,
        task_id: row.get(9)?,
        why: row.get(10)?,
        accepted: row.get::<_, Option<Stamp>>(11)?.map(|stamp| stamp.0),
        finished: row.get::<_, Option<Stamp>>(12)?.map(|stamp| stamp.0),
        totals: TaskTotals {
            status: row.get(13)?,
            total: maybe_count(row, 14)?,
            success: maybe_count(row, 15)?,
            failed: maybe_count(row, 16)?,
            skipped: maybe_count(row, 17)?,
        },
        attempts: row.get(18)?,
        trace_id: row.get(19)?,
    })
}

/// A count: SQLite has only signed numbers, and a count is never below zero.
pub(crate) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::unsigned_abs)
}

fn maybe_count(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<u64>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(i64::unsigned_abs))
}

/// Joins a batch `b` with its users `u`. The span finds them; the name in each row says whose they are.
pub(crate) const HAS_USER: &str = "u.id BETWEEN b.first_user AND b.last_user AND u.batch_id = b.id";

/// The batch's state, or that there is no such batch.
pub(crate) fn state_of(conn: &Connection, batch: BatchId) -> Result<BatchState, LedgerError> {
    conn.prepare_cached("SELECT state FROM batches WHERE id = ?1")?
        .query_row([batch], |row| row.get(0))
        .optional()?
        .ok_or_else(|| LedgerError::not_found("batch", batch))
}

/// Refuses a step early, with words; the triggers in the file refuse it again.
pub(crate) fn require(
    conn: &Connection,
    batch: BatchId,
    allowed: &[BatchState],
    step: &'static str,
) -> Result<(), LedgerError> {
    let state = state_of(conn, batch)?;
    if allowed.contains(&state) {
        Ok(())
    } else {
        Err(LedgerError::WrongState { batch, state, step })
    }
}

impl Reader {
    /// All batches of a submission, in the order of the sheet; the parts of a split batch follow it.
    pub fn batches(&self, submission: SubmissionId) -> Result<Vec<Batch>, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM batches b WHERE b.submission_id = ?1 ORDER BY b.first_row, b.number"
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let batches = statement
            .query_map([submission], read)?
            .collect::<Result<_, _>>()?;
        Ok(batches)
    }

    /// One batch.
    pub fn batch(&self, batch: BatchId) -> Result<Batch, LedgerError> {
        let sql = format!("SELECT {COLUMNS} FROM batches b WHERE b.id = ?1");
        let found = self
            .conn()
            .prepare_cached(&sql)?
            .query_row([batch], read)
            .optional()?;
        found.ok_or_else(|| LedgerError::not_found("batch", batch))
    }

    /// The batch to send next, if any is queued.
    pub fn next_queued(&self, submission: SubmissionId) -> Result<Option<Batch>, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM batches b WHERE b.submission_id = ?1 AND b.state = 'queued' \
             ORDER BY b.first_row, b.number LIMIT 1"
        );
        Ok(self
            .conn()
            .prepare_cached(&sql)?
            .query_row([submission], read)
            .optional()?)
    }

    /// What is queued, in the order in which it should be sent.
    pub fn queued_batches(&self, submission: SubmissionId) -> Result<Vec<BatchId>, LedgerError> {
        let mut statement = self.conn().prepare_cached(
            "SELECT id FROM batches WHERE submission_id = ?1 AND state = 'queued' ORDER BY first_row, number",
        )?;
        let ids = statement
            .query_map([submission], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(ids)
    }
}
