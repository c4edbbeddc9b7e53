//! Countries and their calling codes, for the choice of a default country.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};
use serde::{Deserialize, Serialize};

/// A country or territory with telephone numbers of its own, by its ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Country([u8; 2]);

static ALL: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let regions = PHONE_NUMBER_UTIL.get_supported_regions();
    let mut all: Vec<_> = regions
        .filter_map(|region| Country::from_code(&region.to_string()))
        .collect();
    all.sort_unstable();
    all
});

impl Country {
    /// The ISO 3166-1 alpha-2 code, upper case: `CN`. Names in a person's language belong to the screen.
    pub fn iso_code(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The calling code without `+`: 86, 49, 1. Several countries share one.
    pub fn calling_code(self) -> u16 {
        let code = self
            .region()
            .and_then(|region| PHONE_NUMBER_UTIL.get_country_code_for_region(region));
        code.and_then(|code| u16::try_from(code).ok())
            .unwrap_or_default()
    }

    /// Every country that the numbering data (Google's libphonenumber) knows, by ISO code.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The numbering data's name for it; there is one for every country in [`Country::all`].
    pub(super) fn region(self) -> Option<Region> {
        self.iso_code().parse().ok()
    }

    fn from_code(code: &str) -> Option<Self> {
        match *code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.iso_code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({self})")
    }
}

/// A country code that no numbering data is known for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown country: `{0}`")]
pub struct UnknownCountry(pub String);

impl FromStr for Country {
    type Err = UnknownCountry;

    /// Reads an ISO 3166-1 alpha-2 code in either case.
    fn from_str(code: &str) -> Result<Self, UnknownCountry> {
        let country = Self::from_code(code).filter(|country| ALL.binary_search(country).is_ok());
        country.ok_or_else(|| UnknownCountry(code.to_owned()))
    }
}

impl TryFrom<String> for Country {
    type Error = UnknownCountry;

    fn try_from(code: String) -> Result<Self, UnknownCountry> {
        code.parse()
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.iso_code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_codes_and_calling_codes() {
        for (code, calling_code) in [
            ("CN", 86),
            ("de", 49),
            ("US", 1),
            ("CA", 1),
            ("ZA", 27),
            ("HK", 852),
            ("VA", 39),
        ] {
            let country: Country = code.parse().unwrap();
            assert_eq!(
                (country.iso_code(), country.calling_code()),
                (&*code.to_uppercase(), calling_code)
            );
        }
        assert!(Country::all().len() > 230, "{}", Country::all().len());
        assert!(
            Country::all()
                .iter()
                .all(|country| country.calling_code() > 0 && country.region().is_some())
        );
    }

    #[test]
    fn what_is_no_country_is_refused() {
        for code in ["", "ZZ", "XX", "CHN", "86", "001", "C", "中国"] {
            assert_eq!(
                code.parse::<Country>(),
                Err(UnknownCountry(code.to_owned()))
            );
        }
        assert_eq!(
            serde_json::from_str::<Country>("\"cn\"")
                .unwrap()
                .to_string(),
            "CN"
        );
        assert_eq!(
            serde_json::to_string(&"CN".parse::<Country>().unwrap()).unwrap(),
            "\"CN\""
        );
        assert!(serde_json::from_str::<Country>("\"ZZ\"").is_err());
    }
}
