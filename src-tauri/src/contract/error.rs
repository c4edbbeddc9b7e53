//! What a command answers when it cannot do what was asked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A failed command: a code the screen acts on, the words for when it has none of its own.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "error.ts")]
pub struct CommandError {
    /// What kind of failure this is; the screen's texts and ways out hang on it.
    pub code: ErrorCode,
    /// English words from the room where it happened, with its causes: lower case, no full stop.
    pub message: String,
    /// What a person can do about it, in English, when the code alone does not say.
    pub hint: Option<String>,
}

impl CommandError {
    /// An error with its words and no hint.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
        }
    }

    /// The same error with a hint that says what to do.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The failures that a screen tells apart. A code exists only where the screen acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export_to = "error.ts")]
pub enum ErrorCode {
    /// The file is not there, or may not be read.
    FileUnreadable,
    /// The content is no spreadsheet and no text table.
    NotASheet,
    /// The workbook is encrypted with a password.
    SheetProtected,
    /// The workbook is damaged.
    SheetDamaged,
    /// There are no rows in it.
    SheetEmpty,
    /// More cells or bytes than the program takes.
    SheetTooLarge,
    /// The review was closed, or belongs to an earlier run.
    ReviewGone,
    /// A field that every user needs (first name, phone) has no column.
    FieldUnmapped,
    /// Nothing is left to send.
    NothingToSend,
    /// The plan is older than the review; plan again.
    PlanStale,
    /// The count typed in is not the count of the plan.
    CountDiffers,
    /// The connection is unknown.
    ConnectionGone,
    /// The connection is not complete: an address, a user ID.
    ConnectionInvalid,
    /// What was typed in is no proxy's address.
    ProxyInvalid,
    /// The connection has no keys.
    KeysMissing,
    /// The operating system's keychain refused or is not there.
    KeychainUnavailable,
    /// The ledger cannot be written or read.
    LedgerUnavailable,
    /// Another copy of the program holds the ledger.
    LedgerInUse,
    /// There is a ledger, and its key is gone or is another's: a recovery code opens it.
    LedgerLocked,
    /// A part of the ledger is damaged.
    LedgerDamaged,
    /// The ledger was written by a newer version of the program.
    LedgerNewer,
    /// What was typed is no recovery code: it has a slip, or is cut short.
    RecoveryCodeInvalid,
    /// The recovery code is that of another ledger.
    RecoveryCodeOther,
    /// The submission, batch or draft is unknown.
    NotFound,
    /// What was asked does not fit the state it is in: to resume what was finished.
    WrongState,
    /// The report, template or handover could not be written.
    FileUnwritable,
    /// The practice service did not start.
    PracticeUnavailable,
    /// The network, the service or the proxy.
    Network,
    /// Anything else; the message is all there is.
    Unexpected,
}
