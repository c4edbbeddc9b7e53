//! `cargo xtask test`: every check there is, in the order in which they are cheapest to fail.

use std::process::ExitCode;

use crate::check::Checks;
use crate::fuzz::Try;
use crate::{fuzz, packages, shell, tidy};

pub(crate) fn test(quick: bool) -> ExitCode {
    let mut checks = Checks::default();
    let wanted = [packages::TERMINAL, packages::WINDOW, packages::TESTS].concat();
    if checks.needs("system packages", || packages::ensure(&wanted)) {
        rules(&mut checks);
        ui(&mut checks);
        rust(&mut checks, quick);
        if !quick && fuzz::is_possible() {
            fuzzing(&mut checks);
        }
    }
    if checks.close() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn rules(checks: &mut Checks) {
    checks.findings("tidy", tidy::findings);
    checks.command("format", shell::cargo(&["fmt", "--all", "--check"]));
}

/// The screens come first: the window's crate takes them in when it is built.
fn ui(checks: &mut Checks) {
    if !shell::root().join("ui/package.json").exists() {
        return;
    }
    let ready = checks.needs("ui packages", packages::install_node_packages);
    if ready {
        checks.command("ui types", shell::npm(&["run", "check"]));
        checks.command("ui build", shell::npm(&["run", "build"]));
        checks.counting("ui state", shell::npm(&["test"]));
        checks.counting("ui screens", shell::npm(&["run", "test:screens"]));
    }
}

fn rust(checks: &mut Checks, quick: bool) {
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ];
    checks.command("lints", shell::cargo(&clippy));
    let mut tests = shell::cargo(&["test", "--workspace", "--no-fail-fast"]);
    if quick {
        tests.env("PROVISIONER_QUICK_TESTS", "1");
    }
    checks.counting("tests", tests);
}

/// A minute for each target, through the same inputs in the same order each time, as far as the machine gets in it. By hand,
/// `cargo xtask fuzz` tries what nobody has tried yet, for longer.
fn fuzzing(checks: &mut Checks) {
    const TRY: Try = Try {
        seconds: 60,
        same_each_time: true,
    };
    let mut commands = Vec::new();
    let built = checks.needs("fuzz targets", || {
        let targets = fuzz::commands(TRY)?.into_iter();
        commands = targets
            .map(|(name, command)| (format!("fuzz {name}"), command))
            .collect();
        Ok(())
    });
    if built {
        checks.side_by_side(commands);
    }
}
