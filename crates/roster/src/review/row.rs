//! A row as the screen shows it.

use serde::Serialize;

use super::table::{Numbered, RowSet};
use super::{Roster, User, UserView};
use crate::Field;
use crate::check::{Codes, Level, Problem, Subject, problems};
use crate::sheet::CellKind;

/// Why a row is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Somebody left it out.
    ByChoice,
    /// It closes the sheet: a total, a remark, a signature.
    ClosingLine,
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
        let subject = self.subject();
        self.rows.range().map(move |row| self.one(&subject, row))
    }

    /// The row with this number in the sheet, with passwords hidden in `cells`; `None` when no user stands there.
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let row = self.user_row(number)?;
        Some(self.one(&self.subject(), row))
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
        let subject = self.subject();
        let width = self.table.width();
        let mut cells: Vec<_> = rows
            .iter()
            .map(|_| Vec::with_capacity(width as usize))
            .collect();
        for column in 0..width {
            let hide = !reveal && self.is_password(column);
            for (&row, cells) in rows.iter().zip(&mut cells) {
                cells.push(self.cell_view(row, column, hide));
            }
        }
        let numbered = rows
            .iter()
            .copied()
            .zip(self.table.sheet.numbers.numbers(rows));
        numbered
            .zip(cells)
            .map(|(row, cells)| self.view_under(&subject, row, cells))
            .collect()
    }

    fn one<'a>(&'a self, subject: &Subject<'a>, row: u32) -> Row<'a> {
        let cells = (0..self.table.width())
            .map(|column| self.cell_view(row, column, self.is_password(column)));
        self.view_under(subject, (row, self.table.number(row)), cells.collect())
    }

    fn is_password(&self, column: u32) -> bool {
        self.mapping.column(Field::Password) == Some(column)
    }

    fn view_under<'a>(
        &'a self,
        subject: &Subject<'a>,
        (row, number): (u32, u32),
        cells: Vec<CellView<'a>>,
    ) -> Row<'a> {
        let texts = subject.texts(row);
        Row {
            cells,
            problems: problems(
                subject,
                (row, number, &texts),
                self.codes(row),
                &self.outcome,
                &self.table,
            ),
            user: UserView::new(number, texts),
            left_out: self.left_out(row),
            changed: self.is_changed(row),
            hidden: self.table.sheet.hidden_rows.binary_search(&row).is_ok(),
        }
    }

    pub(super) fn is_changed(&self, row: u32) -> bool {
        (0..self.table.width()).any(|column| self.table.is_changed(row, column))
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
        let closes = self.totals.binary_search(&row).is_ok();
        self.rows.left_out.contains(row).then_some(if closes {
            LeftOut::ClosingLine
        } else {
            LeftOut::ByChoice
        })
    }

    fn cell_view(&self, row: u32, column: u32, hide: bool) -> CellView<'_> {
        let cell = self.table.cell(row, column);
        let masked = hide && !cell.text.is_empty();
        let original = || self.table.sheet.cell(row, column).text;
        CellView {
            text: if masked { MASK } else { cell.text },
            kind: cell.kind,
            original: (!masked && self.table.is_changed(row, column)).then(original),
            masked,
        }
    }
}
