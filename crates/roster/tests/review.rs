//! Views, searches, marks and edits of a roster under review.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use roster::fields::name::NameOrder;
use roster::fields::phone::{LostZeros, PhoneFormat};
use roster::{
    Code, Detail, EditError, Field, Filter, Fix, FixError, Keep, Level, Query, ReadOptions, Roster,
    Rules, Scope, Shared, Sort, StepKind,
};

const SHEET: &str = "\
First name,Surname,Phone,Email,Password,Team
Ana,Silva,0027188460901,ana@example.com,Q!@1assword,North
Ben,Okafor,+27188460901,ben@example.com,Q!@1assword,North

Cem,Yıldız,0090 532 123 45 67,ANA@example.com,,South
Dora,,1.88461E+12,dora@example,weak,South
Ana,Silva,0027188460901,ana@example.com,Q!@1assword,North
,Nobody,00905321234568,nobody@example.com,Q!@1assword,West
";

fn open() -> Roster {
    open_with(SHEET, Rules::default())
}

fn open_with(sheet: &str, rules: Rules) -> Roster {
    Roster::read(
        "users.csv",
        sheet.as_bytes(),
        &ReadOptions::default(),
        rules,
    )
    .unwrap()
}

fn numbers(roster: &Roster, query: &Query) -> Vec<u32> {
    let view = roster.view(query);
    roster.numbers(&view).collect()
}

fn filtered(roster: &Roster, filter: Filter) -> Vec<u32> {
    numbers(
        roster,
        &Query {
            filter,
            ..Query::default()
        },
    )
}

fn searched(roster: &Roster, search: &str) -> Vec<u32> {
    numbers(
        roster,
        &Query {
            search: search.to_owned(),
            ..Query::default()
        },
    )
}

/// Code, level and message of each problem of a row.
fn problems(roster: &Roster, number: u32) -> Vec<(Code, Level, String)> {
    let row = roster.row(number).expect("a row");
    row.problems
        .iter()
        .map(|problem| (problem.code, problem.level, problem.message()))
        .collect()
}

#[test]
fn each_filter_shows_its_rows_by_the_sheets_numbers() {
    let mut roster = open();
    assert_eq!(filtered(&roster, Filter::All), [2, 3, 5, 6, 7, 8]);
    assert_eq!(filtered(&roster, Filter::Errors), [3, 6, 7, 8]);
    assert_eq!(filtered(&roster, Filter::Warnings), [2, 5]);
    assert_eq!(filtered(&roster, Filter::Ready), [2, 5]);
    assert_eq!(filtered(&roster, Filter::Duplicates), [2, 3, 5, 7]);
    assert_eq!(filtered(&roster, Filter::With(Code::PasswordMissing)), [5]);
    roster.leave_out([3, 7], true);
    roster.edit(8, 0, "Nia").unwrap();
    assert_eq!(filtered(&roster, Filter::LeftOut), [3, 7]);
    assert_eq!(filtered(&roster, Filter::Changed), [8]);
    assert_eq!(filtered(&roster, Filter::Errors), [6]);
    let counts = roster.counts();
    assert_eq!(
        (counts.rows, counts.ready, counts.errors, counts.left_out),
        (6, 3, 1, 2)
    );
    assert_eq!(
        (counts.warnings, counts.changed, counts.duplicates),
        (2, 1, 2),
        "the e-mail address is still there twice"
    );
    assert_eq!(
        roster.users().map(|user| user.row).collect::<Vec<_>>(),
        [2, 5, 8]
    );
}

#[test]
fn duplicates_name_the_other_rows_and_spare_the_first() {
    let roster = open();
    let first = problems(&roster, 2);
    let phone = (
        Code::DuplicatePhone,
        Level::Warning,
        "the phone is in another row too: rows 3, 7".to_owned(),
    );
    let email = (
        Code::DuplicateEmail,
        Level::Warning,
        "the e-mail address is in another row too: rows 5, 7".to_owned(),
    );
    let row = (
        Code::DuplicateRow,
        Level::Warning,
        "the whole row is there twice: row 7".to_owned(),
    );
    assert_eq!(first, [row, phone, email]);
    assert_eq!(
        problems(&roster, 3)[0].1,
        Level::Error,
        "only one user can have a phone"
    );
    assert_eq!(
        roster.row(3).unwrap().problems[0].detail,
        Some(Detail::Rows(vec![2, 7]))
    );
}

