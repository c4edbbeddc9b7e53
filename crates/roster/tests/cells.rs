//! What offices really write into cells: signs for nothing, texts from the wrong encoding, headers over again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use roster::fields::phone::PhoneFormat;
use roster::{
    Code, Detail, Field, Fix, LeftOut, Level, ReadOptions, Roster, Rules, Scope, StepKind,
};

fn open(sheet: &str) -> Roster {
    let options = ReadOptions::default();
    Roster::read("users.csv", sheet.as_bytes(), &options, Rules::default()).unwrap()
}

/// Field, code and level of each problem of a row.
fn problems(roster: &Roster, number: u32) -> Vec<(Option<Field>, Code, Level)> {
    let row = roster.row(number).unwrap();
    let problems = row.problems.iter();
    problems
        .map(|problem| (problem.field, problem.code, problem.level))
        .collect()
}

fn ready(roster: &Roster) -> Vec<u32> {
    roster.users().map(|user| user.row).collect()
}

const PLACEHOLDERS: &str = "\
First name,Surname,Phone,Email,Password
Ana,Silva,+351912345001,n/a,Q!@1assword
Ben,-,+351912345002,b@x.com,Q!@1assword
Cem,Kaya,+351912345003,c@x.com,无
-,Dias,+351912345004,d@x.com,Q!@1assword
Eva,Lima,暂无,e@x.com,Q!@1assword
Ute,Null,+351912345006,N/A,Q!@1assword
Kim,Na,+351912345007,na,Q!@1assword
Ida,Lund,+351912345008,i@x.com,Q!@1assword
";

#[test]
fn a_sign_for_nothing_is_not_sent() {
    let roster = open(PLACEHOLDERS);
    let error = |field, code| (Some(field), code, Level::Error);
    for (row, wanted) in [
        (2, vec![error(Field::Email, Code::Placeholder)]),
        (3, vec![error(Field::Surname, Code::Placeholder)]),
        (4, vec![error(Field::Password, Code::Placeholder)]),
        (5, vec![error(Field::FirstName, Code::FirstNameMissing)]),
        (6, vec![error(Field::Phone, Code::PhoneMissing)]),
        (
            7,
            vec![
                (
                    Some(Field::Surname),
                    Code::PerhapsPlaceholder,
                    Level::Warning,
                ),
                error(Field::Email, Code::Placeholder),
            ],
        ),
        (8, vec![error(Field::Email, Code::Placeholder)]),
        (9, vec![]),
    ] {
        assert_eq!(problems(&roster, row), wanted, "row {row}");
    }
    let told = [2, 4].map(|row| roster.row(row).unwrap().problems[0].message());
    let placeholder = "a placeholder, which would be sent as it stands";
    assert_eq!(
        told,
        [
            format!("`n/a` is {placeholder}"),
            format!("in the place of the password is {placeholder}"),
        ]
    );
    let name = roster.row(5).unwrap().problems.remove(0);
    assert_eq!(name.detail, Some(Detail::Placeholder));
    assert_eq!(
        name.message(),
        "the first name is missing: `-` stands for none"
    );
}

#[test]
fn cells_that_say_nothing_are_emptied_in_one_step() {
    let mut roster = open(PLACEHOLDERS);
    let fix = Fix::ClearPlaceholders { even_names: false };
    let preview = roster.preview(&fix, &Scope::All).unwrap();
    let seen: Vec<_> = preview
        .samples
        .iter()
        .map(|one| (one.row, &*one.before, &*one.after))
        .collect();
    assert_eq!(
        seen,
        [
            (2, "n/a", ""),
            (3, "-", ""),
            (4, "••••••••", ""),
            (5, "-", ""),
            (6, "暂无", ""),
            (7, "N/A", ""),
            (8, "na", "")
        ]
    );
    let step = roster.apply(&fix, &Scope::All).unwrap();
    assert_eq!((step.kind, step.changed), (StepKind::ClearPlaceholders, 7));
    assert_eq!(ready(&roster), [2, 3, 4, 7, 8, 9]);
    let users: Vec<_> = roster
        .users()
        .map(|user| (user.surname, user.email))
        .collect();
    assert_eq!(users[0], ("Silva".into(), String::new()));
    assert_eq!((&*users[3].0, &*users[4].0), ("Null", "Na"));
    roster.undo();
    assert_eq!(roster.row(7).unwrap().user.email, "N/A");

    let even_names = Fix::ClearPlaceholders { even_names: true };
    roster.apply(&even_names, &Scope::All).unwrap();
    let names = [7, 8].map(|row| roster.row(row).unwrap().user.surname.into_owned());
    assert_eq!(names, ["", "Na"]);
}

