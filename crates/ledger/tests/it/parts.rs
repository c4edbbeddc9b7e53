//! Parts of a refused batch that were never sent, and are taken apart further.

use ledger::{BatchId, BatchState, Outcome};
use rusqlite::params;

use crate::common::*;

/// A refused batch of ten in two parts, of three and seven.
fn two_parts(desk: &mut Desk) -> (BatchId, BatchId) {
    let id = desk.plan(10, 10);
    let batch = desk.first_batch(id);
    desk.send(batch, &Outcome::Refused);
    desk.ledger.split_at(batch, 3).unwrap()
}

fn states(desk: &Desk, batches: &[BatchId]) -> Vec<BatchState> {
    let state = |batch: &BatchId| desk.ledger.batch(*batch).unwrap().state;
    batches.iter().map(state).collect()
}

#[test]
fn a_batch_is_split_where_it_is_asked_for() {
    let mut desk = Desk::new();
    let (first, second) = two_parts(&mut desk);
    assert_eq!(desk.ledger.batch(first).unwrap().users, 3);
    assert_eq!(desk.ledger.batch(second).unwrap().users, 7);
    for nowhere in [0, 7, 8] {
        let error = desk.ledger.split_at(second, nowhere).unwrap_err();
        assert_eq!(error.to_string(), "both parts of a split have users");
    }
}

#[test]
fn a_part_that_was_never_sent_is_split_and_one_that_was_is_not() {
    let mut desk = Desk::new();
    let (first, second) = two_parts(&mut desk);
    let (left, right) = desk.ledger.split_at(second, 2).unwrap();
    assert_eq!(states(&desk, &[second]), [BatchState::Split]);
    assert_eq!(states(&desk, &[left, right]), [BatchState::Queued; 2]);
    let not_processed = Outcome::NotProcessed {
        why: "too many requests".into(),
    };
    desk.send(first, &not_processed);
    assert!(desk.ledger.split_at(first, 1).unwrap_err().is_wrong_state());
    let id = desk.ledger.batch(first).unwrap().submission;
    let accounts = desk.ledger.accounts(id).unwrap();
    assert!(
        accounts.balanced() && accounts.waiting == 10,
        "{accounts:?}"
    );
}

/// Past the front door: a planned batch, and a part that was sent, get nowhere without a request.
#[test]
fn the_file_lets_nothing_else_skip_being_sent() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 2);
    let planned = desk.first_batch(id);
    let (part, _) = two_parts(&mut desk);
    let failed = Outcome::NotProcessed { why: "no".into() };
    desk.send(part, &failed);
    for batch in [planned, part] {
        let number: i64 = batch.to_string().parse().unwrap();
        let forced = desk.raw().execute(
            "UPDATE batches SET state = 'refused', why = 'forced' WHERE id = ?1",
            params![number],
        );
        let error = forced.unwrap_err().to_string();
        assert!(
            error.contains("that was never sent skips being sent"),
            "{error}"
        );
    }
}
