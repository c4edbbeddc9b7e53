//! A submission from its plan to its last result.

use ledger::{BatchState, Outcome, ResultState, TaskTotals, UserFilter, UserPlace};

use crate::common::*;

const ALL: ledger::Page = ledger::Page {
    offset: 0,
    limit: 1_000_000,
};

#[test]
fn a_plan_holds_every_row_of_the_sheet_in_its_order() {
    let mut desk = Desk::new();
    let users = (0..25).map(|n| {
        let mut user = user(n);
        user.left_out = (n % 10 == 3).then(|| "duplicate".to_owned());
        user
    });
    let id = desk.ledger.plan(&submission(10), users).unwrap();

    let batches = desk.ledger.batches(id).unwrap();
    let spans: Vec<_> = batches
        .iter()
        .map(|b| (b.number, b.label.as_str(), b.first_row, b.last_row, b.users))
        .collect();
    assert_eq!(
        spans,
        [
            (1, "1", 2, 12, 10),
            (2, "2", 13, 23, 10),
            (3, "3", 24, 26, 2)
        ]
    );
    assert!(
        batches
            .iter()
            .all(|batch| batch.state == BatchState::Queued && batch.task_id.is_none())
    );

    let users = desk.ledger.users(id, UserFilter::All, ALL).unwrap();
    let rows: Vec<u64> = users.iter().map(|user| user.row).collect();
    assert_eq!(
        rows,
        (2..27).collect::<Vec<_>>(),
        "the sheet's order was lost"
    );
    let left_out: Vec<_> = users
        .iter()
        .filter(|user| user.place == UserPlace::LeftOut)
        .collect();
    assert_eq!(
        left_out.iter().map(|user| user.row).collect::<Vec<_>>(),
        [5, 15, 25]
    );
    assert!(
        left_out
            .iter()
            .all(|user| user.left_out.as_deref() == Some("duplicate") && !user.has_password)
    );

    let accounts = desk.ledger.accounts(id).unwrap();
    assert_eq!(
        (accounts.in_sheet, accounts.left_out, accounts.waiting),
        (25, 3, 22)
    );
    assert!(accounts.balanced());
}

#[test]
fn the_plan_outlives_the_program_word_for_word() {
    let mut desk = Desk::new();
    let id = desk.plan(3, 1000);
    let desk = desk.restart();

    let kept = desk.ledger.submission(id).unwrap();
    let planned = submission(1000);
    assert_eq!(
        (
            kept.file_name,
            kept.file_sha256,
            kept.sheet,
            kept.mapping,
            kept.settings,
            kept.connection,
            kept.created
        ),
        (
            planned.file_name,
            planned.file_sha256,
            planned.sheet,
            planned.mapping,
            planned.settings,
            planned.connection,
            planned.created
        ),
    );
    let batch = desk.first_batch(id);
    let users = desk.ledger.batch_users(batch).unwrap();
    assert_eq!(users.len(), 3);
    assert_eq!(users[1].phone, phone(1));
    assert_eq!(users[1].surname.as_deref(), Some("Sur1"));
    assert_eq!(
        users[1].password.as_ref().unwrap().expose_password(),
        "Pa55-000001"
    );
}

#[test]
fn a_plan_that_fails_halfway_leaves_nothing() {
    let mut desk = Desk::new();
    let panicking = (0..2500).map(|n| {
        if n == 2400 {
            panic!("the sheet broke off")
        } else {
            user(n)
        }
    });
    let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.ledger.plan(&submission(1000), panicking)
    }));
    assert!(broken.is_err());
    assert_eq!(desk.ledger.submissions().unwrap(), []);
    let left: i64 = desk
        .raw()
        .query_row("SELECT count(*) FROM users", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "rows of a plan that was not finished");
    assert_eq!(
        desk.plan(1, 1).to_string(),
        "1",
        "the ledger can be used after it"
    );
}

