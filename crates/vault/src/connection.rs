//! Connections: their public part, in `connections.toml`, which a person can read and edit.

use chrono::{DateTime, SecondsFormat, Utc};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::error::VaultError;
use crate::file::{self, Lines};
use crate::vault::Vault;

const FILE_NAME: &str = "connections.toml";
const HEADER: &str = "# Connections of the KooDrive Provisioner. Keys are not here: they are in the system's keychain.\n\n";

/// What is public about a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Lasting ID: entries of the keychain and of the ledger refer to it.
    pub id: String,
    /// Its name: one of a kind, without regard to case.
    pub name: String,
    /// The colour by which people tell it from others, in the form the screen likes.
    pub colour: Option<String>,
    /// The service's address.
    pub endpoint: String,
    /// The KooDrive user ID that signs.
    pub user_id: String,
    /// The signature scheme's name.
    pub scheme: String,
    /// A file with further certificates to trust.
    pub extra_ca: Option<String>,
    /// This connection's own proxy; none takes the settings'.
    pub proxy: Option<String>,
    /// The AK's last four characters, once keys were entered.
    pub ak_last_four: Option<String>,
    /// When it was added.
    pub created: Option<DateTime<Utc>>,
}

/// A connection to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewConnection {
    /// Its name: one of a kind, without regard to case.
    pub name: String,
    /// The colour by which people tell it from others.
    pub colour: Option<String>,
    /// The service's address.
    pub endpoint: String,
    /// The KooDrive user ID that signs.
    pub user_id: String,
    /// The signature scheme's name.
    pub scheme: String,
    /// A file with further certificates to trust.
    pub extra_ca: Option<String>,
    /// This connection's own proxy.
    pub proxy: Option<String>,
}

impl Vault {
    /// Every connection, in the file's order.
    pub fn connections(&self) -> Result<Vec<Connection>, VaultError> {
        let path = self.folder().join(FILE_NAME);
        let text = file::read(&path)?;
        let lines = Lines::of(&text);
        let document = file::parse(&path, text)?;
        let tables = document
            .get("connection")
            .and_then(Item::as_array_of_tables);
        tables
            .into_iter()
            .flatten()
            .map(|table| {
                read(table).map_err(|message| VaultError::Syntax {
                    path: path.clone(),
                    line: table.span().map_or(1, |span| lines.at(span.start)),
                    message,
                })
            })
            .collect()
    }

    /// One connection.
    pub fn connection(&self, id: &str) -> Result<Connection, VaultError> {
        let found = self
            .connections()?
            .into_iter()
            .find(|connection| connection.id == id);
        found.ok_or_else(|| VaultError::NoSuchConnection(id.to_owned()))
    }

    /// Adds a connection; its ID is new.
    pub fn add_connection(
        &self,
        new: &NewConnection,
        now: DateTime<Utc>,
    ) -> Result<Connection, VaultError> {
        let new = new.clone();
        let connection = Connection {
            id: hex::encode(rand::random::<[u8; 8]>()),
            name: new.name.trim().to_owned(),
            colour: new.colour,
            endpoint: new.endpoint,
            user_id: new.user_id,
            scheme: new.scheme,
            extra_ca: new.extra_ca,
            proxy: new.proxy,
            ak_last_four: None,
            created: Some(now),
        };
        self.edit(|tables, others| {
            check_name(&connection, others)?;
            let mut table = Table::new();
            write(&mut table, &connection);
            tables.push(table);
            Ok(())
        })?;
        Ok(connection)
    }

    /// Writes a connection's new particulars, found by its ID. What the program does not know in its part of the file,
    /// and comments, stay.
    pub fn update_connection(&self, connection: &Connection) -> Result<(), VaultError> {
        self.edit(|tables, others| {
            check_name(connection, others)?;
            write(find(tables, &connection.id)?, connection);
            Ok(())
        })
    }

