//! After a stop: what was `sending` is unknown, unless a receipt proves what became of it.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use crate::attempt::{Answer, Outcome, close, last_attempt};
use crate::error::LedgerError;
use crate::ids::BatchId;
use crate::open::Ledger;
use crate::receipts::{Receipt, ReceiptError};
use crate::settle::{DecidedBy, Settlement, apply};
use crate::time::Stamp;
use chrono::{DateTime, Utc};

/// What a start found and put in order.
#[derive(Debug, Default)]
pub struct Recovery {
    /// Were `sending` when the program ended, and wait for a person's word now.
    pub unknown: Vec<BatchId>,
    /// Were `sending` or unknown, and their receipts prove that they were accepted.
    pub proven: Vec<BatchId>,
    /// Acceptances that had no receipt and have one now.
    pub receipts_written: u64,
    /// The receipts could not be read or written: the rest was done without them.
    pub receipts_failed: Option<ReceiptError>,
}

/// A batch that has a task ID.
struct Acceptance {
    batch: BatchId,
    trace_id: String,
    task_id: String,
    time: DateTime<Utc>,
}

impl Ledger {
    /// Puts in order what an earlier run left behind. To be called once after opening, before anything is sent.
    ///
    /// Each trace ID is random and used once, so a receipt with the trace ID of a batch's last attempt proves that this
    /// very request was accepted: the batch is settled by it, which sends nothing. All other `sending` ones become
    /// unknown. The other way round, an acceptance without a receipt gets one.
    pub fn recover(&mut self, now: DateTime<Utc>) -> Result<Recovery, LedgerError> {
        let mut recovery = Recovery::default();
        let receipts = self.receipts().read_all().unwrap_or_else(|error| {
            recovery.receipts_failed = Some(error);
            Vec::new()
        });
        self.close_open_attempts(now, &mut recovery)?;
        self.settle_by_receipt(&receipts, now, &mut recovery)?;
        if recovery.receipts_failed.is_none() {
            recovery.receipts_failed = self
                .write_missing(&receipts, &mut recovery.receipts_written)?
                .err();
        }
        Ok(recovery)
    }

    fn close_open_attempts(
        &mut self,
        now: DateTime<Utc>,
        recovery: &mut Recovery,
    ) -> Result<(), LedgerError> {
        let outcome = Outcome::Unknown {
            why: "the program ended while sending".to_owned(),
        };
        let answer = Answer {
            http_status: None,
            code: None,
            message: None,
            ended: now,
            duration: Duration::ZERO,
        };
        let transaction = self.transaction()?;
        let open: Vec<(i64, BatchId)> = transaction
            .prepare("SELECT id, batch_id FROM attempts WHERE outcome IS NULL ORDER BY id")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (attempt, batch) in open {
            close(&transaction, attempt, batch, &outcome, &answer)?;
            recovery.unknown.push(batch);
        }
        Ok(transaction.commit()?)
    }

    fn settle_by_receipt(
        &mut self,
        receipts: &[Receipt],
        now: DateTime<Utc>,
        recovery: &mut Recovery,
    ) -> Result<(), LedgerError> {
        let proofs: HashMap<&str, &Receipt> =
            receipts.iter().map(|r| (r.trace_id.as_str(), r)).collect();
        let transaction = self.transaction()?;
        let unknown: Vec<BatchId> = transaction
            .prepare("SELECT id FROM batches WHERE state = 'unknown' ORDER BY id")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for batch in unknown {
            let Some((_, trace_id)) = last_attempt(&transaction, batch)? else {
                continue;
            };
            let Some(receipt) = proofs.get(trace_id.as_str()) else {
                continue;
            };
            let settlement = Settlement::Accepted {
                task_id: receipt.task_id.clone(),
            };
            apply(&transaction, batch, &settlement, DecidedBy::Receipt, now)?;
            recovery.unknown.retain(|other| *other != batch);
            recovery.proven.push(batch);
        }
        Ok(transaction.commit()?)
    }

    fn write_missing(
        &mut self,
        receipts: &[Receipt],
        written: &mut u64,
    ) -> Result<Result<(), ReceiptError>, LedgerError> {
        let known: HashSet<(&str, &str)> = receipts
            .iter()
            .map(|receipt| (receipt.trace_id.as_str(), receipt.task_id.as_str()))
            .collect();
        for it in self.acceptances()? {
            if known.contains(&(it.trace_id.as_str(), it.task_id.as_str())) {
                continue;
            }
            if let Err(error) = self.write_receipt(it.batch, &it.trace_id, &it.task_id, it.time) {
                return Ok(Err(error));
            }
            *written += 1;
        }
        Ok(Ok(()))
    }

    fn acceptances(&self) -> Result<Vec<Acceptance>, LedgerError> {
        let mut statement = self.conn().prepare(
            "SELECT b.id, (SELECT a.trace_id FROM attempts a WHERE a.batch_id = b.id ORDER BY a.id DESC LIMIT 1), \
             b.task_id, b.accepted FROM batches b WHERE b.task_id IS NOT NULL ORDER BY b.accepted, b.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Acceptance {
                batch: row.get(0)?,
                trace_id: row.get(1)?,
                task_id: row.get(2)?,
                time: row.get::<_, Stamp>(3)?.0,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
