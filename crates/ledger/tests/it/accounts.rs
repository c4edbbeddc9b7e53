//! Results in any order, repeated, missing and invented: the accounts balance, and each user has its own result.

use std::collections::{BTreeMap, HashSet};

use ledger::{ResultState, UserFilter, UserPlace, UserRecord, UserResult};
use proptest::prelude::*;

use crate::common::*;

pub(crate) const ALL: ledger::Page = ledger::Page {
    offset: 0,
    limit: 1_000_000,
};
const USERS: u64 = 12;

/// What a service may do to the rows of a task.
#[derive(Debug, Clone)]
enum Row {
    /// The user's row, as it should be.
    Own(u64),
    /// The user's row, with the phone written in another way.
    Respelt(u64),
    /// The user's row while it is still being worked off.
    Early(u64),
    /// A row of somebody who is not in the batch.
    Invented(u64),
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = prop_oneof![
        4 => (0..USERS).prop_map(Row::Own),
        1 => (0..USERS).prop_map(Row::Respelt),
        1 => (0..USERS).prop_map(Row::Early),
        1 => (500..505_u64).prop_map(Row::Invented),
    ];
    prop::collection::vec(row, 0..60)
}

pub(crate) fn end_of(n: u64) -> ResultState {
    [
        ResultState::Success,
        ResultState::Failed,
        ResultState::Skipped,
    ][usize::try_from(n % 3).unwrap()]
}

fn told(row: &Row) -> UserResult {
    match *row {
        Row::Own(n) | Row::Invented(n) => result(n, end_of(n)),
        Row::Respelt(n) => UserResult {
            phone: format!("+{}", key(n)),
            ..result(n, end_of(n))
        },
        Row::Early(n) => result(n, ResultState::Pending),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn accounts_balance_whatever_the_rows_are(rows in rows(), page in 1_usize..20) {
        let mut desk = Desk::in_memory();
        let id = desk.plan(USERS + 3, u32::try_from(USERS).unwrap());
        let batch = desk.first_batch(id);
        desk.accept(batch, "1");
        for page in rows.chunks(page) {
            desk.results(batch, &page.iter().map(told).collect::<Vec<_>>());
            prop_assert!(desk.ledger.accounts(id).unwrap().balanced());
        }
        desk.ledger.finish(batch, now()).unwrap();

        let ended: HashSet<u64> =
            rows.iter().filter_map(|row| match row { Row::Own(n) | Row::Respelt(n) => Some(*n), _ => None }).collect();
        let count = |state| ended.iter().filter(|n| end_of(**n) == state).count() as u64;
        let accounts = desk.ledger.accounts(id).unwrap();
        prop_assert!(accounts.balanced());
        prop_assert_eq!(accounts.in_sheet, USERS + 3);
        prop_assert_eq!(accounts.waiting, 3);
        prop_assert_eq!(accounts.accepted.total, USERS);
        prop_assert_eq!(accounts.accepted.succeeded, count(ResultState::Success));
        prop_assert_eq!(accounts.accepted.failed, count(ResultState::Failed));
        prop_assert_eq!(accounts.accepted.skipped, count(ResultState::Skipped));
        prop_assert_eq!(accounts.accepted.without_result, USERS - ended.len() as u64);

        for user in desk.ledger.users(id, UserFilter::Batch(batch), ALL).unwrap() {
            let n = user.row - 2;
            if ended.contains(&n) {
                let expected = result(n, end_of(n));
                prop_assert_eq!(user.subtask_id, expected.subtask_id, "another user's result");
                prop_assert_eq!(user.user_id, expected.user_id);
                prop_assert_eq!(user.reason, expected.reason);
            }
        }
        let invented: HashSet<u64> =
            rows.iter().filter_map(|row| match row { Row::Invented(n) => Some(*n), _ => None }).collect();
        prop_assert_eq!(desk.ledger.stray_results(id).unwrap().len(), invented.len());
    }

    #[test]
    fn the_order_of_the_rows_changes_nothing(mut rows in rows(), seed in any::<u64>()) {
        let outcome = |rows: &[Row]| -> Vec<UserRecord> {
            let mut desk = Desk::in_memory();
            let id = desk.plan(USERS, u32::try_from(USERS).unwrap());
            let batch = desk.first_batch(id);
            desk.accept(batch, "1");
            desk.results(batch, &rows.iter().map(told).collect::<Vec<_>>());
            desk.ledger.users(id, UserFilter::All, ALL).unwrap()
        };
        let straight = outcome(&rows);
        shuffle(&mut rows, seed);
        prop_assert_eq!(outcome(&rows), straight);
    }

    #[test]
    fn users_who_share_a_phone_get_a_row_each(
        sharing in prop::collection::vec(0_u64..3, 2..9),
        repeats in 1_usize..3,
        seed in any::<u64>(),
    ) {
        let mut desk = Desk::in_memory();
        let users = sharing.iter().zip(0..).map(|(n, row)| ledger::NewUser { row: row + 2, ..user(*n) });
        let id = desk.ledger.plan(&submission(1000), users).unwrap();
        let batch = desk.first_batch(id);
        desk.accept(batch, "1");
        // The service works each row off for itself, so each has a subtask of its own.
        let own = |(n, row): (&u64, u64)| UserResult {
            subtask_id: Some(format!("{row}")),
            ..result(*n, ResultState::Success)
        };
        let mut results: Vec<_> = (0..repeats).flat_map(|_| sharing.iter().zip(0_u64..).map(own)).collect();
        shuffle(&mut results, seed);
        desk.results(batch, &results);

        let accounts = desk.ledger.accounts(id).unwrap();
        prop_assert!(accounts.balanced());
        prop_assert_eq!(accounts.accepted.succeeded, sharing.len() as u64);
        prop_assert_eq!(desk.ledger.stray_results(id).unwrap(), vec![]);
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for user in desk.ledger.users(id, UserFilter::All, ALL).unwrap() {
            *seen.entry(user.subtask_id.unwrap()).or_default() += 1;
        }
        prop_assert!(seen.values().all(|times| *times == 1), "one subtask for two users: {:?}", seen);
    }
}

/// Fisher–Yates with a small generator: the order is part of the case.
pub(crate) fn shuffle<T>(items: &mut [T], mut seed: u64) {
    for place in (1..items.len()).rev() {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        items.swap(place, usize::try_from(seed >> 33).unwrap() % (place + 1));
    }
}

#[test]
fn one_row_for_two_users_of_a_phone_leaves_the_second_without_a_result() {
    let mut desk = Desk::new();
    let id = desk
        .ledger
        .plan(&submission(2), [user(1), user(1)])
        .unwrap();
    let batch = desk.first_batch(id);
    desk.accept(batch, "1");
    for _ in 0..3 {
        assert_eq!(
            desk.results(batch, &[result(1, ResultState::Success)])
                .matched,
            1
        );
    }
    desk.ledger.finish(batch, now()).unwrap();
    let accepted = desk.ledger.accounts(id).unwrap().accepted;
    assert_eq!((accepted.succeeded, accepted.without_result), (1, 1));
}

#[test]
fn a_row_without_a_subtask_finds_its_user_and_may_come_again() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 2);
    let batch = desk.first_batch(id);
    desk.accept(batch, "1");
    let bare = |n| UserResult {
        subtask_id: None,
        ..result(n, ResultState::Failed)
    };
    for _ in 0..2 {
        let joined = desk.results(batch, &[bare(1), bare(0), bare(77)]);
        assert_eq!((joined.matched, joined.stray), (2, 1));
    }
    assert_eq!(desk.ledger.accounts(id).unwrap().accepted.failed, 2);
    assert_eq!(desk.ledger.stray_results(id).unwrap().len(), 1);
}

