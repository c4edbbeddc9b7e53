//! Connections and their tests.

use provisioning::client::doctor::{Examination, Finding, Notice, Part, Step, Suspicion, Trouble};
use provisioning::client::{
    ConnectFault, Endpoint, NotProcessedKind, ProxyFault, RefusalKind, Scheme, TlsFault,
    UnknownKind,
};
use provisioning::{parse_endpoint, vault};

use crate::contract::connection::{
    Advice, Connection, ConnectionColor, KeyPlace, LastTest, SignatureScheme, Site, StepOutcome,
    TestReport, TestStep, TestStepKind,
};
use crate::translate::found;

/// A connection of the vault as the screen may know it.
pub(crate) fn connection(
    connection: &vault::Connection,
    keys: KeyPlace,
    access_key_tail: Option<String>,
    last_test: Option<LastTest>,
) -> Connection {
    let endpoint = parse_endpoint(&connection.endpoint).ok();
    let base_url = endpoint
        .as_ref()
        .map_or_else(|| connection.endpoint.clone(), ToString::to_string);
    Connection {
        id: connection.id.clone(),
        name: connection.name.clone(),
        color: color(connection.colour.as_deref()),
        site: site(endpoint.as_ref()),
        host: endpoint.map_or_else(String::new, |endpoint| endpoint.host()),
        base_url,
        signing_user_id: connection.user_id.clone(),
        scheme: scheme(&connection.scheme),
        access_key_tail,
        keys,
        ca_file: connection.extra_ca.as_deref().map(file_name),
        practice: false,
        last_test,
    }
}

fn file_name(path: &str) -> String {
    let path = std::path::Path::new(path);
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn site(endpoint: Option<&Endpoint>) -> Site {
    match endpoint {
        Some(endpoint) if *endpoint == Endpoint::international() => Site::International,
        Some(endpoint) if *endpoint == Endpoint::china() => Site::China,
        _ => Site::Own,
    }
}

fn scheme(name: &str) -> SignatureScheme {
    match name.parse() {
        Ok(Scheme::Gateway) => SignatureScheme::ApiGateway,
        _ => SignatureScheme::AppAuthentication,
    }
}

/// The scheme's name, as the vault keeps it.
pub(crate) fn scheme_name(scheme: SignatureScheme) -> &'static str {
    match scheme {
        SignatureScheme::AppAuthentication => Scheme::KooDrive.name(),
        SignatureScheme::ApiGateway => Scheme::Gateway.name(),
    }
}

