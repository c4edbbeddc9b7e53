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
            logs: log_folder(&places),
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

/// Where this system's tools for logs look: Console on macOS reads `~/Library/Logs`.
#[cfg(target_os = "macos")]
fn log_folder(places: &directories::ProjectDirs) -> PathBuf {
    let name = places.project_path();
    directories::BaseDirs::new().map_or_else(
        || places.data_local_dir().join("logs"),
        |base| base.home_dir().join("Library/Logs").join(name),
    )
}

/// The user's state folder where the system has one (XDG: logs are state, not data), else beside the data:
/// `%LOCALAPPDATA%` on Windows.
#[cfg(not(target_os = "macos"))]
fn log_folder(places: &directories::ProjectDirs) -> PathBuf {
    let state = places.state_dir().unwrap_or(places.data_local_dir());
    state.join("logs")
}

/// The operating system names no home folder for this user.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this user has no home folder: name one in the environment variable `{HOME_VARIABLE}`")]
pub struct NoHome;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn logs_are_state_and_not_data() {
        let places = directories::ProjectDirs::from("", "", "KooDrive Provisioner").unwrap();
        let logs = log_folder(&places);
        assert!(logs.starts_with(places.state_dir().unwrap()), "{logs:?}");
        assert!(!logs.starts_with(places.data_local_dir()), "{logs:?}");
    }
}
