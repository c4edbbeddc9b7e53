//! What the file refuses, even from a program with a bug. All of it is tried past the front door, on the open file.

use ledger::{BatchId, BatchState, Outcome, Settlement};
use rusqlite::{Connection, params};

use crate::common::*;

const STATES: [&str; 8] = [
    "queued", "sending", "accepted", "finished", "refused", "unknown", "left_out", "split",
];

/// Takes a batch to the state by the lawful way.
fn batch_in(desk: &mut Desk, state: &str) -> BatchId {
    let id = desk.plan(2, 2);
    let batch = desk.first_batch(id);
    match state {
        "queued" => {}
        "sending" => drop(desk.begin(batch)),
        "accepted" => desk.accept(batch, "1"),
        "finished" => {
            desk.accept(batch, "1");
            desk.ledger.finish(batch, now()).unwrap();
        }
        "refused" => desk.send(batch, &Outcome::Refused),
        "unknown" => desk.send(batch, &unknown()),
        "left_out" => desk.ledger.cancel(batch, "no", now()).unwrap(),
        "split" => {
            desk.send(batch, &Outcome::Refused);
            desk.ledger.split(batch).unwrap();
        }
        _ => unreachable!(),
    }
    assert_eq!(desk.ledger.batch(batch).unwrap().state.as_str(), state);
    batch
}

/// Puts a batch into a state with everything the columns ask for, so that only the rules are in the way.
fn force(conn: &Connection, batch: BatchId, state: &str) -> rusqlite::Result<usize> {
    let taken = matches!(state, "accepted" | "finished");
    conn.execute(
        "UPDATE batches SET state = ?2, why = 'forced', task_id = CASE WHEN ?3 THEN coalesce(task_id, '5') END, \
         accepted = CASE WHEN ?3 THEN 1 END, finished = CASE WHEN ?2 = 'finished' THEN 1 END WHERE id = ?1",
        params![number(batch), state, taken],
    )
}

fn number(batch: BatchId) -> i64 {
    batch.to_string().parse().unwrap()
}

fn said(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        other => other.to_string(),
    }
}

#[test]
fn no_step_between_states_is_taken_without_what_belongs_to_it() {
    let mut desk = Desk::new();
    // Of all 64 steps, the bare change of the state is enough for these only: what a person may do at any time, what
    // needs no request, and what changes nothing for a batch that is at its end.
    let bare = ["queued>left_out", "accepted>finished", "refused>queued"];
    for from in STATES {
        for to in STATES {
            let batch = batch_in(&mut desk, from);
            let forced = force(&desk.raw(), batch, to);
            let step = format!("{from}>{to}");
            assert_eq!(
                forced.is_ok(),
                bare.contains(&step.as_str()),
                "{step}: {forced:?}"
            );
            let state = desk.ledger.batch(batch).unwrap().state;
            let expected = if forced.is_ok() { to } else { from };
            assert_eq!(
                state.as_str(),
                expected,
                "a refused step left a trace: {step}"
            );
        }
    }
}

#[test]
fn nothing_is_sent_that_is_not_written_down_first() {
    let mut desk = Desk::new();
    let batch = batch_in(&mut desk, "queued");
    let error = force(&desk.raw(), batch, "sending").unwrap_err();
    assert_eq!(said(&error), "an attempt is written down before it is sent");
}

#[test]
fn nothing_unknown_is_sent_again_without_a_word() {
    let mut desk = Desk::new();
    let batch = batch_in(&mut desk, "unknown");
    let conn = desk.raw();
    for to in ["queued", "accepted", "left_out"] {
        assert_eq!(
            said(&force(&conn, batch, to).unwrap_err()),
            "an unknown batch waits for a word",
            "{to}"
        );
    }
    // A word for an earlier attempt is no word for this one.
    desk.ledger
        .settle(batch, &Settlement::SendAgain, now())
        .unwrap();
    desk.send(batch, &unknown());
    assert!(
        force(&conn, batch, "queued").is_err(),
        "an old word let a second attempt out"
    );
    // And a word to leave it out is no word to send it.
    conn.execute(
        "INSERT INTO settlements (batch_id, attempt_id, decision, decided_by, decided) \
         SELECT batch_id, max(id), 'leave_out', 'person', 1 FROM attempts WHERE batch_id = ?1",
        [number(batch)],
    )
    .unwrap();
    assert!(
        force(&conn, batch, "queued").is_err(),
        "left out was taken for send again"
    );
    assert!(force(&conn, batch, "left_out").is_ok());
}

#[test]
fn a_receipt_settles_nothing_but_an_acceptance() {
    let mut desk = Desk::new();
    let batch = batch_in(&mut desk, "unknown");
    let forged = desk.raw().execute(
        "INSERT INTO settlements (batch_id, attempt_id, decision, decided_by, decided) \
         SELECT batch_id, max(id), 'send_again', 'receipt', 1 FROM attempts WHERE batch_id = ?1",
        [number(batch)],
    );
    assert!(
        forged.is_err(),
        "the program let itself send an unknown batch again"
    );
}