    /// Removes a connection, its keys first.
    pub fn remove_connection(&self, id: &str) -> Result<(), VaultError> {
        self.remove_keys(id)?;
        self.edit(|tables, _| {
            find(tables, id)?;
            tables.retain(|table| text(table, "id").as_deref() != Some(id));
            Ok(())
        })
    }

    pub(crate) fn note_last_four(
        &self,
        id: &str,
        access_key: Option<&str>,
    ) -> Result<(), VaultError> {
        self.edit(|tables, _| {
            set(
                find(tables, id)?,
                "ak_last_four",
                access_key.map(last_four).as_deref(),
            );
            Ok(())
        })
    }

    /// Reads the file, changes it and writes it back, as one step.
    fn edit(
        &self,
        change: impl FnOnce(&mut ArrayOfTables, &[Connection]) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let _turn = self.take_turn()?;
        let present = self.connections()?;
        let path = self.folder().join(FILE_NAME);
        let text = file::read(&path)?;
        let header = if text.is_empty() { HEADER } else { "" };
        let mut document = file::parse(&path, text)?.into_mut();
        change(tables(&mut document)?, &present)?;
        file::replace(&path, &format!("{header}{document}"))
    }
}

fn tables(document: &mut DocumentMut) -> Result<&mut ArrayOfTables, VaultError> {
    document
        .entry("connection")
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()
        .ok_or(VaultError::Invalid(
            "`connection` in connections.toml is not a list of `[[connection]]`",
        ))
}

fn find<'a>(tables: &'a mut ArrayOfTables, id: &str) -> Result<&'a mut Table, VaultError> {
    let found = tables
        .iter_mut()
        .find(|table| text(table, "id").as_deref() == Some(id));
    found.ok_or_else(|| VaultError::NoSuchConnection(id.to_owned()))
}

fn check_name(connection: &Connection, others: &[Connection]) -> Result<(), VaultError> {
    let name = connection.name.trim();
    if name.is_empty() {
        return Err(VaultError::Invalid("a connection needs a name"));
    }
    let lower = name.to_lowercase();
    if others
        .iter()
        .any(|other| other.id != connection.id && other.name.to_lowercase() == lower)
    {
        return Err(VaultError::NameTaken(name.to_owned()));
    }
    Ok(())
}

fn last_four(access_key: &str) -> String {
    let skipped = access_key.chars().count().saturating_sub(4);
    access_key.chars().skip(skipped).collect()
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.get(key)?.as_str().map(str::to_owned)
}

fn read(table: &Table) -> Result<Connection, String> {
    let needed = |key: &str| {
        text(table, key).ok_or_else(|| format!("the connection has no `{key}`, or it is not text"))
    };
    Ok(Connection {
        id: needed("id")?,
        name: needed("name")?,
        endpoint: needed("endpoint")?,
        user_id: needed("user_id")?,
        scheme: needed("scheme")?,
        colour: text(table, "colour"),
        extra_ca: text(table, "extra_ca"),
        proxy: text(table, "proxy"),
        ak_last_four: text(table, "ak_last_four"),
        created: text(table, "created").and_then(|time| time.parse().ok()),
    })
}

fn write(table: &mut Table, connection: &Connection) {
    let created = connection
        .created
        .map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true));
    set(table, "id", Some(&connection.id));
    set(table, "name", Some(connection.name.trim()));
    set(table, "colour", connection.colour.as_deref());
    set(table, "endpoint", Some(&connection.endpoint));
    set(table, "user_id", Some(&connection.user_id));
    set(table, "scheme", Some(&connection.scheme));
    set(table, "extra_ca", connection.extra_ca.as_deref());
    set(table, "proxy", connection.proxy.as_deref());
    set(table, "ak_last_four", connection.ak_last_four.as_deref());
    set(table, "created", created.as_deref());
}

fn set(table: &mut Table, key: &str, new: Option<&str>) {
    file::set(table, key, new.map(Value::from));
}
