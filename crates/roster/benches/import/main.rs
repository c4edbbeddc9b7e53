//! Import, pages, filters and fixes, side by side with bare readers: `cargo xtask bench`, or
//! `cargo bench -p roster --bench import -- 100000 1000000`.
//!
//! Every measurement runs in a process of its own, so that its peak of memory is its own too. A bare reader needs one
//! core and an import two: where the readers had to wait for theirs, other programs were in the way and the ratios of
//! time are too high.

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
    /// How much of its time it waited for a core, in percent; 0 where the system does not tell.
    waited: u64,
}

/// From here on a file is large beside the program, and a run is long beside what disturbs it.
const MANY: u32 = 1_000_000;

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
    let imports = [
        ("calamine-range", &*files.xlsx),
        ("import", &*files.xlsx),
        ("csv-strings", &*files.csv),
        ("import", &*files.csv),
    ];
    let reviews = measure::AGAINST_IMPORT.map(|(what, _)| (what, &*files.csv));
    let measured = side_by_side(&[&imports[..], &reviews].concat(), rounds(rows));
    let (&[range, xlsx, strings, csv], reviews) = measured
        .split_first_chunk()
        .expect("each import was measured");
    println!("  {:34} {:>10} {:>10} {:>10}", "", "time", "peak", "waited");
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
    if rows >= MANY {
        ratio_of(
            "csv import, peak memory of the file",
            kib(csv.peak) / kib(size(&files.csv)),
            2.5,
        );
    }
    for ((what, at_most), review) in measure::AGAINST_IMPORT.into_iter().zip(reviews) {
        ratio(what, review.time, csv.time, at_most);
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
        "  {what:34} {:>8.0}ms {:>8}MB {:>9}%",
        cost.time.as_secs_f64() * 1e3,
        cost.peak >> 20,
        cost.waited,
    );
}

fn ratio(what: &str, time: Duration, against: Duration, at_most: f64) {
    ratio_of(what, time.as_secs_f64() / against.as_secs_f64(), at_most);
}

fn ratio_of(what: &str, ratio: f64, at_most: f64) {
    let verdict = if ratio <= at_most { "" } else { "  MISSED" };
    println!("  {what:34} {ratio:>10.4} {at_most:>10}{verdict}");
}

/// How often each thing is measured: what takes less time is disturbed more easily.
const fn rounds(rows: u32) -> usize {
    if rows >= MANY { 5 } else { 15 }
}

/// The best run of each thing: what else the machine does only ever adds. The things take turns, so that all of them have
/// the machine's good times and its bad ones.
fn side_by_side(things: &[(&str, &Path)], rounds: usize) -> Vec<Cost> {
    let round = || {
        let costs = things.iter().map(|(what, file)| run(what, file));
        costs.collect::<Vec<_>>()
    };
    let better = |a: Cost, b: Cost| if b.time < a.time { b } else { a };
    (1..rounds).fold(round(), |best, _| {
        best.into_iter()
            .zip(round())
            .map(|(a, b)| better(a, b))
            .collect()
    })
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
    let mut next = || numbers.next();
    let (Some(nanos), Some(peak), Some(waited)) = (next(), next(), next()) else {
        panic!("{what}: {}", String::from_utf8_lossy(&output.stderr));
    };
    Cost {
        time: Duration::from_nanos(nanos),
        peak,
        waited,
    }
}