#[test]
fn a_search_finds_cells_in_any_case_and_never_passwords() {
    let mut roster = open();
    assert_eq!(searched(&roster, "ANA@"), [2, 5, 7]);
    assert_eq!(searched(&roster, "yıldız"), [5]);
    assert_eq!(searched(&roster, "0905321234568"), [8]);
    assert_eq!(
        searched(&roster, "anasilva"),
        [0; 0],
        "a text does not reach from one cell into the next"
    );
    assert_eq!(searched(&roster, "assword"), [0; 0]);
    roster.edit(6, 1, "Österreicher").unwrap();
    assert_eq!(searched(&roster, "öSTER"), [6], "what was typed is found");
    roster.edit(3, 1, "Adeyemi").unwrap();
    assert_eq!(
        searched(&roster, "okafor"),
        [0; 0],
        "what was typed over is not"
    );
}

#[test]
fn views_can_be_sorted_by_problem_and_by_column() {
    let roster = open();
    let sorted = |sort| {
        numbers(
            &roster,
            &Query {
                sort,
                ..Query::default()
            },
        )
    };
    assert_eq!(
        sorted(Sort::Problem)[4..],
        [5, 2],
        "errors come first, then warnings"
    );
    assert_eq!(
        sorted(Sort::Column {
            column: 0,
            descending: false
        }),
        [8, 2, 7, 3, 5, 6]
    );
    assert_eq!(
        sorted(Sort::Column {
            column: 0,
            descending: true
        }),
        [6, 5, 3, 2, 7, 8]
    );
}

#[test]
fn a_view_keeps_its_rows_when_one_is_put_right() {
    let mut roster = open();
    let errors = roster.view(&Query {
        filter: Filter::Errors,
        ..Query::default()
    });
    assert_eq!(roster.place_of(&errors, 8), Some(3));
    roster.edit(8, 0, "Nia").unwrap();
    let rows = roster.window(&errors, 2..9, false);
    assert_eq!(
        rows.iter().map(roster::Row::number).collect::<Vec<_>>(),
        [7, 8],
        "clipped at the end"
    );
    assert_eq!(rows[1].cells[0].original, Some(""));
    assert!(rows[1].changed && rows[1].is_ready());
}

#[test]
fn passwords_are_shown_only_when_asked_for() {
    let mut roster = open();
    roster.edit(2, 4, "N3w#secret").unwrap();
    let view = roster.view(&Query::default());
    let hidden = roster.window(&view, 0..6, false);
    assert!(hidden[0].cells[4].masked && !format!("{hidden:?}").contains("assword1"));
    assert!(
        !format!("{hidden:?}{roster:?}").contains("secret"),
        "not even what was there before"
    );
    assert!(!hidden[2].cells[4].masked, "there is nothing to hide");
    let shown = roster.window(&view, 0..1, true);
    assert_eq!(
        (shown[0].cells[4].text, shown[0].cells[4].original),
        ("N3w#secret", Some("Q!@1assword"))
    );
    let preview = roster
        .preview(&Fix::GeneratePasswords { replace_weak: true }, &Scope::All)
        .unwrap();
    assert_eq!(preview.changed, 2);
    assert!(
        preview
            .samples
            .iter()
            .all(|sample| !sample.before.contains("weak"))
    );
    assert!(
        !roster
            .row(6)
            .unwrap()
            .problems
            .iter()
            .any(|it| it.found.as_deref() == Some("weak"))
    );
    assert!(!format!("{:?}", roster.expose_draft()).contains("N3w#secret"));
}

#[test]
fn generated_passwords_meet_the_policy_even_where_there_was_no_column() {
    let mut roster = open_with(
        "name,phone\nAna,0027188460901\nBen,0027188460902\n",
        Rules::default(),
    );
    roster
        .apply(
            &Fix::GeneratePasswords {
                replace_weak: false,
            },
            &Scope::All,
        )
        .unwrap();
    let passwords: Vec<String> = roster
        .users()
        .map(|user| user.password.expose_password().to_owned())
        .collect();
    assert_eq!(passwords.len(), 2);
    assert_ne!(passwords[0], passwords[1]);
    assert_eq!(roster.counts().warnings, 0);
    let added = roster.columns().pop().unwrap();
    assert!(added.added && added.field == Some(Field::Password));
    roster.undo();
    assert_eq!(roster.columns().len(), 2);
}

#[test]
fn dropping_duplicates_keeps_the_first_or_the_last_of_each() {
    for (by, keep, left_out) in [
        (Shared::Phone, Keep::First, vec![3, 7]),
        (Shared::Phone, Keep::Last, vec![2, 3]),
        (Shared::Email, Keep::First, vec![5, 7]),
        (Shared::Row, Keep::Last, vec![2]),
    ] {
        let mut roster = open();
        let info = roster
            .apply(&Fix::DropDuplicates { by, keep }, &Scope::All)
            .unwrap();
        assert_eq!(
            (info.kind, info.changed),
            (StepKind::DropDuplicates, left_out.len())
        );
        assert_eq!(
            filtered(&roster, Filter::LeftOut),
            left_out,
            "{by:?} {keep:?}"
        );
        roster.undo();
        assert_eq!(filtered(&roster, Filter::LeftOut), [0; 0]);
    }
}

