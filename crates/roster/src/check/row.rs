//! The checks of one row, field by field.

use std::borrow::Cow;

use super::{Code, Codes, Subject, field};
use crate::Field;
use crate::fields::phone::{PhoneKey, ZeroVerdict};
use crate::sheet::{Cell, CellKind};

/// Which sides of a user are looked at.
#[expect(clippy::struct_excessive_bools, reason = "a set of four")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sides {
    names: bool,
    pub(super) phone: bool,
    pub(super) email: bool,
    password: bool,
}

impl Sides {
    pub(super) const ALL: Self = Self {
        names: true,
        phone: true,
        email: true,
        password: true,
    };

    /// The sides that these fields belong to.
    pub(super) fn of(fields: &[Field]) -> Self {
        let any = |of: &[Field]| fields.iter().any(|field| of.contains(field));
        Self {
            names: any(&[
                Field::FirstName,
                Field::Surname,
                Field::FullName,
                Field::MiddleName,
                Field::SecondSurname,
                Field::SurnamePrefix,
            ]),
            phone: any(&[Field::Phone, Field::CountryCode, Field::AreaCode]),
            email: any(&[Field::Email]),
            password: any(&[Field::Password]),
        }
    }

    /// The codes that only these sides can have.
    pub(super) fn own_codes(self) -> Codes {
        let when = |side: bool, codes: Codes| if side { codes } else { Codes::NONE };
        when(self.names, OF_NAMES)
            .union(when(self.phone, OF_PHONE))
            .union(when(self.email, OF_EMAIL))
            .union(when(self.password, OF_PASSWORD))
    }
}

const OF_NAMES: Codes = Codes::of(Code::FirstNameMissing)
    .with(Code::NameSplitUncertain)
    .with(Code::PerhapsPlaceholder)
    .with(Code::TooLong)
    .with(Code::NeedsTrimming);

const OF_PHONE: Codes = Codes::of(Code::PhoneMissing)
    .with(Code::PhoneInvalid)
    .with(Code::PhoneDigitsLost)
    .with(Code::PhoneIsDate)
    .with(Code::PhoneZerosLost)
    .with(Code::PhoneNeedsCleaning)
    .with(Code::SentEarlier);

const OF_EMAIL: Codes = Codes::of(Code::EmailInvalid)
    .with(Code::EmailNeedsCleaning)
    .with(Code::EmailMixedScripts);

const OF_PASSWORD: Codes = Codes::WITHOUT_NEEDED_PASSWORD.with(Code::PasswordWeak);

/// Codes that any side can have: who has one must be looked at on every side to lose it.
pub(super) const SHARED: Codes = Codes::of(Code::CellError)
    .with(Code::FormulaWithoutResult)
    .with(Code::DateCell)
    .with(Code::ControlCharacters)
    .with(Code::InvisibleCharacters)
    .with(Code::DamagedCharacters)
    .with(Code::DoubleEncoded)
    .with(Code::Placeholder);

/// A phone as it would be sent, looked up once for all that needs it.
pub(super) struct Phone<'a> {
    kind: CellKind,
    pub(super) text: Cow<'a, str>,
    pub(super) key: Option<PhoneKey>,
}

impl<'a> Phone<'a> {
    pub(super) fn of(subject: &Subject<'a>, row: u32) -> Self {
        let text = subject.phone(row);
        let key = subject.plan.key(&text);
        Self {
            kind: subject.phone_kind(row),
            text,
            key,
        }
    }
}

/// What identifies a user, looked up once for the checks and for the search for duplicates.
pub(super) struct Identity<'a> {
    /// Not there where nobody needs it.
    pub(super) phone: Option<Phone<'a>>,
    /// Empty where nobody needs it.
    pub(super) email: Cell<'a>,
}

impl<'a> Identity<'a> {
    /// As much of it as is needed to look at some sides.
    pub(super) fn of(subject: &Subject<'a>, row: u32, sides: Sides) -> Self {
        Self {
            phone: sides.phone.then(|| Phone::of(subject, row)),
            email: if sides.email {
                subject.cell(row, Field::Email)
            } else {
                Cell::EMPTY
            },
        }
    }
}

/// Checks some sides of a row by themselves. To look at the side of the phone, it must be there.
pub(super) fn check(
    subject: &Subject<'_>,
    row: u32,
    sides: Sides,
    identity: &Identity<'_>,
) -> Codes {
    let mut codes = Codes::NONE;
    if sides.names {
        codes = codes.union(names(subject, row));
    }
    if let Some(cell) = identity.phone.as_ref().filter(|_| sides.phone) {
        codes = codes.union(phone(subject, cell));
    }
    if sides.email {
        let email = identity.email;
        codes = codes.union(field::email(email.kind, email.text));
    }
    if sides.password {
        codes = codes.union(password(subject, row));
    }
    codes
}

fn names(subject: &Subject<'_>, row: u32) -> Codes {
    let names = subject.names(row);
    let (firstname, surname) = names.kinds;
    field::first_name(firstname, &names.firstname)
        .union(field::surname(surname, &names.surname))
        .union(names.split.map_or(Codes::NONE, field::split))
}

fn phone(subject: &Subject<'_>, phone: &Phone<'_>) -> Codes {
    let codes = field::phone(phone.kind, &phone.text);
    let sent_earlier = phone.key.is_some_and(|key| subject.earlier.contains(key));
    if sent_earlier {
        codes.with(Code::SentEarlier)
    } else {
        codes
    }
}

fn password(subject: &Subject<'_>, row: u32) -> Codes {
    let password = subject.cell(row, Field::Password);
    if !password.text.is_empty() || password.kind == CellKind::Formula {
        let policy = &subject.rules.password_policy;
        return field::password(password.kind, password.text, policy);
    }
    if subject.rules.password_required {
        Codes::WITHOUT_NEEDED_PASSWORD
    } else if subject.has(Field::Password) {
        Codes::of(Code::PasswordMissing)
    } else {
        Codes::NONE
    }
}

/// Codes that say the phone is none, or lost more than zeros.
const NO_PHONE: Codes = Codes::of(Code::PhoneMissing)
    .with(Code::PhoneInvalid)
    .with(Code::PhoneDigitsLost)
    .with(Code::PhoneIsDate)
    .with(Code::CellError)
    .with(Code::FormulaWithoutResult);

/// What the column of phones says against the phone of a row, of which `known` is known.
pub(super) fn lost_zeros(
    subject: &Subject<'_>,
    row: u32,
    verdict: &ZeroVerdict<'_>,
    known: Codes,
) -> Codes {
    if known.intersects(NO_PHONE) || verdict.suspect(&subject.phone(row)).is_none() {
        return Codes::NONE;
    }
    Codes::of(Code::PhoneZerosLost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_a_single_row_is_one_sides_or_shared() {
        let of_rows = Code::ALL.iter().filter(|code| !code.is_duplicate());
        for &code in of_rows {
            let homes = [OF_NAMES, OF_PHONE, OF_EMAIL, OF_PASSWORD, SHARED];
            assert_eq!(
                homes.iter().filter(|codes| codes.contains(code)).count(),
                1,
                "{code}"
            );
        }
    }
}
