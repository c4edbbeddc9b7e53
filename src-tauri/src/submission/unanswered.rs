//! Questions about results that got no answer, of one run.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use provisioning::PollFault;
use provisioning::ledger::BatchId;

/// The latest failure of each task that was asked about in vain since it last answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unanswered {
    of: HashMap<BatchId, Failure>,
}

/// A question that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// When questions about this task began to fail.
    pub(crate) since: DateTime<Utc>,
    /// When the latest failed.
    at: DateTime<Utc>,
    /// What kept the answer from coming.
    pub(crate) fault: PollFault,
    /// The service's or the system's words.
    pub(crate) why: String,
    /// Whether it is asked about again by itself.
    again: bool,
}

impl Unanswered {
    /// A question has failed.
    pub(crate) fn failed(
        &mut self,
        batch: BatchId,
        at: DateTime<Utc>,
        fault: PollFault,
        why: String,
        again: bool,
    ) {
        let since = self.of.get(&batch).map_or(at, |earlier| earlier.since);
        let failure = Failure {
            since,
            at,
            fault,
            why,
            again,
        };
        self.of.insert(batch, failure);
    }

    /// The service has answered for this task.
    pub(crate) fn answered(&mut self, batch: BatchId) {
        self.of.remove(&batch);
    }

    /// Since when questions fail, if they do.
    pub(crate) fn since(&self) -> Option<DateTime<Utc>> {
        self.of.values().map(|failure| failure.since).min()
    }

    /// The failure that happened last.
    pub(crate) fn latest(&self) -> Option<&Failure> {
        self.of.values().max_by_key(|failure| failure.at)
    }

    /// Tasks that are not asked about again in this run.
    pub(crate) fn given_up(&self) -> usize {
        let given_up = self.of.values().filter(|failure| !failure.again);
        given_up.count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(id: &str) -> BatchId {
        id.parse().unwrap()
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn questions_fail_since_the_first_that_did_and_for_the_latest_reason() {
        let mut unanswered = Unanswered::default();
        let busy = |unanswered: &mut Unanswered, id, when| {
            unanswered.failed(batch(id), at(when), PollFault::Busy, "429".into(), true);
        };
        busy(&mut unanswered, "1", 10);
        busy(&mut unanswered, "2", 20);
        let cause = PollFault::InTrouble;
        unanswered.failed(batch("1"), at(30), cause, "HTTP 500".into(), true);
        assert_eq!(unanswered.since(), Some(at(10)));
        assert_eq!(unanswered.latest().unwrap().why, "HTTP 500");
        assert_eq!(unanswered.given_up(), 0);
    }

    #[test]
    fn an_answer_ends_it_for_its_task_alone() {
        let mut unanswered = Unanswered::default();
        let refused = PollFault::Refused;
        unanswered.failed(batch("1"), at(10), PollFault::Busy, String::new(), true);
        unanswered.failed(batch("2"), at(20), refused, "no such task".into(), false);
        unanswered.answered(batch("1"));
        assert_eq!(unanswered.since(), Some(at(20)));
        assert_eq!(unanswered.given_up(), 1);
        unanswered.answered(batch("2"));
        assert_eq!(unanswered.since(), None);
        assert!(unanswered.latest().is_none());
    }
}
