//! The sheet's own row numbers, kept as runs because blank rows are few.

use std::ops::Range;

/// Kept rows and their numbers in the sheet, which begin with 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RowNumbers {
    len: u32,
    /// First kept row of a run of consecutive rows, and its number in the sheet.
    runs: Vec<(u32, u32)>,
}

impl RowNumbers {
    /// Adds the next kept row, whose number is above those before it.
    pub(crate) fn push(&mut self, number: u32) {
        let follows = self
            .runs
            .last()
            .is_some_and(|&(kept, first)| first + (self.len - kept) == number);
        if !follows {
            self.runs.push((self.len, number));
        }
        self.len += 1;
    }

    /// The numbers of the rows from a kept row on, as if it were the first.
    pub(crate) fn since(&self, row: u32) -> Self {
        let later = self
            .runs
            .iter()
            .filter(|&&(kept, _)| kept > row)
            .map(|&(kept, first)| (kept - row, first));
        let runs = std::iter::once((0, self.number(row)))
            .chain(later)
            .collect();
        Self {
            len: self.len - row,
            runs,
        }
    }

    /// How many rows are kept.
    pub(crate) const fn len(&self) -> u32 {
        self.len
    }

    /// The number of a kept row in the sheet.
    pub(crate) fn number(&self, row: u32) -> u32 {
        self.number_in(self.runs_until(row), row)
    }

    /// The numbers of kept rows; of rows near each other, as a page has them, in less time than one by one.
    pub(crate) fn numbers<'a>(&'a self, rows: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        /// How far the next run is looked for before all of them are.
        const NEAR: usize = 4;
        let mut run = 0;
        rows.iter().map(move |&row| {
            let is_in = |run: usize| {
                run.checked_sub(1)
                    .is_some_and(|run| self.runs[run].0 <= row)
                    && self.runs.get(run).is_none_or(|&(kept, _)| kept > row)
            };
            let near = run..=self.runs.len().min(run + NEAR);
            run = near
                .into_iter()
                .find(|&run| is_in(run))
                .unwrap_or_else(|| self.runs_until(row));
            self.number_in(run, row)
        })
    }

    /// How many runs begin before or with a row.
    fn runs_until(&self, row: u32) -> usize {
        self.runs.partition_point(|&(kept, _)| kept <= row)
    }

    /// The number of a row in the last of so many runs.
    fn number_in(&self, runs: usize, row: u32) -> u32 {
        let (kept, first) = runs.checked_sub(1).map_or((0, 1), |run| self.runs[run]);
        first + (row - kept)
    }

    /// The kept row with this number in the sheet, if it is kept.
    pub(crate) fn row(&self, number: u32) -> Option<u32> {
        let run = self
            .runs
            .partition_point(|&(_, first)| first <= number)
            .checked_sub(1)?;
        let (kept, first) = self.runs[run];
        let next = self.runs.get(run + 1).map_or(self.len, |&(kept, _)| kept);
        Some(kept + (number - first)).filter(|&row| row < next)
    }

    /// The kept rows with numbers from `first` to `last`.
    pub(crate) fn rows_between(&self, first: u32, last: u32) -> Range<u32> {
        self.rows_below(first)..self.rows_below(last.saturating_add(1))
    }

    /// How many kept rows have a number below this one.
    fn rows_below(&self, number: u32) -> u32 {
        let run = self.runs.partition_point(|&(_, first)| first < number);
        let Some((kept, first)) = run.checked_sub(1).map(|run| self.runs[run]) else {
            return 0;
        };
        let next = self.runs.get(run + 1).map_or(self.len, |&(kept, _)| kept);
        next.min(kept + (number - first))
    }

    /// Whether blank rows stand before a kept row.
    pub(crate) fn follows_a_gap(&self, row: u32) -> bool {
        row > 0 && self.number(row) != self.number(row - 1) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_page_have_the_same_numbers_as_one_by_one() {
        let mut numbers = RowNumbers::default();
        for number in (1..400).filter(|number| number % 7 != 0 && number % 5 != 1) {
            numbers.push(number);
        }
        let last = numbers.len() - 1;
        for rows in [
            vec![],
            vec![0, 1, 2, 90, 91, last],
            vec![last, 3, 200, 4, 4, 0],
        ] {
            let one_by_one: Vec<_> = rows.iter().map(|&row| numbers.number(row)).collect();
            assert_eq!(numbers.numbers(&rows).collect::<Vec<_>>(), one_by_one);
        }
    }

    #[test]
    fn numbers_and_rows_find_each_other_across_blank_rows() {
        let mut numbers = RowNumbers::default();
        for number in [2, 3, 7, 8, 9, 40] {
            numbers.push(number);
        }
        assert_eq!(
            (0..numbers.len())
                .map(|row| numbers.number(row))
                .collect::<Vec<_>>(),
            [2, 3, 7, 8, 9, 40]
        );
        assert_eq!(
            [2, 3, 7, 9, 40].map(|number| numbers.row(number)),
            [0, 1, 2, 4, 5].map(Some)
        );
        assert_eq!(
            [1, 4, 6, 10, 41].map(|number| numbers.row(number)),
            [None; 5]
        );
        assert_eq!(
            (0..6)
                .filter(|&row| numbers.follows_a_gap(row))
                .collect::<Vec<_>>(),
            [2, 5]
        );
    }
}