#[test]
fn a_batch_becomes_what_its_attempt_came_to_and_nothing_else() {
    let mut desk = Desk::new();
    let batch = batch_in(&mut desk, "sending");
    let conn = desk.raw();
    let ended = "UPDATE attempts SET outcome = 'unknown', ended = 1 WHERE batch_id = ?1";
    conn.execute(ended, [number(batch)]).unwrap();
    for to in ["queued", "accepted", "refused"] {
        assert!(
            force(&conn, batch, to).is_err(),
            "an attempt that ended unknown made its batch {to}"
        );
    }
    assert!(force(&conn, batch, "unknown").is_ok());
    assert_eq!(
        said(&conn.execute(ended, [number(batch)]).unwrap_err()),
        "an attempt ends once"
    );
}

#[test]
fn what_was_sent_is_not_rewritten() {
    let mut desk = Desk::new();
    let batch = number(batch_in(&mut desk, "accepted"));
    let conn = desk.raw();
    for sql in [
        "UPDATE attempts SET trace_id = 'x' WHERE batch_id = ?1",
        "UPDATE batches SET task_id = '2' WHERE id = ?1",
        "UPDATE users SET phone = '1' WHERE batch_id = ?1",
        "UPDATE users SET row = 1 WHERE batch_id = ?1",
        "UPDATE users SET batch_id = NULL, left_out = 'gone' WHERE batch_id = ?1",
        "DELETE FROM users WHERE batch_id = ?1",
        "UPDATE batches SET last_user = last_user + 1 WHERE id = ?1",
        "DELETE FROM batches WHERE id = ?1",
        "DELETE FROM submissions WHERE id = (SELECT submission_id FROM batches WHERE id = ?1)",
    ] {
        assert!(
            conn.execute(sql, [batch]).is_err(),
            "the file let this happen: {sql}"
        );
    }
}

#[test]
fn users_are_in_one_place_and_move_only_to_the_halves_of_their_batch() {
    let mut desk = Desk::new();
    let refused = number(batch_in(&mut desk, "refused"));
    let other = number(batch_in(&mut desk, "queued"));
    let conn = desk.raw();
    assert!(
        conn.execute(
            "UPDATE users SET batch_id = ?2, submission_id = (SELECT submission_id FROM batches WHERE id = ?2) \
             WHERE batch_id = ?1",
            [refused, other]
        )
        .is_err(),
        "users went to a batch that is no half of theirs"
    );
    for sql in [
        "UPDATE users SET left_out = 'x' WHERE batch_id = ?1",
        "INSERT INTO users (id, submission_id, row, firstname, phone, phone_key) VALUES (999, ?1, 1, 'a', '1', '1')",
        "INSERT INTO users (id, submission_id, batch_id, row, firstname, phone, phone_key) \
         VALUES (999, ?1 + 1000, ?1, 1, 'a', '1', '1')",
    ] {
        assert!(
            conn.execute(sql, [refused]).is_err(),
            "the file let this happen: {sql}"
        );
    }
}

#[test]
fn results_belong_to_users_that_were_accepted() {
    let mut desk = Desk::new();
    for (state, allowed) in [
        ("queued", false),
        ("unknown", false),
        ("refused", false),
        ("accepted", true),
        ("finished", true),
    ] {
        let batch = number(batch_in(&mut desk, state));
        let written = desk.raw().execute(
            "INSERT INTO results (user_id, state, updated) SELECT min(id), 'success', 1 FROM users WHERE batch_id = ?1",
            [batch],
        );
        assert_eq!(written.is_ok(), allowed, "{state}");
    }
}

#[test]
fn a_trace_id_is_used_once() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 1);
    let batches = desk.ledger.queued_batches(id).unwrap();
    drop(
        desk.ledger
            .begin_attempt(batches[0], "same", "x", now())
            .unwrap(),
    );
    assert!(
        desk.ledger
            .begin_attempt(batches[1], "same", "x", now())
            .is_err()
    );
    assert_eq!(
        desk.ledger.batch(batches[1]).unwrap().state,
        BatchState::Queued,
        "half of the step was kept"
    );
}

#[test]
fn steps_are_refused_with_words_at_the_front_door_too() {
    let mut desk = Desk::new();
    let accepted = batch_in(&mut desk, "accepted");
    let error = desk
        .ledger
        .begin_attempt(accepted, "t", "x", now())
        .unwrap_err();
    assert!(error.is_wrong_state());
    assert_eq!(
        error.to_string(),
        format!("batch {accepted} is accepted, which does not allow: sending it")
    );

    let queued = batch_in(&mut desk, "queued");
    assert!(
        desk.ledger
            .finish(queued, now())
            .unwrap_err()
            .is_wrong_state()
    );
    assert!(desk.ledger.split(queued).unwrap_err().is_wrong_state());
    assert!(
        desk.ledger
            .settle(queued, &Settlement::LeaveOut, now())
            .unwrap_err()
            .is_wrong_state()
    );
    assert!(
        desk.ledger
            .requeue(queued, "x", now())
            .unwrap_err()
            .is_wrong_state()
    );
    assert!(
        desk.ledger
            .record_results(queued, &[], &ledger::TaskTotals::default(), now())
            .unwrap_err()
            .is_wrong_state()
    );
    assert!(
        desk.ledger
            .cancel(accepted, "x", now())
            .unwrap_err()
            .is_wrong_state()
    );
    assert!(
        desk.ledger
            .batch("999".parse().unwrap())
            .unwrap_err()
            .is_not_found()
    );
}
