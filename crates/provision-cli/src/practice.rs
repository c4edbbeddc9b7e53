//! The practice service.

use koodrive_sandbox::{Sandbox, SandboxSettings};

use crate::arguments::Practice;
use crate::failure::{Failure, Outcome};

/// Starts it on a thread of its own.
pub(crate) fn start(port: u16) -> Result<Sandbox, Failure> {
    let settings = SandboxSettings {
        port,
        ..SandboxSettings::default()
    };
    Sandbox::spawn_thread(settings).map_err(|error| {
        Failure::of(&error)
            .hint("another program may use the port: choose another one, or 0 for any")
    })
}

/// Runs it until it is interrupted.
pub(crate) fn serve(arguments: &Practice) -> Result<Outcome, Failure> {
    let sandbox = start(arguments.port)?;
    println!("address     {}", sandbox.endpoint());
    println!("user ID     {}", sandbox.user_id());
    println!("access key  {}", sandbox.access_key());
    println!("secret key  {}", sandbox.secret_key());
    eprintln!("\nnothing here is real. In another terminal:\n");
    eprintln!(
        "  export KOODRIVE_AK={} KOODRIVE_SK={}",
        sandbox.access_key(),
        sandbox.secret_key()
    );
    eprintln!(
        "  koodrive-provision connections add Practice-2 --endpoint {} --user-id {}",
        sandbox.endpoint(),
        sandbox.user_id()
    );
    eprintln!("  koodrive-provision submit users.xlsx --connection Practice-2 --wait\n");
    eprintln!("Ctrl-C ends it; its users and tasks are gone then");
    crate::house::runtime()?.block_on(tokio::signal::ctrl_c())?;
    Ok(Outcome::Done)
}
