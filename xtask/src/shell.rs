//! Running other programs, with their output shown and, where asked, read.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

/// The folder with the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// A command in the workspace's root (or a folder below it).
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(executable(program));
    command.args(arguments).current_dir(root());
    command
}

/// The cargo that runs this program, so that a chosen toolchain stays chosen.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = command(&cargo, arguments);
    // What cargo told this program about its package is not for the next cargo: build scripts that
    // look at it (ring's) would run again, and half of the house would be built again.
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_package(name)) {
        command.env_remove(name);
    }
    command
}

/// Whether cargo sets this variable to describe the package that it runs.
fn is_of_package(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// npm in the `ui` folder.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut npm = command("npm", arguments);
    npm.current_dir(root().join("ui"));
    npm
}

/// npm is a batch file on Windows, and the standard library does not look for those.
fn executable(program: &str) -> String {
    if cfg!(windows) && program == "npm" {
        "npm.cmd".into()
    } else {
        program.into()
    }
}

/// Runs to the end with the output shown.
pub(crate) fn run(command: Command) -> Result<(), String> {
    begin(command)?.end()
}

/// A command that runs, with its output shown.
pub(crate) struct Running {
    name: String,
    child: Child,
}

/// Begins a command, to go on beside it.
pub(crate) fn begin(mut command: Command) -> Result<Running, String> {
    let name = describe(&command);
    match command.spawn() {
        Ok(child) => Ok(Running { name, child }),
        Err(error) => Err(format!("`{name}` could not be started: {error}")),
    }
}

impl Running {
    /// Waits for its end.
    pub(crate) fn end(mut self) -> Result<(), String> {
        let name = self.name;
        match self.child.wait() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{name}` failed ({status})")),
            Err(error) => Err(format!("`{name}` was lost: {error}")),
        }
    }
}

/// Whether a program answers at all; its output is not shown.
pub(crate) fn answers(program: &str, arguments: &[&str]) -> bool {
    command(program, arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs to the end, shows every line of both outputs as it comes, and hands each to `read`.
pub(crate) fn run_reading(
    mut command: Command,
    mut read: impl FnMut(&str),
) -> Result<bool, String> {
    let name = describe(&command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("`{name}` could not be started: {error}"))?;
    let (send, lines) = mpsc::channel();
    let threads = [
        child.stdout.take().map(|out| forward(out, send.clone())),
        child.stderr.take().map(|out| forward(out, send)),
    ];
    for line in lines {
        println!("{line}");
        read(&line);
    }
    for thread in threads.into_iter().flatten() {
        // A reader that panicked has lost output, never the exit status below.
        drop(thread.join());
    }
    let status = child
        .wait()
        .map_err(|error| format!("`{name}` was lost: {error}"))?;
    Ok(status.success())
}

fn forward(
    output: impl Read + Send + 'static,
    lines: mpsc::Sender<String>,
) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        while matches!(output.read_until(b'\n', &mut line), Ok(read) if read > 0) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            if lines.send(text).is_err() {
                return;
            }
            line.clear();
        }
    })
}

fn describe(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
