//! `check`: what would be sent, and what not.

use provisioning::roster::{Field, LeftOut, Level, Problem, Roster, Row, column_letters};
use provisioning::{PlanOptions, read_shared, summarise};
use serde::Serialize;

use crate::arguments::Check;
use crate::failure::{Failure, Outcome};
use crate::notices::{Notices, require_rows};
use crate::sheet;
use crate::words::{counted, grouped, print_table};

const MASK: &str = "••••••••";

pub(crate) fn check(arguments: &Check) -> Result<Outcome, Failure> {
    let review = sheet::open(&arguments.reading)?;
    let roster = read_shared(review.roster());
    if arguments.json.on {
        let notices = Notices::of(&arguments.reading, &roster);
        let report = Report::of(&roster, notices, arguments.show_passwords);
        println!("{}", crate::records::json(&report));
    } else {
        require_rows(&arguments.reading, &roster)?;
        let notices = Notices::of(&arguments.reading, &roster);
        print(&roster, &notices, arguments.show_passwords);
    }
    Ok(outcome(&roster))
}

fn outcome(roster: &Roster) -> Outcome {
    let counts = roster.counts();
    match (counts.ready, counts.errors) {
        (0, _) => Outcome::Nothing,
        (_, 0) => Outcome::Done,
        _ => Outcome::Partly,
    }
}

/// What `check --json` prints.
#[derive(Serialize)]
struct Report<'a> {
    file: &'a str,
    format: String,
    sheet: Option<&'a str>,
    encoding: Option<String>,
    delimiter: Option<String>,
    header_row: Option<u32>,
    #[serde(flatten)]
    notices: Notices,
    columns: Vec<ColumnReport>,
    counts: Counts,
    rows: Vec<RowReport>,
}

#[derive(Serialize)]
struct ColumnReport {
    column: String,
    header: String,
    field: Option<Field>,
}

#[derive(Serialize)]
struct Counts {
    rows: usize,
    ready: usize,
    errors: usize,
    warnings: usize,
    left_out: usize,
    duplicates: usize,
    batches: u64,
}

#[derive(Serialize)]
struct RowReport {
    row: u32,
    firstname: String,
    surname: String,
    phone: String,
    email: String,
    password: String,
    sent: bool,
    left_out: Option<String>,
    problems: Vec<ProblemReport>,
}

#[derive(Serialize)]
struct ProblemReport {
    field: Option<Field>,
    code: &'static str,
    level: Level,
    message: String,
}

impl<'a> Report<'a> {
    fn of(roster: &'a Roster, notices: Notices, show_passwords: bool) -> Self {
        let source = roster.source();
        Self {
            file: &source.name,
            format: source.format.to_string(),
            sheet: Some(source.sheet_name()).filter(|name| !name.is_empty()),
            encoding: source.text.map(|text| text.encoding.to_string()),
            delimiter: source
                .text
                .map(|text| crate::records::name(&text.delimiter)),
            header_row: roster.header_row(),
            notices,
            columns: columns(roster),
            counts: counts(roster),
            rows: roster
                .all_rows()
                .map(|row| RowReport::of(row, show_passwords))
                .collect(),
        }
    }
}

fn columns(roster: &Roster) -> Vec<ColumnReport> {
    let columns = roster.columns().into_iter();
    columns
        .map(|column| ColumnReport {
            column: column.letters,
            header: column.header,
            field: column.field,
        })
        .collect()
}

fn counts(roster: &Roster) -> Counts {
    let counts = roster.counts();
    Counts {
        rows: counts.rows,
        ready: counts.ready,
        errors: counts.errors,
        warnings: counts.warnings,
        left_out: counts.left_out,
        duplicates: counts.duplicates,
        batches: summarise(roster, &PlanOptions::default()).batches,
    }
}

impl RowReport {
    fn of(row: Row, show_passwords: bool) -> Self {
        let sent = row.is_ready();
        let left_out = row.left_out.map(|why| crate::records::name(&why));
        let problems = row.problems.iter().map(ProblemReport::of).collect();
        let user = row.user.into_user();
        let password = match (user.password.is_empty(), show_passwords) {
            (true, _) => String::new(),
            (false, true) => user.password.expose_password().to_owned(),
            (false, false) => MASK.into(),
        };
        Self {
            row: user.row,
            firstname: user.firstname,
            surname: user.surname,
            phone: user.phone,
            email: user.email,
            password,
            sent,
            left_out,
            problems,
        }
    }
}

impl ProblemReport {
    fn of(problem: &Problem<'_>) -> Self {
        Self {
            field: problem.field,
            code: problem.code.name(),
            level: problem.level,
            message: problem.message(),
        }
    }
}

/// Rows shown on a terminal; the rest is a matter for `--json`.
const ROWS_SHOWN: usize = 20;

