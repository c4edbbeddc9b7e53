//! From what was seen to one finding for each part.

use chrono::TimeDelta;

use super::route::Route;
use super::{Finding, Notice, Part, Step, Suspicion, Trouble};
use crate::trust::SeenCertificate;
use crate::{
    ClientSettings, Endpoint, NotProcessed, NotProcessedKind, Refusal, RefusalKind, TaskPage,
    TlsFault, Verdict,
};

/// What an examination has seen.
pub(super) struct Evidence<'a> {
    pub(super) settings: &'a ClientSettings,
    pub(super) route: Route,
    pub(super) certificate: Option<SeenCertificate>,
    pub(super) offset: Option<TimeDelta>,
    pub(super) verdict: Verdict<TaskPage>,
    /// What the second look has found to be the matter.
    pub(super) better: Option<Trouble>,
}

/// Beyond this, a workstation's clock is called wrong: it is the first offset that can be measured and be noticed.
const NOTICEABLE: TimeDelta = TimeDelta::seconds(2);

pub(super) fn steps(evidence: &Evidence<'_>) -> Vec<Step> {
    let stop = evidence.stop();
    let mut reached = true;
    let step = |part: Part| {
        let finding = match &stop {
            _ if !reached => Finding::NotReached,
            Some((at, trouble)) if *at == part => {
                reached = false;
                Finding::Trouble(Box::new(trouble.clone()))
            }
            _ => evidence.passed(part),
        };
        Step { part, finding }
    };
    Part::ALL.into_iter().map(step).collect()
}

impl Evidence<'_> {
    /// Where the query stopped, if it did not get through.
    fn stop(&self) -> Option<(Part, Trouble)> {
        match &self.verdict {
            Verdict::Accepted(_) => None,
            Verdict::NotProcessed(failure) => Some(self.not_processed(failure)),
            Verdict::Unknown(unknown) => Some((Part::Service, Trouble::Unknown(unknown.clone()))),
            Verdict::Refused(refusal) => {
                let trouble = self
                    .better
                    .clone()
                    .unwrap_or_else(|| Trouble::Refused(refusal.clone()));
                refused_at(refusal).map(|part| (part, trouble))
            }
        }
    }

    fn not_processed(&self, failure: &NotProcessed) -> (Part, Trouble) {
        let part = match failure.kind {
            NotProcessedKind::Dns => Part::Dns,
            NotProcessedKind::Connect(_) => Part::Tcp,
            NotProcessedKind::Proxy(_) => Part::Proxy,
            NotProcessedKind::Tls(fault) => return (Part::Tls, self.untrusted(fault, failure)),
            NotProcessedKind::Throttled | NotProcessedKind::Unavailable => Part::Service,
        };
        (part, Trouble::NotProcessed(failure.clone()))
    }

    fn untrusted(&self, fault: TlsFault, failure: &NotProcessed) -> Trouble {
        match &self.certificate {
            Some(certificate) => Trouble::Certificate {
                fault,
                issuer: certificate.issuer.clone(),
                suspicion: self.suspicion(fault, certificate),
            },
            None => Trouble::NotProcessed(failure.clone()),
        }
    }

    fn suspicion(&self, fault: TlsFault, certificate: &SeenCertificate) -> Suspicion {
        if fault != TlsFault::UnknownIssuer {
            Suspicion::Nobody
        } else if self.route.is_through_a_proxy() || is_public(&self.settings.endpoint) {
            Suspicion::Inspection
        } else if certificate.is_self_signed {
            Suspicion::SelfSigned
        } else {
            Suspicion::PrivateCa
        }
    }

    /// What is there at a part that the query got through.
    fn passed(&self, part: Part) -> Finding {
        let settings = self.settings;
        match part {
            Part::Address => Finding::Good(settings.endpoint.to_string()),
            Part::Proxy => self.route.finding(),
            Part::Dns if self.route.is_through_a_proxy() => Finding::NotNeeded,
            Part::Dns => Finding::Good(settings.endpoint.host_name().to_owned()),
            Part::Tcp => Finding::Good(settings.endpoint.port().to_string()),
            Part::Tls if !settings.endpoint.is_https() => Finding::NotNeeded,
            Part::Tls => Finding::Good(self.issuer()),
            Part::Service => self.service(),
            Part::Permission => Finding::Good(String::new()),
            Part::Clock => self.clock(),
            Part::Signature => Finding::Good(settings.scheme.to_string()),
            Part::UserId => Finding::Good(settings.user_id.to_string()),
        }
    }

    fn issuer(&self) -> String {
        self.certificate
            .as_ref()
            .and_then(|certificate| certificate.issuer.clone())
            .unwrap_or_default()
    }

    fn service(&self) -> Finding {
        match &self.verdict {
            Verdict::Refused(refusal) if refusal.kind == RefusalKind::Other => {
                Finding::Notice(Notice::Undocumented(refusal.clone()))
            }
            _ => Finding::Good(String::new()),
        }
    }

    fn clock(&self) -> Finding {
        match self.offset {
            Some(offset) if offset.abs() > NOTICEABLE => Finding::Notice(Notice::ClockOff(offset)),
            _ => Finding::Good(String::new()),
        }
    }
}

/// Where a refusal stops a request; `None` for what only shows that there is no such task, which is as it should be.
fn refused_at(refusal: &Refusal) -> Option<Part> {
    match refusal.kind {
        RefusalKind::Clock => Some(Part::Clock),
        RefusalKind::Credentials => Some(Part::Signature),
        RefusalKind::UserId => Some(Part::UserId),
        RefusalKind::Permission => Some(Part::Permission),
        RefusalKind::NotFound | RefusalKind::TooLarge => Some(Part::Service),
        RefusalKind::Parameters | RefusalKind::Other => None,
    }
}

/// The known sites have certificates that everybody trusts; there, a private one has been put in between.
fn is_public(endpoint: &Endpoint) -> bool {
    [Endpoint::international(), Endpoint::china()].contains(endpoint)
}
