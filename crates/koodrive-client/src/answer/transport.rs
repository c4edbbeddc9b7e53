//! Requests that got no answer at all. The question is only: can a byte of it have left?

use std::error::Error;
use std::io;

use rustls::CertificateError;

use super::{
    ConnectFault, NotProcessed, NotProcessedKind, ProxyFault, TlsFault, Unknown, UnknownKind,
    Verdict,
};

/// What an error of the HTTP library means. Everything up to and including the TLS handshake comes before the request's
/// first byte; everything after it may have come too late.
pub(crate) fn judge_transport<T>(error: &reqwest::Error) -> Verdict<T> {
    let detail = causes_of(error);
    if error.is_connect() || error.is_builder() {
        Verdict::NotProcessed(NotProcessed::new(connect_phase(error), detail))
    } else if error.is_timeout() {
        Verdict::Unknown(Unknown::new(UnknownKind::TimedOut, detail))
    } else {
        Verdict::Unknown(Unknown::new(UnknownKind::ConnectionLost, detail))
    }
}

fn connect_phase(error: &reqwest::Error) -> NotProcessedKind {
    if let Some(fault) = causes(error).find_map(proxy_fault) {
        NotProcessedKind::Proxy(fault)
    } else if let Some(fault) = causes(error).find_map(tls_fault) {
        NotProcessedKind::Tls(fault)
    } else if error.is_dns() {
        NotProcessedKind::Dns
    } else if error.is_timeout() {
        NotProcessedKind::Connect(ConnectFault::TimedOut)
    } else {
        NotProcessedKind::Connect(
            causes(error)
                .find_map(connect_fault)
                .unwrap_or(ConnectFault::Other),
        )
    }
}

/// The library that makes the tunnel keeps its error type to itself; its words are pinned by tests.
fn proxy_fault(error: &(dyn Error + 'static)) -> Option<ProxyFault> {
    let text = error.to_string();
    let fault = text.strip_prefix("tunnel error: ")?;
    Some(match fault {
        "proxy authorization required" => ProxyFault::AuthenticationRequired,
        "failed to create underlying connection" => ProxyFault::Unreachable,
        _ => ProxyFault::Refused,
    })
}

fn tls_fault(error: &(dyn Error + 'static)) -> Option<TlsFault> {
    error.downcast_ref::<rustls::Error>().map(TlsFault::from)
}

impl From<&rustls::Error> for TlsFault {
    fn from(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(error) => certificate_fault(error),
            rustls::Error::InvalidMessage(_) => Self::NotTls,
            _ => Self::Other,
        }
    }
}

fn certificate_fault(error: &CertificateError) -> TlsFault {
    match error {
        // A CA of the same name but with another key, as when a company renews its own, shows as a bad signature.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => TlsFault::UnknownIssuer,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TlsFault::WrongName
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsFault::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TlsFault::NotYetValid
        }
        CertificateError::Revoked => TlsFault::Revoked,
        _ => TlsFault::Other,
    }
}

fn connect_fault(error: &(dyn Error + 'static)) -> Option<ConnectFault> {
    use io::ErrorKind as Kind;

    match error.downcast_ref::<io::Error>()?.kind() {
        Kind::ConnectionRefused => Some(ConnectFault::Refused),
        Kind::TimedOut => Some(ConnectFault::TimedOut),
        Kind::NetworkUnreachable
        | Kind::HostUnreachable
        | Kind::NetworkDown
        | Kind::AddrNotAvailable => Some(ConnectFault::Unreachable),
        Kind::ConnectionReset
        | Kind::ConnectionAborted
        | Kind::UnexpectedEof
        | Kind::BrokenPipe => Some(ConnectFault::Interrupted),
        _ => None,
    }
}

/// The causes, from the outermost to the root, without the libraries' own headings: those name the URL and say little.
pub(crate) fn causes_of(error: &reqwest::Error) -> String {
    let mut texts: Vec<String> = Vec::new();
    for text in causes(error).skip(1).map(ToString::to_string) {
        let is_heading = text.starts_with("client error (");
        let is_repeated = texts.last().is_some_and(|last| last.contains(&text));
        if !is_heading && !is_repeated {
            texts.push(text);
        }
    }
    texts.join(": ")
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(Some(error as &(dyn Error + 'static)), |error| cause(*error))
}

/// `io::Error` passes over the error it wraps when it is asked for its source; TLS errors come wrapped like that.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}
