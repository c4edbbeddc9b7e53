//! From a connection's ID to a connection one can send on: with keys from the keychain, with keys
//! that were typed in for this session only, or a guest that is written down nowhere.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use koodrive_client::{ProxyCredentials, ServiceClock, Timeouts};
use vault::{Connection, Proxy, Settings, Vault};

use crate::connect::{ConnectionCard, Keys, Signer, Surroundings};
use crate::error::ProvisioningError;

/// Who can sign in this session.
#[derive(Debug)]
pub struct Signers {
    vault: Arc<Vault>,
    /// Keys for this session only, by the connection's ID.
    session: Mutex<HashMap<String, Keys>>,
    /// Connections that are not in the vault, by ID: the practice service.
    guests: Mutex<HashMap<String, (ConnectionCard, Keys)>>,
    /// What is known of each connection's clock, so that only the first request of a session can be
    /// refused for its time.
    clocks: Mutex<HashMap<String, ServiceClock>>,
    timeouts: Timeouts,
    /// In place of those in the keychain.
    proxy_credentials: Option<ProxyCredentials>,
}

impl Signers {
    /// Those of a vault.
    pub fn of(vault: Arc<Vault>) -> Self {
        Self {
            vault,
            session: Mutex::default(),
            guests: Mutex::default(),
            clocks: Mutex::default(),
            timeouts: Timeouts::default(),
            proxy_credentials: None,
        }
    }

    /// The same with these words for the proxy, in place of those in the keychain.
    #[must_use]
    pub fn with_proxy_credentials(self, credentials: Option<ProxyCredentials>) -> Self {
        Self {
            proxy_credentials: credentials,
            ..self
        }
    }

    /// The same with other time-outs.
    #[must_use]
    pub fn with_timeouts(self, timeouts: Timeouts) -> Self {
        Self { timeouts, ..self }
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
            return Ok(Signer::within(
                card,
                keys,
                &self.surroundings(connection_id),
            )?);
        }
        let connection = self.vault.connection(connection_id)?;
        let (settings, _) = self.vault.settings()?;
        let card = card(&connection, &settings);
        let mut surroundings = self.surroundings(connection_id);
        if is_typed_in(card.proxy.as_deref()) {
            surroundings.proxy_credentials = self.proxy_credentials()?;
        }
        if let Some(keys) = held(&self.session).get(connection_id) {
            return Ok(Signer::within(&card, keys, &surroundings)?);
        }
        let keys = self.vault.keys(connection_id)?;
        let keys = keys.ok_or(ProvisioningError::KeysMissing(connection.name))?;
        let keys = Keys {
            access_key: keys.access_key,
            secret_key: keys.secret_key.expose_secret_key().to_owned().into(),
        };
        Ok(Signer::within(&card, &keys, &surroundings)?)
    }

    fn surroundings(&self, connection_id: &str) -> Surroundings {
        let mut clocks = held(&self.clocks);
        let clock = clocks.entry(connection_id.to_owned()).or_default();
        Surroundings {
            timeouts: self.timeouts,
            clock: clock.clone(),
            proxy_credentials: None,
        }
    }

    fn proxy_credentials(&self) -> Result<Option<ProxyCredentials>, ProvisioningError> {
        if let Some(credentials) = &self.proxy_credentials {
            return Ok(Some(credentials.clone()));
        }
        let kept = self.vault.proxy_keys()?;
        Ok(kept.map(|keys| ProxyCredentials::new(keys.user, keys.password.expose_secret_key())))
    }
}

/// An address, rather than the system's proxy or none.
fn is_typed_in(proxy: Option<&str>) -> bool {
    proxy.is_some_and(|proxy| !matches!(proxy.trim(), "" | "system" | "none"))
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
