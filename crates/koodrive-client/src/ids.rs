//! The IDs of the service. They are text from the first byte to the last pixel.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::json_text::IdText;

/// Why a text is no ID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// Nothing is left after trimming.
    #[error("the {what} is empty")]
    Empty {
        /// Which ID.
        what: &'static str,
    },
    /// A space inside, a control character, or something beyond ASCII: it could not stand in a header or a URL.
    #[error("the {what} holds a character that no ID has: `{character}`", character = character.escape_default())]
    Character {
        /// Which ID.
        what: &'static str,
        /// The first such character.
        character: char,
    },
}

fn checked(what: &'static str, text: &str) -> Result<String, IdError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(IdError::Empty { what });
    }
    match text.chars().find(|character| !character.is_ascii_graphic()) {
        Some(character) => Err(IdError::Character { what, character }),
        None => Ok(text.to_owned()),
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text without surrounding spaces.
            ///
            /// # Errors
            /// When it is empty or holds anything but visible ASCII.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                checked($what, text).map(Self)
            }

            /// The text, digit by digit.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::parse(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(&deserializer.deserialize_any(IdText)?).map_err(de::Error::custom)
            }
        }
    };
}

id! {
    /// The KooDrive user ID that signs: the value of `X-User-Id`.
    UserId, "user ID"
}

id! {
    /// The ID of a batch provisioning task: up to 19 digits, beyond 2^53, given out once and never again.
    TaskId, "task ID"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_survive_text_and_number() {
        for json in ["\"1893596414966089600\"", "1893596414966089600"] {
            let id: TaskId = serde_json::from_str(json).unwrap();
            assert_eq!(id.as_str(), "1893596414966089600");
            assert_eq!(
                serde_json::to_string(&id).unwrap(),
                "\"1893596414966089600\""
            );
        }
    }

    #[test]
    fn a_number_that_was_rounded_is_refused_rather_than_wrong() {
        assert!(serde_json::from_str::<TaskId>("123456789012345678901234567890").is_err());
        assert!(serde_json::from_str::<TaskId>("1.5").is_err());
    }

    #[test]
    fn typed_ids_are_trimmed_and_checked() {
        assert_eq!(TaskId::parse(" 18935\n").unwrap().as_str(), "18935");
        assert_eq!(UserId::parse("  "), Err(IdError::Empty { what: "user ID" }));
        assert_eq!(
            TaskId::parse("18 35"),
            Err(IdError::Character {
                what: "task ID",
                character: ' '
            })
        );
        assert!(
            UserId::parse("15\r\nX-Evil: 1").is_err(),
            "a header cannot be smuggled in"
        );
    }
}