#[test]
fn what_cannot_be_planned_is_refused_with_words() {
    let mut desk = Desk::new();
    for size in [0, 1001] {
        let error = desk
            .ledger
            .plan(&submission(size), (0..1).map(user))
            .unwrap_err();
        assert_eq!(error.to_string(), "a batch holds 1 to 1000 users");
    }
    let mut wrong = submission(10);
    wrong.file_sha256 = "abc".into();
    assert!(desk.ledger.plan(&wrong, (0..1).map(user)).is_err());
    assert_eq!(desk.ledger.submissions().unwrap(), []);
}

#[test]
fn a_sheet_of_left_out_rows_needs_no_batch() {
    let mut desk = Desk::new();
    let users = (0..20_000).map(|n| {
        let mut user = user(n);
        user.left_out = Some("by hand".into());
        user
    });
    let id = desk.ledger.plan(&submission(1), users).unwrap();
    assert_eq!(desk.ledger.batches(id).unwrap(), []);
    let accounts = desk.ledger.accounts(id).unwrap();
    assert_eq!((accounts.in_sheet, accounts.left_out), (20_000, 20_000));
    assert!(accounts.balanced());
}

#[test]
fn an_accepted_batch_is_followed_to_its_end() {
    let mut desk = Desk::new();
    let id = desk.plan(4, 1000);
    let batch = desk.first_batch(id);
    desk.accept(batch, "1893596414966089600");
    assert_eq!(desk.ledger.next_queued(id).unwrap(), None);

    let tasks = desk.ledger.accepted_unfinished().unwrap();
    assert_eq!(tasks.len(), 1);
    assert_eq!(
        (tasks[0].task_id.as_str(), tasks[0].connection_id.as_str()),
        ("1893596414966089600", "c1")
    );
    assert_eq!(
        (tasks[0].users, tasks[0].accepted, tasks[0].polled),
        (4, later(1), None)
    );

    let totals = TaskTotals {
        status: Some("RUNNING".into()),
        total: Some(4),
        ..TaskTotals::default()
    };
    let page = [
        result(0, ResultState::Success),
        result(1, ResultState::Failed),
        result(2, ResultState::Skipped),
    ];
    desk.ledger
        .record_results(batch, &page, &totals, later(60))
        .unwrap();
    assert_eq!(
        desk.ledger.accepted_unfinished().unwrap()[0].polled,
        Some(later(60))
    );
    let accounts = desk.ledger.accounts(id).unwrap();
    assert_eq!(
        (
            accounts.accepted.total,
            accounts.accepted.pending,
            accounts.accepted.without_result
        ),
        (4, 1, 0)
    );

    desk.ledger.finish(batch, later(90)).unwrap();
    assert_eq!(desk.ledger.accepted_unfinished().unwrap(), []);
    let accounts = desk.ledger.accounts(id).unwrap().accepted;
    assert_eq!(
        (
            accounts.succeeded,
            accounts.failed,
            accounts.skipped,
            accounts.pending
        ),
        (1, 1, 1, 1)
    );
    assert_eq!(accounts.without_result, 1, "a row without a result is told");

    let record = desk.ledger.batch(batch).unwrap();
    assert_eq!(
        (record.state, record.finished),
        (BatchState::Finished, Some(later(90)))
    );
    assert_eq!(
        (record.totals.status.as_deref(), record.totals.total),
        (Some("RUNNING"), Some(4))
    );
    let users = desk
        .ledger
        .users(id, UserFilter::WithoutResult, ALL)
        .unwrap();
    assert_eq!(users.iter().map(|user| user.row).collect::<Vec<_>>(), [5]);
    let failed = desk
        .ledger
        .users(id, UserFilter::At(UserPlace::Failed), ALL)
        .unwrap();
    assert_eq!(failed[0].reason.as_deref(), Some("parameter check failed"));
    assert_eq!(failed[0].task_id.as_deref(), Some("1893596414966089600"));
}

