//! Parts of a refused batch that were never sent: taken apart further, and given up.

use ledger::{BatchId, BatchState, Outcome, UserPlace};
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

#[test]
fn parts_that_are_given_up_are_refused_with_the_words_of_their_batch() {
    let mut desk = Desk::new();
    let (first, second) = two_parts(&mut desk);
    desk.ledger
        .refuse_unsent(&[first, second], "not sent: no", now())
        .unwrap();
    assert_eq!(states(&desk, &[first, second]), [BatchState::Refused; 2]);
    let id = desk.ledger.batch(first).unwrap().submission;
    assert_eq!(desk.ledger.accounts(id).unwrap().refused, 10);
    let page = ledger::Page {
        offset: 0,
        limit: 100,
    };
    let users = desk
        .ledger
        .users(id, ledger::UserFilter::All, page)
        .unwrap();
    assert!(users.iter().all(|user| user.place == UserPlace::Refused));
    assert!(
        users
            .iter()
            .all(|user| user.reason.as_deref() == Some("not sent: no"))
    );
}

#[test]
fn all_parts_are_given_up_or_none() {
    let mut desk = Desk::new();
    let (first, second) = two_parts(&mut desk);
    desk.accept(second, "1");
    let error = desk
        .ledger
        .refuse_unsent(&[first, second], "no", now())
        .unwrap_err();
    assert!(error.is_wrong_state(), "{error}");
    assert_eq!(states(&desk, &[first]), [BatchState::Queued]);
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
