//! The few questions that are put to the numbering data (Google's libphonenumber, by `rlibphonenumber`).

use std::sync::OnceLock;

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region,
};

/// The longest national number the library knows.
const LONGEST: usize = 17;

/// A number from its calling code and national number, both digits, without parsing.
fn number(code: &str, national: &str) -> Option<PhoneNumber> {
    let zeros = national.len() - national.trim_start_matches('0').len();
    if national.is_empty() || national.len() > LONGEST || zeros == national.len() {
        return None;
    }
    Some(PhoneNumber {
        country_code: code.parse().ok()?,
        national_number: national.parse().ok()?,
        italian_leading_zero: (zeros > 0).then_some(true),
        number_of_leading_zeros: i32::try_from(zeros).ok().filter(|zeros| *zeros > 1),
        ..PhoneNumber::default()
    })
}

/// Whether a country with the calling code has this very number, as far as its numbering plan is known. `likely`, a
/// region of that code, is asked first: that is cheaper.
pub(super) fn is_valid(code: &str, national: &str, likely: Option<Region>) -> bool {
    number(code, national).is_some_and(|number| {
        likely.is_some_and(|region| PHONE_NUMBER_UTIL.is_valid_number_for_region(&number, region))
            || PHONE_NUMBER_UTIL.is_valid_number(&number)
    })
}

/// Whether a country has numbers of this length, area code included. The first digits do not matter, so each calling
/// code's lengths are found once.
pub(super) fn is_possible(code: &str, national: &str) -> bool {
    static LENGTHS: [OnceLock<u32>; 1000] = [const { OnceLock::new() }; 1000];
    let known = code.parse().ok().and_then(|code: usize| LENGTHS.get(code));
    let length = national.len();
    let is_number = length <= LONGEST && national.bytes().any(|digit| digit != b'0');
    is_number && known.is_some_and(|known| known.get_or_init(|| lengths(code)) & 1 << length != 0)
}

fn has_length(code: &str, national: &str) -> bool {
    number(code, national).is_some_and(|number| {
        let length = PHONE_NUMBER_UTIL.is_possible_number_with_reason(&number);
        matches!(length, Ok(NumberLengthType::IsPossible))
    })
}

/// Reads a number as it is dialled inside a region, or with a `+` anywhere; its national number, if it is a valid one of
/// the region.
pub(super) fn parse(dialled: &str, region: Option<Region>) -> Option<String> {
    let number = PHONE_NUMBER_UTIL.parse(dialled, region).ok()?;
    let code = |region| PHONE_NUMBER_UTIL.get_country_code_for_region(region);
    // What dials abroad, `0` in some countries, makes a number of another one.
    if region.is_some_and(|region| code(region) != Some(number.country_code)) {
        return None;
    }
    let e164 = PHONE_NUMBER_UTIL
        .is_valid_number(&number)
        .then(|| number.format_as(PhoneNumberFormat::E164))?;
    let code = number.country_code.to_string().len();
    e164.get(code + 1..).map(str::to_owned)
}

/// The region that a calling code is first of all.
pub(super) fn main_region(code: &str) -> Option<Region> {
    let code = code.parse().ok()?;
    PHONE_NUMBER_UTIL.get_region_for_country_code(code)
}

/// How a national number is written inside its country.
pub(super) fn written_at_home(code: &str, national: &str) -> Option<String> {
    number(code, national).map(|number| number.format_as(PhoneNumberFormat::National).into_owned())
}

/// The lengths of a calling code's national numbers, as bits.
pub(super) fn lengths(code: &str) -> u32 {
    let of_length = |length: &usize| has_length(code, &format!("1{}", "0".repeat(length - 1)));
    (2..=LONGEST)
        .filter(of_length)
        .fold(0, |bits, length| bits | 1 << length)
}

/// What is dialled before national numbers of a region: `0` in most, `8` in Russia, `06` in Hungary.
pub(super) fn trunk_prefixes(region: Region, code: &str) -> Vec<&'static str> {
    /// All there are, so that one that begins with another comes first.
    const PREFIXES: [&str; 5] = ["80", "06", "0", "1", "8"];
    let Ok(example) = PHONE_NUMBER_UTIL.get_example_number(region) else {
        return Vec::new();
    };
    let example = example.format_as(PhoneNumberFormat::E164);
    let Some(national) = example.get(code.len() + 1..) else {
        return Vec::new();
    };
    let is_dialled = |prefix: &&str| {
        parse(&[prefix, national].concat(), Some(region)).as_deref() == Some(national)
    };
    PREFIXES.into_iter().filter(is_dialled).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lengths_that_are_remembered_are_those_of_the_numbering_data(
            code in 1_u16..1000,
            national in "0{0,3}[0-9]{0,19}",
        ) {
            let code = code.to_string();
            prop_assert_eq!(is_possible(&code, &national), has_length(&code, &national));
        }
    }
}
