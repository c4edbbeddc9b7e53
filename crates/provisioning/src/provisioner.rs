//! The program's use cases, for the terminal and for the window.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::Utc;
use ledger::{BatchId, Receipts, Recovery, Settlement, SubmissionId};
use secrecy::SecretString;
use tokio::sync::broadcast;
use vault::Vault;

use crate::connect::Signer;
use crate::error::ProvisioningError;
use crate::events::{Event, Events};
use crate::folders::Folders;
use crate::journal::Journal;
use crate::open::{self, Memory, Opened, Unopenable};
use crate::plan::{self, PlanOptions, Provenance, SharedRoster};
use crate::run::{Run, Workbench};
use crate::submit::{CEILING, Limits};
use crate::throttle::Throttle;
use crate::{handover, report};

/// The use cases. One in a process: it owns the ledger.
pub struct Provisioner {
    folders: Folders,
    vault: Arc<Vault>,
    journal: Journal,
    events: Events,
    memory: Memory,
    throttles: Mutex<HashMap<String, Throttle>>,
}

/// What was found when the program was opened; a person should hear of it.
#[derive(Debug)]
pub struct Findings {
    /// What an earlier run left behind.
    pub recovery: Recovery,
    /// Where a ledger that could not be opened was moved to.
    pub set_aside: Option<PathBuf>,
}

impl Provisioner {
    /// Opens the vault and the ledger and settles what an earlier run left behind.
    ///
    /// It blocks on the disk and the keychain: call it where that is allowed.
    ///
    /// # Errors
    /// When the ledger is in use, newer than the program, or cannot be opened; each says a way out.
    pub fn open(
        folders: Folders,
        if_unopenable: Unopenable,
    ) -> Result<(Self, Findings), ProvisioningError> {
        let Opened {
            vault,
            ledger,
            memory,
            recovery,
            set_aside,
        } = open::open(&folders, if_unopenable)?;
        let provisioner = Self {
            folders,
            vault: Arc::new(vault),
            journal: Journal::start(ledger),
            events: Events::default(),
            memory,
            throttles: Mutex::default(),
        };
        Ok((
            provisioner,
            Findings {
                recovery,
                set_aside,
            },
        ))
    }

    /// The program without its ledger: things can be looked at, and nothing must be sent.
    ///
    /// For a window that has to say why the ledger cannot be opened.
    ///
    /// # Errors
    /// When there is no memory for a ledger, either.
    pub fn without_ledger(folders: Folders) -> Result<Self, ProvisioningError> {
        let vault = Vault::open(&folders.config);
        let ledger = ledger::Ledger::in_memory(&folders.data)?;
        Ok(Self {
            folders,
            vault: Arc::new(vault),
            journal: Journal::start(ledger),
            events: Events::default(),
            memory: Memory::ThisSessionOnly,
            throttles: Mutex::default(),
        })
    }

    /// The same program with another ledger.
    #[cfg(test)]
    pub(crate) fn with_journal(self, journal: Journal) -> Self {
        Self { journal, ..self }
    }

