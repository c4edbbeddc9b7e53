//! `cargo xtask fuzz`: libFuzzer on everything that reads what others wrote.
//!
//! The targets are built with the coverage instrumentation that libFuzzer steers by, which the
//! stable compiler offers as code generation options.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell;

/// The targets, each with the folders whose files it begins with.
const TARGETS: [(&str, &[&str]); 4] = [
    (
        "any_file",
        &[
            "tests/rosters",
            "crates/roster/tests/formats",
            "crates/roster/tests/rosters",
        ],
    ),
    ("sheet_xml", &[]),
    ("delimited", &["tests/rosters"]),
    ("answer", &[]),
];

const INSTRUMENTATION: &str = "\
    -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table";

/// Whether libFuzzer can be built and run here.
pub(crate) fn is_possible() -> bool {
    cfg!(target_os = "linux")
}

/// How a target is tried.
#[derive(Clone, Copy)]
pub(crate) struct Try {
    pub(crate) seconds: u64,
    /// From the seeds alone and in one order, rather than going on by chance from what was found before.
    pub(crate) same_each_time: bool,
}

impl Try {
    /// Where the inputs are kept that led somewhere new.
    fn corpus(self) -> &'static str {
        if self.same_each_time {
            "corpus-of-a-check"
        } else {
            "corpus"
        }
    }
}

/// One command for each target, to be run in turn.
pub(crate) fn commands(how: Try) -> Result<Vec<(String, Command)>, String> {
    let programs = build()?;
    TARGETS
        .iter()
        .map(|(name, seeds)| command(&programs, name, seeds, how))
        .collect()
}

/// Runs every target, or those named, for a while each.
pub(crate) fn fuzz(arguments: &[String]) -> Result<(), String> {
    let seconds = arguments
        .iter()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(600);
    let how = Try {
        seconds,
        same_each_time: false,
    };
    for (name, command) in commands(how)? {
        let named = arguments
            .iter()
            .any(|argument| TARGETS.iter().any(|(it, _)| it == argument));
        if !named || arguments.contains(&name) {
            println!("== {name}, {seconds} s");
            shell::run(command)?;
        }
    }
    Ok(())
}

/// Builds the targets for this machine's triple: with a triple named, build scripts and macros are
/// left without the instrumentation, which they could not link.
fn build() -> Result<PathBuf, String> {
    let triple = host()?;
    let folder = shell::root().join("target/fuzz");
    let mut cargo = shell::cargo(&[
        "build",
        "--quiet",
        "--release",
        "--package",
        "fuzz-targets",
        "--features",
        "fuzz",
        "--target",
        &triple,
    ]);
    cargo
        .arg("--target-dir")
        .arg(&folder)
        .env("RUSTFLAGS", INSTRUMENTATION)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true")
        .env("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true");
    shell::run(cargo)?;
    Ok(folder.join(triple).join("release"))
}

fn host() -> Result<String, String> {
    let answer = shell::command("rustc", &["-vV"])
        .output()
        .map_err(|error| format!("`rustc` could not be started: {error}"))?;
    let said = String::from_utf8_lossy(&answer.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| "`rustc -vV` names no host".into())
}

fn command(
    programs: &Path,
    name: &str,
    seeds: &[&str],
    how: Try,
) -> Result<(String, Command), String> {
    let corpus = shell::root()
        .join("target/fuzz")
        .join(how.corpus())
        .join(name);
    let crashes = shell::root().join("target/fuzz/crashes").join(name);
    let said = |folder: &Path, error| format!("{}: {error}", folder.display());
    if how.same_each_time && corpus.exists() {
        fs::remove_dir_all(&corpus).map_err(|error| said(&corpus, error))?;
    }
    for folder in [&corpus, &crashes] {
        fs::create_dir_all(folder).map_err(|error| said(folder, error))?;
    }
    let mut command = shell::command(&programs.join(name).to_string_lossy(), &[]);
    command
        .arg(&corpus)
        .args(
            seeds
                .iter()
                .map(|seed| shell::root().join(seed))
                .filter(|seed| seed.is_dir()),
        )
        .arg(format!("-max_total_time={}", how.seconds))
        // 0 is a seed by chance.
        .arg(format!("-seed={}", u8::from(how.same_each_time)))
        .args([
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-max_len=65536",
            "-print_final_stats=0",
        ])
        .args(["-verbosity=0"])
        .arg(format!("-artifact_prefix={}/", crashes.display()));
    Ok((name.to_owned(), command))
}
