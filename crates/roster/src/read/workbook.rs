//! Workbooks of every format, by `calamine`, cell by cell into a sheet.

use std::ops::ControlFlow;

use super::cells::Book;
use super::origin::{Input, Origin};
use super::remarks::Remarks;
use super::source::{Format, HiddenCounts, SheetInfo, Source};
use super::unpacked::Unpacked;
use super::{
    Deadline, HeaderChoice, Limits, ReadError, ReadOptions, SheetChoice, biff, hidden, package,
};
use crate::sheet::{Sheet, SheetBuilder, Watch, column_letters};
use crate::structure::{self, Header};

/// Rows of each sheet that are looked at to find the one with the roster.
const SAMPLE: u32 = 64;

/// Cells between two looks at the clock.
const CLOCK: u32 = 1 << 14;

pub(super) fn read_zip(
    origin: &Origin,
    mut input: Input,
    options: &ReadOptions,
    watch: &mut dyn Watch,
) -> Result<(Source, Sheet), ReadError> {
    let format = package::inspect(&mut input, &options.limits)?;
    if format == Format::Ods {
        hidden::check_ods(origin.open()?, &options.limits)?;
    }
    if format != Format::Ods
        && let Some(archive) = Unpacked::of(origin)
    {
        input = Input::Unpacked(Box::new(archive));
    }
    guarded(move || read(origin, Book::open(format, input)?, format, options, watch))
}

pub(super) fn read_compound(
    origin: &Origin,
    input: Input,
    options: &ReadOptions,
    watch: &mut dyn Watch,
) -> Result<(Source, Sheet), ReadError> {
    if package::is_encrypted(origin.open()?) {
        return Err(ReadError::PasswordProtected);
    }
    biff::check(origin.open()?)?;
    guarded(move || {
        read(
            origin,
            Book::open(Format::Xls, input)?,
            Format::Xls,
            options,
            watch,
        )
    })
}

/// A damaged file must not end the program, even where the reader of its format gives up with a panic.
fn guarded<T>(read: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ReadError::damaged("its parts contradict each other")))
}

fn read(
    origin: &Origin,
    mut book: Book,
    format: Format,
    options: &ReadOptions,
    watch: &mut dyn Watch,
) -> Result<(Source, Sheet), ReadError> {
    let sheets = book.sheets();
    let limits = &options.limits;
    let deadline = Deadline::starting_now(limits);
    let chosen = match &options.sheet {
        Some(choice) => find(choice, &sheets)?,
        None => best(&mut book, &sheets, limits, deadline)?,
    };
    let name = sheets[chosen].name.clone();
    let place = book.place(&name);
    let none = Remarks::default();
    let (sheet, hidden) = std::thread::scope(|scope| {
        let hidden = scope.spawn(|| hidden::find(origin, format, place));
        let sheet = read_rows(
            &mut book,
            &name,
            u32::MAX,
            SheetBuilder::new(limits, watch),
            (limits, deadline),
            &none,
        );
        // What it could not find out, it does not know: the rows are what counts.
        (sheet, hidden.join().unwrap_or_default())
    });
    let mut sheet = sheet?;
    let remarks = worth_a_row(hidden.remarks, &sheet, options.header);
    if !remarks.is_empty() {
        let builder = SheetBuilder::new(limits, watch);
        sheet = read_rows(
            &mut book,
            &name,
            u32::MAX,
            builder,
            (limits, deadline),
            &remarks,
        )?;
    }
    sheet.hide(&hidden.rows, &hidden.columns);
    let merged_cells = hidden.merged;
    let hidden = HiddenCounts {
        rows: sheet.hidden_rows.len(),
        columns: sheet.hidden_columns.len(),
    };
    Ok((
        Source {
            name: String::new(),
            format,
            sheets,
            sheet: chosen,
            text: None,
            hidden,
            merged_cells,
            formulas_without_result: remarks.without_result(),
        },
        sheet,
    ))
}

/// The remarks on cells of rows with content, and on rows of nothing but formulas that may be users: formulas are often
/// filled down beyond the last row, beside columns that stay empty.
fn worth_a_row(remarks: Remarks, sheet: &Sheet, header: HeaderChoice) -> Remarks {
    if remarks.is_empty() {
        return remarks;
    }
    let header = structure::header(sheet, header).unwrap_or(Header::NONE);
    let columns = 0..sheet.width();
    let identify: Vec<bool> = columns
        .map(|column| header.may_identify(sheet, column))
        .collect();
    let may_identify = |column: &u32| match identify.get(*column as usize) {
        Some(&may) => may,
        None => header.row.is_none(),
    };
    remarks.in_order(|number, columns| {
        sheet.numbers.row(number).is_some() || columns.iter().any(may_identify)
    })
}

