//! Opening the program's memory: the vault, the ledger's key, the ledger, and what an earlier run
//! left behind.

use std::path::{Path, PathBuf};

use chrono::Utc;
use ledger::{Ledger, LedgerKey, Recovery};
use vault::{LedgerKeyOutcome, RecoveryCode, Vault};

use crate::error::ProvisioningError;
use crate::folders::Folders;

/// Gives the ledger's key as its recovery code where there is no keychain, as on a server: the
/// ledger is kept then, instead of living for one session only.
pub const RECOVERY_CODE_VARIABLE: &str = "KOODRIVE_RECOVERY_CODE";

/// How the ledger is kept, which a person should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// In an encrypted file, whose key is in the keychain.
    Kept,
    /// In an encrypted file, whose key came from [`RECOVERY_CODE_VARIABLE`].
    KeptByCode,
    /// In memory: gone when the program ends. Receipts are written all the same.
    ThisSessionOnly,
}

/// What to do with a ledger that cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unopenable {
    /// Say so and end: a person decides.
    Refuse,
    /// Move it aside, never delete it, and begin a new one.
    SetAside,
}

pub(crate) struct Opened {
    pub(crate) vault: Vault,
    pub(crate) ledger: Ledger,
    pub(crate) memory: Memory,
    pub(crate) recovery: Recovery,
    pub(crate) set_aside: Option<PathBuf>,
}

/// Opens everything, in this order: nothing is sent before what was left behind is settled.
pub(crate) fn open(
    folders: &Folders,
    if_unopenable: Unopenable,
) -> Result<Opened, ProvisioningError> {
    match open_as_it_is(folders) {
        Err(error) if error.is_ledger_unopenable() && if_unopenable == Unopenable::SetAside => {
            let aside = ledger::set_aside(&folders.data, Utc::now())?;
            Ok(Opened {
                set_aside: Some(aside),
                ..open_as_it_is(folders)?
            })
        }
        opened => opened,
    }
}

fn open_as_it_is(folders: &Folders) -> Result<Opened, ProvisioningError> {
    let vault = Vault::open(&folders.config);
    let (mut ledger, memory) = open_ledger(&vault, &folders.data)?;
    let recovery = ledger.recover(Utc::now())?;
    Ok(Opened {
        vault,
        ledger,
        memory,
        recovery,
        set_aside: None,
    })
}

fn open_ledger(vault: &Vault, folder: &Path) -> Result<(Ledger, Memory), ProvisioningError> {
    match key(vault, folder)? {
        Key::Known(key, memory) => Ok((Ledger::open(folder, &key)?, memory)),
        Key::Gone => Err(ProvisioningError::LedgerKeyGone),
        Key::Nowhere => Ok((Ledger::in_memory(folder)?, Memory::ThisSessionOnly)),
    }
}

/// Moves a ledger aside that cannot be opened or is damaged. Returns where it is now; `None` when the
/// ledger is sound, which was read from its first page to its last, and stays where it is.
///
/// The next opening begins a new one. It is not begun here: where the old one is must be known even
/// if the new one cannot be made.
///
/// # Errors
/// When the ledger is in use, newer than the program, or cannot be moved.
pub fn set_ledger_aside(folders: &Folders) -> Result<Option<PathBuf>, ProvisioningError> {
    let sound = open_as_it_is(folders).and_then(|opened| Ok(opened.ledger.check()?));
    match sound {
        Ok(()) => Ok(None),
        Err(error) if error.is_ledger_unopenable() => {
            Ok(Some(ledger::set_aside(&folders.data, Utc::now())?))
        }
        Err(error) => Err(error),
    }
}

/// The code of the key that the ledger is kept with; `None` when there is no key. The code that was
/// given in [`RECOVERY_CODE_VARIABLE`] comes before the keychain's, as it does where the ledger is
/// opened. It may block on the keychain.
///
/// # Errors
/// When the code that was given is none, and when the keychain says no.
pub fn recovery_code(vault: &Vault) -> Result<Option<RecoveryCode>, ProvisioningError> {
    code_in_use(code_from_environment(), vault)
}

fn code_in_use(
    given: Option<String>,
    vault: &Vault,
) -> Result<Option<RecoveryCode>, ProvisioningError> {
    match given {
        Some(code) => Ok(Some(RecoveryCode::parse(&code)?)),
        None => Ok(vault.recovery_code()?),
    }
}

enum Key {
    Known(LedgerKey, Memory),
    Gone,
    Nowhere,
}

fn key(vault: &Vault, folder: &Path) -> Result<Key, ProvisioningError> {
    if let Some(code) = code_from_environment() {
        let code = RecoveryCode::parse(&code)?;
        return Ok(Key::Known(
            LedgerKey::new(*code.key().expose_bytes()),
            Memory::KeptByCode,
        ));
    }
    if vault.is_session_only() {
        return Ok(Key::Nowhere);
    }
    Ok(match vault.ledger_key(ledger::exists(folder))? {
        LedgerKeyOutcome::Found(key) | LedgerKeyOutcome::Created(key) => {
            Key::Known(LedgerKey::new(*key.expose_bytes()), Memory::Kept)
        }
        LedgerKeyOutcome::Gone => Key::Gone,
    })
}

fn code_from_environment() -> Option<String> {
    std::env::var(RECOVERY_CODE_VARIABLE)
        .ok()
        .filter(|code| !code.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_that_was_given_is_the_one_in_use_whatever_the_keychain_has() {
        let home = tempfile::tempdir().unwrap();
        let vault = Vault::session_only(home.path());
        let (given, kept) = (RecoveryCode::random(), RecoveryCode::random());
        vault.restore_ledger_key(&kept).unwrap();
        let in_use = |given: Option<String>| code_in_use(given, &vault).unwrap();
        assert_eq!(in_use(Some(given.expose_text().to_string())), Some(given));
        assert_eq!(in_use(None), Some(kept));
        assert!(code_in_use(Some("12345".into()), &vault).is_err());
    }
}
