//! Fixes: one step for many rows, seen before it is taken.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::review::Field;
use super::settings::PhoneFormat;

/// A fix and what it needs to know.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(export_to = "fix.ts")]
pub enum Fix {
    /// Write every phone in one format.
    PhoneFormat {
        /// The format.
        format: PhoneFormat,
        /// The country of numbers that name none: ISO 3166-1 alpha-2.
        country: String,
    },
    /// Put back leading zeros that a spreadsheet program dropped.
    RestoreZeros {
        /// What stood in front: `0`, `00`; `auto` for what each number lacks.
        prefix: String,
    },
    /// Remove what does not belong into a number: spaces, dashes, full-width digits.
    CleanPhones,
    /// Remove white space around texts, and invisible characters in them.
    Trim,
    /// Empty the cells that only say "nothing": `-`, `n/a`.
    ClearPlaceholders {
        /// Take words that may be a name, such as `null`, for "nothing" in names too.
        even_names: bool,
    },
    /// Repair names and e-mail addresses that were read in a wrong encoding once and saved.
    RepairEncoding,
    /// Write e-mail addresses in lower case.
    LowerCaseEmails,
    /// Write one text into a column.
    FillColumn {
        /// The column.
        field: Field,
        /// The text.
        text: String,
        /// Leave cells alone that have one.
        only_empty: bool,
    },
    /// Leave out rows that repeat another.
    DropDuplicates {
        /// Which of them stays.
        keep: Keep,
    },
    /// Make passwords by the policy of the settings.
    GeneratePasswords {
        /// Leave cells alone that have a good one.
        only_missing: bool,
    },
    /// Split full names into first name and surname.
    SplitNames {
        /// Which part comes first.
        order: NameOrder,
    },
    /// Find and replace.
    Replace {
        /// In which column.
        field: Field,
        /// What to find, as typed.
        find: String,
        /// What to put there.
        with: String,
    },
    /// Leave out every row that has an error.
    LeaveOutErrors,
    /// Leave out every row whose phone is in an earlier submission already.
    LeaveOutSentEarlier,
}

/// The fixes by name, for offering them beside a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "fix.ts")]
pub enum FixKind {
    /// [`Fix::PhoneFormat`]
    PhoneFormat,
    /// [`Fix::RestoreZeros`]
    RestoreZeros,
    /// [`Fix::CleanPhones`]
    CleanPhones,
    /// [`Fix::Trim`]
    Trim,
    /// [`Fix::ClearPlaceholders`]
    ClearPlaceholders,
    /// [`Fix::RepairEncoding`]
    RepairEncoding,
    /// [`Fix::LowerCaseEmails`]
    LowerCaseEmails,
    /// [`Fix::FillColumn`]
    FillColumn,
    /// [`Fix::DropDuplicates`]
    DropDuplicates,
    /// [`Fix::GeneratePasswords`]
    GeneratePasswords,
    /// [`Fix::SplitNames`]
    SplitNames,
    /// [`Fix::Replace`]
    Replace,
    /// [`Fix::LeaveOutErrors`]
    LeaveOutErrors,
    /// [`Fix::LeaveOutSentEarlier`]
    LeaveOutSentEarlier,
}

/// Which of several like rows stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "fix.ts")]
pub enum Keep {
    /// The first in the sheet.
    First,
    /// The last in the sheet.
    Last,
}

/// How full names are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "fix.ts")]
pub enum NameOrder {
    /// As each name's script and comma say.
    Auto,
    /// First name first.
    FirstLast,
    /// Surname first.
    LastFirst,
}

/// Which rows a fix is for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(export_to = "fix.ts")]
pub enum FixScope {
    /// Every row that is not left out.
    All,
    /// These rows, by key.
    Rows {
        /// Their keys.
        keys: Vec<u32>,
    },
}

/// What a fix would do.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "fix.ts")]
pub struct FixPreview {
    /// Rows it would change.
    pub rows: u32,
    /// Rows it cannot help.
    pub beyond: u32,
    /// The first of them, before and after.
    pub samples: Vec<FixSample>,
}

/// One cell before and after; passwords masked.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "fix.ts")]
pub struct FixSample {
    /// The row's number in the sheet.
    pub number: u32,
    /// The field; `None` when the row as a whole is left out.
    pub field: Option<Field>,
    /// The text now.
    pub before: String,
    /// The text then; `None` when the row is left out.
    pub after: Option<String>,
}
