//! Why a whole submission stops, and what a person can do about it.

use koodrive_client::{NotProcessed, NotProcessedKind, Refusal, RefusalKind};

/// Why no further batch is sent. What is queued stays queued; a resumed submission goes on there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StopReason {
    /// The connection is refused: key, user ID, permission, address.
    #[error("the service refused the connection: `{}`: {}", .0.code, .0.message)]
    Refused(Refusal),
    /// Several batches in a row were refused for a reason that this program does not know, or a
    /// thousand users in a row one by one.
    #[error("several batches in a row were refused: `{}`: {}", .0.code, .0.message)]
    RefusedInARow(Refusal),
    /// The service was not reached.
    #[error("the service was not reached: {}", .0.kind)]
    NotReached(NotProcessed),
    /// The signature's time was refused although the clock was set by the service's own.
    #[error("the service refuses the time of the signature: {0}")]
    Clock(String),
    /// The service has asked for fewer requests for too long.
    #[error("the service has been asking to wait for too long")]
    Throttled,
    /// Several batches in a row ended in the dark.
    #[error("several batches in a row may or may not have been processed; the last one: {0}")]
    UnknownInARow(String),
    /// The ledger can no longer write down what happens.
    #[error("what happens can no longer be written down: {0}")]
    Ledger(String),
}

impl StopReason {
    /// A stable name, for texts and scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => match refusal.kind {
                RefusalKind::Credentials => "key-refused",
                RefusalKind::UserId => "user-id-refused",
                RefusalKind::Permission => "permission-refused",
                _ => "connection-refused",
            },
            Self::RefusedInARow(_) => "refused-in-a-row",
            Self::NotReached(failure) => match failure.kind {
                NotProcessedKind::Dns => "host-not-found",
                NotProcessedKind::Tls(_) => "not-secure",
                NotProcessedKind::Proxy(_) => "proxy",
                _ => "not-reached",
            },
            Self::Clock(_) => "clock-refused",
            Self::Throttled => "throttled",
            Self::UnknownInARow(_) => "unknown-in-a-row",
            Self::Ledger(_) => "ledger",
        }
    }

    pub(crate) fn is_host_not_found(&self) -> bool {
        matches!(self, Self::NotReached(failure) if failure.is_dns())
    }

    /// What to do, in one sentence.
    pub fn hint(&self) -> &'static str {
        match self.code() {
            "key-refused" => {
                "check the AK and SK of the connection, and its signature scheme, then resume the submission"
            }
            "user-id-refused" => {
                "check the signing user ID of the connection, then resume the submission"
            }
            "permission-refused" => {
                "ask for the key to be allowed to use batch provisioning, then resume the submission"
            }
            "connection-refused" => {
                "check the endpoint of the connection, then resume the submission"
            }
            "refused-in-a-row" => {
                "read the service's words above; nothing was created from the refused batches; correct the sheet, or resume to try the others"
            }
            "host-not-found" => {
                "check the endpoint's spelling and the network, then resume the submission"
            }
            "not-secure" => {
                "if your company inspects TLS, install its CA in the system or give it to the connection, then resume"
            }
            "proxy" => "check the proxy's address and password, then resume the submission",
            "not-reached" => "check the endpoint and the network, then resume the submission",
            "clock-refused" => "check the clock of this machine, then resume the submission",
            "throttled" => "resume the submission later; nothing is lost",
            "unknown-in-a-row" => {
                "settle the unknown batches one by one, then resume; nothing unknown is sent again by itself"
            }
            _ => "make room on the disk or allow writing, then resume the submission",
        }
    }
}
