//! A service that mixes, repeats, drops and invents rows: the accounts balance all the same, and
//! nobody is said to have fared otherwise than they did.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use koodrive_client::{TaskInfo, UserResult};
use ledger::{
    Accounts, Answer, BatchId, ConnectionStamp, Ledger, NewSubmission, NewUser, Outcome, Page,
    Password, ResultState, SubmissionId, TaskTotals, UserFilter, UserPlace,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::outcomes;
use crate::phone_key::phone_key;

/// What really became of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    Pending,
    Created,
    Failed,
    WasThere,
}

/// How the service lists users that were there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listing {
    Bare,
    WithReason,
    WithUserId,
    LeftOut,
}

/// What happens to a user's row on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Arrives,
    IsLost,
    ComesTwice,
}

#[derive(Clone, Debug)]
struct Case {
    users: Vec<(Truth, Fate)>,
    listing: Listing,
    strangers: usize,
    order: Vec<Index>,
}

fn cases(truths: Vec<Truth>) -> impl Strategy<Value = Case> {
    let fates = vec![Fate::Arrives, Fate::Arrives, Fate::IsLost, Fate::ComesTwice];
    let listings = vec![
        Listing::Bare,
        Listing::WithReason,
        Listing::WithUserId,
        Listing::LeftOut,
    ];
    (
        vec((select(truths), select(fates)), 1..8),
        select(listings),
        0..3_usize,
        vec(any::<Index>(), 24),
    )
        .prop_map(|(users, listing, strangers, order)| Case {
            users,
            listing,
            strangers,
            order,
        })
}

fn finished() -> impl Strategy<Value = Case> {
    cases(vec![Truth::Created, Truth::Failed, Truth::WasThere])
}

fn on_the_way() -> impl Strategy<Value = Case> {
    cases(vec![
        Truth::Pending,
        Truth::Created,
        Truth::Failed,
        Truth::WasThere,
    ])
}

fn phone(user: usize) -> String {
    format!("00271884609{user:02}")
}

impl Case {
    fn rows(&self) -> Vec<UserResult> {
        let mut rows = Vec::new();
        for (place, (truth, fate)) in self.users.iter().enumerate() {
            let Some(row) = self.row(place, *truth) else {
                continue;
            };
            if *fate == Fate::ComesTwice {
                rows.push(row.clone());
            }
            if *fate != Fate::IsLost {
                rows.push(row);
            }
        }
        rows.extend((0..self.strangers).map(stranger));
        for (place, other) in self.order.iter().enumerate().take(rows.len()) {
            let other = other.index(rows.len());
            rows.swap(place, other);
        }
        rows
    }

    fn row(&self, user: usize, truth: Truth) -> Option<UserResult> {
        let row = UserResult {
            subtask_id: Some(format!("17{user}")),
            user_id: None,
            phone: Some(phone(user)),
            code: None,
            reason: None,
        };
        let named = || Some(format!("16{user}"));
        let said = |code: &str, reason: &str| UserResult {
            code: Some(code.into()),
            reason: Some(reason.into()),
            ..row.clone()
        };
        Some(match (truth, self.listing) {
            (Truth::Created, _) | (Truth::WasThere, Listing::WithUserId) => UserResult {
                user_id: named(),
                ..row
            },
            (Truth::Failed, _) => said("13000203", "the password does not meet the policy"),
            (Truth::WasThere, Listing::WithReason) => said("13000204", "the user already exists"),
            (Truth::WasThere, Listing::LeftOut) => return None,
            (Truth::Pending, _) | (Truth::WasThere, Listing::Bare) => row,
        })
    }

    fn info(&self) -> TaskInfo {
        let count = |wanted| {
            self.users
                .iter()
                .filter(|(truth, _)| *truth == wanted)
                .count() as u64
        };
        TaskInfo {
            total: self.users.len() as u64,
            success: count(Truth::Created),
            fail: count(Truth::Failed),
            skip: count(Truth::WasThere),
            ..TaskInfo::default()
        }
    }

