//! Listing connections, and choosing the one in use.

use std::sync::Arc;

use provisioning::vault;

use super::held;
use crate::contract::connection::{Connection, ConnectionColor, KeyPlace};
use crate::contract::error::{CommandError, ErrorCode};
use crate::house::House;
use crate::translate;
use crate::translate::submission::Looks;

impl House {
    /// Every connection, the practice service last.
    pub(crate) fn list_connections(&self) -> Result<Vec<Connection>, CommandError> {
        let kept = self.provisioner.vault().connections()?;
        let kept = kept.iter().map(|one| self.shown(one));
        Ok(kept.chain(self.connections.practising()).collect())
    }

    /// One connection.
    pub(crate) fn connection(&self, id: &str) -> Result<Connection, CommandError> {
        if let Some(practice) = self.connections.practising().filter(|one| one.id == id) {
            return Ok(practice);
        }
        Ok(self.shown(&self.provisioner.vault().connection(id)?))
    }

    fn shown(&self, connection: &vault::Connection) -> Connection {
        let (keys, tail) = self.keys_of(connection);
        let last_test = held(&self.connections.tests).get(&connection.id).cloned();
        translate::connection::connection(connection, keys, tail, last_test)
    }

    fn keys_of(&self, connection: &vault::Connection) -> (KeyPlace, Option<String>) {
        if let Some(access_key) = self.signers.session_access_key(&connection.id) {
            return (KeyPlace::Session, Some(tail(&access_key)));
        }
        match &connection.ak_last_four {
            Some(tail) if !self.provisioner.vault().is_session_only() => {
                (KeyPlace::Keychain, Some(tail.clone()))
            }
            _ => (KeyPlace::Missing, None),
        }
    }

    /// The connection that submissions go to, as far as there is one.
    pub(crate) fn active_connection(&self) -> Option<String> {
        let active = held(&self.connections.active).clone()?;
        self.connection(&active).ok().map(|one| one.id)
    }

    /// Uses a connection from now on, also after a restart.
    pub(crate) fn activate(&self, id: &str) -> Result<(), CommandError> {
        let connection = self.connection(id)?;
        *held(&self.connections.active) = Some(connection.id.clone());
        if connection.practice {
            return Ok(());
        }
        std::fs::write(&self.connections.file, &connection.id)
            .map_err(|error| CommandError::new(ErrorCode::FileUnwritable, error.to_string()))
    }

    /// The same; a sheet that is open says from now on whom this connection was sent.
    pub(crate) async fn use_connection(self: &Arc<Self>, id: String) -> Result<(), CommandError> {
        self.apart(move |house| house.activate(&id)).await?;
        self.mark_open_reviews().await;
        Ok(())
    }

    /// How the submissions of a connection look.
    pub(crate) fn looks(&self, connection_id: &str) -> Looks {
        let practice = super::practice::is_practice(connection_id);
        let color = match self.connection(connection_id) {
            Ok(connection) => connection.color,
            Err(_) if practice => ConnectionColor::Amber,
            Err(_) => ConnectionColor::Blue,
        };
        Looks { color, practice }
    }
}

/// The last four characters.
pub(super) fn tail(access_key: &str) -> String {
    let skipped = access_key.chars().count().saturating_sub(4);
    access_key.chars().skip(skipped).collect()
}
