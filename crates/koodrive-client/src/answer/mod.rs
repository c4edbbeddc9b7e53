//! What became of a request: one of four things, and the caller need not know HTTP to act on it.

mod body;
mod envelope;
mod gateway;
mod judge;
mod kind;
mod not_processed;
mod refusal;
mod retry_after;
mod service_date;
mod transport;
mod unknown;
mod words;

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::{TraceId, XDate};

pub(crate) use body::ReadBody;
pub(crate) use envelope::DataFault;
pub(crate) use judge::{Heard, ReadData, judge};
pub use not_processed::{ConnectFault, NotProcessed, NotProcessedKind, ProxyFault, TlsFault};
pub use refusal::{Refusal, RefusalKind};
pub(crate) use service_date::date_header;
pub(crate) use transport::judge_transport;
pub use unknown::{Unknown, UnknownKind};

/// What became of a request, and the facts that support asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T> {
    /// When, which, how long: the same for every verdict.
    pub exchange: Exchange,
    /// What became of it.
    pub verdict: Verdict<T>,
}

/// The facts of one request and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// The trace ID it was sent with.
    pub trace_id: TraceId,
    /// The time it was signed with.
    pub x_date: XDate,
    /// The HTTP status, when an answer came.
    pub status: Option<u16>,
    /// From the first attempt to connect to the last byte of the answer, or to giving up.
    pub duration: Duration,
    /// The service's own time, from the answer's `Date`.
    pub service_date: Option<DateTime<Utc>>,
    /// The request ID that the gateway gave out, when it did.
    pub request_id: Option<String>,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict<T> {
    /// The service took it.
    Accepted(T),
    /// The service refused all of it: nothing was created.
    Refused(Refusal),
    /// It certainly did not get as far as being worked on: the same request may be sent again.
    NotProcessed(NotProcessed),
    /// It may have been worked on, or not. A `create` must not be sent again without a person's word.
    Unknown(Unknown),
}

impl<T> Verdict<T> {
    /// `accepted`, `refused`, `not processed` or `unknown`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accepted(_) => "accepted",
            Self::Refused(_) => "refused",
            Self::NotProcessed(_) => "not processed",
            Self::Unknown(_) => "unknown",
        }
    }

    /// A stable name of the reason, for texts and logs; `None` when it was accepted.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Accepted(_) => None,
            Self::Refused(refusal) => Some(&refusal.code),
            Self::NotProcessed(not_processed) => Some(not_processed.kind.code()),
            Self::Unknown(unknown) => Some(unknown.kind.code()),
        }
    }

    /// The value, if the request was accepted.
    pub fn accepted(self) -> Option<T> {
        match self {
            Self::Accepted(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the next request would fail in the same way, so that sending it makes no sense: a refused key, user ID or
    /// permission, an unknown host, an untrusted certificate, a proxy that wants a password.
    pub fn stops_everything(&self) -> bool {
        match self {
            Self::Refused(refusal) => refusal.stops_everything(),
            Self::NotProcessed(not_processed) => not_processed.stops_everything(),
            Self::Accepted(_) | Self::Unknown(_) => false,
        }
    }
}
