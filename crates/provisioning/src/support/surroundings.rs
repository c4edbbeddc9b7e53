//! The program, the machine, the settings, the connections.

use std::fmt::Write as _;

use vault::{Connection, Proxy, Settings};

use super::codes::Codes;
use crate::error::with_causes;
use crate::provisioner::Provisioner;

pub(super) fn about(provisioner: &Provisioner, codes: &Codes) -> String {
    [
        program(provisioner),
        settings(provisioner, codes),
        connections(provisioner, codes),
    ]
    .join("\n")
}

fn program(provisioner: &Provisioner) -> String {
    let vault = provisioner.vault();
    let keychain = vault
        .why_session_only()
        .map_or_else(|| "reached".to_owned(), |error| with_causes(error));
    format!(
        "## program\nversion: {}\nsystem: {} on {}\nledger: {:?}\nkeychain: {keychain}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        provisioner.memory(),
    )
}

fn settings(provisioner: &Provisioner, codes: &Codes) -> String {
    let (settings, slips) = match provisioner.vault().settings() {
        Ok(read) => read,
        Err(error) => return format!("## settings\n{}\n", codes.text(&with_causes(&error))),
    };
    let mut text = format!("## settings\n{}", lines(&settings));
    for slip in slips {
        // Its message quotes what stands in the file; the line and the key say where.
        let key = slip.key.unwrap_or("the file");
        let _ = writeln!(text, "slip in line {}: {key}", slip.line);
    }
    text
}

fn lines(settings: &Settings) -> String {
    let Settings {
        batch_size,
        requests_at_once,
        isolate_bad_rows,
        phone_format,
        default_country,
        password,
        retention_days,
        language,
        proxy,
        extra_ca,
        ..
    } = settings;
    let proxy = match proxy {
        Proxy::System => "system",
        Proxy::Direct => "none",
        Proxy::Manual(_) => "typed in",
    };
    format!(
        "batch size: {batch_size}\nrequests at once: {requests_at_once}\n\
         isolate bad rows: {isolate_bad_rows}\nphone format: {phone_format:?}\n\
         default country: {default_country:?}\npassword policy: {password:?}\n\
         retention in days: {retention_days:?}\nlanguage: {language:?}\n\
         proxy: {proxy}\nextra CA: {}\n",
        yes_no(extra_ca.is_some())
    )
}

fn connections(provisioner: &Provisioner, codes: &Codes) -> String {
    let mut text = "## connections\n".to_owned();
    match provisioner.vault().connections() {
        Ok(connections) => {
            for connection in &connections {
                let _ = writeln!(text, "{}", one_line(connection));
            }
        }
        Err(error) => {
            let _ = writeln!(text, "{}", codes.text(&with_causes(&error)));
        }
    }
    text
}

/// Without its name, which is a person's own, and without the access key.
fn one_line(connection: &Connection) -> String {
    format!(
        "{}: {} · signed by {} · scheme {} · proxy of its own: {} · CA of its own: {}",
        connection.id,
        connection.endpoint,
        connection.user_id,
        connection.scheme,
        yes_no(connection.proxy.is_some()),
        yes_no(connection.extra_ca.is_some()),
    )
}

fn yes_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}
