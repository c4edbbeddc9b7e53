//! A column: blocks of rows, each of which can be shared with another state of the same column.

use std::ops::Range;
use std::sync::Arc;

use super::{Block, BlockBuilder, Cell};

/// How many rows a block has. Enough to work through memory in order, few enough for every core to have some to check soon.
pub(crate) const BLOCK: u32 = 1 << 12;

/// The cells of one column, among those of others or alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    blocks: Arc<[Arc<Block>]>,
    /// Which of the blocks' columns it is.
    column: u32,
}

impl Column {
    /// The columns of the same blocks, from the first on.
    pub(super) fn all_of(blocks: Arc<[Arc<Block>]>) -> impl Iterator<Item = Self> {
        (0..).map(move |column| Self {
            blocks: Arc::clone(&blocks),
            column,
        })
    }

    #[inline]
    pub(crate) fn cell(&self, row: u32) -> Cell<'_> {
        match self.blocks.get((row / BLOCK) as usize) {
            Some(block) => block.cell(row % BLOCK, self.column),
            None => Cell::EMPTY,
        }
    }

    /// The cells of some rows. Where their texts stand is asked for all of them before the first text is: they lie apart,
    /// and memory answers many questions in the time of one.
    pub(crate) fn cells(&self, rows: &[u32]) -> Vec<Cell<'_>> {
        let places = rows.iter().map(|&row| {
            let block = self.blocks.get((row / BLOCK) as usize)?;
            Some((block, block.place(row % BLOCK, self.column)?))
        });
        let places: Vec<_> = places.collect();
        let cells = places.into_iter().map(|place| match place {
            Some((block, (place, text))) => block.cell_at(place, text),
            None => Cell::EMPTY,
        });
        cells.collect()
    }

    /// The block of rows that begins with this one, and which of its columns this is.
    pub(crate) fn block_from(&self, row: u32) -> Option<(&Arc<Block>, u32)> {
        let block = self.blocks.get((row / BLOCK) as usize)?;
        Some((block, self.column))
    }

    /// The bytes of each cell's text, in some rows.
    pub(crate) fn bytes(&self, rows: Range<u32>) -> impl Iterator<Item = (u32, &[u8])> {
        let first = rows.start / BLOCK * BLOCK;
        let starts = (first..rows.end).step_by(BLOCK as usize);
        starts.flat_map(move |start| {
            let block = self.blocks.get((start / BLOCK) as usize);
            let rows = rows.start.max(start)..rows.end.min(start + BLOCK);
            rows.map(move |row| {
                let bytes = block.map(|block| block.bytes(row - start, self.column));
                (row, bytes.unwrap_or_default())
            })
        })
    }

    /// One column of several that are alone in their blocks, each of which but the last has whole ones.
    pub(crate) fn joined(parts: &[Self]) -> Self {
        let blocks = parts.iter().flat_map(|part| part.blocks.iter().cloned());
        Self {
            blocks: blocks.collect(),
            column: 0,
        }
    }

    /// The rows below `end` in which another column has another text. Blocks that both share are passed over.
    pub(crate) fn differing<'a>(
        &'a self,
        other: &'a Self,
        rows: Range<u32>,
    ) -> impl Iterator<Item = u32> + 'a {
        let first = rows.start / BLOCK * BLOCK;
        let blocks = (first..rows.end).step_by(BLOCK as usize);
        let apart = blocks.filter_map(move |first| {
            let (mine, its) = (self.block_from(first), other.block_from(first));
            let is_shared = match (mine, its) {
                (Some((mine, column)), Some((its, other))) => {
                    Arc::ptr_eq(mine, its) && column == other
                }
                (mine, its) => mine.is_none() && its.is_none(),
            };
            (!is_shared).then_some((first, mine, its))
        });
        apart.flat_map(move |(first, mine, its)| {
            let bytes = move |block: Option<(&'a Arc<Block>, u32)>, row| {
                block.map_or(&[][..], |(block, column)| block.bytes(row - first, column))
            };
            let rows = first.max(rows.start)..rows.end.min(first + BLOCK);
            rows.filter(move |&row| bytes(mine, row) != bytes(its, row))
        })
    }
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        let rows = |column: &Self| BLOCK * u32::try_from(column.blocks.len()).unwrap_or(u32::MAX);
        let rows = 0..rows(self).max(rows(other));
        rows.clone().all(|row| self.cell(row) == other.cell(row))
    }
}

impl Eq for Column {}

impl<'a> FromIterator<Cell<'a>> for Column {
    fn from_iter<I: IntoIterator<Item = Cell<'a>>>(cells: I) -> Self {
        let mut blocks = Vec::new();
        let mut cells = cells.into_iter().peekable();
        let mut block = BlockBuilder::default();
        while cells.peek().is_some() {
            for cell in cells.by_ref().take(BLOCK as usize) {
                block.begin_row();
                block.push(0, cell.kind, cell.text.as_bytes());
            }
            blocks.push(Arc::new(block.finish().expect("each cell is a `str`")));
        }
        Self {
            blocks: blocks.into(),
            column: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::CellKind;

    fn column(texts: &[String]) -> Column {
        let cells = texts.iter().map(|text| Cell {
            kind: CellKind::Text,
            text,
        });
        cells.collect()
    }

    #[test]
    fn columns_differ_where_their_texts_do() {
        let mut texts: Vec<String> = (0..BLOCK * 2 + 9).map(|row| row.to_string()).collect();
        let before = column(&texts);
        for row in [5, BLOCK + 1, BLOCK * 2 + 8] {
            texts[row as usize].push('!');
        }
        let after = column(&texts);
        let rows = 0..BLOCK * 2 + 20;
        assert_eq!(
            before.differing(&after, rows.clone()).collect::<Vec<_>>(),
            [5, BLOCK + 1, BLOCK * 2 + 8]
        );
        assert_eq!(
            after.differing(&before, 6..BLOCK * 2).collect::<Vec<_>>(),
            [BLOCK + 1]
        );
        let shorter = column(&texts[..BLOCK as usize]);
        assert_eq!(after.differing(&shorter, rows).count(), BLOCK as usize + 9);
        let joined = Column::joined(&[shorter, column(&texts[BLOCK as usize..])]);
        assert_eq!(joined, after);
    }

    #[test]
    fn rows_find_their_block() {
        let texts: Vec<String> = (0..BLOCK * 2 + 3).map(|row| row.to_string()).collect();
        let column: Column = texts
            .iter()
            .map(|text| Cell {
                kind: CellKind::Text,
                text,
            })
            .collect();
        for row in [0, 1, BLOCK - 1, BLOCK, BLOCK * 2, BLOCK * 2 + 2] {
            assert_eq!(column.cell(row).text, row.to_string());
        }
        assert_eq!(column.cell(BLOCK * 2 + 3), Cell::EMPTY);
        let bytes = column.bytes(BLOCK - 1..BLOCK + 1);
        let bytes: Vec<_> = bytes.collect();
        assert_eq!(bytes, [(BLOCK - 1, &b"4095"[..]), (BLOCK, b"4096")]);
    }
}
