//! Writes a block of rows, cell by cell.

use std::collections::BTreeMap;

use super::block::Rows;
use super::{Block, CellKind};

/// Bytes that were taken for UTF-8 are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotUtf8;

/// Writes a block from top to bottom.
#[derive(Debug)]
pub(crate) struct BlockBuilder {
    text: Vec<u8>,
    places: Vec<u32>,
    rows: Vec<u32>,
    kinds: Vec<CellKind>,
    /// Cells of the open row that came after one to their right, by their columns.
    late: BTreeMap<usize, (CellKind, Box<[u8]>)>,
    late_bytes: usize,
    /// Whether a cell begins inside a character.
    is_split: bool,
}

impl Default for BlockBuilder {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            places: vec![0],
            rows: Vec::new(),
            kinds: Vec::new(),
            late: BTreeMap::new(),
            late_bytes: 0,
            is_split: false,
        }
    }
}

impl BlockBuilder {
    /// Bytes of text so far.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + self.late_bytes
    }

    /// Begins the next row.
    #[inline]
    pub(crate) fn begin_row(&mut self) {
        if !self.late.is_empty() {
            self.settle();
        }
        self.rows.push(self.cells());
    }

    /// Whether the row that was begun has no cell in this column yet.
    #[inline]
    pub(crate) fn is_free(&self, column: usize) -> bool {
        column >= self.width() || self.is_gap(column)
    }

    /// The same for a column before the last one that was written.
    #[cold]
    fn is_gap(&self, column: usize) -> bool {
        let place = self.first() + column;
        let kind = self.kinds.get(place).copied().unwrap_or_default();
        kind == CellKind::Empty
            && self.places[place] == self.places[place + 1]
            && !self.late.contains_key(&column)
    }

    /// Writes a cell of the row that was begun, where it has none yet.
    #[inline]
    pub(crate) fn push(&mut self, column: usize, kind: CellKind, text: &[u8]) {
        let is_plain = matches!(kind, CellKind::Text | CellKind::Empty);
        let kind = if is_plain { plain(text) } else { kind };
        let width = self.width();
        if column < width {
            return self.come_late(column, kind, text);
        }
        self.skip(column - width);
        if !is_plain {
            self.note_kinds();
        }
        self.append(text);
        if !(is_plain && self.kinds.is_empty()) {
            self.kinds.push(kind);
        }
    }

    /// Writes the texts of a row that was begun and has none yet, as far as the last that is not empty, and says how many.
    /// A block has such rows only.
    #[inline]
    pub(crate) fn push_texts<'t>(&mut self, texts: impl Iterator<Item = &'t [u8]>) -> usize {
        debug_assert!(self.kinds.is_empty(), "other cells have kinds");
        let first = self.places.len();
        let mut end = first;
        for text in texts {
            self.append(text);
            if !text.is_empty() {
                end = self.places.len();
            }
        }
        self.places.truncate(end);
        end - first
    }

    /// The first cell of the row that was begun.
    fn first(&self) -> usize {
        self.rows.last().copied().unwrap_or_default() as usize
    }

    /// Cells of the row that was begun.
    #[inline]
    fn width(&self) -> usize {
        self.places.len() - 1 - self.first()
    }

    /// Leaves cells empty.
    fn skip(&mut self, cells: usize) {
        let end = self.end();
        self.places.resize(self.places.len() + cells, end);
        if !self.kinds.is_empty() {
            self.kinds.resize(self.kinds.len() + cells, CellKind::Empty);
        }
    }

    #[inline]
    fn append(&mut self, text: &[u8]) {
        self.is_split |= matches!(text, [0x80..=0xbf, ..]);
        self.text.extend_from_slice(text);
        self.places.push(self.end());
    }

    #[cold]
    fn come_late(&mut self, column: usize, kind: CellKind, text: &[u8]) {
        self.late_bytes += text.len();
        self.late.insert(column, (kind, text.into()));
    }

    /// Puts the cells that came late into their places, once the row has all its cells.
    #[cold]
    fn settle(&mut self) {
        self.note_kinds();
        self.late_bytes = 0;
        let mut late = std::mem::take(&mut self.late);
        let first = self.first();
        let start = self.places[first];
        let text = self.text.split_off(start as usize);
        let kinds = self.kinds.split_off(first);
        let ends = self.places.split_off(first + 1);
        let mut rest = &*text;
        let mut before = start;
        for (column, (kind, end)) in kinds.into_iter().zip(ends).enumerate() {
            let (cell, others) = rest.split_at((end - before) as usize);
            (rest, before) = (others, end);
            let late = late.remove(&column);
            let (kind, cell) = match &late {
                Some((kind, text)) => (*kind, &**text),
                None => (kind, cell),
            };
            self.append(cell);
            self.kinds.push(kind);
        }
    }

    /// Callers keep the text of a block below 4 GiB: see `TooMuch`.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the sheet builder refuses more text before it comes here"
    )]
    fn end(&self) -> u32 {
        self.text.len() as u32
    }

    /// How many cells there are.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a block has few rows, and the sheet builder refuses more columns than files have"
    )]
    fn cells(&self) -> u32 {
        (self.places.len() - 1) as u32
    }

    /// Starts to keep kinds: until now every cell was text or empty.
    fn note_kinds(&mut self) {
        if self.kinds.is_empty() {
            let ends = self.places.windows(2);
            let kinds = ends.map(|ends| match ends {
                [start, end] if start != end => CellKind::Text,
                _ => CellKind::Empty,
            });
            self.kinds = kinds.collect();
        }
    }

    /// The finished block, when its text and each of its cells is UTF-8. The next one begins empty, in the same room.
    pub(crate) fn finish(&mut self) -> Result<Block, NotUtf8> {
        if !self.late.is_empty() {
            self.settle();
        }
        let block = self.block();
        self.text.clear();
        self.places.truncate(1);
        self.rows.clear();
        self.kinds.clear();
        block
    }

    fn block(&mut self) -> Result<Block, NotUtf8> {
        if std::mem::take(&mut self.is_split) {
            return Err(NotUtf8);
        }
        let text = simdutf8::basic::from_utf8(&self.text).map_err(|_| NotUtf8)?;
        self.rows.push(self.cells());
        Ok(Block {
            text: text.into(),
            places: self.places.as_slice().into(),
            rows: Rows::of(&self.rows),
            kinds: self.kinds.as_slice().into(),
        })
    }
}