#[test]
fn rows_that_lack_an_address_share_none() {
    let roster = open("First name,Phone,Email\nAna,+351912345001,-\nBen,+351912345002,-\n");
    let codes: Vec<Code> = roster
        .all_rows()
        .flat_map(|row| row.problems)
        .map(|it| it.code)
        .collect();
    assert_eq!(codes, [Code::Placeholder, Code::Placeholder]);
}

#[test]
fn a_password_is_made_where_a_cell_says_that_there_is_none() {
    let mut roster = open(PLACEHOLDERS);
    let fix = Fix::GeneratePasswords {
        replace_weak: false,
    };
    assert_eq!(roster.apply(&fix, &Scope::All).unwrap().changed, 1);
    assert_eq!(problems(&roster, 4), []);
}

#[test]
fn a_part_of_a_full_name_that_says_nothing_goes() {
    let mut roster =
        open("Full name,Phone\nAna -,+351912345001\nn/a,+351912345002\nBen - Lee,+351912345003\n");
    assert_eq!(
        problems(&roster, 2),
        [(Some(Field::Surname), Code::Placeholder, Level::Error)]
    );
    let fix = Fix::ClearPlaceholders { even_names: false };
    assert_eq!(roster.apply(&fix, &Scope::All).unwrap().changed, 2);
    let names: Vec<_> = roster
        .all_rows()
        .map(|row| row.cells[0].text.to_owned())
        .collect();
    assert_eq!(names, ["Ana", "", "Ben - Lee"]);
    assert_eq!(problems(&roster, 2), []);
}

#[test]
fn a_calling_code_goes_before_no_placeholder() {
    let roster = open(
        "First name,Country code,Phone\nAna,351,912345001\nBen,351,n/a\nCem,351,0\nDora,351,-\nEva,351,x\n",
    );
    for row in 3..=6 {
        let wanted = (Some(Field::Phone), Code::PhoneMissing, Level::Error);
        assert_eq!(problems(&roster, row), [wanted], "row {row}");
    }
}

const DOUBLE_ENCODED: &str = "\
First name,Surname,Phone,Email
ZoÃ«,GarcÃ\u{ad}a,+351912345001,zoÃ«@x.com
Nöel,São Bento,+351912345002,n@x.com
ä¼Ÿ,å¼\u{a0},+351912345003,w@x.com
";

#[test]
fn texts_from_the_wrong_encoding_are_repaired_in_one_step() {
    let mut roster = open(DOUBLE_ENCODED);
    let error = |field| (Some(field), Code::DoubleEncoded, Level::Error);
    assert_eq!(
        problems(&roster, 2),
        [Field::FirstName, Field::Surname, Field::Email].map(error)
    );
    assert_eq!(problems(&roster, 3), []);
    let told = roster.row(2).unwrap().problems.remove(0);
    assert_eq!(told.expected().as_deref(), Some("Zoë"));
    assert_eq!(
        told.message(),
        "read in a wrong encoding once and saved; repaired it is: Zoë"
    );
    let step = roster.apply(&Fix::RepairEncoding, &Scope::All).unwrap();
    assert_eq!((step.kind, step.changed), (StepKind::RepairEncoding, 5));
    let users: Vec<_> = roster
        .users()
        .map(|it| (it.firstname, it.surname, it.email))
        .collect();
    assert_eq!(
        users[0],
        ("Zoë".into(), "García".into(), "zoë@x.com".into())
    );
    assert_eq!(users[1].1, "São Bento");
    assert_eq!((&*users[2].0, &*users[2].1), ("伟", "张"));
}

