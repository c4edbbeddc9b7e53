//! What must not be seen: secret keys and the ledger's key.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// A connection's secret key (SK; the service calls it `AppSecret`).
#[derive(Clone)]
pub struct SecretKey(SecretString);

impl SecretKey {
    /// Takes the text over; it is wiped from memory when the key is dropped.
    pub fn new(text: String) -> Self {
        Self(text.into())
    }

    /// The key itself. It goes into the signer, and nowhere else.
    pub fn expose_secret_key(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// A connection's access key and secret key.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The access key (AK; the service calls it `AppId`): a name, not a secret.
    pub access_key: String,
    /// The secret key.
    pub secret_key: SecretKey,
}

/// The ledger's key: 32 random bytes.
#[derive(Clone)]
pub struct LedgerSecret(Zeroizing<[u8; 32]>);

impl LedgerSecret {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A new one, from the system's random numbers.
    pub(crate) fn random() -> Self {
        Self::new(rand::random())
    }

    /// The bytes. They open the ledger, and go nowhere else.
    pub fn expose_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for LedgerSecret {
    fn eq(&self, other: &Self) -> bool {
        // Both come from this machine's keychain or its keyboard: nobody times this.
        *self.0 == *other.0
    }
}

impl Eq for LedgerSecret {}

impl fmt::Debug for LedgerSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerSecret(…)")
    }
}
