//! Header names of many languages, matched to fields.
//!
//! [`match_header`] looks at one header cell, [`assign`] at a whole header row (only the row can tell whether `Name` is
//! the full name or, beside `Vorname`, the surname), and [`looks_like`] at the cells below when names fail.
//!
//! The names stand in `languages`, one file each; looking one up is a hash of its folded form.
//!
//! ```
//! use roster::Field;
//! use roster::headers::{assign, match_header};
//!
//! assert_eq!(match_header("First name [givenName] Required")[0].field, Some(Field::FirstName));
//! let row = ["Vorname", "Name", "Büro", "Mobil (dienstlich)", "E-Mail"];
//! let fields: Vec<_> = assign(&row).into_iter().map(|column| column.map(|it| it.field)).collect();
//! let expected = [Some(Field::FirstName), Some(Field::Surname), None, Some(Field::Phone), Some(Field::Email)];
//! assert_eq!(fields, expected);
//! ```

mod codes;
mod content;
mod folding;
mod languages;
mod matching;
mod meaning;
mod order;
mod row;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use codes::codes_below;
pub use content::looks_like;
pub(crate) use content::{below, phone_grade};
pub(crate) use order::says_surname_first;
pub use row::assign;
pub(crate) use row::{Below, assign_above};

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
    /// Which of several columns for the same field is meant, 0 first. Phones: mobile 0, any 1, work 2, home 3, other 4.
    /// Addresses: e-mail 0, work 1, private 2, alternate 3, principal name 4, sign-in name 5. Full names: full name 0,
    /// name 1, display name 2, nickname 3.
    pub rank: u8,
    /// How sure the match is.
    pub confidence: Confidence,
}

/// What a header cell may mean, best first; empty when nothing is known about it.
///
/// Matched are the whole header, then what stands in and outside of brackets, then parts beside `/` and the like, then
/// the longest known name among its words, unless a word beside it makes it somebody else's (`emergency phone`).
pub fn match_header(header: &str) -> Vec<Candidate> {
    matching::find(header)
        .into_iter()
        .flat_map(matching::Match::candidates)
        .collect()
}

/// The use a header row gives to one of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Assigned {
    /// What the column is used for.
    pub field: Field,
    /// How sure the match is.
    pub confidence: Confidence,
}
