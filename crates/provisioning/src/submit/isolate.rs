//! Finding the rows for which a whole batch was refused, with a bounded number of requests.
//!
//! A refused batch created nothing, so it may be halved until the rows at fault stand alone. Each
//! bad row among `n` costs at most two requests on each of log2(n) levels; one that costs more is
//! no bad row but something else that splitting does not find.

use std::collections::HashMap;

use ledger::BatchId;

/// What was agreed for one batch of the plan is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GaveUp {
    /// The batch as it was planned.
    pub(crate) planned: BatchId,
    /// Requests made for it and its parts.
    pub(crate) requests: u32,
}

/// The searches of one run, each for one batch of the plan.
#[derive(Debug, Default)]
pub(crate) struct Isolation {
    searches: HashMap<BatchId, Search>,
    /// The planned batch of each part.
    planned: HashMap<BatchId, BatchId>,
}

#[derive(Debug, Default)]
struct Search {
    requests: u32,
    splits: u32,
    passed: u32,
    alone: u32,
}

/// Splits allowed before the first row was found or the first part has passed: down to one row of a
/// thousand and back up once.
const SPLITS_WITHOUT_FRUIT: u32 = 20;
/// Splits allowed for each row found or part passed.
const SPLITS_PER_FRUIT: u32 = 10;
/// Rows that stand alone while nothing at all has passed: then every row is at fault, and the
/// service's words say more than another thousand requests.
const ALONE_WITHOUT_PASSING: u32 = 8;

impl Isolation {
    /// Whether a refused batch may be split once more.
    pub(crate) fn may_split(&mut self, batch: BatchId) -> Result<(), GaveUp> {
        let planned = self.planned_of(batch);
        let search = self.searches.entry(planned).or_default();
        search.requests += 1;
        let allowed = SPLITS_WITHOUT_FRUIT + SPLITS_PER_FRUIT * (search.alone + search.passed);
        let hopeless = search.passed == 0 && search.alone >= ALONE_WITHOUT_PASSING;
        if hopeless || search.splits >= allowed {
            return Err(GaveUp {
                planned,
                requests: search.requests,
            });
        }
        Ok(())
    }

    pub(crate) fn split(&mut self, batch: BatchId, left: BatchId, right: BatchId) {
        let planned = self.planned_of(batch);
        self.searches.entry(planned).or_default().splits += 1;
        self.planned.extend([(left, planned), (right, planned)]);
    }

    /// A batch, or a part of one, was accepted.
    pub(crate) fn accepted(&mut self, batch: BatchId) {
        self.note(batch, |search| search.passed += 1);
    }

    /// A row that stands alone was refused.
    pub(crate) fn refused(&mut self, batch: BatchId) {
        self.note(batch, |search| search.alone += 1);
    }

    fn note(&mut self, batch: BatchId, note: impl FnOnce(&mut Search)) {
        let planned = self.planned_of(batch);
        if let Some(search) = self.searches.get_mut(&planned) {
            search.requests += 1;
            note(search);
        }
    }

    fn planned_of(&self, batch: BatchId) -> BatchId {
        self.planned.get(&batch).copied().unwrap_or(batch)
    }
}
