//! Unknown batches wait for a person's word; this is where it is taken down.

use chrono::{DateTime, Utc};
use rusqlite::{Transaction, params};
use serde::Serialize;

use crate::attempt::{last_attempt, move_batch};
use crate::batch::{BatchState, require};
use crate::error::LedgerError;
use crate::ids::BatchId;
use crate::open::{Ledger, Reader};
use crate::receipts::ReceiptError;
use crate::time::Stamp;

/// What a person decided about an unknown batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// Send it again. Users that already exist come back as skipped or failed, by phone.
    SendAgain,
    /// It was accepted, and this is its task ID.
    Accepted {
        /// As typed in; blanks around it are dropped.
        task_id: String,
    },
    /// Do not send it, and do not count it as sent.
    LeaveOut,
}

impl Settlement {
    fn decision(&self) -> &'static str {
        match self {
            Self::SendAgain => "send_again",
            Self::Accepted { .. } => "accepted",
            Self::LeaveOut => "leave_out",
        }
    }

    fn state(&self) -> BatchState {
        match self {
            Self::SendAgain => BatchState::Queued,
            Self::Accepted { .. } => BatchState::Accepted,
            Self::LeaveOut => BatchState::LeftOut,
        }
    }

    fn task_id(&self) -> Option<&str> {
        match self {
            Self::Accepted { task_id } => Some(task_id),
            Self::SendAgain | Self::LeaveOut => None,
        }
    }
}

/// Who decided.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DecidedBy {
    Person,
    Receipt,
}

impl Ledger {
    /// Takes a person's word for an unknown batch. Its attempts stay on record.
    ///
    /// A typed task ID gets its receipt as well; a receipt that cannot be written is handed back and is written by the
    /// next [`Ledger::recover`].
    pub fn settle(
        &mut self,
        batch: BatchId,
        settlement: &Settlement,
        now: DateTime<Utc>,
    ) -> Result<Option<ReceiptError>, LedgerError> {
        let settlement = &tidy(settlement)?;
        let transaction = self.transaction()?;
        require(&transaction, batch, &[BatchState::Unknown], "settling it")?;
        if let Some(task_id) = settlement.task_id() {
            refuse_known(&transaction, batch, task_id)?;
        }
        let trace_id = apply(&transaction, batch, settlement, DecidedBy::Person, now)?;
        transaction.commit()?;
        let Some(task_id) = settlement.task_id() else {
            return Ok(None);
        };
        Ok(self.write_receipt(batch, &trace_id, task_id, now).err())
    }
}

/// A typed task ID comes with blanks around it, and an empty one is a slip.
fn tidy(settlement: &Settlement) -> Result<Settlement, LedgerError> {
    let Settlement::Accepted { task_id } = settlement else {
        return Ok(settlement.clone());
    };
    let task_id = task_id.trim().to_owned();
    if task_id.is_empty() {
        return Err(LedgerError::Invalid("a task ID is needed"));
    }
    Ok(Settlement::Accepted { task_id })
}

/// The same task ID typed for two batches of a submission is a slip of the hand: each request gets a task of its own.
fn refuse_known(
    transaction: &Transaction<'_>,
    batch: BatchId,
    task_id: &str,
) -> Result<(), LedgerError> {
    let known: bool = transaction
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM batches WHERE task_id = ?2 \
             AND submission_id = (SELECT submission_id FROM batches WHERE id = ?1))",
        )?
        .query_row(params![batch, task_id], |row| row.get(0))?;
    if known {
        return Err(LedgerError::Invalid(
            "this task ID belongs to another batch of the submission",
        ));
    }
    Ok(())
}

/// Writes the decision down and moves the batch; returns the trace ID it is about.
pub(crate) fn apply(
    transaction: &Transaction<'_>,
    batch: BatchId,
    settlement: &Settlement,
    by: DecidedBy,
    now: DateTime<Utc>,
) -> Result<String, LedgerError> {
    let (attempt, trace_id) = last_attempt(transaction, batch)?
        .ok_or_else(|| LedgerError::not_found("attempt of batch", batch))?;
    let by = match by {
        DecidedBy::Person => "person",
        DecidedBy::Receipt => "receipt",
    };
    transaction.execute(
        "INSERT INTO settlements (batch_id, attempt_id, decision, decided_by, task_id, decided) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            batch,
            attempt,
            settlement.decision(),
            by,
            settlement.task_id(),
            Stamp(now)
        ],
    )?;
    let why = match settlement {
        Settlement::SendAgain => Some("sent again by a person's word"),
        Settlement::LeaveOut => {
            Some("left out by a person's word, after an attempt whose end is unknown")
        }
        Settlement::Accepted { .. } => None,
    };
    move_batch(
        transaction,
        batch,
        settlement.state(),
        why,
        settlement.task_id(),
        now,
    )?;
    Ok(trace_id)
}

/// A settlement on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettlementRecord {
    /// The trace ID of the attempt it settled.
    pub trace_id: String,
    /// `send_again`, `accepted`, `leave_out`.
    pub decision: String,
    /// `person`, or `receipt` where the receipts proved an acceptance.
    pub decided_by: String,
    /// The task ID, for what was accepted.
    pub task_id: Option<String>,
    /// When.
    #[serde(skip)]
    pub decided: DateTime<Utc>,
}

impl Reader {
    /// What was decided about a batch, the first decision first.
    pub fn settlements(&self, batch: BatchId) -> Result<Vec<SettlementRecord>, LedgerError> {
        let mut statement = self.conn().prepare_cached(
            "SELECT a.trace_id, s.decision, s.decided_by, s.task_id, s.decided FROM settlements s \
             JOIN attempts a ON a.id = s.attempt_id WHERE s.batch_id = ?1 ORDER BY s.id",
        )?;
        let rows = statement.query_map([batch], |row| {
            Ok(SettlementRecord {
                trace_id: row.get(0)?,
                decision: row.get(1)?,
                decided_by: row.get(2)?,
                task_id: row.get(3)?,
                decided: row.get::<_, Stamp>(4)?.0,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