#[test]
fn phones_are_written_as_chosen_and_not_before() {
    let mut roster = open();
    assert_eq!(roster.row(5).unwrap().user.phone, "0090 532 123 45 67");
    roster.set_rules(Rules {
        default_country: Some("ZA".parse().unwrap()),
        ..Rules::default()
    });
    let preview = roster
        .preview(&Fix::FormatPhones(PhoneFormat::E164), &Scope::All)
        .unwrap();
    assert_eq!((preview.changed, preview.unable), (4, 1), "{preview:?}");
    assert_eq!(
        (
            preview.samples[1].before.as_str(),
            preview.samples[1].after.as_str()
        ),
        ("0090 532 123 45 67", "+905321234567")
    );
    roster
        .apply(
            &Fix::FormatPhones(PhoneFormat::DoubleZero),
            &Scope::Rows(vec![3, 5]),
        )
        .unwrap();
    assert_eq!(roster.row(3).unwrap().user.phone, "0027188460901");
    assert_eq!(roster.row(5).unwrap().user.phone, "00905321234567");
    assert_eq!(
        roster.row(6).unwrap().user.phone,
        "1.88461E+12",
        "what cannot be written stays"
    );
}

#[test]
fn pasting_fills_the_rows_that_are_shown() {
    let mut roster = open();
    let view = roster.view(&Query {
        filter: Filter::Errors,
        ..Query::default()
    });
    let pasted = roster.paste(
        &view,
        1,
        0,
        "Dora\tNew\r\n\"Two\r\nlines\"\tx\r\nNia\tNow\r\nbeyond\tthe end",
    );
    assert_eq!((pasted.changed, pasted.clipped), (5, 2));
    assert_eq!(roster.row(6).unwrap().user.surname, "New");
    assert_eq!(roster.row(7).unwrap().user.firstname, "Two\r\nlines");
    assert_eq!(roster.row(8).unwrap().user.firstname, "Nia");
    assert_eq!(
        roster.undo().map(|info| info.kind),
        Some(StepKind::Edit),
        "one step"
    );
    assert_eq!(roster.row(8).unwrap().user.firstname, "");
}

#[test]
fn what_cannot_be_done_is_an_error_and_changes_nothing() {
    let mut roster = open();
    assert_eq!(
        roster.edit(4, 0, "x"),
        Err(EditError::NoSuchRow(4)),
        "a blank row"
    );
    assert_eq!(
        roster.edit(1, 0, "x"),
        Err(EditError::NoSuchRow(1)),
        "the header"
    );
    assert_eq!(roster.edit(2, 9, "x"), Err(EditError::NoSuchColumn(9)));
    assert_eq!(
        roster.apply(
            &Fix::SplitNames {
                order: NameOrder::Auto,
            },
            &Scope::All
        ),
        Err(FixError::NotMapped(Field::FullName))
    );
    let nothing = Fix::Replace {
        find: String::new(),
        replace: "x".to_owned(),
        column: None,
        match_case: true,
        whole_cell: false,
    };
    assert_eq!(
        roster.preview(&nothing, &Scope::All),
        Err(FixError::NothingToFind)
    );
    assert_eq!(roster.can_undo(), None);
}

#[test]
fn a_fix_that_has_nothing_to_do_leaves_nothing_to_undo() {
    let sheet = "First name,Phone\nAna,0027188460901\nBen,0027188460902\n";
    let mut roster = open_with(sheet, Rules::default());
    let drop = Fix::DropDuplicates {
        by: Shared::Phone,
        keep: Keep::First,
    };
    for fix in [Fix::Trim, Fix::CleanPhones, drop] {
        assert_eq!(roster.apply(&fix, &Scope::All).unwrap().changed, 0);
        assert_eq!(roster.can_undo(), None, "{fix:?}");
    }
}

#[test]
fn reading_again_with_other_choices_keeps_the_rules() {
    let mut roster = open_with("Ana;0027188460901\nBen;0027188460902\n", Rules::default());
    assert_eq!(roster.header_row(), None);
    let options = ReadOptions {
        header: roster::read::HeaderChoice::Row(1),
        ..ReadOptions::default()
    };
    roster.reread(&options).unwrap();
    assert_eq!((roster.header_row(), roster.counts().rows), (Some(1), 1));
    let missing = ReadOptions {
        header: roster::read::HeaderChoice::Row(9),
        ..ReadOptions::default()
    };
    assert_eq!(
        roster.reread(&missing).unwrap_err().to_string(),
        "nothing in the header row asked for: 9"
    );
    assert_eq!(roster.counts().rows, 1, "it stays as it was");
}

