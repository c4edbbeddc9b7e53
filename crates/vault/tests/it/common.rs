//! What the tests set up.

use chrono::{DateTime, Utc};
use tempfile::TempDir;
use vault::{NewConnection, Vault};

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_777_000_000, 0).unwrap()
}

pub(crate) fn new(name: &str) -> NewConnection {
    NewConnection {
        name: name.into(),
        colour: Some("teal".into()),
        endpoint: "https://intl.myhuaweicloud-koodrive.com".into(),
        user_id: "1001".into(),
        scheme: "koodrive".into(),
        ..NewConnection::default()
    }
}

/// A vault in a folder of its own, without a keychain.
pub(crate) fn session() -> (Vault, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Vault::session_only(folder.path()), folder)
}