/// The kind of a cell that is text or empty.
fn plain(text: &[u8]) -> CellKind {
    if text.is_empty() {
        CellKind::Empty
    } else {
        CellKind::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CellKind::{Empty, Error, Formula, Number, Text};

    /// A block of rows of cells, in the order in which they come.
    fn block(rows: &[&[(usize, CellKind, &str)]]) -> Block {
        let mut block = BlockBuilder::default();
        for row in rows {
            block.begin_row();
            for &(column, kind, text) in *row {
                if block.is_free(column) {
                    block.push(column, kind, text.as_bytes());
                }
            }
        }
        block.finish().unwrap()
    }

    fn cells(block: &Block, row: u32) -> [(CellKind, &str); 4] {
        [0, 1, 2, 3].map(|column| {
            let cell = block.cell(row, column);
            (cell.kind, cell.text)
        })
    }

    #[test]
    fn rows_have_as_many_cells_as_were_written() {
        let block = block(&[
            &[(0, Text, "Phone"), (2, Text, "Name")],
            &[],
            &[(1, Text, "Ana")],
        ]);
        let empty = (Empty, "");
        let header = [(Text, "Phone"), empty, (Text, "Name"), empty];
        assert_eq!(cells(&block, 0), header);
        assert_eq!(cells(&block, 1), [empty; 4]);
        assert_eq!(cells(&block, 2), [empty, (Text, "Ana"), empty, empty]);
        assert_eq!(cells(&block, 3), [empty; 4], "there are no more rows");
    }

    #[test]
    fn kinds_are_kept_from_the_first_cell_that_is_not_text() {
        let phone = [(0, Text, "0027"), (3, Number, "13800138000")];
        let block = block(&[&[(1, Text, "Ana")], &phone, &[(2, Error, "#N/A")]]);
        let empty = (Empty, "");
        assert_eq!(cells(&block, 0), [empty, (Text, "Ana"), empty, empty]);
        let numbers = [(Text, "0027"), empty, empty, (Number, "13800138000")];
        assert_eq!(cells(&block, 1), numbers);
        assert_eq!(cells(&block, 2), [empty, empty, (Error, "#N/A"), empty]);
        let first = super::tests::block(&[&[(2, Number, "7"), (3, Text, "")]]);
        assert_eq!(cells(&first, 0), [empty, empty, (Number, "7"), empty]);
    }

    #[test]
    fn cells_that_come_late_find_their_places_and_the_first_one_stays() {
        let block = block(&[
            &[(0, Text, "a")],
            &[
                (3, Text, "d"),
                (1, Number, "2"),
                (1, Text, "again"),
                (3, Text, "again"),
                (0, Text, "ä"),
                (2, Text, "c"),
                (1, Text, "again"),
            ],
            &[(1, Text, "e"), (0, Text, "f")],
            &[(1, Formula, ""), (2, Text, "g"), (1, Text, "again")],
        ]);
        let empty = (Empty, "");
        assert_eq!(cells(&block, 0), [(Text, "a"), empty, empty, empty]);
        assert_eq!(
            cells(&block, 1),
            [(Text, "ä"), (Number, "2"), (Text, "c"), (Text, "d")]
        );
        assert_eq!(cells(&block, 2), [(Text, "f"), (Text, "e"), empty, empty]);
        let formula = (Formula, "");
        assert_eq!(cells(&block, 3), [empty, formula, (Text, "g"), empty]);
    }

    #[test]
    fn a_cell_that_comes_any_number_of_times_takes_no_room() {
        let mut block = BlockBuilder::default();
        block.begin_row();
        block.push(2, Text, b"c");
        for _ in 0..1000 {
            for column in 0..3 {
                if block.is_free(column) {
                    block.push(column, Number, b"1");
                }
            }
        }
        assert_eq!((block.late.len(), block.bytes()), (2, 3));
        block.begin_row();
        assert_eq!((block.late.len(), block.bytes()), (0, 3));
        let block = block.finish().unwrap();
        let numbers = [(Number, "1"), (Number, "1"), (Text, "c"), (Empty, "")];
        assert_eq!(cells(&block, 0), numbers);
    }

    #[test]
    fn a_row_of_texts_ends_with_the_last_that_is_not_empty() {
        let mut block = BlockBuilder::default();
        for (texts, cells) in [
            (["a", "", "b", ""], 3),
            ([""; 4], 0),
            (["", "c", "d", "e"], 4),
        ] {
            block.begin_row();
            assert_eq!(
                block.push_texts(texts.map(str::as_bytes).into_iter()),
                cells
            );
        }
        let block = block.finish().unwrap();
        let texts = |row| cells(&block, row).map(|(_, text)| text);
        assert_eq!(texts(0), ["a", "", "b", ""]);
        assert_eq!(block.place(0, 3), None, "nothing is kept for it");
        assert_eq!(texts(1), [""; 4]);
        assert_eq!(texts(2), ["", "c", "d", "e"]);
    }

    #[test]
    fn cells_that_are_only_together_utf8_are_refused() {
        let mut block = BlockBuilder::default();
        let (first, second) = "é".as_bytes().split_at(1);
        block.begin_row();
        block.push(0, Text, first);
        block.push(1, Text, second);
        assert_eq!(block.finish(), Err(NotUtf8));
    }
}