fn find(choice: &SheetChoice, sheets: &[SheetInfo]) -> Result<usize, ReadError> {
    let (found, asked) = match choice {
        SheetChoice::Name(name) => (position(name, sheets), name.clone()),
        SheetChoice::Index(index) => (
            Some(*index).filter(|&index| index < sheets.len()),
            (index + 1).to_string(),
        ),
    };
    let available = || sheets.iter().map(|sheet| sheet.name.clone()).collect();
    found.ok_or_else(|| ReadError::NoSuchSheet {
        asked,
        available: available(),
    })
}

fn position(name: &str, sheets: &[SheetInfo]) -> Option<usize> {
    let exact = sheets.iter().position(|sheet| sheet.name == name);
    exact.or_else(|| {
        sheets
            .iter()
            .position(|sheet| sheet.name.to_lowercase() == name.to_lowercase())
    })
}

/// The sheet that looks most like a roster; a hidden one only when nothing else has cells.
fn best(
    book: &mut Book,
    sheets: &[SheetInfo],
    limits: &Limits,
    deadline: Deadline,
) -> Result<usize, ReadError> {
    match sheets {
        [] => return Err(ReadError::NoSheets),
        [_] => return Ok(0),
        _ => {}
    }
    // A sample is small by its rows; the sheet that is chosen is held to the limits as a whole.
    let limits = &Limits {
        time: limits.time,
        columns: 1 << 14,
        ..Limits::default()
    };
    let mut best = None;
    for (index, info) in sheets.iter().enumerate() {
        // A sheet that cannot be read may be none of our business; the one that is chosen will say so.
        let Ok(sample) = read_rows(
            book,
            &info.name,
            SAMPLE,
            SheetBuilder::new(limits, &mut ()),
            (limits, deadline),
            &Remarks::default(),
        ) else {
            continue;
        };
        if sample.len() == 0 {
            continue;
        }
        let rank = (!info.hidden, structure::roster_likeness(&sample));
        if best.as_ref().is_none_or(|&(other, _)| rank > other) {
            best = Some((rank, index));
        }
    }
    best.map(|(_, index)| index).ok_or(ReadError::NoSheets)
}

fn read_rows(
    book: &mut Book,
    name: &str,
    rows: u32,
    mut sheet: SheetBuilder<'_>,
    (limits, deadline): (&Limits, Deadline),
    remarks: &Remarks,
) -> Result<Sheet, ReadError> {
    let mut until_clock = CLOCK;
    let mut sink = |row: u32, column: u32, kind, text: &str| {
        until_clock -= 1;
        if until_clock == 0 {
            deadline.check()?;
            until_clock = CLOCK;
        }
        if !follow(&mut sheet, row + 1, rows, limits)? {
            return Ok(ControlFlow::Break(()));
        }
        let written = sheet.cell(column as usize, kind, text.as_bytes());
        written.map_err(|what| {
            let cell = || format!("{}{}", column_letters(column), row + 1);
            ReadError::too_much(what, limits).in_place(cell)
        })?;
        Ok(ControlFlow::Continue(()))
    };
    if remarks.is_empty() {
        book.for_each_cell(name, &mut sink)?;
    } else {
        let mut cells = remarks.pour(&mut sink);
        book.for_each_cell(name, &mut |row, column, kind, text| {
            cells.give(row, column, kind, text)
        })?;
        cells.finish()?;
    }
    sheet
        .finish()
        .map_err(|_| ReadError::damaged("its text is not Unicode"))
}

/// Goes on to the row with this number, unless enough rows are read.
fn follow(
    sheet: &mut SheetBuilder,
    number: u32,
    rows: u32,
    limits: &Limits,
) -> Result<bool, ReadError> {
    if number == sheet.last_number() {
        return Ok(true);
    }
    if number < sheet.last_number() {
        return Err(ReadError::damaged("its rows are not in order"));
    }
    if sheet.len() >= rows {
        return Ok(false);
    }
    sheet
        .begin_row(number)
        .map_err(|what| ReadError::too_much(what, limits).in_place(|| format!("row {number}")))?;
    Ok(true)
}
