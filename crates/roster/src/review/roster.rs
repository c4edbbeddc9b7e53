//! The roster itself, and what is known about it.

use std::fmt;
use std::sync::OnceLock;

use super::journal::Journal;
use super::table::{Rows, Table};
use super::{ColumnInfo, Counts};
use crate::Field;
use crate::check::{Earlier, EarlierPhones, Outcome, Rules, Subject, Touched, check_all};
use crate::fields::phone::NumberingPlan;
use crate::mapping::{ColumnMapping, SheetShape};
use crate::read::{Origin, ReadOptions, Source};
use crate::structure::Header;

/// A roster under review.
///
/// Holds the sheet as it was read, unchanged, and above it everything that was decided since: the mapping, edits, fixes,
/// rows left out. Whatever changes is checked again at once.
pub struct Roster {
    pub(super) origin: Origin,
    pub(super) options: ReadOptions,
    pub(super) source: Source,
    pub(super) header: Header,
    /// Kept rows that close the sheet and are no users, ascending.
    pub(super) totals: Vec<u32>,
    /// Kept rows that repeat the header and are no users, ascending.
    pub(super) repeats: Vec<u32>,
    pub(super) table: Table,
    pub(super) mapping: ColumnMapping,
    /// The mapping that was proposed when the sheet was read.
    pub(super) proposed: ColumnMapping,
    pub(super) rules: Rules,
    pub(super) plan: NumberingPlan,
    pub(super) earlier: EarlierPhones,
    pub(super) rows: Rows,
    pub(super) outcome: Outcome,
    pub(super) counts: Counts,
    pub(super) journal: Journal,
    /// Counts the changes of the rules and of what was submitted earlier.
    pub(super) rules_changed: u64,
    /// Of the sheet as it was read; found when it is first asked for.
    pub(super) fingerprint: OnceLock<u64>,
}

impl Roster {
    /// What was read, and how.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The row number of the header in the sheet; `None` when the sheet has no header.
    pub fn header_row(&self) -> Option<u32> {
        self.header
            .row
            .map(|row| self.table.sheet.numbers.number(row))
    }

    /// Which column each field is taken from.
    pub fn mapping(&self) -> &ColumnMapping {
        &self.mapping
    }

    /// By what rules the rows are checked.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// How many rows there are of each kind.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The fingerprint of the sheet's header, under which a caller may remember the mapping.
    pub fn shape(&self) -> SheetShape {
        let names = self.header.row.map(|_| self.headers());
        SheetShape::of(self.table.sheet.columns.len(), names.as_deref())
    }

    /// The columns of the sheet, and those that fixes added.
    pub fn columns(&self) -> Vec<ColumnInfo> {
        (0..self.table.width())
            .map(|column| ColumnInfo::of(self, column))
            .collect()
    }

    fn headers(&self) -> Vec<String> {
        (0..self.table.sheet.width())
            .map(|column| self.header_text(column).to_owned())
            .collect()
    }

    pub(super) fn header_text(&self, column: u32) -> &str {
        self.header.name(&self.table.sheet, column)
    }

    /// Says which phones were submitted before, to mark their rows.
    ///
    /// Phones are compared as duplicates are, so their decoration does not matter. What was said before is replaced.
    pub fn set_earlier<'a>(&mut self, phones: impl IntoIterator<Item = (&'a str, Earlier)>) {
        self.earlier = EarlierPhones::new(phones, &self.plan);
        self.rules_changed += 1;
        self.check();
    }

    /// Changes the rules and checks all rows by them.
    pub fn set_rules(&mut self, rules: Rules) {
        self.plan = rules.plan();
        self.earlier.key_by(&self.plan);
        self.rules = rules;
        self.rules_changed += 1;
        self.check();
    }

    pub(super) fn subject(&self) -> Subject<'_> {
        Subject::new(
            &self.table,
            &self.mapping,
            &self.rules,
            &self.plan,
            &self.earlier,
        )
    }

    /// Checks every row anew.
    pub(super) fn check(&mut self) {
        self.outcome = check_all(&self.subject(), &self.rows);
        self.counts = Counts::of(self);
    }

    /// Checks what a change touched. Gives the outcome of before where finding it out again would take long.
    pub(super) fn check_again(&mut self, touched: &Touched) -> Option<Outcome> {
        let mut outcome = std::mem::take(&mut self.outcome);
        let next = match touched {
            Touched::All => check_all(&self.subject(), &self.rows),
            Touched::Columns(fields) => outcome.with_columns(&self.subject(), &self.rows, fields),
            Touched::Rows {
                rows,
                fields,
                toggles,
            } => {
                outcome.check_rows(&self.subject(), &self.rows, rows, fields, *toggles);
                self.outcome = outcome;
                return None;
            }
        };
        self.outcome = next;
        Some(outcome)
    }

    /// Fields that the service requires and no column gives: nothing can be sent before they are mapped.
    pub fn missing_columns(&self) -> Vec<Field> {
        self.mapping.missing()
    }
}

/// A roster is full of people's data and passwords: only its outline is shown.
impl fmt::Debug for Roster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Roster")
            .field("name", &self.source.name)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}
