//! Submissions and their progress.

use chrono::{DateTime, Utc};
use provisioning::ledger;
use provisioning::{BatchStanding, Order, Standing, StopReason};

use crate::contract::codes;
use crate::contract::connection::ConnectionColor;
use crate::contract::history::{FoundIn, SubmissionSummary};
use crate::contract::submission::{self as shown, Accounts, Progress, SubmissionState};
use crate::submission::Unanswered;
use crate::translate::batch::batch;
use crate::translate::{count, instant};

/// What only the running program knows of a submission.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pulse {
    /// What the person wants, while batches are still to be sent.
    pub(crate) sending: Option<Order>,
    /// Why it stopped by itself.
    pub(crate) stopped: Option<StopReason>,
    /// Nothing is sent and nothing is asked any more in this session.
    pub(crate) is_over: bool,
    /// Nothing is sent before this time, and why.
    pub(crate) wait: Option<(DateTime<Utc>, String)>,
    /// How much longer sending takes, in seconds.
    pub(crate) seconds_left: Option<u32>,
    /// By how many seconds this machine's clock was seen to be ahead.
    pub(crate) clock_ahead: Option<i32>,
    /// Questions about results that got no answer.
    pub(crate) unanswered: Unanswered,
    /// It went to a practice service that has ended.
    pub(crate) practice_over: bool,
}

/// How a submission looks: the parts of a connection that the ledger does not keep.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looks {
    pub(crate) color: ConnectionColor,
    pub(crate) practice: bool,
}

/// Where every user is.
pub(crate) fn accounts(accounts: &ledger::Accounts) -> Accounts {
    let accepted = accounts.accepted;
    Accounts {
        total: count(accounts.in_sheet),
        left_out: count(accounts.left_out),
        waiting: count(accounts.waiting),
        sending: count(accounts.sending),
        unknown: count(accounts.unknown),
        refused: count(accounts.refused),
        accepted: count(accepted.total),
        succeeded: count(accepted.succeeded),
        failed: count(accepted.failed),
        skipped: count(accepted.skipped),
        pending: count(accepted.pending),
    }
}

/// What a submission is doing.
pub(crate) fn state(standing: &Standing, pulse: &Pulse) -> SubmissionState {
    match pulse.sending {
        Some(Order::Pause) => return SubmissionState::Paused,
        Some(Order::Cancel) => return SubmissionState::Cancelled,
        Some(Order::Go | Order::Halt) => return SubmissionState::Sending,
        None => {}
    }
    let accounts = &standing.accounts;
    let pending = accounts.accepted.pending > accounts.accepted.without_result;
    if pulse.practice_over && (accounts.waiting > 0 || pending) {
        SubmissionState::Stopped
    } else if accounts.sending > 0 {
        // Nobody waits for its answer any more.
        SubmissionState::Stopped
    } else if accounts.waiting > 0 {
        let stopped = pulse.stopped.is_some();
        if stopped {
            SubmissionState::Stopped
        } else {
            SubmissionState::Ready
        }
    } else if pending && pulse.is_over && pulse.stopped.is_some() {
        // Its results are not asked for any more, which a person can mend.
        SubmissionState::Stopped
    } else if pending {
        SubmissionState::Following
    } else if accounts.unknown > 0 {
        SubmissionState::Stopped
    } else if standing.cancelled {
        SubmissionState::Cancelled
    } else {
        SubmissionState::Finished
    }
}

/// Where a submission stands.
pub(crate) fn progress(standing: &Standing, pulse: &Pulse) -> Progress {
    let state = state(standing, pulse);
    let is_stopped = state == SubmissionState::Stopped;
    Progress {
        state,
        accounts: accounts(&standing.accounts),
        task_ids: count(standing.task_ids),
        seconds_left: pulse.seconds_left,
        stopped: stopped(standing, pulse).filter(|_| is_stopped),
        clock_ahead_seconds: pulse.clock_ahead,
        unanswered: unanswered(pulse).filter(|_| !is_stopped),
        finished_at: standing.finished.map(instant),
    }
}

