//! The sheet as it is now: what was read, and what was changed since.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::Field;
use crate::check::in_parts;
use crate::fields::name::ToldOrder;
use crate::sheet::{Cell, CellKind, Column, Sheet};

/// A text that was typed over a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) kind: CellKind,
    pub(crate) text: Box<str>,
}

impl Typed {
    pub(crate) fn text(text: &str) -> Self {
        let kind = if text.is_empty() {
            CellKind::Empty
        } else {
            CellKind::Text
        };
        Self {
            kind,
            text: text.into(),
        }
    }

    fn cell(&self) -> Cell<'_> {
        Cell {
            kind: self.kind,
            text: &self.text,
        }
    }
}

/// A column as it is now: one that was read or made by a fix, and single cells typed over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layer {
    pub(crate) base: Arc<Column>,
    pub(crate) typed: BTreeMap<u32, Typed>,
}

impl Layer {
    pub(crate) fn new(base: Arc<Column>) -> Self {
        Self {
            base,
            typed: BTreeMap::new(),
        }
    }

    #[inline]
    pub(crate) fn cell(&self, row: u32) -> Cell<'_> {
        if !self.typed.is_empty()
            && let Some(typed) = self.typed.get(&row)
        {
            return typed.cell();
        }
        self.base.cell(row)
    }

    /// The cells of some rows, sooner than one by one.
    pub(crate) fn cells(&self, rows: &[u32]) -> Vec<Cell<'_>> {
        if self.typed.is_empty() {
            return self.base.cells(rows);
        }
        rows.iter().map(|&row| self.cell(row)).collect()
    }
}

/// The sheet as it is now. Columns past those that were read were added for a field.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) sheet: Sheet,
    pub(crate) layers: Vec<Layer>,
    added: Vec<Field>,
    /// For each column of the sheet, what its header says about the order of names.
    told: Arc<[ToldOrder]>,
}

impl Table {
    pub(crate) fn new(sheet: Sheet) -> Self {
        let layers = sheet.columns.iter().cloned().map(Layer::new).collect();
        Self {
            sheet,
            layers,
            added: Vec::new(),
            told: Arc::default(),
        }
    }

    /// The same below a header of which this is known.
    pub(crate) fn below(self, told: Arc<[ToldOrder]>) -> Self {
        Self { told, ..self }
    }

    /// What the header of a column says about the order of names.
    pub(crate) fn told_order(&self, column: u32) -> ToldOrder {
        self.told.get(column as usize).copied().unwrap_or_default()
    }

    /// How many columns there are now.
    pub(crate) fn width(&self) -> u32 {
        u32::try_from(self.layers.len()).unwrap_or(u32::MAX)
    }

    /// The cell as it is now.
    pub(crate) fn cell(&self, row: u32, column: u32) -> Cell<'_> {
        self.layers
            .get(column as usize)
            .map_or(Cell::EMPTY, |layer| layer.cell(row))
    }

    /// Adds a column for a field.
    pub(crate) fn add(&mut self, field: Field, layer: Layer) {
        self.layers.push(layer);
        self.added.push(field);
    }

    /// Takes back the last column that was added.
    pub(crate) fn take_added(&mut self) -> Option<Layer> {
        self.added.pop().and_then(|_| self.layers.pop())
    }

    /// The field for which a column was added; `None` for a column of the sheet.
    pub(crate) fn added_for(&self, column: u32) -> Option<Field> {
        let place = (column as usize).checked_sub(self.sheet.columns.len())?;
        self.added.get(place).copied()
    }

    /// The rows whose cell in a column is not what was read.
    pub(crate) fn changed_in(&self, column: u32, rows: Range<u32>) -> RowSet {
        let layer = &self.layers[column as usize];
        let empty = Column::default();
        if self.is_untouched(column as usize, layer) {
            return RowSet::default();
        }
        let read = self.sheet.columns.get(column as usize);
        let read = read.map_or(&empty, |read| &**read);
        let bare = in_parts(0..rows.len(), |part| {
            let part = rows.start + as_row(part.start)..rows.start + as_row(part.end);
            layer.base.differing(read, part).collect::<RowSet>()
        });
        let mut changed = RowSet::default();
        for part in &bare {
            changed.join(part);
        }
        for (&row, typed) in layer.typed.range(rows) {
            if changed.contains(row) != (*typed.text != *read.cell(row).text) {
                changed.toggle(row);
            }
        }
        changed
    }

    /// The cells of some rows as they are now, row after row.
    pub(crate) fn cells(&self, rows: &[u32]) -> Vec<Cell<'_>> {
        let width = self.layers.len();
        let mut cells = vec![Cell::EMPTY; rows.len() * width];
        for (column, layer) in self.layers.iter().enumerate() {
            let rows = cells.chunks_exact_mut(width).zip(layer.cells(rows));
            rows.for_each(|(row, cell)| row[column] = cell);
        }
        cells
    }

    /// Whether each column is as it was read, every cell of it.
    pub(crate) fn untouched(&self) -> Vec<bool> {
        let columns = (0..).zip(&self.layers);
        columns
            .map(|(column, layer)| self.is_untouched(column, layer))
            .collect()
    }

    fn is_untouched(&self, column: usize, layer: &Layer) -> bool {
        let read = self.sheet.columns.get(column);
        layer.typed.is_empty() && read.is_some_and(|read| Arc::ptr_eq(read, &layer.base))
    }
}

/// Gives kept rows their numbers in the sheet.
pub(crate) trait Numbered {
    fn number(&self, row: u32) -> u32;
}

impl Numbered for Table {
    fn number(&self, row: u32) -> u32 {
        self.sheet.numbers.number(row)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "there are no more rows than a `u32` counts"
)]
const fn as_row(place: usize) -> u32 {
    place as u32
}

/// The rows of users, and which of them are left out.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    /// The first kept row of a user.
    pub(crate) first: u32,
    /// One past the last.
    pub(crate) end: u32,
    pub(crate) left_out: RowSet,
}

impl Rows {
    pub(crate) fn range(&self) -> Range<u32> {
        self.first..self.end
    }

    pub(crate) fn len(&self) -> usize {
        self.range().len()
    }

    /// Where a row stands among them, counted from the first.
    pub(crate) fn place(&self, row: u32) -> usize {
        (row - self.first) as usize
    }

    /// Some of them, counted from the first.
    pub(crate) fn part(&self, part: Range<usize>) -> Range<u32> {
        self.first + as_row(part.start)..self.first + as_row(part.end)
    }

    /// The rows that are not left out.
    pub(crate) fn included(&self) -> impl Iterator<Item = u32> {
        self.range().filter(|&row| !self.left_out.contains(row))
    }
}

/// A set of kept rows, one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RowSet(Vec<u64>);

impl RowSet {
    pub(crate) fn contains(&self, row: u32) -> bool {
        self.0
            .get(row as usize / 64)
            .is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    pub(crate) fn toggle(&mut self, row: u32) {
        let word = row as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] ^= 1 << (row % 64);
        // Equal sets are equal whatever was in them before.
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    pub(crate) fn insert(&mut self, row: u32) {
        let word = row as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (row % 64);
    }

    /// Adds the rows of another set.
    pub(crate) fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, its) in self.0.iter_mut().zip(&other.0) {
            *mine |= its;
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }
}

impl FromIterator<u32> for RowSet {
    fn from_iter<I: IntoIterator<Item = u32>>(rows: I) -> Self {
        let mut set = Self::default();
        rows.into_iter().for_each(|row| set.insert(row));
        set
    }
}
