//! Splitting, fixing, cancelling, settling.

use ledger::{Amendment, BatchId, BatchState, Outcome, Settlement, SubmissionId, UserFilter};

use crate::common::*;

const ALL: ledger::Page = ledger::Page {
    offset: 0,
    limit: 1_000_000,
};

fn rows(desk: &Desk, batch: BatchId) -> Vec<u64> {
    desk.ledger
        .batch_users(batch)
        .unwrap()
        .iter()
        .map(|user| user.row)
        .collect()
}

#[test]
fn halves_hold_each_user_once_and_say_where_they_come_from() {
    let mut desk = Desk::new();
    let id = desk.plan(7, 5);
    let batch = desk.first_batch(id);
    desk.send(batch, &Outcome::Refused);
    let (first, second) = desk.ledger.split(batch).unwrap();
    assert_eq!(
        (rows(&desk, first), rows(&desk, second)),
        (vec![2, 3, 4], vec![5, 6])
    );
    assert_eq!(rows(&desk, batch), [0_u64; 0], "the split batch kept users");

    desk.send(first, &Outcome::Refused);
    desk.ledger.split(first).unwrap();
    let labels: Vec<_> = desk
        .ledger
        .batches(id)
        .unwrap()
        .into_iter()
        .map(|batch| {
            (
                batch.label,
                batch.number,
                batch.first_row,
                batch.last_row,
                batch.users,
                batch.state,
            )
        })
        .collect();
    assert_eq!(
        labels,
        [
            ("1".into(), 1, 2, 6, 5, BatchState::Split),
            ("1.1".into(), 3, 2, 4, 3, BatchState::Split),
            ("1.3".into(), 5, 2, 3, 2, BatchState::Queued),
            ("1.4".into(), 6, 4, 4, 1, BatchState::Queued),
            ("1.2".into(), 4, 5, 6, 2, BatchState::Queued),
            ("2".into(), 2, 7, 8, 2, BatchState::Queued),
        ]
    );
    assert_eq!(desk.ledger.batch(second).unwrap().parent, Some(batch));
    assert!(desk.ledger.accounts(id).unwrap().balanced());
    assert_eq!(desk.ledger.accounts(id).unwrap().waiting, 7);
}

#[test]
fn a_thousand_is_split_down_to_the_one_at_fault() {
    let mut desk = Desk::new();
    let id = desk.plan(1000, 1000);
    let at_fault = 2 + 617;
    let mut requests = 0;
    while let Some(batch) = desk.ledger.next_queued(id).unwrap() {
        requests += 1;
        if rows(&desk, batch.id).contains(&at_fault) {
            desk.send(batch.id, &Outcome::Refused);
            if batch.users > 1 {
                desk.ledger.split(batch.id).unwrap();
            }
        } else {
            desk.accept(batch.id, &format!("{requests}"));
        }
        assert!(desk.ledger.accounts(id).unwrap().balanced());
    }
    let accounts = desk.ledger.accounts(id).unwrap();
    assert_eq!((accounts.refused, accounts.accepted.total), (1, 999));
    assert!(
        requests <= 21,
        "{requests} requests for one bad row in a thousand"
    );
}

#[test]
fn a_batch_of_one_is_not_split() {
    let mut desk = Desk::new();
    let id = desk.plan(1, 1);
    let batch = desk.first_batch(id);
    desk.send(batch, &Outcome::Refused);
    assert_eq!(
        desk.ledger.split(batch).unwrap_err().to_string(),
        "a batch of one user cannot be split"
    );
    assert_eq!(desk.ledger.batches(id).unwrap().len(), 1);
}

#[test]
fn a_refused_user_is_put_right_and_sent_again() {
    let mut desk = Desk::new();
    let id = desk.plan(1, 1);
    let batch = desk.first_batch(id);
    desk.send(batch, &Outcome::Refused);
    let user = desk.ledger.batch_users(batch).unwrap().remove(0);
    let amendment = Amendment {
        phone: Some(("+4912345".into(), "4912345".into())),
        email: Some(String::new()),
        ..Amendment::default()
    };
    desk.ledger.amend(user.id, &amendment).unwrap();
    desk.ledger
        .requeue(batch, "phone put right", now())
        .unwrap();

    let put_right = desk.ledger.batch_users(batch).unwrap().remove(0);
    assert_eq!(
        (put_right.phone.as_str(), put_right.phone_key.as_str()),
        ("+4912345", "4912345")
    );
    assert_eq!(
        (put_right.email, put_right.firstname),
        (None, user.firstname)
    );
    desk.accept(batch, "1");
    assert!(
        desk.ledger
            .amend(user.id, &amendment)
            .unwrap_err()
            .is_wrong_state()
    );
}

