//! A connection's examination, and what to do about what it finds.

use koodrive_client::doctor::{Examination, Suspicion, Trouble};
use koodrive_client::{
    ConnectFault, NotProcessedKind, ProxyFault, RefusalKind, Scheme, TlsFault, UnknownKind,
};

use crate::connect::{ConnectError, Signer};

/// Examines a connection step by step. It creates nothing.
///
/// ```no_run
/// # async fn example(signer: provisioning::Signer) -> Result<(), provisioning::ConnectError> {
/// let examination = provisioning::examine(&signer).await?;
/// if let Some((part, trouble)) = examination.trouble() {
///     println!("{part}: {trouble}: {}", provisioning::advice(trouble));
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When there is no client to be had, as in [`Signer::new`].
pub async fn examine(signer: &Signer) -> Result<Examination, ConnectError> {
    Ok(signer.client().examine().await?)
}

/// What to do about a trouble, in one sentence.
pub fn advice(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::NotProcessed(failure) => for_failure(failure.kind),
        Trouble::Certificate {
            fault, suspicion, ..
        } => for_certificate(*fault, *suspicion),
        Trouble::Refused(refusal) => for_refusal(refusal.kind),
        Trouble::OtherScheme {
            scheme: Scheme::Gateway,
        } => "choose the scheme `gateway` for this connection",
        Trouble::OtherScheme { .. } => "choose the scheme `koodrive` for this connection",
        Trouble::Unknown(unknown) => for_unknown(&unknown.kind),
        _ => "read the words above",
    }
}

fn for_failure(kind: NotProcessedKind) -> &'static str {
    match kind {
        NotProcessedKind::Dns => {
            "check the endpoint's spelling, and that this machine is on the network"
        }
        NotProcessedKind::Connect(ConnectFault::Refused) => {
            "check the endpoint's port: nobody listens there"
        }
        NotProcessedKind::Connect(_) => {
            "check the network and the firewall; some networks reach the outside through a proxy only"
        }
        NotProcessedKind::Proxy(fault) => for_proxy(fault),
        NotProcessedKind::Tls(fault) => for_certificate(fault, Suspicion::Nobody),
        NotProcessedKind::Throttled => {
            "wait a little and test again: the service is asked too often"
        }
        NotProcessedKind::Unavailable => "test again later: the service has no room now",
        _ => "check the endpoint and the network",
    }
}

fn for_proxy(fault: ProxyFault) -> &'static str {
    match fault {
        ProxyFault::Unreachable => "check the proxy's address and port",
        ProxyFault::AuthenticationRequired => "give the proxy's user name and password",
        _ => "ask whoever runs the proxy to let this host through, or choose another proxy or none",
    }
}

fn for_certificate(fault: TlsFault, suspicion: Suspicion) -> &'static str {
    match (suspicion, fault) {
        (Suspicion::Inspection, _) => {
            "your company inspects TLS: install its CA in the system, or give its file to this connection"
        }
        (Suspicion::PrivateCa | Suspicion::SelfSigned, _) | (_, TlsFault::UnknownIssuer) => {
            "ask whoever runs the site for its CA's file and give it to this connection; until then \
             nobody can say who answers there"
        }
        (_, TlsFault::WrongName) => {
            "check the endpoint: the certificate that answers there is for another host"
        }
        (_, TlsFault::Expired | TlsFault::NotYetValid) => {
            "check this machine's date; if it is right, the site's certificate has to be renewed"
        }
        (_, TlsFault::NotTls) => "check the endpoint's port: what listens there does not speak TLS",
        _ => "ask whoever runs the site: its certificate cannot be trusted",
    }
}

fn for_refusal(kind: RefusalKind) -> &'static str {
    match kind {
        RefusalKind::Credentials => {
            "check the AK and SK of this connection; neither signature scheme is accepted with them"
        }
        RefusalKind::Clock => {
            "check this machine's clock; if it is right, tell support, with the trace ID"
        }
        RefusalKind::UserId => "check the signing user ID of this connection",
        RefusalKind::Permission => "ask for the key to be allowed to use batch provisioning",
        RefusalKind::NotFound => {
            "check the endpoint: there is no batch provisioning at this address"
        }
        _ => "read the service's words",
    }
}

fn for_unknown(kind: &UnknownKind) -> &'static str {
    match kind {
        UnknownKind::TimedOut | UnknownKind::ConnectionLost => {
            "test again; if it stays like this, ask whoever runs the network or the site"
        }
        UnknownKind::ServerError { .. } => "test again later: the service is in trouble",
        UnknownKind::Redirected { .. } => {
            "check the endpoint: it points elsewhere; perhaps this network wants a login first"
        }
        _ => {
            "check the endpoint: what answers there is not the service; perhaps this network wants a login first"
        }
    }
}
