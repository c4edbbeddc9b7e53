//! Where the program keeps its things on each platform.

use std::path::PathBuf;

/// Names a folder that holds everything, instead of the platform's own places: for a portable
/// copy, and for tests that must not touch a person's files.
pub const HOME_VARIABLE: &str = "KOODRIVE_PROVISIONER_HOME";

/// The folders of one installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The ledger and its receipts: `%LOCALAPPDATA%`, `~/Library/Application Support`,
    /// `~/.local/share`. Local and never roaming, since a ledger must not be copied while open.
    pub data: PathBuf,
    /// Connections and settings, which a person may read and carry along.
    pub config: PathBuf,
    /// Logs.
    pub logs: PathBuf,
}

impl Folders {
    /// The folders of this user, or of the folder that [`HOME_VARIABLE`] names.
    ///
    /// # Errors
    /// The message, when the operating system names no home folder.
    pub fn locate() -> Result<Self, NoHome> {
        if let Some(home) = std::env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
            return Ok(Self::below(PathBuf::from(home)));
        }
        let places =
            directories::ProjectDirs::from("", "", "KooDrive Provisioner").ok_or(NoHome)?;
        Ok(Self {
            data: places.data_local_dir().to_path_buf(),
            config: places.config_dir().to_path_buf(),
            logs: places.data_local_dir().join("logs"),
        })
    }

    /// Everything below one folder.
    pub fn below(home: impl Into<PathBuf>) -> Self {
        let home = home.into();
        Self {
            data: home.join("data"),
            config: home.join("config"),
            logs: home.join("logs"),
        }
    }
}

/// The operating system names no home folder for this user.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this user has no home folder: name one in the environment variable `{HOME_VARIABLE}`")]
pub struct NoHome;
