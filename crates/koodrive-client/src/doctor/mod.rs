//! What is wrong with a connection: step by step, the first thing that fails, and how to tell it from the next.
//!
//! The doctor goes the very way that requests go: it sends one signed query for a task that cannot exist, and reads off
//! the answer how far it came. Nothing is created. Only when the signature or its time is refused does it ask once more.
//!
//! What it cannot see: whether the key may *create*. The permission to query is all that a query shows.

mod examine;
mod pac;
mod route;
mod steps;

use std::fmt;

use chrono::TimeDelta;

use crate::{NotProcessed, Refusal, Scheme, TlsFault, TraceId, Unknown};

/// What the doctor found: one step for each [`Part`], in the order in which a request passes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Examination {
    /// The steps.
    pub steps: Vec<Step>,
    /// The trace IDs of the queries that were sent, for support.
    pub trace_ids: Vec<TraceId>,
}

impl Examination {
    /// Whether a batch could be sent now.
    pub fn works(&self) -> bool {
        self.trouble().is_none()
    }

    /// The first thing that fails: what to mend before anything else.
    pub fn trouble(&self) -> Option<(Part, &Trouble)> {
        self.steps.iter().find_map(|step| match &step.finding {
            Finding::Trouble(trouble) => Some((step.part, &**trouble)),
            _ => None,
        })
    }

    /// The finding of one step.
    pub fn finding(&self, part: Part) -> Option<&Finding> {
        self.steps
            .iter()
            .find(|step| step.part == part)
            .map(|step| &step.finding)
    }
}

/// One step of an examination.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was looked at.
    pub part: Part,
    /// What was found.
    pub finding: Finding,
}

/// What a request passes on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The endpoint as it was typed in.
    Address,
    /// The proxy: the system's, or one that was typed in.
    Proxy,
    /// The host's name. A proxy looks it up by itself.
    Dns,
    /// The connection.
    Tcp,
    /// The certificate and the encryption.
    Tls,
    /// Whether what answers is the service, and does.
    Service,
    /// This machine's clock against the service's.
    Clock,
    /// The key and the signature scheme.
    Signature,
    /// The signing user's ID.
    UserId,
    /// What the key may do.
    Permission,
}

impl Part {
    /// All of them, in order.
    pub const ALL: [Self; 10] = [
        Self::Address,
        Self::Proxy,
        Self::Dns,
        Self::Tcp,
        Self::Tls,
        Self::Service,
        Self::Clock,
        Self::Signature,
        Self::UserId,
        Self::Permission,
    ];

    /// A stable name, for texts and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Proxy => "proxy",
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Service => "service",
            Self::Clock => "clock",
            Self::Signature => "signature",
            Self::UserId => "user_id",
            Self::Permission => "permission",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What was found at one step.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Finding {
    /// All is well; the text says what is there: the host, the proxy, the certificate's issuer, the scheme.
    Good(String),
    /// It works, and a person should know something about it.
    Notice(Notice),
    /// It fails here.
    Trouble(Box<Trouble>),
    /// There is nothing to look at: no proxy, no encryption to this very machine.
    NotNeeded,
    /// An earlier step fails, so nothing is known about this one.
    NotReached,
}

/// Something that works but should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// The workstation's clock is wrong by this much: positive when it is behind. Requests are signed with the service's
    /// time, so it does no harm here; it may elsewhere.
    ClockOff(TimeDelta),
    /// The query was refused, as one for a task that does not exist should be, but with a code that nobody has documented:
    /// a person may judge its words.
    Undocumented(Refusal),
    /// The system uses an automatic proxy script (PAC), which is not read: requests go directly.
    ScriptIgnored {
        /// Where the script is.
        script: String,
    },
}

/// What fails.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The request did not get to the service.
    #[error(transparent)]
    NotProcessed(NotProcessed),
    /// The certificate is not trusted.
    #[error("{fault}{}", issued(issuer.as_deref()))]
    Certificate {
        /// What is wrong with it.
        fault: TlsFault,
        /// Who issued it, as the certificate says (RFC 4514).
        issuer: Option<String>,
        /// Who that may be.
        suspicion: Suspicion,
    },
    /// The service refused the query for something that would refuse a batch too.
    #[error(transparent)]
    Refused(Refusal),
    /// The signature was refused; the other scheme's would be taken.
    #[error("the signature is refused, but the scheme `{scheme}` would be accepted")]
    OtherScheme {
        /// The scheme that works.
        scheme: Scheme,
    },
    /// What answers does not behave like the service.
    #[error(transparent)]
    Unknown(Unknown),
}

/// Who may stand behind a certificate that nobody here trusts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Suspicion {
    /// The company inspects TLS: a public site shows a private certificate, or there is a proxy on the way. Its CA belongs
    /// into the system's store, or beside this connection.
    Inspection,
    /// The site has a CA of its own, which can be given to this connection.
    PrivateCa,
    /// The certificate vouches for itself.
    SelfSigned,
    /// The certificate's fault is another one than its issuer.
    Nobody,
}

fn issued(issuer: Option<&str>) -> String {
    issuer
        .map(|issuer| format!(" (issued by `{issuer}`)"))
        .unwrap_or_default()
}
