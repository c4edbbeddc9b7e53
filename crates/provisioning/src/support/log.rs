//! The end of the log, which has nothing of a person in it already.

use std::fs;
use std::path::{Path, PathBuf};

use crate::logs::{PREFIX, SUFFIX};

const LINES: usize = 400;

pub(super) fn end_of(folder: &Path) -> String {
    let mut lines: Vec<String> = Vec::new();
    for file in newest_first(folder) {
        let text = fs::read(&file).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let earlier = text.lines().rev().take(LINES - lines.len());
        lines.extend(earlier.map(str::to_owned));
        if lines.len() == LINES {
            break;
        }
    }
    lines.reverse();
    format!("## log\n{}\n", lines.join("\n"))
}

fn newest_first(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| is_log(path))
        .collect();
    // The day stands in the name.
    files.sort();
    files.reverse();
    files
}

fn is_log(path: &Path) -> bool {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_of_several_days_come_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, lines: std::ops::Range<usize>| {
            let text: Vec<String> = lines.map(|line| format!("{name} {line}\n")).collect();
            fs::write(folder.path().join(name), text.concat()).unwrap();
        };
        write("provisioner.2026-04-23.jsonl", 0..300);
        write("provisioner.2026-04-24.jsonl", 0..200);
        write("another.2026-04-25.jsonl", 0..10);
        let end = end_of(folder.path());
        let lines: Vec<&str> = end.lines().skip(1).collect();
        assert_eq!(lines.len(), LINES);
        assert_eq!(lines[0], "provisioner.2026-04-23.jsonl 100");
        assert_eq!(lines[LINES - 1], "provisioner.2026-04-24.jsonl 199");
        assert_eq!(end_of(&folder.path().join("nowhere")), "## log\n\n");
    }
}
