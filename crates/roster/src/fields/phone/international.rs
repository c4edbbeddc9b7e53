//! Numbers that say their calling code.

use std::borrow::Cow;

use super::{MAX_DIGITS, PhoneKey, Unformattable, calling_code, number};

/// Calling code and national number of the digits of an international number.
pub(super) fn international(digits: &str) -> Result<(&str, Cow<'_, str>), Unformattable> {
    let (code, national) = calling_code::split(digits).ok_or(Unformattable::UnknownCallingCode)?;
    let national = without_trunk_zero(digits, national).map_or(Cow::Borrowed(national), Cow::Owned);
    let is_number = digits.len() <= MAX_DIGITS + 1 && number::is_possible(code, &national);
    is_number
        .then_some((code, national))
        .ok_or(Unformattable::NoNumberOfItsCountry)
}

/// The key of an international number's digits.
pub(super) fn international_key(digits: &str) -> Option<PhoneKey> {
    let trunk = may_have_trunk_zero(digits)
        .then(|| calling_code::split(digits))
        .flatten();
    let trunk = trunk.and_then(|(code, national)| {
        without_trunk_zero(digits, national).and_then(|number| PhoneKey::from_parts(code, &number))
    });
    trunk.or_else(|| PhoneKey::from_digits(digits.as_bytes()))
}

/// Whether a zero stands where a calling code of one to three digits may end. Where none does, the numbering data need
/// not be asked, nor be there.
fn may_have_trunk_zero(digits: &str) -> bool {
    digits.bytes().skip(1).take(3).any(|digit| digit == b'0')
}

/// The national number without the zero that is dialled only inside its country. In Italy and elsewhere the zero is part
/// of the number, so the numbering data is asked; few numbers need it.
fn without_trunk_zero(digits: &str, national: &str) -> Option<String> {
    if !national.starts_with('0') {
        return None;
    }
    number::parse(&["+", digits].concat(), None).filter(|number| number.len() < national.len())
}
