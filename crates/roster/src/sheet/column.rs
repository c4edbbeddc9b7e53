//! A column: chunks of rows, each of which can be shared with another state of the same column.

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
