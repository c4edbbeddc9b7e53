//! What a person should know about a sheet before it is sent: users who are not sent, and rows that nobody sees.

use provisioning::read_shared;
use provisioning::roster::Roster;
use serde::Serialize;

use crate::arguments::Reading;
use crate::failure::Failure;
use crate::sheet;
use crate::words::{counted, grouped};

/// What is found beside the rows that are read.
#[derive(Serialize)]
pub(crate) struct Notices {
    hidden_rows: usize,
    formulas_without_result: usize,
    other_lists: Vec<OtherList>,
    other_sheets: Vec<String>,
}

/// A list of users beside the one that is read.
#[derive(Serialize)]
struct OtherList {
    columns: String,
    rows: usize,
}

impl Notices {
    /// Looks into the other sheets of the workbook as well.
    pub(crate) fn of(reading: &Reading, roster: &Roster) -> Self {
        let hidden = roster.all_rows().filter(|row| row.hidden && row.is_ready());
        let lists = roster.lists_beside().into_iter();
        Self {
            hidden_rows: hidden.count(),
            formulas_without_result: roster.source().formulas_without_result,
            other_lists: lists
                .map(|list| OtherList {
                    columns: list.to_string(),
                    rows: list.rows,
                })
                .collect(),
            other_sheets: sheet::others(reading, roster),
        }
    }

    /// Each on a line of its own, with what can be done about it.
    pub(crate) fn lines(&self) -> Vec<String> {
        let lists = self.other_lists.iter().map(OtherList::line);
        let lines = self.hidden().into_iter().chain(self.formulas());
        lines.chain(lists).chain(self.sheets()).collect()
    }

    fn hidden(&self) -> Option<String> {
        match self.hidden_rows {
            0 => None,
            1 => Some("1 hidden row is included".to_owned()),
            rows => Some(format!("{} hidden rows are included", grouped(rows as u64))),
        }
    }

    fn formulas(&self) -> Option<String> {
        let formulas = self.formulas_without_result;
        (formulas > 0).then(|| {
            format!(
                "{} without a result in the file (open it in Excel or LibreOffice, save it, and \
                 read it again)",
                counted(formulas as u64, "formula")
            )
        })
    }

    fn sheets(&self) -> Option<String> {
        let sheets = &self.other_sheets;
        (!sheets.is_empty()).then(|| {
            format!(
                "{} with users: {} (choose with --sheet)",
                counted(sheets.len() as u64, "other sheet"),
                sheets.join(", ")
            )
        })
    }
}

impl OtherList {
    fn line(&self) -> String {
        format!(
            "another list in columns {} with {} that {} not sent (move its rows below the first list)",
            self.columns,
            counted(self.rows as u64, "user"),
            if self.rows == 1 { "is" } else { "are" }
        )
    }
}

/// Refuses a sheet that has column names and not a single row below them.
pub(crate) fn require_rows(reading: &Reading, roster: &Roster) -> Result<(), Failure> {
    if roster.counts().rows > 0 {
        return Ok(());
    }
    let sheet = match roster.source().sheet_name() {
        "" => "the sheet".to_owned(),
        name => format!("the sheet `{name}`"),
    };
    let hint = match roster.source().sheets.len() {
        0 | 1 => "check that this is the right file and that it was saved",
        _ => "check that it was saved, or choose another sheet with `--sheet`",
    };
    Err(Failure::new(format!(
        "no users in {}: {sheet} has a header row and no rows below it",
        reading.file.display()
    ))
    .hint(hint))
}

/// The notices of a sheet that is being sent.
pub(crate) fn lines(reading: &Reading, review: &provisioning::Review) -> Vec<String> {
    Notices::of(reading, &read_shared(review.roster())).lines()
}
