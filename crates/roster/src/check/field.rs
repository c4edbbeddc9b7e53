//! The checks of single fields, as sets of codes. A cell that is plainly right is left after one pass over its bytes.

use super::{Code, Codes};
use crate::fields::name::{self, Confidence};
use crate::fields::password::{self, Policy};
use crate::fields::phone::{self, PhoneShape};
use crate::fields::text::{Unseen, unseen_char};
use crate::fields::{email, text};
use crate::sheet::CellKind;

/// The longest name that is not remarkable, in characters.
pub(super) const MAX_NAME: usize = 64;

/// Whether a text shows nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|character| {
        character.is_whitespace()
            || unseen_char(character).is_some_and(|it| it != Unseen::Replacement)
    })
}

/// What the kind of a cell says against it.
fn of_kind(kind: CellKind, text: &str) -> Codes {
    match kind {
        CellKind::Date => Codes::of(Code::DateCell),
        _ if is_cell_error(kind, text) => Codes::of(Code::CellError),
        _ => Codes::NONE,
    }
}

/// Whether the cell shows an error of the sheet's program. Text files and ods have only its words.
fn is_cell_error(kind: CellKind, text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#GETTING_DATA",
    ];
    kind == CellKind::Error || (text.starts_with('#') && WORDS.contains(&text))
}

/// What unseen characters say against a text.
fn of_unseen(text: &str) -> Codes {
    if text::unseen(text).is_none() {
        return Codes::NONE;
    }
    text.chars()
        .filter_map(unseen_char)
        .fold(Codes::NONE, |codes, unseen| {
            codes.with(match unseen {
                Unseen::Control => Code::ControlCharacters,
                Unseen::Bidi | Unseen::Invisible => Code::InvisibleCharacters,
                Unseen::Replacement => Code::DamagedCharacters,
            })
        })
}

/// Plain ASCII without a space at its ends: nothing to look at more closely.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|byte| matches!(byte, 0x20..=0x7e))
        && bytes.first() != Some(&b' ')
        && bytes.last() != Some(&b' ')
}

/// A first name or surname.
pub(super) fn name(kind: CellKind, text: &str) -> Codes {
    let codes = of_kind(kind, text);
    if text.len() <= MAX_NAME && is_plain(text) && !text.contains("  ") {
        return codes;
    }
    let too_long = text.len() > MAX_NAME && text.chars().count() > MAX_NAME;
    let codes = codes.union(of_unseen(text)).union(if too_long {
        Codes::of(Code::TooLong)
    } else {
        Codes::NONE
    });
    // Where unseen characters are told already, the spaces among them need no second word.
    if codes.contains(Code::ControlCharacters) || codes.contains(Code::InvisibleCharacters) {
        return codes;
    }
    if name::clean(text).is_changed() {
        codes.with(Code::NeedsTrimming)
    } else {
        codes
    }
}

/// The first name, which is required.
pub(super) fn first_name(kind: CellKind, text: &str) -> Codes {
    if is_blank(text) {
        of_kind(kind, text).with(Code::FirstNameMissing)
    } else {
        name(kind, text)
    }
}

/// Names that came out of one cell.
pub(super) fn split(confidence: Confidence) -> Codes {
    if confidence == Confidence::Low {
        Codes::of(Code::NameSplitUncertain)
    } else {
        Codes::NONE
    }
}

/// The phone.
pub(super) fn phone(kind: CellKind, text: &str) -> Codes {
    if is_cell_error(kind, text) {
        return Codes::of(Code::CellError);
    }
    match phone::inspect(text) {
        PhoneShape::Digits | PhoneShape::Plus => Codes::NONE,
        PhoneShape::Empty => Codes::of(Code::PhoneMissing),
        PhoneShape::NeedsCleaning | PhoneShape::DecimalTail | PhoneShape::ExactScientific => {
            Codes::of(Code::PhoneNeedsCleaning)
        }
        PhoneShape::ScientificNotation => Codes::of(Code::PhoneDigitsLost),
        PhoneShape::TooLong if kind == CellKind::Number => Codes::of(Code::PhoneDigitsLost),
        PhoneShape::DateLike => Codes::of(Code::PhoneIsDate),
        _ => Codes::of(Code::PhoneInvalid),
    }
}

/// The e-mail address, which may be missing.
pub(super) fn email(kind: CellKind, text: &str) -> Codes {
    if text.is_empty() || is_blank(text) {
        return Codes::NONE;
    }
    let codes = of_kind(kind, text)
        .union(of_unseen(text))
        .union(email_scripts(text));
    if email::check(text).is_ok() {
        return codes;
    }
    let cleaned = email::clean(text);
    let cleanable = cleaned.is_changed() && email::check(&cleaned.text).is_ok();
    codes.with(if cleanable {
        Code::EmailNeedsCleaning
    } else {
        Code::EmailInvalid
    })
}

fn email_scripts(text: &str) -> Codes {
    if !text.is_ascii() && email::mixed_script(text).is_some() {
        return Codes::of(Code::EmailMixedScripts);
    }
    Codes::NONE
}

/// The password; `expected` when the sheet has a column for it.
pub(super) fn password(kind: CellKind, text: &str, expected: bool, policy: &Policy) -> Codes {
    if text.is_empty() {
        return if expected {
            Codes::of(Code::PasswordMissing)
        } else {
            Codes::NONE
        };
    }
    let weak = !password::check(text, policy).is_empty();
    of_kind(kind, text).union(if weak {
        Codes::of(Code::PasswordWeak)
    } else {
        Codes::NONE
    })
}
