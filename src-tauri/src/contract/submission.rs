//! Submissions: the plan that is confirmed, and what happens from there on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::connection::ConnectionColor;

/// What will happen, for the confirmation: where, as whom, how many, and who not.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct Plan {
    /// The plan's ID; what is confirmed is exactly this plan.
    pub id: String,
    /// The connection's name.
    pub connection_name: String,
    /// The connection's colour.
    pub connection_color: ConnectionColor,
    /// Whether it is the practice service: nothing is real.
    pub practice: bool,
    /// The host that the requests go to.
    pub host: String,
    /// The KooDrive user ID that signs.
    pub signing_user_id: String,
    /// The last four characters of the access key.
    pub access_key_tail: String,
    /// Users to be sent.
    pub users: u32,
    /// Requests.
    pub batches: u32,
    /// Users in a request.
    pub batch_size: u32,
    /// Users without a password in the sheet.
    pub without_password: u32,
    /// Rows that will not be sent, by reason.
    pub left_out: Vec<LeftOut>,
    /// Users of this plan that are in an earlier submission already: sent, perhaps sent, or still to
    /// be sent.
    pub sent_earlier: u32,
    /// Whether the count must be typed in.
    pub type_count: bool,
}

/// Rows that will not be sent, and why.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct LeftOut {
    /// Why.
    pub reason: LeftOutReason,
    /// How many.
    pub rows: u32,
}

/// Why rows are not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub enum LeftOutReason {
    /// A person left them out.
    ByChoice,
    /// They have an error.
    Errors,
    /// They are in an earlier submission already.
    SentEarlier,
    /// They repeat another row.
    Duplicates,
}

/// Where every user of a submission is. The sums always hold:
/// `total = left_out + waiting + sending + unknown + refused + accepted` and
/// `accepted = succeeded + failed + skipped + pending`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct Accounts {
    /// Users in the sheet.
    pub total: u32,
    /// Left out by choice.
    pub left_out: u32,
    /// In a batch that waits.
    pub waiting: u32,
    /// In a batch on its way.
    pub sending: u32,
    /// In a batch whose fate is unknown.
    pub unknown: u32,
    /// In a batch that was refused as a whole.
    pub refused: u32,
    /// In a batch that has a task ID.
    pub accepted: u32,
    /// Accepted and created.
    pub succeeded: u32,
    /// Accepted and failed.
    pub failed: u32,
    /// Accepted and skipped: they exist already.
    pub skipped: u32,
    /// Accepted, no result yet.
    pub pending: u32,
}

/// What a submission is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub enum SubmissionState {
    /// Planned and not started, or stopped by the program's end: it can go on.
    Ready,
    /// Batches are going out.
    Sending,
    /// A person paused it; what was on its way may still be answered.
    Paused,
    /// The program stopped it for a reason that concerns every batch.
    Stopped,
    /// All is sent; results are being fetched.
    Following,
    /// Every user has an outcome.
    Finished,
    /// A person cancelled what was not sent.
    Cancelled,
}

/// A submission as its screen first gets it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct Submission {
    /// Its ID.
    pub id: String,
    /// The file's name; empty for pasted rows.
    pub file_name: String,
    /// The connection's name.
    pub connection_name: String,
    /// The connection's colour.
    pub connection_color: ConnectionColor,
    /// The host that the requests go to.
    pub host: String,
    /// Whether it was practice.
    pub practice: bool,
    /// When it was confirmed, RFC 3339.
    pub started_at: String,
    /// Where it stands.
    pub progress: Progress,
    /// Every batch, in order of sheet rows.
    pub batches: Vec<Batch>,
}

/// Where a submission stands.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct Progress {
    /// What it is doing.
    pub state: SubmissionState,
    /// Where its users are.
    pub accounts: Accounts,
    /// Batches that have a task ID.
    pub task_ids: u32,
    /// How much longer sending takes, in seconds, once that can be told.
    pub seconds_left: Option<u32>,
    /// Why it stopped by itself.
    pub stopped: Option<StopReason>,
    /// By how many seconds this machine's clock is ahead of the service's (behind: negative), when it
    /// was seen to be wrong. Requests are signed with the service's time.
    pub clock_ahead_seconds: Option<i32>,
    /// Since when results are asked for in vain, and why; nothing once an answer came.
    pub unanswered: Option<Unanswered>,
    /// When it was finished, RFC 3339.
    pub finished_at: Option<String>,
}

