//! Problems of rows, and what helps against each.

use provisioning::roster::{Code, Detail, Earlier, Field, Level, Problem, Rules};

use crate::contract::codes::{
    FIRST_NAME_PLACEHOLDER, PHONE_PLACEHOLDER, UNKNOWN_EARLIER, WAITING_EARLIER,
};
use crate::contract::fix::FixKind;
use crate::contract::review::{self as shown, ProblemCount};

/// The field of the screen that a field of the sheet is about.
pub(crate) fn field(field: Field) -> shown::Field {
    match field {
        Field::FirstName | Field::MiddleName | Field::FullName => shown::Field::FirstName,
        Field::Surname | Field::SecondSurname | Field::SurnamePrefix => shown::Field::Surname,
        Field::Phone | Field::CountryCode | Field::AreaCode => shown::Field::Phone,
        Field::Email => shown::Field::Email,
        Field::Password => shown::Field::Password,
    }
}

/// A problem as the screen shows it.
pub(crate) fn problem(problem: &Problem<'_>) -> shown::Problem {
    shown::Problem {
        code: code(problem).to_owned(),
        level: level(problem.level),
        field: problem.field.map(field),
        found: problem.found.as_deref().map(str::to_owned),
        expected: problem.detail.as_ref().and_then(expected),
        text: problem.message(),
        fixes: fixes(problem.code),
    }
}

/// What a person can do differs with how a phone was submitted earlier, and what there is to see with how a cell says
/// that it has nothing.
fn code(problem: &Problem<'_>) -> &'static str {
    match &problem.detail {
        Some(Detail::Earlier(Earlier::Unknown(_))) => UNKNOWN_EARLIER,
        Some(Detail::Earlier(Earlier::Waiting(_))) => WAITING_EARLIER,
        Some(Detail::Placeholder) if problem.code == Code::PhoneMissing => PHONE_PLACEHOLDER,
        Some(Detail::Placeholder) => FIRST_NAME_PLACEHOLDER,
        _ => problem.code.name(),
    }
}

/// How much a problem matters by the rules of a sheet: passwords may be asked for.
pub(crate) fn level_under(rules: &Rules, code: Code) -> Level {
    if code == Code::PasswordMissing && rules.password_required {
        Level::Error
    } else {
        code.level()
    }
}

/// How often a problem occurs.
pub(crate) fn counted(rules: &Rules, code: Code, rows: usize) -> ProblemCount {
    ProblemCount {
        code: code.name().to_owned(),
        level: level(level_under(rules, code)),
        field: only_field(code),
        rows: super::count(rows),
        text: code.name().replace('-', " "),
        fixes: fixes(code),
    }
}

fn level(level: Level) -> shown::Level {
    match level {
        Level::Error => shown::Level::Error,
        Level::Warning => shown::Level::Warning,
    }
}

fn expected(detail: &Detail) -> Option<String> {
    match detail {
        Detail::Rows(rows) => {
            let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
            Some(rows.join(", "))
        }
        Detail::Earlier(earlier) => Some(when_and_where(earlier)),
        Detail::MostCharacters(most) => Some(most.to_string()),
        Detail::Cleaned(clean) => Some(clean.clone()),
        Detail::Zeros(zeros) => Some(zeros.prefix().to_owned()),
        _ => None,
    }
}

/// The day with the task ID, or with the file that the list of submissions names.
fn when_and_where(earlier: &Earlier) -> String {
    let (date, what) = match earlier {
        Earlier::Accepted { date, task_id } => (date, task_id),
        Earlier::Unknown(elsewhere) | Earlier::Waiting(elsewhere) => {
            (&elsewhere.date, &elsewhere.file_name)
        }
    };
    let words = [date, what].map(String::as_str);
    let words = words.into_iter().filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" · ")
}

fn only_field(code: Code) -> Option<shown::Field> {
    match code {
        Code::FirstNameMissing | Code::NameSplitUncertain => Some(shown::Field::FirstName),
        Code::PhoneMissing
        | Code::PhoneInvalid
        | Code::PhoneDigitsLost
        | Code::PhoneIsDate
        | Code::PhoneZerosLost
        | Code::PhoneNeedsCleaning
        | Code::DuplicatePhone
        | Code::SentEarlier => Some(shown::Field::Phone),
        Code::EmailInvalid
        | Code::EmailNeedsCleaning
        | Code::EmailMixedScripts
        | Code::DuplicateEmail => Some(shown::Field::Email),
        Code::PasswordMissing | Code::PasswordWeak => Some(shown::Field::Password),
        _ => None,
    }
}

