//! Every sheet of the corpus reads as its `expected.json` says, digit for digit.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::Value;
use whole_program_tests::{Home, roster};

const FIELDS: [&str; 5] = ["firstname", "surname", "phone", "email", "password"];

fn expected() -> Value {
    let text = std::fs::read_to_string(roster("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn checked(home: &Home, name: &str) -> Value {
    let path = roster(name);
    home.run(&[
        "check",
        &path.to_string_lossy(),
        "--json",
        "--show-passwords",
    ])
    .json()
}

fn users(report: &Value) -> Vec<Value> {
    let rows = report["rows"].as_array().expect("rows are listed");
    rows.iter()
        .map(|row| {
            FIELDS
                .iter()
                .map(|field| ((*field).to_owned(), row[field].clone()))
                .collect()
        })
        .collect()
}

#[test]
fn every_sheet_reads_as_expected() {
    let home = Home::new();
    let expected = expected();
    let sheets = expected.as_object().unwrap();
    assert!(sheets.len() >= 7, "the corpus is incomplete");
    for (name, wanted) in sheets {
        let read = checked(&home, name);
        assert_eq!(
            Value::from(users(&read)),
            wanted["users"],
            "{name}: {}",
            wanted["note"]
        );
    }
}

#[test]
fn passwords_are_masked_unless_asked_for() {
    let path = roster("two-users.csv");
    let masked = Home::new()
        .run(&["check", &path.to_string_lossy(), "--json"])
        .ended(0);
    assert!(!masked.said().contains("Q!@1assword"));
    assert_eq!(masked.json()["rows"][0]["password"], "••••••••");
    let table = Home::new()
        .run(&["check", &path.to_string_lossy()])
        .ended(0);
    assert!(!table.said().contains("paO2*ssword"));
}

#[test]
fn lost_digits_are_an_error_lost_zeros_a_warning_and_spaces_can_be_fixed() {
    let home = Home::new();
    let read = checked(&home, "lost-digits.csv");
    let codes = |row: usize| {
        let problems = read["rows"][row]["problems"].as_array().unwrap();
        let phones = problems
            .iter()
            .filter(|problem| problem["field"] == "phone");
        phones
            .map(|problem| format!("{} {}", problem["level"], problem["code"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(0), [r#""error" "phone-digits-lost""#]);
    assert_eq!(codes(1), [r#""warning" "phone-zeros-lost""#]);
    assert_eq!(codes(2), [r#""warning" "phone-needs-cleaning""#]);

    let path = roster("lost-digits.csv");
    let fixes = ["--fix", "restore-zeros", "--fix", "clean-phones", "--json"];
    let fixed = home
        .run(&[&["check", &path.to_string_lossy()], &fixes[..]].concat())
        .json();
    let phone = |row: usize| fixed["rows"][row]["phone"].clone();
    assert_eq!(phone(0), "1.88461E+12", "what is lost is not made up");
    assert_eq!(phone(1), "0027188460901");
    assert_eq!(phone(2), "00905321234567");
}

#[test]
fn what_was_found_is_told() {
    let read = checked(&Home::new(), "chinese-numbers.xlsx");
    assert_eq!(read["sheet"], "用户");
    assert_eq!(read["header_row"], 3);
    assert_eq!(read["columns"][2]["field"], "phone");
    assert_eq!(read["columns"][5]["field"], Value::Null);
    assert_eq!(read["rows"][0]["row"], 4, "the sheet's own row numbers");
    assert_eq!(
        checked(&Home::new(), "excel-chinese-windows.csv")["encoding"],
        "gb18030"
    );
    assert_eq!(
        checked(&Home::new(), "excel-german.csv")["delimiter"],
        "semicolon"
    );
}
