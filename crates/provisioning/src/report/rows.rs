//! What a report says, before it has a format.

use ledger::{
    Accounts, Batch, LedgerError, Page, Reader, StrayResult, Submission, SubmissionId, UserFilter,
    UserRecord,
};

/// Everything a report says.
pub(crate) struct Report {
    pub(crate) submission: Submission,
    pub(crate) accounts: Accounts,
    pub(crate) batches: Vec<Batch>,
    pub(crate) users: Vec<UserRecord>,
    pub(crate) strays: Vec<StrayResult>,
}

const PAGE: u32 = 10_000;

impl Report {
    pub(crate) fn read(ledger: &Reader, id: SubmissionId) -> Result<Self, LedgerError> {
        Ok(Self {
            submission: ledger.submission(id)?,
            accounts: ledger.accounts(id)?,
            batches: ledger.batches(id)?,
            users: all_users(ledger, id)?,
            strays: ledger.stray_results(id)?,
        })
    }
}

fn all_users(ledger: &Reader, id: SubmissionId) -> Result<Vec<UserRecord>, LedgerError> {
    let mut users = Vec::new();
    loop {
        let page = Page {
            offset: users.len() as u64,
            limit: PAGE,
        };
        let more = ledger.users(id, UserFilter::All, page)?;
        let last = more.len() < PAGE as usize;
        users.extend(more);
        if last {
            return Ok(users);
        }
    }
}

/// The columns of the users' table.
pub(crate) const USER_COLUMNS: [&str; 13] = [
    "Row",
    "First name",
    "Surname",
    "Phone",
    "E-mail",
    "State",
    "User ID",
    "Code",
    "Reason",
    "Batch",
    "Task ID",
    "Subtask ID",
    "Other columns",
];

/// A user's cells, all of them text, in the order of [`USER_COLUMNS`].
pub(crate) fn user_cells(user: &UserRecord) -> [String; 13] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        user.row.to_string(),
        user.firstname.clone(),
        text(&user.surname),
        user.phone.clone(),
        text(&user.email),
        state(user).to_owned(),
        text(&user.user_id),
        text(&user.code),
        user.reason
            .clone()
            .or_else(|| user.left_out.clone())
            .unwrap_or_default(),
        text(&user.batch_label),
        text(&user.task_id),
        text(&user.subtask_id),
        text(&user.extra),
    ]
}

fn state(user: &UserRecord) -> &'static str {
    if user.without_result {
        "without result"
    } else {
        user.place.as_str()
    }
}

/// The columns of the batches' table.
pub(crate) const BATCH_COLUMNS: [&str; 11] = [
    "Batch",
    "First row",
    "Last row",
    "Users",
    "State",
    "Task ID",
    "Trace ID",
    "Tries",
    "Service's status",
    "Accepted (UTC)",
    "Why",
];

/// A batch's cells, all of them text, in the order of [`BATCH_COLUMNS`].
pub(crate) fn batch_cells(batch: &Batch) -> [String; 11] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let time = batch
        .accepted
        .map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string());
    [
        batch.label.clone(),
        batch.first_row.to_string(),
        batch.last_row.to_string(),
        batch.users.to_string(),
        batch.state.to_string(),
        text(&batch.task_id),
        text(&batch.trace_id),
        batch.attempts.to_string(),
        text(&batch.totals.status),
        time.unwrap_or_default(),
        text(&batch.why),
    ]
}

/// The summary's lines: what, and how much or which.
pub(crate) fn summary_lines(report: &Report) -> Vec<(&'static str, String)> {
    let (submission, accounts) = (&report.submission, &report.accounts);
    let accepted = &accounts.accepted;
    vec![
        ("File", submission.file_name.clone()),
        ("Sheet", submission.sheet.clone().unwrap_or_default()),
        ("SHA-256 of the file", submission.file_sha256.clone()),
        (
            "Submitted (UTC)",
            submission.created.format("%Y-%m-%d %H:%M:%S").to_string(),
        ),
        ("Connection", submission.connection.name.clone()),
        ("Host", submission.connection.host.clone()),
        ("Signing user", submission.connection.signing_user.clone()),
        ("Rows in the sheet", accounts.in_sheet.to_string()),
        ("Left out", accounts.left_out.to_string()),
        ("Waiting", (accounts.waiting + accounts.sending).to_string()),
        ("Unknown", accounts.unknown.to_string()),
        ("Refused", accounts.refused.to_string()),
        ("Accepted", accepted.total.to_string()),
        ("  of these: created", accepted.succeeded.to_string()),
        ("  of these: failed", accepted.failed.to_string()),
        ("  of these: skipped", accepted.skipped.to_string()),
        ("  of these: pending", accepted.pending.to_string()),
        ("Results that match no row", report.strays.len().to_string()),
    ]
}
