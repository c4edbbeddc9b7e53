//! A real keychain of one's own: a session bus and gnome-keyring, with a home that is gone with
//! the test.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running keychain.
pub struct Keychain {
    bus: Child,
    keyring: Option<Child>,
    address: String,
    folder: TempDir,
}

/// The password of its collection.
pub const PASSWORD: &str = "the keychain's own";

/// How long the daemons may take to stand.
const PATIENCE: Duration = Duration::from_secs(20);

impl Keychain {
    /// One that is unlocked, with nothing in it.
    ///
    /// # Panics
    /// When dbus-daemon or gnome-keyring-daemon are not there or do not start.
    pub fn unlocked() -> Self {
        let folder = TempDir::new().expect("there is a folder for temporary files");
        let (bus, address) = bus(folder.path());
        let mut keychain = Self {
            bus,
            keyring: None,
            address,
            folder,
        };
        keychain.unlock();
        keychain
    }

    /// The address of its bus.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Locks it: nobody is there to type the password when it is asked for.
    pub fn lock(&mut self) {
        self.end_keyring();
        self.begin_keyring(&["--foreground", "--components=secrets"]);
    }

    /// Unlocks it again.
    pub fn unlock(&mut self) {
        self.end_keyring();
        self.begin_keyring(&["--foreground", "--unlock", "--components=secrets"]);
    }

    /// Loses everything that was in it, as a machine that was set up anew.
    ///
    /// # Panics
    /// When its folder cannot be emptied.
    pub fn lose_everything(&mut self) {
        self.end_keyring();
        let keyrings = self.folder.path().join("keyrings");
        std::fs::remove_dir_all(keyrings).expect("it has kept something");
        self.begin_keyring(&["--foreground", "--unlock", "--components=secrets"]);
    }

    fn begin_keyring(&mut self, arguments: &[&str]) {
        let folder = self.folder.path();
        let mut keyring = at_home(Command::new("gnome-keyring-daemon"), folder)
            .args(arguments)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon is installed");
        let mut input = keyring.stdin.take().expect("it has a pipe");
        input
            .write_all(PASSWORD.as_bytes())
            .expect("it reads its password");
        drop(input);
        self.keyring = Some(keyring);
        self.wait_for_owner(true);
    }

    fn end_keyring(&mut self) {
        if let Some(mut keyring) = self.keyring.take() {
            end(&mut keyring);
            self.wait_for_owner(false);
        }
    }

    fn wait_for_owner(&self, wanted: bool) {
        let start = Instant::now();
        while self.has_owner() != wanted {
            assert!(start.elapsed() < PATIENCE, "gnome-keyring does not answer");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn has_owner(&self) -> bool {
        let asked = Command::new("dbus-send")
            .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"])
            .args(["/", "org.freedesktop.DBus.NameHasOwner"])
            .arg("string:org.freedesktop.secrets")
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .output()
            .expect("dbus-send is installed");
        String::from_utf8_lossy(&asked.stdout).contains("boolean true")
    }
}

impl Drop for Keychain {
    fn drop(&mut self) {
        if let Some(mut keyring) = self.keyring.take() {
            end(&mut keyring);
        }
        end(&mut self.bus);
    }
}

fn bus(folder: &Path) -> (Child, String) {
    let mut bus = at_home(Command::new("dbus-daemon"), folder)
        .args(["--session", "--nofork", "--print-address=1"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("dbus-daemon is installed");
    let mut address = String::new();
    let output = bus.stdout.take().expect("it has a pipe");
    BufReader::new(output)
        .read_line(&mut address)
        .expect("the bus says its address");
    (bus, address.trim().to_owned())
}

/// Nothing of the person who runs the tests is touched.
fn at_home(mut command: Command, folder: &Path) -> Command {
    for name in [
        "HOME",
        "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR",
        "XDG_CONFIG_HOME",
    ] {
        command.env(name, folder);
    }
    command
}

fn end(child: &mut Child) {
    // Whichever of the two fails says that it has ended already.
    let _ = child.kill();
    let _ = child.wait();
}
