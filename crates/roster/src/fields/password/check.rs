//! Checking a password against a policy.

use serde::Serialize;

use super::{CharacterClass, Policy};
use crate::fields::text;

/// Why a password does not meet a policy. Says nothing of its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Weakness {
    /// Fewer characters than the policy asks for.
    TooShort {
        /// How many it has.
        length: usize,
        /// How many it needs.
        min: usize,
    },
    /// More characters than the policy allows.
    TooLong {
        /// How many it has.
        length: usize,
        /// How many are allowed.
        max: usize,
    },
    /// Characters of too few classes.
    TooFewClasses {
        /// How many classes occur.
        classes: u8,
        /// How many are needed.
        min: u8,
    },
    /// A space at its start or end, which nobody will type.
    OuterSpace,
    /// A character that cannot be seen or typed.
    Unseen,
}

/// What a policy has against a password; empty when nothing. An empty password is too short, not missing: the caller
/// knows whether one is needed.
pub fn check(password: &str, policy: &Policy) -> Vec<Weakness> {
    let length = password.chars().count();
    let classes = count_classes(password);
    let (min, max) = (policy.min_length, policy.max_length);
    [
        (length < min).then_some(Weakness::TooShort { length, min }),
        (length > max).then_some(Weakness::TooLong { length, max }),
        (classes < policy.min_classes).then_some(Weakness::TooFewClasses {
            classes,
            min: policy.min_classes,
        }),
        (password.trim() != password).then_some(Weakness::OuterSpace),
        text::unseen(password).map(|_| Weakness::Unseen),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn count_classes(password: &str) -> u8 {
    let mut seen = [false; 4];
    password
        .chars()
        .for_each(|character| seen[CharacterClass::of(character) as usize] = true);
    seen.into_iter().map(u8::from).sum()
}