fn stopped(standing: &Standing, pulse: &Pulse) -> Option<shown::StopReason> {
    if pulse.practice_over {
        return Some(shown::StopReason {
            code: codes::PRACTICE_OVER.to_owned(),
            message: "the practice service that it went to has ended, and its users with it"
                .to_owned(),
        });
    }
    if standing.accounts.sending > 0 {
        return Some(left_sending(pulse));
    }
    let reason = pulse.stopped.as_ref()?;
    Some(shown::StopReason {
        code: reason.code().to_owned(),
        message: format!("{reason}; {}", reason.hint()),
    })
}

/// A batch that stayed on its way is found by the next start, which asks about it; going on before sends
/// the others, and does not touch it.
fn left_sending(pulse: &Pulse) -> shown::StopReason {
    let why = pulse.stopped.as_ref().map(ToString::to_string);
    let why = why.unwrap_or_else(|| "its answer was not taken in".to_owned());
    shown::StopReason {
        code: codes::LEFT_SENDING.to_owned(),
        message: format!("{why}; close the program and start it again"),
    }
}

/// A run that has stopped says why by itself.
fn unanswered(pulse: &Pulse) -> Option<shown::Unanswered> {
    let latest = pulse.unanswered.latest()?;
    Some(shown::Unanswered {
        since: instant(pulse.unanswered.since()?),
        code: latest.fault.code().to_owned(),
        message: latest.why.clone(),
        given_up: count(pulse.unanswered.given_up()),
    })
}

/// A submission in a list.
pub(crate) fn summary(
    standing: &Standing,
    pulse: &Pulse,
    looks: Looks,
    found: Option<FoundIn>,
) -> SubmissionSummary {
    let submission = &standing.submission;
    SubmissionSummary {
        id: submission.id.to_string(),
        file_name: submission.file_name.clone(),
        connection_name: submission.connection.name.clone(),
        connection_color: looks.color,
        practice: looks.practice,
        started_at: instant(submission.created),
        state: state(standing, pulse),
        accounts: accounts(&standing.accounts),
        task_ids: count(standing.task_ids),
        task_id: standing.only_task_id.clone(),
        unknown_batches: count(submission.unknown_batches),
        found,
    }
}

