//! Problems in full: where, what was found, what was expected. Made for the rows that are looked at.

use std::borrow::Cow;

use serde::Serialize;

use super::{Code, Codes, Earlier, Level, Outcome, Rules, Subject, Texts, field};
use crate::Field;
use crate::fields::email::{self, EmailFault, MixedScript};
use crate::fields::password::{self, Weakness};
use crate::fields::phone::{self, LostZeros, PhoneShape};
use crate::fields::placeholder::placeholder;
use crate::fields::{mojibake, name};
use crate::review::Numbered;
use crate::sheet::CellKind;

/// What the code alone does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// What the phone cell holds instead.
    Phone(PhoneShape),
    /// The zeros that belong in front.
    Zeros(LostZeros),
    /// What the text is once it is clean or repaired.
    Cleaned(String),
    /// What is wrong with the e-mail address.
    Email(EmailFault),
    /// The letter that does not belong.
    Script(MixedScript),
    /// What the policy has against the password.
    Password(Vec<Weakness>),
    /// Row numbers of the others that share it, at most five of them.
    Rows(Vec<u32>),
    /// When and how it was submitted.
    Earlier(Earlier),
    /// How many characters are not remarkable.
    MostCharacters(usize),
    /// What is required is missing, since the cell says so with a sign such as `-`.
    Placeholder,
}

/// How many rows a problem names.
const MOST_ROWS: usize = 5;

/// Something that is wrong with a row. Its text is the roster's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem<'a> {
    /// The row's number in the sheet, the first being 1.
    pub row: u32,
    /// The column it stands in, 0 being `A`, when it is one column's.
    pub column: Option<u32>,
    /// The field of the user it concerns, when it is one field's.
    pub field: Option<Field>,
    /// What is wrong.
    pub code: Code,
    /// Whether the row can be sent nevertheless.
    pub level: Level,
    /// The text that was found; never that of a password.
    pub found: Option<Cow<'a, str>>,
    /// More about it.
    pub detail: Option<Detail>,
}

/// The problems of a row of which `texts` would be sent, in the order of the fields.
pub(crate) fn problems<'a>(
    subject: &Subject<'a>,
    (row, number, texts): (u32, u32, &Texts<'a>),
    codes: Codes,
    outcome: &Outcome,
    numbers: &impl Numbered,
) -> Vec<Problem<'a>> {
    if codes == Codes::NONE {
        return Vec::new();
    }
    let mut problems = Vec::with_capacity(codes.iter().count());
    let view = View {
        subject,
        row,
        number,
        texts,
        codes,
        outcome,
        numbers,
    };
    for code in codes.iter() {
        view.expand(code, &mut problems);
    }
    problems.sort_by_key(|problem| {
        (
            problem.field,
            std::cmp::Reverse(problem.level),
            problem.code,
        )
    });
    problems
}

struct View<'v, 'a, N> {
    subject: &'v Subject<'a>,
    row: u32,
    number: u32,
    texts: &'v Texts<'a>,
    codes: Codes,
    outcome: &'v Outcome,
    numbers: &'v N,
}