/// The colour's name is the one that its serialisation has, so the file and the bridge agree.
pub(crate) fn color_name(color: ConnectionColor) -> String {
    serde_json::to_value(color)
        .ok()
        .and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn color(name: Option<&str>) -> ConnectionColor {
    name.and_then(|name| serde_json::from_value(name.into()).ok())
        .unwrap_or(ConnectionColor::Blue)
}

/// What the doctor found, as steps on the screen.
pub(crate) fn report(examination: &Examination) -> TestReport {
    let other = examination
        .trouble()
        .and_then(|(_, trouble)| match trouble {
            Trouble::OtherScheme { scheme } => Some(*scheme),
            _ => None,
        });
    TestReport {
        steps: steps(examination),
        works: examination.works(),
        clock_offset_seconds: clock_ahead(examination),
        other_scheme_works: other.map(|other| scheme(other.name())),
    }
}

/// The doctor tells how far the service is ahead; the screen tells how far this machine is.
fn clock_ahead(examination: &Examination) -> Option<i32> {
    match examination.finding(Part::Clock)? {
        Finding::Notice(Notice::ClockOff(service_ahead)) => {
            i32::try_from(-service_ahead.num_seconds()).ok()
        }
        _ => None,
    }
}

/// Whether what answers is the service has no line of its own: where it matters, it takes the one of
/// the connection.
fn steps(examination: &Examination) -> Vec<TestStep> {
    let service = examination.finding(Part::Service);
    let odd = matches!(service, Some(Finding::Trouble(_) | Finding::Notice(_)));
    let passed_over = if odd { Part::Tcp } else { Part::Service };
    let shown = examination.steps.iter();
    shown
        .filter(|step| step.part != passed_over)
        .map(step)
        .collect()
}

fn step(step: &Step) -> TestStep {
    let mut shown = TestStep {
        step: kind(step.part),
        outcome: StepOutcome::Skipped,
        detail: None,
        found: None,
        advice: None,
    };
    match &step.finding {
        Finding::Good(what) => {
            shown.outcome = StepOutcome::Passed;
            match step.part {
                Part::Signature => shown.found = found::scheme(what),
                _ => shown.detail = filled(what),
            }
        }
        Finding::Notice(notice) => {
            shown.outcome = StepOutcome::Warned;
            shown.found = found::notice(notice);
        }
        Finding::Trouble(trouble) => {
            shown.outcome = StepOutcome::Failed;
            shown.found = Some(found::trouble(trouble));
            shown.advice = Some(advice(trouble));
        }
        _ => {}
    }
    shown
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// What to do about a trouble; the same that [`provisioning::advice`] says in English.
fn advice(trouble: &Trouble) -> Advice {
    match trouble {
        Trouble::NotProcessed(failure) => for_failure(failure.kind),
        Trouble::Certificate {
            fault, suspicion, ..
        } => for_certificate(*fault, *suspicion),
        Trouble::OtherScheme { .. } => Advice::OtherScheme,
        Trouble::Refused(refusal) => for_refusal(refusal.kind),
        Trouble::Unknown(unknown) => for_unknown(&unknown.kind),
        _ => Advice::ReadWords,
    }
}

fn for_failure(kind: NotProcessedKind) -> Advice {
    match kind {
        NotProcessedKind::Dns => Advice::CheckName,
        NotProcessedKind::Connect(ConnectFault::Refused) => Advice::CheckPort,
        NotProcessedKind::Proxy(ProxyFault::Unreachable) => Advice::CheckProxy,
        NotProcessedKind::Proxy(ProxyFault::AuthenticationRequired) => Advice::ProxyPassword,
        NotProcessedKind::Proxy(_) => Advice::ProxyRefuses,
        NotProcessedKind::Tls(fault) => for_certificate(fault, Suspicion::Nobody),
        NotProcessedKind::Throttled | NotProcessedKind::Unavailable => Advice::TryLater,
        _ => Advice::CheckNetwork,
    }
}

fn for_certificate(fault: TlsFault, suspicion: Suspicion) -> Advice {
    match (suspicion, fault) {
        (Suspicion::Inspection, _) => Advice::ChooseCompanyCa,
        (Suspicion::PrivateCa | Suspicion::SelfSigned, _) | (_, TlsFault::UnknownIssuer) => {
            Advice::ChooseSiteCa
        }
        (_, TlsFault::WrongName) => Advice::CertificateOfAnother,
        (_, TlsFault::Expired | TlsFault::NotYetValid) => Advice::CheckDate,
        (_, TlsFault::NotTls) => Advice::NotTls,
        _ => Advice::CertificateBad,
    }
}

fn for_refusal(kind: RefusalKind) -> Advice {
    match kind {
        RefusalKind::Credentials => Advice::CheckKeys,
        RefusalKind::Clock => Advice::CheckClock,
        RefusalKind::UserId => Advice::CheckUserId,
        RefusalKind::Permission => Advice::AskPermission,
        RefusalKind::NotFound => Advice::CheckAddress,
        _ => Advice::ReadWords,
    }
}

fn for_unknown(kind: &UnknownKind) -> Advice {
    match kind {
        UnknownKind::TimedOut | UnknownKind::ConnectionLost | UnknownKind::ServerError { .. } => {
            Advice::TryLater
        }
        _ => Advice::NotTheService,
    }
}

fn kind(part: Part) -> TestStepKind {
    match part {
        Part::Address => TestStepKind::Address,
        Part::Proxy => TestStepKind::Proxy,
        Part::Dns => TestStepKind::Dns,
        Part::Tls => TestStepKind::Tls,
        Part::Clock => TestStepKind::Clock,
        Part::Signature => TestStepKind::Signature,
        Part::UserId => TestStepKind::UserId,
        Part::Permission => TestStepKind::Permission,
        _ => TestStepKind::Tcp,
    }
}

#[cfg(test)]
mod tests {
    use provisioning::client::NotProcessed;

    use super::*;

    fn failed(kind: NotProcessedKind) -> Trouble {
        Trouble::NotProcessed(NotProcessed {
            kind,
            retry_after: None,
            detail: "os error 111".into(),
        })
    }

    fn examined(part: Part, finding: Finding) -> Examination {
        let steps = vec![
            Step {
                part: Part::Address,
                finding: Finding::Good("https://drive.example.com".into()),
            },
            Step { part, finding },
        ];
        Examination {
            steps,
            trace_ids: Vec::new(),
        }
    }

    #[test]
    fn the_step_that_fails_says_what_was_found_and_what_to_do() {
        let trouble = failed(NotProcessedKind::Connect(ConnectFault::Refused));
        let report = report(&examined(Part::Tcp, Finding::Trouble(Box::new(trouble))));
        assert!(!report.works);
        let failed = &report.steps[1];
        assert_eq!(failed.step, TestStepKind::Tcp);
        assert_eq!(failed.outcome, StepOutcome::Failed);
        assert_eq!(failed.advice, Some(Advice::CheckPort));
        let found = failed.found.as_ref().unwrap();
        assert_eq!(found.code, "connect-refused");
        assert_eq!(found.words.as_deref(), Some("os error 111"));
        assert_eq!(report.steps[0].advice, None);
    }

    #[test]
    fn an_inspecting_company_is_told_from_a_site_with_an_authority_of_its_own() {
        let untrusted = |suspicion| {
            advice(&Trouble::Certificate {
                fault: TlsFault::UnknownIssuer,
                issuer: None,
                suspicion,
            })
        };
        assert_eq!(untrusted(Suspicion::Inspection), Advice::ChooseCompanyCa);
        assert_eq!(untrusted(Suspicion::PrivateCa), Advice::ChooseSiteCa);
        let proxy = NotProcessedKind::Proxy(ProxyFault::AuthenticationRequired);
        assert_eq!(advice(&failed(proxy)), Advice::ProxyPassword);
    }

    #[test]
    fn a_clock_that_is_fast_is_told_in_seconds_ahead() {
        let slow_service = Notice::ClockOff(chrono::TimeDelta::seconds(-127));
        let report = report(&examined(Part::Clock, Finding::Notice(slow_service)));
        assert_eq!(report.clock_offset_seconds, Some(127));
        assert_eq!(report.steps[1].outcome, StepOutcome::Warned);
    }
}
