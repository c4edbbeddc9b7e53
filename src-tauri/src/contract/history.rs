//! History: every submission, and reviews that were not finished.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::connection::ConnectionColor;
use super::submission::{Accounts, SubmissionState};

/// What to list.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "history.ts")]
pub struct HistoryRequest {
    /// A phone, an e-mail address, a name, a task ID, a file; empty for all.
    pub search: String,
    /// The first to list, from 0.
    pub start: u32,
    /// How many at most.
    pub count: u32,
}

/// Submissions, the latest first.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "history.ts")]
pub struct HistoryPage {
    /// How many there are in all.
    pub total: u32,
    /// These.
    pub submissions: Vec<SubmissionSummary>,
}

/// A submission in a list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "history.ts")]
pub struct SubmissionSummary {
    /// Its ID.
    pub id: String,
    /// The file's name; empty for pasted rows.
    pub file_name: String,
    /// The connection's name.
    pub connection_name: String,
    /// The connection's colour.
    pub connection_color: ConnectionColor,
    /// Whether it was practice.
    pub practice: bool,
    /// When it was confirmed, RFC 3339.
    pub started_at: String,
    /// What it is doing.
    pub state: SubmissionState,
    /// Where its users are.
    pub accounts: Accounts,
    /// Batches that have a task ID.
    pub task_ids: u32,
    /// The only task ID, when there is one.
    pub task_id: Option<String>,
    /// Batches whose fate a person must settle.
    pub unknown_batches: u32,
    /// What the search found in it.
    pub found: Option<FoundIn>,
}

/// What a search found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "history.ts")]
pub struct FoundIn {
    /// Where.
    pub place: FoundPlace,
    /// The text that matched.
    pub text: String,
}

/// Where a search found something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "history.ts")]
pub enum FoundPlace {
    /// A phone.
    Phone,
    /// An e-mail address.
    Email,
    /// A name.
    Name,
    /// A task ID.
    TaskId,
    /// A user ID.
    UserId,
    /// The file's name.
    File,
}

/// A review that was left and can be gone on with.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "history.ts")]
pub struct Draft {
    /// The review's ID.
    pub review_id: String,
    /// The file's name; empty for pasted rows.
    pub file_name: String,
    /// Rows.
    pub rows: u32,
    /// Rows with a changed cell.
    pub changed: u32,
    /// When it was last touched, RFC 3339.
    pub touched_at: String,
}
