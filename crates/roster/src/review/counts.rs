//! How many rows there are of each kind.

use std::ops::Range;

use serde::Serialize;

use super::Roster;
use crate::check::{Codes, Level, in_parts};

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
        let rows = &roster.rows;
        let parts = in_parts(0..rows.len(), |part| {
            Self::of_codes(roster, rows.part(part))
        });
        let mut counts = Self {
            rows: rows.len(),
            changed: roster.changed_rows().len(),
            left_out: rows.left_out.len(),
            ..Self::default()
        };
        for part in parts {
            counts.errors += part.errors;
            counts.warnings += part.warnings;
            counts.duplicates += part.duplicates;
        }
        counts.ready = counts.rows - counts.left_out - counts.errors;
        counts
    }

    /// What the codes of some rows say; those left out do not count.
    fn of_codes(roster: &Roster, rows: Range<u32>) -> Self {
        let mut counts = Self::default();
        for row in rows.filter(|&row| !roster.rows.left_out.contains(row)) {
            let codes = roster.outcome.codes[row as usize];
            match codes.level() {
                Some(Level::Error) => counts.errors += 1,
                Some(Level::Warning) => counts.warnings += 1,
                None => {}
            }
            counts.duplicates += usize::from(codes.intersects(Codes::BETWEEN_ROWS));
        }
        counts
    }
}
