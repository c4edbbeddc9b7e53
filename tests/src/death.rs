//! The program's sudden death, at a moment or at a call to the system; and its calls one by one.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take here before the test says that it does not come.
const PATIENCE: Duration = Duration::from_mins(1);

/// A run of the program that is going to be killed.
pub struct Doomed {
    child: Child,
}

/// One that was, or that had ended before.
#[derive(Debug)]
pub struct Dead {
    /// What it had printed.
    pub stdout: String,
    /// What it had said.
    pub stderr: String,
    /// Whether it was killed, and had not ended by itself.
    pub killed: bool,
}

impl Doomed {
    /// Starts it.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(mut command: Command) -> Self {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Self {
            child: command.spawn().expect("the program was just built"),
        }
    }

    /// Waits until something has come to be, or the program has ended.
    ///
    /// # Panics
    /// When neither comes.
    #[track_caller]
    pub fn wait_until(&mut self, come: impl Fn() -> bool) {
        let start = Instant::now();
        while !come() && self.lives() {
            assert!(start.elapsed() < PATIENCE, "what was waited for never came");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Whether it has not ended yet.
    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Its process's number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`: it cannot be caught, and nothing is put in order.
    ///
    /// # Panics
    /// When the system does not do it.
    pub fn kill(mut self) -> Dead {
        self.child.kill().expect("a child can be killed");
        self.end()
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// When its output cannot be read.
    pub fn end(self) -> Dead {
        Dead::of(&self.child.wait_with_output().expect("it has two pipes"))
    }
}

impl Dead {
    fn of(output: &Output) -> Self {
        Self {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            killed: output.status.code().is_none(),
        }
    }

    /// The task IDs that it had shown.
    pub fn task_ids(&self) -> BTreeSet<String> {
        let told = self.stdout.split("task ID ").skip(1);
        let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).collect();
        // A line that death has cut short shows a part of an ID.
        told.map(digits)
            .filter(|id: &String| id.len() == 19)
            .collect()
    }
}

/// Calls by which a file of the ledger or the receipts changes.
pub const WRITES: [&str; 7] = [
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "ftruncate",
    "unlink",
    "rename",
];

/// Calls by which a request leaves.
pub const SENDS: [&str; 3] = ["writev", "sendto", "sendmsg"];

/// The same command under `strace`, which kills it with signal 9 as one of its threads comes to
/// this call for the `nth` time, on one of these files where some are named. The call is not made.
pub fn killed_at(command: &Command, call: &str, nth: u32, files: &[PathBuf]) -> Command {
    let mut traced = Command::new("strace");
    traced
        .args(["-f", "-qqq", "-o", "/dev/null"])
        .arg(format!("--trace={call}"))
        .arg(format!("--inject={call}:signal=SIGKILL:when={nth}"));
    for file in files {
        traced.args([OsStr::new("-P"), file.as_os_str()]);
    }
    run_within(traced, command)
}

/// The same command under `strace`, which writes these calls down with the files they are about.
pub fn logged(command: &Command, calls: &str, log: &Path) -> Command {
    let mut traced = Command::new("strace");
    traced
        .args(["-f", "-y", "-s", "64", "-qqq", "-o"])
        .arg(log)
        .arg(format!("--trace={calls}"));
    run_within(traced, command)
}

/// Puts a command behind another one, with its environment and folder.
pub(crate) fn run_within(mut outer: Command, inner: &Command) -> Command {
    outer.arg(inner.get_program()).args(inner.get_args());
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => outer.env(name, value),
            None => outer.env_remove(name),
        };
    }
    if let Some(folder) = inner.get_current_dir() {
        outer.current_dir(folder);
    }
    outer.stdin(Stdio::null());
    outer
}
