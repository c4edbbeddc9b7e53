//! An attempt to send a batch: on the disk before its first byte leaves, and ended exactly once.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;

use crate::batch::{BatchState, count, require};
use crate::error::LedgerError;
use crate::ids::BatchId;
use crate::open::{Ledger, Reader};
use crate::receipts::{Receipt, ReceiptError, Written};
use crate::time::Stamp;

/// A batch that may be sent now, once. Made by [`Ledger::begin_attempt`], ended by [`Attempt::end`].
///
/// It cannot be copied, so one request cannot be answered twice. Dropping it leaves the batch `sending`, and
/// [`Ledger::recover`] turns it into `unknown`: what nobody can tell is never sent again by the program.
#[derive(Debug)]
#[must_use = "an attempt that is not ended leaves its batch unknown"]
pub struct Attempt {
    id: i64,
    batch: BatchId,
    trace_id: String,
    /// Its receipt is on the disk, from an answer that could not be written down.
    has_receipt: bool,
}

/// What a request came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The service took the batch and gave this task ID.
    Accepted {
        /// The task ID, digit for digit.
        task_id: String,
    },
    /// The service refused all of it: nothing was created. Code and message are in the [`Answer`].
    Refused,
    /// It certainly was not processed, so it may be sent again.
    NotProcessed {
        /// How that is known.
        why: String,
    },
    /// It may have been processed.
    Unknown {
        /// What happened.
        why: String,
    },
}

/// What came back, as far as anything did.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub http_status: Option<u16>,
    /// The answer's `code` or the gateway's `error_code`.
    pub code: Option<String>,
    /// The answer's `msg` or the gateway's `error_msg`.
    pub message: Option<String>,
    /// When it was known.
    pub ended: DateTime<Utc>,
    /// How long the request took.
    pub duration: Duration,
}

/// The answer is on the disk.
#[derive(Debug)]
#[must_use = "a receipt that could not be written is worth a word"]
pub enum Recorded {
    /// In the ledger, and for an accepted batch in the receipts as well.
    Done,
    /// In the ledger only. [`Ledger::recover`] writes the missing receipt later.
    WithoutReceipt(ReceiptError),
}

/// The answer could not be written down. The attempt comes back, to be ended once the cause is gone.
///
/// An accepted batch's receipt may be on the disk already; then [`Ledger::recover`] finds it.
#[derive(Debug, thiserror::Error)]
#[error("failed to write down the answer for batch {}", attempt.batch)]
pub struct NotRecorded {
    /// The attempt, still open.
    pub attempt: Attempt,
    /// Why.
    #[source]
    pub error: LedgerError,
}

impl From<NotRecorded> for LedgerError {
    fn from(failed: NotRecorded) -> Self {
        failed.error
    }
}

/// An attempt as the ledger holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttemptRecord {
    /// The trace ID that went with it: support asks for it.
    pub trace_id: String,
    /// The `X-Date` it was first signed with.
    pub x_date: String,
    /// When it was begun.
    #[serde(skip)]
    pub started: DateTime<Utc>,
    /// `accepted`, `refused`, `not_processed`, `unknown`; none while it is on its way.
    pub outcome: Option<String>,
    /// Why it is unknown or was not processed.
    pub why: Option<String>,
    /// HTTP status.
    pub http_status: Option<u16>,
    /// The service's code.
    pub code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
    /// The task ID, when it was accepted.
    pub task_id: Option<String>,
    /// How long it took, in milliseconds.
    pub duration_ms: Option<u64>,
}

impl Attempt {
    /// The batch it sends.
    pub fn batch(&self) -> BatchId {
        self.batch
    }

    /// The trace ID it goes out with.
    pub fn trace_id(&self) -> &str {
        &self.trace_id
    }

