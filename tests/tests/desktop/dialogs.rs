//! The system's file dialogs, which the web view neither opens itself nor hears a path of.

use calamine::{Data, Reader, Xlsx, open_workbook};
use whole_program_tests::roster;

use crate::desk::Desk;
use crate::person::Person;
use crate::scene::{close, connect, service, task_ids_of};

#[test]
fn a_sheet_is_chosen_and_a_report_is_saved_in_the_systems_dialogs() {
    let service = service();
    let desk = Desk::set_up();
    let person = Person::at(desk.start(&[]));
    connect(&person, &service);
    person.clicks_on("Home");
    person.clicks_on("Browse");
    desk.answers_file_dialog("Open File", &roster("two-users.csv"));
    person.reads("2 users ready");
    person.clicks_on("Submit 2 users");
    person.clicks_in_dialog("Submit 2 users");
    let shown = person.reads_task_ids(1);
    assert_eq!(shown, task_ids_of(&service));
    person.sees("//h1/following-sibling::*[contains(., 'Finished')]");

    let report = desk.path("report.xlsx");
    person.chooses("//button[@aria-label='Report']", "Workbook");
    desk.answers_file_dialog("Save File", &report);
    person.sees_notice(&["Saved report.xlsx"]);
    person.picture("26-report-saved");
    let texts = texts_of(&report);
    for wanted in shown
        .iter()
        .chain(service.users().iter().map(|user| &user.phone))
    {
        assert!(texts.contains(wanted), "{wanted} is not in {texts:?}");
    }
    close(&desk, person);
}

/// Every text cell of a workbook.
fn texts_of(path: &std::path::Path) -> Vec<String> {
    let mut workbook: Xlsx<_> = open_workbook(path).expect("the report is a workbook");
    let sheets = workbook.worksheets().into_iter();
    let texts = sheets.flat_map(|(_, sheet)| {
        let cells: Vec<_> = sheet
            .used_cells()
            .map(|(_, _, cell)| cell.clone())
            .collect();
        cells
    });
    texts
        .filter_map(|cell| match cell {
            Data::String(text) => Some(text),
            _ => None,
        })
        .collect()
}
