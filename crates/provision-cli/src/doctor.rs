//! `connections test`: whether a connection works, and if not, why.

use provisioning::vault::Vault;
use provisioning::{Probe, probe};
use serde::Serialize;

use crate::arguments::Json;
use crate::failure::{Failure, Outcome};
use crate::house::{connect, runtime};
use crate::records;
use crate::words::short;

#[derive(Serialize)]
struct Report {
    works: bool,
    code: Option<&'static str>,
    message: Option<String>,
    hint: Option<&'static str>,
    clock_ahead_seconds: Option<i64>,
    took_ms: u64,
    trace_id: String,
}

pub(crate) fn test(vault: &Vault, name: &str, json: Json) -> Result<Outcome, Failure> {
    let connected = connect(vault, Some(name))?;
    let probe = runtime()?.block_on(probe(&connected.signer));
    if json.on {
        println!("{}", records::json(&report(&probe)));
    } else {
        print(&connected.signer.stamp().host, &probe)?;
    }
    Ok(if probe.works() {
        Outcome::Done
    } else {
        Outcome::Nothing
    })
}

fn report(probe: &Probe) -> Report {
    Report {
        works: probe.works(),
        code: probe.fault.as_ref().map(provisioning::StopReason::code),
        message: probe
            .fault
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| probe.unclear.clone()),
        hint: probe.fault.as_ref().map(provisioning::StopReason::hint),
        clock_ahead_seconds: probe.clock_ahead.map(|ahead| ahead.num_seconds()),
        took_ms: u64::try_from(probe.took.as_millis()).unwrap_or(u64::MAX),
        trace_id: probe.trace_id.to_string(),
    }
}

fn print(host: &str, probe: &Probe) -> Result<(), Failure> {
    if let Some(ahead) = probe
        .clock_ahead
        .filter(|ahead| ahead.num_seconds().abs() > 2)
    {
        let seconds = ahead.num_seconds();
        let direction = if seconds > 0 { "fast" } else { "slow" };
        eprintln!(
            "note: this machine's clock is about {} seconds {direction}; requests are signed with \
             the service's time, so this does no harm",
            seconds.abs()
        );
    }
    match (&probe.fault, &probe.unclear) {
        (Some(reason), _) => Err(Failure::from(reason)),
        (None, Some(unclear)) => Err(Failure::new(format!(
            "the answer says nothing clear: {unclear}"
        ))
        .hint(format!(
            "try again; the trace ID for support is {}",
            probe.trace_id
        ))),
        (None, None) => {
            println!(
                "{host} answered in {} and took the signature",
                short(probe.took)
            );
            Ok(())
        }
    }
}
