//! One check, what it counted, and the sum of all.

use std::process::Command;
use std::time::Instant;

use crate::shell;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The checks of one run, as they come in.
#[derive(Default)]
pub(crate) struct Checks {
    total: Tally,
    broken: Vec<String>,
}

impl Checks {
    /// Runs a command whose exit alone decides: one check.
    pub(crate) fn command(&mut self, name: &str, command: Command) {
        self.section(name, |_| shell::run(command).map(|()| one(true)));
    }

    /// The same for several commands, of which as many run at a time as there are cores.
    pub(crate) fn side_by_side(&mut self, commands: Vec<(String, Command)>) {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut waiting = commands.into_iter();
        loop {
            let next = waiting.by_ref().take(cores);
            let running: Vec<_> = next
                .map(|(name, command)| (name, shell::begin(command)))
                .collect();
            if running.is_empty() {
                break;
            }
            for (name, begun) in running {
                self.section(&name, |_| begun?.end().map(|()| one(true)));
            }
        }
    }

    /// Runs a command that counts tests of its own.
    pub(crate) fn counting(&mut self, name: &str, command: Command) {
        self.section(name, |_| counted(command));
    }

    /// Runs a function that says what is wrong, one line a fault.
    pub(crate) fn findings(&mut self, name: &str, find: impl FnOnce() -> Vec<String>) {
        self.section(name, |_| {
            let findings = find();
            for finding in &findings {
                println!("{finding}");
            }
            Ok(one(findings.is_empty()))
        });
    }

    /// A step that the checks after it need, and that is itself no check.
    pub(crate) fn needs(&mut self, name: &str, step: impl FnOnce() -> Result<(), String>) -> bool {
        let before = self.broken.len();
        self.section(name, |_| step().map(|()| Tally::default()));
        self.broken.len() == before
    }

    fn section(&mut self, name: &str, check: impl FnOnce(&Self) -> Result<Tally, String>) {
        println!("\n== {name}");
        let started = Instant::now();
        let tally = check(self).unwrap_or_else(|message| {
            println!("{message}");
            one(false)
        });
        if tally.failed > 0 {
            self.broken.push(name.to_owned());
        }
        self.total.add(tally);
        println!(
            "-- {name}: {} passed, {} failed ({} s)",
            tally.passed,
            tally.failed,
            started.elapsed().as_secs()
        );
    }

    /// Prints the plain closing line; true when all is well.
    pub(crate) fn close(self) -> bool {
        println!();
        for name in &self.broken {
            println!("failed: {name}");
        }
        println!("{} passed, {} failed", self.total.passed, self.total.failed);
        self.total.failed == 0
    }
}

fn one(well: bool) -> Tally {
    Tally {
        passed: u64::from(well),
        failed: u64::from(!well),
    }
}

/// A command that fails without a failed test has failed all the same; one that counts nothing
/// counts as nothing checked, which is a failure too.
fn counted(mut command: Command) -> Result<Tally, String> {
    command.env("NO_COLOR", "1").env("FORCE_COLOR", "0");
    let mut tally = Tally::default();
    let well = shell::run_reading(command, |line| {
        if let Some(found) = read_tally(line) {
            tally.add(found);
        }
    })?;
    if !well && tally.failed == 0 {
        tally.failed = 1;
    }
    if well && tally == Tally::default() {
        return Err("it ran no test".into());
    }
    Ok(tally)
}

/// Reads the closing line of cargo's test runner (`test result: ok. 3 passed; 0 failed; …`) and of
/// the screens' runners (`Tests  1 failed | 12 passed (13)`, `12 passed, 0 failed`).
fn read_tally(line: &str) -> Option<Tally> {
    let line = line.trim();
    let is_closing = line.starts_with("test result:")
        || line.starts_with("Tests ")
        || line.ends_with(" failed") && line.contains(" passed, ");
    is_closing.then(|| Tally {
        passed: number_before(line, "passed"),
        failed: number_before(line, "failed"),
    })
}

fn number_before(line: &str, word: &str) -> u64 {
    let mut previous = "";
    for part in line
        .split([' ', ';', ',', '|'])
        .filter(|part| !part.is_empty())
    {
        if part == word {
            return previous.parse().unwrap_or(0);
        }
        previous = part;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn closing_lines_are_read() {
        let cargo = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured";
        assert_eq!(read_tally(cargo), Some(tally(3, 2)));
        assert_eq!(
            read_tally("      Tests  1 failed | 12 passed (13)"),
            Some(tally(12, 1))
        );
        assert_eq!(
            read_tally("      Tests  12 passed (12)"),
            Some(tally(12, 0))
        );
        assert_eq!(read_tally("44 passed, 1 failed"), Some(tally(44, 1)));
    }

    #[test]
    fn of_commands_side_by_side_each_counts() {
        let mut checks = Checks::default();
        let well = || shell::cargo(&["--version"]);
        let (ill, none) = (
            shell::cargo(&["--no-such"]),
            Command::new("no such program"),
        );
        let tried = [("a", well()), ("b", ill), ("c", well()), ("d", none)];
        checks.side_by_side(tried.map(|(name, command)| (name.into(), command)).into());
        assert_eq!(checks.total, tally(2, 2));
        assert_eq!(checks.broken, ["b", "d"]);
    }

    #[test]
    fn other_lines_are_not() {
        assert_eq!(read_tally("test sheet::tests::passed ... ok"), None);
        assert_eq!(read_tally(" Test Files  3 passed (3)"), None);
    }
}
