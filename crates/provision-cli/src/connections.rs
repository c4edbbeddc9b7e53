//! `connections`: who signs, and where.

use std::path::Path;

use chrono::Utc;
use provisioning::vault::{Connection, NewConnection, ProxyKeys, SecretKey, Vault};
use provisioning::{ConnectionCard, Signer};
use secrecy::ExposeSecret;
use serde::Serialize;

use crate::arguments::{AddConnection, Connections, Json};
use crate::failure::{Failure, Outcome};
use crate::house::House;
use crate::signing::{
    PRACTICE, PROXY_PASSWORD_VARIABLE, PROXY_USER_VARIABLE, choose, keys_from_environment, variable,
};
use crate::words::print_table;
use crate::{ask, records};

pub(crate) fn run(house: &House, command: Connections) -> Result<Outcome, Failure> {
    let vault = house.vault()?;
    match command {
        Connections::Add(arguments) => add(&vault, &arguments),
        Connections::List(json) => list(&vault, json),
        Connections::Test {
            name,
            patience,
            json,
        } => crate::doctor::test(&vault, &name, patience, json),
        Connections::Remove { name } => remove(&vault, &name),
    }
}

fn add(vault: &Vault, arguments: &AddConnection) -> Result<Outcome, Failure> {
    if arguments.name.trim().eq_ignore_ascii_case(PRACTICE) {
        return Err(
            Failure::usage(format!("`{PRACTICE}` is the practice service"))
                .hint("choose another name"),
        );
    }
    let endpoint = provisioning::parse_endpoint(&arguments.endpoint)
        .map_err(provisioning::ConnectError::from)?;
    let new = NewConnection {
        name: arguments.name.trim().to_owned(),
        endpoint: endpoint.to_string(),
        user_id: arguments.user_id.trim().to_owned(),
        scheme: arguments.scheme.trim().to_lowercase(),
        extra_ca: arguments.ca.as_deref().map(whole_path).transpose()?,
        proxy: arguments
            .proxy
            .as_deref()
            .map(|proxy| proxy.trim().to_owned()),
        ..NewConnection::default()
    };
    let keys = match keys_from_environment()? {
        Some(keys) => keys,
        None => ask::keys()?,
    };
    let (access_key, secret_key) = (keys.access_key.clone(), keys.secret_key.clone());
    check(&new, &keys)?;
    let connection = vault.add_connection(&new, Utc::now())?;
    eprintln!(
        "added the connection `{}` to {}",
        connection.name, connection.endpoint
    );
    if vault.is_session_only() {
        eprintln!("note: there is no keychain here, so its keys were not kept");
        eprintln!("      set KOODRIVE_AK and KOODRIVE_SK when you submit");
        if arguments.proxy_user.is_some() {
            eprintln!(
                "      and {PROXY_USER_VARIABLE} and {PROXY_PASSWORD_VARIABLE} for the proxy"
            );
        }
        return Ok(Outcome::Done);
    }
    if let Some(user) = &arguments.proxy_user {
        keep_proxy_login(vault, user)?;
    }
    let secret_key = SecretKey::new(secret_key.expose_secret().to_owned());
    vault.set_keys(&connection.id, &access_key, &secret_key)?;
    eprintln!("its keys are in the keychain; `connections test` tries them");
    Ok(Outcome::Done)
}

/// Everything that can be checked without the network, before anything is written down.
fn check(new: &NewConnection, keys: &provisioning::Keys) -> Result<(), Failure> {
    let card = ConnectionCard {
        name: new.name.clone(),
        endpoint: new.endpoint.clone(),
        user_id: new.user_id.clone(),
        scheme: new.scheme.clone(),
        extra_ca: new.extra_ca.clone().map(Into::into),
        proxy: new.proxy.clone(),
        ..ConnectionCard::default()
    };
    Signer::new(&card, keys)?;
    Ok(())
}

/// The file is found from any folder later.
fn whole_path(file: &Path) -> Result<String, Failure> {
    Ok(std::path::absolute(file)?.to_string_lossy().into_owned())
}

/// There is one proxy login for all connections, as there is one proxy for a workplace.
fn keep_proxy_login(vault: &Vault, user: &str) -> Result<(), Failure> {
    let password = match variable(PROXY_PASSWORD_VARIABLE) {
        Some(password) => password,
        None => ask::secret("Proxy password")?,
    };
    vault.set_proxy_keys(Some(&ProxyKeys {
        user: user.to_owned(),
        password: SecretKey::new(password),
    }))?;
    Ok(())
}

#[derive(Serialize)]
struct Line {
    name: String,
    endpoint: String,
    user_id: String,
    scheme: String,
    access_key_end: Option<String>,
}

fn list(vault: &Vault, json: Json) -> Result<Outcome, Failure> {
    let lines: Vec<Line> = vault.connections()?.into_iter().map(line).collect();
    if json.on {
        #[derive(Serialize)]
        struct List {
            connections: Vec<Line>,
        }
        println!("{}", records::json(&List { connections: lines }));
        return Ok(Outcome::Done);
    }
    if lines.is_empty() {
        eprintln!("there is no connection yet: add one with `connections add`");
        return Ok(Outcome::Done);
    }
    let heads = ["name", "endpoint", "user ID", "scheme", "AK"]
        .map(str::to_owned)
        .to_vec();
    let rows = lines.into_iter().map(|line| {
        let end = line
            .access_key_end
            .map_or_else(|| "not kept".into(), |end| format!("…{end}"));
        vec![line.name, line.endpoint, line.user_id, line.scheme, end]
    });
    let table: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
    print_table(&table);
    Ok(Outcome::Done)
}

fn line(connection: Connection) -> Line {
    Line {
        name: connection.name,
        endpoint: connection.endpoint,
        user_id: connection.user_id,
        scheme: connection.scheme,
        access_key_end: connection.ak_last_four,
    }
}

fn remove(vault: &Vault, name: &str) -> Result<Outcome, Failure> {
    let connection = choose(vault, Some(name))?;
    vault.remove_connection(&connection.id)?;
    eprintln!("removed the connection `{}` and its keys", connection.name);
    Ok(Outcome::Done)
}
