//! What the window works with for as long as the program runs: the use cases, the connections, and
//! what is open. It outlives the web view, which may be loaded again at any time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use provisioning::{
    Folders, Memory, Provisioner, ProvisioningError, Signers, Unopenable, logs, with_causes,
};

use tokio::sync::RwLock;

use crate::connection::Connections;
use crate::contract::app::{LedgerHealth, LedgerPlace};
use crate::contract::error::{CommandError, ErrorCode};
use crate::feed::Feed;
use crate::review::Reviews;
use crate::submission::{OutcomeViews, Plans, Runs};
use crate::support::ShownBundle;
use crate::translate::error::unexpected;

/// Everything that is open.
pub(crate) struct House {
    pub(crate) provisioner: Provisioner,
    pub(crate) signers: Arc<Signers>,
    ledger: Mutex<LedgerHealth>,
    /// Held by whoever begins to send, and alone by whoever lets go of the ledger.
    pub(crate) ledger_in_use: RwLock<()>,
    pub(crate) connections: Arc<Connections>,
    pub(crate) reviews: Reviews,
    pub(crate) plans: Plans,
    pub(crate) runs: Runs,
    pub(crate) outcomes: OutcomeViews,
    pub(crate) feed: Feed,
    pub(crate) support: ShownBundle,
}

impl House {
    /// Opens the vault and the ledger. It blocks on the disk and the keychain.
    ///
    /// # Errors
    /// When not even a house without a ledger can be had.
    pub(crate) fn open(feed: Feed) -> Result<Self, CommandError> {
        let folders = Folders::locate().map_err(ProvisioningError::from)?;
        if let Err(error) = logs::start(&folders) {
            // Nobody reads what a window writes to its standard error; the house stands all the same.
            tracing::warn!(error = with_causes(&error), "there is no log");
        }
        Self::in_folders(folders, feed)
    }

    /// The house of these folders.
    ///
    /// # Errors
    /// When not even a house without a ledger can be had.
    pub(crate) fn in_folders(folders: Folders, feed: Feed) -> Result<Self, CommandError> {
        let (provisioner, ledger) = opened(folders)?;
        let signers = Arc::new(Signers::of(Arc::clone(provisioner.vault())));
        let connections = Arc::new(Connections::of(&provisioner));
        Ok(Self::furnished(
            provisioner,
            ledger,
            signers,
            connections,
            feed,
        ))
    }

    /// The same house with its ledger opened anew: what a person typed in for this session stays.
    ///
    /// # Errors
    /// When not even a house without a ledger can be had.
    pub(crate) fn opened_anew(&self) -> Result<Self, CommandError> {
        let (provisioner, ledger) = opened(self.provisioner.folders().clone())?;
        Ok(Self::furnished(
            provisioner,
            ledger,
            Arc::clone(&self.signers),
            Arc::clone(&self.connections),
            self.feed.clone(),
        ))
    }

    fn furnished(
        provisioner: Provisioner,
        ledger: LedgerHealth,
        signers: Arc<Signers>,
        connections: Arc<Connections>,
        feed: Feed,
    ) -> Self {
        Self {
            provisioner,
            signers,
            ledger: Mutex::new(ledger),
            ledger_in_use: RwLock::default(),
            connections,
            reviews: Reviews::default(),
            plans: Plans::default(),
            runs: Runs::default(),
            outcomes: OutcomeViews::default(),
            feed,
            support: ShownBundle::default(),
        }
    }

    /// Does work that may wait for the disk, the keychain or a core, where that is allowed.
    ///
    /// # Errors
    /// Those of the work.
    pub(crate) async fn apart<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        let house = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&house))
            .await
            .map_err(|error| unexpected(&error))?
    }

    /// The settings, with defaults in place of slips.
    pub(crate) fn settings(&self) -> Result<provisioning::vault::Settings, CommandError> {
        Ok(self.provisioner.vault().settings()?.0)
    }

    /// The language that was chosen; none where the system's is followed.
    pub(crate) fn language(&self) -> Option<String> {
        self.settings().ok()?.language
    }

    /// How the ledger stands.
    pub(crate) fn ledger(&self) -> LedgerHealth {
        self.health().clone()
    }

    /// The ledger was let go of.
    pub(crate) fn note_closed(&self, problem: CommandError) {
        *self.health() = LedgerHealth {
            place: LedgerPlace::Closed,
            problem: Some(problem),
        };
    }

    fn health(&self) -> MutexGuard<'_, LedgerHealth> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Refuses what must not happen without a ledger.
    pub(crate) fn can_write_down(&self) -> Result<(), CommandError> {
        let LedgerHealth { place, problem } = self.ledger();
        match (place, problem) {
            (LedgerPlace::Closed, Some(problem)) => Err(problem),
            (LedgerPlace::Closed, None) => Err(CommandError::new(
                ErrorCode::LedgerUnavailable,
                "the ledger is closed",
            )),
            _ => Ok(()),
        }
    }
}

/// Opens the ledger, or a house without it, which says why.
fn opened(folders: Folders) -> Result<(Provisioner, LedgerHealth), CommandError> {
    match Provisioner::open(folders.clone(), Unopenable::Refuse) {
        Ok((provisioner, _)) => {
            let health = health(&provisioner);
            Ok((provisioner, health))
        }
        Err(error) => Ok((Provisioner::without_ledger(folders)?, without(error))),
    }
}

fn health(provisioner: &Provisioner) -> LedgerHealth {
    let place = match provisioner.memory() {
        Memory::Kept | Memory::KeptByCode => LedgerPlace::File,
        Memory::ThisSessionOnly => LedgerPlace::Memory,
    };
    LedgerHealth {
        place,
        problem: None,
    }
}

/// A keychain that does not open leaves this session: task IDs go into the receipts all the same. A
/// ledger that is damaged, newer or held by another copy leaves nothing to write into.
fn without(error: ProvisioningError) -> LedgerHealth {
    let locked = matches!(&error, ProvisioningError::Vault(error) if error.is_keychain());
    let place = if locked {
        LedgerPlace::Memory
    } else {
        LedgerPlace::Closed
    };
    LedgerHealth {
        place,
        problem: Some(error.into()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use provisioning::vault::VaultError;

    use super::*;

    /// A house of its own, which writes nothing down.
    pub(crate) fn house_in(home: &Path) -> Arc<House> {
        let provisioner = Provisioner::without_ledger(Folders::below(home)).unwrap();
        let signers = Arc::new(Signers::of(Arc::clone(provisioner.vault())));
        let connections = Arc::new(Connections::of(&provisioner));
        let ledger = without(ProvisioningError::LedgerKeyGone);
        Arc::new(House::furnished(
            provisioner,
            ledger,
            signers,
            connections,
            Feed::default(),
        ))
    }

    #[test]
    fn a_locked_keychain_leaves_this_session_and_a_lost_key_does_not() {
        let locked = without(VaultError::Untrue.into());
        assert_eq!(locked.place, LedgerPlace::Memory);
        assert!(locked.problem.is_some(), "a person is told");
        let lost = without(ProvisioningError::LedgerKeyGone);
        assert_eq!(lost.place, LedgerPlace::Closed);
    }
}