#[test]
fn sheets_of_one_shape_can_share_a_mapping() {
    let shape = |sheet: &str| open_with(sheet, Rules::default()).shape();
    assert_eq!(
        shape("Name,Phone\nAna,0027188460901\n"),
        shape("name,PHONE\nBen,0027188460902\nCem,0027188460903\n")
    );
    assert_ne!(
        shape("Name,Phone\nAna,0027188460901\n"),
        shape("Phone,Name\n0027188460901,Ana\n")
    );
}

fn read(sheet: &str, rules: Rules) -> Roster {
    Roster::read("sheet", sheet.as_bytes(), &ReadOptions::default(), rules).unwrap()
}

#[test]
fn where_every_user_needs_a_password_a_row_without_one_is_not_sent() {
    let needed = Rules {
        password_required: true,
        ..Rules::default()
    };
    let sheet = "First name,Phone,Password\nAna,0027188460901,Q!@1assword\nBen,0027188460902,\n";
    let mut roster = read(sheet, Rules::default());
    assert_eq!((roster.counts().ready, roster.counts().warnings), (2, 1));

    roster.set_rules(needed.clone());
    assert_eq!((roster.counts().ready, roster.counts().errors), (1, 1));
    let problems = roster.row(3).unwrap().problems;
    assert_eq!(
        (problems[0].code, problems[0].level, problems.len()),
        (Code::PasswordMissing, Level::Error, 1)
    );
    let make = Fix::GeneratePasswords {
        replace_weak: false,
    };
    roster
        .apply(&make, &Scope::With(Code::PasswordMissing))
        .unwrap();
    assert_eq!(roster.counts().errors, 0);
    roster.undo();
    assert_eq!(roster.counts().errors, 1);
    roster.edit(3, 2, "weak").unwrap();
    assert_eq!((roster.counts().errors, roster.counts().warnings), (0, 1));

    let mut without_column = read("First name,Phone\nAna,0027188460901\n", needed);
    assert_eq!(without_column.counts().errors, 1);
    without_column.apply(&make, &Scope::All).unwrap();
    assert_eq!(without_column.counts().ready, 1);
}

#[test]
fn zeros_that_were_lost_can_be_named() {
    let sheet = "First name,Phone\nAna,0027188460901\nBen,0090 532 123 45 67\nCem,27188460902\n";
    let mut roster = read(sheet, Rules::default());
    for (zeros, phone) in [
        (None, "0027188460902"),
        (Some(LostZeros::One), "027188460902"),
        (Some(LostZeros::Two), "0027188460902"),
    ] {
        let step = roster
            .apply(&Fix::RestoreZeros { zeros }, &Scope::All)
            .unwrap();
        assert_eq!(step.changed, 1, "{zeros:?}");
        assert_eq!(roster.row(4).unwrap().user.phone, phone, "{zeros:?}");
        roster.undo();
    }
}

#[test]
fn names_are_split_in_the_order_that_was_named() {
    let sheet = "Full name,Phone\nBeebe Ann,0027188460901\n";
    for (order, names) in [
        (NameOrder::FirstLast, ("Beebe", "Ann")),
        (NameOrder::LastFirst, ("Ann", "Beebe")),
    ] {
        let mut roster = read(sheet, Rules::default());
        let fix = Fix::SplitNames { order };
        let preview = roster.preview(&fix, &Scope::All).unwrap();
        assert_eq!(
            preview.samples[0].after,
            format!("{} | {}", names.0, names.1)
        );
        roster.apply(&fix, &Scope::All).unwrap();
        let user = roster.row(2).unwrap().user.into_user();
        assert_eq!((&*user.firstname, &*user.surname), names);
    }
}

#[test]
fn without_a_header_departments_are_not_taken_for_names() {
    let names = |sheet: &str| {
        let user = read(sheet, Rules::default())
            .all_rows()
            .next()
            .map(|row| row.user.into_user());
        let user = user.expect("there is a row");
        [user.firstname, user.surname, user.phone]
    };
    let chinese = "1,王小明,销售部,13800138000\n2,欧阳丽,人事部,13900139000\n";
    assert_eq!(names(chinese), ["小明", "王", "13800138000"]);
    let western = "Ana,Silva,0027188460901,Sales Manager\nBen,Okafor,0027188460902,Team Lead\n";
    assert_eq!(names(western), ["Ana", "Silva", "0027188460901"]);
    let whole = "Ana Silva,0027188460901,Sales\nBen Okafor,0027188460902,Finance\n";
    assert_eq!(names(whole), ["Ana", "Silva", "0027188460901"]);
}

#[test]
fn a_password_that_was_taken_away_is_not_shown_as_what_was_there() {
    let mut roster = open();
    roster.edit(2, 4, "").unwrap();
    let cell = |roster: &Roster| format!("{:?}", roster.row(2).unwrap().cells[4]);
    assert!(!cell(&roster).contains("assword"), "{}", cell(&roster));
}
