//! Connections in this session: which one is in use, what their tests found, the practice service.

mod keep;
mod list;
mod practice;
mod test;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use provisioning::Provisioner;
use provisioning::vault::Vault;

use crate::contract::connection::{KeychainHealth, LastTest};
use crate::translate::error::hinted;
use practice::Practising;

/// What is known about connections beside what the vault keeps.
pub(crate) struct Connections {
    /// The file that remembers which connection is in use.
    file: PathBuf,
    keychain: Mutex<KeychainHealth>,
    active: Mutex<Option<String>>,
    tests: Mutex<HashMap<String, LastTest>>,
    practice: Mutex<Option<Practising>>,
}

impl Connections {
    /// Those of an opened house. It tries the keychain, which blocks.
    pub(crate) fn of(provisioner: &Provisioner) -> Self {
        let file = provisioner.folders().config.join("active-connection");
        let active = std::fs::read_to_string(&file).ok();
        Self {
            active: Mutex::new(active.map(|id| id.trim().to_owned())),
            file,
            keychain: Mutex::new(examine(provisioner.vault())),
            tests: Mutex::default(),
            practice: Mutex::default(),
        }
    }

    /// How the keychain was when it was last tried.
    pub(crate) fn keychain(&self) -> KeychainHealth {
        held(&self.keychain).clone()
    }

    /// Tries the keychain again.
    pub(crate) fn try_keychain(&self, vault: &Vault) -> KeychainHealth {
        let health = examine(vault);
        held(&self.keychain).clone_from(&health);
        health
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn examine(vault: &Vault) -> KeychainHealth {
    let report = vault.health();
    let failed = report.failed.as_ref().map(|(_, error)| error);
    let problem = failed.or(vault.why_session_only());
    KeychainHealth {
        works: report.is_healthy() && !report.session_only,
        name: KEYCHAIN.to_owned(),
        problem: problem.map(|error| hinted(error, error.hint())),
    }
}

/// The name by which people know this system's keychain.
const KEYCHAIN: &str = if cfg!(windows) {
    "Windows Credential Manager"
} else if cfg!(target_os = "macos") {
    "macOS Keychain"
} else {
    "Secret Service"
};
