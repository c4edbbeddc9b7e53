//! A stretch of rows: one text, and where each cell's part of it ends.

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
    pub(super) text: Box<str>,
    /// Where the text of each cell begins, and where the last one's ends.
    pub(super) places: Box<[u32]>,
    pub(super) rows: Rows,
    /// Each cell's kind, or nothing while every cell is text or empty.
    pub(super) kinds: Box<[CellKind]>,
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

    /// The cell, none before `from`, to which the byte at `offset` of [`text`](Self::text) belongs.
    pub(crate) fn cell_with(&self, offset: usize, from: Place) -> Place {
        last_not_above(&self.places, from, |start| start as usize <= offset)
    }

    /// The row, none above `from`, in which a cell stands.
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
pub(super) enum Rows {
    /// Every row has as many.
    Even { rows: u32, width: u32 },
    /// The first cell of each row, and one past the last row's.
    Uneven(Box<[u32]>),
}

impl Rows {
    /// Of rows of which these are the first cells, and one past the last row's.
    #[expect(clippy::cast_possible_truncation, reason = "a block has few rows")]
    pub(super) fn of(firsts: &[u32]) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::BlockBuilder;

    #[test]
    fn a_place_in_the_text_tells_its_cell_and_its_row() {
        let texts: Vec<String> = (0..203).map(|cell| "x".repeat(cell % 3)).collect();
        for is_even in [true, false] {
            let mut block = BlockBuilder::default();
            for (row, cells) in texts.chunks(7).enumerate() {
                block.begin_row();
                let width = if is_even { 7 } else { row % 8 };
                for (column, text) in cells.iter().enumerate().take(width) {
                    block.push(column, CellKind::Text, text.as_bytes());
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
}
