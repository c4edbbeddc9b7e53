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
    let vault = Vault::open(&folders.config);
    let (mut ledger, memory, set_aside) = open_ledger(&vault, &folders.data, if_unopenable)?;
    let recovery = ledger.recover(Utc::now())?;
    Ok(Opened {
        vault,
        ledger,
        memory,
        recovery,
        set_aside,
    })
}

fn open_ledger(
    vault: &Vault,
    folder: &Path,
    if_unopenable: Unopenable,
) -> Result<(Ledger, Memory, Option<PathBuf>), ProvisioningError> {
    match key(vault, folder)? {
        Key::Known(key, memory) => match Ledger::open(folder, &key) {
            Ok(ledger) => Ok((ledger, memory, None)),
            Err(error) if may_set_aside(&error, if_unopenable) => {
                let aside = ledger::set_aside(folder, Utc::now())?;
                Ok((Ledger::open(folder, &key)?, memory, Some(aside)))
            }
            Err(error) => Err(error.into()),
        },
        Key::Gone if if_unopenable == Unopenable::SetAside => {
            let aside = ledger::set_aside(folder, Utc::now())?;
            let (ledger, memory, _) = open_ledger(vault, folder, Unopenable::Refuse)?;
            Ok((ledger, memory, Some(aside)))
        }
        Key::Gone => Err(ProvisioningError::LedgerKeyGone),
        Key::Nowhere => Ok((Ledger::in_memory(folder)?, Memory::ThisSessionOnly, None)),
    }
}

fn may_set_aside(error: &ledger::LedgerError, if_unopenable: Unopenable) -> bool {
    if_unopenable == Unopenable::SetAside && (error.is_unreadable() || error.is_damaged())
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
