//! The first cells of every column, by which a mapping is proposed.

use std::collections::HashSet;

use super::ColumnMapping;
use super::propose::SAMPLE;
use crate::Field;
use crate::headers::{self, Candidate};
use crate::sheet::Sheet;
use crate::structure::Header;

/// How much of the cells must look like a field.
const ENOUGH: f32 = 0.6;

/// The first users of a sheet and the names of its columns.
pub(super) struct SampledSheet<'a> {
    sheet: &'a Sheet,
    header: Header,
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
            names,
        }
    }

    /// The texts of a column.
    pub(super) fn texts(&self, column: u32) -> impl Iterator<Item = &'a str> + Clone {
        let rows = self.header.first_user..self.sheet.len().min(self.header.first_user + SAMPLE);
        let cells = self.sheet.columns.get(column as usize);
        rows.filter_map(move |row| cells.map(|cells| cells.cell(row).text))
    }

    /// The columns that the mapping leaves free and whose names leave it to the cells to say that they are the field.
    pub(super) fn free(&self, field: Field, mapping: &ColumnMapping) -> Vec<u32> {
        let columns = (0_u32..).zip(&self.sheet.columns);
        let free = columns.map(|(column, _)| column).filter(|&column| {
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
