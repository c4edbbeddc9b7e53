//! What keeps the answer to a question about a task from coming.

use koodrive_client::{NotProcessed, Unknown, UnknownKind};

/// Who or what keeps an answer from coming, as far as a person acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollFault {
    /// The network, the proxy or TLS; a time-out and a lost connection among them.
    NotReached,
    /// The service answers with what says nothing: HTTP 500, a page that cannot be read.
    InTrouble,
    /// The service asks for fewer requests.
    Busy,
    /// The service refuses to say anything about the task.
    Refused,
}

impl PollFault {
    /// Every one of them.
    pub const ALL: [Self; 4] = [Self::NotReached, Self::InTrouble, Self::Busy, Self::Refused];

    /// A stable name, for texts and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotReached => "not-reached",
            Self::InTrouble => "in-trouble",
            Self::Busy => "busy",
            Self::Refused => "refused",
        }
    }

    pub(super) fn of_request(failure: &NotProcessed) -> Self {
        if failure.is_pacing() {
            Self::Busy
        } else {
            Self::NotReached
        }
    }

    pub(super) fn of_answer(unknown: &Unknown) -> Self {
        match unknown.kind {
            UnknownKind::TimedOut | UnknownKind::ConnectionLost => Self::NotReached,
            _ => Self::InTrouble,
        }
    }
}
