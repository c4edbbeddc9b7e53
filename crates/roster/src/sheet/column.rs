//! A column: chunks of rows, each of which can be shared with another state of the same column.

use std::ops::Range;
use std::sync::Arc;

use super::{Cell, Chunk, ChunkBuilder};

/// How many rows a chunk has. Enough to work through memory in order, few enough for every core to have some to check soon.
pub(crate) const BLOCK: u32 = 1 << 12;

/// The cells of one column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Column {
    chunks: Vec<Arc<Chunk>>,
}

impl Column {
    pub(crate) fn cell(&self, row: u32) -> Cell<'_> {
        match self.chunks.get((row / BLOCK) as usize) {
            Some(chunk) => chunk.cell(row % BLOCK),
            None => Cell::EMPTY,
        }
    }

    /// The chunks, each with its first row.
    pub(crate) fn chunks(&self) -> impl Iterator<Item = (u32, &Arc<Chunk>)> {
        (0..).step_by(BLOCK as usize).zip(&self.chunks)
    }

    /// Adds the chunk of the block of rows with this number; blocks that were left out before are empty.
    pub(super) fn push(&mut self, block: usize, chunk: Arc<Chunk>) {
        self.chunks.resize_with(block, Arc::default);
        self.chunks.push(chunk);
    }

    /// One column of several, each of which but the last has whole chunks.
    pub(crate) fn joined(parts: Vec<Self>) -> Self {
        let chunks = parts.into_iter().flat_map(|part| part.chunks);
        Self {
            chunks: chunks.collect(),
        }
    }

    /// The rows below `end` in which another column has another text. Chunks that both share are passed over.
    pub(crate) fn differing<'a>(
        &'a self,
        other: &'a Self,
        rows: Range<u32>,
    ) -> impl Iterator<Item = u32> + 'a {
        let first = rows.start / BLOCK * BLOCK;
        let blocks = (first..rows.end).step_by(BLOCK as usize);
        let chunk = |column: &'a Self, block: u32| column.chunks.get((block / BLOCK) as usize);
        let apart = blocks.filter(
            move |&block| match (chunk(self, block), chunk(other, block)) {
                (Some(mine), Some(its)) => !Arc::ptr_eq(mine, its),
                (mine, its) => mine.is_some() || its.is_some(),
            },
        );
        apart
            .flat_map(move |block| block.max(rows.start)..rows.end.min(block + BLOCK))
            .filter(|&row| self.cell(row).text != other.cell(row).text)
    }

    /// A column of which only one chunk is there, as its first.
    pub(super) fn of_chunk(chunk: Arc<Chunk>) -> Self {
        Self {
            chunks: vec![chunk],
        }
    }
}

impl<'a> FromIterator<Cell<'a>> for Column {
    fn from_iter<I: IntoIterator<Item = Cell<'a>>>(cells: I) -> Self {
        let mut column = Self::default();
        let mut cells = cells.into_iter().peekable();
        while cells.peek().is_some() {
            let mut chunk = ChunkBuilder::default();
            for cell in cells.by_ref().take(BLOCK as usize) {
                chunk.push(cell.kind, cell.text.as_bytes());
            }
            column
                .chunks
                .push(Arc::new(chunk.finish().expect("each cell is a `str`")));
        }
        column
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
        let joined = Column::joined(vec![shorter, column(&texts[BLOCK as usize..])]);
        assert_eq!(joined, after);
    }

    #[test]
    fn rows_find_their_chunk() {
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
        assert_eq!(
            column.chunks().map(|(first, _)| first).collect::<Vec<_>>(),
            [0, BLOCK, BLOCK * 2]
        );
    }
}
