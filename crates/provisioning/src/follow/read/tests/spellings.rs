//! Users of one number, each spelt in its own way, and a row for one spelling.

use super::*;

/// Key and phones as the program makes them.
const SPELT: [&str; 2] = ["0027188460901", "+27 188460901"];
const ANOTHER: &str = "+27188460901";

fn books(spelt: &[&str]) -> Books {
    let users = spelt.iter().enumerate().map(|(place, phone)| NewUser {
        phone: (*phone).into(),
        phone_key: phone_key(phone),
        ..user(place)
    });
    Books::planned(users)
}

fn created(phone: &str, subtask: &str) -> UserResult {
    UserResult {
        subtask_id: Some(subtask.into()),
        user_id: Some(format!("of {subtask}")),
        phone: Some(phone.into()),
        code: None,
        reason: None,
    }
}

fn info(success: u64, skip: u64) -> TaskInfo {
    TaskInfo {
        total: success + skip,
        success,
        skip,
        ..TaskInfo::default()
    }
}

fn places(books: &Books) -> Vec<UserPlace> {
    books.users().into_iter().map(|(place, _)| place).collect()
}

#[test]
fn they_are_one_number() {
    let keys = SPELT.map(phone_key);
    assert!(
        keys.iter().all(|key| *key == phone_key(ANOTHER)),
        "{keys:?}"
    );
}

#[test]
fn the_one_without_a_row_was_there_when_the_counts_say_so() {
    for (place, phone) in SPELT.iter().enumerate() {
        let mut books = books(&SPELT);
        books.take(&[created(phone, "s1")], &info(1, 1));
        let said = places(&books);
        assert_eq!(said[place], UserPlace::Succeeded);
        assert_eq!(said[1 - place], UserPlace::Skipped);
    }
}

#[test]
fn a_row_that_may_be_for_either_proves_nothing_of_them() {
    for counts in [info(1, 1), info(0, 2)] {
        let mut books = books(&SPELT);
        books.take(&[created(ANOTHER, "s1")], &counts);
        assert_eq!(places(&books), [UserPlace::Pending; 2], "{counts:?}");
        let strays = books.ledger.stray_results(books.submission).unwrap();
        assert_eq!(strays[0].same_number, [2, 3]);
    }
}

#[test]
fn a_row_in_another_spelling_does_not_speak_for_one_that_has_its_own() {
    for order in [[0, 1], [1, 0]] {
        let rows = [
            created(SPELT[0], "s1"),
            UserResult {
                user_id: None,
                code: Some("13000203".into()),
                ..created(ANOTHER, "s2")
            },
        ];
        let rows = order.map(|place| rows[place].clone());
        let mut books = books(&[SPELT[0], "0027188460999"]);
        books.take(&rows, &info(1, 1));
        assert_eq!(places(&books), [UserPlace::Succeeded, UserPlace::Skipped]);
    }
}
