//! Saving and removing connections and their keys.

use std::path::Path;

use chrono::Utc;
use provisioning::client::{AccessKey, ExtraCa, SecretKey, UserId};
use provisioning::vault::{self, NewConnection};
use provisioning::{ConnectError, Keys, parse_endpoint, with_causes};

use super::held;
use crate::contract::connection::{Connection, ConnectionDraft, SaveKeys, Site};
use crate::contract::error::{CommandError, ErrorCode};
use crate::house::House;
use crate::translate::connection::{color_name, scheme_name};

impl House {
    /// Adds or changes a connection's public part.
    pub(crate) fn save_connection(
        &self,
        draft: ConnectionDraft,
    ) -> Result<Connection, CommandError> {
        let endpoint = address(&draft)?;
        let user_id = UserId::parse(&draft.signing_user_id).map_err(ConnectError::from)?;
        let (colour, scheme) = (
            color_name(draft.color),
            scheme_name(draft.scheme).to_owned(),
        );
        let vault = self.provisioner.vault();
        let id = match draft.id {
            None => {
                let new = NewConnection {
                    name: draft.name,
                    colour: Some(colour),
                    endpoint,
                    user_id: user_id.to_string(),
                    scheme,
                    ..NewConnection::default()
                };
                vault.add_connection(&new, Utc::now())?.id
            }
            Some(id) => {
                let changed = vault::Connection {
                    name: draft.name,
                    colour: Some(colour),
                    endpoint,
                    user_id: user_id.to_string(),
                    scheme,
                    ..vault.connection(&id)?
                };
                vault.update_connection(&changed)?;
                held(&self.connections.tests).remove(&id);
                id
            }
        };
        if self.active_connection().is_none() {
            self.activate(&id)?;
        }
        self.connection(&id)
    }

    /// Takes keys in: into the keychain, or into memory where there is none or a person wants so.
    pub(crate) fn save_keys(&self, keys: &SaveKeys) -> Result<Connection, CommandError> {
        let access_key = keys.access_key.expose_secret_text().trim();
        let secret_key = keys.secret_key.expose_secret_text().trim();
        AccessKey::parse(access_key).map_err(ConnectError::from)?;
        SecretKey::parse(secret_key).map_err(ConnectError::from)?;
        let vault = self.provisioner.vault();
        let id = &keys.connection_id;
        if keys.session_only || vault.is_session_only() {
            vault.connection(id)?;
            let keys = Keys {
                access_key: access_key.to_owned(),
                secret_key: secret_key.to_owned().into(),
            };
            self.signers.keep_for_session(id, keys);
        } else {
            vault.set_keys(
                id,
                access_key,
                &vault::SecretKey::new(secret_key.to_owned()),
            )?;
            self.signers.forget(id);
        }
        held(&self.connections.tests).remove(id);
        self.connection(id)
    }

    /// Removes a connection and its keys. Where it was in use, the first of the others is from now on;
    /// tells which one is in use then.
    pub(crate) fn remove_connection(&self, id: &str) -> Result<Option<String>, CommandError> {
        if !self.connections.end_practice(id) {
            self.provisioner.vault().remove_connection(id)?;
        }
        self.signers.forget(id);
        if self.active_connection().is_none()
            && let Some(next) = self.list_connections()?.first()
        {
            self.activate(&next.id)?;
        }
        Ok(self.active_connection())
    }

    /// Trusts the certificates of a file beside the system's, for one connection.
    pub(crate) fn trust_file(&self, id: &str, path: &Path) -> Result<Connection, CommandError> {
        let invalid = |error: &dyn std::error::Error| {
            CommandError::new(ErrorCode::ConnectionInvalid, with_causes(error))
        };
        let pem = std::fs::read(path).map_err(|error| invalid(&error))?;
        ExtraCa::read(&pem).map_err(|error| invalid(&error))?;
        let path = path.to_str().ok_or_else(|| {
            CommandError::new(ErrorCode::FileUnreadable, "the file's path is not text")
        })?;
        self.set_extra_ca(id, Some(path.to_owned()))
    }

    /// Trusts the system's certificates only.
    pub(crate) fn set_extra_ca(
        &self,
        id: &str,
        file: Option<String>,
    ) -> Result<Connection, CommandError> {
        let vault = self.provisioner.vault();
        let connection = vault::Connection {
            extra_ca: file,
            ..vault.connection(id)?
        };
        vault.update_connection(&connection)?;
        self.connection(id)
    }
}

/// The address that a site stands for, or the one that was typed in.
fn address(draft: &ConnectionDraft) -> Result<String, CommandError> {
    let text = match draft.site {
        Site::International => "international",
        Site::China => "china",
        Site::Own => draft.base_url.as_deref().unwrap_or_default(),
        Site::Practice => {
            return Err(CommandError::new(
                ErrorCode::ConnectionInvalid,
                "the practice service's connection cannot be changed",
            ));
        }
    };
    let endpoint = parse_endpoint(text).map_err(ConnectError::from)?;
    Ok(endpoint.to_string())
}
