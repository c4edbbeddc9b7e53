//! Why a file cannot be read as a roster.

use std::io;
use std::path::PathBuf;

use crate::sheet::TooMuch;

/// Why a file cannot be read as a roster. [`hint`](Self::hint) says what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file.
    #[error("no such file: {}", path.display())]
    NotFound {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// The path is a folder.
    #[error("a folder, not a file: {}", path.display())]
    IsDirectory {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// The operating system refuses to open or read it.
    #[error("the file cannot be read")]
    Io(#[from] io::Error),
    /// The file has no content, or only blank lines.
    #[error("the file is empty")]
    Empty,
    /// The file is protected with a password.
    #[error("the file is protected with a password")]
    PasswordProtected,
    /// The content is none of the formats that hold sheets.
    #[error("not a spreadsheet, but {found}")]
    NotASheet {
        /// What it is, with its article: `a PNG picture`.
        found: &'static str,
    },
    /// The content begins like a workbook and cannot be read to its end.
    #[error("the file is damaged: {reason}")]
    Damaged {
        /// What the reader of its format says.
        reason: String,
    },
    /// The workbook has no sheet with cells.
    #[error("the workbook has no sheet with cells")]
    NoSheets,
    /// The workbook has no sheet of the name, or not as many sheets.
    #[error("no such sheet: {asked}")]
    NoSuchSheet {
        /// The name or number asked for.
        asked: String,
        /// The names of the sheets there are.
        available: Vec<String>,
    },
    /// The sheet has no such row, or nothing in it.
    #[error("nothing in the header row asked for: {row}")]
    NoSuchHeaderRow {
        /// The row number asked for.
        row: u32,
    },
    /// The text is not in the encoding that was asked for.
    #[error("the text is not in {encoding}")]
    WrongEncoding {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// The sheet goes beyond a limit.
    #[error("the sheet is too large: more than {limit} {what}{}", at(place.as_deref()))]
    TooLarge {
        /// The limit.
        limit: u64,
        /// What is counted: `rows`, `columns`, `cells`, `bytes`, `bytes of text`, `bytes in a row`,
        /// `bytes once unpacked`.
        what: &'static str,
        /// The cell or row with which it goes beyond, where there is one: `XFD2`, `row 7`.
        place: Option<String>,
    },
    /// Reading took longer than it may.
    #[error("reading took longer than {seconds} seconds")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
}

fn at(place: Option<&str>) -> String {
    place.map_or_else(String::new, |place| format!(", at {place}"))
}

impl ReadError {
    /// What to do about it, in one sentence; nothing when the message already says it.
    pub const fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::PasswordProtected => {
                "open it in the program it was made with, remove the password and save it again"
            }
            Self::NotASheet { .. } => {
                "save it from the spreadsheet program as .xlsx, or as CSV UTF-8"
            }
            Self::Damaged { .. } => {
                "open it in the program it was made with and save it again as .xlsx"
            }
            Self::Empty | Self::NoSheets => {
                "check that the right file was chosen and that it was saved"
            }
            Self::NoSuchSheet { .. } => "choose one of the workbook's sheets",
            Self::WrongEncoding { .. } => "choose another encoding, or leave it to be detected",
            Self::TooLarge { .. } => {
                "delete what does not belong to the roster, or split the sheet in several"
            }
            Self::TimedOut { .. } => {
                "save it as .xlsx or CSV from the spreadsheet program and try again"
            }
            Self::Io(_) => "close the file in other programs and check that you may read it",
            Self::NotFound { .. } | Self::IsDirectory { .. } | Self::NoSuchHeaderRow { .. } => {
                return None;
            }
        })
    }

    /// Whether the file needs its password removed before it can be read.
    pub const fn is_password_protected(&self) -> bool {
        matches!(self, Self::PasswordProtected)
    }

    /// Whether another choice of sheet, header row or encoding may succeed with the same file.
    pub const fn is_a_wrong_choice(&self) -> bool {
        matches!(
            self,
            Self::NoSuchSheet { .. } | Self::NoSuchHeaderRow { .. } | Self::WrongEncoding { .. }
        )
    }

    pub(crate) fn damaged(reason: impl std::fmt::Display) -> Self {
        Self::Damaged {
            reason: reason.to_string(),
        }
    }

    pub(crate) fn too_much(what: TooMuch, limits: &super::Limits) -> Self {
        let (limit, what) = match what {
            TooMuch::Rows => (limits.rows.into(), "rows"),
            TooMuch::Columns => (limits.columns.into(), "columns"),
            TooMuch::Cells => (limits.cells, "cells"),
            TooMuch::Text => (limits.text, "bytes of text"),
        };
        Self::TooLarge {
            limit,
            what,
            place: None,
        }
    }

    /// The same, saying where in the sheet it is too large.
    pub(crate) fn in_place(mut self, it: impl FnOnce() -> String) -> Self {
        if let Self::TooLarge { place, .. } = &mut self {
            *place = Some(it());
        }
        self
    }
}
