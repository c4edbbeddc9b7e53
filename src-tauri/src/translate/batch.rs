//! A batch, and what the service answered to it.

use chrono::Utc;
use provisioning::BatchStanding;
use provisioning::ledger::{self, AttemptRecord, SubmissionId};

use crate::contract::codes;
use crate::contract::submission::{
    Batch, BatchState, ServiceAnswer, Settlement, UnwrittenAnswer, Wait,
};
use crate::submission::HeldAnswer;
use crate::translate::submission::Pulse;
use crate::translate::{count, instant};

/// A batch with its latest request.
pub(crate) fn batch(standing: &BatchStanding, pulse: &Pulse) -> Batch {
    let batch = &standing.batch;
    let latest = standing.latest.as_ref();
    let totals = &batch.totals;
    Batch {
        id: batch.id.to_string(),
        number: batch.label.clone(),
        first_row: count(batch.first_row),
        last_row: count(batch.last_row),
        users: count(batch.users),
        state: batch_state(standing),
        task_id: batch.task_id.clone(),
        trace_id: batch.trace_id.clone(),
        tries: batch.attempts,
        took_ms: latest.and_then(|attempt| attempt.duration_ms).map(count),
        sent_at: latest.map(|attempt| instant(attempt.started)),
        wait: wait(standing, pulse),
        answer: answer(batch, latest),
        succeeded: totals.success.map_or(0, count),
        failed: totals.failed.map_or(0, count),
        skipped: totals.skipped.map_or(0, count),
    }
}

fn batch_state(standing: &BatchStanding) -> BatchState {
    match standing.batch.state {
        ledger::BatchState::Queued => BatchState::Queued,
        ledger::BatchState::Sending => BatchState::Sending,
        ledger::BatchState::Accepted => BatchState::Accepted,
        ledger::BatchState::Finished => BatchState::Finished,
        ledger::BatchState::Refused => BatchState::Refused,
        ledger::BatchState::Unknown => BatchState::Unknown,
        ledger::BatchState::Split => BatchState::Split,
        ledger::BatchState::LeftOut if standing.is_cancelled() => BatchState::Cancelled,
        ledger::BatchState::LeftOut => BatchState::LeftOut,
    }
}

/// A batch waits when it was sent before and is queued again while nothing may leave.
fn wait(standing: &BatchStanding, pulse: &Pulse) -> Option<Wait> {
    let batch = &standing.batch;
    let again = batch.state == ledger::BatchState::Queued && batch.attempts > 0;
    let (until, why) = pulse.wait.as_ref().filter(|_| again)?;
    (*until > Utc::now()).then(|| Wait {
        code: wait_code(why).to_owned(),
        until: instant(*until),
    })
}

/// The screen tells apart who asks for patience. The codes are those of the client.
fn wait_code(why: &str) -> &'static str {
    match why {
        "throttled" => codes::RATE_LIMITED,
        "unavailable" => codes::SERVICE_BUSY,
        _ => codes::NOT_REACHED,
    }
}

fn answer(batch: &ledger::Batch, latest: Option<&AttemptRecord>) -> Option<ServiceAnswer> {
    let why = batch.why.clone().unwrap_or_default();
    let code = latest.and_then(|attempt| attempt.code.clone());
    match batch.state {
        ledger::BatchState::Refused | ledger::BatchState::Split => Some(ServiceAnswer {
            code: code.unwrap_or_default(),
            message: latest
                .and_then(|attempt| attempt.message.clone())
                .unwrap_or(why),
        }),
        ledger::BatchState::Unknown => Some(ServiceAnswer {
            code: unknown_code(code.as_deref()),
            message: why,
        }),
        _ => None,
    }
}

/// The client's code for an answer that says nothing; without one there was no answer at all.
fn unknown_code(code: Option<&str>) -> String {
    code.map_or_else(
        || codes::STOPPED_WHILE_SENDING.to_owned(),
        |code| code.replace('_', "-"),
    )
}

/// An answer that is in memory only.
pub(crate) fn unwritten(submission: SubmissionId, answer: HeldAnswer) -> UnwrittenAnswer {
    UnwrittenAnswer {
        submission_id: submission.to_string(),
        batch: answer.label,
        task_id: answer.task_id,
        message: answer.why,
        again: answer.again,
    }
}

/// What a person decided about a batch whose fate is unknown.
pub(crate) fn settlement(settlement: Settlement) -> ledger::Settlement {
    match settlement {
        Settlement::SendAgain => ledger::Settlement::SendAgain,
        Settlement::WasAccepted { task_id } => ledger::Settlement::Accepted { task_id },
        Settlement::LeaveOut => ledger::Settlement::LeaveOut,
    }
}

#[cfg(test)]
mod tests {
    use provisioning::client::{ConnectFault, NotProcessedKind, UnknownKind};

    use super::*;

    #[test]
    fn every_answer_that_says_nothing_is_a_code_that_the_screens_are_told_of() {
        let kinds = [
            UnknownKind::TimedOut,
            UnknownKind::ConnectionLost,
            UnknownKind::ServerError { status: 500 },
            UnknownKind::Redirected { to: None },
            UnknownKind::Unreadable,
            UnknownKind::NoTaskId,
            UnknownKind::TooLarge { cap: 1 },
        ];
        let mut found: Vec<_> = kinds
            .iter()
            .map(|kind| unknown_code(Some(kind.code())))
            .collect();
        found.push(unknown_code(None));
        assert_eq!(found, codes::UNKNOWNS);
    }

    #[test]
    fn a_wait_says_who_asks_for_patience() {
        let code = |kind: NotProcessedKind| wait_code(kind.code());
        assert_eq!(code(NotProcessedKind::Throttled), "rate-limited");
        assert_eq!(code(NotProcessedKind::Unavailable), "service-busy");
        let refused = NotProcessedKind::Connect(ConnectFault::Refused);
        assert_eq!(code(refused), "not-reached");
    }
}
