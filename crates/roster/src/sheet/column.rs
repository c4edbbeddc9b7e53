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
    #[inline]
    pub(crate) fn cell(&self, row: u32) -> Cell<'_> {
        match self.chunks.get((row / BLOCK) as usize) {
            Some(chunk) => chunk.cell(row % BLOCK),
            None => Cell::EMPTY,
        }
    }

    /// The cells of some rows. Where their texts stand is asked for all of them before the first text is: they lie apart,
    /// and memory answers many questions in the time of one.
    pub(crate) fn cells(&self, rows: &[u32]) -> Vec<Cell<'_>> {
        let places = rows.iter().map(|&row| {
            let chunk = self.chunks.get((row / BLOCK) as usize)?;
            Some((chunk, row % BLOCK, chunk.place(row % BLOCK)?))
        });
        let places: Vec<_> = places.collect();
        let cells = places.into_iter().map(|place| match place {
            Some((chunk, row, place)) => chunk.cell_at(row, place),
            None => Cell::EMPTY,
        });
        cells.collect()
    }

    /// The chunks of some rows, each with its first row. The rows begin with a chunk.
    pub(crate) fn chunks_in(&self, rows: Range<u32>) -> impl Iterator<Item = (u32, &Arc<Chunk>)> {
        let first = rows.start / BLOCK;
        let chunks = self.chunks.get(first as usize..).unwrap_or_default();
        let starts = (first * BLOCK..rows.end).step_by(BLOCK as usize);
        starts.zip(chunks)
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
        let apart = blocks.filter_map(move |block| {
            let (mine, its) = (chunk(self, block), chunk(other, block));
            let is_shared = match (mine, its) {
                (Some(mine), Some(its)) => Arc::ptr_eq(mine, its),
                (mine, its) => mine.is_none() && its.is_none(),
            };
            (!is_shared).then_some((block, mine, its))
        });
        apart.flat_map(move |(block, mine, its)| {
            let bytes = move |chunk: Option<&'a Arc<Chunk>>, row| {
                chunk.map_or(&[][..], |chunk| chunk.bytes(row - block))
            };
            let rows = block.max(rows.start)..rows.end.min(block + BLOCK);
            rows.filter(move |&row| bytes(mine, row) != bytes(its, row))
        })
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
        let mut chunk = ChunkBuilder::default();
        while cells.peek().is_some() {
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
            column
                .chunks_in(0..BLOCK * 2 + 3)
                .map(|(first, _)| first)
                .collect::<Vec<_>>(),
            [0, BLOCK, BLOCK * 2]
        );
        let second = column.chunks_in(BLOCK..BLOCK * 2).map(|(first, _)| first);
        assert_eq!(second.collect::<Vec<_>>(), [BLOCK]);
    }
}
