//! Fixes for one cell, a row or all rows of a kind: previewed as before → after, undone in one step.

mod apply;
mod drop;
mod preview;
mod transform;
mod writing;

use serde::{Deserialize, Serialize};

use super::journal::StepKind;
use crate::check::Code;
use crate::fields::name::NameOrder;
use crate::fields::password::PolicyError;
use crate::fields::phone::{LostZeros, PhoneFormat};
pub(crate) use apply::Draw;
pub use preview::{Preview, Sample};
pub(super) use writing::Writing;

/// What can be done to many rows at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fix {
    /// Writes phones in a format. Those that cannot be are left as they are.
    FormatPhones(PhoneFormat),
    /// Takes away what only decorates a phone.
    CleanPhones,
    /// Puts back the zeros that phones seem to have lost.
    RestoreZeros {
        /// Which zeros; those that each phone seems to have lost when not given.
        zeros: Option<LostZeros>,
    },
    /// Writes the calling code and the area code from their own columns into the phones, of every row.
    JoinCallingCodes,
    /// Writes second surnames and second given names from their own columns behind the first ones, of every row.
    JoinNames,
    /// Cleans names and e-mail addresses: needless spaces, unseen characters, line breaks.
    Trim,
    /// Empties the cells of users that only say "nothing": `-`, `n/a`.
    ClearPlaceholders {
        /// Whether words that may be a name, such as `null`, are taken for "nothing" in names too.
        even_names: bool,
    },
    /// Repairs names and e-mail addresses that were read in a wrong encoding once and saved: `ZoÃ«`.
    RepairEncoding,
    /// Writes e-mail addresses in lower case.
    LowercaseEmails,
    /// Writes a text into a column.
    Fill {
        /// The column, 0 being `A`.
        column: u32,
        /// The text.
        text: String,
        /// Whether only empty cells get it.
        only_empty: bool,
    },
    /// Leaves out all but one of the rows that share something.
    DropDuplicates {
        /// What they share.
        by: Shared,
        /// Which of them stays.
        keep: Keep,
    },
    /// Makes new passwords by the policy.
    GeneratePasswords {
        /// Whether weak ones are replaced too, not only missing ones.
        replace_weak: bool,
    },
    /// Splits full names into first names and surnames, in two new columns, of every row.
    SplitNames {
        /// In which order they are written.
        order: NameOrder,
    },
    /// Replaces a text wherever it stands.
    Replace {
        /// What to look for; not empty.
        find: String,
        /// What to put in its place.
        replace: String,
        /// The column, 0 being `A`; every column but the passwords' when not given.
        column: Option<u32>,
        /// Whether upper and lower case are told apart.
        match_case: bool,
        /// Whether only cells that hold nothing else count.
        whole_cell: bool,
    },
}

/// What duplicates share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shared {
    /// The phone, however it is written.
    Phone,
    /// The e-mail address, without regard to case.
    Email,
    /// Every cell.
    Row,
}

impl Shared {
    pub(super) const fn code(self) -> Code {
        match self {
            Self::Phone => Code::DuplicatePhone,
            Self::Email => Code::DuplicateEmail,
            Self::Row => Code::DuplicateRow,
        }
    }
}

/// Which of several rows stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// The first in the sheet.
    #[default]
    First,
    /// The last in the sheet.
    Last,
}

/// To which rows a fix is applied. Rows that are left out are not touched, except where a fix says every row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Every row.
    #[default]
    All,
    /// The rows with these numbers in the sheet.
    Rows(Vec<u32>),
    /// The rows with a problem of this code.
    With(Code),
}

/// Why a fix cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FixError {
    /// There is no such column.
    #[error("no such column: {0}")]
    NoSuchColumn(u32),
    /// The column the fix works on is not mapped.
    #[error("no column is mapped to: {0}")]
    NotMapped(crate::Field),
    /// There is nothing to look for.
    #[error("the text to look for is empty")]
    NothingToFind,
    /// No password can meet the policy.
    #[error("no password can meet the policy")]
    Policy(#[from] PolicyError),
}