/// A soft hyphen and a no-break space are bytes of letters there, and a letter in lower case is another byte.
#[test]
fn no_other_fix_takes_what_the_repair_needs() {
    let mut roster = open(DOUBLE_ENCODED);
    for fix in [Fix::Trim, Fix::LowercaseEmails] {
        assert_eq!(
            roster.apply(&fix, &Scope::All).unwrap().changed,
            0,
            "{fix:?}"
        );
    }
    let full = "Full name,Phone\nå¼\u{a0}ä¼Ÿ,+351912345001\n";
    let mut roster = open(full);
    assert_eq!(
        problems(&roster, 2),
        [(Some(Field::FirstName), Code::DoubleEncoded, Level::Error)]
    );
    roster.apply(&Fix::RepairEncoding, &Scope::All).unwrap();
    let user = roster.users().next().unwrap();
    assert_eq!((&*user.firstname, &*user.surname), ("伟", "张"));
}

#[test]
fn a_repeated_header_is_left_out_and_can_be_taken_back() {
    let sheet = "First name,Phone\nAna,+351912345001\nFirst name,Phone\nBen,+351912345002\n";
    let mut roster = open(sheet);
    let repeat = roster.row(3).unwrap();
    assert_eq!(repeat.left_out, Some(LeftOut::RepeatedHeader));
    assert_eq!((roster.repeated_headers(), roster.closing_lines()), (1, 0));
    let counts = roster.counts();
    assert_eq!(
        (counts.rows, counts.ready, counts.errors, counts.left_out),
        (3, 2, 0, 1)
    );
    roster.leave_out([3], false);
    assert_eq!(roster.row(3).unwrap().left_out, None);
    assert_eq!(roster.counts().errors, 1);
}

#[test]
fn the_last_user_without_a_phone_is_no_closing_line() {
    let sheet = "First name,Surname,Phone,Email\nAna,Silva,+351912345001,a@x.com\nCarla,,,\n";
    let wanted = (Some(Field::Phone), Code::PhoneMissing, Level::Error);
    assert_eq!(problems(&open(sheet), 3), [wanted]);
}

/// A number with a fraction, a text with dots between groups, and a text that was a number.
#[test]
fn every_fix_of_phones_leaves_a_fraction_and_says_so_of_no_other() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(["First name", "Country code", "Phone"]) {
        sheet.write_string(0, column, head).unwrap();
    }
    for row in 1..=3 {
        sheet.write_string(row, 0, "Ana").unwrap();
        sheet.write_string(row, 1, "33").unwrap();
    }
    sheet.write_number(1, 2, 233_445_566.55).unwrap();
    sheet.write_string(2, 2, "02.33.44.55.66").unwrap();
    sheet.write_string(3, 2, "233445566.5").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    for fix in [
        Fix::CleanPhones,
        Fix::FormatPhones(PhoneFormat::Digits),
        Fix::JoinCallingCodes,
        Fix::RestoreZeros { zeros: None },
    ] {
        let mut roster =
            Roster::read("it", &bytes, &ReadOptions::default(), Rules::default()).unwrap();
        roster.apply(&fix, &Scope::All).unwrap();
        roster.apply(&Fix::CleanPhones, &Scope::All).unwrap();
        let phones: Vec<_> = roster
            .all_rows()
            .map(|row| row.cells[2].text.to_owned())
            .collect();
        assert_eq!(
            (&*phones[0], &*phones[2]),
            ("233445566.55", "233445566.5"),
            "{fix:?}"
        );
        assert!(!phones[1].contains('.'), "{fix:?}: {phones:?}");
        assert_eq!(ready(&roster), [3], "{fix:?}");
    }
}
