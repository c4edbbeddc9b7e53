//! Splitting a full name by the habits of its script.

use std::borrow::Cow;

use serde::Serialize;

use super::script::Script;
use super::{chinese, japanese, korean, western};

/// How sure a split is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A guess; to be shown before it is used.
    Low,
    /// Right for most names of this form.
    Medium,
    /// The form leaves little doubt.
    High,
}

/// A full name in its two parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SplitName<'a> {
    /// The given name; the service requires it, so a name that cannot be split is here as a whole.
    pub firstname: Cow<'a, str>,
    /// The family name; empty when there is none or it cannot be told.
    pub surname: Cow<'a, str>,
    /// How sure the split is.
    pub confidence: Confidence,
}

impl<'a> SplitName<'a> {
    pub(super) fn new(firstname: &'a str, surname: &'a str, confidence: Confidence) -> Self {
        Self {
            firstname: Cow::Borrowed(firstname.trim()),
            surname: Cow::Borrowed(surname.trim()),
            confidence,
        }
    }

    /// A name that stays in one piece.
    pub(super) fn whole(name: &'a str, confidence: Confidence) -> Self {
        Self::new(name, "", confidence)
    }
}

/// Splits a full name by the habits of its script. Never drops a character but spaces, the dot between two Chinese
/// names and the comma of `Last, First`.
///
/// Chinese and Korean names are split by tables of surnames, those of two characters included. Japanese ones are split
/// where a space stands; nobody can tell otherwise. Names of other scripts are split at `Last, First`, at particles
/// (`van der`, `de la`, `bin`), at a surname in capitals, or before the last word.
pub fn split(full_name: &str) -> SplitName<'_> {
    let name = full_name.trim();
    match Script::of(name) {
        Script::Chinese => chinese::split(name),
        Script::Korean => korean::split(name),
        Script::Japanese => japanese::split(name),
        Script::Other => western::split(name),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_name_is_empty() {
        assert_eq!(split("  "), SplitName::whole("", Confidence::Low));
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(name in "[王欧阳小明김철수山田たろカ·・ ,A-Zdevanöé'.-]{0,16}") {
            let letters = |text: &str| {
                let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
                letters.sort_unstable();
                letters
            };
            let parts = split(&name);
            prop_assert_eq!(letters(&[&*parts.firstname, &*parts.surname].concat()), letters(&name));
            prop_assert!(parts.surname.is_empty() || !parts.firstname.is_empty(), "the first name is required");
        }
    }
}
