//! Problems of rows, and what helps against each.

use provisioning::roster::{Code, Detail, Field, Level, Problem, Rules};

use crate::contract::fix::FixKind;
use crate::contract::review::{self as shown, ProblemCount};

/// The field of the screen that a field of the sheet is about.
pub(crate) fn field(field: Field) -> shown::Field {
    match field {
        Field::FirstName | Field::FullName => shown::Field::FirstName,
        Field::Surname => shown::Field::Surname,
        Field::Phone | Field::CountryCode => shown::Field::Phone,
        Field::Email => shown::Field::Email,
        Field::Password => shown::Field::Password,
    }
}

/// A problem as the screen shows it.
pub(crate) fn problem(problem: &Problem<'_>) -> shown::Problem {
    shown::Problem {
        code: problem.code.name().to_owned(),
        level: level(problem.level),
        field: problem.field.map(field),
        found: problem.found.as_deref().map(str::to_owned),
        expected: problem.detail.as_ref().and_then(expected),
        text: problem.message(),
        fixes: fixes(problem.code),
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
        Detail::Earlier(earlier) => {
            let task = earlier.task_id.as_deref();
            let words = [Some(earlier.date.as_str()), task];
            Some(words.into_iter().flatten().collect::<Vec<_>>().join(" · "))
        }
        Detail::MostCharacters(most) => Some(most.to_string()),
        Detail::Cleaned(clean) => Some(clean.clone()),
        Detail::Zeros(zeros) => Some(zeros.prefix().to_owned()),
        _ => None,
    }
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
        Code::DuplicatePhone => vec![FixKind::DropDuplicates],
        Code::SentEarlier => vec![FixKind::LeaveOutSentEarlier],
        code if code.level() == Level::Error => vec![FixKind::LeaveOutErrors],
        _ => Vec::new(),
    }
}
