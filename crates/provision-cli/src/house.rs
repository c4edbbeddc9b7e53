//! What the commands work with: folders and the opened ledger.

use std::path::PathBuf;
use std::sync::Arc;

use provisioning::ledger::{BatchId, Recovery, SubmissionId};
use provisioning::vault::Vault;
use provisioning::{Findings, Folders, Memory, Provisioner, Unopenable};

use crate::failure::Failure;
use crate::words::counted;

pub(crate) struct House {
    home: Option<PathBuf>,
}

impl House {
    pub(crate) fn new(home: Option<PathBuf>) -> Self {
        Self { home }
    }

    pub(crate) fn folders(&self) -> Result<Folders, Failure> {
        match &self.home {
            Some(home) => Ok(Folders::below(home)),
            None => Folders::locate().map_err(|error| Failure::of(&error)),
        }
    }

    /// Opens the ledger, and says what a person should know about it.
    pub(crate) fn open(&self) -> Result<Provisioner, Failure> {
        let folders = self.folders()?;
        start_log(&folders);
        let (provisioner, findings) = Provisioner::open(folders, Unopenable::Refuse)?;
        tell(&provisioner, &findings);
        Ok(provisioner)
    }

    /// The vault alone, for what needs no ledger.
    pub(crate) fn vault(&self) -> Result<Arc<Vault>, Failure> {
        let folders = self.folders()?;
        start_log(&folders);
        Ok(Arc::new(Vault::open(&folders.config)))
    }
}

/// A job is not left undone for want of a log.
fn start_log(folders: &Folders) {
    if let Err(error) = provisioning::logs::start(folders) {
        eprintln!("note: {}", provisioning::with_causes(&error));
    }
}

fn tell(provisioner: &Provisioner, findings: &Findings) {
    if provisioner.memory() == Memory::ThisSessionOnly {
        let why = provisioner.vault().why_session_only();
        let why = why.map(ToString::to_string).unwrap_or_default();
        eprintln!("note: {why}: the ledger is kept for this session only");
        eprintln!(
            "      receipts with the task IDs are written to {}",
            provisioner.receipts().path().display()
        );
        eprintln!(
            "      `vault recovery-code --new` makes a key that keeps the ledger without a keychain"
        );
        if provisioning::ledger::exists(&provisioner.folders().data) {
            eprintln!(
                "      the ledger on the disk stays closed: what was sent before is not known here"
            );
        }
    }
    tell_of_receipts(&findings.recovery);
    let unknown = findings.recovery.unknown.len() as u64;
    if unknown > 0 {
        let batches = counted(unknown, "batch");
        let were = if unknown == 1 { "was" } else { "were" };
        eprintln!("note: an earlier run ended while {batches} {were} on the way to the service;");
        eprintln!("      nobody knows whether it was processed");
        eprintln!("      `submissions` lists them, `settle` says what is to become of them");
    }
}

fn tell_of_receipts(recovery: &Recovery) {
    let proven = recovery.proven.len() as u64;
    if proven > 0 {
        let batches = counted(proven, "batch");
        eprintln!("note: an earlier run ended before {batches} could be noted as accepted;");
        eprintln!("      the receipts prove it, and have the task IDs");
    }
    if let Some(error) = &recovery.receipts_failed {
        eprintln!("note: {}", provisioning::with_causes(error));
        eprintln!("      receipts of what is accepted now will be missing: make room, or allow it");
    }
}

/// A submission's ID as it was typed.
pub(crate) fn submission_id(text: &str) -> Result<SubmissionId, Failure> {
    text.parse().map_err(|_| {
        Failure::usage(format!("no submission has the ID `{text}`"))
            .hint("`submissions` lists them with their IDs")
    })
}

/// The batch of a submission with this label, as in `3` or `3.1`.
pub(crate) fn batch_by_label(
    batches: &[provisioning::ledger::Batch],
    label: &str,
) -> Result<BatchId, Failure> {
    let found = batches.iter().find(|batch| batch.label == label.trim());
    found.map(|batch| batch.id).ok_or_else(|| {
        Failure::usage(format!("this submission has no batch `{label}`"))
            .hint("`show` lists its batches")
    })
}

/// The runtime on which requests are made.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .build()?)
}
