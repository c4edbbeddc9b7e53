//! Phones that are one number in several spellings: each exact one has its own result, and nobody is guessed at.

use ledger::{ResultState, UserFilter, UserPlace, UserResult};
use proptest::prelude::*;

use crate::accounts::{ALL, end_of, shuffle};
use crate::common::*;

/// Users whose phones are one number (`861`), each spelt in its own way; row 2 and on.
fn plan_spelt(desk: &mut Desk, spellings: &[&str]) -> (ledger::SubmissionId, ledger::BatchId) {
    let spelt = |(phone, row): (&&str, u64)| ledger::NewUser {
        row,
        phone: (*phone).into(),
        phone_key: "861".into(),
        ..user(0)
    };
    let users = spellings.iter().zip(2..).map(spelt);
    let id = desk.ledger.plan(&submission(1_000), users).unwrap();
    let batch = desk.first_batch(id);
    desk.accept(batch, &id.to_string());
    (id, batch)
}

/// A row of the task for one spelling of `861`.
fn spelt_result(phone: &str, subtask: Option<&str>, state: ResultState) -> UserResult {
    UserResult {
        phone: phone.into(),
        phone_key: "861".into(),
        state,
        subtask_id: subtask.map(str::to_owned),
        user_id: subtask
            .filter(|_| state.is_provisioned())
            .map(|id| format!("user of {id}")),
        code: None,
        reason: None,
    }
}

#[test]
fn a_third_spelling_that_comes_first_takes_nobodys_place() {
    let mut desk = Desk::new();
    let (id, batch) = plan_spelt(&mut desk, &["00861", "861"]);
    let rows = [
        spelt_result("+861", Some("s3"), ResultState::Failed),
        spelt_result("861", Some("s2"), ResultState::Success),
        spelt_result("00861", Some("s1"), ResultState::Skipped),
    ];
    // Asked again and again, as polling does.
    for _ in 0..3 {
        let joined = desk.results(batch, &rows);
        assert_eq!((joined.matched, joined.stray), (2, 1));
    }
    let users = desk.ledger.users(id, UserFilter::All, ALL).unwrap();
    let told: Vec<_> = users
        .iter()
        .map(|user| (user.place, user.subtask_id.as_deref()))
        .collect();
    let expected = [
        (UserPlace::Skipped, Some("s1")),
        (UserPlace::Succeeded, Some("s2")),
    ];
    assert_eq!(told, expected);
    let strays = desk.ledger.stray_results(id).unwrap();
    assert_eq!(strays.len(), 1);
    assert_eq!(strays[0].phone, "+861");
    assert_eq!(strays[0].same_number, [2, 3]);
}

#[test]
fn a_spelling_that_may_mean_either_of_two_users_is_said_and_not_guessed() {
    let mut desk = Desk::new();
    let (id, batch) = plan_spelt(&mut desk, &["00861", "861"]);
    let rows = [
        spelt_result("+861", Some("s1"), ResultState::Success),
        spelt_result("+861", Some("s2"), ResultState::Failed),
    ];
    let joined = desk.results(batch, &rows);
    assert_eq!((joined.matched, joined.stray), (0, 2));
    desk.ledger.finish(batch, now()).unwrap();
    let accounts = desk.ledger.accounts(id).unwrap();
    assert!(accounts.balanced());
    assert_eq!(accounts.accepted.without_result, 2);
    let users = desk.ledger.users(id, UserFilter::All, ALL).unwrap();
    assert!(
        users.iter().all(|user| user.has_password),
        "a guess erased a password"
    );
    let strays = desk.ledger.stray_results(id).unwrap();
    assert!(
        strays.iter().all(|stray| stray.same_number == [2, 3]),
        "{strays:?}"
    );
}

#[test]
fn asked_again_a_result_without_an_id_does_not_move_to_the_next_user_of_the_phone() {
    let mut desk = Desk::in_memory();
    let (id, batch) = plan_spelt(&mut desk, &["00861", "00861"]);
    let rows = [
        spelt_result("00861", None, ResultState::Success),
        spelt_result("+861", None, ResultState::Failed),
    ];
    for question in 1..4 {
        desk.results(batch, &rows);
        let users = desk.ledger.users(id, UserFilter::All, ALL).unwrap();
        let told: Vec<_> = users
            .iter()
            .map(|user| (user.place, user.has_password))
            .collect();
        let expected = [(UserPlace::Succeeded, false), (UserPlace::Failed, true)];
        assert_eq!(told, expected, "question {question}");
    }
}

