//! From a connection's ID to a connection one can send on: with keys from the keychain, with keys
//! that were typed in for this session only, or a guest that is written down nowhere.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vault::{Connection, Proxy, Settings, Vault};

use crate::connect::{ConnectionCard, Keys, Signer};
use crate::error::ProvisioningError;

/// Who can sign in this session.
#[derive(Debug)]
pub struct Signers {
    vault: Arc<Vault>,
    /// Keys for this session only, by the connection's ID.
    session: Mutex<HashMap<String, Keys>>,
    /// Connections that are not in the vault, by ID: the practice service.
    guests: Mutex<HashMap<String, (ConnectionCard, Keys)>>,
}

impl Signers {
    /// Those of a vault.
    pub fn of(vault: Arc<Vault>) -> Self {
        Self {
            vault,
            session: Mutex::default(),
            guests: Mutex::default(),
        }
    }

    /// Takes in a connection that lives for this session and is written down nowhere.
    pub fn welcome(&self, card: ConnectionCard, keys: Keys) {
        held(&self.guests).insert(card.id.clone(), (card, keys));
    }

    /// Keeps keys in memory, in place of those in the keychain, until the program ends.
    pub fn keep_for_session(&self, connection_id: &str, keys: Keys) {
        held(&self.session).insert(connection_id.to_owned(), keys);
    }

    /// Forgets what is in memory of a connection.
    pub fn forget(&self, connection_id: &str) {
        held(&self.session).remove(connection_id);
        held(&self.guests).remove(connection_id);
    }

    /// The access key of a connection whose keys are in memory.
    pub fn session_access_key(&self, connection_id: &str) -> Option<String> {
        held(&self.session)
            .get(connection_id)
            .map(|keys| keys.access_key.clone())
    }

    /// A connection with its keys. It may wait for the keychain: call it where that is allowed.
    ///
    /// # Errors
    /// When there is no such connection, it has no keys, or one of its parts cannot be used.
    pub fn signer(&self, connection_id: &str) -> Result<Signer, ProvisioningError> {
        if let Some((card, keys)) = held(&self.guests).get(connection_id) {
            return Ok(Signer::new(card, keys)?);
        }
        let connection = self.vault.connection(connection_id)?;
        let (settings, _) = self.vault.settings()?;
        let card = card(&connection, &settings);
        if let Some(keys) = held(&self.session).get(connection_id) {
            return Ok(Signer::new(&card, keys)?);
        }
        let keys = self.vault.keys(connection_id)?;
        let keys = keys.ok_or(ProvisioningError::KeysMissing(connection.name))?;
        let keys = Keys {
            access_key: keys.access_key,
            secret_key: keys.secret_key.expose_secret_key().to_owned().into(),
        };
        Ok(Signer::new(&card, &keys)?)
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The part of a connection that signs; what it leaves open, the settings say.
fn card(connection: &Connection, settings: &Settings) -> ConnectionCard {
    let extra_ca = connection.extra_ca.as_ref().or(settings.extra_ca.as_ref());
    let proxy = || match &settings.proxy {
        Proxy::System => None,
        Proxy::Direct => Some("none".to_owned()),
        Proxy::Manual(address) => Some(address.clone()),
    };
    ConnectionCard {
        id: connection.id.clone(),
        name: connection.name.clone(),
        endpoint: connection.endpoint.clone(),
        user_id: connection.user_id.clone(),
        scheme: connection.scheme.clone(),
        extra_ca: extra_ca.map(Into::into),
        proxy: connection.proxy.clone().or_else(proxy),
    }
}
