//! `connections test`: what works about a connection, and the first thing that does not.

use std::sync::Arc;

use provisioning::client::doctor::{Examination, Finding, Notice, Part, Step, Trouble};
use provisioning::vault::Vault;
use provisioning::{advice, examine};
use serde::Serialize;

use crate::arguments::{Json, Patience};
use crate::failure::{Failure, Outcome};
use crate::house::runtime;
use crate::records;
use crate::signing::connect;
use crate::words::{clock, print_table};

pub(crate) fn test(
    vault: &Arc<Vault>,
    name: &str,
    patience: Patience,
    json: Json,
) -> Result<Outcome, Failure> {
    let connected = connect(vault, Some(name), patience)?;
    let examination = runtime()?.block_on(examine(&connected.signer))?;
    if json.on {
        println!("{}", records::json(&Report::of(&examination)));
        return Ok(outcome(&examination));
    }
    print_table(&examination.steps.iter().map(row).collect::<Vec<_>>());
    match examination.trouble() {
        None => Ok(outcome(&examination)),
        Some((part, trouble)) => {
            Err(Failure::new(format!("{}: {trouble}", name_of(part))).hint(advice(trouble)))
        }
    }
}

fn outcome(examination: &Examination) -> Outcome {
    if examination.works() {
        Outcome::Done
    } else {
        Outcome::Nothing
    }
}

/// What a person calls a part.
fn name_of(part: Part) -> &'static str {
    match part {
        Part::Address => "address",
        Part::Proxy => "proxy",
        Part::Dns => "DNS",
        Part::Tcp => "port",
        Part::Tls => "TLS",
        Part::Service => "service",
        Part::Clock => "clock",
        Part::Signature => "signature",
        Part::UserId => "user ID",
        Part::Permission => "permission",
        _ => part.code(),
    }
}

fn row(step: &Step) -> Vec<String> {
    let said = match &step.finding {
        Finding::Good(detail) => ("works", detail.clone()),
        Finding::Notice(notice) => ("works", noted(notice)),
        Finding::Trouble(_) => ("FAILS", String::new()),
        Finding::NotNeeded => ("not needed", String::new()),
        _ => ("not reached", String::new()),
    };
    vec![name_of(step.part).to_owned(), said.0.to_owned(), said.1]
}

fn noted(notice: &Notice) -> String {
    match notice {
        Notice::ClockOff(behind) => format!("but {}", clock(-*behind)),
        Notice::Undocumented(refusal) => format!(
            "and says of a task that does not exist: `{}`: {}",
            refusal.code, refusal.message
        ),
        Notice::ScriptIgnored { script } => format!(
            "directly: the system's proxy script {script} is not read; a proxy can be given to the connection"
        ),
        _ => String::new(),
    }
}

/// What `connections test --json` prints.
#[derive(Serialize)]
struct Report {
    works: bool,
    /// The first part that fails.
    part: Option<&'static str>,
    code: Option<String>,
    message: Option<String>,
    hint: Option<&'static str>,
    clock_ahead_seconds: Option<i64>,
    steps: Vec<StepReport>,
    trace_ids: Vec<String>,
}

#[derive(Serialize)]
struct StepReport {
    part: &'static str,
    finding: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl Report {
    fn of(examination: &Examination) -> Self {
        let trouble = examination.trouble();
        let ahead = match examination.finding(Part::Clock) {
            Some(Finding::Notice(Notice::ClockOff(behind))) => Some(-behind.num_seconds()),
            Some(Finding::Good(_)) => Some(0),
            _ => None,
        };
        Self {
            works: examination.works(),
            part: trouble.map(|(part, _)| part.code()),
            code: trouble.map(|(_, trouble)| code(trouble)),
            message: trouble.map(|(_, trouble)| trouble.to_string()),
            hint: trouble.map(|(_, trouble)| advice(trouble)),
            clock_ahead_seconds: ahead,
            steps: examination.steps.iter().map(StepReport::of).collect(),
            trace_ids: examination
                .trace_ids
                .iter()
                .map(ToString::to_string)
                .collect(),
        }
    }
}

impl StepReport {
    fn of(step: &Step) -> Self {
        let (finding, detail) = match &step.finding {
            Finding::Good(detail) => ("good", detail.clone()),
            Finding::Notice(notice) => ("notice", noted(notice)),
            Finding::Trouble(trouble) => ("trouble", trouble.to_string()),
            Finding::NotNeeded => ("not-needed", String::new()),
            _ => ("not-reached", String::new()),
        };
        Self {
            part: step.part.code(),
            finding,
            detail: Some(detail).filter(|detail| !detail.is_empty()),
        }
    }
}

/// A stable name of what is wrong.
fn code(trouble: &Trouble) -> String {
    use provisioning::client::NotProcessedKind;
    match trouble {
        Trouble::NotProcessed(failure) => failure.kind.code().to_owned(),
        Trouble::Certificate { fault, .. } => NotProcessedKind::Tls(*fault).code().to_owned(),
        Trouble::Refused(refusal) => refusal.kind.code().to_owned(),
        Trouble::OtherScheme { .. } => "other_scheme".to_owned(),
        Trouble::Unknown(unknown) => unknown.kind.code().to_owned(),
        _ => "other".to_owned(),
    }
}
