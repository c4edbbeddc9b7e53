//! What a person may choose about reading, and what is detected otherwise.

use serde::{Deserialize, Serialize};

use super::{Delimiter, Limits, TextEncoding};

/// Which sheet of a workbook to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetChoice {
    /// The sheet of this name, without regard to case.
    Name(String),
    /// The sheet at this place, the first being 0.
    Index(usize),
}

/// Where the names of the columns stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderChoice {
    /// Wherever they are found.
    #[default]
    Detect,
    /// In the row with this number in the sheet, the first being 1.
    Row(u32),
    /// Nowhere: the first row is a user.
    None,
}

/// How to read a file. What is not given is detected, and [`Source`](super::Source) tells what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadOptions {
    /// The sheet, for a workbook.
    pub sheet: Option<SheetChoice>,
    /// The header row.
    pub header: HeaderChoice,
    /// The encoding, for a text file.
    pub encoding: Option<TextEncoding>,
    /// The delimiter, for a text file.
    pub delimiter: Option<Delimiter>,
    /// How much the file may cost.
    #[serde(skip)]
    pub limits: Limits,
}
