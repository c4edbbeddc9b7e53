//! A stretch of rows: one text, and where each cell's part of it ends.

use std::collections::BTreeMap;
use std::ops::Range;

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

/// The cells of up to [`BLOCK`](super::BLOCK) rows, row after row: whoever looks at a row finds it in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    text: Box<str>,
    /// Where the text of each cell begins, and where the last one's ends.
    places: Box<[u32]>,
    rows: Rows,
    /// Each cell's kind, or nothing while every cell is text or empty.
    kinds: Box<[CellKind]>,
}

/// A cell of a block, by its place among all.
pub(super) type Place = u32;

impl Block {
    #[inline]
    pub(crate) fn cell(&self, row: u32, column: u32) -> Cell<'_> {
        match self.place(row, column) {
            Some((place, text)) => self.cell_at(place, text),
            None => Cell::EMPTY,
        }
    }

    /// Which cell stands in a row and a column, and where its text does; nothing when the row has none there.
    #[inline]
    pub(super) fn place(&self, row: u32, column: u32) -> Option<(Place, (u32, u32))> {
        let cells = self.rows.cells(row)?;
        let place = cells.start + column;
        if place >= cells.end {
            return None;
        }
        let at = place as usize;
        Some((place, (self.places[at], self.places[at + 1])))
    }

    /// The cell whose text stands there.
    #[inline]
    pub(super) fn cell_at(&self, place: Place, (start, end): (u32, u32)) -> Cell<'_> {
        let text = &self.text[start as usize..end as usize];
        let kind = match self.kinds.get(place as usize) {
            Some(&kind) => kind,
            None if text.is_empty() => CellKind::Empty,
            None => CellKind::Text,
        };
        Cell { kind, text }
    }

    /// The bytes of a cell's text.
    #[inline]
    pub(crate) fn bytes(&self, row: u32, column: u32) -> &[u8] {
        self.place(row, column).map_or(&[], |(_, (start, end))| {
            &self.text.as_bytes()[start as usize..end as usize]
        })
    }

    /// The text of all cells, row after row.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The cell, not above `from`, to which the byte at `offset` of [`text`](Self::text) belongs.
    pub(crate) fn cell_with(&self, offset: usize, from: Place) -> Place {
        last_not_above(&self.places, from, |start| start as usize <= offset)
    }

    /// The row, not above `from`, in which a cell stands.
    pub(crate) fn row_of(&self, cell: Place, from: u32) -> u32 {
        match &self.rows {
            Rows::Even { width, .. } => cell / width,
            Rows::Uneven(firsts) => last_not_above(firsts, from, |first| first <= cell),
        }
    }

    /// The column of a cell in this row.
    pub(crate) fn column_of(&self, cell: Place, row: u32) -> u32 {
        cell - self.rows.cells(row).map_or(cell, |cells| cells.start)
    }

    /// Where the text of a cell ends in [`text`](Self::text).
    pub(crate) fn end_of(&self, cell: Place) -> usize {
        self.places[cell as usize + 1] as usize
    }

    /// Where the text of a row's last cell ends in [`text`](Self::text).
    pub(crate) fn end_of_row(&self, row: u32) -> usize {
        let end = self.rows.cells(row).map(|cells| cells.end);
        end.map_or(self.text.len(), |end| self.places[end as usize] as usize)
    }
}

/// Which cells are a row's. What a row has no cell for is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Rows {
    /// Every row has as many.
    Even { rows: u32, width: u32 },
    /// The first cell of each row, and one past the last row's.
    Uneven(Box<[u32]>),
}

impl Rows {
    /// Of rows of which these are the first cells, and one past the last row's.
    #[expect(clippy::cast_possible_truncation, reason = "a block has few rows")]
    fn of(firsts: &[u32]) -> Self {
        let rows = firsts.len() as u32 - 1;
        let width = firsts.last().map_or(0, |cells| cells / rows.max(1));
        if width > 0
            && firsts
                .iter()
                .zip(0..)
                .all(|(&first, row)| first == row * width)
        {
            Self::Even { rows, width }
        } else {
            Self::Uneven(firsts.into())
        }
    }

    #[inline]
    fn cells(&self, row: u32) -> Option<Range<Place>> {
        match self {
            Self::Even { rows, width } => (row < *rows).then(|| row * width..(row + 1) * width),
            Self::Uneven(firsts) => {
                let end = *firsts.get(row as usize + 1)?;
                Some(firsts[row as usize]..end)
            }
        }
    }
}

/// The last of ascending numbers from `from` on that `is_below` accepts; it accepts that at `from`. One nearby is found
/// soonest.
fn last_not_above(numbers: &[u32], from: u32, is_below: impl Fn(u32) -> bool) -> u32 {
    let rest = numbers.get(from as usize..).unwrap_or_default();
    let mut near = 1;
    while rest.get(near).is_some_and(|&number| is_below(number)) {
        near *= 2;
    }
    let half = near / 2;
    let near = rest.get(half..near.min(rest.len())).unwrap_or_default();
    let below = half + near.partition_point(|&number| is_below(number));
    from.saturating_add(u32::try_from(below).unwrap_or(u32::MAX))
        .saturating_sub(1)
}

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
    fn a_place_in_the_text_tells_its_cell_and_its_row() {
        let texts: Vec<String> = (0..203).map(|cell| "x".repeat(cell % 3)).collect();
        for is_even in [true, false] {
            let mut block = BlockBuilder::default();
            for (row, cells) in texts.chunks(7).enumerate() {
                block.begin_row();
                let width = if is_even { 7 } else { row % 8 };
                for (column, text) in cells.iter().enumerate().take(width) {
                    block.push(column, Text, text.as_bytes());
                }
            }
            let block = block.finish().unwrap();
            assert_eq!(matches!(block.rows, Rows::Even { .. }), is_even);
            let mut bytes = 0;
            for (row, column) in (0..29).flat_map(|row| (0..7).map(move |column| (row, column))) {
                let Some((place, (start, end))) = block.place(row, column) else {
                    continue;
                };
                for offset in start as usize..end as usize {
                    assert!((0..=place).all(|from| block.cell_with(offset, from) == place));
                    assert!((0..=row).all(|from| block.row_of(place, from) == row));
                    assert_eq!(block.column_of(place, row), column);
                    assert_eq!(block.end_of(place), end as usize);
                    bytes += 1;
                }
            }
            assert_eq!(bytes, block.text().len());
            assert_eq!(block.end_of_row(28), block.text().len());
            assert_eq!(block.cell(29, 0), Cell::EMPTY);
        }
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
