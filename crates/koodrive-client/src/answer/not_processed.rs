//! Requests that certainly were not worked on.

use std::time::Duration;

/// A request that may be sent again: no byte of it can have been worked on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}{}", suffix(detail))]
pub struct NotProcessed {
    /// Why.
    pub kind: NotProcessedKind,
    /// How long the service asks to wait, counted from the answer: `Retry-After`, in either form (RFC 9110, 10.2.3).
    pub retry_after: Option<Duration>,
    /// The cause in the words of the operating system, the TLS library or the gateway; may be empty.
    pub detail: String,
}

/// Why a request was not worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NotProcessedKind {
    /// The host's name could not be resolved.
    #[error("the host was not found")]
    Dns,
    /// No connection came about.
    #[error("{0}")]
    Connect(ConnectFault),
    /// The proxy did not let it through.
    #[error("{0}")]
    Proxy(ProxyFault),
    /// No secure connection came about.
    #[error("{0}")]
    Tls(TlsFault),
    /// Too many requests: HTTP 429.
    #[error("too many requests")]
    Throttled,
    /// The gateway has nobody to give it to: HTTP 503.
    #[error("the service is unavailable")]
    Unavailable,
}

/// What went wrong while connecting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectFault {
    /// Nobody listens there.
    #[error("the connection was refused")]
    Refused,
    /// No answer within the connect time-out.
    #[error("connecting took too long")]
    TimedOut,
    /// No way to the host: no network, or a router says no.
    #[error("the host cannot be reached")]
    Unreachable,
    /// The connection was closed while it was being made.
    #[error("the connection was closed while it was being made")]
    Interrupted,
    /// Something else; the detail tells.
    #[error("no connection could be made")]
    Other,
}

/// What went wrong at the proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyFault {
    /// The proxy itself cannot be reached.
    #[error("the proxy cannot be reached")]
    Unreachable,
    /// The proxy wants a user name and password, or others than it was given: HTTP 407.
    #[error("the proxy wants a user name and password")]
    AuthenticationRequired,
    /// The proxy answered, but not with a connection.
    #[error("the proxy refused to connect")]
    Refused,
}

/// What is wrong with the secure connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TlsFault {
    /// Nobody this machine trusts has signed the certificate: a private CA, or a company that inspects TLS.
    #[error("the certificate was issued by an unknown authority")]
    UnknownIssuer,
    /// The certificate is for another host.
    #[error("the certificate is for another host")]
    WrongName,
    /// The certificate has expired, or this machine's clock is far ahead.
    #[error("the certificate has expired")]
    Expired,
    /// The certificate is not valid yet, or this machine's clock is far behind.
    #[error("the certificate is not valid yet")]
    NotYetValid,
    /// The certificate was withdrawn.
    #[error("the certificate was revoked")]
    Revoked,
    /// What listens there does not speak TLS.
    #[error("the other side does not speak TLS")]
    NotTls,
    /// Something else; the detail tells.
    #[error("no secure connection could be made")]
    Other,
}

impl NotProcessedKind {
    /// A stable name, for texts and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Connect(fault) => fault.code(),
            Self::Proxy(fault) => fault.code(),
            Self::Tls(fault) => fault.code(),
            Self::Throttled => "throttled",
            Self::Unavailable => "unavailable",
        }
    }
}

impl ConnectFault {
    fn code(self) -> &'static str {
        match self {
            Self::Refused => "connect_refused",
            Self::TimedOut => "connect_timed_out",
            Self::Unreachable => "connect_unreachable",
            Self::Interrupted => "connect_interrupted",
            Self::Other => "connect_failed",
        }
    }
}

impl ProxyFault {
    fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "proxy_unreachable",
            Self::AuthenticationRequired => "proxy_authentication",
            Self::Refused => "proxy_refused",
        }
    }
}

impl TlsFault {
    fn code(self) -> &'static str {
        match self {
            Self::UnknownIssuer => "tls_unknown_issuer",
            Self::WrongName => "tls_wrong_name",
            Self::Expired => "tls_expired",
            Self::NotYetValid => "tls_not_yet_valid",
            Self::Revoked => "tls_revoked",
            Self::NotTls => "tls_not_spoken",
            Self::Other => "tls_failed",
        }
    }
}

impl NotProcessed {
    pub(crate) fn new(kind: NotProcessedKind, detail: String) -> Self {
        Self {
            kind,
            retry_after: None,
            detail,
        }
    }

    /// Whether the service asks for fewer requests: 429 and 503 alike.
    pub fn is_pacing(&self) -> bool {
        matches!(
            self.kind,
            NotProcessedKind::Throttled | NotProcessedKind::Unavailable
        )
    }

    /// Whether the host's name was not found: a typing mistake before the first answer, a lost network after it.
    pub fn is_dns(&self) -> bool {
        self.kind == NotProcessedKind::Dns
    }

    /// Whether the next request would fail in the same way until a person changes something.
    pub fn stops_everything(&self) -> bool {
        matches!(
            self.kind,
            NotProcessedKind::Dns
                | NotProcessedKind::Tls(_)
                | NotProcessedKind::Proxy(ProxyFault::AuthenticationRequired)
        )
    }
}

fn suffix(detail: &str) -> String {
    if detail.is_empty() {
        String::new()
    } else {
        format!(": {detail}")
    }
}
