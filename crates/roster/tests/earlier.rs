//! Users that stand in another submission already.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use roster::{Code, Earlier, Elsewhere, Filter, Query, ReadOptions, Roster, Rules};

const SHEET: &str = "\
First name,Phone
Ana,0027188460901
Cem,0090 532 123 45 67
";
/// Cem's, as a submission has it.
const PHONE: &str = "00905321234567";

fn open() -> Roster {
    let options = ReadOptions::default();
    Roster::read("users.csv", SHEET.as_bytes(), &options, Rules::default()).unwrap()
}

/// The rows that are marked, by the sheet's numbers.
fn marked(roster: &Roster) -> Vec<u32> {
    let view = roster.view(&Query {
        filter: Filter::With(Code::SentEarlier),
        ..Query::default()
    });
    roster.numbers(&view).collect()
}

#[test]
fn phones_submitted_earlier_are_marked_however_they_are_written() {
    let mut roster = open();
    let earlier = Earlier::Accepted {
        date: "2026-03-31".to_owned(),
        task_id: "1893596414966089600".to_owned(),
    };
    roster.set_earlier([(PHONE, earlier)]);
    assert_eq!(
        told_of_earlier(&roster),
        "the phone was sent earlier: on 2026-03-31, task 1893596414966089600"
    );
    assert_eq!(marked(&roster), [3]);
    roster.set_rules(Rules {
        default_country: Some("TR".parse().unwrap()),
        ..Rules::default()
    });
    assert_eq!(marked(&roster), [3], "another country gives other keys");
}

/// What is said about the row of the phone that was submitted earlier.
fn told_of_earlier(roster: &Roster) -> String {
    let problems = roster.row(3).unwrap().problems;
    let problem = problems
        .iter()
        .find(|problem| problem.code == Code::SentEarlier);
    problem.unwrap().message()
}

#[test]
fn a_phone_that_is_open_elsewhere_is_marked_with_where_and_what_to_do() {
    let mut roster = open();
    let elsewhere = |file_name: &str| Elsewhere {
        submission: "7".to_owned(),
        file_name: file_name.to_owned(),
        date: "2026-03-31".to_owned(),
    };
    for (earlier, said) in [
        (
            Earlier::Unknown(elsewhere("staff.xlsx")),
            "the phone is in submission 7 (staff.xlsx, 2026-03-31), whose answer is unknown: settle that first",
        ),
        (
            Earlier::Waiting(elsewhere("staff.xlsx")),
            "the phone waits to be sent in submission 7 (staff.xlsx, 2026-03-31): go on with that or cancel it",
        ),
        (
            Earlier::Waiting(elsewhere("")),
            "the phone waits to be sent in submission 7 (2026-03-31): go on with that or cancel it",
        ),
    ] {
        roster.set_earlier([(PHONE, earlier)]);
        assert_eq!(told_of_earlier(&roster), said);
        assert_eq!(marked(&roster), [3]);
    }
}
