//! What is known about single cells beside what their reader tells: formulas without a result, and numbers that their
//! format shows otherwise than their value is.

use std::ops::ControlFlow;

use super::ReadError;
use super::cells::Sink;
use super::shown::Shown;
use crate::sheet::CellKind;

/// More cells of a sheet are not remarked on, whatever it says: the list of them is held in memory.
const MOST: usize = 1 << 23;

/// More ways of showing numbers no honest workbook has.
const MOST_SHOWN: usize = 1 << 8;

/// Something about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Remark {
    /// It has a formula, and the file not the result.
    NoResult,
    /// Its format shows the number in this way.
    Shown(u16),
}

/// A row and a column from 0, and something about the cell there.
type Place = (u32, u32, Remark);

/// What is to be said about the cells of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Remarks {
    places: Vec<Place>,
    shown: Vec<Shown>,
}

impl Remarks {
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many formulas have no result.
    pub(super) fn without_result(&self) -> usize {
        let remarks = self.places.iter();
        remarks
            .filter(|(.., remark)| *remark == Remark::NoResult)
            .count()
    }

    /// Where they are.
    #[cfg(test)]
    pub(super) fn places(&self) -> impl Iterator<Item = (u32, u32)> {
        self.places.iter().map(|&(row, column, _)| (row, column))
    }

    /// Notes a formula whose result the file does not have.
    pub(super) fn add_without_result(&mut self, row: u32, column: u32) {
        self.add(row, column, Remark::NoResult);
    }

    /// Notes a number that its format shows in this way.
    pub(super) fn add_shown(&mut self, row: u32, column: u32, shown: &Shown) {
        let known = self.shown.iter().position(|it| it == shown);
        let index = known.unwrap_or(self.shown.len());
        if index >= MOST_SHOWN {
            return;
        }
        if known.is_none() {
            self.shown.push(shown.clone());
        }
        let index = u16::try_from(index).expect("there are fewer");
        self.add(row, column, Remark::Shown(index));
    }

    /// Whether nothing more is noted.
    pub(super) fn is_full(&self) -> bool {
        self.places.len() >= MOST
    }

    fn add(&mut self, row: u32, column: u32, remark: Remark) {
        if !self.is_full() {
            self.places.push((row, column, remark));
        }
    }

    /// The same in the order in which cells are read. Of rows that have nothing but formulas without a result, those
    /// stay for which `keep` says so, of their number in the sheet and their columns.
    pub(super) fn in_order(mut self, keep: impl Fn(u32, &[u32]) -> bool) -> Self {
        self.places.sort_unstable();
        self.places
            .dedup_by_key(|&mut (row, column, _)| (row, column));
        let rows = self.places.chunk_by(|one, next| one.0 == next.0);
        let kept = rows.filter(|row| {
            let columns: Vec<u32> = row.iter().map(|&(_, column, _)| column).collect();
            keep(row[0].0 + 1, &columns)
        });
        self.places = kept.flatten().copied().collect();
        self
    }

    /// Hands cells on to `sink`, each as its remark has it, and those of which there is nothing but a remark.
    pub(super) fn pour<'a>(&'a self, sink: &'a mut Sink<'a>) -> Remarked<'a> {
        Remarked {
            places: &self.places,
            shown: &self.shown,
            text: String::new(),
            sink,
        }
    }
}

/// Cells on their way from the reader, with what is left to be said about them.
pub(super) struct Remarked<'a> {
    places: &'a [Place],
    shown: &'a [Shown],
    text: String,
    sink: &'a mut Sink<'a>,
}

impl Remarked<'_> {
    /// Hands on a cell as its reader has it, behind those that only a remark tells of.
    pub(super) fn give(
        &mut self,
        row: u32,
        column: u32,
        kind: CellKind,
        text: &str,
    ) -> Result<ControlFlow<()>, ReadError> {
        while let [(next_row, next_column, remark), rest @ ..] = self.places
            && (*next_row, *next_column) <= (row, column)
        {
            self.places = rest;
            if (*next_row, *next_column) == (row, column) {
                return self.remarked(row, column, *remark, (kind, text));
            }
            if self.empty(*next_row, *next_column, *remark)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        (self.sink)(row, column, kind, text)
    }

    /// Hands on the cells behind the last one that was read.
    pub(super) fn finish(mut self) -> Result<(), ReadError> {
        for &(row, column, remark) in std::mem::take(&mut self.places) {
            if self.empty(row, column, remark)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// A cell without a text.
    fn empty(
        &mut self,
        row: u32,
        column: u32,
        remark: Remark,
    ) -> Result<ControlFlow<()>, ReadError> {
        match remark {
            Remark::NoResult => (self.sink)(row, column, CellKind::Formula, ""),
            Remark::Shown(_) => Ok(ControlFlow::Continue(())),
        }
    }

    fn remarked(
        &mut self,
        row: u32,
        column: u32,
        remark: Remark,
        (kind, text): (CellKind, &str),
    ) -> Result<ControlFlow<()>, ReadError> {
        match remark {
            Remark::NoResult => (self.sink)(row, column, CellKind::Formula, text),
            Remark::Shown(index) if kind == CellKind::Number => {
                let shown = &self.shown[usize::from(index)];
                text.clone_into(&mut self.text);
                let is_more = shown.complete(&mut self.text) && self.text.len() > text.len();
                let kind = if is_more { CellKind::Text } else { kind };
                (self.sink)(row, column, kind, &self.text)
            }
            Remark::Shown(_) => (self.sink)(row, column, kind, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CellKind::{Number, Text};

    fn merged(remarks: &Remarks, cells: &[(u32, u32, CellKind, &str)]) -> Vec<String> {
        let mut given = Vec::new();
        let mut sink = |row, column, kind: CellKind, text: &str| {
            given.push(format!("{row},{column} {kind:?} {text}"));
            Ok(ControlFlow::Continue(()))
        };
        let mut remarked = remarks.pour(&mut sink);
        for &(row, column, kind, text) in cells {
            let flow = remarked.give(row, column, kind, text).unwrap();
            assert!(flow.is_continue());
        }
        remarked.finish().unwrap();
        given
    }

    #[test]
    fn cells_are_given_in_order_with_their_remarks() {
        let mut remarks = Remarks::default();
        remarks.add_shown(1, 2, &Shown::behind("+86"));
        remarks.add_shown(1, 3, &Shown::behind("00"));
        for (row, column) in [(9, 0), (1, 1), (0, 0), (2, 0), (2, 1)] {
            remarks.add_without_result(row, column);
        }
        let remarks = remarks.in_order(|row, columns| row != 10 || columns != [0]);
        assert_eq!(remarks.without_result(), 4);
        let cells = [
            (1, 0, Text, "Ana"),
            (1, 2, Number, "138"),
            (1, 3, Text, "x"),
            (2, 1, Number, "0"),
        ];
        assert_eq!(
            merged(&remarks, &cells),
            [
                "0,0 Formula ",
                "1,0 Text Ana",
                "1,1 Formula ",
                "1,2 Text +86138",
                "1,3 Text x",
                "2,0 Formula ",
                "2,1 Formula 0"
            ]
        );
        let none = Remarks::default();
        assert_eq!(merged(&none, &cells[..1]), ["1,0 Text Ana"]);
    }
}