/// Questions about results that get no answer. Nothing is lost by it: they change nothing.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct Unanswered {
    /// When they began to fail, RFC 3339.
    pub since: String,
    /// One of [`UNANSWERED`](super::codes::UNANSWERED).
    pub code: String,
    /// The latest words of the service or the system, in English.
    pub message: String,
    /// Tasks that are not asked about again before a person says so, or the program starts anew. All
    /// others are asked about again by themselves.
    pub given_up: u32,
}

/// An answer of the service that cannot be written down: this program's memory is all that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct UnwrittenAnswer {
    /// The submission's ID.
    pub submission_id: String,
    /// The batch's number, as in [`Batch::number`], where it is known.
    pub batch: Option<String>,
    /// The task ID, if the batch was accepted: perhaps the only copy.
    pub task_id: Option<String>,
    /// Why it cannot be written down, in English.
    pub message: String,
    /// Whether it is tried again by itself, until it can be.
    pub again: bool,
}

/// Why a submission stopped by itself, for every batch at once.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct StopReason {
    /// One of [`STOPS`](super::codes::STOPS).
    pub code: String,
    /// English words, with the service's own.
    pub message: String,
}

/// A batch: the users of one request.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct Batch {
    /// Its ID.
    pub id: String,
    /// Its number, from 1; a part of a split batch is `3.1`.
    pub number: String,
    /// The first sheet row in it.
    pub first_row: u32,
    /// The last sheet row in it.
    pub last_row: u32,
    /// Users in it.
    pub users: u32,
    /// Where it is in its life.
    pub state: BatchState,
    /// The service's task ID: up to 19 digits, as text.
    pub task_id: Option<String>,
    /// The trace ID of its latest request: 58 characters.
    pub trace_id: Option<String>,
    /// Requests made for it.
    pub tries: u32,
    /// How long the latest took, in milliseconds.
    pub took_ms: Option<u32>,
    /// When the latest was sent, RFC 3339.
    pub sent_at: Option<String>,
    /// Why it waits, and until when.
    pub wait: Option<Wait>,
    /// The service's code and words when it was refused, or why it is unknown.
    pub answer: Option<ServiceAnswer>,
    /// Users created.
    pub succeeded: u32,
    /// Users failed.
    pub failed: u32,
    /// Users skipped.
    pub skipped: u32,
}

/// A batch's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub enum BatchState {
    /// Waits to be sent.
    Queued,
    /// On its way.
    Sending,
    /// Has a task ID.
    Accepted,
    /// Every user has an outcome.
    Finished,
    /// Refused as a whole: nothing was created.
    Refused,
    /// Refused and split into smaller ones.
    Split,
    /// Perhaps processed: a person settles it.
    Unknown,
    /// Left out by a person.
    LeftOut,
    /// Cancelled before it was sent.
    Cancelled,
}

/// Why a batch waits.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct Wait {
    /// One of [`WAITS`](super::codes::WAITS).
    pub code: String,
    /// The earliest time of the next try, RFC 3339.
    pub until: String,
}

/// What the service said, word for word.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct ServiceAnswer {
    /// Its code, or one of ours when there is no answer: [`UNKNOWNS`](super::codes::UNKNOWNS).
    pub code: String,
    /// Its words.
    pub message: String,
}

/// What the progress channel carries, at most ten times a second.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "submission.ts")]
pub struct ProgressUpdate {
    /// Where the submission stands.
    pub progress: Progress,
    /// The batches that changed since the last update, new ones among them.
    pub batches: Vec<Batch>,
}

/// How a person settles a batch whose fate is unknown.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(export_to = "submission.ts")]
pub enum Settlement {
    /// Send it again: users that exist already come back as skipped or failed.
    SendAgain,
    /// It was accepted; this is its task ID.
    WasAccepted {
        /// The task ID: 1–19 digits.
        task_id: String,
    },
    /// Leave its users out.
    LeaveOut,
}
