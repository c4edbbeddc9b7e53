//! What is measured, each in a process of its own.

use std::path::Path;
use std::time::{Duration, Instant};

use calamine::Reader;
use roster::fields::phone::{Country, PhoneFormat};
use roster::{Filter, Fix, Query, ReadOptions, Roster, Rules, Scope, Sort};

/// What is compared with one import of the CSV, and what it may cost of it.
pub(crate) const AGAINST_IMPORT: [(&str, f64); 12] = [
    ("page", 0.001),
    ("page-filtered", 0.001),
    ("filter-errors", 0.25),
    ("filter-changed", 0.25),
    ("search", 0.25),
    ("sort-problem", 0.25),
    ("sort-column", 0.25),
    ("fix-trim", 0.5),
    ("fix-phones", 0.5),
    ("undo", 0.5),
    ("redo", 0.5),
    ("edit", 0.5),
];

/// Measures one thing and prints nanoseconds, bytes, and how many percent of its time it waited for a core.
pub(crate) fn run(what: &str, file: &Path) {
    let time = match what {
        "calamine-range" => timed(|| calamine_range(file)),
        "csv-strings" => timed(|| csv_strings(file)),
        "import" => timed(|| first_page(file)),
        _ => of_review(what, open(file)),
    };
    println!("{} {} {}", time.as_nanos(), peak(), waited());
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    let result = std::hint::black_box(work());
    let time = started.elapsed();
    drop(result);
    time
}

fn calamine_range(file: &Path) -> calamine::Range<calamine::Data> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).expect("a workbook");
    let sheet = book.sheet_names()[0].clone();
    book.worksheet_range(&sheet).expect("its first sheet")
}

fn csv_strings(file: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(file)
        .expect("a file");
    let records = reader.records().map(|record| record.expect("a record"));
    records
        .map(|record| record.iter().map(ToOwned::to_owned).collect())
        .collect()
}

fn open(file: &Path) -> Roster {
    Roster::open(file, &ReadOptions::default(), Rules::default()).expect("a roster")
}

fn first_page(file: &Path) -> (Roster, usize) {
    let roster = open(file);
    let page = roster
        .window(&roster.view(&Query::default()), 0..100, false)
        .len();
    assert_eq!(page, 100);
    (roster, page)
}

fn of_review(what: &str, mut roster: Roster) -> Duration {
    let query = |filter, search: &str, sort| Query {
        filter,
        search: search.to_owned(),
        sort,
    };
    let all = Query::default();
    match what {
        "page" => page(&roster, &all),
        "page-filtered" => page(&roster, &query(Filter::Warnings, "", Sort::Sheet)),
        "filter-errors" => timed(|| roster.view(&query(Filter::Errors, "", Sort::Sheet))),
        "filter-changed" => timed(|| roster.view(&query(Filter::Changed, "", Sort::Sheet))),
        "search" => timed(|| roster.view(&query(Filter::All, "example.com", Sort::Sheet))),
        "sort-problem" => timed(|| roster.view(&query(Filter::All, "", Sort::Problem))),
        "sort-column" => timed(|| {
            roster.view(&query(
                Filter::All,
                "",
                Sort::Column {
                    column: 2,
                    descending: false,
                },
            ))
        }),
        "fix-trim" => timed(|| roster.apply(&Fix::Trim, &Scope::All).expect("it fits")),
        "fix-phones" => with_country(&mut roster, |roster| {
            timed(|| {
                roster
                    .apply(&Fix::FormatPhones(PhoneFormat::E164), &Scope::All)
                    .expect("it fits")
            })
        }),
        "undo" | "redo" => with_country(&mut roster, |roster| {
            let applied = roster
                .apply(&Fix::FormatPhones(PhoneFormat::E164), &Scope::All)
                .expect("it fits");
            assert!(applied.changed > 1000, "{applied:?}");
            let undo = timed(|| roster.undo());
            if what == "undo" {
                undo
            } else {
                timed(|| roster.redo())
            }
        }),
        "edit" => timed(|| {
            roster
                .edit(500, 2, "0049170123456")
                .expect("there is such a row")
        }),
        other => panic!("nothing to measure: {other}"),
    }
}

fn with_country(roster: &mut Roster, work: impl FnOnce(&mut Roster) -> Duration) -> Duration {
    let country: Country = "CN".parse().expect("a country");
    roster.set_rules(Rules {
        default_country: Some(country),
        ..Rules::default()
    });
    work(roster)
}

/// A page of 100 rows at any place: the mean of ten over the whole view, after the first page, which is part of importing.
fn page(roster: &Roster, query: &Query) -> Duration {
    const PLACES: usize = 10;
    let view = roster.view(query);
    let show = |first: usize| {
        let page = roster.window(&view, first..first + 100, false);
        assert_eq!(page.len(), 100);
        page
    };
    drop(show(0));
    let step = (view.len() - 100) / PLACES;
    let times = (1..=PLACES).map(|place| timed(|| show(place * step)));
    times.sum::<Duration>() / u32::try_from(PLACES).expect("it is small")
}

/// The most memory this process ever held, in bytes; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .unwrap_or(0)
        * 1024
}

/// How much of its time this thread waited for a core, in percent; 0 where the system does not tell.
fn waited() -> u64 {
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let numbers: Vec<u64> = status
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    match *numbers {
        [ran, waited, ..] if waited > 0 => waited * 100 / (ran + waited),
        _ => 0,
    }
}
