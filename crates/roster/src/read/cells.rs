//! One face for `calamine`'s readers: sheets by name, cells one by one as text.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use calamine::{
    Data, DataRef, Ods, OdsError, Range, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb, Xlsx,
};

use super::number::{write_date, write_number};
use super::origin::Input;
use super::shown::{self, Shown};
use super::source::{Format, SheetInfo};
use super::{ReadError, compact};
use crate::sheet::CellKind;

/// An open workbook.
pub(super) enum Book {
    Xlsx(Box<Xlsx<Input>>),
    Xlsb(Box<Xlsb<Input>>),
    Xls(Box<Xls<Input>>),
    Ods(Box<Ods<Input>>),
}

/// Takes a cell's row and column, both from 0, its kind and its text. Empty cells are not given.
pub(super) type Sink<'a> =
    dyn FnMut(u32, u32, CellKind, &str) -> Result<ControlFlow<()>, ReadError> + 'a;

impl Book {
    pub(super) fn open(format: Format, input: Input) -> Result<Self, ReadError> {
        Ok(match format {
            Format::Xlsx => Self::Xlsx(Box::new(Xlsx::new(input)?)),
            Format::Xlsb => Self::Xlsb(Box::new(Xlsb::new(input)?)),
            Format::Ods => Self::Ods(Box::new(open_ods(input)?)),
            Format::Xls | Format::Delimited => Self::Xls(Box::new(Xls::new(input)?)),
        })
    }

    /// The sheets that can hold rows; charts and macros are left out.
    pub(super) fn sheets(&self) -> Vec<SheetInfo> {
        let sheets = self.metadata();
        let with_rows = sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet);
        with_rows
            .map(|sheet| SheetInfo {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    /// The place of a sheet among all sheets of the workbook, charts included.
    pub(super) fn place(&self, sheet: &str) -> usize {
        self.metadata()
            .iter()
            .position(|it| it.name == sheet)
            .unwrap_or(usize::MAX)
    }

    fn metadata(&self) -> &[Sheet] {
        match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xlsb(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
        }
    }

    pub(super) fn for_each_cell(
        &mut self,
        sheet: &str,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        match self {
            Self::Xlsx(book) => stream_xlsx(book, sheet, sink),
            Self::Xlsb(book) => stream_xlsb(book, sheet, sink),
            Self::Xls(book) => walk(&book.worksheet_range(sheet)?, sink),
            Self::Ods(book) => walk(&book.worksheet_range(sheet)?, sink),
        }
    }
}

/// `calamine` takes only spreadsheets without white space between their tags; some programs put it there.
fn open_ods(mut input: Input) -> Result<Ods<Input>, ReadError> {
    match Ods::new(input.try_clone()?) {
        Err(OdsError::Mismatch { found, .. }) if found.starts_with("Text") => {
            Ok(Ods::new(compact::ods(&mut input)?)?)
        }
        other => Ok(other?),
    }
}

fn stream_xlsx<R: Read + Seek>(
    book: &mut Xlsx<R>,
    sheet: &str,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let shown = shown::by_style(cells.styles());
    let mut text = String::new();
    if shown.is_empty() {
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            if give(row, column, cell.get_value(), &mut text, sink)?.is_break() {
                break;
            }
        }
        return Ok(());
    }
    while let Some((cell, style)) = cells.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        let value = cell.get_value();
        let shown = shown.get(style).and_then(Option::as_ref);
        let flow = match shown.filter(|shown| completed(shown, value, &mut text)) {
            Some(_) => sink(row, column, CellKind::Text, &text)?,
            None => give(row, column, value, &mut text, sink)?,
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}

/// Writes a number as its format shows it; false where that is nothing but the number.
fn completed(shown: &Shown, value: &DataRef<'_>, text: &mut String) -> bool {
    let DataRef::Float(number) = value else {
        return false;
    };
    text.clear();
    write_number(*number, text);
    let length = text.len();
    shown.complete(text) && text.len() > length
}

fn stream_xlsb<R: Read + Seek>(
    book: &mut Xlsb<R>,
    sheet: &str,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut text = String::new();
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if give(row, column, cell.get_value(), &mut text, sink)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The formats that `calamine` reads only as a whole.
fn walk(range: &Range<Data>, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut text = String::new();
    for (row, column, value) in range.used_cells() {
        let value = borrowed(value);
        // A sheet has at most 2^20 rows and 2^14 columns in these formats.
        let (row, column) = (
            u32::try_from(row).unwrap_or(u32::MAX),
            u32::try_from(column).unwrap_or(u32::MAX),
        );
        let (row, column) = (
            first_row.saturating_add(row),
            first_column.saturating_add(column),
        );
        if give(row, column, &value, &mut text, sink)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::String(text) => DataRef::SharedString(text),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn give(
    row: u32,
    column: u32,
    value: &DataRef<'_>,
    scratch: &mut String,
    sink: &mut Sink<'_>,
) -> Result<ControlFlow<()>, ReadError> {
    scratch.clear();
    let kind = match value {
        DataRef::Empty | DataRef::SharedString("") => return Ok(ControlFlow::Continue(())),
        DataRef::SharedString(text) => return sink(row, column, CellKind::Text, text),
        DataRef::String(text) if text.is_empty() => return Ok(ControlFlow::Continue(())),
        DataRef::String(text) => return sink(row, column, CellKind::Text, text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            return sink(row, column, CellKind::Date, text);
        }
        DataRef::Bool(true) => return sink(row, column, CellKind::Bool, "TRUE"),
        DataRef::Bool(false) => return sink(row, column, CellKind::Bool, "FALSE"),
        DataRef::Error(error) => return sink(row, column, CellKind::Error, &error.to_string()),
        DataRef::Float(number) => {
            write_number(*number, scratch);
            CellKind::Number
        }
        DataRef::Int(number) => {
            scratch.push_str(&number.to_string());
            CellKind::Number
        }
        DataRef::DateTime(date) => write_date(*date, scratch),
    };
    sink(row, column, kind, scratch)
}

macro_rules! read_error_from {
    ($($error:ident),*) => {$(
        impl From<calamine::$error> for ReadError {
            fn from(error: calamine::$error) -> Self {
                match error {
                    calamine::$error::Password => Self::PasswordProtected,
                    calamine::$error::Io(error) if error.kind() != std::io::ErrorKind::InvalidData => Self::Io(error),
                    other => Self::damaged(other),
                }
            }
        }
    )*};
}

read_error_from!(XlsxError, XlsbError, XlsError, OdsError);
