//! What `--json` prints of submissions. Names are stable; IDs are text.

use std::collections::HashMap;

use provisioning::StopReason;
use provisioning::ledger::{Accounts, Batch, BatchId, Submission, UserRecord};
use serde::Serialize;

use crate::strays::StrayRecord;

/// One object on one line.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain values with text keys always become JSON")
}

/// The stable name of a plain value, as JSON has it.
pub(crate) fn name(value: &impl Serialize) -> String {
    json(value).trim_matches('"').replace('_', "-")
}

/// A submission with its batches and users.
#[derive(Serialize)]
pub(crate) struct SubmissionRecord {
    pub(crate) submission: String,
    pub(crate) file: String,
    pub(crate) sheet: Option<String>,
    pub(crate) created: String,
    pub(crate) connection: ConnectionRecord,
    pub(crate) counts: Accounts,
    /// Why sending stopped, when it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stopped: Option<StopRecord>,
    pub(crate) batches: Vec<BatchRecord>,
    pub(crate) users: Vec<UserLine>,
    pub(crate) results_without_row: Vec<StrayRecord>,
}

#[derive(Serialize)]
pub(crate) struct ConnectionRecord {
    name: String,
    host: String,
    user_id: String,
}

#[derive(Serialize)]
pub(crate) struct StopRecord {
    code: &'static str,
    message: String,
    hint: &'static str,
}

#[derive(Serialize)]
pub(crate) struct BatchRecord {
    pub(crate) batch: String,
    pub(crate) state: String,
    pub(crate) task_id: Option<String>,
    pub(crate) trace_id: Option<String>,
    pub(crate) users: u64,
    pub(crate) first_row: u64,
    pub(crate) last_row: u64,
    /// The sheet's rows in it, one by one.
    pub(crate) rows: Vec<u64>,
    pub(crate) tries: u32,
    pub(crate) why: Option<String>,
    pub(crate) service_status: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct UserLine {
    pub(crate) row: u64,
    pub(crate) firstname: String,
    pub(crate) surname: Option<String>,
    pub(crate) phone: String,
    pub(crate) email: Option<String>,
    pub(crate) outcome: String,
    pub(crate) batch: Option<String>,
    pub(crate) task_id: Option<String>,
    pub(crate) user_id: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) reason: Option<String>,
}

impl SubmissionRecord {
    pub(crate) fn new(
        submission: &Submission,
        accounts: Accounts,
        batches: &[Batch],
        users: Vec<UserRecord>,
    ) -> Self {
        let connection = &submission.connection;
        Self {
            submission: submission.id.to_string(),
            file: submission.file_name.clone(),
            sheet: submission.sheet.clone(),
            created: time(submission.created),
            connection: ConnectionRecord {
                name: connection.name.clone(),
                host: connection.host.clone(),
                user_id: connection.signing_user.clone(),
            },
            counts: accounts,
            stopped: None,
            batches: batch_records(batches, &users),
            users: users.into_iter().map(UserLine::from).collect(),
            results_without_row: Vec::new(),
        }
    }
}

impl From<&StopReason> for StopRecord {
    fn from(reason: &StopReason) -> Self {
        Self {
            code: reason.code(),
            message: reason.to_string(),
            hint: reason.hint(),
        }
    }
}

fn batch_records(batches: &[Batch], users: &[UserRecord]) -> Vec<BatchRecord> {
    let mut rows: HashMap<BatchId, Vec<u64>> = HashMap::new();
    for user in users {
        if let Some(batch) = user.batch {
            rows.entry(batch).or_default().push(user.row);
        }
    }
    let rows_of = |batch: &Batch| rows.remove(&batch.id).unwrap_or_default();
    batches
        .iter()
        .map(rows_of)
        .zip(batches)
        .map(|(rows, batch)| BatchRecord::new(batch, rows))
        .collect()
}

impl BatchRecord {
    fn new(batch: &Batch, rows: Vec<u64>) -> Self {
        Self {
            batch: batch.label.clone(),
            state: batch.state.as_str().replace('_', "-"),
            task_id: batch.task_id.clone(),
            trace_id: batch.trace_id.clone(),
            users: batch.users,
            first_row: batch.first_row,
            last_row: batch.last_row,
            rows,
            tries: batch.attempts,
            why: batch.why.clone(),
            service_status: batch.totals.status.clone(),
        }
    }
}

impl From<UserRecord> for UserLine {
    fn from(user: UserRecord) -> Self {
        let outcome = if user.without_result {
            "without-result"
        } else {
            user.place.as_str()
        };
        Self {
            row: user.row,
            firstname: user.firstname,
            surname: user.surname,
            phone: user.phone,
            email: user.email,
            outcome: outcome.replace('_', "-"),
            batch: user.batch_label,
            task_id: user.task_id,
            user_id: user.user_id,
            code: user.code,
            reason: user.reason.or(user.left_out),
        }
    }
}

/// A moment as RFC 3339 in UTC, to the second.
pub(crate) fn time(moment: chrono::DateTime<chrono::Utc>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
