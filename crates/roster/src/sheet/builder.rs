//! Builds a sheet from cells as a reader meets them, within limits.

use std::sync::Arc;

use super::{CellKind, Column, ColumnBuilder, NotUtf8, RowNumbers, Sheet};
use crate::read::Limits;

/// A sheet that goes beyond the limits, or whose rows do not follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooMuch {
    Rows,
    Columns,
    Cells,
    Text,
}

/// Takes cells row by row; rows without any are not kept.
#[derive(Debug)]
pub(crate) struct SheetBuilder {
    columns: Vec<ColumnBuilder>,
    numbers: RowNumbers,
    /// The number in the sheet of the row being written, 0 before the first.
    current: u32,
    text: u64,
    limits: Limits,
    /// What is known of the size in advance, for columns yet to come.
    expected: (usize, usize),
}

impl SheetBuilder {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            columns: Vec::new(),
            numbers: RowNumbers::default(),
            current: 0,
            text: 0,
            limits: limits.clone(),
            expected: (0, 0),
        }
    }

    /// The number in the sheet of the last row that was kept.
    pub(crate) fn last_number(&self) -> u32 {
        self.current
    }

    /// Rows kept so far.
    pub(crate) fn len(&self) -> u32 {
        self.numbers.len()
    }

    /// Begins the row with this number in the sheet, which is above the last one's.
    pub(crate) fn begin_row(&mut self, number: u32) -> Result<(), TooMuch> {
        if self.numbers.len() >= self.limits.rows {
            return Err(TooMuch::Rows);
        }
        let cells = u64::from(self.numbers.len()) * self.columns.len() as u64;
        if cells > self.limits.cells {
            return Err(TooMuch::Cells);
        }
        self.current = number;
        self.numbers.push(number);
        Ok(())
    }

    /// Writes a cell of the row that was begun. A cell that was written already stays as it is.
    #[inline]
    pub(crate) fn cell(
        &mut self,
        column: usize,
        kind: CellKind,
        text: &[u8],
    ) -> Result<(), TooMuch> {
        if let Some(cells) = self.room(column, text)? {
            cells.push(kind, text);
        }
        Ok(())
    }

    /// The same for a text that is not empty.
    #[inline]
    pub(crate) fn text(&mut self, column: usize, text: &[u8]) -> Result<(), TooMuch> {
        if let Some(cells) = self.room(column, text)? {
            cells.push_text(text);
        }
        Ok(())
    }

    /// The column, ready for the cell of the row that was begun, or nothing when it has one.
    #[inline]
    fn room(&mut self, column: usize, text: &[u8]) -> Result<Option<&mut ColumnBuilder>, TooMuch> {
        if column >= self.columns.len() {
            self.widen(column)?;
        }
        let row = self.numbers.len() as usize - 1;
        let cells = &mut self.columns[column];
        if cells.rows() > row {
            return Ok(None);
        }
        self.text += text.len() as u64;
        if self.text > self.limits.text || cells.bytes() + text.len() > u32::MAX as usize {
            return Err(TooMuch::Text);
        }
        cells.skip_to(row);
        Ok(Some(cells))
    }

    fn widen(&mut self, column: usize) -> Result<(), TooMuch> {
        if column >= self.limits.columns as usize {
            return Err(TooMuch::Columns);
        }
        let (rows, bytes) = self.expected;
        self.columns
            .resize_with(column + 1, || ColumnBuilder::with_capacity(rows, bytes));
        Ok(())
    }

    /// The finished sheet.
    pub(crate) fn finish(self) -> Result<Sheet, NotUtf8> {
        let columns = self
            .columns
            .into_iter()
            .map(ColumnBuilder::finish)
            .map(|column| column.map(Arc::new));
        Ok(Sheet {
            columns: columns.collect::<Result<Vec<Arc<Column>>, _>>()?,
            numbers: self.numbers,
            ..Sheet::default()
        })
    }
}
