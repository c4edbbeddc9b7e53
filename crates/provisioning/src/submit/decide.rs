//! What a batch does after an answer: a function of the answer and of how the run has gone so far.

use std::time::Duration;

use koodrive_client::{NotProcessed, Refusal, TaskId, Unknown, Verdict};

use super::stop::StopReason;

/// How the run has gone so far, as far as it matters for the next step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Situation {
    /// Whether the service has answered anything at all in this run.
    pub(crate) answered: bool,
    /// Requests in a row that did not reach the service, this one not counted.
    pub(crate) unreached: u32,
    /// Unknown batches in a row, this one not counted.
    pub(crate) unknown: u32,
    /// Refusals in a row for reasons that this program does not know, this one not counted.
    pub(crate) unexplained: u32,
    /// Refusals in a row that asked for fewer requests, this one not counted.
    pub(crate) throttled: u32,
    /// Whether this batch was refused for its time before.
    pub(crate) refused_for_time: bool,
    /// Whether the rows at fault are to be found when a batch is refused for its content.
    pub(crate) isolates: bool,
}

/// What happens to the batch, and to the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// It was taken; its task is followed.
    Accepted(TaskId),
    /// All of it was refused, and parts of it may pass.
    Isolate(Refusal),
    /// All of it was refused, and stays so.
    Refused,
    /// All of it was refused for a reason that will hold for the others too.
    RefusedAndStop(StopReason),
    /// It certainly was not processed: queued, and tried again after the wait.
    Again(Wait),
    /// It certainly was not processed: queued, and the run ends.
    QueueAndStop(StopReason),
    /// Nobody can say; a person settles it.
    Unknown,
    /// Nobody can say, and it is not the first in a row.
    UnknownAndStop(StopReason),
}

/// How long a batch waits before it is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// Not at all: what was wrong is mended.
    None,
    /// As the pace says, which heeds the service's `Retry-After`.
    Pace(Option<Duration>),
    /// Longer each time, by the number of tries that did not reach the service.
    Backoff(u32),
}

/// Before the first answer a service that cannot be reached is a mistake in the connection, and a
/// person waits: four tries take about seven seconds.
const TRIES_BEFORE_FIRST_ANSWER: u32 = 4;
/// After it, it is a network that was lost and may come back: twenty tries take about a quarter of
/// an hour.
const TRIES_AFTER_FIRST_ANSWER: u32 = 20;
/// So many times in a row the service may ask for fewer requests: about half an hour.
const THROTTLED_IN_A_ROW: u32 = 30;
const UNKNOWN_IN_A_ROW: u32 = 3;
const UNEXPLAINED_IN_A_ROW: u32 = 3;

pub(crate) fn decide(verdict: &Verdict<TaskId>, situation: Situation) -> Next {
    match verdict {
        Verdict::Accepted(task_id) => Next::Accepted(task_id.clone()),
        Verdict::Refused(refusal) => after_refusal(refusal, situation),
        Verdict::NotProcessed(not_processed) => after_failure(not_processed, situation),
        Verdict::Unknown(unknown) => after_darkness(unknown, situation),
    }
}

fn after_refusal(refusal: &Refusal, situation: Situation) -> Next {
    if refusal.is_clock() {
        return if situation.refused_for_time {
            Next::QueueAndStop(StopReason::Clock(refusal.message.clone()))
        } else {
            Next::Again(Wait::None)
        };
    }
    if refusal.stops_everything() {
        return Next::QueueAndStop(StopReason::Refused(refusal.clone()));
    }
    let is_explained = refusal.is_content() || refusal.is_too_large();
    if is_explained && situation.isolates {
        return Next::Isolate(refusal.clone());
    }
    if !is_explained && situation.unexplained + 1 >= UNEXPLAINED_IN_A_ROW {
        return Next::RefusedAndStop(StopReason::RefusedInARow(refusal.clone()));
    }
    Next::Refused
}

fn after_failure(failure: &NotProcessed, situation: Situation) -> Next {
    if failure.is_pacing() {
        return if situation.throttled + 1 >= THROTTLED_IN_A_ROW {
            Next::QueueAndStop(StopReason::Throttled)
        } else {
            Next::Again(Wait::Pace(failure.retry_after))
        };
    }
    let is_final = failure.stops_everything() && !(failure.is_dns() && situation.answered);
    let tries = if situation.answered {
        TRIES_AFTER_FIRST_ANSWER
    } else {
        TRIES_BEFORE_FIRST_ANSWER
    };
    if is_final || situation.unreached + 1 >= tries {
        return Next::QueueAndStop(StopReason::NotReached(failure.clone()));
    }
    Next::Again(Wait::Backoff(situation.unreached))
}

fn after_darkness(unknown: &Unknown, situation: Situation) -> Next {
    if situation.unknown + 1 >= UNKNOWN_IN_A_ROW {
        return Next::UnknownAndStop(StopReason::UnknownInARow(unknown.to_string()));
    }
    Next::Unknown
}

/// One second, doubling with each try up to a minute; half of it by chance, so that programs that
/// lost the network together do not come back together. `chance` is between 0 and 1.
pub(crate) fn backoff(tries: u32, chance: f64) -> Duration {
    let longest = Duration::from_secs(1 << tries.min(6)).min(Duration::from_mins(1));
    longest.mul_f64(0.5 + 0.5 * chance)
}

