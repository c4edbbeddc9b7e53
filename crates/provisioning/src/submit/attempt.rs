//! One request, from the ledger and back into it.

use std::time::Duration;

use chrono::Utc;
use koodrive_client::{
    Answer, Client, CreateBody, NewUser, TaskId, TraceId, UserPassword, Verdict,
};
use ledger::{
    Attempt, Batch, BatchId, BatchState, LedgerError, Outcome, Recorded, StoredUser, SubmissionId,
};
use tokio::time::sleep;

use super::queue::Queued;
use crate::error::ProvisioningError;
use crate::events::{Events, Happening};
use crate::journal::Journal;

/// A batch that came home; what is said here is on the disk.
pub(crate) struct Landing {
    pub(crate) queued: Queued,
    pub(crate) users: usize,
    pub(crate) verdict: Verdict<TaskId>,
}

/// Sends one batch once.
///
/// The order is the promise: users from the ledger, request signed, attempt on the disk, first byte
/// out, answer on the disk, answer told.
pub(crate) async fn fly(
    journal: Journal,
    client: Client,
    events: Events,
    queued: Queued,
) -> Result<Landing, ProvisioningError> {
    let batch = queued.batch;
    let body = body(&journal, batch).await?;
    let trace_id = TraceId::generate(&mut rand::rng());
    let request = client.prepare_create(&body, &trace_id);
    let x_date = request.x_date().to_string();
    // What is needed to tell of the batch is read before: later the ledger may not be readable.
    let (before, attempt) = journal
        .run(move |ledger| {
            let before = ledger.batch(batch)?;
            let attempt = ledger.begin_attempt(batch, trace_id.as_str(), &x_date, Utc::now())?;
            Ok::<_, LedgerError>((before, attempt))
        })
        .await??;
    let desk = Desk {
        journal,
        events,
        batch,
        submission: before.submission,
    };
    desk.tell(Happening::batch(Batch {
        state: BatchState::Sending,
        ..before
    }));
    let users = body.users();
    tracing::info!(trace_id = attempt.trace_id(), %batch, users, "a batch leaves");
    let answer = request.send().await;
    desk.write_down(attempt, &answer).await?;
    log(batch, &answer);
    desk.tell_state().await?;
    Ok(Landing {
        queued,
        users,
        verdict: answer.verdict,
    })
}

fn log(batch: BatchId, answer: &Answer<TaskId>) {
    let trace_id = answer.exchange.trace_id.as_str();
    let verdict = answer.verdict.name();
    let task_id = match &answer.verdict {
        Verdict::Accepted(task_id) => Some(task_id.as_str()),
        _ => None,
    };
    tracing::info!(trace_id, %batch, verdict, task_id, "its answer is written down");
}

async fn body(journal: &Journal, batch: BatchId) -> Result<CreateBody, ProvisioningError> {
    let users = journal
        .run(move |ledger| ledger.batch_users(batch))
        .await??;
    let users: Vec<NewUser> = users.into_iter().map(as_sent).collect();
    Ok(CreateBody::new(&users)?)
}

fn as_sent(user: StoredUser) -> NewUser {
    NewUser {
        firstname: user.firstname,
        surname: user.surname,
        phone: user.phone,
        email: user.email,
        password: user
            .password
            .map(|password| UserPassword::new(password.expose_password())),
    }
}

/// Where one batch's answer is written down and told.
struct Desk {
    journal: Journal,
    events: Events,
    batch: BatchId,
    submission: SubmissionId,
}

/// How long to wait before an answer that could not be written down is tried again.
const WRITE_AGAIN_AFTER: Duration = Duration::from_secs(2);

impl Desk {
    /// An answer must not be lost to a full disk: it is held and tried until there is room.
    async fn write_down(
        &self,
        mut attempt: Attempt,
        answer: &Answer<TaskId>,
    ) -> Result<(), ProvisioningError> {
        let (outcome, facts) = spelled(answer);
        loop {
            let (given, outcome, facts) = (attempt, outcome.clone(), facts.clone());
            let written = self
                .journal
                .run(move |ledger| given.end(ledger, &outcome, &facts))
                .await?;
            match written {
                Ok(Recorded::Done) => return Ok(()),
                Ok(Recorded::WithoutReceipt(error)) => {
                    self.tell(Happening::NoReceipt {
                        batch: self.batch,
                        why: crate::error::with_causes(&error),
                    });
                    return Ok(());
                }
                Err(failed) => {
                    let why = crate::error::with_causes(&failed.error);
                    attempt = failed.attempt;
                    let task_id = match &answer.verdict {
                        Verdict::Accepted(task_id) => Some(task_id.to_string()),
                        _ => None,
                    };
                    self.tell(Happening::NotWritten {
                        batch: self.batch,
                        task_id,
                        why,
                    });
                    sleep(WRITE_AGAIN_AFTER).await;
                }
            }
        }
    }

    async fn tell_state(&self) -> Result<(), ProvisioningError> {
        let batch = self.batch;
        let batch = self
            .journal
            .run(move |ledger| ledger.batch(batch))
            .await??;
        self.events.tell(batch.submission, Happening::batch(batch));
        Ok(())
    }

    /// Without a look into the ledger: this is told where it may not be read.
    fn tell(&self, what: Happening) {
        self.events.tell(self.submission, what);
    }
}

/// The answer as the ledger keeps it.
fn spelled(answer: &Answer<TaskId>) -> (Outcome, ledger::Answer) {
    let facts = ledger::Answer {
        http_status: answer.exchange.status,
        code: answer.verdict.code().map(str::to_owned),
        message: message(&answer.verdict),
        ended: Utc::now(),
        duration: answer.exchange.duration,
    };
    (outcome(&answer.verdict), facts)
}

fn message(verdict: &Verdict<TaskId>) -> Option<String> {
    match verdict {
        Verdict::Accepted(_) => None,
        Verdict::Refused(refusal) => Some(refusal.message.clone()),
        Verdict::NotProcessed(failure) => Some(failure.to_string()),
        Verdict::Unknown(unknown) => Some(unknown.to_string()),
    }
}

/// What the ledger is told. A refused key, user ID or time is no fault of the batch and nothing was
/// created: it is queued again, as what was certainly not processed.
fn outcome(verdict: &Verdict<TaskId>) -> Outcome {
    match verdict {
        Verdict::Accepted(task_id) => Outcome::Accepted {
            task_id: task_id.to_string(),
        },
        Verdict::Refused(refusal) if refusal.is_clock() || refusal.stops_everything() => {
            Outcome::NotProcessed {
                why: refusal.to_string(),
            }
        }
        Verdict::Refused(_) => Outcome::Refused,
        Verdict::NotProcessed(failure) => Outcome::NotProcessed {
            why: failure.to_string(),
        },
        Verdict::Unknown(unknown) => Outcome::Unknown {
            why: unknown.to_string(),
        },
    }
}
