//! Marked phones, names and passwords, looked for in every byte that was written.

use std::fs;
use std::path::Path;

use ledger::{NewDraft, NewUser, Password, ResultState, UserResult};
use rusqlite::MAIN_DB;

use crate::common::*;

const PASSWORD: &str = "CanaryPass!";
const PHONE: &str = "86199990000";
const NAME: &str = "Canarina";

fn canary(n: u64) -> NewUser {
    NewUser {
        firstname: format!("{NAME}{n}"),
        phone: format!("{PHONE}{n:04}"),
        phone_key: format!("{PHONE}{n:04}"),
        email: Some(format!("{NAME}{n}@example.com")),
        password: Some(Password::new(format!("{PASSWORD}{n:04}"))),
        extra: Some(format!("{NAME} extra")),
        ..user(n)
    }
}

fn told(n: u64, state: ResultState) -> UserResult {
    UserResult {
        phone: format!("{PHONE}{n:04}"),
        phone_key: format!("{PHONE}{n:04}"),
        ..result(n, state)
    }
}

/// How often a mark stands in these bytes, as UTF-8 or as UTF-16.
fn marks(hay: &[u8], mark: &str) -> usize {
    let wide: String = mark
        .chars()
        .flat_map(|character| [character, '\0'])
        .collect();
    let hay = String::from_utf8_lossy(hay);
    ends(&hay, mark).len() + ends(&hay, &wide).len()
}

/// Where each mark ends.
fn ends(hay: &str, mark: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut from = 0;
    while let Some(place) = hay[from..].find(mark) {
        from += place + mark.len();
        ends.push(from);
    }
    ends
}

fn assert_folder_is_clean(folder: &Path) {
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        files += 1;
        for mark in [PASSWORD, PHONE, NAME] {
            assert_eq!(
                marks(&bytes, mark),
                0,
                "`{mark}` stands in {}",
                path.display()
            );
        }
    }
    assert!(files >= 3, "the files to be searched were not there");
}

/// Every page of the file as it is inside the cipher, free space and free pages included, with the log's pages in place.
fn deciphered(desk: &Desk) -> Vec<u8> {
    desk.raw().serialize(MAIN_DB).unwrap().to_vec()
}

#[test]
fn the_pages_can_be_looked_into() {
    let mut desk = Desk::new();
    desk.ledger
        .plan(&submission(1000), (0..10).map(canary))
        .unwrap();
    let inside = deciphered(&desk);
    assert_eq!(
        marks(&inside, PASSWORD),
        10,
        "the search would find nothing anywhere"
    );
}

#[test]
fn nothing_personal_is_in_any_file_without_the_key() {
    let mut desk = Desk::new();
    let id = desk
        .ledger
        .plan(&submission(1000), (0..3000).map(canary))
        .unwrap();
    let draft = NewDraft {
        file_name: "roster.xlsx".into(),
        source_path: None,
        content: Some(format!("{NAME},{PHONE},{PASSWORD}").into_bytes()),
        state: format!("{{\"edit\":\"{NAME}\"}}"),
    };
    assert!(!format!("{draft:?}").contains(NAME));
    desk.ledger.save_draft(&draft, now()).unwrap();
    for (batch, task) in desk
        .ledger
        .queued_batches(id)
        .unwrap()
        .into_iter()
        .zip(["1", "2", "3"])
    {
        desk.accept(batch, task);
        assert_folder_is_clean(desk.folder.path());
    }
    // A search and a long sort must not spill either.
    assert_eq!(desk.ledger.search(PHONE, 5000).unwrap().len(), 3000);
    desk.ledger
        .earlier("c1", (0..3000).map(|n| canary(n).phone_key))
        .unwrap();
    assert_folder_is_clean(desk.folder.path());
    let desk = desk.restart();
    assert_folder_is_clean(desk.folder.path());
}

/// The numbers of the users whose passwords stand anywhere, as often as they do.
fn passwords_in(hay: &[u8]) -> Vec<u64> {
    let hay = String::from_utf8_lossy(hay);
    let places = ends(&hay, PASSWORD);
    let mut numbers: Vec<u64> = places
        .iter()
        .map(|end| hay[*end..end + 4].parse().unwrap())
        .collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn passwords_of_users_that_exist_are_not_even_inside() {
    let mut desk = Desk::new();
    let id = desk
        .ledger
        .plan(&submission(1000), (0..2000).map(canary))
        .unwrap();
    let batches = desk.ledger.queued_batches(id).unwrap();
    for (batch, task) in batches.iter().zip(["1", "2"]) {
        desk.accept(*batch, task);
    }
    // All of the first batch comes through, a few rows at a time; of the second, a third fails.
    let first: Vec<_> = (0..1000)
        .map(|n| {
            told(
                n,
                [ResultState::Success, ResultState::Skipped][usize::from(n % 5 == 0)],
            )
        })
        .collect();
    for few in first.chunks(13) {
        desk.results(batches[0], few);
    }
    let second: Vec<_> = (1000..2000)
        .map(|n| {
            told(
                n,
                if n % 3 == 0 {
                    ResultState::Failed
                } else {
                    ResultState::Success
                },
            )
        })
        .collect();
    desk.results(batches[1], &second);
    for batch in batches {
        desk.ledger.finish(batch, now()).unwrap();
    }

    let failed: Vec<u64> = (1000..2000).filter(|n| n % 3 == 0).collect();
    assert_eq!(
        passwords_in(&deciphered(&desk)),
        failed,
        "only those who failed keep their passwords, once"
    );
    let log = fs::metadata(desk.folder.path().join("ledger.db-wal")).unwrap();
    assert_eq!(log.len(), 0, "the log still holds pages from before");
}

#[test]
fn a_forgotten_submission_leaves_no_trace_inside() {
    let mut desk = Desk::new();
    let other = desk.plan(100, 10);
    let id = desk
        .ledger
        .plan(&submission(1000), (0..2000).map(canary))
        .unwrap();
    for (batch, task) in desk
        .ledger
        .queued_batches(id)
        .unwrap()
        .into_iter()
        .zip(["1", "2"])
    {
        desk.accept(batch, task);
        desk.results(
            batch,
            &[
                told(5, ResultState::Failed),
                told(7777, ResultState::Success),
            ],
        );
        desk.ledger.finish(batch, now()).unwrap();
    }
    desk.ledger.forget(id, false).unwrap();

    let inside = deciphered(&desk);
    for mark in [PASSWORD, PHONE, NAME] {
        assert_eq!(marks(&inside, mark), 0, "`{mark}` outlived being forgotten");
    }
    assert_eq!(
        desk.ledger.receipts().read_all().unwrap().len(),
        2,
        "receipts outlive it"
    );
    assert_eq!(
        desk.ledger.accounts(other).unwrap().waiting,
        100,
        "the other submission is whole"
    );
    desk.ledger.check().unwrap();
}

#[test]
fn a_dropped_draft_leaves_no_trace_inside() {
    let mut desk = Desk::new();
    let draft = NewDraft {
        file_name: "roster.xlsx".into(),
        source_path: Some("/home/ada/roster.xlsx".into()),
        content: Some(PASSWORD.repeat(10_000).into_bytes()),
        state: "{}".into(),
    };
    let id = desk.ledger.save_draft(&draft, now()).unwrap();
    assert!(marks(&deciphered(&desk), PASSWORD) > 0);
    desk.ledger.drop_draft(id).unwrap();
    assert_eq!(marks(&deciphered(&desk), PASSWORD), 0);
}
