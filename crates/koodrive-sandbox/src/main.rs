//! The practice service as a program: prints its address and keys and serves until it is stopped.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser;
use koodrive_sandbox::{FaultRule, Pace, Sandbox, SandboxError, SandboxSettings};

/// A local stand-in for the KooDrive provisioning service. Nothing it does is real.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Users worked off per second, over all tasks
    #[arg(long, default_value_t = 300)]
    pace: u32,
    /// A fault rule as JSON, e.g. '{"on":"create","when":{"nth":2},"fault":{"fail":{"status":500,"processed":true}}}'; may be repeated
    #[arg(long = "fault", value_name = "JSON", value_parser = fault_rule)]
    faults: Vec<FaultRule>,
}

fn fault_rule(json: &str) -> Result<FaultRule, serde_json::Error> {
    serde_json::from_str(json)
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(error.as_ref());
            ExitCode::FAILURE
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = start(arguments).await?;
    print_address(&sandbox)?;
    tokio::signal::ctrl_c().await?;
    sandbox.shutdown().await;
    Ok(())
}

async fn start(arguments: Arguments) -> Result<Sandbox, SandboxError> {
    Sandbox::start(SandboxSettings {
        port: arguments.port,
        pace: Pace::PerSecond(arguments.pace),
        faults: arguments.faults,
        ..SandboxSettings::default()
    })
    .await
}

fn print_address(sandbox: &Sandbox) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "address: {}", sandbox.endpoint())?;
    writeln!(out, "user ID: {}", sandbox.user_id())?;
    writeln!(out, "access key: {}", sandbox.access_key())?;
    writeln!(out, "secret key: {}", sandbox.secret_key())?;
    out.flush()
}

fn report(error: &dyn std::error::Error) {
    let mut chain = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        chain.push_str(": ");
        chain.push_str(&error.to_string());
        cause = error.source();
    }
    let _ = writeln!(io::stderr(), "koodrive-sandbox: {chain}");
}
