//! A stretch of a column: a text, and where each row's part of it ends.

use serde::{Deserialize, Serialize};

/// What the sheet's program says a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Nothing.
    #[default]
    Empty,
    /// Text, which stays character for character.
    Text,
    /// A number; its text is every digit, never scientific notation.
    Number,
    /// A date, a time or both, written as ISO 8601 has them.
    Date,
    /// `TRUE` or `FALSE`.
    Bool,
    /// An error of the sheet's program, such as `#N/A`.
    Error,
    /// A formula whose result is not in the file. Its text is empty, or the `0` that some programs write instead.
    Formula,
}

/// A cell: its text and what its program said it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    pub(crate) kind: CellKind,
    pub(crate) text: &'a str,
}

impl Cell<'_> {
    pub(crate) const EMPTY: Self = Cell {
        kind: CellKind::Empty,
        text: "",
    };
}

/// The cells of up to [`BLOCK`](super::BLOCK) rows of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chunk {
    text: Box<str>,
    /// Where each cell's text ends; it begins where the one before ends. Rows past the last are empty.
    ends: Box<[u32]>,
    /// Each cell's kind, or nothing while every cell is text or empty.
    kinds: Box<[CellKind]>,
}

impl Chunk {
    #[inline]
    pub(crate) fn cell(&self, row: u32) -> Cell<'_> {
        match self.place(row) {
            Some(place) => self.cell_at(row, place),
            None => Cell::EMPTY,
        }
    }

    /// Where a row's text stands; nothing past the last row.
    #[inline]
    pub(super) fn place(&self, row: u32) -> Option<(u32, u32)> {
        let row = row as usize;
        let end = *self.ends.get(row)?;
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        Some((start, end))
    }

    /// The cell of a row whose text stands there.
    #[inline]
    pub(super) fn cell_at(&self, row: u32, (start, end): (u32, u32)) -> Cell<'_> {
        let text = &self.text[start as usize..end as usize];
        Cell {
            kind: self.kind(row as usize, text),
            text,
        }
    }

    /// The bytes of a row's text.
    #[inline]
    pub(crate) fn bytes(&self, row: u32) -> &[u8] {
        let place = self.place(row);
        place.map_or(&[], |(start, end)| {
            &self.text.as_bytes()[start as usize..end as usize]
        })
    }

    fn kind(&self, row: usize, text: &str) -> CellKind {
        match self.kinds.get(row) {
            Some(&kind) => kind,
            None if text.is_empty() => CellKind::Empty,
            None => CellKind::Text,
        }
    }

    /// The text of all cells, one after the other; [`row_at`](Self::row_at) finds the row of a place in it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The row, not above `from`, to which the byte at `offset` of [`text`](Self::text) belongs. A row nearby is found
    /// soonest.
    pub(crate) fn row_at(&self, offset: usize, from: u32) -> u32 {
        let ends = self.ends.get(from as usize..).unwrap_or_default();
        let is_above = |&end: &u32| end as usize <= offset;
        let mut near = 1;
        while ends.get(near - 1).is_some_and(is_above) {
            near *= 2;
        }
        let near = near.min(ends.len());
        let above = near / 2 + ends[near / 2..near].partition_point(is_above);
        from.saturating_add(u32::try_from(above).unwrap_or(u32::MAX))
    }

    /// Where the text of a row ends in [`text`](Self::text).
    pub(crate) fn end_of(&self, row: u32) -> usize {
        self.ends
            .get(row as usize)
            .map_or(self.text.len(), |&end| end as usize)
    }
}

/// Bytes that were taken for UTF-8 are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotUtf8;

/// Writes a chunk from top to bottom.
#[derive(Debug, Default)]
pub(crate) struct ChunkBuilder {
    text: Vec<u8>,
    ends: Vec<u32>,
    kinds: Vec<CellKind>,
}

impl ChunkBuilder {
    /// Bytes of text so far.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Rows written so far.
    pub(crate) fn rows(&self) -> usize {
        self.ends.len()
    }

    /// Writes the cell of the next row.
    pub(crate) fn push(&mut self, kind: CellKind, text: &[u8]) {
        if matches!(kind, CellKind::Text | CellKind::Empty) {
            return self.push_text(text);
        }
        self.note_kinds();
        self.append(text);
        self.kinds.push(kind);
    }

