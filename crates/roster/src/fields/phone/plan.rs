//! Phones in the light of a default country: writing them in a format, telling equal ones.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::clean::is_bare;
use super::home::Home;
use super::reading::{Reading, read};
use super::{Country, MAX_DIGITS, MIN_DIGITS, PhoneKey, calling_code, number};

/// How phones are to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneFormat {
    /// As the sheet has them.
    #[default]
    AsIs,
    /// Digits and nothing else; a `+` is left out, `00` stays.
    Digits,
    /// `00`, the calling code, the national number: `008613800138000`.
    DoubleZero,
    /// `+`, the calling code, the national number: `+8613800138000`.
    E164,
}

/// Why a phone cannot be written in the format asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unformattable {
    /// The cell is no phone, or lost digits; [`inspect`](super::inspect) says what it is.
    #[error("not a phone")]
    NotAPhone,
    /// It has no calling code and there is no default country.
    #[error("no calling code, and no default country to take it from")]
    NeedsCountry,
    /// No country has the calling code.
    #[error("unknown calling code")]
    UnknownCallingCode,
    /// Its country has no such number.
    #[error("no number of its country")]
    NoNumberOfItsCountry,
}

/// Phones seen from one country, or from none.
///
/// Made once and asked for every row: a number that is plain digits costs no allocation.
#[derive(Debug, Clone, Default)]
pub struct NumberingPlan {
    pub(super) home: Option<Home>,
}

impl NumberingPlan {
    /// Knows only numbers that say their calling code.
    pub fn without_country() -> Self {
        Self::default()
    }

    /// Takes a number without calling code for one of this country.
    pub fn with_default_country(country: Country) -> Self {
        Self {
            home: Home::of(country),
        }
    }

    /// The default country.
    pub fn default_country(&self) -> Option<Country> {
        self.home.as_ref().map(|home| home.country)
    }

    /// The phone in a format; borrowed when it already is.
    ///
    /// A `+` or a leading `00` means that the calling code follows, in every country. A number without one is taken for
    /// one of the default country, with or without that country's calling code, if it is one by the country's numbering
    /// plan.
    ///
    /// # Errors
    /// [`Unformattable`], and the caller leaves the cell as it is.
    pub fn format<'a>(
        &self,
        cell: &'a str,
        format: PhoneFormat,
    ) -> Result<Cow<'a, str>, Unformattable> {
        if format == PhoneFormat::AsIs {
            return Ok(Cow::Borrowed(cell));
        }
        let written = with_bare(cell, |bare| match format {
            PhoneFormat::AsIs | PhoneFormat::Digits => {
                Ok(bare.strip_prefix('+').unwrap_or(bare).to_owned())
            }
            PhoneFormat::DoubleZero => self.international("00", bare),
            PhoneFormat::E164 => self.international("+", bare),
        });
        let written = written.ok_or(Unformattable::NotAPhone)??;
        Ok(if written == cell {
            Cow::Borrowed(cell)
        } else {
            Cow::Owned(written)
        })
    }

    fn international(&self, prefix: &str, bare: &str) -> Result<String, Unformattable> {
        let (code, national) = match (without_prefix(bare), &self.home) {
            (Some(digits), _) => international(digits)?,
            (None, None) => return Err(Unformattable::NeedsCountry),
            (None, Some(home)) => {
                let national = home
                    .valid(bare)
                    .ok_or(Unformattable::NoNumberOfItsCountry)?;
                (home.code.as_str(), national)
            }
        };
        Ok([prefix, code, &national].concat())
    }

    /// The key by which two phones are the same, or `None` for what is no phone.
    ///
    /// The rule:
    /// - Decoration does not count, nor which of `+` and `00` is used, nor whether either is there:
    ///   `+27 18 846 0901` = `0027188460901` = `27188460901`.
    /// - A zero that is only dialled inside a country does not count after its calling code:
    ///   `+49 0170 1234567` = `+49 170 1234567`.
    /// - With a default country, digits that have the length of that country's numbers are the same with and without
    ///   calling code: in China `13800138000` = `+8613800138000`, in Germany `0170 1234567` = `+49 170 1234567`. Lengths,
    ///   unlike allotted ranges, hardly ever change, and so a key means the same in years; only
    ///   where a number can be read in two ways do the ranges decide. Other digits stay as they
    ///   are.
    ///
    /// Phones of more than [`PhoneKey::MAX_DIGITS`] digits have no key; they are no phones anywhere.
    pub fn key(&self, cell: &str) -> Option<PhoneKey> {
        with_bare(cell, |bare| self.bare_key(bare)).flatten()
    }

    fn bare_key(&self, bare: &str) -> Option<PhoneKey> {
        if let Some(digits) = without_prefix(bare) {
            return international_key(digits);
        }
        match self.home.as_ref().map(|home| (home, home.by_length(bare))) {
            Some((home, Some(national))) => PhoneKey::from_parts(&home.code, &national),
            _ => PhoneKey::from_digits(bare.as_bytes()),
        }
    }
}

