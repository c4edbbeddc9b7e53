//! Readers of other languages, where they are installed: the same workbook, every cell as a value.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::Cost;

/// Each takes the file as its last argument and prints nanoseconds and the peak in KiB.
const READERS: [(&str, &[&str]); 3] = [
    ("openpyxl, read only", &["python3", "-c", OPENPYXL]),
    ("pycalamine", &["python3", "-c", PYCALAMINE]),
    ("SheetJS", &["node", "-e", SHEET_JS]),
];

const OPENPYXL: &str = "
import openpyxl, resource, sys, time
start = time.perf_counter_ns()
sheet = openpyxl.load_workbook(sys.argv[-1], read_only=True).worksheets[0]
rows = [row for row in sheet.iter_rows(values_only=True)]
print(time.perf_counter_ns() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
";

const PYCALAMINE: &str = "
import python_calamine, resource, sys, time
start = time.perf_counter_ns()
rows = python_calamine.CalamineWorkbook.from_path(sys.argv[-1]).get_sheet_by_index(0).to_python()
print(time.perf_counter_ns() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
";

const SHEET_JS: &str = "
const { readFile, utils } = require('xlsx');
const start = process.hrtime.bigint();
const book = readFile(process.argv.at(-1), { dense: true });
utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 });
console.log(String(process.hrtime.bigint() - start), process.resourceUsage().maxRSS);
";

/// Those that are installed, with what they cost.
pub(crate) fn measured(file: &Path) -> impl Iterator<Item = (&'static str, Cost)> {
    READERS
        .into_iter()
        .filter_map(move |(name, command)| Some((name, run(command, file)?)))
}

fn run(command: &[&str], file: &Path) -> Option<Cost> {
    let (program, arguments) = command.split_first()?;
    let output = Command::new(program)
        .args(arguments)
        .arg(file)
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text
        .split_whitespace()
        .filter_map(|number| number.parse().ok());
    let (nanos, kib): (u64, u64) = (numbers.next()?, numbers.next()?);
    Some(Cost {
        time: Duration::from_nanos(nanos),
        peak: kib << 10,
        waited: 0,
    })
}
