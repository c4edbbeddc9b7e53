//! Review: what was read, how its columns are understood, and windows of its rows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything about an open review but its rows.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct Review {
    /// The review's ID, good while the program runs or as a draft.
    pub id: String,
    /// Where the rows come from.
    pub source: Source,
    /// The sheet's columns, left to right.
    pub columns: Vec<Column>,
    /// Fields that every user needs and no column gives.
    pub unmapped: Vec<Field>,
    /// How many rows stand where.
    pub tally: Tally,
    /// What can be undone and redone.
    pub history: EditHistory,
    /// The submission whose failures these rows are, when they are.
    pub resubmits: Option<String>,
}

/// What was read, and how.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct Source {
    /// The file's name without its folder; empty for pasted rows.
    pub file_name: String,
    /// What kind of thing it is.
    pub kind: SourceKind,
    /// The workbook's sheets; empty for text.
    pub sheets: Vec<SheetChoice>,
    /// The name of the sheet being read.
    pub sheet: Option<String>,
    /// The sheet row (from 1) that holds the headers; `None`: there are no headers.
    pub header_row: Option<u32>,
    /// The first rows of the sheet, for picking the header row.
    pub first_rows: Vec<FirstRow>,
    /// The text's encoding by its WHATWG label.
    pub encoding: Option<String>,
    /// The encodings to choose from, the likeliest first.
    pub encodings: Vec<String>,
    /// What separates the text's columns.
    pub delimiter: Option<Delimiter>,
    /// Rows below the header.
    pub rows: u32,
    /// Things a person should know about the file.
    pub notes: Vec<SourceNote>,
}

/// Where rows can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub enum SourceKind {
    /// xlsx, xlsm, xlsb, xls, ods.
    Workbook,
    /// CSV, TSV, text.
    Text,
    /// Pasted from a spreadsheet program.
    Pasted,
    /// The failed users of an earlier submission.
    Failures,
}

/// A sheet of the workbook.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct SheetChoice {
    /// Its name.
    pub name: String,
    /// Its rows, when they were counted.
    pub rows: Option<u32>,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

/// One of the sheet's first rows, as it stands.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct FirstRow {
    /// The sheet's row number, from 1.
    pub row: u32,
    /// Its first cells.
    pub cells: Vec<String>,
}

/// What separates columns in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Pipe,
}

/// Something a person should know about the file.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct SourceNote {
    /// One of [`NOTES`](super::codes::NOTES).
    pub code: String,
    /// How many of them, where that makes sense.
    pub count: Option<u32>,
    /// The columns it is about, where it is about some: `E:G`.
    pub place: Option<String>,
    /// Whether users are missing until somebody does something about it.
    pub warns: bool,
    /// English words, for a code the screen does not know.
    pub text: String,
}

/// A change to how the file is read. What is absent stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export_to = "review.ts", optional_fields)]
pub struct SourceChange {
    /// Another sheet.
    pub sheet: Option<String>,
    /// Another header row, from 1; 0 for none.
    pub header_row: Option<u32>,
    /// Another encoding.
    pub encoding: Option<String>,
    /// Another delimiter.
    pub delimiter: Option<Delimiter>,
}

/// The service's fields of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub enum Field {
    /// The given name; needed.
    FirstName,
    /// The family name.
    Surname,
    /// The phone number, a user's identity; needed.
    Phone,
    /// The e-mail address.
    Email,
    /// The initial password.
    Password,
}

/// What a column is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub enum ColumnRole {
    /// The given name.
    FirstName,
    /// The family name.
    Surname,
    /// The phone number.
    Phone,
    /// The e-mail address.
    Email,
    /// The initial password.
    Password,
    /// Both names in one, to be split.
    FullName,
    /// The second surname, which belongs behind the first.
    SecondSurname,
    /// What belongs in front of the surname.
    SurnamePrefix,
    /// The second given name, which belongs behind the first.
    MiddleName,
    /// The country code that belongs before the phone number.
    CountryCode,
    /// The area code that belongs between the country code and the phone number.
    AreaCode,
    /// Not sent; kept for the report.
    Extra,
}

/// A column of the sheet.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct Column {
    /// Its place, from 0.
    pub index: u32,
    /// Its letters in a spreadsheet program: `A`, `AB`.
    pub letter: String,
    /// Its header as the sheet has it; empty without a header row.
    pub header: String,
    /// A few of its cells, not empty ones; masked for passwords.
    pub samples: Vec<String>,
    /// What it is used for.
    pub role: ColumnRole,
    /// How that was decided.
    pub decided: Decided,
    /// What else it may be, the likeliest first.
    pub candidates: Vec<ColumnRole>,
}

