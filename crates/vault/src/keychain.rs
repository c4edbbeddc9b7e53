//! Where secrets are: the operating system's keychain, or this session's memory.
//!
//! Entries are small and text. Windows takes 2,560 bytes for one, in UTF-16; `KWallet` takes nothing but text.

use std::collections::HashMap;
use std::sync::Mutex;

use keyring::Entry;
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::system::with_entry;

/// The place that keeps the secrets.
#[derive(Debug)]
pub(crate) enum Keychain {
    /// The operating system's own.
    System,
    /// Memory: gone when the program ends.
    Session(Mutex<HashMap<String, Zeroizing<String>>>),
}

impl Keychain {
    pub(crate) fn session() -> Self {
        Self::Session(Mutex::default())
    }

    /// Asks whether the system's keychain is there. It may be there and still be locked.
    pub(crate) fn reach() -> Result<Self, VaultError> {
        on_own_thread(|| match Entry::store_status() {
            Ok(()) => Ok(Self::System),
            Err(error) => Err(VaultError::NoKeychain(keyring::Error::NotSupportedByStore(
                error.to_string(),
            ))),
        })
    }

    pub(crate) fn get(&self, entry: &str) -> Result<Option<Zeroizing<String>>, VaultError> {
        match self {
            Self::System => on_own_thread(|| match with_entry(entry, Entry::get_password) {
                Ok(secret) => Ok(Some(Zeroizing::new(secret))),
                Err(keyring::Error::NoEntry) => Ok(None),
                Err(error) => Err(VaultError::keychain(error, entry)),
            }),
            Self::Session(memory) => Ok(locked(memory).get(entry).cloned()),
        }
    }

    /// Writes an entry and reads it again: a keychain that only seems to keep things is found out here.
    pub(crate) fn set(&self, entry: &str, secret: &str) -> Result<(), VaultError> {
        match self {
            Self::System => on_own_thread(|| {
                with_entry(entry, |entry| entry.set_password(secret))
                    .map_err(|error| VaultError::keychain(error, entry))
            })?,
            Self::Session(memory) => {
                locked(memory).insert(entry.to_owned(), Zeroizing::new(secret.to_owned()));
            }
        }
        confirm(self.get(entry)?.as_deref().map(String::as_str), secret)
    }

    /// Removes an entry; one that is not there is removed already.
    pub(crate) fn remove(&self, entry: &str) -> Result<(), VaultError> {
        match self {
            Self::System => on_own_thread(|| match with_entry(entry, Entry::delete_credential) {
                Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
                Err(error) => Err(VaultError::keychain(error, entry)),
            }),
            Self::Session(memory) => {
                locked(memory).remove(entry);
                Ok(())
            }
        }
    }
}

/// What a keychain gives back must be what it was given.
fn confirm(kept: Option<&str>, given: &str) -> Result<(), VaultError> {
    if kept == Some(given) {
        Ok(())
    } else {
        Err(VaultError::Untrue)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A panic elsewhere leaves a map that is whole all the same.
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The Secret Service is spoken to over D-Bus, by a library that blocks. Should any other part of the program switch that
/// library's `tokio` feature on, it starts a runtime for each call, and would panic on a thread that runs asynchronous
/// code. A thread of one's own costs less than the call.
fn on_own_thread<T: Send>(ask: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        scope
            .spawn(ask)
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keychain_that_does_not_keep_things_is_found_out() {
        assert!(confirm(Some("secret"), "secret").is_ok());
        for untrue in [None, Some(""), Some("secre"), Some("secret ")] {
            let error = confirm(untrue, "secret").unwrap_err();
            assert!(matches!(error, VaultError::Untrue), "{untrue:?}: {error:?}");
        }
    }
}
