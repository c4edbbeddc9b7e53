//! The service said no, and created nothing.

use serde::{Deserialize, Serialize};

/// A request that was refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("refused with `{code}`: {message}")]
pub struct Refusal {
    /// The service's or the gateway's code, as text; `HTTP 403` and the like when the answer has none.
    pub code: String,
    /// The service's words, without what is nobody's business: the access key and the canonical request are cut out.
    pub message: String,
    /// The HTTP status. 200 is possible: there the code decides.
    pub status: u16,
    /// What it is about.
    pub kind: RefusalKind,
}

/// What a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RefusalKind {
    /// The users in the batch: a parameter check failed.
    Parameters,
    /// The access key or the signature.
    Credentials,
    /// The time of the signature: in the service's future, or too old.
    Clock,
    /// The signing user's ID.
    UserId,
    /// The key is known but may not do this, or not any more.
    Permission,
    /// There is no such API at this address.
    NotFound,
    /// The request is larger than the gateway takes.
    TooLarge,
    /// Anything else; the code and the message tell.
    Other,
}

impl RefusalKind {
    /// A stable name, for texts and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Parameters => "parameters",
            Self::Credentials => "credentials",
            Self::Clock => "clock",
            Self::UserId => "user_id",
            Self::Permission => "permission",
            Self::NotFound => "not_found",
            Self::TooLarge => "too_large",
            Self::Other => "other",
        }
    }
}

impl Refusal {
    /// Whether the users in the batch are the reason: it may be split until the rows at fault stand alone.
    pub fn is_content(&self) -> bool {
        self.kind == RefusalKind::Parameters
    }

    /// Whether the batch was too much at once: halves may pass.
    pub fn is_too_large(&self) -> bool {
        self.kind == RefusalKind::TooLarge
    }

    /// Whether the time of the signature is the reason. The answer has taught the clock: once more will do.
    pub fn is_clock(&self) -> bool {
        self.kind == RefusalKind::Clock
    }

    /// Whether every other batch would be refused too: a person has to change the connection.
    pub fn stops_everything(&self) -> bool {
        matches!(
            self.kind,
            RefusalKind::Credentials
                | RefusalKind::UserId
                | RefusalKind::Permission
                | RefusalKind::NotFound
        )
    }
}
