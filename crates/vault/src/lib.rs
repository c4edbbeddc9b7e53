//! Access keys and the ledger's key in the operating system's keychain; connections and settings in files a person can
//! read.
//!
//! The SK has one way: typed in, kept by the keychain, handed to the signer. Windows keeps it in the Credential Manager,
//! macOS in its Keychain, Linux in the Secret Service. Where there is none, [`Vault::open`] says why and keeps secrets
//! in memory: *this session only*.
//!
//! The keychain may show a dialog and wait for a person. Asynchronous code therefore calls the vault on a thread for
//! blocking work.
//!
//! ```
//! use chrono::Utc;
//! use vault::{NewConnection, SecretKey, Vault};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let vault = Vault::session_only(folder.path());
//! let connection = vault.add_connection(
//!     &NewConnection {
//!         name: "Singapore".into(),
//!         endpoint: "https://intl.myhuaweicloud-koodrive.com".into(),
//!         user_id: "1001".into(),
//!         scheme: "koodrive".into(),
//!         ..NewConnection::default()
//!     },
//!     Utc::now(),
//! )?;
//! vault.set_keys(&connection.id, "AKIAEXAMPLE1234", &SecretKey::new("the secret".into()))?;
//!
//! assert_eq!(vault.connections()?[0].ak_last_four.as_deref(), Some("1234"));
//! let keys = vault.keys(&connection.id)?.expect("just kept");
//! assert_eq!(keys.secret_key.expose_secret_key(), "the secret");
//! assert_eq!(format!("{:?}", keys.secret_key), "SecretKey(…)");
//! # Ok(())
//! # }
//! ```

mod connection;
mod error;
mod file;
mod health;
mod keychain;
mod recovery;
mod secret;
mod settings;
mod system;
mod vault;

pub use connection::{Connection, NewConnection};
pub use error::VaultError;
pub use health::{HealthReport, HealthStep};
pub use recovery::{RecoveryCode, RecoveryCodeError};
pub use secret::{Keys, LedgerSecret, SecretKey};
pub use settings::{
    PasswordPolicy, PhoneFormat, Proxy, ProxyAddressError, Settings, SettingsProblem, Theme,
};
pub use vault::{LedgerKeyOutcome, ProxyKeys, Vault};
