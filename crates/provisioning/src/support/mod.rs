//! The support bundle: what somebody who helps needs to know, in a text that a person can read
//! before it leaves the machine.
//!
//! It has versions, the platform, settings, trace IDs, task IDs, states, clock offsets, timings and
//! the end of the log. It has no keys, no passwords and no names. Phones and e-mail addresses are
//! replaced by codes that mean something within one bundle only ([`codes`]).

mod codes;
mod log;
mod submissions;
mod surroundings;

use std::io;
use std::path::Path;

use chrono::{SecondsFormat, Utc};

use crate::error::ProvisioningError;
use crate::files::write_whole;
use crate::provisioner::Provisioner;
use codes::Codes;

/// A support bundle. What [`Bundle::text`] shows is all that [`Bundle::save`] writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    text: String,
}

/// Gathers what support needs. It reads only.
///
/// ```no_run
/// # async fn example(provisioner: provisioning::Provisioner) -> Result<(), Box<dyn std::error::Error>> {
/// let bundle = provisioning::support::bundle(&provisioner).await?;
/// println!("{}", bundle.text());
/// bundle.save("koodrive-support.txt".as_ref())?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When the ledger cannot be read. What else is missing is said in the bundle.
pub async fn bundle(provisioner: &Provisioner) -> Result<Bundle, ProvisioningError> {
    let codes = Codes::new();
    let made = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
    let parts = [
        format!("KooDrive Provisioner · support bundle · {made}\n{PREFACE}"),
        surroundings::about(provisioner, &codes),
        submissions::about(provisioner, codes.clone()).await?,
        log::end_of(&provisioner.folders().logs),
    ];
    Ok(Bundle {
        text: parts.join("\n"),
    })
}

const PREFACE: &str = "\
No keys, passwords or names are in this file. Phones and e-mail addresses are written as codes; the
same code is the same phone or address, in this file only.
";

impl Bundle {
    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        write_whole(path, self.text.as_bytes())
    }
}