/// Hands on the cell's digits, with their `+`, if it is a phone of a possible length.
fn with_bare<T>(cell: &str, then: impl FnOnce(&str) -> T) -> Option<T> {
    if is_bare(cell) {
        return (cell.len() >= MIN_DIGITS).then(|| then(cell));
    }
    match read(cell) {
        Reading::Phone(dialled) if dialled.digits().len() >= MIN_DIGITS => {
            Some(then(dialled.bare()))
        }
        _ => None,
    }
}

/// The digits behind `+` or `00`.
fn without_prefix(bare: &str) -> Option<&str> {
    bare.strip_prefix('+')
        .or(bare.strip_prefix("00"))
        .filter(|digits| !digits.is_empty())
}

/// Calling code and national number of the digits of an international number.
fn international(digits: &str) -> Result<(&str, Cow<'_, str>), Unformattable> {
    let (code, national) = calling_code::split(digits).ok_or(Unformattable::UnknownCallingCode)?;
    let national = without_trunk_zero(digits, national).map_or(Cow::Borrowed(national), Cow::Owned);
    let is_number = digits.len() <= MAX_DIGITS + 1 && number::is_possible(code, &national);
    is_number
        .then_some((code, national))
        .ok_or(Unformattable::NoNumberOfItsCountry)
}

fn international_key(digits: &str) -> Option<PhoneKey> {
    let trunk = calling_code::split(digits).and_then(|(code, national)| {
        without_trunk_zero(digits, national).and_then(|number| PhoneKey::from_parts(code, &number))
    });
    trunk.or_else(|| PhoneKey::from_digits(digits.as_bytes()))
}

