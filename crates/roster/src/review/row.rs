//! A row as the screen shows it.

use serde::Serialize;

use super::table::{Numbered, RowSet};
use super::{Roster, User, UserView};
use crate::Field;
use crate::check::{Codes, Level, Problem, Subject, problems};
use crate::sheet::{Cell, CellKind};

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

/// A cell as the screen shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CellView<'a> {
    /// The text; dots in place of a password, unless it was asked for.
    pub text: &'a str,
    /// What the sheet's program said it was.
    pub kind: CellKind,
    /// The text that was read, when another was put in its place; not for passwords, unless they were asked for.
    pub original: Option<&'a str>,
    /// Whether `text` hides a password.
    pub masked: bool,
}

/// A row under review. Its texts are the roster's own: a page of rows copies none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// What would be sent.
    pub user: UserView<'a>,
    /// The cells of every column.
    pub cells: Vec<CellView<'a>>,
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

/// What stands in place of a password. Its length tells nothing.
pub(super) const MASK: &str = "••••••••";

impl Roster {
    /// Every row below the header, in the sheet's order, with passwords hidden in `cells`.
    pub fn all_rows(&self) -> impl Iterator<Item = Row<'_>> {
        let looks = self.looks(false);
        self.rows.range().map(move |row| self.one(&looks, row))
    }

    /// The row with this number in the sheet, with passwords hidden in `cells`; `None` when no user stands there.
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let row = self.user_row(number)?;
        Some(self.one(&self.looks(false), row))
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

    /// Several rows, looked up column by column, as they lie in memory.
    pub(super) fn page(&self, rows: &[u32], reveal: bool) -> Vec<Row<'_>> {
        let looks = self.looks(reveal);
        let columns = self.table.cells(rows);
        let numbers = self.table.sheet.numbers.numbers(rows);
        let placed = (0..).zip(rows.iter().copied().zip(numbers));
        placed
            .map(|(place, row)| looks.row(row, |column| columns[column as usize][place]))
            .collect()
    }

    fn one<'a>(&'a self, looks: &Looks<'a>, row: u32) -> Row<'a> {
        let number = self.table.number(row);
        looks.row((row, number), |column| self.table.cell(row, column))
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
    fn row(&self, (row, number): (u32, u32), cell: impl Fn(u32) -> Cell<'a>) -> Row<'a> {
        let roster = self.roster;
        let texts = self.subject.texts_of(|field| {
            let column = self.subject.column(field);
            column.map_or(Cell::EMPTY, &cell)
        });
        let mut changed = false;
        let cells = (0..roster.table.width()).map(|column| {
            let cell = cell(column);
            let original = self.original(row, column, cell);
            changed |= original.is_some();
            self.cell_view(column, cell, original)
        });
        Row {
            cells: cells.collect(),
            problems: problems(
                &self.subject,
                (row, number, &texts),
                roster.codes(row),
                &roster.outcome,
                &roster.table,
            ),
            user: UserView::new(number, texts),
            left_out: roster.left_out(row),
            changed,
            hidden: roster.table.sheet.hidden_rows.binary_search(&row).is_ok(),
        }
    }

    /// The text that was read, when another stands in its place.
    fn original(&self, row: u32, column: u32, cell: Cell<'_>) -> Option<&'a str> {
        if self.untouched[column as usize] {
            return None;
        }
        let read = self.roster.table.sheet.cell(row, column).text;
        (read != cell.text).then_some(read)
    }

    fn cell_view(&self, column: u32, cell: Cell<'a>, original: Option<&'a str>) -> CellView<'a> {
        let is_secret = self.masked == Some(column);
        let masked = is_secret && !cell.text.is_empty();
        CellView {
            text: if masked { MASK } else { cell.text },
            kind: cell.kind,
            original: original.filter(|_| !is_secret),
            masked,
        }
    }
}