#[test]
fn what_was_not_processed_is_queued_again_and_every_attempt_is_on_record() {
    let mut desk = Desk::new();
    let id = desk.plan(1, 1);
    let batch = desk.first_batch(id);
    desk.send(batch, &not_processed());
    let record = desk.ledger.batch(batch).unwrap();
    assert_eq!(
        (record.state, record.why.as_deref()),
        (BatchState::Queued, Some("connection refused"))
    );

    desk.accept(batch, "7");
    let attempts = desk.ledger.attempts(batch).unwrap();
    let outcomes: Vec<_> = attempts
        .iter()
        .map(|attempt| attempt.outcome.as_deref().unwrap())
        .collect();
    assert_eq!(outcomes, ["not_processed", "accepted"]);
    assert_eq!(attempts[1].trace_id, format!("{:058}", 2));
    assert_eq!(
        (attempts[1].http_status, attempts[1].duration_ms),
        (Some(200), Some(321))
    );
    assert_eq!(desk.ledger.batch(batch).unwrap().attempts, 2);
}

#[test]
fn a_refused_batch_keeps_the_services_words_for_each_of_its_users() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 2);
    let batch = desk.first_batch(id);
    let mut refusal = answer();
    refusal.code = Some("13000102".into());
    refusal.message = Some("phone is malformed".into());
    let attempt = desk.begin(batch);
    let _recorded = attempt
        .end(&mut desk.ledger, &Outcome::Refused, &refusal)
        .unwrap();

    let users = desk
        .ledger
        .users(id, UserFilter::At(UserPlace::Refused), ALL)
        .unwrap();
    assert_eq!(users.len(), 2);
    assert_eq!(users[0].code.as_deref(), Some("13000102"));
    assert_eq!(users[0].reason.as_deref(), Some("phone is malformed"));
    assert!(
        users[0].has_password,
        "nobody was created, the password is still needed"
    );
    assert_eq!(desk.ledger.accounts(id).unwrap().refused, 2);
}

#[test]
fn any_window_of_any_filter_is_the_same_part_of_the_whole() {
    let mut desk = Desk::new();
    // Another submission before it, so that the rows do not begin with the table's first.
    desk.plan(7, 3);
    let id = desk.plan(30, 10);
    let batch = desk.first_batch(id);
    desk.accept(batch, "1");
    desk.results(
        batch,
        &(0..6)
            .map(|n| result(n, ResultState::Success))
            .collect::<Vec<_>>(),
    );

    let filters = [
        UserFilter::All,
        UserFilter::At(UserPlace::Waiting),
        UserFilter::At(UserPlace::Succeeded),
        UserFilter::At(UserPlace::Pending),
        UserFilter::At(UserPlace::LeftOut),
        UserFilter::Batch(batch),
        UserFilter::WithoutResult,
    ];
    let sizes = filters.map(|filter| {
        let whole = desk.ledger.users(id, filter, ALL).unwrap();
        assert_eq!(
            desk.ledger.count_users(id, filter).unwrap(),
            whole.len() as u64,
            "{filter:?}"
        );
        for offset in [0, 1, 5, 29, 30, 1000] {
            let page = ledger::Page { offset, limit: 4 };
            let window = desk.ledger.users(id, filter, page).unwrap();
            let from = whole.len().min(usize::try_from(offset).unwrap());
            assert_eq!(
                window,
                whole[from..whole.len().min(from + 4)],
                "{filter:?} from {offset}"
            );
        }
        whole.len()
    });
    assert_eq!(sizes, [30, 20, 6, 4, 0, 10, 0]);
}

#[test]
fn a_reader_follows_without_being_able_to_write() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 2);
    let reader = desk.ledger.reader().unwrap();
    desk.accept(desk.first_batch(id), "11");
    assert_eq!(
        reader.accounts(id).unwrap().accepted.total,
        2,
        "a reader sees what was committed"
    );
    let send = std::thread::spawn(move || reader.submissions().unwrap().len());
    assert_eq!(send.join().unwrap(), 1, "a reader goes to another thread");
}
