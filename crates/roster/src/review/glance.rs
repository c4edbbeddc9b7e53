//! A glance at the sheet: its first rows, a few cells of a column, and how often each problem occurs.

use serde::Serialize;

use super::{MASK, Roster};
use crate::check::Code;
use crate::sheet::column_letters;
use crate::{Field, mapping};

impl Roster {
    /// The first rows of the sheet as they were read, each with its number in the sheet, for picking the header row.
    /// Below the header, passwords are hidden.
    pub fn first_rows(&self, most: usize) -> Vec<(u32, Vec<String>)> {
        let sheet = &self.table.sheet;
        (0..sheet.len())
            .take(most)
            .map(|row| {
                let cells = (0..).zip(sheet.row(row));
                let texts = cells.map(|(column, cell)| self.shown(row, column, cell.text));
                (sheet.numbers.number(row), texts.collect())
            })
            .collect()
    }

    /// The first cells of a column that are not empty; dots for passwords.
    pub fn samples(&self, column: u32, most: usize) -> Vec<String> {
        self.rows
            .range()
            .take(LOOKED_AT)
            .map(|row| (row, self.table.cell(row, column).text))
            .filter(|(_, text)| !text.trim().is_empty())
            .take(most)
            .map(|(row, text)| self.shown(row, column, text))
            .collect()
    }

    /// How many rows that are not left out have each problem; problems that no row has are not listed.
    pub fn problem_counts(&self) -> Vec<(Code, usize)> {
        let mut counts = vec![0; Code::ALL.len()];
        for row in self.rows.included() {
            for code in self.codes(row).iter() {
                counts[code as usize] += 1;
            }
        }
        let counted = Code::ALL.iter().copied().zip(counts);
        counted.filter(|&(_, rows)| rows > 0).collect()
    }

    /// How many of the rows that would be sent have this problem.
    pub fn ready_with(&self, code: Code) -> usize {
        self.ready(|row| self.codes(row).contains(code))
    }

    /// How many of the rows that would be sent have no password.
    pub fn ready_without_password(&self) -> usize {
        let column = self.mapping.column(Field::Password);
        self.ready(|row| column.is_none_or(|column| self.table.cell(row, column).text.is_empty()))
    }

    fn ready(&self, has: impl Fn(u32) -> bool) -> usize {
        let ready = |row: &u32| !self.codes(*row).has_error();
        let rows = self.rows.included().filter(ready);
        rows.filter(|&row| has(row)).count()
    }

    /// How many users' rows the sheet's program hides.
    pub fn hidden_rows(&self) -> usize {
        let users = self.rows.range();
        let hidden = self.table.sheet.hidden_rows.iter();
        hidden.filter(|&row| users.contains(row)).count()
    }

    /// Other lists of users beside the one that is read: each has a header with a name and a phone, and an empty column
    /// before it. None of their users is sent.
    pub fn lists_beside(&self) -> Vec<ListBeside> {
        let lists = mapping::lists(&self.table.sheet, self.header).into_iter();
        let is_read = |list: &mapping::List| {
            let mut mapped = self.mapping.iter();
            mapped.any(|(_, column)| list.columns.contains(&column))
        };
        let beside = lists.filter(|list| !is_read(list));
        beside
            .map(|list| self.list_beside(&list))
            .filter(|list| list.rows > 0)
            .collect()
    }

    fn list_beside(&self, list: &mapping::List) -> ListBeside {
        let is_filled = |row, column| !self.table.cell(row, column).text.trim().is_empty();
        let rows = self.rows.range();
        let named = |column: &u32| !self.header_text(*column).trim().is_empty();
        ListBeside {
            first_column: list.columns.clone().find(named).unwrap_or(list.name),
            last_column: list.columns.clone().rfind(named).unwrap_or(list.phone),
            rows: rows
                .filter(|&row| is_filled(row, list.name) && is_filled(row, list.phone))
                .count(),
        }
    }

    /// How many rows close the sheet and are no users: totals, remarks, signatures.
    pub fn closing_lines(&self) -> usize {
        self.totals.len()
    }

    /// How many rows repeat the header and are no users.
    pub fn repeated_headers(&self) -> usize {
        self.repeats.len()
    }

    fn shown(&self, row: u32, column: u32, text: &str) -> String {
        let is_user = self.rows.range().contains(&row);
        let is_password = self.mapping.field(column) == Some(Field::Password);
        if is_user && is_password && !text.is_empty() {
            MASK.to_owned()
        } else {
            text.to_owned()
        }
    }
}

/// A list of users that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ListBeside {
    /// Its first column, 0 being `A`.
    pub first_column: u32,
    /// Its last column.
    pub last_column: u32,
    /// Its rows with a name and a phone.
    pub rows: usize,
}

impl std::fmt::Display for ListBeside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letters = [self.first_column, self.last_column].map(column_letters);
        f.write_str(&letters.join(":"))
    }
}

/// How far down a column is looked for cells that are not empty.
const LOOKED_AT: usize = 2000;

#[cfg(test)]
mod tests {
    use crate::{Code, ReadOptions, Roster, Rules};

    const SHEET: &str = "Staff of May\nFirst name,Phone,Password\nAna,0027188460901,Q!@1assword\nBen,,\n,1.88E+12,\n";

    fn roster() -> Roster {
        Roster::read(
            "sheet",
            SHEET.as_bytes(),
            &ReadOptions::default(),
            Rules::default(),
        )
        .unwrap()
    }

    #[test]
    fn the_first_rows_begin_above_the_header_and_hide_passwords() {
        let rows = roster().first_rows(3);
        assert_eq!(
            rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
            [1, 2, 3]
        );
        assert_eq!(rows[0].1[0], "Staff of May");
        assert_eq!(rows[2].1[..2], ["Ana", "0027188460901"]);
        assert!(!rows[2].1[2].contains("assword"), "{:?}", rows[2]);
    }

    #[test]
    fn samples_are_cells_that_are_not_empty() {
        assert_eq!(roster().samples(0, 5), ["Ana", "Ben"]);
        assert_eq!(roster().samples(0, 1), ["Ana"]);
        assert!(!roster().samples(2, 5)[0].contains("assword"));
    }

    #[test]
    fn problems_are_counted_by_row_and_not_in_rows_left_out() {
        let mut roster = roster();
        let count = |roster: &Roster, wanted| {
            let counts = roster.problem_counts();
            counts
                .iter()
                .find(|(code, _)| *code == wanted)
                .map(|(_, rows)| *rows)
        };
        assert_eq!(count(&roster, Code::PhoneMissing), Some(1));
        assert_eq!(count(&roster, Code::FirstNameMissing), Some(1));
        assert_eq!(count(&roster, Code::SentEarlier), None);
        assert_eq!(
            (
                roster.ready_with(Code::PhoneMissing),
                roster.ready_without_password()
            ),
            (0, 0)
        );
        roster.edit(4, 1, "0027188460902").unwrap();
        assert_eq!(roster.ready_without_password(), 1);
        roster.undo();
        roster.leave_out([4], true);
        assert_eq!(count(&roster, Code::PhoneMissing), None);
    }
}