#[test]
fn an_exact_spelling_takes_its_place_back_from_another_one() {
    let early = spelt_result("+861", Some("s9"), ResultState::Success);
    let own = spelt_result("00861", Some("s1"), ResultState::Failed);
    // On one page, whichever comes first, and on a later one.
    let pages = [
        vec![vec![early.clone(), own.clone()]],
        vec![vec![own.clone(), early.clone()]],
        vec![vec![early.clone()], vec![own.clone()]],
        vec![vec![own.clone()], vec![early.clone()]],
        vec![vec![early.clone()], vec![early, own]],
    ];
    for pages in pages {
        let mut desk = Desk::in_memory();
        let (id, batch) = plan_spelt(&mut desk, &["00861"]);
        for page in &pages {
            desk.results(batch, page);
        }
        let users = desk.ledger.users(id, UserFilter::All, ALL).unwrap();
        assert_eq!(users[0].place, UserPlace::Failed, "{pages:?}");
        assert_eq!(users[0].subtask_id.as_deref(), Some("s1"), "{pages:?}");
        assert_eq!(users[0].user_id, None, "the other's: {pages:?}");
        let together = pages[0].len() == 2;
        assert!(
            users[0].has_password || !together,
            "erased for another: {pages:?}"
        );
        let strays = desk.ledger.stray_results(id).unwrap();
        let strays: Vec<_> = strays
            .iter()
            .map(|stray| (&*stray.phone, stray.user_id.as_deref()))
            .collect();
        assert_eq!(strays, [("+861", Some("user of s9"))], "{pages:?}");
    }
}

#[test]
fn rows_without_a_subtask_keep_to_their_spelling_too() {
    let own = spelt_result("00861", None, ResultState::Failed);
    for other in [None, Some("s9")] {
        let other = spelt_result("+861", other, ResultState::Success);
        for rows in [[own.clone(), other.clone()], [other, own.clone()]] {
            let mut desk = Desk::in_memory();
            let (id, batch) = plan_spelt(&mut desk, &["00861"]);
            for row in &rows {
                desk.results(batch, std::slice::from_ref(row));
            }
            assert_eq!(
                desk.ledger.accounts(id).unwrap().accepted.failed,
                1,
                "{rows:?}"
            );
            assert_eq!(desk.ledger.stray_results(id).unwrap().len(), 1, "{rows:?}");
        }
    }
}

#[test]
fn a_number_that_comes_back_in_another_spelling_finds_its_only_user() {
    let mut desk = Desk::new();
    let (id, batch) = plan_spelt(&mut desk, &["00861", "00861"]);
    let rows = [
        spelt_result("+861", Some("s1"), ResultState::Success),
        spelt_result("861", Some("s2"), ResultState::Skipped),
    ];
    for _ in 0..2 {
        assert_eq!(desk.results(batch, &rows).matched, 2);
    }
    assert_eq!(desk.ledger.accounts(id).unwrap().accepted.pending, 0);
    assert_eq!(desk.ledger.stray_results(id).unwrap(), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_exact_spelling_has_its_own_row_whatever_comes_between(
        spelt in prop::collection::btree_set(0_usize..4, 1..4),
        others in prop::collection::vec(0_usize..6, 0..6),
        page in 1_usize..6,
        seed in any::<u64>(),
    ) {
        const SPELLINGS: [&str; 6] = ["861", "+861", "00861", "(86)1", "8-61", "86 1"];
        let mut desk = Desk::in_memory();
        let spellings: Vec<&str> = spelt.iter().map(|one| SPELLINGS[*one]).collect();
        let (id, batch) = plan_spelt(&mut desk, &spellings);
        let state = |place: usize| end_of(place as u64);
        let own = spelt.iter().map(|one| spelt_result(SPELLINGS[*one], Some(SPELLINGS[*one]), state(*one)));
        let strange = others.iter().zip(0..).filter(|(one, _)| !spelt.contains(*one)).map(|(one, place)| {
            spelt_result(SPELLINGS[*one], Some(&format!("s{place}")), state(*one + 1))
        });
        let mut rows: Vec<_> = own.chain(strange).collect();
        shuffle(&mut rows, seed);
        for page in rows.chunks(page) {
            desk.results(batch, page);
            prop_assert!(desk.ledger.accounts(id).unwrap().balanced());
        }
        for (user, one) in desk.ledger.users(id, UserFilter::All, ALL).unwrap().iter().zip(&spelt) {
            prop_assert_eq!(user.subtask_id.as_deref(), Some(SPELLINGS[*one]));
            let provisioned = matches!(user.place, UserPlace::Succeeded | UserPlace::Skipped);
            prop_assert_eq!(provisioned, state(*one).is_provisioned());
        }
        let strays = desk.ledger.stray_results(id).unwrap();
        prop_assert_eq!(strays.len(), rows.len() - spelt.len(), "each other row is shown, once");
    }
}