    /// Whether the books may say this of a user: the truth, or that nothing is known. Where the
    /// service lists one that was there like one that it created, nobody can tell the two apart.
    fn allows(&self, truth: Truth, said: UserPlace) -> bool {
        let alike = self.listing == Listing::WithUserId;
        match said {
            UserPlace::Pending => true,
            UserPlace::Succeeded => truth == Truth::Created || (alike && truth == Truth::WasThere),
            UserPlace::Skipped => truth == Truth::WasThere || (alike && truth == Truth::Created),
            UserPlace::Failed => truth == Truth::Failed,
            _ => false,
        }
    }
}

fn stranger(number: usize) -> UserResult {
    UserResult {
        subtask_id: Some(format!("19{number}")),
        user_id: Some(format!("18{number}")),
        phone: Some(format!("99000000{number:02}")),
        code: None,
        reason: None,
    }
}

/// A ledger with one accepted batch.
struct Books {
    ledger: Ledger,
    submission: SubmissionId,
    batch: BatchId,
    _folder: tempfile::TempDir,
}

impl Books {
    fn of(users: usize) -> Self {
        Self::planned((0..users).map(user))
    }

    fn planned(users: impl IntoIterator<Item = NewUser>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::in_memory(folder.path()).unwrap();
        let submission = ledger.plan(&submission(), users).unwrap();
        let batch = ledger.next_queued(submission).unwrap().unwrap().id;
        let attempt = ledger
            .begin_attempt(batch, "a trace ID", "20260424T100000Z", now())
            .unwrap();
        let task_id = "1893596414966089600".into();
        let recorded = attempt.end(&mut ledger, &Outcome::Accepted { task_id }, &answer());
        drop(recorded.unwrap());
        Self {
            ledger,
            submission,
            batch,
            _folder: folder,
        }
    }

    /// One question to the service: what `poll` writes down.
    fn take(&mut self, rows: &[UserResult], info: &TaskInfo) {
        let users = self.ledger.batch_users(self.batch).unwrap();
        let read = outcomes(&users, rows, info);
        let totals = TaskTotals::default();
        self.ledger
            .record_results(self.batch, &read, &totals, now())
            .unwrap();
    }

    fn accounts(&self) -> Accounts {
        self.ledger.accounts(self.submission).unwrap()
    }

