//! What can go wrong with keys, connections and settings, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::settings::ProxyAddressError;

/// Why the vault could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// There is no keychain to be reached.
    #[error("no keychain can be reached")]
    NoKeychain(#[source] keyring::Error),
    /// The keychain is there and does not let the program in: locked, or the person declined.
    #[error("the keychain refused access")]
    Refused(#[source] keyring::Error),
    /// The keychain failed.
    #[error("the keychain failed")]
    Keychain(#[source] keyring::Error),
    /// The keychain holds something under our name that is not ours.
    #[error("the keychain's entry cannot be understood: `{entry}`")]
    Malformed {
        /// The entry's name in the keychain.
        entry: String,
    },
    /// The keychain gave back something else than was put in.
    #[error("the keychain did not give back what was put in")]
    Untrue,
    /// The value is longer than the platform's keychain takes.
    #[error("too long for this system's keychain: at most {limit} characters")]
    TooLong {
        /// The platform's limit.
        limit: u32,
    },
    /// Another key for the ledger is in the keychain already.
    #[error("the keychain holds another key for the ledger")]
    OtherKey,
    /// A file is not the TOML it should be.
    #[error("failed to read `{}`, line {line}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// The file system failed.
    #[error("failed to {what} `{}`", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Two connections cannot have one name.
    #[error("there is a connection of this name already: `{0}`")]
    NameTaken(String),
    /// There is no such connection.
    #[error("no such connection: `{0}`")]
    NoSuchConnection(String),
    /// The proxy cannot be kept.
    #[error(transparent)]
    Proxy(#[from] ProxyAddressError),
    /// What was given cannot be kept.
    #[error("{0}")]
    Invalid(&'static str),
}

impl VaultError {
    /// There is no keychain: *this session only* is the way on.
    pub fn is_no_keychain(&self) -> bool {
        matches!(self, Self::NoKeychain(_))
    }

    /// The keychain is locked or the person declined.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// The keychain, whatever is wrong with it.
    pub fn is_keychain(&self) -> bool {
        matches!(
            self,
            Self::NoKeychain(_)
                | Self::Refused(_)
                | Self::Keychain(_)
                | Self::Malformed { .. }
                | Self::Untrue
        )
    }

    /// Another key for the ledger is there already.
    pub fn is_other_key(&self) -> bool {
        matches!(self, Self::OtherKey)
    }

    /// A file that a person edited has a slip in it.
    pub fn is_syntax(&self) -> bool {
        matches!(self, Self::Syntax { .. })
    }

    /// The name is another connection's.
    pub fn is_name_taken(&self) -> bool {
        matches!(self, Self::NameTaken(_))
    }

    /// There is no such connection.
    pub fn is_no_such_connection(&self) -> bool {
        matches!(self, Self::NoSuchConnection(_))
    }

    /// What was given is no proxy's address.
    pub fn is_proxy(&self) -> bool {
        matches!(self, Self::Proxy(_))
    }

    /// No room on the disk.
    pub fn is_disk_full(&self) -> bool {
        self.io_kind().is_some_and(|kind| {
            matches!(
                kind,
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            )
        })
    }

    /// The folder or the file may not be written.
    pub fn is_read_only(&self) -> bool {
        self.io_kind().is_some_and(|kind| {
            matches!(
                kind,
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            )
        })
    }

    /// What a person can do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoKeychain(_) => Some(GET_A_KEYCHAIN),
            Self::Refused(_) => Some(
                "unlock the keychain and allow the program to use it, or go on for this session only",
            ),
            Self::Keychain(_) | Self::Untrue => {
                Some("restart the keychain or the computer, or go on for this session only")
            }
            Self::Malformed { .. } => {
                Some("remove this entry from the keychain and enter the keys again")
            }
            Self::OtherKey => {
                Some("print the other key's recovery code first, then exchange the keys")
            }
            Self::Syntax { .. } => {
                Some("mend that line in a text editor; the program left the file as it is")
            }
            Self::NameTaken(_) => Some("choose another name"),
            _ if self.is_disk_full() => Some("make room on the disk and try again"),
            _ if self.is_read_only() => Some("allow the program to write into its settings folder"),
            _ => None,
        }
    }

    fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            Self::Io { source, .. } => Some(source.kind()),
            _ => None,
        }
    }

    pub(crate) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { what, path, source }
    }

    /// Sorts the keychain's errors. Two of them carry the secret itself and are dropped here.
    pub(crate) fn keychain(error: keyring::Error, entry: &str) -> Self {
        match error {
            keyring::Error::BadEncoding(_)
            | keyring::Error::BadDataFormat(..)
            | keyring::Error::Ambiguous(_) => Self::Malformed {
                entry: entry.to_owned(),
            },
            keyring::Error::TooLong(_, limit) => Self::TooLong { limit },
            error @ keyring::Error::NoDefaultStore => Self::NoKeychain(error),
            error @ keyring::Error::NoStorageAccess(_) => Self::Refused(error),
            error => Self::Keychain(error),
        }
    }
}

#[cfg(windows)]
const GET_A_KEYCHAIN: &str =
    "start the service `Credential Manager` (VaultSvc), or go on for this session only";
#[cfg(target_os = "macos")]
const GET_A_KEYCHAIN: &str =
    "repair the login keychain in Keychain Access, or go on for this session only";
#[cfg(not(any(windows, target_os = "macos")))]
const GET_A_KEYCHAIN: &str = "install and unlock a secret service, for example gnome-keyring or KWallet, and start the \
     program again; or go on for this session only";