impl<'a, N: Numbered> View<'_, 'a, N> {
    fn expand(&self, code: Code, problems: &mut Vec<Problem<'a>>) {
        match field_of(code) {
            Some(field) => problems.push(self.make(code, Some(field))),
            None if code == Code::DuplicateRow => problems.push(self.make(code, None)),
            None => {
                let fields = fields_of(code).iter().copied();
                let fields = fields.filter(|&field| self.has(code, field));
                problems.extend(fields.map(|field| self.make(code, Some(field))));
            }
        }
    }

    fn make(&self, code: Code, field: Option<Field>) -> Problem<'a> {
        let shown = field.filter(|&field| field != Field::Password);
        Problem {
            row: self.number,
            column: field.and_then(|field| self.column(field)),
            field,
            code,
            level: self.codes.level_of(code),
            found: shown.map(|field| self.found(field)),
            detail: field
                .and_then(|field| self.detail(code, field))
                .or_else(|| self.rows(code)),
        }
    }

    fn column(&self, field: Field) -> Option<u32> {
        let mapping = self.subject.mapping;
        let is_name = matches!(field, Field::FirstName | Field::Surname);
        mapping
            .column(field)
            .or_else(|| mapping.column(Field::FullName).filter(|_| is_name))
    }

    /// The text of a field, copied only where it was made out of several cells.
    fn found(&self, field: Field) -> Cow<'a, str> {
        match field {
            Field::FirstName => self.texts.firstname.clone(),
            Field::Surname => self.texts.surname.clone(),
            Field::Phone => self.texts.phone.clone(),
            Field::Email => self.texts.email.clone(),
            // A password is not shown, and no other field has problems.
            _ => Cow::Borrowed(""),
        }
    }

    fn text(&self, field: Field) -> &str {
        match field {
            Field::FirstName => &self.texts.firstname,
            Field::Surname => &self.texts.surname,
            Field::Phone => &self.texts.phone,
            Field::Email => &self.texts.email,
            Field::Password => self.texts.password,
            _ => "",
        }
    }

    /// Whether a code that several fields can have is this field's.
    fn has(&self, code: Code, of: Field) -> bool {
        let kind = self.texts.kinds[of as usize];
        of_field(of, kind, self.text(of), self.subject.rules).contains(code)
    }

    fn detail(&self, code: Code, field: Field) -> Option<Detail> {
        let text = self.text(field);
        Some(match code {
            Code::FirstNameMissing | Code::PhoneMissing => {
                placeholder(text).map(|_| Detail::Placeholder)?
            }
            Code::DoubleEncoded => Detail::Cleaned(mojibake::repaired(text)?),
            Code::PhoneInvalid | Code::PhoneDigitsLost | Code::PhoneIsDate => {
                Detail::Phone(phone::inspect(text))
            }
            Code::PhoneNeedsCleaning => Detail::Cleaned(phone::clean(text).text.into_owned()),
            Code::EmailNeedsCleaning => Detail::Cleaned(email::clean(text).text.into_owned()),
            Code::PhoneZerosLost => Detail::Zeros(
                self.outcome
                    .zeros
                    .conclude(self.subject.plan)
                    .suspect(text)?
                    .0,
            ),
            Code::EmailInvalid => Detail::Email(email::check(text).err()?),
            Code::EmailMixedScripts => Detail::Script(email::mixed_script(text)?),
            Code::PasswordWeak => {
                Detail::Password(password::check(text, &self.subject.rules.password_policy))
            }
            Code::SentEarlier => Detail::Earlier(
                self.subject
                    .earlier
                    .get(self.subject.plan.key(text)?)?
                    .clone(),
            ),
            Code::TooLong => Detail::MostCharacters(name::MAX_CHARS),
            _ => return None,
        })
    }

    fn rows(&self, code: Code) -> Option<Detail> {
        let others = || {
            self.outcome
                .duplicates
                .by(code)
                .others(self.row)
                .take(MOST_ROWS)
        };
        code.is_duplicate()
            .then(|| Detail::Rows(others().map(|row| self.numbers.number(row)).collect()))
    }
}

/// What the checks of a field find in a text.
fn of_field(field: Field, kind: CellKind, text: &str, rules: &Rules) -> Codes {
    match field {
        Field::FirstName => field::first_name(kind, text),
        Field::Surname => field::surname(kind, text),
        Field::Phone => field::phone(kind, text),
        Field::Email => field::email(kind, text),
        _ => field::password(kind, text, &rules.password_policy),
    }
}

/// The field a code is always about.
const fn field_of(code: Code) -> Option<Field> {
    match code {
        Code::FirstNameMissing | Code::NameSplitUncertain => Some(Field::FirstName),
        Code::PhoneMissing
        | Code::PhoneInvalid
        | Code::PhoneDigitsLost
        | Code::PhoneIsDate
        | Code::PhoneZerosLost
        | Code::PhoneNeedsCleaning
        | Code::DuplicatePhone
        | Code::SentEarlier => Some(Field::Phone),
        Code::EmailInvalid
        | Code::EmailNeedsCleaning
        | Code::EmailMixedScripts
        | Code::DuplicateEmail => Some(Field::Email),
        Code::PasswordMissing | Code::PasswordWeak => Some(Field::Password),
        _ => None,
    }
}

/// The fields that can have a code which is not always about the same one.
const fn fields_of(code: Code) -> &'static [Field] {
    match code {
        Code::TooLong | Code::NeedsTrimming | Code::PerhapsPlaceholder => {
            &[Field::FirstName, Field::Surname]
        }
        Code::ControlCharacters
        | Code::InvisibleCharacters
        | Code::DamagedCharacters
        | Code::DoubleEncoded => &[Field::FirstName, Field::Surname, Field::Email],
        Code::Placeholder => &[Field::Surname, Field::Email, Field::Password],
        _ => &Field::OF_A_USER,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_other_field_has_a_code_of_several(
            text in "[ab1@. \t\u{a0}\u{200b}\u{fffd}#Ã¤-]{0,8}|a{70}|#N/A|null|Na",
            kind in prop::sample::select(vec![
                CellKind::Text, CellKind::Date, CellKind::Error, CellKind::Formula,
            ]),
        ) {
            for field in Field::OF_A_USER {
                let codes = of_field(field, kind, &text, &Rules::default());
                for code in codes.iter().filter(|&code| field_of(code).is_none()) {
                    prop_assert!(fields_of(code).contains(&field), "{code:?} of {field:?}");
                }
            }
        }
    }
}