/// The national number without the zero that is dialled only inside its country. In Italy and elsewhere the zero is part
/// of the number, so the numbering data is asked; few numbers need it.
fn without_trunk_zero(digits: &str, national: &str) -> Option<String> {
    if !national.starts_with('0') {
        return None;
    }
    number::parse(&["+", digits].concat(), None).filter(|number| number.len() < national.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};

    use super::*;

    fn plan(country: &str) -> NumberingPlan {
        NumberingPlan::with_default_country(country.parse().unwrap())
    }

    /// Country; cell; digits; `00`; `+`.
    const WRITTEN: &str = "
        CN; 138 0013 8000; 13800138000; 008613800138000; +8613800138000
        CN; 8613800138000; 8613800138000; 008613800138000; +8613800138000
        CN; +86 138-0013-8000; 8613800138000; 008613800138000; +8613800138000
        CN; (010) 1234 5678; 01012345678; 00861012345678; +861012345678
        CN; 0027188460901; 0027188460901; 0027188460901; +27188460901
        DE; 0170 1234567; 01701234567; 00491701234567; +491701234567
        DE; 1701234567; 1701234567; 00491701234567; +491701234567
        DE; 4917012345678; 4917012345678; 004917012345678; +4917012345678
        DE; +49 (0)170 1234567; 491701234567; 00491701234567; +491701234567
        DE; +4901701234567; 4901701234567; 00491701234567; +491701234567
        IT; 02 3661 8300; 0236618300; 00390236618300; +390236618300
        IT; 390236618300; 390236618300; 00390236618300; +390236618300
        IT; +39 02 3661 8300; 390236618300; 00390236618300; +390236618300
        US; (425) 555-0121; 4255550121; 0014255550121; +14255550121
        US; 1-425-555-0121; 14255550121; 0014255550121; +14255550121
        RU; 8 (916) 123-45-67; 89161234567; 0079161234567; +79161234567
        RU; 8005553535; 8005553535; 0078005553535; +78005553535
        BY; +3758011234567; 3758011234567; 003758011234567; +3758011234567
        BR; 0 15 11 96123-4567; 01511961234567; 005511961234567; +5511961234567
        TR; 0532 123 45 67; 05321234567; 00905321234567; +905321234567
        KR; 010-1234-5678; 01012345678; 00821012345678; +821012345678
        ID; 628123456789; 628123456789; 00628123456789; +628123456789";

    #[test]
    fn phones_are_written_in_each_format() {
        for line in WRITTEN.lines().filter(|line| !line.is_empty()) {
            let [country, cell, digits, double_zero, e164] =
                line.trim().split("; ").collect::<Vec<_>>()[..]
            else {
                panic!("{line}");
            };
            let plan = plan(country);
            assert_eq!(plan.format(cell, PhoneFormat::AsIs).unwrap(), cell);
            assert_eq!(
                plan.format(cell, PhoneFormat::Digits).unwrap(),
                digits,
                "{line}"
            );
            assert_eq!(
                plan.format(cell, PhoneFormat::DoubleZero).unwrap(),
                double_zero,
                "{line}"
            );
            assert_eq!(
                plan.format(cell, PhoneFormat::E164).unwrap(),
                e164,
                "{line}"
            );
        }
    }

    #[test]
    fn what_cannot_be_written_says_why() {
        let anywhere = NumberingPlan::without_country();
        assert_eq!(
            anywhere.format("13800138000", PhoneFormat::E164),
            Err(Unformattable::NeedsCountry)
        );
        assert_eq!(
            anywhere.format("+9991234567", PhoneFormat::E164),
            Err(Unformattable::UnknownCallingCode)
        );
        assert_eq!(
            anywhere.format("+861", PhoneFormat::E164),
            Err(Unformattable::NotAPhone)
        );
        assert_eq!(
            anywhere.format("+86138", PhoneFormat::E164),
            Err(Unformattable::NoNumberOfItsCountry)
        );
        assert_eq!(
            anywhere.format("1.88461E+12", PhoneFormat::Digits),
            Err(Unformattable::NotAPhone)
        );
        assert_eq!(
            anywhere.format("", PhoneFormat::Digits),
            Err(Unformattable::NotAPhone)
        );
        assert_eq!(
            plan("CN").format("27188460901", PhoneFormat::E164),
            Err(Unformattable::NoNumberOfItsCountry)
        );
        assert_eq!(
            plan("CN").format("1380013800", PhoneFormat::E164),
            Err(Unformattable::NoNumberOfItsCountry)
        );
    }

    #[test]
    fn what_has_the_format_is_not_copied() {
        for (cell, format) in [
            ("+8613800138000", PhoneFormat::E164),
            ("008613800138000", PhoneFormat::DoubleZero),
            ("13800138000", PhoneFormat::Digits),
            ("138 0013 8000", PhoneFormat::AsIs),
        ] {
            assert!(
                matches!(plan("CN").format(cell, format), Ok(Cow::Borrowed(_))),
                "{cell}"
            );
        }
    }

    #[test]
    fn the_same_phone_has_the_same_key() {
        let groups: [(&str, &[&str]); 6] = [
            (
                "",
                &[
                    "+27188460901",
                    "0027188460901",
                    "27188460901",
                    "+27 18 846 0901",
                    "'0027188460901",
                    "２７１８８４６０９０１",
                ],
            ),
            (
                "",
                &["+49 0170 1234567", "+49 170 1234567", "0049 (0)170 1234567"],
            ),
            (
                "CN",
                &[
                    "13800138000",
                    "+8613800138000",
                    "008613800138000",
                    "8613800138000",
                    "138-0013-8000",
                    "13800138000.0",
                ],
            ),
            (
                "DE",
                &[
                    "0170 1234567",
                    "+491701234567",
                    "00491701234567",
                    "491701234567",
                    "1701234567",
                    "+49 (0) 170/1234567",
                ],
            ),
            ("IT", &["02 3661 8300", "+390236618300", "390236618300"]),
            (
                "US",
                &[
                    "4255550121",
                    "14255550121",
                    "+1 (425) 555-0121",
                    "0014255550121",
                ],
            ),
        ];
        for (country, cells) in groups {
            let plan = if country.is_empty() {
                NumberingPlan::without_country()
            } else {
                plan(country)
            };
            let keys: Vec<_> = cells.iter().map(|cell| plan.key(cell).unwrap()).collect();
            assert!(
                keys.iter().all(|key| *key == keys[0]),
                "{country} {cells:?} {keys:?}"
            );
        }
    }

    #[test]
    fn different_phones_have_different_keys() {
        let anywhere = NumberingPlan::without_country();
        for (one, other) in [
            ("13800138000", "+8613800138000"),
            ("01701234567", "1701234567"),
            ("12345", "123456"),
        ] {
            assert_ne!(anywhere.key(one), anywhere.key(other), "{one} {other}");
        }
        assert_ne!(plan("CN").key("271884609"), plan("DE").key("271884609"));
    }

    #[test]
    fn what_is_no_phone_has_no_key() {
        for cell in [
            "",
            "n/a",
            "1234",
            "1.88461E+12",
            "2024-05-01",
            "1234567890123456789",
        ] {
            assert_eq!(plan("CN").key(cell), None, "{cell}");
        }
        assert_eq!(
            plan("CN").key("0027188460901").unwrap().to_string(),
            "27188460901"
        );
    }

    proptest! {
        /// Every format of a phone has its key, in every country with an example number.
        #[test]
        fn a_key_does_not_depend_on_the_format(index in 0..Country::all().len()) {
            let country = Country::all()[index];
            let plan = NumberingPlan::with_default_country(country);
            let example = PHONE_NUMBER_UTIL.get_example_number(country.region().unwrap()).unwrap();
            let key = plan.key(&example.format_as(PhoneNumberFormat::E164));
            prop_assert!(key.is_some());
            prop_assume!(example.national_number >= 10_000, "Niue has numbers of four digits");
            for format in [PhoneNumberFormat::International, PhoneNumberFormat::National] {
                prop_assert_eq!(plan.key(&example.format_as(format)), key, "{} {:?}", country, example);
            }
            let e164 = example.format_as(PhoneNumberFormat::E164);
            for format in [PhoneFormat::AsIs, PhoneFormat::Digits, PhoneFormat::DoubleZero, PhoneFormat::E164] {
                let written = plan.format(&e164, format).unwrap();
                prop_assert_eq!(plan.key(&written), key, "{} {}", country, written);
            }
        }

        #[test]
        fn writing_a_phone_twice_changes_nothing(cell in "(\\+|00|0)?[1-9][0-9 -]{4,14}", index in 0..Country::all().len()) {
            let plan = NumberingPlan::with_default_country(Country::all()[index]);
            for format in [PhoneFormat::Digits, PhoneFormat::DoubleZero, PhoneFormat::E164] {
                if let Ok(once) = plan.format(&cell, format) {
                    prop_assert_eq!(plan.format(&once, format), Ok(Cow::Borrowed(&*once)));
                    // Without its `+`, a number from abroad may be one of the default country.
                    let keeps_code = format != PhoneFormat::Digits || plan.home.is_none();
                    prop_assert!(!keeps_code || plan.key(&once) == plan.key(&cell), "{} as {:?}", once, format);
                }
            }
        }

        #[test]
        fn plus_double_zero_and_neither_are_the_same_without_a_country(digits in "[1-9][0-9]{6,14}") {
            let plan = NumberingPlan::without_country();
            let key = plan.key(&format!("+{digits}"));
            prop_assert_eq!(plan.key(&format!("00{digits}")), key);
        }
    }
}
