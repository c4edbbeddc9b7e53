//! The practice service inside the app.

use koodrive_sandbox::{Sandbox, SandboxSettings};
use provisioning::{ConnectionCard, Keys, with_causes};

use super::held;
use super::list::tail;
use crate::connection::Connections;
use crate::contract::connection::{Connection, ConnectionColor, KeyPlace, SignatureScheme, Site};
use crate::contract::error::{CommandError, ErrorCode};
use crate::house::House;

/// How the IDs of its connections begin. Each practice service has one of its own, since it starts
/// with no users: what an earlier one has seen does not count as sent.
const PREFIX: &str = "practice ";

/// Its name on the screen.
const NAME: &str = "Practice";

/// The practice service while it runs.
pub(super) struct Practising {
    sandbox: Sandbox,
    id: String,
}

/// Whether a connection's ID is that of a practice service, of this session or an earlier one.
pub(crate) fn is_practice(connection_id: &str) -> bool {
    connection_id.starts_with(PREFIX)
}

impl Connections {
    /// The practice service's connection, while it runs.
    pub(super) fn practising(&self) -> Option<Connection> {
        let practising = held(&self.practice);
        let Practising { sandbox, id } = practising.as_ref()?;
        Some(Connection {
            id: id.clone(),
            name: NAME.to_owned(),
            color: ConnectionColor::Amber,
            site: Site::Practice,
            base_url: sandbox.endpoint().to_owned(),
            host: format!("127.0.0.1:{}", sandbox.port()),
            signing_user_id: sandbox.user_id().to_owned(),
            scheme: SignatureScheme::AppAuthentication,
            access_key_tail: Some(tail(sandbox.access_key())),
            keys: KeyPlace::Session,
            ca_file: None,
            practice: true,
            last_test: held(&self.tests).get(id).cloned(),
        })
    }

    /// Ends it, if this is its connection.
    pub(super) fn end_practice(&self, id: &str) -> bool {
        let mut practising = held(&self.practice);
        let is_it = practising.as_ref().is_some_and(|one| one.id == id);
        if is_it {
            *practising = None;
        }
        is_it
    }
}

impl House {
    /// Starts the practice service, unless it runs already, and uses its connection.
    pub(crate) fn start_practice(&self) -> Result<Connection, CommandError> {
        if self.connections.practising().is_none() {
            let sandbox = Sandbox::spawn_thread(SandboxSettings::default()).map_err(|error| {
                CommandError::new(ErrorCode::PracticeUnavailable, with_causes(&error))
            })?;
            self.welcome(sandbox);
        }
        let connection = self.connections.practising().ok_or_else(|| {
            CommandError::new(ErrorCode::PracticeUnavailable, "it has ended again")
        })?;
        self.activate(&connection.id)?;
        Ok(connection)
    }

    fn welcome(&self, sandbox: Sandbox) {
        let id = format!("{PREFIX}{}", sandbox.user_id());
        let card = ConnectionCard {
            id: id.clone(),
            name: NAME.to_owned(),
            endpoint: sandbox.endpoint().to_owned(),
            user_id: sandbox.user_id().to_owned(),
            scheme: "koodrive".to_owned(),
            ..ConnectionCard::default()
        };
        let keys = Keys {
            access_key: sandbox.access_key().to_owned(),
            secret_key: sandbox.secret_key().to_owned().into(),
        };
        self.signers.welcome(card, keys);
        *held(&self.connections.practice) = Some(Practising { sandbox, id });
    }

    /// Whether a submission went to a practice service that has ended.
    pub(crate) fn is_practice_over(&self, connection_id: &str) -> bool {
        let runs = |one: &Connection| one.id == connection_id;
        is_practice(connection_id) && !self.connections.practising().as_ref().is_some_and(runs)
    }
}
