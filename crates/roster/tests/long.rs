//! Sheets longer than what is read and checked at once.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use roster::{Filter, Fix, Query, ReadOptions, Roster, Rules, Scope, Sort};

const ROWS: u32 = 40_000;

/// Every hundredth phone has a space, every thousandth e-mail address no sign, every 4,999th phone is the first one's.
fn cells(row: u32) -> [String; 4] {
    let phone = match row {
        _ if row.is_multiple_of(4_999) => "0027188000000".to_owned(),
        _ if row % 100 == 1 => format!("002718 8{row:06}"),
        _ => format!("0027188{row:06}"),
    };
    let at = if row % 1_000 == 2 { ' ' } else { '@' };
    [
        format!("Ana{row}"),
        "Groß".to_owned(),
        phone,
        format!("user{row}{at}example.com"),
    ]
}

fn csv() -> String {
    let mut csv = "Staff list\n\nFirst name,Surname,Phone,Email\n".to_owned();
    for row in 0..ROWS {
        writeln!(csv, "{}", cells(row).join(",")).unwrap();
        // A gap of blank lines before the last rows.
        if row == ROWS - 10 {
            csv.push_str("\n\n\n");
        }
    }
    csv
}

fn xlsx() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_row(2, 0, ["First name", "Surname", "Phone", "Email"])
        .unwrap();
    sheet.write(0, 0, "Staff list").unwrap();
    for row in 0..ROWS {
        let gap = if row > ROWS - 10 { 6 } else { 3 };
        sheet.write_row(row + gap, 0, cells(row)).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn open(bytes: &[u8]) -> Roster {
    Roster::read("long", bytes, &ReadOptions::default(), Rules::default()).unwrap()
}

/// What is wrong with every row, and how many are of each kind.
fn look(roster: &Roster) -> String {
    let problems = roster.view(&Query {
        sort: Sort::Problem,
        filter: Filter::All,
        ..Query::default()
    });
    let rows = roster.window(&problems, 0..700, true);
    format!("{:?} {rows:?}", roster.counts())
}

#[test]
fn rows_checked_while_reading_are_as_checked_afterwards() {
    let mut looks = Vec::new();
    for bytes in [csv().into_bytes(), xlsx()] {
        let mut roster = open(&bytes);
        let counts = roster.counts();
        assert_eq!(
            (counts.rows, counts.errors, counts.duplicates),
            (40_000, 48, 9)
        );
        let read = look(&roster);
        roster.set_rules(Rules::default());
        assert_eq!(look(&roster), read);
        let numbers = roster.row(ROWS + 6).map(|row| row.user.firstname);
        assert_eq!(
            numbers.as_deref(),
            Some("Ana39999"),
            "rows keep the sheet's numbers"
        );
        looks.push(read);
    }
    assert_eq!(
        looks[0], looks[1],
        "the same cells make the same roster in either format"
    );
}

/// Writes the phones with a plus.
fn plus() -> Fix {
    Fix::Replace {
        find: "0027".to_owned(),
        replace: "+27".to_owned(),
        column: Some(2),
        match_case: true,
        whole_cell: false,
    }
}

#[test]
fn fixes_of_every_row_can_be_undone_and_what_is_far_down_is_found() {
    let mut roster = open(csv().as_bytes());
    let before = look(&roster);
    let applied = roster.apply(&plus(), &Scope::All).unwrap();
    assert!(applied.changed > 39_000, "{applied:?}");
    let after = look(&roster);
    assert_eq!(roster.counts().changed, applied.changed);
    roster.edit(39_000, 0, "Zoë in the last block").unwrap();
    let found = roster.view(&Query {
        search: "zoË in".to_owned(),
        ..Query::default()
    });
    assert_eq!(roster.numbers(&found).collect::<Vec<_>>(), [39_000]);
    roster.undo();
    assert_eq!(look(&roster), after);
    roster.undo();
    assert_eq!(look(&roster), before);
    roster.redo();
    assert_eq!(look(&roster), after);
    roster.undo();
    roster.set_rules(Rules {
        default_country: Some("ZA".parse().unwrap()),
        ..Rules::default()
    });
    let in_africa = look(&roster);
    roster.redo();
    roster.undo();
    assert_eq!(
        look(&roster),
        in_africa,
        "what is remembered of other rules does not count"
    );
}
