//! The checks of single fields, as sets of codes. A cell that is plainly right is left after one pass over its bytes.

use super::{Code, Codes};
use crate::fields::name::{self, Confidence};
use crate::fields::password::{CharacterClass, Policy};
use crate::fields::phone::{self, PhoneShape};
use crate::fields::placeholder::{Placeholder, placeholder};
use crate::fields::text::{Unseen, is_seen, unseen_char};
use crate::fields::{email, mojibake, text};
use crate::sheet::{Cell, CellKind};

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
        CellKind::Formula => Codes::of(Code::FormulaWithoutResult),
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

/// What a text is that goes on in a second cell: as wrong as either.
pub(super) fn kind_of_both(first: Cell<'_>, second: Cell<'_>) -> CellKind {
    let both = [first, second];
    if both.iter().any(|cell| is_cell_error(cell.kind, cell.text)) {
        CellKind::Error
    } else if both.iter().any(|cell| cell.kind == CellKind::Formula) {
        CellKind::Formula
    } else if both.iter().any(|cell| cell.kind == CellKind::Date) {
        CellKind::Date
    } else {
        first.kind
    }
}

/// What unseen characters say against a text.
fn of_unseen(text: &str) -> Codes {
    let Some(first) = text::unseen(text) else {
        return Codes::NONE;
    };
    // The first decides, unless a worse one follows.
    let has = |kind| {
        text.chars()
            .any(|character| unseen_char(character) == Some(kind))
    };
    let worst = [Unseen::Replacement, Unseen::Control]
        .into_iter()
        .find(|&kind| has(kind));
    Codes::of(match worst.unwrap_or(first) {
        Unseen::Control => Code::ControlCharacters,
        Unseen::Bidi | Unseen::Invisible => Code::InvisibleCharacters,
        Unseen::Replacement => Code::DamagedCharacters,
    })
}

/// Whether a name has nothing to look at more closely: characters that are seen, and single spaces between them.
fn is_plain_name(text: &str) -> bool {
    let mut before = ' ';
    let mut length = 0;
    for character in text.chars() {
        if !(is_seen(character) || (character == ' ' && before != ' ')) {
            return false;
        }
        before = character;
        length += 1;
    }
    length <= name::MAX_CHARS && (before != ' ' || text.is_empty())
}

/// The codes of unseen characters.
const UNSEEN: Codes = Codes::of(Code::ControlCharacters)
    .with(Code::InvisibleCharacters)
    .with(Code::DamagedCharacters);

/// A surname.
pub(super) fn surname(kind: CellKind, text: &str) -> Codes {
    match placeholder(text) {
        // The `0` that stands for its result says nothing of the user.
        _ if kind == CellKind::Formula => of_kind(kind, text),
        Some(Placeholder::Plain) => Codes::of(Code::Placeholder),
        Some(Placeholder::RarelyName) => Codes::of(Code::PerhapsPlaceholder),
        _ => name(kind, text),
    }
}

