//! Builds a sheet from cells as a reader meets them, within limits.

use std::sync::Arc;

use super::{BLOCK, Block, BlockBuilder, CellKind, Column, NotUtf8, RowNumbers, Sheet};
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
    blocks: Vec<Arc<Block>>,
    /// The block that is written.
    open: BlockBuilder,
    /// Columns so far.
    width: usize,
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
            blocks: Vec::new(),
            open: BlockBuilder::default(),
            width: 0,
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
        if u64::from(row) * self.width as u64 > self.limits.cells {
            return Err(TooMuch::Cells);
        }
        if row > 0 && row.is_multiple_of(BLOCK) {
            self.close_block();
        }
        self.current = number;
        self.numbers.push(number);
        self.open.begin_row();
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
        if self.open.is_free(column) {
            self.widen(column + 1)?;
            self.admit_text(text.len())?;
            self.open.push(column, kind, text);
        }
        Ok(())
    }

    /// Writes all cells of the row that was begun, which are text and have so many bytes at most. A sheet has such rows
    /// only.
    #[inline]
    pub(crate) fn texts<'t>(
        &mut self,
        texts: impl Iterator<Item = &'t [u8]>,
        bytes: usize,
    ) -> Result<(), TooMuch> {
        self.admit_text(bytes)?;
        let width = self.open.push_texts(texts);
        self.widen(width)
    }

    #[inline]
    fn widen(&mut self, width: usize) -> Result<(), TooMuch> {
        if width > self.width {
            if width > self.limits.columns as usize {
                return Err(TooMuch::Columns);
            }
            self.width = width;
        }
        Ok(())
    }

    #[inline]
    fn admit_text(&mut self, bytes: usize) -> Result<(), TooMuch> {
        self.text += bytes as u64;
        if self.text > self.limits.text || self.open.bytes() + bytes > u32::MAX as usize {
            return Err(TooMuch::Text);
        }
        Ok(())
    }

    fn close_block(&mut self) {
        let first = (self.numbers.len() - 1) / BLOCK * BLOCK;
        let Ok(block) = self.open.finish() else {
            self.not_utf8 = true;
            return;
        };
        let block = Arc::new(block);
        self.blocks.push(Arc::clone(&block));
        if !self.not_utf8 {
            self.watch.block(Sheet {
                columns: self.columns([block].into()),
                numbers: self.numbers.since(first),
                ..Sheet::default()
            });
        }
    }

    fn columns(&self, blocks: Arc<[Arc<Block>]>) -> Vec<Arc<Column>> {
        let columns = Column::all_of(blocks).take(self.width);
        columns.map(Arc::new).collect()
    }

    /// The finished sheet.
    pub(crate) fn finish(mut self) -> Result<Sheet, NotUtf8> {
        if self.numbers.len() > 0 {
            self.close_block();
        }
        if self.not_utf8 {
            return Err(NotUtf8);
        }
        let blocks = std::mem::take(&mut self.blocks);
        Ok(Sheet {
            columns: self.columns(blocks.into()),
            numbers: self.numbers,
            ..Sheet::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::sheet::Cell;

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

    fn cell() -> impl Strategy<Value = (u8, CellKind, String)> {
        use CellKind::{Date, Error, Number, Text};
        let kind = proptest::sample::select(vec![Text, Number, Date, Error]);
        (0_u8..6, kind, "[aéß]{1,3}")
    }

    proptest! {
        #[test]
        fn the_first_of_the_cells_at_a_place_is_found_there(
            rows in vec(vec(cell(), 0..9), 1..8),
            only_text in any::<bool>(),
        ) {
            let mut nobody = ();
            let mut sheet = SheetBuilder::new(&Limits::default(), &mut nobody);
            let mut wanted = BTreeMap::new();
            for (row, cells) in (0..).zip(&rows) {
                sheet.begin_row(row + 1).unwrap();
                for (column, kind, text) in cells {
                    let kind = if only_text { CellKind::Text } else { *kind };
                    sheet.cell((*column).into(), kind, text.as_bytes()).unwrap();
                    let cell = Cell { kind, text };
                    wanted.entry((row, u32::from(*column))).or_insert(cell);
                }
            }
            let sheet = sheet.finish().unwrap();
            for (row, column) in (0..9).flat_map(|row| (0..7).map(move |column| (row, column))) {
                let wanted = wanted.get(&(row, column)).copied().unwrap_or(Cell::EMPTY);
                prop_assert_eq!(sheet.cell(row, column), wanted);
            }
        }
    }

    #[test]
    fn a_column_that_begins_far_down_stands_in_its_rows() {
        let mut seen = Seen::default();
        let mut sheet = SheetBuilder::new(&Limits::default(), &mut seen);
        for row in 0..BLOCK * 2 + 10 {
            sheet.begin_row(row + 1).unwrap();
            sheet.cell(0, CellKind::Text, b"a").unwrap();
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
        let [first, .., last] = &*sheet.columns else {
            panic!("there are three");
        };
        let differing: Vec<u32> = last.differing(first, BLOCK + 4..BLOCK + 7).collect();
        let rows = [BLOCK + 4, BLOCK + 5, BLOCK + 6];
        assert_eq!(differing, rows, "columns of the same blocks");
    }
}
