//! What a person is told of a sheet beside its rows: users elsewhere in the file, hidden rows, formulas without results.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use rust_xlsxwriter::{Formula, Workbook, Worksheet};
use serde_json::json;
use whole_program_tests::Home;

/// Two users in rows 2 and 3.
fn write_list(sheet: &mut Worksheet, first_column: u16, names: [&str; 2], phones: [&str; 2]) {
    for (row, (name, phone)) in (0..).zip([
        ("First name", "Phone"),
        (names[0], phones[0]),
        (names[1], phones[1]),
    ]) {
        sheet.write_string(row, first_column, name).unwrap();
        sheet.write_string(row, first_column + 1, phone).unwrap();
    }
}

/// A sheet with a hidden row, a formula that nobody calculated and a second list, and another sheet with users.
fn scattered() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Sales").unwrap();
    write_list(sheet, 0, ["Ana", "Ben"], ["0027188460901", "0027188460902"]);
    write_list(sheet, 3, ["Cem", "Dan"], ["0027188460903", "0027188460904"]);
    sheet.write_string(0, 6, "Greeting").unwrap();
    sheet
        .write_formula(1, 6, Formula::new("=\"Hello\""))
        .unwrap();
    sheet.set_row_hidden(2).unwrap();
    let sheet = workbook.add_worksheet().set_name("Support").unwrap();
    write_list(sheet, 0, ["Eve", "Fay"], ["0027188460905", "0027188460906"]);
    workbook.save_to_buffer().unwrap()
}

const TOLD: [&str; 4] = [
    "1 hidden row is included",
    "1 formula without a result in the file (open it in Excel or LibreOffice, save it,",
    "another list in columns D:G with 2 users that are not sent",
    "1 other sheet with users: Support (choose with --sheet)",
];

#[test]
fn check_and_submit_tell_of_users_elsewhere_and_of_rows_that_nobody_sees() {
    let home = Home::new();
    let file = home.file("scattered.xlsx", scattered());
    let checked = home.run(&["check", &file]).ended(0).stdout;
    let submit = [
        "submit",
        &file,
        "--connection",
        "practice",
        "--yes",
        "--json",
    ];
    let submitted = home.run(&submit).ended(0).stderr;
    for told in TOLD {
        assert!(checked.contains(told), "{told} is not in:\n{checked}");
        assert!(submitted.contains(told), "{told} is not in:\n{submitted}");
    }
    let report = home.run(&["check", &file, "--json"]).ended(0).json();
    let lists = json!([{"columns": "D:G", "rows": 2}]);
    assert_eq!(report["other_lists"], lists);
    assert_eq!(report["other_sheets"], json!(["Support"]));
    assert_eq!(report["hidden_rows"], 1);
    assert_eq!(report["formulas_without_result"], 1);
    assert_eq!(report["counts"]["ready"], 2);
}

#[test]
fn a_header_without_rows_is_said_to_be_one() {
    let home = Home::new();
    let file = home.file("header.csv", "First name,Surname,Phone\n\n\n");
    let submit = ["submit", &file, "--connection", "practice", "--yes"];
    for command in [&["check", &file][..], &submit] {
        let said = home.run(command).ended(1).said();
        for words in [
            "no users in ",
            "header.csv: the sheet has a header row and no rows below it",
            "hint: check that this is the right file",
        ] {
            assert!(said.contains(words), "{words} is not in:\n{said}");
        }
    }
    let report = home.run(&["check", &file, "--json"]).ended(1).json();
    assert_eq!(report["counts"]["rows"], 0);
}

#[test]
fn a_problem_is_told_with_its_row_and_its_column() {
    let home = Home::new();
    let sheet = "First name,Phone,E-mail\nAna,1.88461E+12,ana@\n";
    let file = home.file("users.csv", sheet);
    let told = home.run(&["check", &file]).stdout;
    for place in ["row 2, column B: ", "row 2, column C: "] {
        assert!(told.contains(place), "{place}: {told}");
    }
}
