//! The system's keychain, and one that was started anew while the program ran.

use keyring::{Entry, Error};

/// The name of all our entries, as keychain programs show it.
const SERVICE: &str = "KooDrive Provisioner";

/// Does something with an entry. Where the keychain's session has ended with the keychain that it was
/// begun with, one is begun with the new one, and it is done once more: to write, read or remove an
/// entry again does no harm.
pub(crate) fn with_entry<T>(
    name: &str,
    work: impl Fn(&Entry) -> Result<T, Error>,
) -> Result<T, Error> {
    let attempt = || Entry::new(SERVICE, name).and_then(|entry| work(&entry));
    match attempt() {
        Err(Error::PlatformFailure(_)) if began_anew() => attempt(),
        done => done,
    }
}

/// The secrets of a secret service are encrypted with the key of a session, which it forgets when it
/// ends. Without a secret service there is no session to begin.
#[cfg(all(unix, not(target_os = "macos")))]
fn began_anew() -> bool {
    match zbus_secret_service_keyring_store::Store::new() {
        Ok(store) => {
            keyring_core::set_default_store(store);
            true
        }
        Err(_) => false,
    }
}

/// The keychains of Windows and macOS have no sessions.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn began_anew() -> bool {
    false
}
