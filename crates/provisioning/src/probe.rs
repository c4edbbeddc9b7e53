//! One harmless signed query, and what its answer says about a connection.

use std::time::Duration;

use chrono::TimeDelta;
use koodrive_client::{Cursor, PageSize, RefusalKind, TaskId, TraceId, Verdict};

use crate::connect::Signer;
use crate::submit::StopReason;

/// What a connection's test came to. It creates nothing.
#[derive(Clone, Debug)]
pub struct Probe {
    /// Why the connection does not work; none when it does.
    pub fault: Option<StopReason>,
    /// An answer that says nothing about the connection.
    pub unclear: Option<String>,
    /// How far this machine's clock is ahead of the service's, as far as an answer told; requests
    /// are signed with the service's time, so a wrong clock does no harm.
    pub clock_ahead: Option<TimeDelta>,
    /// How long the answer took.
    pub took: Duration,
    /// The trace ID it was asked with.
    pub trace_id: TraceId,
}

impl Probe {
    /// Whether the service took the signature.
    pub fn works(&self) -> bool {
        self.fault.is_none() && self.unclear.is_none()
    }
}

/// A task that no service has given out.
const NO_TASK: &str = "0";

/// Asks about a task that does not exist: whatever the service says about the task, it has taken
/// the signature by then.
///
/// # Panics
/// Never: the task asked about is a constant that is an ID.
pub async fn probe(signer: &Signer) -> Probe {
    let client = signer.client();
    let task = TaskId::parse(NO_TASK).expect("a digit is an ID");
    let trace_id = TraceId::generate(&mut rand::rng());
    let answer = client
        .query(&task, &Cursor::first(), PageSize::default(), &trace_id)
        .await;
    let (fault, unclear) = read(answer.verdict);
    Probe {
        fault,
        unclear,
        clock_ahead: client.clock().offset().map(|service_ahead| -service_ahead),
        took: answer.exchange.duration,
        trace_id,
    }
}

fn read<T>(verdict: Verdict<T>) -> (Option<StopReason>, Option<String>) {
    match verdict {
        Verdict::Refused(refusal) if refusal.is_clock() => {
            (Some(StopReason::Clock(refusal.to_string())), None)
        }
        Verdict::Refused(refusal) if concerns_the_connection(refusal.kind) => {
            (Some(StopReason::Refused(refusal)), None)
        }
        Verdict::Accepted(_) | Verdict::Refused(_) => (None, None),
        Verdict::NotProcessed(failure) if failure.is_pacing() => (None, Some(failure.to_string())),
        Verdict::NotProcessed(failure) => (Some(StopReason::NotReached(failure)), None),
        Verdict::Unknown(unknown) => (None, Some(unknown.to_string())),
    }
}

/// A task that does not exist may be refused as *not found* by the service, so that alone says
/// nothing against the address.
fn concerns_the_connection(kind: RefusalKind) -> bool {
    matches!(
        kind,
        RefusalKind::Credentials | RefusalKind::UserId | RefusalKind::Permission
    )
}
