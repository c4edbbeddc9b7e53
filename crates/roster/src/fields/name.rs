//! Names of people: splitting a full name, and what may stand in a name.

use std::borrow::Cow;

use serde::Serialize;

use super::text::{self, Cleaned};

/// How sure a split is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A guess; to be shown before it is used.
    Low,
    /// Right for most names of this form.
    Medium,
    /// The form leaves no doubt.
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

/// Splits a full name by the habits of its script.
pub fn split(full_name: &str) -> SplitName<'_> {
    SplitName {
        firstname: Cow::Borrowed(full_name.trim()),
        surname: Cow::Borrowed(""),
        confidence: Confidence::Low,
    }
}

/// The name without unseen characters and with plain, single spaces. Cleaning what is clean changes nothing.
pub fn clean(cell: &str) -> Cleaned<'_> {
    text::clean(cell)
}
