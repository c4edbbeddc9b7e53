//! Requests of which nobody can say whether they were worked on.

/// A request that may have been worked on, or not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}{}", suffix(detail))]
pub struct Unknown {
    /// Why nobody can say.
    pub kind: UnknownKind,
    /// The cause in the words of the operating system or the answer; may be empty.
    pub detail: String,
}

/// Why nobody can say what became of a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownKind {
    /// No answer in time, after the request may have left.
    #[error("no answer came in time")]
    TimedOut,
    /// The connection was lost after the request may have left.
    #[error("the connection was lost before the answer came")]
    ConnectionLost,
    /// A status that tells nothing about the work: 5xx, 408, 425 and the like.
    #[error("the service answered with HTTP {status}")]
    ServerError {
        /// The HTTP status.
        status: u16,
    },
    /// A redirect, which is never followed: a request full of passwords goes to the host that was chosen.
    #[error("the service answered with a redirect{}", to.as_ref().map(|to| format!(" to `{to}`")).unwrap_or_default())]
    Redirected {
        /// The host it points to, when it names one.
        to: Option<String>,
    },
    /// HTTP 200, but the answer is empty, cut short or not JSON.
    #[error("the answer cannot be read")]
    Unreadable,
    /// HTTP 200 and success, but without a task ID.
    #[error("the answer says success but gives no task ID")]
    NoTaskId,
    /// The answer is longer than it is read.
    #[error("the answer is longer than {cap} bytes")]
    TooLarge {
        /// How much is read, in bytes.
        cap: usize,
    },
}

impl UnknownKind {
    /// A stable name, for texts and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TimedOut => "timed_out",
            Self::ConnectionLost => "connection_lost",
            Self::ServerError { .. } => "server_error",
            Self::Redirected { .. } => "redirected",
            Self::Unreadable => "unreadable",
            Self::NoTaskId => "no_task_id",
            Self::TooLarge { .. } => "too_large",
        }
    }
}

impl Unknown {
    pub(crate) fn new(kind: UnknownKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
        }
    }
}

fn suffix(detail: &str) -> String {
    if detail.is_empty() {
        String::new()
    } else {
        format!(": {detail}")
    }
}
