//! Results: what became of every user.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The results of a submission without its users.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub struct Results {
    /// Failures alike, the most frequent first.
    pub failures: Vec<FailureGroup>,
    /// Results of the service that fit no row of the sheet.
    pub without_row: u32,
    /// Users of a finished task that the service gave no result for.
    pub without_result: u32,
    /// Users whose initial password is still in the ledger, for the handover.
    pub passwords_held: u32,
}

/// Failures with the same code and reason.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub struct FailureGroup {
    /// The service's code; empty where it gave none.
    pub code: String,
    /// The service's reason, word for word; empty where it gave none.
    pub reason: String,
    /// Users.
    pub users: u32,
}

/// What tells failures apart.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub struct FailureKind {
    /// The service's code; empty where it gave none.
    pub code: String,
    /// The service's reason, word for word; empty where it gave none.
    pub reason: String,
}

/// Which users of a submission.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub struct ResultView {
    /// Which outcome.
    pub filter: OutcomeFilter,
    /// Only failures of this kind.
    pub failure: Option<FailureKind>,
    /// Only users with this text in name, phone, e-mail, user ID or task ID; empty for all.
    pub search: String,
}

/// Which outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub enum OutcomeFilter {
    /// All.
    All,
    /// Created.
    Succeeded,
    /// Failed, alone or with their batch.
    Failed,
    /// Skipped.
    Skipped,
    /// Accepted, no result yet; or not sent yet.
    Pending,
    /// In a batch whose fate is unknown.
    Unknown,
    /// Results of the service that fit no row.
    WithoutRow,
}

/// Users from `start` on.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub struct ResultWindow {
    /// The place in the view of the first user here, from 0.
    pub start: u32,
    /// Users in the whole view.
    pub total: u32,
    /// The users.
    pub users: Vec<UserResult>,
}

/// What became of a user.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub struct UserResult {
    /// The row number in the sheet; `None` for a result that fits no row.
    pub number: Option<u32>,
    /// For a result that fits no row: the rows that have its number in other spellings. One has a
    /// result of its own; of several, it may be for any.
    pub same_number: Vec<u32>,
    /// First name and surname.
    pub name: String,
    /// The phone as it was sent.
    pub phone: String,
    /// The e-mail address.
    pub email: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The service's user ID, once registered.
    pub user_id: Option<String>,
    /// The task it was part of.
    pub task_id: Option<String>,
    /// The service's code.
    pub code: Option<String>,
    /// The service's reason.
    pub reason: Option<String>,
}

/// What became of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub enum Outcome {
    /// Not sent yet.
    Waiting,
    /// Accepted, no result yet.
    Pending,
    /// Created.
    Succeeded,
    /// Failed.
    Failed,
    /// Skipped: it exists already.
    Skipped,
    /// Its batch was refused.
    Refused,
    /// Nobody knows yet.
    Unknown,
    /// Left out.
    LeftOut,
}

/// The two kinds of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub enum ReportFormat {
    /// A workbook: summary, batches, users.
    Xlsx,
    /// Text: users.
    Csv,
}

/// A file that was written where a person chose.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "results.ts")]
pub struct SavedFile {
    /// Its name without the folder.
    pub file_name: String,
}
