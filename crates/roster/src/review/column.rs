//! What is known about a column.

use serde::Serialize;

use super::Roster;
use crate::Field;
use crate::headers::{self, Candidate};
use crate::sheet::column_letters;

/// What is known about a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnInfo {
    /// Its place, 0 being `A`.
    pub column: u32,
    /// Its name in a spreadsheet program, such as `AB`.
    pub letters: String,
    /// The text in the header row; empty when there is no header. The field's name for a column that was added.
    pub header: String,
    /// The field it is used for.
    pub field: Option<Field>,
    /// What its header may mean, best first.
    pub candidates: Vec<Candidate>,
    /// Whether the sheet's program hides it.
    pub hidden: bool,
    /// Whether it was added by a fix and is not in the sheet.
    pub added: bool,
}

impl ColumnInfo {
    pub(super) fn of(roster: &Roster, column: u32) -> Self {
        let added = roster.table.added_for(column);
        let header = added.map_or_else(|| roster.header_text(column), |field| field.name());
        Self {
            column,
            letters: column_letters(column),
            header: header.to_owned(),
            field: roster.mapping.field(column),
            candidates: headers::match_header(header),
            hidden: roster
                .table
                .sheet
                .hidden_columns
                .binary_search(&column)
                .is_ok(),
            added: added.is_some(),
        }
    }
}
