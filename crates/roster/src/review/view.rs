//! Views: which rows are shown, in which order. A view is made once; a page of it costs what the page has.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::sorting::{self, Sorter};
use super::table::RowSet;
use super::{Roster, Row, search};
use crate::check::{Code, Codes, Level};

/// Which rows to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Every row below the header.
    #[default]
    All,
    /// Rows that would be sent.
    Ready,
    /// Rows with an error, which are not sent.
    Errors,
    /// Rows with warnings and no error.
    Warnings,
    /// Rows with a cell that is not as it was read.
    Changed,
    /// Rows that share a phone, an e-mail address or everything with another.
    Duplicates,
    /// Rows left out.
    LeftOut,
    /// Rows with a problem of this code.
    With(Code),
}

/// In which order to show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// As in the sheet.
    #[default]
    Sheet,
    /// Errors first, then warnings, those of a kind together.
    Problem,
    /// By the text in a column.
    Column {
        /// The column, 0 being `A`.
        column: u32,
        /// Whether the last comes first.
        descending: bool,
    },
}

/// What to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// Which rows.
    pub filter: Filter,
    /// A text that one of the row's cells has, without regard to case; passwords are not searched. Empty for none.
    pub search: String,
    /// In which order.
    pub sort: Sort,
}

/// The rows of a [`Query`], as they were when it was asked. An edit leaves the rows in their places, so that a row that
/// was just put right does not run away; ask again to let it.
#[derive(Debug, Clone)]
pub struct View {
    rows: Index,
}

#[derive(Debug, Clone)]
enum Index {
    All(Range<u32>),
    List(Vec<u32>),
}

impl View {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        match &self.rows {
            Index::All(rows) => rows.len(),
            Index::List(rows) => rows.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn row_at(&self, place: usize) -> Option<u32> {
        match &self.rows {
            Index::All(rows) => rows.clone().nth(place),
            Index::List(rows) => rows.get(place).copied(),
        }
    }
}

impl Roster {
    /// Finds the rows to show.
    pub fn view(&self, query: &Query) -> View {
        let search = query.search.trim();
        if query.filter == Filter::All && search.is_empty() && query.sort == Sort::Sheet {
            return View {
                rows: Index::All(self.rows.range()),
            };
        }
        let found = (!search.is_empty()).then(|| search::rows_with(self, search));
        let changed = (query.filter == Filter::Changed).then(|| self.changed_rows());
        let is_in = |set: &Option<RowSet>, row| set.as_ref().is_none_or(|rows| rows.contains(row));
        let shown = |&row: &u32| {
            is_in(&found, row) && is_in(&changed, row) && self.passes(row, query.filter)
        };
        let mut rows: Vec<u32> = if query.filter == Filter::All && found.is_none() {
            self.rows.range().collect()
        } else {
            self.rows.range().filter(shown).collect()
        };
        self.sort(&mut rows, query.sort);
        View {
            rows: Index::List(rows),
        }
    }

    /// The rows of a view from `places`, as far as there are; passwords are hidden unless `reveal` is set.
    pub fn window(&self, view: &View, places: Range<usize>, reveal: bool) -> Vec<Row<'_>> {
        let end = places.end.min(view.len());
        let places = places.start.min(end)..end;
        let rows: Vec<u32> = places.filter_map(|place| view.row_at(place)).collect();
        self.page(&rows, reveal)
    }

    /// The numbers in the sheet of all rows of a view, in its order.
    pub fn numbers<'a>(&'a self, view: &'a View) -> impl Iterator<Item = u32> + 'a {
        (0..view.len())
            .filter_map(|place| view.row_at(place))
            .map(|row| self.table.sheet.numbers.number(row))
    }

    /// The place in a view of the row with this number in the sheet.
    pub fn place_of(&self, view: &View, number: u32) -> Option<usize> {
        let row = self.user_row(number)?;
        match &view.rows {
            Index::All(rows) => Some((row - rows.start) as usize),
            Index::List(rows) => rows.iter().position(|&other| other == row),
        }
    }

    fn passes(&self, row: u32, filter: Filter) -> bool {
        let codes = self.codes(row);
        let included = || !self.rows.left_out.contains(row);
        match filter {
            // What was changed is found column by column, before.
            Filter::All | Filter::Changed => true,
            Filter::Ready => !codes.has_error() && included(),
            Filter::Errors => codes.has_error() && included(),
            Filter::Warnings => codes.level() == Some(Level::Warning) && included(),
            Filter::Duplicates => codes.intersects(Codes::BETWEEN_ROWS),
            Filter::LeftOut => !included(),
            Filter::With(code) => codes.contains(code) && included(),
        }
    }

    fn sort(&self, rows: &mut [u32], sort: Sort) {
        match sort {
            Sort::Sheet => {}
            Sort::Problem => {
                sorting::by_rank::<RANKS>(rows, |row| rank(self.codes(row)));
            }
            Sort::Column { column, descending } => {
                let text = |row| self.table.cell(row, column).text;
                Sorter { text, descending }.sort(rows);
            }
        }
    }
}

/// The ranks of a level: one for each code that may be the first, and one for none.
const RANKS_OF_LEVEL: usize = Code::ALL.len() + 1;

/// How many ranks there are: those of errors, of warnings, and of neither.
const RANKS: usize = 3 * RANKS_OF_LEVEL;

/// Where a row with these codes belongs: errors first, then warnings, those of a kind together.
fn rank(codes: Codes) -> usize {
    let level = match codes.level() {
        Some(Level::Error) => 0,
        Some(Level::Warning) => 1,
        None => 2,
    };
    let first = codes.first().map_or(0, |code| code as usize + 1);
    level * RANKS_OF_LEVEL + first
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;

    fn codes() -> impl Strategy<Value = Codes> {
        let codes = proptest::sample::subsequence(Code::ALL, 0..4);
        (codes, any::<bool>()).prop_map(|(codes, is_first)| {
            let codes = codes.into_iter().fold(Codes::NONE, Codes::with);
            if is_first {
                codes.first_with_phone()
            } else {
                codes
            }
        })
    }

    proptest! {
        #[test]
        fn ranks_go_by_level_and_then_by_the_first_code(a in codes(), b in codes()) {
            let order = |codes: Codes| (Reverse(codes.level()), codes.first());
            prop_assert_eq!(rank(a).cmp(&rank(b)), order(a).cmp(&order(b)));
            prop_assert!(rank(a) < RANKS);
        }
    }
}
