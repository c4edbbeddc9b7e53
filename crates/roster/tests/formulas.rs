//! Formulas whose results a library left out are told, and those that a program calculated are read as what they are.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;

use proptest::prelude::*;
use roster::{CellKind, Code, Field, ReadOptions, Roster, Rules};

fn open(name: &str) -> Roster {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/formats")
        .join(name);
    Roster::open(path, &ReadOptions::default(), Rules::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Row number, field and code of every problem.
fn problems(roster: &Roster) -> Vec<(u32, Option<Field>, Code)> {
    let problems = roster.all_rows().flat_map(|row| row.problems);
    problems.map(|it| (it.row, it.field, it.code)).collect()
}

const fn without_result(row: u32, field: Field) -> (u32, Option<Field>, Code) {
    (row, Some(field), Code::FormulaWithoutResult)
}

#[test]
fn a_formula_without_a_result_is_a_problem_of_its_cell() {
    use Field::{FirstName, Phone, Surname};
    let of_two_rows = [
        without_result(3, Surname),
        without_result(3, Phone),
        without_result(4, FirstName),
    ];
    let all_of_the_fourth = [without_result(4, Surname), without_result(4, Phone)];
    for (name, wanted, formulas) in [
        (
            "formulas-openpyxl.xlsx",
            [&of_two_rows[..], &all_of_the_fourth].concat(),
            // The greeting in the fourth column as well; not the one below the last user.
            8,
        ),
        ("formulas-xlsxwriter.xlsx", of_two_rows.to_vec(), 3),
        ("formulas-xlwt.xls", of_two_rows[..2].to_vec(), 2),
        ("formulas-odfpy.ods", of_two_rows.to_vec(), 3),
    ] {
        let roster = open(name);
        assert_eq!(problems(&roster), wanted, "{name}");
        assert_eq!(roster.source().formulas_without_result, formulas, "{name}");
        let ready: Vec<u32> = roster.users().map(|user| user.row).collect();
        assert_eq!(ready, [2], "{name}");
    }
}

#[test]
fn formulas_that_a_program_calculated_are_users_like_others() {
    for name in ["xlsx", "xls", "ods"] {
        let roster = open(&format!("formulas-calculated.{name}"));
        assert_eq!(roster.source().formulas_without_result, 0, "{name}");
        let codes = roster.problem_counts();
        assert!(
            codes
                .iter()
                .all(|(code, _)| *code != Code::FormulaWithoutResult),
            "{name}: {codes:?}"
        );
        let rows = roster.all_rows().map(|row| row.user.into_user());
        let names: Vec<_> = rows.map(|user| (user.firstname, user.surname)).collect();
        assert_eq!(names[2], ("Ben".to_owned(), "Costa".to_owned()), "{name}");
    }
}

#[test]
fn a_cell_without_a_result_can_be_filled_by_hand() {
    let mut roster = open("formulas-xlsxwriter.xlsx");
    roster.edit(4, 0, "Cem").unwrap();
    assert_eq!(
        roster.users().map(|user| user.row).collect::<Vec<_>>(),
        [2, 4]
    );
    roster.undo();
    assert_eq!(roster.users().count(), 1);
    let rows: Vec<_> = roster.all_rows().collect();
    assert_eq!(rows[2].cells[0].kind, CellKind::Formula);
    assert_eq!(
        rows[2].cells[0].text, "0",
        "what the file has stays to be seen"
    );
}

#[test]
fn a_sheet_of_nothing_but_formulas_has_its_rows() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["First name", "Phone", "Department"]) {
        sheet.write_string(0, column, name).unwrap();
        for row in 1..9_000 {
            // A library that is given no result writes a zero.
            let formula = rust_xlsxwriter::Formula::new("=Source!A1");
            sheet.write_formula(row, column, formula).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let roster = Roster::read("it", &bytes, &ReadOptions::default(), Rules::default()).unwrap();
    assert_eq!(roster.counts().rows, 8_999);
    assert_eq!(roster.counts().errors, 8_999);
    assert_eq!(roster.source().formulas_without_result, 3 * 8_999);
    let counts = roster.problem_counts();
    assert_eq!(counts[0], (Code::FormulaWithoutResult, 8_999));
}

#[test]
fn a_phone_needs_the_results_of_all_its_cells() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let header = ["First name", "Country code", "Area code", "Phone"];
    sheet.write_row(0, 0, header).unwrap();
    for row in 1..4 {
        sheet
            .write_row(row, 0, ["Ana", "86", "10", "62770001"])
            .unwrap();
        let formula = rust_xlsxwriter::Formula::new("=Source!A1");
        // One of the three cells of a phone in each row.
        let column = u16::try_from(row).unwrap();
        sheet.write_formula(row, column, formula).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let roster = Roster::read("it", &bytes, &ReadOptions::default(), Rules::default()).unwrap();
    let wanted = [2, 3, 4].map(|row| without_result(row, Field::Phone));
    assert_eq!(problems(&roster), wanted);
}

/// A first name and a phone for each row, some of them by a formula; with the results of those, or without any.
fn written(rows: &[[bool; 2]], with_results: bool) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["First name", "Phone"]).unwrap();
    for (row, are_formulas) in (1..).zip(rows) {
        let texts = [format!("Ana{row}x"), format!("00271884609{row:02}")];
        for (column, (is_formula, text)) in (0..).zip(are_formulas.iter().zip(texts)) {
            let formula = rust_xlsxwriter::Formula::new(format!("=\"{text}\""));
            let written = match (is_formula, with_results) {
                (false, _) => sheet.write_string(row, column, text),
                (true, true) => sheet.write_formula(row, column, formula.set_result(text)),
                (true, false) => sheet.write_formula(row, column, formula),
            };
            written.unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn formulas_are_told_by_their_cells_and_results_are_read(
        rows in proptest::collection::vec(any::<[bool; 2]>(), 1..40),
        with_results in any::<bool>(),
    ) {
        let bytes = written(&rows, with_results);
        let roster =
            Roster::read("it", &bytes, &ReadOptions::default(), Rules::default()).unwrap();
        let told: Vec<[bool; 2]> = roster.all_rows().map(|row| {
            let has = |field| row.problems.iter().any(|it| {
                it.code == Code::FormulaWithoutResult && it.field == Some(field)
            });
            [has(Field::FirstName), has(Field::Phone)]
        }).collect();
        let formulas = rows.iter().flatten().filter(|it| **it).count();
        if with_results {
            prop_assert!(told.iter().flatten().all(|told| !told));
            prop_assert_eq!(roster.users().count(), rows.len());
            prop_assert_eq!(roster.source().formulas_without_result, 0);
        } else {
            prop_assert_eq!(told, rows);
            prop_assert_eq!(roster.source().formulas_without_result, formulas);
        }
    }
}
