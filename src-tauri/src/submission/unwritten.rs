//! Answers that cannot be written down, of one submission: this program's memory is all that holds them.

use std::collections::{BTreeMap, HashMap};

use provisioning::ledger::{BatchId, BatchState};

/// The answers that no disk has yet, by their batches.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unwritten {
    of: BTreeMap<BatchId, HeldAnswer>,
    /// What batches that are on their way are called.
    labels: HashMap<BatchId, String>,
}

/// An answer that is held in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeldAnswer {
    /// The batch's label, as in `3` or `3.1`, where it was heard of.
    pub(crate) label: Option<String>,
    /// Its task ID, if the batch was accepted.
    pub(crate) task_id: Option<String>,
    /// Why it cannot be written down.
    pub(crate) why: String,
    /// Whether it is tried again by itself.
    pub(crate) again: bool,
}

impl Unwritten {
    /// An answer could not be written down, and is tried again.
    pub(crate) fn failed(&mut self, batch: BatchId, task_id: Option<String>, why: String) {
        let answer = HeldAnswer {
            label: self.labels.get(&batch).cloned(),
            task_id,
            why,
            again: true,
        };
        self.of.insert(batch, answer);
    }

    /// A batch is told of as the ledger has it: what it was answered is written down.
    pub(crate) fn stands(&mut self, batch: BatchId, label: String, state: BatchState) {
        self.of.remove(&batch);
        if state == BatchState::Sending {
            self.labels.insert(batch, label);
        } else {
            self.labels.remove(&batch);
        }
    }

    /// Nobody tries any more: its run is over.
    pub(crate) fn give_up(&mut self) {
        for answer in self.of.values_mut() {
            answer.again = false;
        }
    }

    /// The answers, in the order of their batches.
    pub(crate) fn answers(&self) -> impl Iterator<Item = (BatchId, &HeldAnswer)> {
        self.of.iter().map(|(batch, answer)| (*batch, answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(id: &str) -> BatchId {
        id.parse().unwrap()
    }

    #[test]
    fn an_answer_is_held_with_the_name_of_its_batch_until_that_stands() {
        let mut unwritten = Unwritten::default();
        for (id, label) in [("7", "3"), ("8", "3.1")] {
            unwritten.stands(batch(id), label.into(), BatchState::Sending);
            unwritten.failed(batch(id), Some(format!("18{id}")), "no room".into());
        }
        let held: Vec<_> = unwritten.answers().map(|(_, answer)| answer).collect();
        let told = |answer: &HeldAnswer| (answer.label.clone(), answer.task_id.clone());
        assert_eq!(told(held[0]), (Some("3".into()), Some("187".into())));
        assert_eq!(told(held[1]), (Some("3.1".into()), Some("188".into())));

        unwritten.stands(batch("7"), "3".into(), BatchState::Accepted);
        let left: Vec<_> = unwritten.answers().map(|(id, _)| id).collect();
        assert_eq!(left, [batch("8")]);
    }

    #[test]
    fn an_answer_stays_when_nobody_tries_any_more() {
        let mut unwritten = Unwritten::default();
        unwritten.failed(batch("7"), Some("187".into()), "no room".into());
        unwritten.give_up();
        let (_, held) = unwritten.answers().next().unwrap();
        assert_eq!((held.task_id.as_deref(), held.again), (Some("187"), false));
    }
}
