//! Typing and pasting over several cells in one step, whatever order their columns have in the sheet.

use std::ops::Range;

use super::{EditError, Pasted, Roster, StepInfo, View};
use crate::read::split_tabs;

impl Roster {
    /// Types texts over cells, each named by its row's number in the sheet and its column, in one step.
    ///
    /// # Errors
    /// [`EditError`] when one of the cells is not there; then none is changed.
    pub fn edit_cells(
        &mut self,
        cells: impl IntoIterator<Item = (u32, u32, String)>,
    ) -> Result<StepInfo, EditError> {
        let width = self.table.width();
        let cells = cells.into_iter().map(|(row, column, text)| {
            let kept = self.user_row(row).ok_or(EditError::NoSuchRow(row))?;
            if column >= width {
                return Err(EditError::NoSuchColumn(column));
            }
            Ok((kept, column, text))
        });
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        Ok(self.type_over(cells))
    }

    /// Pastes rows copied from a spreadsheet program over the cells of a view, from the first of `places` on, into
    /// `columns` from left to right. A single cell fills all of `places` and the first `filled` columns.
    ///
    /// What goes beyond the last row or column, or falls on a `None`, is clipped and counted.
    pub fn paste_into(
        &mut self,
        view: &View,
        places: Range<usize>,
        columns: &[Option<u32>],
        filled: usize,
        text: &str,
    ) -> Pasted {
        let mut records = split_tabs(text);
        if let [record] = records.as_slice()
            && let [cell] = record.as_slice()
        {
            records = vec![vec![cell.clone(); filled.max(1)]; places.len().max(1)];
        }
        let mut cells = Vec::new();
        let mut clipped = 0;
        for (place, record) in (places.start..).zip(records) {
            let row = view.row_at(place);
            let mut columns = columns.iter();
            for text in record {
                match (row, columns.next().copied().flatten()) {
                    (Some(row), Some(column)) => cells.push((row, column, text)),
                    _ => clipped += 1,
                }
            }
        }
        Pasted {
            changed: self.type_over(cells).changed,
            clipped,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{EditError, Pasted, Query, ReadOptions, Roster, Rules};

    const SHEET: &str = "First name,Phone\nAna,0027188460901\nBen,0027188460902\n";

    #[test]
    fn several_cells_are_one_step_and_one_that_is_not_there_stops_all() {
        let mut roster = Roster::read(
            "sheet",
            SHEET.as_bytes(),
            &ReadOptions::default(),
            Rules::default(),
        )
        .unwrap();
        let texts = |roster: &Roster| -> Vec<String> {
            roster
                .all_rows()
                .map(|row| format!("{} {}", row.user.firstname, row.user.phone))
                .collect()
        };
        let before = texts(&roster);
        let beyond = roster.edit_cells([(2, 0, "Anna".into()), (9, 0, "Nobody".into())]);
        assert_eq!(beyond, Err(EditError::NoSuchRow(9)));
        assert_eq!(texts(&roster), before);

        let step = roster
            .edit_cells([(2, 0, "Anna".into()), (3, 1, "0027188460909".into())])
            .unwrap();
        assert_eq!(step.changed, 2);
        assert_eq!(texts(&roster), ["Anna 0027188460901", "Ben 0027188460909"]);
        roster.undo();
        assert_eq!(texts(&roster), before);
    }

    #[test]
    fn pasted_cells_go_by_field_and_one_cell_fills_all() {
        let mut roster = Roster::read(
            "sheet",
            SHEET.as_bytes(),
            &ReadOptions::default(),
            Rules::default(),
        )
        .unwrap();
        let view = roster.view(&Query::default());
        let phone_then_name = [Some(1), Some(0), None];
        let pasted = roster.paste_into(
            &view,
            0..1,
            &phone_then_name,
            3,
            "111111\tEva\tx\n222222\tJo\n333333\n",
        );
        assert_eq!(
            pasted,
            Pasted {
                changed: 4,
                clipped: 2
            }
        );
        let users: Vec<_> = roster
            .all_rows()
            .map(|row| (row.user.firstname, row.user.phone))
            .collect();
        assert_eq!(
            users,
            [
                ("Eva".into(), "111111".into()),
                ("Jo".into(), std::borrow::Cow::Borrowed("222222"))
            ]
        );

        roster.paste_into(&view, 0..2, &phone_then_name, 1, "444444");
        assert!(roster.all_rows().all(|row| row.user.phone == "444444"));
        roster.undo();
        assert!(roster.all_rows().all(|row| row.user.phone != "444444"));
    }
}
