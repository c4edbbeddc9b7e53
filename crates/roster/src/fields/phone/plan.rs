//! Phones in the light of a default country: writing them in a format, telling equal ones.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Country, PhoneKey, clean};

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
    /// The country has no number of this length.
    #[error("no number of its country")]
    NotANumberOfItsCountry,
}

/// Phones seen from one country, or from none.
#[derive(Debug, Clone, Default)]
pub struct NumberingPlan {
    country: Option<Country>,
}

impl NumberingPlan {
    /// Knows only numbers that say their calling code.
    pub fn without_country() -> Self {
        Self::default()
    }

    /// Takes a number without calling code for one of this country.
    pub fn with_default_country(country: Country) -> Self {
        Self {
            country: Some(country),
        }
    }

    /// The default country.
    pub fn default_country(&self) -> Option<Country> {
        self.country
    }

    /// The phone in a format; borrowed when it already is.
    ///
    /// A `+` or a leading `00` means that the calling code follows, in every country.
    ///
    /// # Errors
    /// [`Unformattable`], and the caller leaves the cell as it is.
    pub fn format<'a>(
        &self,
        cell: &'a str,
        format: PhoneFormat,
    ) -> Result<Cow<'a, str>, Unformattable> {
        match format {
            PhoneFormat::AsIs => Ok(Cow::Borrowed(cell)),
            _ => Err(Unformattable::NotAPhone),
        }
    }

    /// The key by which two phones are the same, or `None` for what is no phone.
    ///
    /// The rule: decoration does not count. A leading `+` and a leading `00` mean the same, and the same as neither:
    /// `+27188460901` = `0027188460901` = `27188460901`. With a default country, a number of that country without
    /// calling code is the same as with it: in China `13800138000` = `+8613800138000`; in Germany `0170 1234567` =
    /// `+49 170 1234567`. What the country does not know as its number stays as its digits are.
    pub fn key(&self, cell: &str) -> Option<PhoneKey> {
        let cleaned = clean(cell);
        let digits = cleaned
            .text
            .strip_prefix('+')
            .or(cleaned.text.strip_prefix("00"))
            .unwrap_or(&cleaned.text);
        PhoneKey::from_digits(digits.as_bytes())
    }
}
