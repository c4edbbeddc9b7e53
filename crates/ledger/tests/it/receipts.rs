//! Receipts outlive the key, the ledger and the program; and what one of the two lost, the other gives back.

use std::fs;
use std::io::Write;

use ledger::{Answer, BatchState, Ledger, Outcome, Receipt, Receipts, Recorded};

use proptest::prelude::*;

use crate::common::*;

fn receipt(task_id: &str) -> Receipt {
    Receipt {
        time: now(),
        host: "intl.example".into(),
        signing_user: "1001".into(),
        trace_id: format!("trace of {task_id}"),
        task_id: task_id.into(),
        users: 1000,
        file_name: "名册.xlsx".into(),
    }
}

#[test]
fn a_receipt_is_a_line_that_a_person_can_read() {
    let mut desk = Desk::new();
    let id = desk.plan(3, 3);
    desk.accept(desk.first_batch(id), "1893596414966089600");
    let text = fs::read_to_string(desk.ledger.receipts().path()).unwrap();
    assert_eq!(
        text,
        format!(
            "{{\"time\":\"2026-04-24T03:06:41.000Z\",\"host\":\"intl.example\",\"signing_user\":\"1001\",\
             \"trace_id\":\"{:058}\",\"task_id\":\"1893596414966089600\",\"users\":3,\"file_name\":\"roster.xlsx\"}}\n",
            1
        )
    );
}

#[test]
fn a_torn_line_costs_itself_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let receipts = Receipts::in_folder(folder.path());
    assert_eq!(receipts.read_all().unwrap(), []);
    receipts.append(&receipt("1")).unwrap();
    let whole = fs::read(receipts.path()).unwrap();
    // A crash may tear the line anywhere, within a character too.
    for cut in 1..whole.len() {
        let torn: Vec<u8> = whole.iter().chain(&whole[..cut]).copied().collect();
        fs::write(receipts.path(), &torn).unwrap();
        receipts.append(&receipt("2")).unwrap();
        receipts.append(&receipt("3")).unwrap();

        let after = fs::read(receipts.path()).unwrap();
        assert!(after.starts_with(&torn), "what was there was rewritten");
        let mut read: Vec<_> = receipts
            .read_all()
            .unwrap()
            .into_iter()
            .map(|receipt| receipt.task_id)
            .collect();
        // Cut just before its line break, the line is whole.
        read.dedup();
        assert_eq!(read, ["1", "2", "3"], "torn after {cut} bytes");
    }
}

#[test]
fn lines_that_are_no_receipts_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let receipts = Receipts::in_folder(folder.path());
    receipts.append(&receipt("1")).unwrap();
    let mut file = fs::File::options()
        .append(true)
        .open(receipts.path())
        .unwrap();
    file.write_all(b"# noted by hand\n\n{\"task_id\":\"9\"}\n\xff\xfe\n")
        .unwrap();
    receipts.append(&receipt("2")).unwrap();
    assert_eq!(receipts.read_all().unwrap(), [receipt("1"), receipt("2")]);
}

#[test]
fn a_receipt_proves_what_the_ledger_did_not_live_to_hear() {
    let mut desk = Desk::new();
    let id = desk.plan(3, 1);
    let batches = desk.ledger.queued_batches(id).unwrap();
    // The program ended between the receipt and the ledger for the first, before the answer for the second.
    let heard = desk.begin(batches[0]);
    let proof = Receipt {
        trace_id: heard.trace_id().into(),
        ..receipt("1893596414966089600")
    };
    desk.ledger.receipts().append(&proof).unwrap();
    drop(heard);
    drop(desk.begin(batches[1]));
    let mut desk = desk.restart();

    let recovery = desk.ledger.recover(later(60)).unwrap();
    assert_eq!(
        (recovery.proven, recovery.unknown),
        (vec![batches[0]], vec![batches[1]])
    );
    let proven = desk.ledger.batch(batches[0]).unwrap();
    assert_eq!(
        (proven.state, proven.task_id.as_deref()),
        (BatchState::Accepted, Some("1893596414966089600"))
    );
    assert_eq!(
        desk.ledger.settlements(batches[0]).unwrap()[0].decided_by,
        "receipt"
    );
    let dark = desk.ledger.batch(batches[1]).unwrap();
    assert_eq!(
        (dark.state, dark.why.as_deref()),
        (BatchState::Unknown, Some("the program ended while sending"))
    );
    assert_eq!(
        desk.ledger.batch(batches[2]).unwrap().state,
        BatchState::Queued
    );
    assert_eq!(
        desk.ledger.receipts().read_all().unwrap().len(),
        1,
        "the proof was written twice"
    );

    let recovery = desk.ledger.recover(later(61)).unwrap();
    assert!(
        recovery.proven.is_empty() && recovery.unknown.is_empty(),
        "recovering again does nothing"
    );
    assert_eq!(
        desk.ledger.batch(batches[1]).unwrap().state,
        BatchState::Unknown
    );
}