fn fixes(code: Code) -> Vec<FixKind> {
    match code {
        Code::NameSplitUncertain => vec![FixKind::SplitNames],
        Code::PhoneZerosLost => vec![FixKind::RestoreZeros],
        Code::PhoneNeedsCleaning => vec![FixKind::CleanPhones],
        Code::PasswordMissing | Code::PasswordWeak => vec![FixKind::GeneratePasswords],
        Code::EmailNeedsCleaning
        | Code::NeedsTrimming
        | Code::ControlCharacters
        | Code::InvisibleCharacters => vec![FixKind::Trim],
        Code::Placeholder | Code::PerhapsPlaceholder => vec![FixKind::ClearPlaceholders],
        Code::DoubleEncoded => vec![FixKind::RepairEncoding],
        Code::DuplicatePhone => vec![FixKind::DropDuplicates],
        Code::SentEarlier => vec![FixKind::LeaveOutSentEarlier],
        code if code.level() == Level::Error => vec![FixKind::LeaveOutErrors],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use provisioning::roster::{Elsewhere, Query, ReadOptions, Roster};

    use super::*;

    const SHEET: &str = "First name,Phone\nAna,0027188460901\n";

    /// What the only row's phone says once it was submitted like this.
    fn told(earlier: Earlier) -> shown::Problem {
        let (options, rules) = (ReadOptions::default(), Rules::default());
        let mut roster = Roster::read("sheet", SHEET.as_bytes(), &options, rules).unwrap();
        roster.set_earlier([("0027188460901", earlier)]);
        let view = roster.view(&Query::default());
        let rows = roster.window(&view, 0..1, false);
        let mut problems = rows[0].problems.iter();
        let earlier = problems.find(|one| one.code == Code::SentEarlier);
        problem(earlier.unwrap())
    }

    #[test]
    fn a_row_tells_what_stands_in_the_place_of_a_name_or_phone() {
        let sheet = "First name,Surname,Phone\n-,null,n/a\n,ZoÃ«,\n";
        let (options, rules) = (ReadOptions::default(), Rules::default());
        let roster = Roster::read("sheet", sheet.as_bytes(), &options, rules).unwrap();
        let told = roster.all_rows().map(|row| {
            let problems = row.problems.iter().map(problem);
            problems
                .map(|one| (one.code, one.fixes))
                .collect::<Vec<_>>()
        });
        let one = |code: &str, fix| (code.to_owned(), vec![fix]);
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                [
                    one(FIRST_NAME_PLACEHOLDER, FixKind::LeaveOutErrors),
                    one("perhaps-placeholder", FixKind::ClearPlaceholders),
                    one(PHONE_PLACEHOLDER, FixKind::LeaveOutErrors),
                ],
                [
                    one("first-name-missing", FixKind::LeaveOutErrors),
                    one("double-encoded", FixKind::RepairEncoding),
                    one("phone-missing", FixKind::LeaveOutErrors),
                ],
            ]
        );
    }

    #[test]
    fn a_row_tells_whether_its_phone_was_sent_may_have_been_or_waits() {
        let elsewhere = |file_name: &str| Elsewhere {
            submission: "7".into(),
            file_name: file_name.into(),
            date: "2026-11-03".into(),
        };
        let accepted = Earlier::Accepted {
            date: "2026-11-03".into(),
            task_id: "1893596414966089600".into(),
        };
        for (earlier, code, expected) in [
            (accepted, "sent-earlier", "2026-11-03 · 1893596414966089600"),
            (
                Earlier::Unknown(elsewhere("staff.xlsx")),
                UNKNOWN_EARLIER,
                "2026-11-03 · staff.xlsx",
            ),
            (
                Earlier::Waiting(elsewhere("staff.xlsx")),
                WAITING_EARLIER,
                "2026-11-03 · staff.xlsx",
            ),
            // Rows that were pasted have no file.
            (
                Earlier::Waiting(elsewhere("")),
                WAITING_EARLIER,
                "2026-11-03",
            ),
        ] {
            let told = told(earlier);
            assert_eq!(told.code, code);
            assert_eq!(told.expected.as_deref(), Some(expected), "{code}");
            assert_eq!(told.fixes, [FixKind::LeaveOutSentEarlier], "{code}");
        }
    }
}
