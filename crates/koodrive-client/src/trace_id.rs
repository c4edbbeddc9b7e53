//! The trace ID that goes with every request.

use std::fmt;
use std::str::FromStr;

use rand::{Rng, RngExt};
use serde::{Deserialize, Deserializer, Serialize, de};

/// What support asks for: a text of exactly 58 characters, one for each request (service page, `X-Traceid`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct TraceId(String);

impl TraceId {
    /// How many characters the service wants: no more, no fewer.
    pub const LENGTH: usize = 58;

    const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

    /// A new one: 58 digits and small letters, some 300 bits of chance.
    ///
    /// ```
    /// let trace_id = koodrive_client::TraceId::generate(&mut rand::rng());
    /// assert_eq!(trace_id.as_str().len(), 58);
    /// ```
    pub fn generate(rng: &mut impl Rng) -> Self {
        let character = |_| char::from(Self::ALPHABET[rng.random_range(0..Self::ALPHABET.len())]);
        Self((0..Self::LENGTH).map(character).collect())
    }

    /// Reads one that was written down.
    ///
    /// # Errors
    /// When it is not 58 digits and small letters.
    pub fn parse(text: &str) -> Result<Self, TraceIdError> {
        if text.len() == Self::LENGTH && text.bytes().all(|byte| Self::ALPHABET.contains(&byte)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(TraceIdError)
        }
    }

    /// The 58 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TraceId {
    type Err = TraceIdError;

    fn from_str(text: &str) -> Result<Self, TraceIdError> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for TraceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// A text that is no trace ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a trace ID has exactly 58 characters, digits and small letters")]
pub struct TraceIdError;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn has_58_characters_and_is_never_twice_the_same() {
        let mut rng = rand::rng();
        let ids: HashSet<_> = (0..1_000).map(|_| TraceId::generate(&mut rng)).collect();
        assert_eq!(ids.len(), 1_000);
        for id in ids {
            assert_eq!(id.as_str().len(), 58);
            assert_eq!(TraceId::parse(id.as_str()), Ok(id));
        }
    }

    #[test]
    fn other_lengths_and_characters_are_refused() {
        for text in [
            "",
            &"a".repeat(57),
            &"a".repeat(59),
            &"A".repeat(58),
            &"é".repeat(29),
        ] {
            assert_eq!(TraceId::parse(text), Err(TraceIdError), "{text}");
        }
    }
}