    /// Where each user is, and whether its password is still there.
    fn users(&self) -> Vec<(UserPlace, bool)> {
        let page = Page {
            offset: 0,
            limit: 100,
        };
        let users = self.ledger.users(self.submission, UserFilter::All, page);
        let users = users.unwrap().into_iter();
        users.map(|user| (user.place, user.has_password)).collect()
    }
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn submission() -> NewSubmission {
    NewSubmission {
        file_name: "users.csv".into(),
        file_sha256: "0".repeat(64),
        sheet: None,
        mapping: "{}".into(),
        settings: "{}".into(),
        connection: ConnectionStamp {
            id: "c".into(),
            name: "Office".into(),
            host: "localhost".into(),
            signing_user: "15".into(),
            scheme: "koodrive".into(),
        },
        batch_size: 1_000,
        created: now(),
    }
}

fn user(place: usize) -> NewUser {
    NewUser {
        row: place as u64 + 2,
        firstname: "Ana".into(),
        surname: None,
        phone_key: phone_key(&phone(place)),
        phone: phone(place),
        email: None,
        password: Some(Password::new("Q!@1assword".into())),
        extra: None,
        left_out: None,
    }
}

fn answer() -> Answer {
    Answer {
        http_status: Some(200),
        code: Some("0".into()),
        message: None,
        ended: now(),
        duration: std::time::Duration::ZERO,
    }
}

fn assert_true(case: &Case, books: &Books) -> Result<(), TestCaseError> {
    let accounts = books.accounts();
    prop_assert!(accounts.balanced(), "{:?}", accounts);
    prop_assert_eq!(accounts.accepted.total, case.users.len() as u64);
    for ((truth, _), (said, has_password)) in case.users.iter().zip(books.users()) {
        prop_assert!(
            case.allows(*truth, said),
            "{:?} is said to be {:?}",
            truth,
            said
        );
        let exists = matches!(truth, Truth::Created | Truth::WasThere);
        prop_assert!(exists || has_password, "{:?} has lost its password", truth);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_that_are_mixed_repeated_dropped_and_invented_tell_no_lies(case in finished()) {
        let mut books = Books::of(case.users.len());
        books.take(&case.rows(), &case.info());
        assert_true(&case, &books)?;
    }

    #[test]
    fn what_arrives_on_the_way_and_again_at_the_end_tells_no_lies(case in on_the_way()) {
        let mut books = Books::of(case.users.len());
        books.take(&case.rows(), &case.info());
        assert_true(&case, &books)?;
        books.take(&case.rows(), &case.info());
        assert_true(&case, &books)?;
    }

    #[test]
    fn the_order_of_rows_says_nothing(case in finished()) {
        let (mut forth, mut back) = (Books::of(case.users.len()), Books::of(case.users.len()));
        let mut rows = case.rows();
        forth.take(&rows, &case.info());
        rows.reverse();
        back.take(&rows, &case.info());
        prop_assert_eq!(forth.users(), back.users());
        prop_assert_eq!(forth.accounts(), back.accounts());
    }

    #[test]
    fn complete_rows_leave_nothing_open(mut case in finished()) {
        for (_, fate) in &mut case.users {
            *fate = Fate::Arrives;
        }
        let mut books = Books::of(case.users.len());
        books.take(&case.rows(), &case.info());
        assert_true(&case, &books)?;
        prop_assert_eq!(books.accounts().accepted.pending, 0);
        let strays = books.ledger.stray_results(books.submission).unwrap();
        prop_assert_eq!(strays.len(), case.strangers);
    }
}

#[test]
fn a_failed_user_whose_row_is_lost_is_not_taken_for_one_that_was_there() {
    let case = Case {
        users: vec![
            (Truth::Failed, Fate::IsLost),
            (Truth::WasThere, Fate::Arrives),
            (Truth::Created, Fate::Arrives),
        ],
        listing: Listing::Bare,
        strangers: 0,
        order: Vec::new(),
    };
    let mut books = Books::of(3);
    books.take(&case.rows(), &case.info());
    let expected = HashMap::from([
        (0, (UserPlace::Pending, true)),
        (1, (UserPlace::Skipped, false)),
        (2, (UserPlace::Succeeded, false)),
    ]);
    assert_eq!(
        books
            .users()
            .into_iter()
            .enumerate()
            .collect::<HashMap<_, _>>(),
        expected
    );
}

#[test]
fn the_words_of_a_reason_do_not_outweigh_the_counts() {
    let row = |user: usize, reason: &str| UserResult {
        subtask_id: Some(format!("17{user}")),
        user_id: None,
        phone: Some(phone(user)),
        code: Some("13000204".into()),
        reason: Some(reason.into()),
    };
    let there = row(0, "the user already exists");
    let cases = [
        ("the department does not exist", UserPlace::Failed),
        ("部门不存在", UserPlace::Failed),
        ("the phone is not registered", UserPlace::Failed),
        ("手机号未注册", UserPlace::Failed),
        ("the user already exists", UserPlace::Skipped),
        ("用户已存在", UserPlace::Skipped),
    ];
    for (reason, place) in cases {
        let mut books = Books::of(2);
        let failed = u64::from(place == UserPlace::Failed);
        let info = TaskInfo {
            total: 2,
            fail: failed,
            skip: 2 - failed,
            ..TaskInfo::default()
        };
        books.take(&[there.clone(), row(1, reason)], &info);
        let has_password = place == UserPlace::Failed;
        let expected = [(UserPlace::Skipped, false), (place, has_password)];
        assert_eq!(books.users(), expected, "{reason}");
    }
    // The words say that both were there, the counts that one of them has failed.
    let mut books = Books::of(2);
    let info = TaskInfo {
        total: 2,
        fail: 1,
        skip: 1,
        ..TaskInfo::default()
    };
    books.take(
        &[there, row(1, "the user already exists in another tenant")],
        &info,
    );
    assert_eq!(books.users(), [(UserPlace::Failed, true); 2]);
}

#[test]
fn a_result_state_is_never_made_up_for_a_task_that_is_not_finished() {
    let users = Books::of(2);
    let users = users.ledger.batch_users(users.batch).unwrap();
    let info = TaskInfo {
        total: 3,
        skip: 2,
        ..TaskInfo::default()
    };
    assert_eq!(outcomes(&users, &[], &info), []);
    let finished = TaskInfo { total: 2, ..info };
    let read = outcomes(&users, &[], &finished);
    assert!(read.len() == 2 && read.iter().all(|user| user.state == ResultState::Skipped));
}

mod spellings;
