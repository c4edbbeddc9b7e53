//! A row as the screen shows it.

use std::ops::Range;

use serde::Serialize;

use super::cells::{CellView, Cells};
use super::table::{Numbered, RowSet};
use super::{Roster, User, UserView};
use crate::Field;
use crate::check::{Codes, Level, Problem, Subject, problems};
use crate::sheet::Cell;

/// Why a row is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Somebody left it out.
    ByChoice,
    /// It closes the sheet: a total, a remark, a signature.
    ClosingLine,
    /// It says what the header says: that of another page, or of a sheet pasted below.
    RepeatedHeader,
}

/// A row under review. Its texts are the roster's own: a page of rows copies none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// What would be sent.
    pub user: UserView<'a>,
    /// The cells of every column.
    pub cells: Cells<'a>,
    /// What is wrong with it, field by field.
    pub problems: Vec<Problem<'a>>,
    /// Why it is not sent, when it is left out.
    pub left_out: Option<LeftOut>,
    /// Whether one of its cells is not as it was read.
    pub changed: bool,
    /// Whether the sheet's program hides it.
    pub hidden: bool,
}

impl Row<'_> {
    /// The row's number in the sheet, the first being 1.
    pub fn number(&self) -> u32 {
        self.user.row
    }

    /// Whether it would be sent.
    pub fn is_ready(&self) -> bool {
        self.left_out.is_none() && self.level() != Some(Level::Error)
    }

    /// The worst level of its problems.
    pub fn level(&self) -> Option<Level> {
        self.problems.iter().map(|problem| problem.level).max()
    }
}

/// Rows that are looked up together when all are.
const TOGETHER: usize = 128;

impl Roster {
    /// Every row below the header, in the sheet's order, with passwords hidden in `cells`.
    pub fn all_rows(&self) -> impl Iterator<Item = Row<'_>> {
        let Range { start, end } = self.rows.range();
        let firsts = (start..end).step_by(TOGETHER);
        firsts.flat_map(move |first| {
            let rows: Vec<u32> = (first..end).take(TOGETHER).collect();
            self.page(&rows, false)
        })
    }

    /// The row with this number in the sheet, with passwords hidden in `cells`; `None` when no user stands there.
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let row = self.user_row(number)?;
        self.page(&[row], false).pop()
    }

    /// The users that would be sent, in the sheet's order.
    pub fn users(&self) -> impl Iterator<Item = User> {
        let subject = self.subject();
        let ready = self
            .rows
            .included()
            .filter(|&row| !self.codes(row).has_error());
        ready.map(move |row| UserView::new(self.table.number(row), subject.texts(row)).into_user())
    }

    pub(super) fn codes(&self, row: u32) -> Codes {
        self.outcome
            .codes
            .get(row as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Several rows. What of them lies apart in memory is looked up for all of them, before anything is made of it.
    pub(super) fn page(&self, rows: &[u32], reveal: bool) -> Vec<Row<'_>> {
        let looks = self.looks(reveal);
        let width = self.table.layers.len();
        let codes: Vec<Codes> = rows.iter().map(|&row| self.codes(row)).collect();
        let cells = self.table.cells(rows);
        let (views, changed) = looks.views(rows, &cells);
        let numbers = self.table.sheet.numbers.numbers(rows);
        let known = rows.iter().copied().zip(numbers).zip(codes);
        let shown = Cells::rows(views, width).zip(changed);
        let rows = known.zip(cells.chunks_exact(width.max(1))).zip(shown);
        rows.map(|(((row, codes), cells), shown)| looks.row(row, codes, cells, shown))
            .collect()
    }

    fn looks(&self, reveal: bool) -> Looks<'_> {
        Looks {
            roster: self,
            subject: self.subject(),
            masked: self.mapping.column(Field::Password).filter(|_| !reveal),
            untouched: self.table.untouched(),
        }
    }

    /// The users' rows with a cell that is not as it was read.
    pub(super) fn changed_rows(&self) -> RowSet {
        let mut changed = RowSet::default();
        for column in 0..self.table.width() {
            changed.join(&self.table.changed_in(column, self.rows.range()));
        }
        changed
    }

    fn left_out(&self, row: u32) -> Option<LeftOut> {
        let is_in = |rows: &[u32]| rows.binary_search(&row).is_ok();
        self.rows.left_out.contains(row).then(|| {
            match (is_in(&self.totals), is_in(&self.repeats)) {
                (true, _) => LeftOut::ClosingLine,
                (_, true) => LeftOut::RepeatedHeader,
                _ => LeftOut::ByChoice,
            }
        })
    }
}

/// How rows are shown; the same for all of a page.
struct Looks<'a> {
    roster: &'a Roster,
    subject: Subject<'a>,
    /// The column whose texts are hidden.
    masked: Option<u32>,
    /// Whether each column is as it was read.
    untouched: Vec<bool>,
}

impl<'a> Looks<'a> {
    fn row(
        &self,
        (row, number): (u32, u32),
        codes: Codes,
        cells: &[Cell<'a>],
        (shown, changed): (Cells<'a>, bool),
    ) -> Row<'a> {
        let roster = self.roster;
        let texts = self.subject.texts_of(|field| {
            let column = self.subject.column(field);
            column.map_or(Cell::EMPTY, |column| cells[column as usize])
        });
        Row {
            cells: shown,
            problems: problems(
                &self.subject,
                (row, number, &texts),
                codes,
                &roster.outcome,
                &roster.table,
            ),
            user: UserView::new(number, texts),
            left_out: roster.left_out(row),
            changed,
            hidden: roster.table.sheet.hidden_rows.binary_search(&row).is_ok(),
        }
    }

    /// The cells of rows as they are shown, row after row, and whether each row has one that is not as it was read.
    fn views(&self, rows: &[u32], cells: &[Cell<'a>]) -> (Vec<CellView<'a>>, Vec<bool>) {
        let mut views: Vec<_> = cells.iter().copied().map(CellView::as_read).collect();
        let mut changed = vec![false; rows.len()];
        let width = self.untouched.len();
        let touched = self.untouched.iter().enumerate();
        for (column, _) in touched.filter(|&(_, untouched)| !untouched) {
            let shown = views.iter_mut().skip(column).step_by(width);
            for ((view, &row), changed) in shown.zip(rows).zip(&mut changed) {
                view.original = self.original(row, column, view.text);
                *changed |= view.original.is_some();
            }
        }
        if let Some(column) = self.masked {
            let shown = views.iter_mut().skip(column as usize).step_by(width);
            shown.for_each(CellView::mask);
        }
        (views, changed)
    }

    /// The text that was read, when another stands in its place.
    fn original(&self, row: u32, column: usize, text: &str) -> Option<&'a str> {
        let read = self.roster.table.sheet.columns.get(column);
        let read = read.map_or("", |read| read.cell(row).text);
        (read != text).then_some(read)
    }
}
