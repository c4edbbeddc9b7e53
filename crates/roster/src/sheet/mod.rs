//! The sheet as it was read: never changed after reading.
//!
//! It is kept in blocks of rows. A block is one text, row after row, and a 32-bit place for every cell up to the last of
//! its row. So a cell costs four bytes and its characters, a row lies in one piece, a search walks memory in order, and
//! rows can be checked while the next are read. A column that a fix replaced has blocks of its own, and is kept for undo
//! by holding on to it.

mod block;
mod block_builder;
mod builder;
mod column;
mod numbering;

pub use block::CellKind;
pub(crate) use block::{Block, Cell};
pub(crate) use block_builder::{BlockBuilder, NotUtf8};
pub(crate) use builder::{SheetBuilder, TooMuch, Watch};
pub(crate) use column::{BLOCK, Column};
pub(crate) use numbering::RowNumbers;

use std::ops::RangeInclusive;
use std::sync::Arc;

/// One sheet of a file. Rows without any content are not kept; [`RowNumbers`] remembers the sheet's own numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) columns: Vec<Arc<Column>>,
    pub(crate) numbers: RowNumbers,
    /// Kept rows that the sheet's program hides, ascending.
    pub(crate) hidden_rows: Vec<u32>,
    /// Columns that the sheet's program hides, ascending.
    pub(crate) hidden_columns: Vec<u32>,
}

impl Sheet {
    /// How many rows are kept.
    pub(crate) fn len(&self) -> u32 {
        self.numbers.len()
    }

    /// How many columns it has.
    pub(crate) fn width(&self) -> u32 {
        u32::try_from(self.columns.len()).unwrap_or(u32::MAX)
    }

    /// Notes what the sheet's program hides: row numbers and columns, from 0, as far as they are kept.
    pub(crate) fn hide(&mut self, rows: &[RangeInclusive<u32>], columns: &[RangeInclusive<u32>]) {
        let is_in =
            |ranges: &[RangeInclusive<u32>], it| ranges.iter().any(|range| range.contains(&it));
        self.hidden_columns = (0..self.width())
            .filter(|&column| is_in(columns, column))
            .collect();
        let kept = |range: &RangeInclusive<u32>| {
            self.numbers.rows_between(
                range.start().saturating_add(1),
                range.end().saturating_add(1),
            )
        };
        let mut kept: Vec<u32> = rows.iter().flat_map(kept).collect();
        kept.sort_unstable();
        kept.dedup();
        self.hidden_rows = kept;
    }

    /// The cell in a kept row; empty outside the sheet.
    pub(crate) fn cell(&self, row: u32, column: u32) -> Cell<'_> {
        self.columns
            .get(column as usize)
            .map_or(Cell::EMPTY, |cells| cells.cell(row))
    }

    /// The cells of a kept row, every column of the sheet.
    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = Cell<'_>> {
        self.columns.iter().map(move |column| column.cell(row))
    }
}

/// A column's name in a spreadsheet program: 0 is `A`, 26 is `AA`.
pub fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (column % 26) as u8);
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters
        .iter()
        .rev()
        .map(|&letter| char::from(letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn columns_are_named_as_spreadsheet_programs_do() {
        for (column, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(column_letters(column), letters);
        }
    }
}