/// A submission as its screen first gets it.
pub(crate) fn submission(
    standing: &Standing,
    batches: &[BatchStanding],
    pulse: &Pulse,
    looks: Looks,
) -> shown::Submission {
    let submission = &standing.submission;
    shown::Submission {
        id: submission.id.to_string(),
        file_name: submission.file_name.clone(),
        connection_name: submission.connection.name.clone(),
        connection_color: looks.color,
        host: submission.connection.host.clone(),
        practice: looks.practice,
        started_at: instant(submission.created),
        progress: progress(standing, pulse),
        batches: batches.iter().map(|one| batch(one, pulse)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use provisioning::PollFault;
    use provisioning::client::{
        ConnectFault, NotProcessed, NotProcessedKind, ProxyFault, Refusal, RefusalKind, TlsFault,
    };

    use super::*;

    fn refusal(kind: RefusalKind) -> Refusal {
        Refusal {
            code: "1".into(),
            message: String::new(),
            status: 400,
            kind,
        }
    }

    fn not_reached(kind: NotProcessedKind) -> StopReason {
        StopReason::NotReached(NotProcessed {
            kind,
            retry_after: None,
            detail: String::new(),
        })
    }

    #[test]
    fn every_reason_to_stop_is_a_code_that_the_screens_are_told_of() {
        let reasons = [
            StopReason::Refused(refusal(RefusalKind::Credentials)),
            StopReason::Refused(refusal(RefusalKind::UserId)),
            StopReason::Refused(refusal(RefusalKind::Permission)),
            StopReason::Refused(refusal(RefusalKind::NotFound)),
            StopReason::RefusedInARow(refusal(RefusalKind::Other)),
            not_reached(NotProcessedKind::Dns),
            not_reached(NotProcessedKind::Tls(TlsFault::UnknownIssuer)),
            not_reached(NotProcessedKind::Proxy(ProxyFault::Refused)),
            not_reached(NotProcessedKind::Connect(ConnectFault::Refused)),
            StopReason::Clock(String::new()),
            StopReason::Throttled,
            StopReason::UnknownInARow(String::new()),
            StopReason::Ledger(String::new()),
        ];
        let found: Vec<_> = reasons.iter().map(StopReason::code).collect();
        assert_eq!(found, codes::STOPS[..found.len()]);
        let own = &codes::STOPS[found.len()..];
        assert_eq!(own, [codes::LEFT_SENDING, codes::PRACTICE_OVER]);
    }

    #[test]
    fn whatever_keeps_results_from_coming_is_a_code_that_the_screens_are_told_of() {
        assert_eq!(PollFault::ALL.map(PollFault::code), codes::UNANSWERED);
    }

    #[test]
    fn questions_in_vain_are_told_with_their_time_until_the_run_says_why_it_stopped() {
        let mut pulse = Pulse::default();
        let batch = "7".parse().unwrap();
        let (at, why) = (DateTime::UNIX_EPOCH, "HTTP 500".to_owned());
        pulse
            .unanswered
            .failed(batch, at, PollFault::InTrouble, why, true);
        let told = progress(&accepted(1), &pulse).unanswered.unwrap();
        assert_eq!(told.since, "1970-01-01T00:00:00.000Z");
        assert_eq!((&*told.code, told.given_up), ("in-trouble", 0));
        assert_eq!(told.message, "HTTP 500");
        pulse.stopped = Some(StopReason::Throttled);
        pulse.is_over = true;
        assert!(progress(&accepted(1), &pulse).unanswered.is_none());
    }

    fn accepted(pending: u64) -> Standing {
        let connection = ledger::ConnectionStamp {
            id: "c".into(),
            name: "Office".into(),
            host: "drive.example".into(),
            signing_user: "15".into(),
            scheme: "koodrive".into(),
        };
        Standing {
            submission: ledger::Submission {
                id: "1".parse().unwrap(),
                file_name: "users.csv".into(),
                file_sha256: "0".repeat(64),
                sheet: None,
                mapping: "{}".into(),
                settings: "{}".into(),
                connection,
                batch_size: 1_000,
                created: DateTime::UNIX_EPOCH,
                in_sheet: 2,
                open_batches: u64::from(pending > 0),
                unknown_batches: 0,
            },
            accounts: ledger::Accounts {
                in_sheet: 2,
                accepted: ledger::Accepted {
                    total: 2,
                    succeeded: 2 - pending,
                    pending,
                    ..ledger::Accepted::default()
                },
                ..ledger::Accounts::default()
            },
            task_ids: 1,
            only_task_id: None,
            cancelled: false,
            finished: None,
        }
    }

    #[test]
    fn results_that_are_not_asked_for_any_more_are_not_said_to_come() {
        let pulse = |stopped: bool, is_over| Pulse {
            stopped: stopped.then(|| StopReason::Refused(refusal(RefusalKind::Credentials))),
            is_over,
            ..Pulse::default()
        };
        let told = progress(&accepted(1), &pulse(true, true));
        assert_eq!(told.state, SubmissionState::Stopped);
        let code = told.stopped.map(|stopped| stopped.code);
        assert_eq!(code.as_deref(), Some("key-refused"));
        for still in [pulse(true, false), pulse(false, true)] {
            assert_eq!(state(&accepted(1), &still), SubmissionState::Following);
        }
        let done = state(&accepted(0), &pulse(true, true));
        assert_eq!(done, SubmissionState::Finished);
    }

    #[test]
    fn what_nobody_waits_for_any_more_is_not_said_to_be_over_or_to_come() {
        let mut standing = accepted(1);
        standing.accounts.sending = 1;
        standing.accounts.waiting = 1;
        for waiting in [1, 0] {
            standing.accounts.waiting = waiting;
            let told = progress(&standing, &Pulse::default());
            assert_eq!(told.state, SubmissionState::Stopped, "{waiting} waiting");
            assert_eq!(told.stopped.unwrap().code, codes::LEFT_SENDING);
        }
        standing.accounts.accepted.pending = 0;
        let full = Pulse {
            stopped: Some(StopReason::Ledger("the disk is full".into())),
            is_over: true,
            ..Pulse::default()
        };
        let told = progress(&standing, &full).stopped.unwrap();
        assert_eq!(told.code, codes::LEFT_SENDING);
        assert!(told.message.contains("the disk is full"), "{told:?}");
        let sent = Pulse {
            sending: Some(Order::Go),
            ..Pulse::default()
        };
        let told = progress(&standing, &sent);
        assert_eq!(told.state, SubmissionState::Sending);
        assert!(told.stopped.is_none());
    }
}
