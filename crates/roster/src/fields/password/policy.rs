//! What a password must be.

use serde::{Deserialize, Serialize};

/// One of the four kinds of characters that policies count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CharacterClass {
    /// `A`–`Z`, and upper-case letters of other scripts.
    Upper,
    /// `a`–`z`, and every other letter.
    Lower,
    /// Digits.
    Digit,
    /// Everything else that can be seen.
    Symbol,
}

impl CharacterClass {
    /// The four classes.
    pub const ALL: [Self; 4] = [Self::Upper, Self::Lower, Self::Digit, Self::Symbol];

    /// The class of a character.
    pub fn of(character: char) -> Self {
        match character {
            'a'..='z' => Self::Lower,
            '0'..='9' => Self::Digit,
            'A'..='Z' => Self::Upper,
            c if c.is_ascii() => Self::Symbol,
            c if c.is_numeric() => Self::Digit,
            c if c.is_uppercase() => Self::Upper,
            c if c.is_alphabetic() => Self::Lower,
            _ => Self::Symbol,
        }
    }
}

/// What a password must be. The default is what the service's own examples show (`Q!@1assword`, `paO2*ssword`,
/// `01ASDAa1`), since its documentation states no policy: 8 to 32 characters of at least three classes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The fewest characters (not bytes).
    pub min_length: usize,
    /// The most characters (not bytes).
    pub max_length: usize,
    /// How many of the four classes must occur, 1 to 4.
    pub min_classes: u8,
    /// How many characters a generated password has.
    pub generated_length: usize,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            min_length: 8,
            max_length: 32,
            min_classes: 3,
            generated_length: 12,
        }
    }
}

/// A policy that no password can meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// `min_length` is above `max_length`, or one of them is zero.
    #[error("no length is allowed: from {min} to {max}")]
    Length {
        /// The policy's `min_length`.
        min: usize,
        /// The policy's `max_length`.
        max: usize,
    },
    /// More classes are asked for than there are, or than characters are allowed.
    #[error("cannot have {0} classes of characters")]
    Classes(u8),
    /// `generated_length` is zero or outside the allowed lengths.
    #[error("generated passwords would have a length that is not allowed: {0}")]
    GeneratedLength(usize),
}

impl Policy {
    /// Makes sure that a password can meet the policy.
    ///
    /// # Errors
    /// [`PolicyError`] names the first contradiction.
    pub fn validate(&self) -> Result<(), PolicyError> {
        let (min, max) = (self.min_length, self.max_length);
        if max == 0 || min > max {
            return Err(PolicyError::Length { min, max });
        }
        if self.min_classes > 4 || usize::from(self.min_classes) > max {
            return Err(PolicyError::Classes(self.min_classes));
        }
        let length = self.generated_length;
        if length == 0 || length < min || length > max || length < usize::from(self.min_classes) {
            return Err(PolicyError::GeneratedLength(length));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_that_nothing_can_meet_are_refused() {
        let policy = |min_length, max_length, min_classes, generated_length| Policy {
            min_length,
            max_length,
            min_classes,
            generated_length,
        };
        assert_eq!(Policy::default().validate(), Ok(()));
        assert_eq!(
            policy(9, 8, 1, 8).validate(),
            Err(PolicyError::Length { min: 9, max: 8 })
        );
        assert_eq!(
            policy(0, 0, 0, 0).validate(),
            Err(PolicyError::Length { min: 0, max: 0 })
        );
        assert_eq!(policy(1, 8, 5, 8).validate(), Err(PolicyError::Classes(5)));
        assert_eq!(policy(1, 2, 3, 2).validate(), Err(PolicyError::Classes(3)));
        assert_eq!(
            policy(8, 32, 3, 7).validate(),
            Err(PolicyError::GeneratedLength(7))
        );
        assert_eq!(
            policy(1, 32, 3, 2).validate(),
            Err(PolicyError::GeneratedLength(2))
        );
        assert_eq!(
            policy(0, 8, 0, 0).validate(),
            Err(PolicyError::GeneratedLength(0))
        );
    }

    #[test]
    fn a_policy_is_read_with_defaults_and_refuses_slips() {
        let policy: Policy = serde_json::from_str(r#"{"min_length": 10}"#).unwrap();
        assert_eq!(
            policy,
            Policy {
                min_length: 10,
                ..Policy::default()
            }
        );
        assert!(serde_json::from_str::<Policy>(r#"{"min_lenght": 10}"#).is_err());
    }
}
