//! Import, pages, filters and fixes, side by side with bare readers: `cargo xtask bench`, or
//! `cargo bench -p roster --bench import -- 100000 1000000`.
//!
//! Every measurement runs in a process of its own, so that its peak of memory is its own too.

#![expect(
    clippy::print_stdout,
    reason = "a table on standard output is what it is for"
)]

mod generate;
mod measure;
mod others;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What a process measured.
#[derive(Debug, Clone, Copy)]
struct Cost {
    time: Duration,
    /// Peak of resident memory in bytes; 0 where the system does not tell.
    peak: u64,
}

/// Readers of other languages take minutes for more.
const MOST_FOR_OTHERS: u32 = 100_000;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if let [flag, what, file] = &*arguments
        && flag == "--measure"
    {
        return measure::run(what, Path::new(file));
    }
    let sizes: Vec<u32> = arguments
        .iter()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    for rows in if sizes.is_empty() {
        vec![100_000, 1_000_000]
    } else {
        sizes
    } {
        compare(rows);
    }
}

fn compare(rows: u32) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let files = generate::files(&folder, rows);
    println!(
        "\n{rows} rows ({} MB csv, {} MB xlsx)",
        size(&files.csv) >> 20,
        size(&files.xlsx) >> 20
    );
    let range = best("calamine-range", &files.xlsx);
    let xlsx = best("import", &files.xlsx);
    let strings = best("csv-strings", &files.csv);
    let csv = best("import", &files.csv);
    println!("  {:34} {:>10} {:>10}", "", "time", "peak");
    show("calamine worksheet_range", range);
    show("xlsx import", xlsx);
    show("csv into Vec<Vec<String>>", strings);
    show("csv import", csv);
    if rows <= MOST_FOR_OTHERS {
        others::measured(&files.xlsx).for_each(|(name, cost)| show(name, cost));
    }
    println!("  {:34} {:>10} {:>10}", "", "ratio", "at most");
    ratio("xlsx import, time", xlsx.time, range.time, 1.0);
    ratio_of(
        "xlsx import, peak memory",
        kib(xlsx.peak) / kib(range.peak),
        0.6,
    );
    ratio("csv import, time", csv.time, strings.time, 0.7);
    // What the program itself needs weighs only beside a large file.
    if rows >= 1_000_000 {
        ratio_of(
            "csv import, peak memory of the file",
            kib(csv.peak) / kib(size(&files.csv)),
            2.5,
        );
    }
    for (what, at_most) in measure::AGAINST_IMPORT {
        ratio(what, best(what, &files.csv).time, csv.time, at_most);
    }
}

fn kib(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX))
}

fn size(file: &Path) -> u64 {
    std::fs::metadata(file).map_or(0, |about| about.len())
}

fn show(what: &str, cost: Cost) {
    println!(
        "  {what:34} {:>8.0}ms {:>8}MB",
        cost.time.as_secs_f64() * 1e3,
        cost.peak >> 20
    );
}

fn ratio(what: &str, time: Duration, against: Duration, at_most: f64) {
    ratio_of(what, time.as_secs_f64() / against.as_secs_f64(), at_most);
}

fn ratio_of(what: &str, ratio: f64, at_most: f64) {
    let verdict = if ratio <= at_most { "" } else { "  MISSED" };
    println!("  {what:34} {ratio:>10.4} {at_most:>10}{verdict}");
}

/// The best of three runs: what else the machine does only ever adds.
fn best(what: &str, file: &Path) -> Cost {
    let runs = (0..3).map(|_| run(what, file));
    runs.min_by_key(|cost| cost.time)
        .expect("there are three runs")
}

fn run(what: &str, file: &Path) -> Cost {
    let program = std::env::current_exe().expect("this program has a path");
    let output = Command::new(program)
        .args(["--measure", what])
        .arg(file)
        .output()
        .expect("it can run itself");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text
        .split_whitespace()
        .filter_map(|number| number.parse::<u64>().ok());
    let (Some(nanos), Some(peak)) = (numbers.next(), numbers.next()) else {
        panic!("{what}: {}", String::from_utf8_lossy(&output.stderr));
    };
    Cost {
        time: Duration::from_nanos(nanos),
        peak,
    }
}
