//! Disks of one's own: small ones and read-only ones, seen by the program alone.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::death::run_within;

/// A disk of a given size in a mount namespace of its own; it is gone with the namespace.
///
/// It needs Linux, and either root or a kernel that lets everybody have namespaces.
pub struct Disk {
    /// Keeps the namespace alive: it waits for the end of its input.
    keeper: Child,
    folder: PathBuf,
}

impl Disk {
    /// A disk of so many KiB in place of this folder.
    ///
    /// # Panics
    /// When the system gives no namespace, without which a full disk cannot be had.
    pub fn in_place_of(folder: &Path, kib: u32) -> Self {
        std::fs::create_dir_all(folder).expect("the home can be written");
        let disk = Self {
            keeper: keeper(),
            folder: folder.to_owned(),
        };
        let place = folder.to_string_lossy();
        let size = format!("size={kib}k,mode=700");
        disk.run("mount", &["-t", "tmpfs", "-o", &size, "none", &place]);
        disk
    }

    /// The same command, for which this disk is there.
    pub fn within(&self, command: &Command) -> Command {
        let mut enter = Command::new("nsenter");
        enter.args(["--target", &self.keeper.id().to_string(), "--mount"]);
        if !is_root() {
            enter.args(["--user", "--preserve-credentials"]);
        }
        run_within(enter, command)
    }

    /// Nothing more can be written.
    pub fn make_read_only(&self) {
        self.remount("ro");
    }

    /// Everything can be written again.
    pub fn make_writable(&self) {
        self.remount("rw");
    }

    /// Takes all the room there is.
    pub fn fill(&self) {
        // It ends with an error, since it writes until there is no room.
        let _ = self.output("sh", &["-c", "cat /dev/zero > \"$0\"", &self.filling()]);
    }

    /// Gives the room back.
    pub fn empty(&self) {
        self.run("rm", &[&self.filling()]);
    }

    /// The content of a file on it.
    pub fn read(&self, name: &str) -> String {
        self.output("cat", &[&self.folder.join(name).to_string_lossy()])
    }

    fn filling(&self) -> String {
        self.folder.join("filling").to_string_lossy().into_owned()
    }

    fn remount(&self, how: &str) {
        let how = format!("remount,{how}");
        self.run("mount", &["-o", &how, &self.folder.to_string_lossy()]);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let mut command = Command::new(program);
        command.args(arguments);
        let status = self.within(&command).status();
        let done = status.is_ok_and(|status| status.success());
        assert!(done, "failed to {program} {arguments:?}");
    }

    fn output(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        command.args(arguments);
        let output = self.within(&command).output().expect("nsenter is there");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // It ends by itself now; what matters is that it does not stay behind.
        let _ = self.keeper.wait();
    }
}

fn keeper() -> Child {
    let mut unshare = Command::new("unshare");
    unshare.arg("--mount");
    if !is_root() {
        unshare.args(["--user", "--map-root-user"]);
    }
    let mut keeper = unshare
        .args(["sh", "-c", "echo ready; cat"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("unshare is there");
    let mut ready = String::new();
    let output = keeper.stdout.take().expect("it has a pipe");
    // An error is told by the line that is missing.
    let _ = BufReader::new(output).read_line(&mut ready);
    assert_eq!(
        ready.trim(),
        "ready",
        "no mount namespace: be root, or allow namespaces for everybody"
    );
    keeper
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
