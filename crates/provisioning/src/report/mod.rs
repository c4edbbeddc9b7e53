//! Reports of a submission: a workbook or a table, for people and for other programs. Never with
//! passwords.

mod csv;
mod rows;
mod workbook;

use std::path::{Path, PathBuf};

use ledger::SubmissionId;

use crate::error::ProvisioningError;
use crate::journal::Journal;
use rows::Report;

/// A report's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// A workbook: summary, batches, users. Every ID and phone is a text cell.
    Xlsx,
    /// The users alone. Cells that a spreadsheet program would run as formulas are made harmless.
    Csv,
}

impl ReportFormat {
    /// The format that a file's ending asks for.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// Why a report was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The file's ending is neither.
    #[error("a report is written as .xlsx or .csv, not as `{}`", .0.display())]
    UnknownFormat(PathBuf),
    /// The workbook could not be made.
    #[error("failed to make the workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The file could not be written.
    #[error("failed to write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Writes a report to a file, all of it or nothing.
pub(crate) async fn write(
    journal: &Journal,
    submission: SubmissionId,
    path: &Path,
) -> Result<(), ProvisioningError> {
    let format =
        ReportFormat::of(path).ok_or_else(|| ReportError::UnknownFormat(path.to_owned()))?;
    let report = journal
        .run(move |ledger| Report::read(ledger, submission))
        .await??;
    let bytes = match format {
        ReportFormat::Xlsx => workbook::workbook(&report).map_err(ReportError::Workbook)?,
        ReportFormat::Csv => csv::table(&report),
    };
    crate::files::write_whole(path, &bytes).map_err(|source| ReportError::Write {
        path: path.to_owned(),
        source,
    })?;
    Ok(())
}
