//! A ledger that does not open, and the ways back: its recovery code, or a new one.

use serde::Serialize;
use ts_rs::TS;

use super::error::CommandError;

/// What became of a code that was typed in and fits the ledger.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "recovery.ts")]
pub struct Restored {
    /// Whether its key is in the keychain again. It is not where another key was in its place and a
    /// person, who was shown the code of that one outside the web view, let it stay.
    pub key_is_back: bool,
    /// Why the ledger does not open all the same; nothing when it is open.
    pub reopen_failed: Option<CommandError>,
}

impl Restored {
    /// The keychain is as it was.
    pub(crate) fn not_wanted() -> Self {
        Self {
            key_is_back: false,
            reopen_failed: None,
        }
    }

    /// What was done to the keychain stays done, and is told, whether or not the ledger opens then.
    pub(crate) fn with_ledger(opened: Result<(), CommandError>) -> Self {
        Self {
            key_is_back: true,
            reopen_failed: opened.err(),
        }
    }
}

/// A ledger that was moved out of the way. It is kept.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "recovery.ts")]
pub struct SetAside {
    /// Where it is now; nothing when it was found to be sound and stays where it is.
    pub kept_as: Option<String>,
    /// Why a ledger does not open all the same; nothing when one is open.
    pub reopen_failed: Option<CommandError>,
}

impl SetAside {
    /// What was moved stays moved, and is told, whether or not another ledger opens then.
    pub(crate) fn and_opened(mut self, opened: Result<(), CommandError>) -> Self {
        self.reopen_failed = opened.err();
        self
    }
}

/// The receipts beside the ledger: every task ID that the service ever gave out.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "recovery.ts")]
pub struct Receipts {
    /// The file that has all of them.
    pub file: String,
    /// How many there are.
    pub total: u32,
    /// The latest, the latest first.
    pub latest: Vec<Receipt>,
}

/// Proof that the service took a batch.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "recovery.ts")]
pub struct Receipt {
    /// When, RFC 3339.
    pub at: String,
    /// The service's host.
    pub host: String,
    /// The task ID, digit for digit.
    pub task_id: String,
    /// The request's trace ID.
    pub trace_id: String,
    /// Users in the batch.
    pub users: u32,
    /// The sheet's file.
    pub file_name: String,
}
