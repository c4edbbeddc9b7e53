//! What was read: the file, its format, its sheets, and what was detected about its text.

use serde::Serialize;

use super::{Delimiter, TextEncoding};

/// The format of a file, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Excel's workbook since 2007, with or without macros (`.xlsx`, `.xlsm`).
    Xlsx,
    /// Excel's binary workbook (`.xlsb`).
    Xlsb,
    /// Excel's workbook until 2003 (`.xls`, BIFF5 to BIFF8).
    Xls,
    /// The `OpenDocument` spreadsheet (`.ods`).
    Ods,
    /// Text with delimiters (`.csv`, `.tsv`, `.txt`), or pasted rows.
    Delimited,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Xlsx => "Excel workbook",
            Self::Xlsb => "Excel binary workbook",
            Self::Xls => "Excel 97-2003 workbook",
            Self::Ods => "OpenDocument spreadsheet",
            Self::Delimited => "delimited text",
        })
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetInfo {
    /// Its name.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

/// How a text file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TextDialect {
    /// The encoding.
    pub encoding: TextEncoding,
    /// Whether the file says its encoding with a byte order mark.
    pub byte_order_mark: bool,
    /// The delimiter.
    pub delimiter: Delimiter,
    /// Whether every `"` that begins a cell encloses it; not so in a file where one is never closed, where each is
    /// judged by itself.
    pub quoted: bool,
}

/// How much of a sheet its program hides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct HiddenCounts {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The file's name, or what pasted rows are called.
    pub name: String,
    /// Its format.
    pub format: Format,
    /// The workbook's sheets that can hold rows, in its order; one without a name for text.
    pub sheets: Vec<SheetInfo>,
    /// Which of them was read.
    pub sheet: usize,
    /// How the text is written, for text.
    pub text: Option<TextDialect>,
    /// Rows and columns with content that the sheet's program hides. They are read like all others.
    pub hidden: HiddenCounts,
    /// Groups of cells that the sheet merges into one; only the first of each has a text.
    pub merged_cells: usize,
    /// Formulas whose results the file does not have: a library wrote them, and no program has calculated them since.
    pub formulas_without_result: usize,
}

impl Source {
    pub(crate) fn named(mut self, name: String) -> Self {
        self.name = name;
        self
    }

    /// The name of the sheet that was read; empty for text.
    pub fn sheet_name(&self) -> &str {
        self.sheets.get(self.sheet).map_or("", |sheet| &sheet.name)
    }
}
