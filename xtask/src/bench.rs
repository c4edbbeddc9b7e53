//! `cargo xtask bench`: ratios, side by side in one run.

use crate::shell;

/// Runs every benchmark, or those of the crates named.
pub(crate) fn bench(names: &[String]) -> Result<(), String> {
    let all = [("ledger", "plan"), ("roster", "import")];
    let wanted = |package: &str| names.is_empty() || names.iter().any(|name| name == package);
    for (package, bench) in all.into_iter().filter(|(package, _)| wanted(package)) {
        println!("== {package}: {bench}");
        shell::run(shell::cargo(&[
            "bench",
            "--package",
            package,
            "--bench",
            bench,
        ]))?;
    }
    Ok(())
}
