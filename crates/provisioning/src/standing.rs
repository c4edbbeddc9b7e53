//! How a submission stands, as the ledger has it: the one answer for a screen that was just opened
//! and for one that fell behind.

use ledger::{Accounts, AttemptRecord, Batch, BatchId, BatchState, LedgerError, Submission};
use ledger::{Reader, SubmissionId};

use crate::error::ProvisioningError;
use crate::provisioner::Provisioner;
use crate::submit::CANCELLED;

/// A submission, its accounts and how many batches wait for what.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The submission.
    pub submission: Submission,
    /// Where its users are.
    pub accounts: Accounts,
    /// Batches that have a task ID.
    pub task_ids: u64,
    /// Its task ID, when it has exactly one.
    pub only_task_id: Option<String>,
    /// Whether a person cancelled what was not sent.
    pub cancelled: bool,
    /// When the last of its tasks was finished, once nothing is open any more.
    pub finished: Option<chrono::DateTime<chrono::Utc>>,
}

/// A batch with its latest request.
#[derive(Clone, Debug)]
pub struct BatchStanding {
    /// The batch.
    pub batch: Batch,
    /// Its latest request, when there was one.
    pub latest: Option<AttemptRecord>,
}

impl BatchStanding {
    /// Whether a person cancelled it before it was sent.
    pub fn is_cancelled(&self) -> bool {
        is_cancelled(&self.batch)
    }
}

fn is_cancelled(batch: &Batch) -> bool {
    batch.state == BatchState::LeftOut && batch.why.as_deref() == Some(CANCELLED)
}

impl Provisioner {
    /// How a submission stands.
    ///
    /// # Errors
    /// When it is not in the ledger.
    pub async fn standing(&self, id: SubmissionId) -> Result<Standing, ProvisioningError> {
        let read = self.journal().run(move |ledger| standing(ledger, id));
        Ok(read.await??)
    }

    /// How every submission stands, the newest first.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn standings(&self) -> Result<Vec<Standing>, ProvisioningError> {
        let read = self.journal().run(|ledger| {
            let submissions = ledger.submissions()?.into_iter();
            submissions
                .map(|submission| complete(ledger, submission))
                .collect::<Result<Vec<_>, LedgerError>>()
        });
        Ok(read.await??)
    }

    /// The batches of a submission with their latest requests, in the sheet's order; only these,
    /// when some are named.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn batches(
        &self,
        id: SubmissionId,
        only: Option<Vec<BatchId>>,
    ) -> Result<Vec<BatchStanding>, ProvisioningError> {
        let read = self.journal().run(move |ledger| {
            let batches = match only {
                None => ledger.batches(id)?,
                Some(ids) => ids
                    .into_iter()
                    .map(|id| ledger.batch(id))
                    .collect::<Result<_, _>>()?,
            };
            let with_latest = batches.into_iter().map(|batch| {
                let latest = ledger.attempts(batch.id)?.pop();
                Ok(BatchStanding { batch, latest })
            });
            with_latest.collect::<Result<Vec<_>, LedgerError>>()
        });
        Ok(read.await??)
    }
}

fn standing(ledger: &Reader, id: SubmissionId) -> Result<Standing, LedgerError> {
    complete(ledger, ledger.submission(id)?)
}

fn complete(ledger: &Reader, submission: Submission) -> Result<Standing, LedgerError> {
    let accounts = ledger.accounts(submission.id)?;
    let batches = ledger.batches(submission.id)?;
    let mut ids = batches.iter().filter_map(|batch| batch.task_id.as_ref());
    let (first, others) = (ids.next(), ids.count() as u64);
    let finished = batches.iter().filter_map(|batch| batch.finished).max();
    Ok(Standing {
        task_ids: others + u64::from(first.is_some()),
        only_task_id: first.filter(|_| others == 0).cloned(),
        cancelled: batches.iter().any(is_cancelled),
        finished: finished.filter(|_| submission.open_batches == 0),
        submission,
        accounts,
    })
}
