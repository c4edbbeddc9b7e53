//! The vault itself: its folder, its keychain, and the keys of the connections.

use std::fs::File;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::file;
use crate::keychain::Keychain;
use crate::secret::{Keys, LedgerSecret, SecretKey};

const LEDGER_ENTRY: &str = "ledger key";
const PROXY_ENTRY: &str = "proxy";

/// Where keys are kept, for one folder of settings.
///
/// Calls that touch the keychain may wait for a person (an unlock dialog), so asynchronous code makes them on a thread
/// for blocking work. They may be made from several threads.
#[derive(Debug)]
pub struct Vault {
    folder: PathBuf,
    pub(crate) keychain: Keychain,
    /// Why there is no keychain.
    without: Option<VaultError>,
}

/// What was found where the ledger's key should be.
#[derive(Debug)]
pub enum LedgerKeyOutcome {
    /// The key.
    Found(LedgerSecret),
    /// There was no ledger and no key; this is the new key, in the keychain already.
    Created(LedgerSecret),
    /// There is a ledger, and its key is gone. A recovery code brings it back; otherwise the ledger is set aside, which
    /// makes the next call create a new key.
    Gone,
}

/// A proxy's user and password.
#[derive(Debug, Clone)]
pub struct ProxyKeys {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: SecretKey,
}

impl Vault {
    /// The vault of this folder, with the system's keychain; where there is none, for this session only.
    pub fn open(folder: &Path) -> Self {
        match Keychain::reach() {
            Ok(keychain) => Self {
                folder: folder.to_owned(),
                keychain,
                without: None,
            },
            Err(error) => Self {
                without: Some(error),
                ..Self::session_only(folder)
            },
        }
    }

    /// The vault of this folder without a keychain: secrets are in memory, and gone when the program ends.
    pub fn session_only(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            keychain: Keychain::session(),
            without: None,
        }
    }

    /// Secrets are kept for this session only.
    pub fn is_session_only(&self) -> bool {
        matches!(self.keychain, Keychain::Session(_))
    }

    /// Why there is no keychain, where one was looked for and not found.
    pub fn why_session_only(&self) -> Option<&VaultError> {
        self.without.as_ref()
    }

    /// The folder that holds `connections.toml` and `settings.toml`.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The ledger's key, or a new one where there is no ledger yet.
    pub fn ledger_key(&self, ledger_exists: bool) -> Result<LedgerKeyOutcome, VaultError> {
        // Two copies that start at once must not make a key each.
        let _turn = self.take_turn()?;
        if let Some(key) = self.stored_ledger_key()? {
            return Ok(LedgerKeyOutcome::Found(key));
        }
        if ledger_exists {
            return Ok(LedgerKeyOutcome::Gone);
        }
        let key = LedgerSecret::random();
        self.store_ledger_key(&key)?;
        Ok(LedgerKeyOutcome::Created(key))
    }

    /// The ledger's key as the keychain has it.
    pub(crate) fn stored_ledger_key(&self) -> Result<Option<LedgerSecret>, VaultError> {
        let Some(text) = self.keychain.get(LEDGER_ENTRY)? else {
            return Ok(None);
        };
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.as_str(), bytes.as_mut_slice()).map_err(|_| {
            VaultError::Malformed {
                entry: LEDGER_ENTRY.to_owned(),
            }
        })?;
        Ok(Some(LedgerSecret::new(*bytes)))
    }

    pub(crate) fn store_ledger_key(&self, key: &LedgerSecret) -> Result<(), VaultError> {
        self.keychain.set(
            LEDGER_ENTRY,
            &Zeroizing::new(hex::encode(key.expose_bytes())),
        )
    }

    /// Keeps a connection's keys, in place of earlier ones, and its AK's last four characters in `connections.toml`.
    ///
    /// AK and SK come as they were pasted: blanks and line ends around them are dropped.
    pub fn set_keys(
        &self,
        connection_id: &str,
        access_key: &str,
        secret_key: &SecretKey,
    ) -> Result<(), VaultError> {
        let (access_key, secret_key) = (access_key.trim(), secret_key.expose_secret_key().trim());
        check_key(access_key, "the AK is empty or has a line break in it")?;
        check_key(secret_key, "the SK is empty or has a line break in it")?;
        self.connection(connection_id)?;
        self.keychain
            .set(&keys_entry(connection_id), &pair(access_key, secret_key))?;
        self.note_last_four(connection_id, Some(access_key))
    }

    /// A connection's keys, if they are here.
    pub fn keys(&self, connection_id: &str) -> Result<Option<Keys>, VaultError> {
        let entry = keys_entry(connection_id);
        let Some(text) = self.keychain.get(&entry)? else {
            return Ok(None);
        };
        let (access_key, secret_key) = parts(&text).ok_or(VaultError::Malformed { entry })?;
        Ok(Some(Keys {
            access_key: access_key.to_owned(),
            secret_key: SecretKey::new(secret_key.to_owned()),
        }))
    }

    /// Removes a connection's keys.
    pub fn remove_keys(&self, connection_id: &str) -> Result<(), VaultError> {
        self.keychain.remove(&keys_entry(connection_id))?;
        self.note_last_four(connection_id, None)
    }

    /// Keeps the proxy's user and password; `None` removes them.
    pub fn set_proxy_keys(&self, keys: Option<&ProxyKeys>) -> Result<(), VaultError> {
        let Some(keys) = keys else {
            return self.keychain.remove(PROXY_ENTRY);
        };
        check_key(
            &keys.user,
            "the proxy's user name is empty or has a line break in it",
        )?;
        check_key(
            keys.password.expose_secret_key(),
            "the proxy's password is empty or has a line break in it",
        )?;
        self.keychain.set(
            PROXY_ENTRY,
            &pair(&keys.user, keys.password.expose_secret_key()),
        )
    }

    /// The proxy's user and password, if they are here.
    pub fn proxy_keys(&self) -> Result<Option<ProxyKeys>, VaultError> {
        let Some(text) = self.keychain.get(PROXY_ENTRY)? else {
            return Ok(None);
        };
        let (user, password) = parts(&text).ok_or(VaultError::Malformed {
            entry: PROXY_ENTRY.to_owned(),
        })?;
        Ok(Some(ProxyKeys {
            user: user.to_owned(),
            password: SecretKey::new(password.to_owned()),
        }))
    }

    /// Waits for its turn to read, change and write what belongs together. Given back when the file is dropped.
    pub(crate) fn take_turn(&self) -> Result<File, VaultError> {
        file::make_folder(&self.folder)?;
        let path = self.folder.join("vault.lock");
        let lock = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(VaultError::io("open", &path))?;
        lock.lock().map_err(VaultError::io("lock", &path))?;
        Ok(lock)
    }
}

fn keys_entry(connection_id: &str) -> String {
    format!("connection {connection_id}")
}

/// Two values in one entry, so that they are changed together or not at all. Neither has a line break in it.
fn pair(first: &str, second: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(first.len() + 1 + second.len()));
    text.push_str(first);
    text.push('\n');
    text.push_str(second);
    text
}

fn parts(text: &str) -> Option<(&str, &str)> {
    text.split_once('\n')
        .filter(|(first, second)| !first.is_empty() && !second.is_empty())
}

fn check_key(text: &str, complaint: &'static str) -> Result<(), VaultError> {
    if text.is_empty() || text.contains(['\n', '\r', '\0']) {
        Err(VaultError::Invalid(complaint))
    } else {
        Ok(())
    }
}