    /// Writes down what it came to. When this returns, the answer is on the disk and may be shown.
    ///
    /// An acceptance goes into the receipts and into the ledger, and both are synced before this returns. They are two
    /// files, so that takes two syncs, the third and last of a batch after the one for `sending`; none can be left out
    /// without a moment in which a task ID is shown that only one file would hold after a power cut. But the two run at
    /// the same time: the disk is waited for twice for each batch. Whichever of them a crash leaves behind,
    /// [`Ledger::recover`] mends the other by it.
    pub fn end(
        mut self,
        ledger: &mut Ledger,
        outcome: &Outcome,
        answer: &Answer,
    ) -> Result<Recorded, NotRecorded> {
        let line = match outcome {
            Outcome::Accepted { task_id } if !self.has_receipt => ledger
                .write_receipt_line(self.batch, &self.trace_id, task_id, answer.ended)
                .map(Some),
            _ => Ok(None),
        };
        let (written, receipt) = match line {
            Ok(Some(line)) => meanwhile(&|| line.sync(), || self.close(ledger, outcome, answer)),
            Ok(None) => (self.close(ledger, outcome, answer), Ok(())),
            Err(error) => (self.close(ledger, outcome, answer), Err(error)),
        };
        self.has_receipt = receipt.is_ok() && matches!(outcome, Outcome::Accepted { .. });
        match (written, receipt) {
            (Err(error), _) => Err(NotRecorded {
                attempt: self,
                error,
            }),
            (Ok(()), Err(error)) => Ok(Recorded::WithoutReceipt(error)),
            (Ok(()), Ok(())) => Ok(Recorded::Done),
        }
    }

    fn close(
        &self,
        ledger: &mut Ledger,
        outcome: &Outcome,
        answer: &Answer,
    ) -> Result<(), LedgerError> {
        let transaction = ledger.transaction()?;
        close(&transaction, self.id, self.batch, outcome, answer)?;
        Ok(transaction.commit()?)
    }
}

/// Does `here` on this thread and `there` on another one at the same time, or after it where the system has no thread
/// to give.
fn meanwhile<T, U: Send>(there: &(impl Fn() -> U + Sync), here: impl FnOnce() -> T) -> (T, U) {
    std::thread::scope(|scope| {
        let other = std::thread::Builder::new().spawn_scoped(scope, there);
        let done = here();
        let other = other.ok().and_then(|other| other.join().ok());
        (done, other.unwrap_or_else(there))
    })
}