#[test]
fn the_receipt_of_an_earlier_attempt_proves_nothing_of_this_one() {
    let mut desk = Desk::new();
    let id = desk.plan(1, 1);
    let batch = desk.first_batch(id);
    let first = desk.begin(batch);
    let stale = Receipt {
        trace_id: first.trace_id().into(),
        ..receipt("5")
    };
    let _recorded = first
        .end(&mut desk.ledger, &not_processed(), &answer())
        .unwrap();
    desk.ledger.receipts().append(&stale).unwrap();
    desk.send(batch, &unknown());
    let recovery = desk.ledger.recover(now()).unwrap();
    assert!(recovery.proven.is_empty());
    assert_eq!(desk.ledger.batch(batch).unwrap().state, BatchState::Unknown);
}

#[test]
fn an_acceptance_without_a_receipt_gets_one() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 1);
    for (batch, task) in desk
        .ledger
        .queued_batches(id)
        .unwrap()
        .into_iter()
        .zip(["1", "2"])
    {
        desk.accept(batch, task);
    }
    let whole = desk.ledger.receipts().read_all().unwrap();
    fs::remove_file(desk.ledger.receipts().path()).unwrap();
    let mut desk = desk.restart();
    assert_eq!(desk.ledger.recover(now()).unwrap().receipts_written, 2);
    assert_eq!(desk.ledger.receipts().read_all().unwrap(), whole);
    assert_eq!(desk.ledger.recover(now()).unwrap().receipts_written, 0);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_under_the_receipts_does_not_lose_the_answer() {
    let mut desk = Desk::new();
    let id = desk.plan(1, 1);
    let batch = desk.first_batch(id);
    let path = desk.ledger.receipts().path().to_owned();
    std::os::unix::fs::symlink("/dev/full", &path).unwrap();
    let recorded = desk
        .begin(batch)
        .end(&mut desk.ledger, &accepted("8"), &answer())
        .unwrap();
    let Recorded::WithoutReceipt(error) = recorded else {
        panic!("a full disk took a receipt")
    };
    assert!(error.is_disk_full(), "{error:?}");
    assert_eq!(
        desk.ledger.batch(batch).unwrap().task_id.as_deref(),
        Some("8")
    );

    fs::remove_file(&path).unwrap();
    assert_eq!(desk.ledger.recover(now()).unwrap().receipts_written, 1);
}

#[test]
fn an_answer_that_cannot_be_written_gives_the_attempt_back() {
    let mut desk = Desk::new();
    let id = desk.plan(1, 1);
    let batch = desk.first_batch(id);
    let attempt = desk.begin(batch);
    // Stands for whatever keeps the ledger from being written.
    desk.raw()
        .execute_batch(
            "CREATE TRIGGER broken BEFORE UPDATE ON attempts BEGIN SELECT raise(ABORT, 'no'); END",
        )
        .unwrap();
    let failed = attempt
        .end(&mut desk.ledger, &accepted("9"), &answer())
        .unwrap_err();
    assert_eq!(desk.ledger.batch(batch).unwrap().state, BatchState::Sending);
    let failed = failed
        .attempt
        .end(&mut desk.ledger, &accepted("9"), &answer())
        .unwrap_err();

    desk.raw().execute_batch("DROP TRIGGER broken").unwrap();
    let _recorded = failed
        .attempt
        .end(&mut desk.ledger, &accepted("9"), &answer())
        .unwrap();
    assert_eq!(
        desk.ledger.batch(batch).unwrap().task_id.as_deref(),
        Some("9")
    );
    let receipts = desk.ledger.receipts().read_all().unwrap();
    assert_eq!(receipts.len(), 1, "one line however often it was tried");
}

#[test]
fn refusals_and_unknown_ends_have_no_receipt() {
    let mut desk = Desk::new();
    let id = desk.plan(3, 1);
    let batches = desk.ledger.queued_batches(id).unwrap();
    for (batch, outcome) in batches
        .iter()
        .zip([Outcome::Refused, unknown(), not_processed()])
    {
        desk.send(*batch, &outcome);
    }
    assert_eq!(desk.ledger.receipts().read_all().unwrap(), []);
}

#[test]
fn a_session_only_ledger_recovers_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::in_memory(folder.path()).unwrap();
    let id = ledger.plan(&submission(1), [user(0)]).unwrap();
    let batch = ledger.next_queued(id).unwrap().unwrap().id;
    let answer = Answer {
        http_status: None,
        ..answer()
    };
    let attempt = ledger.begin_attempt(batch, "t", "x", now()).unwrap();
    let _recorded = attempt.end(&mut ledger, &unknown(), &answer).unwrap();
    Receipts::in_folder(folder.path())
        .append(&Receipt {
            trace_id: "t".into(),
            ..receipt("4")
        })
        .unwrap();
    assert_eq!(ledger.recover(now()).unwrap().proven, [batch]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_in_the_file_the_next_receipts_are_read(before in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let receipts = Receipts::in_folder(folder.path());
        fs::write(receipts.path(), &before).unwrap();
        receipts.append(&receipt("1")).unwrap();
        receipts.append(&receipt("2")).unwrap();
        prop_assert!(fs::read(receipts.path()).unwrap().starts_with(&before));
        prop_assert_eq!(receipts.read_all().unwrap(), [receipt("1"), receipt("2")]);
    }
}