fn print(roster: &Roster, notices: &Notices, show_passwords: bool) {
    for line in source_lines(roster) {
        println!("{line}");
    }
    println!();
    let ready = roster.all_rows().filter(Row::is_ready);
    let shown: Vec<Vec<String>> = std::iter::once(heads())
        .chain(
            ready
                .take(ROWS_SHOWN)
                .map(|row| cells(RowReport::of(row, show_passwords))),
        )
        .collect();
    if shown.len() > 1 {
        print_table(&shown);
    }
    let counts = roster.counts();
    if counts.ready > ROWS_SHOWN {
        println!("… and {} more", grouped((counts.ready - ROWS_SHOWN) as u64));
    }
    println!("\n{}", verdict(roster));
    let lines = notices.lines().into_iter().chain(left_out(roster));
    for line in lines.chain(problem_lines(roster)) {
        println!("{line}");
    }
}

fn heads() -> Vec<String> {
    [
        "row",
        "first name",
        "surname",
        "phone",
        "e-mail",
        "password",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn cells(row: RowReport) -> Vec<String> {
    vec![
        row.row.to_string(),
        row.firstname,
        row.surname,
        row.phone,
        row.email,
        row.password,
    ]
}

/// What was read, and how its columns are understood.
pub(crate) fn source_lines(roster: &Roster) -> Vec<String> {
    let source = roster.source();
    let mut said = vec![source.format.to_string()];
    if !source.sheet_name().is_empty() {
        said.push(format!("sheet `{}`", source.sheet_name()));
    }
    if let Some(text) = source.text {
        said.push(format!(
            "{}, {}",
            text.encoding,
            crate::records::name(&text.delimiter)
        ));
    }
    said.push(match roster.header_row() {
        Some(row) => format!("column names in row {row}"),
        None => "no row with column names".into(),
    });
    let columns: Vec<String> = Field::ALL
        .iter()
        .filter_map(|field| {
            let column = roster
                .columns()
                .into_iter()
                .find(|column| column.field == Some(*field))?;
            Some(
                format!("{field} = {} {}", column.letters, column.header)
                    .trim_end()
                    .to_owned(),
            )
        })
        .collect();
    vec![
        format!("file     {} ({})", source.name, said.join(", ")),
        format!("columns  {}", columns.join(", ")),
    ]
}

fn verdict(roster: &Roster) -> String {
    let counts = roster.counts();
    let batches = summarise(roster, &PlanOptions::default()).batches;
    let mut said = vec![format!(
        "{} ready in {}",
        counted(counts.ready as u64, "user"),
        counted(batches, "batch")
    )];
    let others = [
        (counts.errors, "cannot be sent"),
        (counts.warnings, "of the ready ones deserve a look"),
        (counts.left_out, "left out"),
    ];
    for (number, what) in others.into_iter().filter(|(number, _)| *number > 0) {
        said.push(format!("{} {what}", grouped(number as u64)));
    }
    said.join(" · ")
}

/// The rows that are not sent.
fn left_out(roster: &Roster) -> Vec<String> {
    let mut left_out = roster.all_rows().filter(|row| row.left_out.is_some());
    let listed: Vec<String> = left_out
        .by_ref()
        .take(ROWS_SHOWN)
        .map(|row| left(&row))
        .collect();
    let more = left_out.count();
    let more = (more > 0).then(|| format!("… and {} more left out", grouped(more as u64)));
    listed.into_iter().chain(more).collect()
}

/// A row that is left out, with its first texts.
fn left(row: &Row<'_>) -> String {
    let cells = row.cells.iter().filter(|cell| !cell.masked);
    let texts: Vec<&str> = cells
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
        .take(3)
        .collect();
    let why = match row.left_out {
        Some(LeftOut::ClosingLine) => "closing line",
        Some(LeftOut::RepeatedHeader) => "the column names again",
        _ => "as asked",
    };
    format!(
        "left out row {}: `{}` ({why})",
        row.user.row,
        texts.join(" ")
    )
}

/// The rows with problems, the worst first, each on a line of its own.
pub(crate) fn problem_lines(roster: &Roster) -> Vec<String> {
    let mut problems: Vec<Problem<'_>> = roster
        .all_rows()
        .filter(|row| row.left_out.is_none())
        .flat_map(|row| row.problems)
        .collect();
    problems.sort_by_key(|problem| (std::cmp::Reverse(problem.level), problem.row));
    let more = problems.len().saturating_sub(ROWS_SHOWN);
    let mut lines: Vec<String> = problems.iter().take(ROWS_SHOWN).map(problem_line).collect();
    if more > 0 {
        lines.push(format!("… and {more} more; `check --json` lists them all"));
    }
    lines
}

fn problem_line(problem: &Problem<'_>) -> String {
    let level = match problem.level {
        Level::Error => console::style("error  ").red(),
        Level::Warning => console::style("warning").yellow(),
    };
    let column = problem.column.map(column_letters);
    let column = column.map(|letters| format!(", column {letters}"));
    format!(
        "{level} row {}{}: {} [{}]",
        problem.row,
        column.unwrap_or_default(),
        problem.message(),
        problem.code
    )
}