impl Ledger {
    /// Puts a queued batch into `sending` with its trace ID. When this returns, that is on the disk and the first byte
    /// may leave.
    pub fn begin_attempt(
        &mut self,
        batch: BatchId,
        trace_id: &str,
        x_date: &str,
        now: DateTime<Utc>,
    ) -> Result<Attempt, LedgerError> {
        let transaction = self.transaction()?;
        require(&transaction, batch, &[BatchState::Queued], "sending it")?;
        transaction
            .prepare_cached("INSERT INTO attempts (batch_id, trace_id, x_date, started) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![batch, trace_id, x_date, Stamp(now)])?;
        let id = transaction.last_insert_rowid();
        transaction
            .prepare_cached("UPDATE batches SET state = 'sending', why = NULL WHERE id = ?1")?
            .execute([batch])?;
        transaction.commit()?;
        Ok(Attempt {
            id,
            batch,
            trace_id: trace_id.to_owned(),
            has_receipt: false,
        })
    }

    /// Appends the receipt of an acceptance, synced.
    pub(crate) fn write_receipt(
        &mut self,
        batch: BatchId,
        trace_id: &str,
        task_id: &str,
        time: DateTime<Utc>,
    ) -> Result<(), ReceiptError> {
        self.write_receipt_line(batch, trace_id, task_id, time)?
            .sync()
    }

    fn write_receipt_line(
        &mut self,
        batch: BatchId,
        trace_id: &str,
        task_id: &str,
        time: DateTime<Utc>,
    ) -> Result<Written, ReceiptError> {
        let receipt = receipt(self.conn(), batch, trace_id, task_id, time)
            .map_err(|error| ReceiptError::Unreadable(Box::new(error)))?;
        self.receipts().write(&receipt)
    }
}

/// Ends an attempt and moves its batch, within the caller's transaction.
pub(crate) fn close(
    transaction: &Transaction<'_>,
    attempt: i64,
    batch: BatchId,
    outcome: &Outcome,
    answer: &Answer,
) -> Result<(), LedgerError> {
    let (name, state, why, task_id) = spell(outcome);
    transaction
        .prepare_cached(
            "UPDATE attempts SET outcome = ?2, why = ?3, http_status = ?4, code = ?5, message = ?6, task_id = ?7, \
             ended = ?8, duration_ms = ?9 WHERE id = ?1",
        )?
        .execute(params![
            attempt,
            name,
            why,
            answer.http_status,
            answer.code,
            answer.message,
            task_id,
            Stamp(answer.ended),
            i64::try_from(answer.duration.as_millis()).unwrap_or(i64::MAX),
        ])?;
    move_batch(
        transaction,
        batch,
        state,
        why.or(answer.message.as_deref()),
        task_id,
        answer.ended,
    )
}

fn spell(outcome: &Outcome) -> (&'static str, BatchState, Option<&str>, Option<&str>) {
    match outcome {
        Outcome::Accepted { task_id } => ("accepted", BatchState::Accepted, None, Some(task_id)),
        Outcome::Refused => ("refused", BatchState::Refused, None, None),
        Outcome::NotProcessed { why } => ("not_processed", BatchState::Queued, Some(why), None),
        Outcome::Unknown { why } => ("unknown", BatchState::Unknown, Some(why), None),
    }
}

/// Takes a batch to its next state. The file's triggers have the last word on whether it may.
pub(crate) fn move_batch(
    transaction: &Transaction<'_>,
    batch: BatchId,
    state: BatchState,
    why: Option<&str>,
    task_id: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    let accepted = (state == BatchState::Accepted).then_some(Stamp(now));
    let why = why.filter(|_| state != BatchState::Accepted);
    transaction
        .prepare_cached(
            "UPDATE batches SET state = ?2, why = ?3, task_id = coalesce(?4, task_id), \
             accepted = coalesce(?5, accepted) WHERE id = ?1",
        )?
        .execute(params![batch, state, why, task_id, accepted])?;
    Ok(())
}

fn receipt(
    conn: &Connection,
    batch: BatchId,
    trace_id: &str,
    task_id: &str,
    time: DateTime<Utc>,
) -> Result<Receipt, rusqlite::Error> {
    conn.prepare_cached(
        "SELECT s.host, s.signing_user, s.file_name, b.users FROM batches b \
         JOIN submissions s ON s.id = b.submission_id WHERE b.id = ?1",
    )?
    .query_row([batch], |row| {
        Ok(Receipt {
            time,
            host: row.get(0)?,
            signing_user: row.get(1)?,
            file_name: row.get(2)?,
            users: count(row, 3)?,
            trace_id: trace_id.to_owned(),
            task_id: task_id.to_owned(),
        })
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<AttemptRecord> {
    Ok(AttemptRecord {
        trace_id: row.get(0)?,
        x_date: row.get(1)?,
        started: row.get::<_, Stamp>(2)?.0,
        outcome: row.get(3)?,
        why: row.get(4)?,
        http_status: row.get(5)?,
        code: row.get(6)?,
        message: row.get(7)?,
        task_id: row.get(8)?,
        duration_ms: row.get::<_, Option<i64>>(9)?.map(i64::unsigned_abs),
    })
}

impl Reader {
    /// Every attempt to send a batch, the first one first.
    pub fn attempts(&self, batch: BatchId) -> Result<Vec<AttemptRecord>, LedgerError> {
        let mut statement = self.conn().prepare_cached(
            "SELECT trace_id, x_date, started, outcome, why, http_status, code, message, task_id, duration_ms \
             FROM attempts WHERE batch_id = ?1 ORDER BY id",
        )?;
        let attempts = statement
            .query_map([batch], read)?
            .collect::<Result<_, _>>()?;
        Ok(attempts)
    }
}

/// The batch's last attempt: its number in the ledger and its trace ID.
pub(crate) fn last_attempt(
    conn: &Connection,
    batch: BatchId,
) -> Result<Option<(i64, String)>, LedgerError> {
    let sql = "SELECT id, trace_id FROM attempts WHERE batch_id = ?1 ORDER BY id DESC LIMIT 1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([batch], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}
