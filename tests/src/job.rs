//! A job to do: a practice service, a home with a connection to it, a sheet.

use std::fmt::Write as _;

use koodrive_sandbox::{Pace, Sandbox, SandboxSettings};

use crate::Home;

/// A ledger's key as its recovery code, as a server without a keychain is given it.
pub const RECOVERY_CODE: &str =
    "0410-6105-0R3G-G28A-1C60-T3GF-208H-44RM-2MB1-E60S-38DH-R78Y-3WGB-WRA4";
/// The code of another key.
pub const OTHER_RECOVERY_CODE: &str =
    "CNK6-ET39-D9NP-RVBE-DXR7-2WKK-EHTQ-CXVR-F5X7-PZ3X-FSZR-10C2-GE2E-C6SX";
/// The variable that gives it.
pub const RECOVERY_CODE_VARIABLE: &str = "KOODRIVE_RECOVERY_CODE";

/// A practice service that finishes a task the moment it is created.
///
/// # Panics
/// When there is no port for it.
pub fn service() -> Sandbox {
    service_with(SandboxSettings::default())
}

/// The same with settings of one's own, except for the pace.
///
/// # Panics
/// When there is no port for it.
pub fn service_with(settings: SandboxSettings) -> Sandbox {
    serve(SandboxSettings {
        pace: Pace::Instant,
        ..settings
    })
}

/// A practice service that works off a task when it is told to.
///
/// # Panics
/// When there is no port for it.
pub fn slow_service() -> Sandbox {
    serve(SandboxSettings {
        pace: Pace::Manual,
        ..SandboxSettings::default()
    })
}

fn serve(settings: SandboxSettings) -> Sandbox {
    Sandbox::spawn_thread(settings).expect("this machine has a free port")
}

/// A home with a connection to this service, whose keys are in the environment. Without a keychain
/// its ledger lives for one command.
///
/// # Panics
/// When the connection cannot be added.
pub fn home_of(sandbox: &Sandbox) -> Home {
    connected(Home::new(), sandbox)
}

/// The same with a ledger that lasts: its key comes from the environment, as on a server.
///
/// # Panics
/// When the connection cannot be added.
pub fn lasting_home_of(sandbox: &Sandbox) -> Home {
    connected(
        Home::new().with(RECOVERY_CODE_VARIABLE, RECOVERY_CODE),
        sandbox,
    )
}

/// Adds a connection `Office` to this service.
///
/// # Panics
/// When it cannot be added.
pub fn connected(home: Home, sandbox: &Sandbox) -> Home {
    let home = home
        .with("KOODRIVE_AK", sandbox.access_key())
        .with("KOODRIVE_SK", sandbox.secret_key());
    let (endpoint, user) = (sandbox.endpoint(), sandbox.user_id());
    let add = ["connections", "add", "Office", "--endpoint", endpoint];
    home.run(&[&add[..], &["--user-id", user]].concat())
        .ended(0);
    home
}

/// A sheet that is clean.
pub fn sheet_of(users: usize) -> String {
    let mut sheet = "firstname,surname,phone,email,password\n".to_owned();
    for user in 0..users {
        let phone = phone_of(user);
        writeln!(
            sheet,
            "Ana{user},Silva,{phone},a{user}@example.com,Porto#2026a"
        )
        .expect("memory takes every line");
    }
    sheet
}

/// The phone of a user of [`sheet_of`].
pub fn phone_of(user: usize) -> String {
    format!("00271{user:09}")
}

/// The phones of [`sheet_of`], in its order.
pub fn phones_of(users: usize) -> Vec<String> {
    (0..users).map(phone_of).collect()
}