    /// Writes a text, or an empty cell when the text is empty.
    #[inline]
    pub(crate) fn push_text(&mut self, text: &[u8]) {
        self.append(text);
        if !self.kinds.is_empty() {
            self.kinds.push(if text.is_empty() {
                CellKind::Empty
            } else {
                CellKind::Text
            });
        }
    }

    /// Leaves the rows before `row` empty that were not written.
    pub(crate) fn skip_to(&mut self, row: usize) {
        if self.ends.len() < row {
            let end = self.end();
            self.ends.resize(row, end);
            if !self.kinds.is_empty() {
                self.kinds.resize(row, CellKind::Empty);
            }
        }
    }

    #[inline]
    fn append(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
        self.ends.push(self.end());
    }

    /// Callers keep the text of a column below 4 GiB: see `TooMuch`.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the sheet builder refuses more text before it comes here"
    )]
    fn end(&self) -> u32 {
        self.text.len() as u32
    }

    /// Starts to keep kinds: until now every cell was text or empty.
    fn note_kinds(&mut self) {
        if self.kinds.is_empty() {
            let mut start = 0;
            self.kinds.extend(self.ends.iter().map(|&end| {
                let kind = if end == start {
                    CellKind::Empty
                } else {
                    CellKind::Text
                };
                start = end;
                kind
            }));
        }
    }

    /// The finished chunk, when its text and each of its cells is UTF-8. The next one begins empty, in the same room.
    pub(crate) fn finish(&mut self) -> Result<Chunk, NotUtf8> {
        let chunk = self.chunk();
        self.text.clear();
        self.ends.clear();
        self.kinds.clear();
        chunk
    }

    fn chunk(&self) -> Result<Chunk, NotUtf8> {
        let text = simdutf8::basic::from_utf8(&self.text).map_err(|_| NotUtf8)?;
        let is_boundary = |&end: &u32| text.is_char_boundary(end as usize);
        if text.is_ascii() || self.ends.iter().all(is_boundary) {
            return Ok(Chunk {
                text: text.into(),
                ends: self.ends.as_slice().into(),
                kinds: self.kinds.as_slice().into(),
            });
        }
        Err(NotUtf8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CellKind::{Empty, Error, Number, Text};

    fn kinds(column: &Chunk) -> Vec<(CellKind, &str)> {
        (0..6)
            .map(|row| column.cell(row))
            .map(|cell| (cell.kind, cell.text))
            .collect()
    }

    #[test]
    fn kinds_are_kept_from_the_first_cell_that_is_not_text() {
        let mut column = ChunkBuilder::default();
        column.push(CellKind::Text, b"Phone");
        column.skip_to(2);
        column.push(CellKind::Number, b"13800138000");
        column.push(CellKind::Text, b"0027");
        column.skip_to(5);
        column.push(CellKind::Error, b"#N/A");
        let column = column.finish().unwrap();
        assert_eq!(
            kinds(&column),
            [
                (Text, "Phone"),
                (Empty, ""),
                (Number, "13800138000"),
                (Text, "0027"),
                (Empty, ""),
                (Error, "#N/A")
            ]
        );
        assert_eq!(column.cell(99), Cell::EMPTY, "rows past the last are empty");
    }

    #[test]
    fn a_place_in_the_text_tells_its_row() {
        let mut column = ChunkBuilder::default();
        for text in ["ab", "", "c"] {
            column.push_text(text.as_bytes());
        }
        let column = column.finish().unwrap();
        assert_eq!([0, 1, 2].map(|offset| column.row_at(offset, 0)), [0, 0, 2]);
        let texts: Vec<String> = (0..200).map(|row| "x".repeat(row % 3)).collect();
        let mut column = ChunkBuilder::default();
        for text in &texts {
            column.push_text(text.as_bytes());
        }
        let column = column.finish().unwrap();
        let rows = (0..200).flat_map(|row| std::iter::repeat_n(row, texts[row as usize].len()));
        for (offset, row) in rows.enumerate() {
            for from in 0..=row {
                assert_eq!(column.row_at(offset, from), row, "{offset} from {from}");
            }
        }
    }

    #[test]
    fn cells_that_are_only_together_utf8_are_refused() {
        let mut column = ChunkBuilder::default();
        let (first, second) = "é".as_bytes().split_at(1);
        column.push_text(first);
        column.push_text(second);
        assert_eq!(column.finish(), Err(NotUtf8));
    }
}
