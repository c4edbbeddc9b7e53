//! Header names of many languages, matched to fields.
//!
//! [`match_header`] looks at one header cell, [`assign`] at a whole header row (only the row can tell whether `Name` is
//! the full name or, beside `Vorname`, the surname), and [`looks_like`] at the cells below when names fail.

use crate::Field;

/// How much of the header a match rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A known name inside a longer header, or a name that means this only beside others.
    Possible,
    /// The header less a note, a bracket or a second language is a known name.
    Likely,
    /// The whole header is a known name.
    Certain,
}

/// What a header may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Candidate {
    /// The field, or `None` for a column that is known to hold something else (a department, a fax).
    pub field: Option<Field>,
    /// Which of several columns for the same field is meant, 0 first: mobile 0, phone 1, work 2, home 3, …; e-mail 0,
    /// alternate 1, login 2.
    pub rank: u8,
    /// How sure the match is.
    pub confidence: Confidence,
}

/// What a header cell may mean, best first; empty when nothing is known about it.
pub fn match_header(header: &str) -> Vec<Candidate> {
    let _ = header;
    Vec::new()
}

/// What each column of a header row is used for: at most one column per field, the best-ranked.
///
/// A full-name column is given only where first name and surname are not there already.
pub fn assign<S: AsRef<str>>(row: &[S]) -> Vec<Option<Assigned>> {
    row.iter().map(|_| None).collect()
}

/// The use a header row gives to one of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Assigned {
    /// What the column is used for.
    pub field: Field,
    /// How sure the match is.
    pub confidence: Confidence,
}

/// How much sampled cells look like a field: 0.0 not at all, 1.0 every one of them. Empty cells do not count.
pub fn looks_like<'a>(field: Field, cells: impl IntoIterator<Item = &'a str>) -> f32 {
    let _ = (field, cells.into_iter().count());
    0.0
}
