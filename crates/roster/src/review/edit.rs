//! Changing single cells, rows and the mapping; undoing and doing again.

use std::collections::BTreeMap;

use super::journal::{Change, Command, Remembered, State, Step, StepInfo, StepKind};
use super::{Counts, Roster, View};
use crate::mapping::ColumnMapping;
use crate::read::split_tabs;

/// Why a cell or row cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// No user stands in the row.
    #[error("no such row: {0}")]
    NoSuchRow(u32),
    /// There is no such column.
    #[error("no such column: {0}")]
    NoSuchColumn(u32),
}

/// What pasting did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Pasted {
    /// Cells that were changed.
    pub changed: usize,
    /// Cells for which there was no row or column.
    pub clipped: usize,
}

impl Roster {
    /// Types a text over a cell, word for word.
    ///
    /// # Errors
    /// [`EditError`] when there is no such cell.
    pub fn edit(&mut self, row: u32, column: u32, text: &str) -> Result<StepInfo, EditError> {
        let kept = self.user_row(row).ok_or(EditError::NoSuchRow(row))?;
        if column >= self.table.width() {
            return Err(EditError::NoSuchColumn(column));
        }
        Ok(self.type_over(vec![(kept, column, text.to_owned())]))
    }

    /// Pastes rows copied from a spreadsheet program over the cells of a view, from the row at `place` and from `column`.
    ///
    /// What goes beyond the last row or column is clipped and counted.
    pub fn paste(&mut self, view: &View, place: usize, column: u32, text: &str) -> Pasted {
        let mut cells = Vec::new();
        let mut clipped = 0;
        for (offset, record) in split_tabs(text).into_iter().enumerate() {
            for (text, column) in record.into_iter().zip(column..) {
                match view
                    .row_at(place + offset)
                    .filter(|_| column < self.table.width())
                {
                    Some(row) => cells.push((row, column, text)),
                    None => clipped += 1,
                }
            }
        }
        Pasted {
            changed: self.type_over(cells).changed,
            clipped,
        }
    }

    /// Leaves rows out, or takes them back in, by their numbers in the sheet. Numbers without a user are passed over.
    pub fn leave_out(&mut self, rows: impl IntoIterator<Item = u32>, out: bool) -> StepInfo {
        let mut toggled: Vec<u32> = rows
            .into_iter()
            .filter_map(|number| self.user_row(number))
            .collect();
        toggled.retain(|&row| self.rows.left_out.contains(row) != out);
        toggled.sort_unstable();
        toggled.dedup();
        self.toggle(toggled)
    }

    fn toggle(&mut self, rows: Vec<u32>) -> StepInfo {
        let info = StepInfo {
            kind: StepKind::LeaveOut,
            changed: rows.len(),
        };
        if !rows.is_empty() {
            self.take_step(
                Command::LeaveOut(rows.clone()),
                info,
                vec![Change::Toggled(rows)],
            );
        }
        info
    }

    /// Takes the fields from other columns and checks all rows again. Columns outside the sheet are not taken.
    pub fn set_mapping(&mut self, mapping: ColumnMapping) -> bool {
        if !mapping.fits(self.table.layers.len()) || mapping == self.mapping {
            return false;
        }
        let info = StepInfo {
            kind: StepKind::Map,
            changed: 0,
        };
        self.take_step(
            Command::Map(mapping.clone()),
            info,
            vec![Change::Mapping(mapping)],
        );
        true
    }

    /// Types texts over cells, in one step; for a cell that is named twice the last text holds.
    pub(super) fn type_over(&mut self, cells: Vec<(u32, u32, String)>) -> StepInfo {
        let mut by_column: BTreeMap<u32, BTreeMap<u32, &str>> = BTreeMap::new();
        for (row, column, text) in &cells {
            if self.table.cell(*row, *column).text != text {
                by_column.entry(*column).or_default().insert(*row, text);
            }
        }
        let changed = by_column.values().map(BTreeMap::len).sum();
        let info = StepInfo {
            kind: StepKind::Edit,
            changed,
        };
        let changes: Vec<Change> = by_column
            .into_iter()
            .map(|(column, texts)| self.write_cells(column, &[texts.into_iter().collect()]))
            .collect();
        if changed > 0 {
            self.take_step(Command::Type(cells), info, changes);
        }
        info
    }

    /// What the next [`undo`](Self::undo) would take back.
    pub fn can_undo(&self) -> Option<StepInfo> {
        self.journal.done.last().map(|step| step.info)
    }

    /// What the next [`redo`](Self::redo) would do again.
    pub fn can_redo(&self) -> Option<StepInfo> {
        self.journal.undone.last().map(|step| step.info)
    }

    /// Takes the last step back; the roster is then exactly as before it.
    pub fn undo(&mut self) -> Option<StepInfo> {
        let mut step = self.journal.done.pop()?;
        step.undo(&mut self.state());
        self.settle(&mut step);
        let info = step.info;
        self.journal.undone.push(step);
        Some(info)
    }

    /// Does the step again that was undone last.
    pub fn redo(&mut self) -> Option<StepInfo> {
        let mut step = self.journal.undone.pop()?;
        step.redo(&mut self.state());
        self.settle(&mut step);
        let info = step.info;
        self.journal.done.push(step);
        Some(info)
    }

    pub(super) fn take_step(&mut self, command: Command, info: StepInfo, changes: Vec<Change>) {
        let mut step = Step {
            command,
            info,
            changes,
            outcome: None,
        };
        step.redo(&mut self.state());
        self.settle(&mut step);
        self.journal.push(step);
    }

    /// Checks what a step touched, unless it is remembered what that brings.
    fn settle(&mut self, step: &mut Step) {
        if let Some(known) = step
            .outcome
            .as_mut()
            .filter(|known| known.rules == self.rules_changed)
        {
            std::mem::swap(&mut self.outcome, &mut known.outcome);
        } else {
            let touched = step.touches(&self.mapping, self.rows.len());
            step.outcome = self.check_again(&touched).map(|outcome| Remembered {
                outcome,
                rules: self.rules_changed,
            });
        }
        self.counts = Counts::of(self);
    }

    fn state(&mut self) -> State<'_> {
        State {
            table: &mut self.table,
            left_out: &mut self.rows.left_out,
            mapping: &mut self.mapping,
        }
    }

    /// The kept row with this number in the sheet, when it is a user's.
    pub(super) fn user_row(&self, number: u32) -> Option<u32> {
        self.table
            .sheet
            .numbers
            .row(number)
            .filter(|row| self.rows.range().contains(row))
    }
}
