//! What the commands work with: folders, the opened ledger, connections and their keys.

use std::path::PathBuf;

use koodrive_sandbox::Sandbox;
use provisioning::ledger::{BatchId, SubmissionId};
use provisioning::vault::Connection;
use provisioning::{
    ConnectionCard, Findings, Folders, Keys, Memory, Provisioner, Signer, Unopenable,
};

use crate::failure::Failure;

/// The name under which the practice service is asked for.
pub(crate) const PRACTICE: &str = "practice";

const AK_VARIABLE: &str = "KOODRIVE_AK";
const SK_VARIABLE: &str = "KOODRIVE_SK";

pub(crate) struct House {
    home: Option<PathBuf>,
}

impl House {
    pub(crate) fn new(home: Option<PathBuf>) -> Self {
        Self { home }
    }

    pub(crate) fn folders(&self) -> Result<Folders, Failure> {
        match &self.home {
            Some(home) => Ok(Folders::below(home)),
            None => Folders::locate().map_err(|error| Failure::of(&error)),
        }
    }

    /// Opens the ledger, and says what a person should know about it.
    pub(crate) fn open(&self) -> Result<Provisioner, Failure> {
        let (provisioner, findings) = Provisioner::open(self.folders()?, Unopenable::Refuse)?;
        tell(&provisioner, &findings);
        Ok(provisioner)
    }

    /// The vault alone, for what needs no ledger.
    pub(crate) fn vault(&self) -> Result<provisioning::vault::Vault, Failure> {
        Ok(provisioning::vault::Vault::open(&self.folders()?.config))
    }
}

fn tell(provisioner: &Provisioner, findings: &Findings) {
    if provisioner.memory() == Memory::ThisSessionOnly {
        let why = provisioner.vault().why_session_only();
        let why = why.map(ToString::to_string).unwrap_or_default();
        eprintln!("note: {why}: the ledger is kept for this session only");
        eprintln!(
            "      receipts with the task IDs are written to {}",
            provisioner.receipts().path().display()
        );
    }
    let unknown = findings.recovery.unknown.len();
    if unknown > 0 {
        eprintln!(
            "note: an earlier run ended while {unknown} batches were on their way; nobody knows what became of them"
        );
        eprintln!("      `submissions` lists them, `settle` says what is to become of them");
    }
}

/// A connection to send on, and the practice service if it was started for it.
pub(crate) struct Connected {
    pub(crate) signer: Signer,
    /// Kept for as long as the job runs.
    pub(crate) _sandbox: Option<Sandbox>,
}

/// The connection a person asked for, with its keys.
pub(crate) fn connect(
    vault: &provisioning::vault::Vault,
    name: Option<&str>,
) -> Result<Connected, Failure> {
    if name.is_some_and(|name| name.eq_ignore_ascii_case(PRACTICE)) {
        return practice();
    }
    let connection = choose(vault, name)?;
    let keys = keys_of(vault, &connection)?;
    Ok(Connected {
        signer: Signer::new(&card(&connection), &keys)?,
        _sandbox: None,
    })
}

/// Each practice service starts with no users, so it is a connection of its own: what an earlier
/// one has seen does not count as sent.
fn practice() -> Result<Connected, Failure> {
    let sandbox = crate::practice::start(0)?;
    let card = ConnectionCard {
        id: format!("{PRACTICE} {}", sandbox.user_id()),
        name: PRACTICE.into(),
        endpoint: sandbox.endpoint().to_owned(),
        user_id: sandbox.user_id().to_owned(),
        scheme: "koodrive".into(),
        ..ConnectionCard::default()
    };
    let keys = Keys {
        access_key: sandbox.access_key().to_owned(),
        secret_key: sandbox.secret_key().to_owned().into(),
    };
    let signer = Signer::new(&card, &keys)?;
    Ok(Connected {
        signer,
        _sandbox: Some(sandbox),
    })
}

