//! How many rows there are of each kind.

use serde::Serialize;

use super::Roster;
use crate::check::{Codes, Level};

/// How many rows there are of each kind. `rows` = `ready` + `errors` + `left_out`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows below the header.
    pub rows: usize,
    /// Rows that would be sent.
    pub ready: usize,
    /// Rows with an error, which cannot be sent.
    pub errors: usize,
    /// Of the ready ones, those with a warning.
    pub warnings: usize,
    /// Rows that are left out.
    pub left_out: usize,
    /// Rows with a cell that is not as it was read.
    pub changed: usize,
    /// Rows that share a phone, an e-mail address or everything with another.
    pub duplicates: usize,
}

impl Counts {
    pub(super) fn of(roster: &Roster) -> Self {
        let mut counts = Self {
            rows: roster.rows.len(),
            ..Self::default()
        };
        for row in roster.rows.included() {
            let codes = roster.outcome.codes[row as usize];
            match codes.level() {
                Some(Level::Error) => counts.errors += 1,
                Some(Level::Warning) => counts.warnings += 1,
                None => {}
            }
            counts.duplicates += usize::from(codes.intersects(Codes::BETWEEN_ROWS));
        }
        counts.changed = roster.changed_rows().len();
        counts.left_out = roster.rows.left_out.len();
        counts.ready = counts.rows - counts.left_out - counts.errors;
        counts
    }
}
