//! Countries and their calling codes, for the choice of a default country.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A country or territory with telephone numbers of its own, by its ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// The ISO 3166-1 alpha-2 code, upper case: `CN`. Names in a person's language belong to the screen.
    pub fn iso_code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("made of ASCII letters only")
    }

    /// The calling code without `+`: 86, 49, 1. Several countries share one.
    pub fn calling_code(&self) -> u16 {
        0
    }

    /// Every country that the numbering data knows, by ISO code.
    pub fn all() -> &'static [Self] {
        &[]
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
        match *code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(UnknownCountry(code.to_owned())),
        }
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
