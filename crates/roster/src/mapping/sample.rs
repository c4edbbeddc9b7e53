//! The first cells of every column, by which a mapping is proposed.

use std::collections::HashSet;

use super::ColumnMapping;
use super::propose::SAMPLE;
use crate::Field;
use crate::headers::{self, Below, Candidate};
use crate::sheet::{CellKind, Sheet};
use crate::structure::Header;

/// How much of the cells must look like a field.
const ENOUGH: f32 = 0.6;

/// The first users of a sheet and the names of its columns.
pub(super) struct SampledSheet<'a> {
    sheet: &'a Sheet,
    header: Header,
    /// The column before which it ends.
    end: u32,
    pub(super) names: Vec<&'a str>,
}

impl<'a> SampledSheet<'a> {
    pub(super) fn new(sheet: &'a Sheet, header: Header) -> Self {
        let names = header.row.map_or_else(Vec::new, |_| {
            (0..sheet.width())
                .map(|column| header.name(sheet, column))
                .collect()
        });
        Self {
            sheet,
            header,
            end: sheet.width(),
            names,
        }
    }

    /// Leaves out the columns from here on.
    pub(super) fn end_before(&mut self, column: u32) {
        self.names.truncate(column as usize);
        self.end = column;
    }

    /// The texts of a column.
    pub(super) fn texts(&self, column: u32) -> impl Iterator<Item = &'a str> + Clone {
        let rows = self.header.first_user..self.sheet.len().min(self.header.first_user + SAMPLE);
        let cells = self.sheet.columns.get(column as usize);
        rows.filter_map(move |row| cells.map(|cells| cells.cell(row).text))
    }

    /// What its cells are. Those whose formulas have no result are there to be filled.
    pub(super) fn below(&self, column: u32) -> Below {
        let rows = self.header.first_user..self.sheet.len().min(self.header.first_user + SAMPLE);
        let mut kinds = rows.map(|row| self.sheet.cell(row, column).kind);
        match headers::below(self.texts(column)) {
            Below::Nothing if kinds.any(|kind| kind == CellKind::Formula) => Below::Words,
            below => below,
        }
    }

    /// The columns that the mapping leaves free and whose names leave it to the cells to say that they are the field.
    pub(super) fn free(&self, field: Field, mapping: &ColumnMapping) -> Vec<u32> {
        let free = (0..self.end).filter(|&column| {
            let name = self.names.get(column as usize);
            mapping.field(column).is_none() && name.is_none_or(|name| may_be(field, name))
        });
        free.collect()
    }

    /// How much a column looks like the field, if it does so well enough to be taken for it.
    pub(super) fn likeness(&self, field: Field, column: u32) -> Option<f32> {
        Some(headers::looks_like(field, self.texts(column))).filter(|&likeness| likeness >= ENOUGH)
    }

    /// Which share of the filled rows differ from one another in these columns: 1.0 when no two are the same.
    pub(super) fn distinct(&self, columns: &[u32]) -> f32 {
        let mut texts: Vec<_> = columns.iter().map(|&column| self.texts(column)).collect();
        let row = || {
            let row: Vec<&str> = texts.iter_mut().map_while(Iterator::next).collect();
            (row.len() == columns.len()).then_some(row)
        };
        let mut seen = HashSet::new();
        let mut filled: u16 = 0;
        let mut different: u16 = 0;
        for row in std::iter::from_fn(row).filter(|row| row.iter().any(|text| !text.is_empty())) {
            filled += 1;
            different += u16::from(seen.insert(row));
        }
        f32::from(different) / f32::from(filled.max(1))
    }
}

/// Whether a name leaves it to the cells to say that this is the field: an unknown one does, one of sign-in names, which
/// often are addresses, and one of codes, below which whole phones may stand.
fn may_be(field: Field, name: &str) -> bool {
    let meanings = headers::match_header(name);
    let fits = |meaning: &Candidate| match field {
        Field::Email => meaning.field == Some(Field::Email),
        Field::Phone => matches!(meaning.field, Some(Field::CountryCode | Field::AreaCode)),
        _ => false,
    };
    meanings.is_empty() || meanings.iter().any(fits)
}