/// The connection with this name, or the only one there is.
pub(crate) fn choose(
    vault: &provisioning::vault::Vault,
    name: Option<&str>,
) -> Result<Connection, Failure> {
    let mut connections = vault.connections()?;
    let Some(name) = name else {
        return match connections.len() {
            1 => Ok(connections.remove(0)),
            0 => Err(Failure::usage("there is no connection yet")
                .hint("add one with `connections add`, or try `--connection practice`")),
            _ => Err(Failure::usage(
                "there are several connections: say which with `--connection`",
            )
            .hint(names(&connections))),
        };
    };
    let wanted = name.to_lowercase();
    let known = names(&connections);
    connections
        .into_iter()
        .find(|connection| connection.name.to_lowercase() == wanted)
        .ok_or_else(|| Failure::usage(format!("no such connection: `{name}`")).hint(known))
}

fn names(connections: &[Connection]) -> String {
    let names: Vec<&str> = connections
        .iter()
        .map(|connection| &*connection.name)
        .collect();
    if names.is_empty() {
        return "add one with `connections add`, or try `--connection practice`".into();
    }
    format!("there are: {}, and {PRACTICE}", names.join(", "))
}

/// The part of a connection that signs.
pub(crate) fn card(connection: &Connection) -> ConnectionCard {
    ConnectionCard {
        id: connection.id.clone(),
        name: connection.name.clone(),
        endpoint: connection.endpoint.clone(),
        user_id: connection.user_id.clone(),
        scheme: connection.scheme.clone(),
        extra_ca: connection.extra_ca.clone().map(Into::into),
        proxy: connection.proxy.clone(),
    }
}

/// The connection's keys: from the environment where they are set, else from the keychain.
fn keys_of(vault: &provisioning::vault::Vault, connection: &Connection) -> Result<Keys, Failure> {
    if let Some(keys) = keys_from_environment()? {
        return Ok(keys);
    }
    let stored = vault.keys(&connection.id)?.ok_or_else(|| {
        Failure::new(format!(
            "the keychain has no keys of the connection `{}`",
            connection.name
        ))
        .hint(format!(
            "set {AK_VARIABLE} and {SK_VARIABLE}, or add the connection again"
        ))
    })?;
    Ok(Keys {
        access_key: stored.access_key,
        secret_key: stored.secret_key.expose_secret_key().to_owned().into(),
    })
}

/// Both variables, or neither.
pub(crate) fn keys_from_environment() -> Result<Option<Keys>, Failure> {
    let read = |name| {
        std::env::var(name)
            .ok()
            .filter(|value: &String| !value.trim().is_empty())
    };
    match (read(AK_VARIABLE), read(SK_VARIABLE)) {
        (None, None) => Ok(None),
        (Some(access_key), Some(secret_key)) => Ok(Some(Keys {
            access_key,
            secret_key: secret_key.into(),
        })),
        (Some(_), None) => Err(Failure::usage(format!(
            "{AK_VARIABLE} is set but {SK_VARIABLE} is not"
        ))),
        (None, Some(_)) => Err(Failure::usage(format!(
            "{SK_VARIABLE} is set but {AK_VARIABLE} is not"
        ))),
    }
}

/// A submission's ID as it was typed.
pub(crate) fn submission_id(text: &str) -> Result<SubmissionId, Failure> {
    text.parse().map_err(|_| {
        Failure::usage(format!("no submission has the ID `{text}`"))
            .hint("`submissions` lists them with their IDs")
    })
}

/// The batch of a submission with this label, as in `3` or `3.1`.
pub(crate) fn batch_by_label(
    batches: &[provisioning::ledger::Batch],
    label: &str,
) -> Result<BatchId, Failure> {
    let found = batches.iter().find(|batch| batch.label == label.trim());
    found.map(|batch| batch.id).ok_or_else(|| {
        Failure::usage(format!("this submission has no batch `{label}`"))
            .hint("`show` lists its batches")
    })
}

/// The runtime on which requests are made.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .build()?)
}
