//! Looking: windows of rows, the next problem, a password, a copy.

use std::collections::HashSet;
use std::sync::Arc;

use provisioning::REASON;
use provisioning::roster::{Filter, Query, Roster, Row, View};

use super::OpenReview;
use crate::contract::edit::CellBlock;
use crate::contract::error::CommandError;
use crate::contract::review::{RowWindow, ViewRequest};
use crate::translate::error::not_found;
use crate::translate::{self, count, fix};

/// Most rows in one answer: many screens full.
const MOST_ROWS: u32 = 1000;

impl OpenReview {
    /// The view that is asked for, found once.
    pub(super) fn view(&self, roster: &Roster, asked: &ViewRequest) -> Arc<View> {
        if let Some((known, view)) = &self.state().view
            && known == asked
        {
            return Arc::clone(view);
        }
        let view = Arc::new(roster.view(&translate::review::query(asked)));
        self.state().view = Some((asked.clone(), Arc::clone(&view)));
        view
    }

    /// A window of rows.
    pub(crate) fn rows(&self, asked: &ViewRequest, start: u32, rows: u32) -> RowWindow {
        let roster = self.roster();
        let view = self.view(&roster, asked);
        let places = start as usize..(start + rows.min(MOST_ROWS)) as usize;
        // Read with passwords, to tell a changed one; `translate` lets none through.
        let window = roster.window(&view, places, true);
        let reason = self.reason_column(&roster);
        let shown = window.iter().map(|row| {
            let refused_for = reason.and_then(|column| reason_of(row, column));
            translate::rows::row(row, roster.mapping(), refused_for)
        });
        RowWindow {
            start,
            total: count(view.len()),
            revision: self.revision(),
            rows: shown.collect(),
        }
    }

    /// The column that says why a user failed, in a sheet of failures.
    fn reason_column(&self, roster: &Roster) -> Option<usize> {
        self.review.resubmits()?;
        let columns = roster.columns();
        columns.iter().position(|column| column.header == REASON)
    }

    /// The place of the next row with a problem, round the end of the view.
    pub(crate) fn next_problem(
        &self,
        asked: &ViewRequest,
        from: u32,
        backwards: bool,
    ) -> Option<u32> {
        let roster = self.roster();
        let view = self.view(&roster, asked);
        let wrong = with_problems(&roster);
        let places: Vec<usize> = roster
            .numbers(&view)
            .enumerate()
            .filter(|(_, number)| wrong.contains(number))
            .map(|(place, _)| place)
            .collect();
        let from = from as usize;
        let found = if backwards {
            let before = places.iter().rev().find(|place| **place < from);
            before.or(places.last())
        } else {
            let after = places.iter().find(|place| **place > from);
            after.or(places.first())
        };
        found.map(|place| count(*place))
    }

    /// One row's password, which a person asked to see.
    pub(crate) fn reveal_password(&self, key: u32) -> Result<String, CommandError> {
        let roster = self.roster();
        let view = roster.view(&Query::default());
        let row = roster
            .place_of(&view, key)
            .and_then(|place| roster.window(&view, place..place + 1, true).pop());
        let row = row.ok_or_else(|| not_found("row", &key.to_string()))?;
        Ok(row.user.password.expose_password().to_owned())
    }

    /// A block as tab-separated text; passwords stay out of it.
    pub(crate) fn copy(&self, block: &CellBlock) -> String {
        let roster = self.roster();
        let view = self.view(&roster, &block.view);
        let start = block.start as usize;
        let rows = roster.window(&view, start..start + block.rows as usize, false);
        rows.iter()
            .map(|row| line(row, block))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

fn reason_of<'a>(row: &Row<'a>, column: usize) -> Option<&'a str> {
    let cell = row.cells.get(column)?;
    Some(cell.text).filter(|text| !text.is_empty())
}

fn with_problems(roster: &Roster) -> HashSet<u32> {
    let having = |filter| {
        let query = Query {
            filter,
            ..Query::default()
        };
        let view = roster.view(&query);
        roster.numbers(&view).collect::<Vec<_>>()
    };
    let errors = having(Filter::Errors);
    errors.into_iter().chain(having(Filter::Warnings)).collect()
}

fn line(row: &Row, block: &CellBlock) -> String {
    use provisioning::roster::Field;

    let first = fix::field(block.field);
    let fields = Field::OF_A_USER.into_iter();
    let texts = fields
        .skip_while(|field| *field != first)
        .take(block.fields as usize)
        .map(|field| match field {
            Field::Password => String::new(),
            field => quoted(translate::rows::text(&row.user, field)),
        });
    texts.collect::<Vec<_>>().join("\t")
}

/// As spreadsheet programs put a cell with a line break on the clipboard.
fn quoted(text: &str) -> String {
    if text.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
