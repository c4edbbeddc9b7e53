//! What happens, as it happens.
//!
//! Events say that something changed and what is not in the ledger; the ledger says how things
//! stand. So a screen that was reloaded, or one that fell behind, asks the ledger and goes on.

use std::time::Duration;

use chrono::TimeDelta;
use ledger::{BatchId, BatchState, SubmissionId};
use tokio::sync::broadcast;

use crate::submit::{GiveUp, StopReason};

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
    /// A task could not be asked about; it is asked again.
    PollFailed {
        /// The batch.
        batch: BatchId,
        /// Why.
        why: String,
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
    /// A batch was refused for bad rows, and not all of them were looked for: its parts that were not
    /// sent count as refused.
    IsolationGaveUp {
        /// The batch as it was planned.
        batch: BatchId,
        /// Requests made for it.
        requests: u32,
        /// Why.
        why: GiveUp,
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
        // Nobody may be listening, and that is fine: the ledger has it.
        drop(self.sender.send(Event { submission, what }));
    }
}
