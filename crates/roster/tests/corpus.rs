//! Every sheet of `tests/rosters` reads as `expected.json` says.

use std::collections::BTreeMap;
use std::path::PathBuf;

use roster::{Code, Level, ReadOptions, Roster, Rules};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    users: Vec<BTreeMap<String, String>>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/rosters")
}

fn open(name: &str) -> Roster {
    Roster::open(
        folder().join(name),
        &ReadOptions::default(),
        Rules::default(),
    )
    .unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn users(roster: &Roster) -> Vec<BTreeMap<String, String>> {
    let included = roster
        .all_rows()
        .filter(|row| row.left_out.is_none())
        .map(|row| row.user.into_user());
    included
        .map(|user| {
            let password = user.password.expose_password().to_owned();
            let fields = [
                ("firstname", user.firstname),
                ("surname", user.surname),
                ("phone", user.phone),
                ("email", user.email),
                ("password", password),
            ];
            fields
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text))
                .collect()
        })
        .collect()
}

#[test]
fn every_sheet_reads_as_expected() {
    let expected = std::fs::read_to_string(folder().join("expected.json")).unwrap();
    let expected: BTreeMap<String, Expected> = serde_json::from_str(&expected).unwrap();
    for (name, expected) in &expected {
        let roster = open(name);
        assert_eq!(
            users(&roster),
            expected.users,
            "{name}: {:#?}",
            roster.columns()
        );
        assert_eq!(roster.missing_columns(), [], "{name}");
    }
    assert!(expected.len() >= 7, "the corpus was found");
}

/// Sheet row, code and level of every problem.
fn problems(roster: &Roster) -> Vec<(u32, Code, Level)> {
    roster
        .all_rows()
        .flat_map(|row| row.problems)
        .map(|problem| (problem.row, problem.code, problem.level))
        .collect()
}

#[test]
fn lost_digits_are_told_from_lost_zeros_and_from_spaces() {
    assert_eq!(
        problems(&open("lost-digits.csv")),
        [
            (2, Code::PhoneDigitsLost, Level::Error),
            (3, Code::PhoneZerosLost, Level::Warning),
            (4, Code::PhoneNeedsCleaning, Level::Warning),
        ]
    );
}

#[test]
fn what_was_detected_is_told() {
    let described = |name: &str| {
        let source = open(name).source().clone();
        let text = source
            .text
            .map(|text| format!("{} {:?}", text.encoding, text.delimiter));
        (source.sheet_name().to_owned(), text)
    };
    let text = |text: &str| (String::new(), Some(text.to_owned()));
    assert_eq!(
        described("excel-chinese-windows.csv"),
        text("gb18030 Comma")
    );
    assert_eq!(
        described("excel-german.csv"),
        text("windows-1252 Semicolon")
    );
    assert_eq!(described("excel-unicode-text.txt"), text("UTF-16LE Tab"));
    let workbook = open("chinese-numbers.xlsx");
    assert_eq!(
        workbook.source().sheet,
        1,
        "the second sheet holds the roster"
    );
    assert_eq!(workbook.header_row(), Some(3), "{:?}", workbook.source());
}
