//! What was done, step by step, so that each step can be undone and done again.

use serde::{Deserialize, Serialize};

use super::fix::{Fix, Scope};
use super::table::{Layer, RowSet, Table, Typed};
use crate::Field;
use crate::check::{Outcome, Touched};
use crate::fields::phone::Country;
use crate::mapping::ColumnMapping;

/// Something a person asked for. A draft is a list of these: done again on the same sheet, they give the same roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Command {
    /// Texts typed or pasted over cells: kept row, column, text.
    Type(Vec<(u32, u32, String)>),
    /// Rows left out or taken back in, as kept rows.
    LeaveOut(Vec<u32>),
    Map(ColumnMapping),
    Fix {
        fix: Fix,
        scope: Scope,
        /// The default country it was done under, which another fix may have changed since.
        home: Option<Country>,
    },
    /// Passwords that were generated: kept row, text. They are chance's, so the draft holds them.
    Passwords(Vec<(u32, String)>),
}

/// The kind of a step, for the words on the undo button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// A cell was edited, or several were pasted over.
    Edit,
    /// Rows were left out or taken back in.
    LeaveOut,
    /// Columns were given other fields.
    Map,
    /// Phones were written in a format, cleaned, given their zeros or their calling code.
    Phones,
    /// Texts were trimmed and cleaned.
    Clean,
    /// Cells that only say "nothing" were emptied.
    ClearPlaceholders,
    /// Texts that were read in a wrong encoding once were repaired.
    RepairEncoding,
    /// E-mail addresses were written in lower case.
    EmailCase,
    /// A column was filled.
    Fill,
    /// Duplicates were left out.
    DropDuplicates,
    /// Passwords were generated.
    Passwords,
    /// Names were split.
    SplitNames,
    /// Names that stood in two columns were joined.
    JoinNames,
    /// Texts were replaced.
    Replace,
}

/// A step that can be undone or done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StepInfo {
    /// What it was.
    pub kind: StepKind,
    /// How many cells, or rows left out, it changed.
    pub changed: usize,
}

/// A change to the table, the rows left out or the mapping. It holds the side that is not there now.
#[derive(Debug)]
pub(crate) enum Change {
    /// Cells typed over: each row once, and what belongs over the column there.
    Cells {
        column: u32,
        cells: Vec<(u32, Option<Typed>)>,
    },
    /// A column replaced as a whole.
    Column {
        column: u32,
        layer: Layer,
    },
    /// The last column, added for a field; nothing while it is in the table.
    Added {
        field: Field,
        layer: Option<Layer>,
    },
    /// Rows to be left out that are not, and the other way round.
    Toggled(Vec<u32>),
    Mapping(ColumnMapping),
}

impl Change {
    /// Does the change, or takes it back: the same, since what was there before is kept in its place.
    pub(crate) fn swap(&mut self, state: &mut State<'_>) {
        match self {
            Self::Cells { column, cells } => {
                let typed = &mut state.table.layers[*column as usize].typed;
                for (row, other) in cells {
                    *other = match other.take() {
                        Some(text) => typed.insert(*row, text),
                        None => typed.remove(row),
                    };
                }
            }
            Self::Column { column, layer } => {
                std::mem::swap(&mut state.table.layers[*column as usize], layer);
            }
            Self::Added { field, layer } => match layer.take() {
                Some(added) => state.table.add(*field, added),
                None => *layer = state.table.take_added(),
            },
            Self::Toggled(rows) => rows.iter().for_each(|&row| state.left_out.toggle(row)),
            Self::Mapping(other) => std::mem::swap(state.mapping, other),
        }
    }
}

/// What changes work on.
pub(crate) struct State<'a> {
    pub(crate) table: &'a mut Table,
    pub(crate) left_out: &'a mut RowSet,
    pub(crate) mapping: &'a mut ColumnMapping,
}

/// A command and the changes it came to.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) command: Command,
    pub(crate) info: StepInfo,
    pub(crate) changes: Vec<Change>,
    /// What the checks brought on the side that is not there now, where finding it out again would take long.
    pub(crate) outcome: Option<Remembered>,
}

/// What the checks brought under certain rules.
#[derive(Debug)]
pub(crate) struct Remembered {
    pub(crate) outcome: Outcome,
    /// Counts the changes of the rules and of what was submitted earlier.
    pub(crate) rules: u64,
}

impl Step {
    /// What the step touches of so many rows, done or undone, under a mapping that it does not change.
    pub(crate) fn touches(&self, mapping: &ColumnMapping, of: usize) -> Touched {
        let mut rows = Vec::new();
        let mut fields = Vec::new();
        let (mut columns, mut toggles) = (false, false);
        for change in &self.changes {
            match change {
                Change::Cells { column, cells } => {
                    rows.extend(cells.iter().map(|&(row, _)| row));
                    fields.extend(mapping.field(*column));
                }
                Change::Column { column, .. } => {
                    columns = true;
                    fields.extend(mapping.field(*column));
                }
                Change::Toggled(toggled) => {
                    toggles = true;
                    rows.extend(toggled);
                }
                Change::Added { .. } | Change::Mapping(_) => return Touched::All,
            }
        }
        match columns || rows.len() > few(of) {
            false => Touched::Rows {
                rows,
                fields,
                toggles,
            },
            true if toggles => Touched::All,
            true => Touched::Columns(fields),
        }
    }

    /// Does the step again.
    pub(crate) fn redo(&mut self, state: &mut State<'_>) {
        self.changes
            .iter_mut()
            .for_each(|change| change.swap(state));
    }

    /// Takes the step back.
    pub(crate) fn undo(&mut self, state: &mut State<'_>) {
        self.changes
            .iter_mut()
            .rev()
            .for_each(|change| change.swap(state));
    }
}

/// So many rows of all are checked faster by themselves than all of them on every core.
fn few(of: usize) -> usize {
    let least = if cfg!(test) { 3 } else { 1024 };
    least.max(of / 64)
}

/// The steps that were done, and those that were undone and can be done again.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    pub(crate) done: Vec<Step>,
    pub(crate) undone: Vec<Step>,
}

impl Journal {
    /// Adds a step that was done; what was undone before it cannot be done again.
    pub(crate) fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
    }
}
