//! Changing: cells, rows left out, the mapping, steps undone and done again.

use provisioning::roster::fields::name::NameOrder;
use provisioning::roster::{Field, Fix, Roster, Scope, View};

use super::OpenReview;
use crate::contract::edit::{CellBlock, CellEdit, ReviewChange, RowChoice};
use crate::contract::error::CommandError;
use crate::contract::review::ColumnRole;
use crate::house::House;
use crate::translate::review::{column_of, columns_from, history, tally, with_role};
use crate::translate::{count, fix};

impl House {
    /// Types texts over cells, in one step.
    pub(crate) fn edit(
        &self,
        open: &OpenReview,
        edits: Vec<CellEdit>,
    ) -> Result<ReviewChange, CommandError> {
        let rows = edits.len();
        let mut roster = open.roster_mut();
        let names = edits.iter().any(|edit| is_name(fix::field(edit.field)));
        if names {
            part_names(&mut roster)?;
        }
        let cells = edits.into_iter().map(|edit| {
            let column = column_of(&roster, edit.field)?;
            Ok((edit.key, column, edit.text))
        });
        let cells = cells.collect::<Result<Vec<_>, CommandError>>()?;
        roster.edit_cells(cells)?;
        drop(roster);
        self.touched(open, rows)
    }

    /// Pastes text over a block's cells.
    pub(crate) fn paste(
        &self,
        open: &OpenReview,
        block: &CellBlock,
        text: &str,
    ) -> Result<ReviewChange, CommandError> {
        let mut roster = open.roster_mut();
        if is_name(fix::field(block.field)) {
            part_names(&mut roster)?;
        }
        column_of(&roster, block.field)?;
        let view = open.view(&roster, &block.view);
        let columns = columns_from(&roster, block.field);
        let places = block.start as usize..(block.start + block.rows) as usize;
        let pasted = roster.paste_into(&view, places, &columns, block.fields as usize, text);
        drop(roster);
        self.touched(open, pasted.changed)
    }

    /// Empties a block's cells.
    pub(crate) fn clear(
        &self,
        open: &OpenReview,
        block: &CellBlock,
    ) -> Result<ReviewChange, CommandError> {
        let mut roster = open.roster_mut();
        let view = open.view(&roster, &block.view);
        let numbers = numbers(&roster, &view, block.start, block.rows);
        if is_name(fix::field(block.field)) {
            join_names(&mut roster)?;
        }
        let columns = columns_from(&roster, block.field);
        let columns = columns.into_iter().take(block.fields as usize).flatten();
        let cells: Vec<_> = columns
            .flat_map(|column| numbers.iter().map(move |row| (*row, column, String::new())))
            .collect();
        roster.edit_cells(cells)?;
        drop(roster);
        self.touched(open, numbers.len())
    }

    /// Leaves rows out, or takes them in again.
    pub(crate) fn leave_out(
        &self,
        open: &OpenReview,
        rows: RowChoice,
        out: bool,
    ) -> Result<ReviewChange, CommandError> {
        let mut roster = open.roster_mut();
        let rows = match rows {
            RowChoice::Rows { keys } => keys,
            RowChoice::Block { view, start, rows } => {
                let view = open.view(&roster, &view);
                numbers(&roster, &view, start, rows)
            }
            RowChoice::View { view } => {
                let view = open.view(&roster, &view);
                roster.numbers(&view).collect()
            }
        };
        let step = roster.leave_out(rows, out);
        drop(roster);
        self.touched(open, step.changed)
    }

    /// Takes the last step back.
    pub(crate) fn undo(&self, open: &OpenReview) -> Result<ReviewChange, CommandError> {
        let step = open.roster_mut().undo();
        self.touched(open, step.map_or(0, |step| step.changed))
    }

    /// Does the step again that was undone last.
    pub(crate) fn redo(&self, open: &OpenReview) -> Result<ReviewChange, CommandError> {
        let step = open.roster_mut().redo();
        self.touched(open, step.map_or(0, |step| step.changed))
    }

    /// Uses a column for something else.
    pub(crate) fn set_column_role(&self, open: &OpenReview, column: u32, role: ColumnRole) {
        let mut roster = open.roster_mut();
        let mapping = with_role(roster.mapping(), column, role);
        roster.set_mapping(mapping);
        drop(roster);
        self.touched_all(open);
    }

    /// Notes a change: the draft wants it, and late answers are known as such.
    pub(super) fn touched(
        &self,
        open: &OpenReview,
        rows: usize,
    ) -> Result<ReviewChange, CommandError> {
        let mut state = open.state();
        state.revision += 1;
        state.unsaved = true;
        let revision = state.revision;
        drop(state);
        self.reviews.changed.notify_one();
        let batch_size = self.settings()?.batch_size;
        let roster = open.roster();
        Ok(ReviewChange {
            revision,
            rows: count(rows),
            tally: tally(&roster, batch_size),
            history: history(&roster),
        })
    }

    /// Notes a change for many rows: views are found anew.
    pub(super) fn touched_all(&self, open: &OpenReview) {
        let mut state = open.state();
        state.revision += 1;
        state.unsaved = true;
        state.view = None;
        drop(state);
        self.reviews.changed.notify_one();
    }
}

fn is_name(field: Field) -> bool {
    matches!(field, Field::FirstName | Field::Surname)
}

/// A name that comes out of a full name has no cell to type over before the names are parted.
fn part_names(roster: &mut Roster) -> Result<(), CommandError> {
    let mapping = roster.mapping();
    let has = |field| mapping.column(field).is_some();
    if has(Field::FullName) && !has(Field::FirstName) {
        roster.apply(
            &Fix::SplitNames {
                order: NameOrder::Auto,
            },
            &Scope::All,
        )?;
    }
    join_names(roster)
}

/// What is typed over a name is all of it: a second one behind it becomes part of its cell before.
fn join_names(roster: &mut Roster) -> Result<(), CommandError> {
    if roster.mapping().in_parts().next().is_some() {
        roster.apply(&Fix::JoinNames, &Scope::All)?;
    }
    Ok(())
}

fn numbers(roster: &Roster, view: &View, start: u32, rows: u32) -> Vec<u32> {
    let rows = roster
        .numbers(view)
        .skip(start as usize)
        .take(rows as usize);
    rows.collect()
}

#[cfg(test)]
mod tests {
    use provisioning::roster::{ReadOptions, Rules};

    use super::*;

    #[test]
    fn what_is_typed_over_a_name_in_two_columns_is_all_of_it() {
        let sheet = "Nombre,Apellido paterno,Apellido materno,Celular\n\
                     Ana,García,Márquez,+525512345678\n";
        let (options, rules) = (ReadOptions::default(), Rules::default());
        let mut roster = Roster::read("sheet", sheet.as_bytes(), &options, rules).unwrap();
        let surname = |roster: &Roster| roster.users().next().unwrap().surname;
        let mapping = roster.mapping().clone();
        part_names(&mut roster).unwrap();
        assert_eq!(surname(&roster), "García Márquez");
        roster.edit(2, 1, "García López").unwrap();
        assert_eq!(surname(&roster), "García López");
        while roster.undo().is_some() {}
        assert_eq!(surname(&roster), "García Márquez");
        assert_eq!(*roster.mapping(), mapping);
    }
}