#[test]
fn the_phone_as_sent_goes_before_its_comparable_form() {
    let mut desk = Desk::new();
    // Two spellings of one phone, each the identity of a user at the service.
    let spelt = |row, phone: &str| ledger::NewUser {
        row,
        phone: phone.into(),
        phone_key: "861".into(),
        ..user(0)
    };
    let spellings = ["00861", "861"];
    for (place, phone) in spellings.into_iter().enumerate() {
        let users = [spelt(2, spellings[0]), spelt(3, spellings[1])];
        let id = desk.ledger.plan(&submission(2), users).unwrap();
        let batch = desk.first_batch(id);
        desk.accept(batch, &format!("{place}"));
        let told = UserResult {
            phone: phone.into(),
            phone_key: "861".into(),
            ..result(0, ResultState::Failed)
        };
        desk.results(batch, &[told]);
        let users = desk.ledger.users(id, UserFilter::All, ALL).unwrap();
        assert_eq!(users[place].place, UserPlace::Failed, "{phone}");
        assert_eq!(users[1 - place].place, UserPlace::Pending, "{phone}");
    }
}

#[test]
fn an_early_page_does_not_undo_an_end() {
    let mut desk = Desk::new();
    let id = desk.plan(1, 1);
    let batch = desk.first_batch(id);
    desk.accept(batch, "1");
    desk.results(batch, &[result(0, ResultState::Success)]);
    desk.results(batch, &[result(0, ResultState::Pending)]);
    assert_eq!(desk.ledger.accounts(id).unwrap().accepted.succeeded, 1);
}

#[test]
fn the_ledger_notices_when_its_accounts_do_not_balance() {
    let mut desk = Desk::new();
    desk.plan(3, 3);
    desk.ledger.check().unwrap();
    let conn = desk.raw();
    conn.execute_batch(
        "DROP TRIGGER users_leave_only_when_forgotten; DELETE FROM users WHERE id = 2",
    )
    .unwrap();
    let error = desk.ledger.check().unwrap_err();
    assert!(error.is_damaged());
    assert_eq!(
        error.to_string(),
        "the ledger is damaged: the accounts of submission 1 do not balance"
    );
}