/// A name that is none of the words for nothing.
fn name(kind: CellKind, text: &str) -> Codes {
    let codes = of_kind(kind, text);
    // What repairs it needs all its characters, those that nobody sees among them.
    if mojibake::is_double_encoded(text) {
        return codes.with(Code::DoubleEncoded);
    }
    if is_plain_name(text) {
        return codes;
    }
    let too_long = text.chars().count() > name::MAX_CHARS;
    let too_long = if too_long {
        Codes::of(Code::TooLong)
    } else {
        Codes::NONE
    };
    let codes = codes.union(too_long).union(of_unseen(text));
    // Where unseen characters are told already, the spaces among them need no second word.
    if codes.intersects(UNSEEN) {
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
    let is_missing = !text.starts_with(is_seen) && is_blank(text);
    match placeholder(text) {
        _ if kind == CellKind::Formula => of_kind(kind, text),
        _ if is_missing => of_kind(kind, text).with(Code::FirstNameMissing),
        Some(Placeholder::Plain) => Codes::of(Code::FirstNameMissing),
        Some(Placeholder::RarelyName) => Codes::of(Code::PerhapsPlaceholder),
        _ => name(kind, text),
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
    if kind == CellKind::Formula {
        return Codes::of(Code::FormulaWithoutResult);
    }
    if is_cell_error(kind, text) {
        return Codes::of(Code::CellError);
    }
    match phone::inspect(text) {
        PhoneShape::Digits | PhoneShape::Plus => Codes::NONE,
        PhoneShape::Empty => Codes::of(Code::PhoneMissing),
        _ if placeholder(text).is_some() => Codes::of(Code::PhoneMissing),
        PhoneShape::NeedsCleaning if is_fraction(kind, text) => Codes::of(Code::PhoneInvalid),
        PhoneShape::NeedsCleaning | PhoneShape::DecimalTail | PhoneShape::ExactScientific => {
            Codes::of(Code::PhoneNeedsCleaning)
        }
        PhoneShape::ScientificNotation => Codes::of(Code::PhoneDigitsLost),
        PhoneShape::TooLong if kind == CellKind::Number => Codes::of(Code::PhoneDigitsLost),
        PhoneShape::DateLike => Codes::of(Code::PhoneIsDate),
        _ => Codes::of(Code::PhoneInvalid),
    }
}

/// Whether a phone is a number with a fraction, of which cleaning would make the phone of somebody else.
///
/// The dot of a number parts no groups of digits. That of a text does, but no group is a single digit at the end.
pub(crate) fn is_fraction(kind: CellKind, text: &str) -> bool {
    let Some((whole, fraction)) = text.split_once('.') else {
        return false;
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = kind == CellKind::Number || (fraction.len() == 1 && are_digits(whole));
    is_number && are_digits(fraction) && fraction.bytes().any(|digit| digit != b'0')
}

/// The e-mail address, which may be missing.
pub(super) fn email(kind: CellKind, text: &str) -> Codes {
    if email::is_ordinary(text) || kind == CellKind::Formula {
        return of_kind(kind, text);
    }
    if is_blank(text) {
        return Codes::NONE;
    }
    if placeholder(text).is_some() {
        return Codes::of(Code::Placeholder);
    }
    let codes = of_kind(kind, text);
    if mojibake::is_double_encoded(text) {
        return codes.with(Code::DoubleEncoded);
    }
    let codes = codes.union(of_unseen(text)).union(email_scripts(text));
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

/// A password that is there.
pub(super) fn password(kind: CellKind, text: &str, policy: &Policy) -> Codes {
    if kind == CellKind::Formula {
        return of_kind(kind, text);
    }
    if placeholder(text).is_some() {
        return Codes::of(Code::Placeholder);
    }
    let weak = !is_allowed(text, policy);
    of_kind(kind, text).union(if weak {
        Codes::of(Code::PasswordWeak)
    } else {
        Codes::NONE
    })
}

/// Whether [`check`](crate::fields::password::check) has nothing against a password, found without making a list of it.
fn is_allowed(password: &str, policy: &Policy) -> bool {
    let (mut classes, mut length, mut are_seen) = (0_u8, 0, true);
    for character in password.chars() {
        classes |= 1 << CharacterClass::of(character) as u8;
        length += 1;
        are_seen &= is_seen(character);
    }
    (policy.min_length..=policy.max_length).contains(&length)
        && classes.count_ones() >= u32::from(policy.min_classes)
        && (are_seen || (password.trim() == password && text::unseen(password).is_none()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fields::password;

    proptest! {
        #[test]
        fn a_password_is_allowed_when_nothing_speaks_against_it(password in "[a-zA-Z0-9!é王 \u{200b}]{0,36}") {
            let policy = Policy::default();
            prop_assert_eq!(is_allowed(&password, &policy), password::check(&password, &policy).is_empty());
        }

        #[test]
        fn a_plain_name_is_one_that_cleaning_leaves_alone(name in "[ a-zé王\u{3164}\u{200b}\u{301}\u{a0}\t.-]{0,8}") {
            let looked_at = {
                let clean = name::clean(&name);
                !clean.is_changed() && of_unseen(&name) == Codes::NONE
            };
            prop_assert!(!is_plain_name(&name) || looked_at, "{name:?}");
            prop_assert_eq!(super::name(CellKind::Text, &name) == Codes::NONE, looked_at);
        }
    }

    #[test]
    fn every_character_that_passes_at_once_is_one_that_cleaning_leaves_alone() {
        for character in ('\0'..=char::MAX).filter(|&character| is_seen(character)) {
            let fits = unseen_char(character).is_none() && !text::is_odd_space(character);
            assert!(fits, "{character:?}");
        }
    }

    #[test]
    fn a_number_with_a_fraction_is_no_phone() {
        let fraction = "13800138000.5";
        assert_eq!(
            phone(CellKind::Number, fraction),
            Codes::of(Code::PhoneInvalid)
        );
        assert_eq!(
            phone(CellKind::Text, "0138.0013.8000"),
            Codes::of(Code::PhoneNeedsCleaning)
        );
    }

    #[test]
    fn joiners_inside_names_are_no_problem_and_worse_characters_win() {
        assert_eq!(name(CellKind::Text, "علی\u{200c}رضا"), Codes::NONE);
        assert_eq!(
            name(CellKind::Text, "A\u{200b}n"),
            Codes::of(Code::InvisibleCharacters)
        );
        assert_eq!(
            name(CellKind::Text, "A\u{200b}n\u{fffd}"),
            Codes::of(Code::DamagedCharacters)
        );
        assert_eq!(
            name(CellKind::Text, "A\u{200b}n\n"),
            Codes::of(Code::ControlCharacters)
        );
        assert_eq!(
            name(CellKind::Text, &"n".repeat(65)),
            Codes::of(Code::TooLong)
        );
    }
}
