//! Rules that lints cannot say: who may know whom, how long a file may grow, what is never
//! committed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell;

/// The rooms that stand alone: each knows none of the house's other crates.
const ALONE: [&str; 5] = [
    "roster",
    "ledger",
    "vault",
    "koodrive-client",
    "koodrive-sandbox",
];

/// What every room may name only if it is listed here.
const MAY_KNOW: [(&str, &[&str]); 3] = [
    (
        "provisioning",
        &["roster", "ledger", "vault", "koodrive-client"],
    ),
    ("provision-cli", &["provisioning", "koodrive-sandbox"]),
    ("src-tauri", &["provisioning", "koodrive-sandbox"]),
];

/// Past this a file hides a second idea; tables of data are let be.
const LONGEST: usize = 600;

pub(crate) fn report() -> Result<(), String> {
    let findings = findings();
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy");
        return Ok(());
    }
    Err(format!("{} findings", findings.len()))
}

/// Everything that is out of order, one line each.
pub(crate) fn findings() -> Vec<String> {
    let root = shell::root();
    let mut findings = walls(&root);
    for file in source_files(&root) {
        if let Ok(text) = fs::read_to_string(&file) {
            let name = file.strip_prefix(&root).unwrap_or(&file);
            findings.extend(inspect(name, &text));
        }
    }
    findings
}

fn walls(root: &Path) -> Vec<String> {
    let rooms = ALONE.iter().map(|name| (*name, [].as_slice()));
    let rooms = rooms.chain(MAY_KNOW.iter().map(|(name, known)| (*name, *known)));
    rooms
        .flat_map(|(room, known)| trespasses(root, room, known))
        .collect()
}

fn trespasses(root: &Path, room: &str, known: &[&str]) -> Vec<String> {
    let folder = if room == "src-tauri" {
        room.to_owned()
    } else {
        format!("crates/{room}")
    };
    let manifest = fs::read_to_string(root.join(&folder).join("Cargo.toml")).unwrap_or_default();
    let everybody = ALONE
        .iter()
        .copied()
        .chain(["provisioning", "provision-cli"]);
    everybody
        .filter(|other| *other != room && !known.contains(other))
        .filter(|other| depends_on(&manifest, other))
        .map(|other| format!("{folder}/Cargo.toml: `{room}` may not know `{other}`"))
        .collect()
}

/// Whether a manifest names a crate outside its `dev-dependencies` (tests may know more).
fn depends_on(manifest: &str, name: &str) -> bool {
    let mut section = "";
    manifest.lines().any(|line| {
        if line.starts_with('[') {
            section = line;
        }
        let names = line
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
        names && section.contains("dependencies") && !section.contains("dev-")
    })
}

fn inspect(name: &Path, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let lines = text.lines().count();
    if lines > LONGEST && !is_data(name) {
        findings.push(format!(
            "{}: {lines} lines, a second idea lives inside",
            name.display()
        ));
    }
    if name.extension().is_some_and(|ending| ending == "rs")
        && text.contains(concat!("#[", "ignore"))
    {
        findings.push(format!(
            "{}: a test that is ignored checks nothing",
            name.display()
        ));
    }
    findings
}

fn is_data(name: &Path) -> bool {
    let name = name.to_string_lossy();
    ["headers", "messages", "bindings", "tables"]
        .iter()
        .any(|part| name.contains(part))
}

/// The sources that git knows, or would know.
fn source_files(root: &Path) -> Vec<PathBuf> {
    let listed = shell::command(
        "git",
        &["ls-files", "--cached", "--others", "--exclude-standard"],
    )
    .output()
    .map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned())
    .unwrap_or_default();
    let is_source = |name: &&str| {
        Path::new(name).extension().is_some_and(|ending| {
            ["rs", "ts", "svelte", "css"]
                .iter()
                .any(|known| ending == *known)
        })
    };
    listed
        .lines()
        .filter(is_source)
        .map(|name| root.join(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str =
        "[dependencies]\nledger.workspace = true\n\n[dev-dependencies]\nvault.workspace = true\n";

    #[test]
    fn a_dependency_is_seen_and_a_test_dependency_is_not() {
        assert!(depends_on(MANIFEST, "ledger"));
        assert!(!depends_on(MANIFEST, "vault"));
        assert!(!depends_on(
            "[dependencies]\nledger-tool = \"1\"\n",
            "ledger"
        ));
    }

    #[test]
    fn a_long_file_and_an_ignored_test_are_found() {
        let long = "\n".repeat(LONGEST + 1);
        assert_eq!(inspect(Path::new("a.rs"), &long).len(), 1);
        assert_eq!(inspect(Path::new("headers/a.rs"), &long).len(), 0);
        let ignored = format!("#[{}]", "ignore");
        assert_eq!(inspect(Path::new("a.rs"), &ignored).len(), 1);
    }
}