    /// Where the program keeps its things.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Connections, keys and settings. Its calls may block on the keychain.
    pub fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }

    /// The ledger, to read from and to settle with.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// How the ledger is kept.
    pub fn memory(&self) -> Memory {
        self.memory
    }

    /// The receipts beside the ledger.
    pub fn receipts(&self) -> Receipts {
        Receipts::in_folder(&self.folders.data)
    }

    /// Listens to what happens from now on, in every run.
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.listen()
    }

    /// Marks the rows whose phone is in a submission on this connection already: accepted and not
    /// failed, unknown, or still to be sent there; returns how many.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn mark_earlier(
        &self,
        roster: &SharedRoster,
        connection_id: &str,
    ) -> Result<u64, ProvisioningError> {
        plan::mark_earlier(&self.journal, roster, connection_id.to_owned()).await
    }

    /// Writes the plan down. Nothing is sent yet.
    ///
    /// # Errors
    /// When there is nobody to send, or the ledger fails.
    pub async fn plan(
        &self,
        roster: &SharedRoster,
        provenance: &Provenance,
        signer: &Signer,
        options: &PlanOptions,
    ) -> Result<SubmissionId, ProvisioningError> {
        plan::write_plan(&self.journal, roster, provenance, signer.stamp(), options).await
    }

    /// Sends what is queued of a submission and follows what was and is accepted.
    ///
    /// # Errors
    /// When the submission was planned for another host or signing user, or is not in the ledger.
    pub async fn run(
        &self,
        submission: SubmissionId,
        signer: &Signer,
        limits: Limits,
    ) -> Result<Run, ProvisioningError> {
        let bench = self.workbench(submission, signer).await?;
        bench.throttle.set_ceiling(limits.ceiling);
        Ok(Run::start(bench, submission, limits))
    }

    /// Follows what was accepted of a submission and sends nothing.
    ///
    /// # Errors
    /// When the submission was planned for another host or signing user, or is not in the ledger.
    pub async fn follow(
        &self,
        submission: SubmissionId,
        signer: &Signer,
    ) -> Result<Run, ProvisioningError> {
        let bench = self.workbench(submission, signer).await?;
        Ok(Run::follow(bench, submission))
    }

    async fn workbench(
        &self,
        submission: SubmissionId,
        signer: &Signer,
    ) -> Result<Workbench, ProvisioningError> {
        let planned = self
            .journal
            .run(move |ledger| ledger.submission(submission))
            .await??;
        let (then, now) = (&planned.connection, signer.stamp());
        if (&then.host, &then.signing_user) != (&now.host, &now.signing_user) {
            return Err(ProvisioningError::AnotherConnection {
                planned: format!("{} at {}", then.signing_user, then.host),
                given: format!("{} at {}", now.signing_user, now.host),
            });
        }
        Ok(Workbench {
            journal: self.journal.clone(),
            client: signer.client().clone(),
            throttle: self.throttle(&now.id),
            events: self.events.clone(),
        })
    }

    /// One pace for everything that goes out on a connection.
    fn throttle(&self, connection_id: &str) -> Throttle {
        let mut throttles = self
            .throttles
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        throttles
            .entry(connection_id.to_owned())
            .or_insert_with(|| Throttle::new(CEILING))
            .clone()
    }

    /// Takes a person's word for a batch whose fate is unknown.
    ///
    /// # Errors
    /// When the batch is not unknown, or the typed task ID is none.
    pub async fn settle(
        &self,
        batch: BatchId,
        settlement: Settlement,
    ) -> Result<(), ProvisioningError> {
        if let Settlement::Accepted { task_id } = &settlement {
            koodrive_client::TaskId::parse(task_id)?;
        }
        let settled = self
            .journal
            .run(move |ledger| ledger.settle(batch, &settlement, Utc::now()))
            .await??;
        if let Some(error) = settled {
            tracing::warn!(
                error = crate::with_causes(&error),
                "the receipt could not be written"
            );
        }
        Ok(())
    }

    /// Leaves out what is queued of a submission that no run sends. It cannot be taken back.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn cancel_queued(&self, submission: SubmissionId) -> Result<(), ProvisioningError> {
        self.journal
            .run(move |ledger| ledger.cancel_queued(submission, crate::submit::CANCELLED))
            .await??;
        Ok(())
    }

    /// Writes a report, as the file's ending says.
    ///
    /// # Errors
    /// When the ending is not known or the file cannot be written.
    pub async fn report(
        &self,
        submission: SubmissionId,
        path: &Path,
    ) -> Result<(), ProvisioningError> {
        report::write(&self.journal, submission, path).await
    }

    /// Writes the passwords that the ledger still has into an encrypted zip; returns how many.
    ///
    /// # Errors
    /// When there are none, the passphrase is short, or the zip cannot be written.
    pub async fn hand_over(
        &self,
        submission: SubmissionId,
        passphrase: SecretString,
        path: &Path,
    ) -> Result<u64, ProvisioningError> {
        let path = path.to_owned();
        handover::hand_over_submission(&self.journal, submission, passphrase, path).await
    }

    /// Erases a submission's users; receipts stay. With `force`, even while batches are open.
    ///
    /// # Errors
    /// When batches are open and it is not forced.
    pub async fn forget(
        &self,
        submission: SubmissionId,
        force: bool,
    ) -> Result<(), ProvisioningError> {
        Ok(self
            .journal
            .run(move |ledger| ledger.forget(submission, force))
            .await??)
    }
}
