//! Logs: lines of JSON, one file a day, a week of them, in the platform's log folder.
//!
//! A line about a request has its trace ID. No line has a phone, an e-mail address, a name, a
//! password or a key in it: what is logged are types and codes, and what other libraries say is not
//! taken in. Should a text quote somebody all the same, [`line`] takes it out.

mod line;

use std::path::PathBuf;
use std::sync::OnceLock;

use tracing::Level;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

use crate::folders::Folders;
use line::JsonLine;

/// Files kept, the one of today included.
const DAYS_KEPT: usize = 7;
/// What the files are called, with the day between: `provisioner.2026-04-24.jsonl`.
pub(crate) const PREFIX: &str = "provisioner";
pub(crate) const SUFFIX: &str = "jsonl";

/// The crates whose words are taken in, all of this house; libraries may say anything.
const OURS: [&str; 7] = [
    "koodrive_client",
    "ledger",
    "provision_cli",
    "koodrive_provision",
    "koodrive_provisioner",
    "provisioning",
    "vault",
];

/// Starts logging for this process. Once is enough; further calls change nothing.
///
/// ```no_run
/// let folders = provisioning::Folders::locate()?;
/// if let Err(error) = provisioning::logs::start(&folders) {
///     eprintln!("there will be no log: {error}");
/// }
/// # Ok::<(), provisioning::NoHome>(())
/// ```
///
/// # Errors
/// When the folder cannot be written. The program works without a log.
pub fn start(folders: &Folders) -> Result<(), NoLog> {
    static STARTED: OnceLock<()> = OnceLock::new();
    if STARTED.get().is_some() {
        return Ok(());
    }
    let file = file_in(folders)?;
    let layer = fmt::layer()
        .event_format(JsonLine)
        .with_writer(file)
        .with_ansi(false)
        .with_filter(Targets::new().with_targets(OURS.map(|target| (target, Level::INFO))));
    // Somebody else's subscriber, as in a test, is left in its place.
    let _ = tracing_subscriber::registry().with(layer).try_init();
    STARTED.get_or_init(|| ());
    Ok(())
}

/// A line is written when it is said: a program that is killed has said what it did.
fn file_in(folders: &Folders) -> Result<RollingFileAppender, NoLog> {
    let no_log = |source: Box<dyn std::error::Error + Send + Sync>| NoLog {
        folder: folders.logs.clone(),
        source,
    };
    std::fs::create_dir_all(&folders.logs).map_err(|error| no_log(error.into()))?;
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(PREFIX)
        .filename_suffix(SUFFIX)
        .max_log_files(DAYS_KEPT)
        .build(&folders.logs)
        .map_err(|error| no_log(error.into()))
}

/// The log cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("failed to write a log in `{}`", folder.display())]
pub struct NoLog {
    /// The folder.
    pub folder: PathBuf,
    /// What the system said.
    source: Box<dyn std::error::Error + Send + Sync>,
}
