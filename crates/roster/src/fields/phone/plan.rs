//! Phones in the light of a default country: writing them in a format, telling equal ones.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::clean::is_bare;
use super::home::Home;
use super::international::{international, international_key};
use super::reading::{Reading, read};
use super::{Country, MIN_DIGITS, PhoneKey};

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
        let mut written = String::new();
        self.write(cell, format, &mut written)?;
        Ok(if written == cell {
            Cow::Borrowed(cell)
        } else {
            Cow::Owned(written)
        })
    }

    /// The same, written behind a text: a column of phones needs no text for each.
    pub(crate) fn write(
        &self,
        cell: &str,
        format: PhoneFormat,
        to: &mut String,
    ) -> Result<(), Unformattable> {
        if format == PhoneFormat::AsIs {
            to.push_str(cell);
            return Ok(());
        }
        let written = with_bare(cell, |bare| match format {
            PhoneFormat::AsIs | PhoneFormat::Digits => {
                to.push_str(bare.strip_prefix('+').unwrap_or(bare));
                Ok(())
            }
            PhoneFormat::DoubleZero => self.write_international("00", bare, to),
            PhoneFormat::E164 => self.write_international("+", bare, to),
        });
        written.ok_or(Unformattable::NotAPhone)?
    }

    fn write_international(
        &self,
        prefix: &str,
        bare: &str,
        to: &mut String,
    ) -> Result<(), Unformattable> {
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
        to.extend([prefix, code, &national]);
        Ok(())
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