fn one_unknown(desk: &mut Desk) -> (SubmissionId, BatchId) {
    let id = desk.plan(2, 1);
    let batch = desk.first_batch(id);
    desk.send(batch, &unknown());
    assert_eq!(desk.ledger.submission(id).unwrap().unknown_batches, 1);
    (id, batch)
}

#[test]
fn an_unknown_batch_is_sent_again_by_a_persons_word_and_its_attempt_stays() {
    let mut desk = Desk::new();
    let (id, batch) = one_unknown(&mut desk);
    desk.ledger
        .settle(batch, &Settlement::SendAgain, later(9))
        .unwrap();
    assert_eq!(desk.ledger.next_queued(id).unwrap().unwrap().id, batch);
    let word = desk.ledger.settlements(batch).unwrap().remove(0);
    assert_eq!(
        (word.decision.as_str(), word.decided_by.as_str()),
        ("send_again", "person")
    );
    assert_eq!(
        (word.trace_id, word.decided),
        (format!("{:058}", 1), later(9))
    );
    assert_eq!(
        desk.ledger.attempts(batch).unwrap()[0].outcome.as_deref(),
        Some("unknown")
    );
}

#[test]
fn an_unknown_batch_gets_the_task_id_that_a_person_types() {
    let mut desk = Desk::new();
    let (id, batch) = one_unknown(&mut desk);
    let typed = |text: &str| Settlement::Accepted {
        task_id: text.into(),
    };
    assert!(
        desk.ledger.settle(batch, &typed("  "), now()).is_err(),
        "an empty task ID was taken"
    );

    assert!(
        desk.ledger
            .settle(batch, &typed(" 1893596414966089600\n"), now())
            .unwrap()
            .is_none()
    );
    let record = desk.ledger.batch(batch).unwrap();
    assert_eq!(
        (record.state, record.task_id.as_deref()),
        (BatchState::Accepted, Some("1893596414966089600"))
    );
    let receipts = desk.ledger.receipts().read_all().unwrap();
    assert_eq!(
        (receipts.len(), receipts[0].task_id.as_str()),
        (1, "1893596414966089600")
    );

    let next = desk.first_batch(id);
    desk.send(next, &unknown());
    let error = desk
        .ledger
        .settle(next, &typed("1893596414966089600"), now())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "this task ID belongs to another batch of the submission"
    );
}

#[test]
fn an_unknown_batch_is_left_out() {
    let mut desk = Desk::new();
    let (id, batch) = one_unknown(&mut desk);
    desk.ledger
        .settle(batch, &Settlement::LeaveOut, now())
        .unwrap();
    let accounts = desk.ledger.accounts(id).unwrap();
    assert_eq!(
        (accounts.left_out, accounts.waiting, accounts.unknown),
        (1, 1, 0)
    );
    assert!(accounts.balanced());
    assert!(
        desk.ledger
            .users(id, UserFilter::Batch(batch), ALL)
            .unwrap()[0]
            .left_out
            .is_some(),
        "it does not say why"
    );
}

#[test]
fn cancelling_touches_only_what_is_queued() {
    let mut desk = Desk::new();
    let other = desk.plan(1, 1);
    let id = desk.plan(5, 1);
    let batches = desk.ledger.queued_batches(id).unwrap();
    desk.accept(batches[0], "1");
    desk.send(batches[1], &unknown());
    let sending = desk.begin(batches[2]);
    assert_eq!(desk.ledger.cancel_queued(id, "cancelled").unwrap(), 2);

    let accounts = desk.ledger.accounts(id).unwrap();
    assert_eq!(
        (
            accounts.left_out,
            accounts.sending,
            accounts.unknown,
            accounts.accepted.total
        ),
        (2, 1, 1, 1)
    );
    assert!(accounts.balanced());
    let _recorded = sending
        .end(&mut desk.ledger, &accepted("2"), &answer())
        .unwrap();
    assert_eq!(
        desk.ledger.accounts(id).unwrap().accepted.total,
        2,
        "what was on its way came home"
    );
    assert_eq!(
        desk.ledger.accounts(other).unwrap().waiting,
        1,
        "another submission was cancelled"
    );
}
