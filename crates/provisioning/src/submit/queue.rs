//! The batches that wait to be sent, in the order of the sheet, each with the time it is due.

use std::collections::VecDeque;

use ledger::BatchId;
use tokio::time::Instant;

/// A batch that waits to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Queued {
    pub(crate) batch: BatchId,
    pub(crate) due: Instant,
    /// Whether its last request was refused for its time.
    pub(crate) refused_for_time: bool,
}

impl Queued {
    fn now(batch: BatchId) -> Self {
        Self {
            batch,
            due: Instant::now(),
            refused_for_time: false,
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Queue {
    waiting: VecDeque<Queued>,
}

impl FromIterator<BatchId> for Queue {
    fn from_iter<T: IntoIterator<Item = BatchId>>(batches: T) -> Self {
        Self {
            waiting: batches.into_iter().map(Queued::now).collect(),
        }
    }
}

impl Queue {
    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// When the first of them is due.
    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.waiting.iter().map(|queued| queued.due).min()
    }

    /// The first that is due by now.
    pub(crate) fn take(&mut self, now: Instant) -> Option<Queued> {
        let place = self.waiting.iter().position(|queued| queued.due <= now)?;
        self.waiting.remove(place)
    }

    /// A batch that comes back goes before those that were never sent.
    pub(crate) fn put_back(&mut self, queued: Queued) {
        self.waiting.push_front(queued);
    }

    /// A part of a batch takes its place.
    pub(crate) fn put_first(&mut self, part: BatchId) {
        self.waiting.push_front(Queued::now(part));
    }
}
