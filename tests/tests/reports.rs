//! Reports as the programs that people open them with read them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;

use calamine::{Data, Range, Reader as _, Xlsx, open_workbook};
use koodrive_sandbox::{Distortion, Fault, FaultRule, Sandbox, SandboxSettings, When};
use whole_program_tests::Home;
use whole_program_tests::job::{lasting_home_of, service_with};

/// A name that a spreadsheet program would run.
const FORMULA: &str = "=HYPERLINK(\"http://x.example\")";
const PASSWORD: &str = "Porto#2026a";
const SHEET: &str = "firstname,surname,phone,email,password,Department\n\
    Ana,Silva,0027188460901,ana@example.com,Porto#2026a,Sales\n\
    \"=HYPERLINK(\"\"http://x.example\"\")\",Silva,+27188460902,rui@example.com,Porto#2026a,-2+3\n\
    Eva,王,0027188460903,eva@example.com,Porto#2026a,\n";

/// A finished submission of three users in two batches, of whom one fails for a phone that the
/// service does not take, and to whom it adds a stranger.
fn finished() -> (Sandbox, Home) {
    let strangers = vec![Distortion::StrangeRows { count: 1 }];
    let sandbox = service_with(SandboxSettings {
        faults: vec![FaultRule::query(When::Nth(1), Fault::Distort(strangers))],
        ..SandboxSettings::default()
    });
    let home = lasting_home_of(&sandbox);
    let sheet = home.file("users.csv", SHEET);
    let submit = ["submit", &*sheet, "--yes", "--wait", "--batch-size", "2"];
    home.run(&submit).ended(3);
    (sandbox, home)
}

fn written(home: &Home, name: &str) -> String {
    let path = home.path().join(name).to_string_lossy().into_owned();
    home.run(&["report", "1", "--out", &path]).ended(0);
    path
}

/// The cells below a header, all of them text.
fn column(sheet: &Range<Data>, header: &str) -> Vec<String> {
    let mut rows = sheet.rows();
    let heads = rows.next().unwrap();
    let place = heads.iter().position(|cell| *cell == *header);
    let place = place.unwrap_or_else(|| panic!("no column `{header}` in {heads:?}"));
    let text = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("{other:?} under `{header}` is no text"),
    };
    rows.map(|row| text(&row[place])).collect()
}

#[test]
fn a_workbook_keeps_every_digit_and_runs_nothing() {
    let (sandbox, home) = finished();
    let mut workbook: Xlsx<_> = open_workbook(written(&home, "report.xlsx")).unwrap();
    let names = ["Summary", "Batches", "Users", "Match no row"];
    assert_eq!(workbook.sheet_names(), names);
    let mut sheet = |name: &str| workbook.worksheet_range(name).unwrap();

    let tasks: Vec<String> = sandbox
        .tasks()
        .into_iter()
        .map(|task| task.task_id)
        .collect();
    let batches = sheet("Batches");
    assert_eq!(column(&batches, "Task ID"), tasks);
    assert!(column(&batches, "Trace ID").iter().all(|id| id.len() == 58));

    let users = sheet("Users");
    let phones = ["0027188460901", "+27188460902", "0027188460903"];
    assert_eq!(column(&users, "Phone"), phones);
    assert_eq!(column(&users, "First name")[1], FORMULA);
    assert_eq!(
        column(&users, "State"),
        ["succeeded", "failed", "succeeded"]
    );
    let of_users = [&tasks[0], &tasks[0], &tasks[1]];
    assert!(column(&users, "Task ID").iter().eq(of_users));
    let known = sandbox.users().into_iter();
    let known: Vec<String> = known.map(|user| user.user_id.unwrap_or_default()).collect();
    assert_eq!(column(&users, "User ID"), known);
    assert_eq!(column(&users, "Code"), ["", "13000201", ""]);
    let reason = "the phone number is not valid";
    assert_eq!(column(&users, "Reason"), ["", reason, ""]);
    assert!(column(&users, "Other columns")[0].contains("Sales"));

    assert_eq!(
        column(&sheet("Match no row"), "Phone"),
        ["99000000000000000000"]
    );
    let summary = sheet("Summary");
    let lines: Vec<_> = summary
        .rows()
        .map(|row| (row[0].to_string(), row[1].to_string()))
        .collect();
    for (what, value) in [
        ("File", "users.csv"),
        ("Rows in the sheet", "3"),
        ("  of these: created", "2"),
        ("  of these: failed", "1"),
        ("Results that match no row", "1"),
    ] {
        assert!(
            lines.contains(&(what.into(), value.into())),
            "{what}: {lines:?}"
        );
    }
}

#[test]
fn a_table_has_the_same_users_and_nothing_that_runs() {
    let (sandbox, home) = finished();
    let table = fs::read(written(&home, "report.csv")).unwrap();
    let text = String::from_utf8(table).unwrap();
    assert!(text.starts_with("\u{feff}Row,First name,"), "{text}");
    assert!(!text.contains(PASSWORD));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    for (line, user) in lines[1..].iter().zip(sandbox.users()) {
        assert!(line.contains(&user.user_id.unwrap_or_default()), "{line}");
        assert!(line.contains(&user.phone), "{line}");
    }
    let harmless = "3,\"'=HYPERLINK(\"\"http://x.example\"\")\",Silva,'+27188460902,";
    assert!(lines[2].starts_with(harmless), "{}", lines[2]);
    assert!(lines[3].contains(",王,"), "{}", lines[3]);
}
