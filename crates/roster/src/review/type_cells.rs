//! Typing over several cells in one step.

use super::{EditError, Roster, StepInfo};

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
}

#[cfg(test)]
mod tests {
    use crate::{EditError, ReadOptions, Roster, Rules};

    const SHEET: &str = "First name,Phone\nAna,0027188460901\nBen,0027188460902\n";

    #[test]
    fn several_cells_are_one_step_and_one_that_is_not_there_stops_all() {
        let mut roster =
            Roster::read("sheet", SHEET.as_bytes(), &ReadOptions::default(), Rules::default()).unwrap();
        let texts = |roster: &Roster| -> Vec<String> {
            roster.all_rows().map(|row| format!("{} {}", row.user.firstname, row.user.phone)).collect()
        };
        let before = texts(&roster);
        let beyond = roster.edit_cells([(2, 0, "Anna".into()), (9, 0, "Nobody".into())]);
        assert_eq!(beyond, Err(EditError::NoSuchRow(9)));
        assert_eq!(texts(&roster), before);

        let step = roster.edit_cells([(2, 0, "Anna".into()), (3, 1, "0027188460909".into())]).unwrap();
        assert_eq!(step.changed, 2);
        assert_eq!(texts(&roster), ["Anna 0027188460901", "Ben 0027188460909"]);
        roster.undo();
        assert_eq!(texts(&roster), before);
    }
}
