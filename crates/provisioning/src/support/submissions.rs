//! The latest submissions: their batches, each request with its trace ID, and who is not done.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use ledger::{
    AttemptRecord, Batch, LedgerError, Page, Reader, Submission, UserFilter, UserPlace, UserRecord,
};

use super::codes::Codes;
use crate::error::ProvisioningError;
use crate::provisioner::Provisioner;

/// The newest submissions, and of each the first batches and users that are not done.
const SUBMISSIONS: usize = 10;
const BATCHES: usize = 200;
const USERS: u32 = 50;

pub(super) async fn about(
    provisioner: &Provisioner,
    codes: Codes,
) -> Result<String, ProvisioningError> {
    let read = provisioner.journal().run(move |ledger| {
        let submissions = ledger.submissions()?.into_iter().take(SUBMISSIONS);
        submissions
            .map(|submission| one(ledger, &submission, &codes))
            .collect::<Result<Vec<_>, LedgerError>>()
    });
    Ok(read.await??.join("\n"))
}

fn one(ledger: &Reader, submission: &Submission, codes: &Codes) -> Result<String, LedgerError> {
    let mut text = format!(
        "## submission {} · {} · {} · to {} · scheme {}\n",
        submission.id,
        seconds(submission.created),
        codes.file(&submission.file_name),
        submission.connection.host,
        submission.connection.scheme,
    );
    let accounts = ledger.accounts(submission.id)?;
    let _ = writeln!(text, "{accounts:?}");
    let batches = ledger.batches(submission.id)?;
    for batch in batches.iter().take(BATCHES) {
        let _ = writeln!(text, "{}", of_batch(batch, codes));
        for attempt in ledger.attempts(batch.id)? {
            let _ = writeln!(text, "{}", of_request(&attempt, codes));
        }
    }
    more(&mut text, "batches", batches.len().saturating_sub(BATCHES));
    for place in [UserPlace::Failed, UserPlace::Refused, UserPlace::Skipped] {
        let page = Page {
            offset: 0,
            limit: USERS,
        };
        for user in ledger.users(submission.id, UserFilter::At(place), page)? {
            let _ = writeln!(text, "{}", of_user(&user, codes));
        }
    }
    Ok(text)
}

fn more(text: &mut String, what: &str, number: usize) {
    if number > 0 {
        let _ = writeln!(text, "… and {number} more {what}");
    }
}

fn of_batch(batch: &Batch, codes: &Codes) -> String {
    let mut line = format!(
        "batch {} · {} users · {} · task {}",
        batch.label,
        batch.users,
        batch.state,
        batch.task_id.as_deref().unwrap_or("none")
    );
    if let Some(status) = &batch.totals.status {
        let _ = write!(line, " · status {}", codes.text(status));
    }
    if let Some(why) = &batch.why {
        let _ = write!(line, " · {}", codes.text(why));
    }
    line
}

fn of_request(attempt: &AttemptRecord, codes: &Codes) -> String {
    let mut line = format!(
        "  request {} · {} · {}",
        attempt.trace_id,
        seconds(attempt.started),
        attempt.outcome.as_deref().unwrap_or("on its way")
    );
    if let Some(milliseconds) = attempt.duration_ms {
        let _ = write!(line, " · {milliseconds} ms");
    }
    if let Some(status) = attempt.http_status {
        let _ = write!(line, " · HTTP {status}");
    }
    if let Some(code) = &attempt.code {
        let _ = write!(line, " · code {code}");
    }
    if let Some(offset) = signed_ahead(attempt) {
        let _ = write!(
            line,
            " · signed {} s ahead of this machine",
            offset.num_seconds()
        );
    }
    for words in [&attempt.why, &attempt.message].into_iter().flatten() {
        let _ = write!(line, " · {}", codes.text(words));
    }
    line
}

/// How far the time of the signature was ahead of this machine's clock: its margin of two seconds
/// behind, and what the service's clock differs by.
fn signed_ahead(attempt: &AttemptRecord) -> Option<TimeDelta> {
    let signed = NaiveDateTime::parse_from_str(&attempt.x_date, "%Y%m%dT%H%M%SZ").ok()?;
    Some(signed.and_utc() - attempt.started)
}

fn of_user(user: &UserRecord, codes: &Codes) -> String {
    let reason = user.reason.as_deref().map(|reason| codes.text(reason));
    format!(
        "  row {} · {} · {} · code {} · {}",
        user.row,
        codes.phone(&user.phone),
        user.place.as_str(),
        user.code.as_deref().unwrap_or("none"),
        reason.as_deref().unwrap_or("no reason given")
    )
}

fn seconds(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
