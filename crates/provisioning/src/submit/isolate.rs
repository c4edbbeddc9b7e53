//! Which parts of refused batches are sent next.
//!
//! The looking itself is a [`Search`]; here is which search a batch belongs to, and what the loop
//! has to do for it.

use std::collections::HashMap;

use koodrive_client::Refusal;
use ledger::BatchId;

use super::search::{Fault, Part, Search, Step};

/// What the loop has to do next for a batch that was refused, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// Split it after so many of its users, and tell [`Isolation::split`].
    Split {
        /// A refused batch, or a part that was never sent.
        batch: BatchId,
        /// Users in the first part.
        first: usize,
    },
    /// Send it before the others.
    Send(BatchId),
    /// Nothing: every row at fault stands alone, or nothing was looked for.
    Nothing,
}

/// The searches of one run, each for one batch of the plan.
#[derive(Debug, Default)]
pub(crate) struct Isolation {
    searches: HashMap<BatchId, Search<BatchId>>,
    /// The planned batch of each part.
    planned: HashMap<BatchId, BatchId>,
}

impl Isolation {
    /// A batch was refused for its content or its size.
    pub(crate) fn refused(&mut self, batch: BatchId, users: usize, refusal: &Refusal) -> Errand {
        let planned = self.planned_of(batch);
        let part = Part { id: batch, users };
        let fault = if refusal.is_too_large() {
            Fault::Size
        } else {
            Fault::Rows
        };
        let search = self
            .searches
            .entry(planned)
            .or_insert_with(|| Search::new(part));
        let step = search.refused(fault);
        self.errand(planned, step)
    }

    /// A batch was accepted.
    pub(crate) fn accepted(&mut self, batch: BatchId) -> Errand {
        self.answered(batch, Search::accepted)
    }

    /// A batch came to an end that says nothing about its rows.
    pub(crate) fn unclear(&mut self, batch: BatchId) -> Errand {
        self.answered(batch, Search::unclear)
    }

    /// A batch was split as it was asked for.
    pub(crate) fn split(&mut self, batch: BatchId, parts: [Part<BatchId>; 2]) -> Errand {
        let planned = self.planned_of(batch);
        self.planned
            .extend(parts.iter().map(|part| (part.id, planned)));
        self.answered(batch, |search| search.split(parts))
    }

    fn answered(
        &mut self,
        batch: BatchId,
        take_in: impl FnOnce(&mut Search<BatchId>) -> Step<BatchId>,
    ) -> Errand {
        let planned = self.planned_of(batch);
        match self.searches.get_mut(&planned) {
            Some(search) => {
                let step = take_in(search);
                self.errand(planned, step)
            }
            None => Errand::Nothing,
        }
    }

    fn errand(&mut self, planned: BatchId, step: Step<BatchId>) -> Errand {
        match step {
            Step::Split { part, first } => Errand::Split { batch: part, first },
            Step::Send(part) => Errand::Send(part),
            Step::Done => {
                self.searches.remove(&planned);
                Errand::Nothing
            }
        }
    }

    fn planned_of(&self, batch: BatchId) -> BatchId {
        self.planned.get(&batch).copied().unwrap_or(batch)
    }
}
