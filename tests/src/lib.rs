//! What the tests of the whole program share: running the real thing in a home of its own.
//!
//! The tests run the program that a person runs, against a real service on port 0, with a real
//! keychain where one is needed. Nothing here reaches into the program.

pub mod authority;
pub mod books;
pub mod death;
pub mod job;
pub mod keychain;
pub mod marks;
pub mod mounts;
pub mod tables;
pub mod tunnel;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// Names a terminal program to test in place of the one that is built: a released one.
const PROGRAM_VARIABLE: &str = "KOODRIVE_PROGRAM_UNDER_TEST";

/// The terminal program, built once per test run by the cargo that runs the tests.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| match std::env::var_os(PROGRAM_VARIABLE) {
        Some(program) => program.into(),
        None => build("provision-cli", "koodrive-provision"),
    })
}

/// Builds a program of this workspace and says where it is.
///
/// # Panics
/// When it does not build: nothing can be tested then.
pub fn build(package: &str, binary: &str) -> PathBuf {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut build = Command::new(cargo);
    // What cargo told this test about its package is not for the next cargo: build scripts that
    // look at it (ring's) would run again, and half of the house would be built again.
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_package(name)) {
        build.env_remove(name);
    }
    let built = build
        .args(["build", "--quiet", "--package", package, "--bin", binary])
        .current_dir(workspace())
        .status()
        .expect("cargo runs, since it runs this test");
    assert!(built.success(), "{package} does not build");
    target()
        .join("debug")
        .join(format!("{binary}{}", std::env::consts::EXE_SUFFIX))
}

/// Whether cargo sets this variable to describe the package that it runs.
fn is_of_package(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// The folder with the workspace's `Cargo.toml`.
pub fn workspace() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
}

/// A file of the corpus of sheets.
pub fn roster(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("rosters")
        .join(name)
}

/// A home of the program's own: its ledger, settings and receipts, gone with the test.
pub struct Home {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

/// A bus that nobody listens on: there is no keychain there.
const NO_KEYCHAIN: &str = "unix:path=/nonexistent/bus";

impl Home {
    /// A home without a keychain: the ledger lives for one command.
    ///
    /// # Panics
    /// When there is no room for a folder.
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().expect("there is a folder for temporary files"),
            environment: vec![("DBUS_SESSION_BUS_ADDRESS".into(), NO_KEYCHAIN.into())],
        }
    }

    /// Sets an environment variable for every command in this home.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the ledger and the receipts.
    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// The program with these arguments, in this home.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .env_remove("KOODRIVE_AK")
            .env_remove("KOODRIVE_SK")
            .env_remove("KOODRIVE_RECOVERY_CODE")
            .env_remove("KOODRIVE_HANDOVER_PASSPHRASE")
            .env("KOODRIVE_PROVISIONER_HOME", self.path())
            .env("NO_COLOR", "1")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = self
            .command(arguments)
            .output()
            .expect("the program was just built");
        Ran::new(arguments, &output)
    }

    /// Writes a file into the home and gives its path as text.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path().join(name);
        std::fs::write(&path, content).expect("the home can be written");
        path.to_string_lossy().into_owned()
    }
}

/// How a run of the program ended.
#[derive(Debug)]
pub struct Ran {
    /// The arguments, for the messages of tests.
    pub arguments: String,
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Ran {
    /// What became of a run that was not started by [`Home::run`].
    pub fn new(arguments: &[&str], output: &Output) -> Self {
        Self {
            arguments: arguments.join(" "),
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The same, if it ended with this code.
    ///
    /// # Panics
    /// With all that the program said, if it did not.
    #[expect(
        clippy::return_self_not_must_use,
        reason = "the code alone may be what is tested"
    )]
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// What it printed, as JSON.
    ///
    /// # Panics
    /// With all that the program said, if it is none.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// Both outputs, for words that may stand in either.
    pub fn said(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}