impl Situation {
    /// What the run looks like after an answer.
    pub(crate) fn after(mut self, verdict: &Verdict<TaskId>) -> Self {
        let before = self;
        self.unreached = 0;
        self.throttled = 0;
        self.unknown = 0;
        self.unexplained = 0;
        match verdict {
            Verdict::Accepted(_) => self.answered = true,
            Verdict::Refused(refusal) => {
                self.answered = true;
                if !refusal.is_content() && !refusal.is_too_large() && !refusal.is_clock() {
                    self.unexplained = before.unexplained + 1;
                }
            }
            Verdict::NotProcessed(failure) if failure.is_pacing() => {
                self.answered = true;
                self.throttled = before.throttled + 1;
                self.unknown = before.unknown;
            }
            Verdict::NotProcessed(_) => {
                self.unreached = before.unreached + 1;
                self.unknown = before.unknown;
            }
            Verdict::Unknown(_) => self.unknown = before.unknown + 1,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use koodrive_client::{ConnectFault, NotProcessedKind, RefusalKind, TlsFault, UnknownKind};

    use super::*;

    fn refused(kind: RefusalKind) -> Verdict<TaskId> {
        Verdict::Refused(Refusal {
            code: "13000102".into(),
            message: "parameter check failed".into(),
            status: 400,
            kind,
        })
    }

    fn failed(kind: NotProcessedKind) -> Verdict<TaskId> {
        Verdict::NotProcessed(NotProcessed {
            kind,
            retry_after: None,
            detail: String::new(),
        })
    }

    fn dark() -> Verdict<TaskId> {
        Verdict::Unknown(Unknown {
            kind: UnknownKind::TimedOut,
            detail: String::new(),
        })
    }

    #[test]
    fn nothing_unclear_is_queued_again() {
        for unknown in 0..5 {
            let situation = Situation {
                unknown,
                ..Situation::default()
            };
            let next = decide(&dark(), situation);
            assert!(
                matches!(next, Next::Unknown | Next::UnknownAndStop(_)),
                "after {unknown} unknown: {next:?}"
            );
        }
    }

    #[test]
    fn a_bad_key_stops_at_once_and_leaves_the_batch_queued() {
        for kind in [
            RefusalKind::Credentials,
            RefusalKind::UserId,
            RefusalKind::Permission,
        ] {
            let next = decide(&refused(kind), Situation::default());
            assert!(
                matches!(next, Next::QueueAndStop(StopReason::Refused(_))),
                "{kind:?}: {next:?}"
            );
        }
    }

    #[test]
    fn a_wrong_time_is_mended_once() {
        let verdict = refused(RefusalKind::Clock);
        assert_eq!(
            decide(&verdict, Situation::default()),
            Next::Again(Wait::None)
        );
        let again = Situation {
            refused_for_time: true,
            ..Situation::default()
        };
        assert!(matches!(
            decide(&verdict, again),
            Next::QueueAndStop(StopReason::Clock(_))
        ));
    }

    #[test]
    fn bad_rows_are_isolated_where_that_is_wanted() {
        for kind in [RefusalKind::Parameters, RefusalKind::TooLarge] {
            let verdict = refused(kind);
            let wanted = Situation {
                isolates: true,
                ..Situation::default()
            };
            assert!(
                matches!(decide(&verdict, wanted), Next::Isolate(_)),
                "{kind:?}"
            );
            assert_eq!(decide(&verdict, Situation::default()), Next::Refused);
        }
    }

    #[test]
    fn unexplained_refusals_stop_at_the_third_in_a_row() {
        let verdict = refused(RefusalKind::Other);
        let mut situation = Situation::default();
        let mut nexts = Vec::new();
        for _ in 0..3 {
            nexts.push(decide(&verdict, situation));
            situation = situation.after(&verdict);
        }
        assert_eq!(nexts[..2], [Next::Refused, Next::Refused]);
        assert!(matches!(nexts[2], Next::RefusedAndStop(_)));
    }

    #[test]
    fn a_dead_endpoint_is_given_up_soon_and_a_lost_network_late() {
        let verdict = failed(NotProcessedKind::Connect(ConnectFault::Refused));
        let tries = |mut situation: Situation| {
            let mut tries = 1;
            while matches!(decide(&verdict, situation), Next::Again(Wait::Backoff(_))) {
                situation = situation.after(&verdict);
                tries += 1;
            }
            tries
        };
        assert_eq!(tries(Situation::default()), TRIES_BEFORE_FIRST_ANSWER);
        let later = Situation {
            answered: true,
            ..Situation::default()
        };
        assert_eq!(tries(later), TRIES_AFTER_FIRST_ANSWER);
    }

    #[test]
    fn a_name_that_is_not_found_is_a_typing_mistake_at_first_and_a_lost_network_later() {
        let verdict = failed(NotProcessedKind::Dns);
        assert!(matches!(
            decide(&verdict, Situation::default()),
            Next::QueueAndStop(_)
        ));
        let later = Situation {
            answered: true,
            ..Situation::default()
        };
        assert_eq!(decide(&verdict, later), Next::Again(Wait::Backoff(0)));
    }

    #[test]
    fn an_untrusted_certificate_stops_even_in_the_middle() {
        let verdict = failed(NotProcessedKind::Tls(TlsFault::UnknownIssuer));
        let later = Situation {
            answered: true,
            ..Situation::default()
        };
        assert!(matches!(decide(&verdict, later), Next::QueueAndStop(_)));
    }
}
