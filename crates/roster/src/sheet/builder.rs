//! Builds a sheet from cells as a reader meets them, within limits.

use std::sync::Arc;

use super::{BLOCK, CellKind, Chunk, ChunkBuilder, Column, NotUtf8, RowNumbers, Sheet};
use crate::read::Limits;

/// A sheet that goes beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooMuch {
    Rows,
    Columns,
    Cells,
    Text,
}

/// Is shown a sheet while it is read, block by block.
pub(crate) trait Watch {
    /// Reading begins, for the first time or once more.
    fn begin(&mut self);

    /// The next block of rows, as a sheet of its own that begins with row 0.
    fn block(&mut self, rows: Sheet);
}

/// Nobody watches.
impl Watch for () {
    fn begin(&mut self) {}

    fn block(&mut self, _: Sheet) {}
}

/// Takes cells row by row; rows without any are not kept.
pub(crate) struct SheetBuilder<'w> {
    /// The blocks of rows that are finished.
    columns: Vec<Column>,
    /// The block that is written.
    open: Vec<ChunkBuilder>,
    numbers: RowNumbers,
    /// The number in the sheet of the row being written, 0 before the first.
    current: u32,
    text: u64,
    limits: Limits,
    watch: &'w mut dyn Watch,
    /// Whether a finished block was not UTF-8.
    not_utf8: bool,
}

impl<'w> SheetBuilder<'w> {
    pub(crate) fn new(limits: &Limits, watch: &'w mut dyn Watch) -> Self {
        watch.begin();
        Self {
            columns: Vec::new(),
            open: Vec::new(),
            numbers: RowNumbers::default(),
            current: 0,
            text: 0,
            limits: limits.clone(),
            watch,
            not_utf8: false,
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
        let row = self.numbers.len();
        if row >= self.limits.rows {
            return Err(TooMuch::Rows);
        }
        if u64::from(row) * self.open.len() as u64 > self.limits.cells {
            return Err(TooMuch::Cells);
        }
        if row > 0 && row.is_multiple_of(BLOCK) {
            self.close_block();
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
    fn room(&mut self, column: usize, text: &[u8]) -> Result<Option<&mut ChunkBuilder>, TooMuch> {
        if column >= self.open.len() {
            self.widen(column)?;
        }
        let row = ((self.numbers.len() - 1) % BLOCK) as usize;
        let cells = &mut self.open[column];
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
        self.open.resize_with(column + 1, ChunkBuilder::default);
        self.columns.resize_with(column + 1, Column::default);
        Ok(())
    }

    fn close_block(&mut self) {
        let block = (self.numbers.len() - 1) / BLOCK;
        let mut shown = Vec::with_capacity(self.open.len());
        for (column, cells) in self.columns.iter_mut().zip(&mut self.open) {
            let chunk = cells.finish().unwrap_or_else(|NotUtf8| {
                self.not_utf8 = true;
                Chunk::default()
            });
            let chunk = Arc::new(chunk);
            shown.push(Arc::new(Column::of_chunk(Arc::clone(&chunk))));
            column.push(block as usize, chunk);
        }
        let numbers = self.numbers.since(block * BLOCK);
        if !self.not_utf8 {
            self.watch.block(Sheet {
                columns: shown,
                numbers,
                ..Sheet::default()
            });
        }
    }

    /// The finished sheet.
    pub(crate) fn finish(mut self) -> Result<Sheet, NotUtf8> {
        if self.numbers.len() > 0 {
            self.close_block();
        }
        if self.not_utf8 {
            return Err(NotUtf8);
        }
        let columns = self.columns.into_iter().map(Arc::new).collect();
        Ok(Sheet {
            columns,
            numbers: self.numbers,
            ..Sheet::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts what it is shown.
    #[derive(Default)]
    struct Seen(Vec<(u32, usize)>);

    impl Watch for Seen {
        fn begin(&mut self) {
            self.0.clear();
        }

        fn block(&mut self, rows: Sheet) {
            self.0.push((rows.len(), rows.columns.len()));
        }
    }

    #[test]
    fn a_column_that_begins_far_down_stands_in_its_rows() {
        let mut seen = Seen::default();
        let mut sheet = SheetBuilder::new(&Limits::default(), &mut seen);
        for row in 0..BLOCK * 2 + 10 {
            sheet.begin_row(row + 1).unwrap();
            sheet.text(0, b"a").unwrap();
            if row == BLOCK + 5 {
                sheet.cell(2, CellKind::Number, b"7").unwrap();
            }
        }
        let sheet = sheet.finish().unwrap();
        assert_eq!(sheet.len(), BLOCK * 2 + 10);
        assert_eq!(sheet.cell(BLOCK + 5, 2).text, "7");
        assert_eq!(sheet.cell(5, 2).text, "");
        assert_eq!(sheet.cell(BLOCK * 2 + 9, 0).text, "a");
        assert_eq!(seen.0, [(BLOCK, 1), (BLOCK, 3), (10, 3)]);
    }
}