/// How a column's role was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub enum Decided {
    /// By its header.
    ByHeader,
    /// By what its cells look like.
    ByContent,
    /// As for an earlier sheet of this shape.
    Remembered,
    /// By a person.
    Chosen,
    /// Nothing said what it is.
    Undecided,
}

/// How many rows stand where, and what is wrong with the others.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct Tally {
    /// All rows.
    pub all: u32,
    /// Rows that can be sent.
    pub ready: u32,
    /// Those of them whose phone is in an earlier submission already: sent, perhaps sent, or still
    /// to be sent. They are left out unless a person wants them again.
    pub ready_sent_earlier: u32,
    /// Requests that the others make at the batch size of the settings.
    pub batches: u32,
    /// Rows with an error, not left out: what stands in the way.
    pub errors: u32,
    /// Rows with a warning and no error.
    pub warnings: u32,
    /// Rows with a changed cell.
    pub changed: u32,
    /// Rows that repeat another.
    pub duplicates: u32,
    /// Rows left out by choice.
    pub left_out: u32,
    /// Rows whose phone is in an earlier submission already.
    pub sent_earlier: u32,
    /// The problems by kind, errors first, then by count.
    pub problems: Vec<ProblemCount>,
}

/// How often a problem occurs.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct ProblemCount {
    /// The problem's stable code.
    pub code: String,
    /// Whether it stands in the way.
    pub level: Level,
    /// The field, when all of them concern one.
    pub field: Option<Field>,
    /// Rows that have it.
    pub rows: u32,
    /// English words, for a code the screen does not know.
    pub text: String,
    /// The ways out that help many rows at once.
    pub fixes: Vec<super::fix::FixKind>,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub enum Level {
    /// The row cannot be sent.
    Error,
    /// It can.
    Warning,
}

/// Which rows, in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct ViewRequest {
    /// Which rows.
    pub filter: RowFilter,
    /// Only rows with this problem, by code.
    pub problem: Option<String>,
    /// Only rows with this text in a field (passwords are not searched); empty for all.
    pub search: String,
    /// In which order.
    pub sort: RowSort,
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub enum RowFilter {
    /// All.
    #[default]
    All,
    /// Those that would be sent.
    Ready,
    /// With an error.
    Errors,
    /// With a warning.
    Warnings,
    /// With a changed cell.
    Changed,
    /// That repeat another.
    Duplicates,
    /// Left out.
    LeftOut,
    /// In an earlier submission already.
    SentEarlier,
}

/// In which order rows are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub enum RowSort {
    /// As in the sheet.
    #[default]
    Sheet,
    /// The worst first, like problems together.
    Problem,
}

/// Rows of a view, from `start` on.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct RowWindow {
    /// The place in the view of the first row here, from 0.
    pub start: u32,
    /// Rows in the whole view.
    pub total: u32,
    /// Grows with every change of the review, so that a late answer is known as one.
    pub revision: u32,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of the roster.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct Row {
    /// Its place in the roster, from 0: what edits name it by.
    pub key: u32,
    /// Its row number in the sheet, from 1.
    pub number: u32,
    /// Whether it is left out by choice.
    pub left_out: bool,
    /// Its cells: first name, surname, phone, e-mail, password.
    pub cells: Vec<Cell>,
    /// Problems of the row as a whole.
    pub problems: Vec<Problem>,
}

/// A field of a row.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct Cell {
    /// Which field.
    pub field: Field,
    /// The text as it would be sent; bullets when masked.
    pub text: String,
    /// The sheet's own text, where the two differ; bullets when masked.
    pub raw: Option<String>,
    /// Whether `text` and `raw` are masked.
    pub masked: bool,
    /// Whether a person or a fix changed it.
    pub changed: bool,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// What is wrong with a cell or a row.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct Problem {
    /// A stable kebab-case code: `phone-digits-lost`.
    pub code: String,
    /// How much it matters.
    pub level: Level,
    /// The field it concerns, when it is one.
    pub field: Option<Field>,
    /// What was found; never a password.
    pub found: Option<String>,
    /// What was expected: a length, a row number, a date with a task ID or a file.
    pub expected: Option<String>,
    /// English words, for a code the screen does not know.
    pub text: String,
    /// Ways out of it.
    pub fixes: Vec<super::fix::FixKind>,
}

/// What can be undone and redone: the names of those steps.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct EditHistory {
    /// The step that undo takes back.
    pub undo: Option<StepLabel>,
    /// The step that redo makes again.
    pub redo: Option<StepLabel>,
}

/// A step's name: what was done, to how many rows.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "review.ts")]
pub struct StepLabel {
    /// What was done: one of [`STEPS`](super::codes::STEPS), or a fix's kind.
    pub code: String,
    /// Rows it touched.
    pub rows: u32,
}
