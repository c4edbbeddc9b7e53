//! What the doctor found, as a sentence of ours by its code, with what goes into it.

use provisioning::client::doctor::{Notice, Trouble};
use provisioning::client::{NotProcessed, NotProcessedKind, Refusal, Scheme, Unknown, UnknownKind};
use provisioning::with_causes;

use crate::contract::codes;
use crate::contract::connection::Found;

/// What fails.
pub(crate) fn trouble(trouble: &Trouble) -> Found {
    match trouble {
        Trouble::NotProcessed(failure) => not_processed(failure),
        Trouble::Certificate { fault, issuer, .. } => Found {
            about: issuer.clone(),
            ..found(NotProcessedKind::Tls(*fault).code())
        },
        Trouble::Refused(refusal) => refused(refusal),
        Trouble::OtherScheme { .. } => found(codes::OTHER_SCHEME),
        Trouble::Unknown(answer) => unknown(answer),
        other => Found {
            words: Some(with_causes(other)),
            ..found(codes::OTHER)
        },
    }
}

/// What works and should be known. The clock has words of its own, from the report.
pub(crate) fn notice(notice: &Notice) -> Option<Found> {
    match notice {
        Notice::Undocumented(refusal) => Some(refused(refusal)),
        Notice::ScriptIgnored { script } => Some(Found {
            about: Some(script.clone()),
            ..found(codes::SCRIPT_IGNORED)
        }),
        _ => None,
    }
}

/// The signature scheme that is used.
pub(crate) fn scheme(name: &str) -> Option<Found> {
    let code = match name.parse().ok()? {
        Scheme::KooDrive => codes::SCHEME_KOODRIVE,
        Scheme::Gateway => codes::SCHEME_GATEWAY,
    };
    Some(found(code))
}

fn not_processed(failure: &NotProcessed) -> Found {
    Found {
        words: filled(&failure.detail),
        ..found(failure.kind.code())
    }
}

fn refused(refusal: &Refusal) -> Found {
    Found {
        about: Some(refusal.code.clone()),
        words: filled(&refusal.message),
        ..found(codes::REFUSED)
    }
}

fn unknown(answer: &Unknown) -> Found {
    let about = match &answer.kind {
        UnknownKind::ServerError { status } => Some(status.to_string()),
        UnknownKind::Redirected { to } => to.clone(),
        _ => None,
    };
    Found {
        about,
        words: filled(&answer.detail),
        ..found(answer.kind.code())
    }
}

fn found(code: &str) -> Found {
    Found {
        code: code.replace('_', "-"),
        about: None,
        words: None,
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use provisioning::client::doctor::Suspicion;
    use provisioning::client::{ConnectFault, ProxyFault, RefusalKind, TlsFault};

    use super::*;

    fn failure(kind: NotProcessedKind) -> Trouble {
        Trouble::NotProcessed(NotProcessed {
            kind,
            retry_after: None,
            detail: "os error 111".into(),
        })
    }

    fn answer(kind: UnknownKind) -> Trouble {
        let detail = String::new();
        Trouble::Unknown(Unknown { kind, detail })
    }

    fn refusal() -> Refusal {
        Refusal {
            code: "APIG.0301".into(),
            message: "incorrect app authentication information".into(),
            status: 401,
            kind: RefusalKind::Credentials,
        }
    }

    const CONNECT: [ConnectFault; 5] = [
        ConnectFault::Refused,
        ConnectFault::TimedOut,
        ConnectFault::Unreachable,
        ConnectFault::Interrupted,
        ConnectFault::Other,
    ];
    const PROXY: [ProxyFault; 3] = [
        ProxyFault::Unreachable,
        ProxyFault::AuthenticationRequired,
        ProxyFault::Refused,
    ];
    const TLS: [TlsFault; 7] = [
        TlsFault::UnknownIssuer,
        TlsFault::WrongName,
        TlsFault::Expired,
        TlsFault::NotYetValid,
        TlsFault::Revoked,
        TlsFault::NotTls,
        TlsFault::Other,
    ];

    fn troubles() -> Vec<Trouble> {
        let mut kinds = vec![NotProcessedKind::Dns];
        kinds.extend(CONNECT.map(NotProcessedKind::Connect));
        kinds.extend(PROXY.map(NotProcessedKind::Proxy));
        kinds.extend(TLS.map(NotProcessedKind::Tls));
        kinds.extend([NotProcessedKind::Throttled, NotProcessedKind::Unavailable]);
        let answers = [
            UnknownKind::TimedOut,
            UnknownKind::ConnectionLost,
            UnknownKind::ServerError { status: 500 },
            UnknownKind::Redirected { to: None },
            UnknownKind::Unreadable,
            UnknownKind::NoTaskId,
            UnknownKind::TooLarge { cap: 1 },
        ];
        let failures = kinds.into_iter().map(failure);
        let scheme = Scheme::Gateway;
        failures
            .chain(answers.map(answer))
            .chain([Trouble::Refused(refusal()), Trouble::OtherScheme { scheme }])
            .collect()
    }

    #[test]
    fn whatever_is_found_is_a_code_that_the_screens_are_told_of() {
        let mut told: Vec<_> = troubles().iter().map(|one| trouble(one).code).collect();
        let script = "http://wpad/wpad.dat".to_owned();
        told.extend(notice(&Notice::ScriptIgnored { script }).map(|found| found.code));
        told.extend(
            Scheme::ALL
                .iter()
                .map(|one| scheme(one.name()).unwrap().code),
        );
        told.push(codes::OTHER.to_owned());
        assert_eq!(told, codes::FOUND);
    }

    #[test]
    fn the_words_of_others_stay_beside_ours_as_they_are() {
        let told = trouble(&failure(NotProcessedKind::Dns));
        assert_eq!(told.words.as_deref(), Some("os error 111"));
        let told = trouble(&Trouble::Refused(refusal()));
        assert_eq!(told.about.as_deref(), Some("APIG.0301"));
        let words = "incorrect app authentication information";
        assert_eq!(told.words.as_deref(), Some(words));
        let told = trouble(&answer(UnknownKind::ServerError { status: 502 }));
        assert_eq!((told.about.as_deref(), told.words), (Some("502"), None));
        let certificate = Trouble::Certificate {
            fault: TlsFault::UnknownIssuer,
            issuer: Some("CN=Example Corp Proxy".into()),
            suspicion: Suspicion::Inspection,
        };
        let told = trouble(&certificate);
        assert_eq!(told.code, "tls-unknown-issuer");
        assert_eq!(told.about.as_deref(), Some("CN=Example Corp Proxy"));
    }
}
