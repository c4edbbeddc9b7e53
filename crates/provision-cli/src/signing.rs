//! Connections to send on: the one that was asked for, with its keys.

use std::sync::Arc;

use koodrive_sandbox::Sandbox;
use provisioning::client::{ProxyCredentials, Timeouts};
use provisioning::vault::{Connection, Vault};
use provisioning::{ConnectionCard, Keys, ProvisioningError, Signer, Signers};

use crate::arguments::Patience;
use crate::failure::Failure;

/// The name under which the practice service is asked for.
pub(crate) const PRACTICE: &str = "practice";

const AK_VARIABLE: &str = "KOODRIVE_AK";
const SK_VARIABLE: &str = "KOODRIVE_SK";
pub(crate) const PROXY_USER_VARIABLE: &str = "KOODRIVE_PROXY_USER";
pub(crate) const PROXY_PASSWORD_VARIABLE: &str = "KOODRIVE_PROXY_PASSWORD";

/// A connection to send on, and the practice service if it was started for it.
pub(crate) struct Connected {
    pub(crate) signer: Signer,
    /// Kept for as long as the job runs.
    pub(crate) _sandbox: Option<Sandbox>,
}

/// The connection a person asked for, with its keys: from the environment where they are set, else
/// from the keychain.
pub(crate) fn connect(
    vault: &Arc<Vault>,
    name: Option<&str>,
    patience: Patience,
) -> Result<Connected, Failure> {
    let signers = Signers::of(Arc::clone(vault))
        .with_timeouts(timeouts(patience))
        .with_proxy_credentials(proxy_credentials_from_environment());
    if name.is_some_and(|name| name.eq_ignore_ascii_case(PRACTICE)) {
        return practice(&signers);
    }
    let connection = choose(vault, name)?;
    if let Some(keys) = keys_from_environment()? {
        signers.keep_for_session(&connection.id, keys);
    }
    let signer = signers.signer(&connection.id).map_err(signer_failure)?;
    Ok(Connected {
        signer,
        _sandbox: None,
    })
}

fn timeouts(patience: Patience) -> Timeouts {
    let defaults = Timeouts::default();
    let answer = std::time::Duration::from_secs(patience.timeout.into());
    Timeouts {
        connect: defaults.connect.min(answer),
        answer,
    }
}

fn signer_failure(error: ProvisioningError) -> Failure {
    match error {
        ProvisioningError::KeysMissing(name) => Failure::new(format!(
            "the keychain has no keys of the connection `{name}`"
        ))
        .hint(format!(
            "set {AK_VARIABLE} and {SK_VARIABLE}, or add the connection again"
        )),
        error => error.into(),
    }
}

/// Each practice service starts with no users, so it is a connection of its own: what an earlier
/// one has seen does not count as sent.
fn practice(signers: &Signers) -> Result<Connected, Failure> {
    let sandbox = crate::practice::start(0)?;
    let id = format!("{PRACTICE} {}", sandbox.user_id());
    let card = ConnectionCard {
        id: id.clone(),
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
    signers.welcome(card, keys);
    Ok(Connected {
        signer: signers.signer(&id)?,
        _sandbox: Some(sandbox),
    })
}

/// The connection with this name, or the only one there is.
pub(crate) fn choose(vault: &Vault, name: Option<&str>) -> Result<Connection, Failure> {
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

/// Both variables, or neither.
pub(crate) fn keys_from_environment() -> Result<Option<Keys>, Failure> {
    match (variable(AK_VARIABLE), variable(SK_VARIABLE)) {
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

fn proxy_credentials_from_environment() -> Option<ProxyCredentials> {
    let user = variable(PROXY_USER_VARIABLE)?;
    let password = variable(PROXY_PASSWORD_VARIABLE)?;
    Some(ProxyCredentials::new(user, password))
}

/// An environment variable that is set to something.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name)
        .ok()
        .filter(|value| !value.trim().is_empty())
}
