//! What happens, as it happens.
//!
//! Events say that something changed and what is not in the ledger; the ledger says how things
//! stand. So a screen that was reloaded, or one that fell behind, asks the ledger and goes on.

use std::time::Duration;

use chrono::TimeDelta;
use ledger::{Batch, BatchId, BatchState, SubmissionId};
use tokio::sync::broadcast;

use crate::follow::PollFault;
use crate::submit::StopReason;

/// Something happened to a submission.
#[derive(Clone, Debug)]
pub struct Event {
    /// The submission.
    pub submission: SubmissionId,
    /// What happened.
    pub what: Happening,
}

/// What happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Happening {
    /// A batch is in a new state, which is on the disk.
    Batch {
        /// The batch.
        batch: BatchId,
        /// Its label, as in `3` or `3.1`.
        label: String,
        /// Users in it.
        users: u64,
        /// Its state.
        state: BatchState,
        /// Its task ID, once it has one.
        task_id: Option<String>,
        /// Why it is refused, unknown or queued again.
        why: Option<String>,
    },
    /// Nothing is sent for a while.
    Waiting {
        /// How long.
        wait: Duration,
        /// Why, in the service's or the system's words.
        why: String,
    },
    /// A task's results were read; `done` of `total` users have one.
    Results {
        /// The batch.
        batch: BatchId,
        /// Users with an outcome.
        done: u64,
        /// Users in the task.
        total: u64,
    },
    /// A task could not be asked about. It is told once for failures alike that follow each other,
    /// until a task is answered for.
    PollFailed {
        /// The batch.
        batch: BatchId,
        /// What kept the answer from coming.
        fault: PollFault,
        /// Why, in the service's or the system's words.
        why: String,
        /// Whether it is asked about again by itself; otherwise it is left to the next run.
        again: bool,
    },
    /// An answer cannot be written down; it is tried again until it can.
    NotWritten {
        /// The batch.
        batch: BatchId,
        /// Its task ID, if it was accepted: the only copy so far.
        task_id: Option<String>,
        /// Why.
        why: String,
    },
    /// A receipt could not be written; the ledger has the task ID and the receipt follows later.
    NoReceipt {
        /// The batch.
        batch: BatchId,
        /// Why.
        why: String,
    },
    /// This machine's clock differs from the service's. Requests are signed with the service's time,
    /// so it does no harm here.
    ClockWrong {
        /// How far it is ahead; negative when it is behind.
        ahead: TimeDelta,
    },
    /// Sending is paused.
    Paused,
    /// Sending goes on.
    Resumed,
    /// Nothing further is sent in this run.
    Ended(Option<StopReason>),
}

/// Where events are told; clones tell the same listeners.
#[derive(Clone, Debug)]
pub struct Events {
    sender: broadcast::Sender<Event>,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            sender: broadcast::Sender::new(4096),
        }
    }
}

impl Events {
    /// Listens from now on. A listener that falls behind by 4,096 events is told so, and asks the
    /// ledger how things stand.
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.sender.subscribe()
    }

    pub(crate) fn tell(&self, submission: SubmissionId, what: Happening) {
        what.log(submission);
        // Nobody may be listening, and that is fine: the ledger has it.
        drop(self.sender.send(Event { submission, what }));
    }
}

impl Happening {
    /// A batch is as the ledger has it now.
    pub(crate) fn batch(batch: Batch) -> Self {
        Self::Batch {
            batch: batch.id,
            label: batch.label,
            users: batch.users,
            state: batch.state,
            task_id: batch.task_id,
            why: batch.why.filter(|_| batch.state != BatchState::Sending),
        }
    }

    /// What the log has of it. Requests and batches have their own lines, with their trace IDs.
    fn log(&self, submission: SubmissionId) {
        match self {
            Self::Batch { .. } | Self::Results { .. } | Self::PollFailed { .. } => {}
            Self::Waiting { wait, why } => {
                let wait_ms = millis(*wait);
                tracing::info!(%submission, wait_ms, code = why, "nothing is sent for a while");
            }
            // Perhaps the only copy that outlives the program.
            Self::NotWritten { batch, task_id, .. } => {
                let task_id = task_id.as_deref();
                tracing::error!(%submission, %batch, task_id, "an answer cannot be written down");
            }
            Self::NoReceipt { batch, .. } => {
                tracing::warn!(%submission, %batch, "a receipt cannot be written");
            }
            Self::ClockWrong { ahead } => {
                let ahead_seconds = ahead.num_seconds();
                tracing::warn!(%submission, ahead_seconds, "this machine's clock is wrong");
            }
            Self::Paused => tracing::info!(%submission, "sending is paused"),
            Self::Resumed => tracing::info!(%submission, "sending goes on"),
            Self::Ended(None) => tracing::info!(%submission, "nothing further is sent"),
            Self::Ended(Some(reason)) => {
                tracing::warn!(%submission, code = reason.code(), "sending has stopped");
            }
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
