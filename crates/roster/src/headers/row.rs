//! A whole header row, matched: which column is meant among several, and what `Name` means beside the others.

use super::matching::{Match, find};
use super::meaning::Meaning;
use super::{Assigned, Confidence};
use crate::Field;

/// What stands below a header, as far as the choice between columns asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Below {
    /// No cell that was looked at is filled.
    Nothing,
    /// Mostly texts of letters.
    Words,
    /// Mostly numbers, addresses, codes.
    Values,
}

/// What each column of a header row is used for: at most one column per field, the best-ranked.
///
/// - `Name`, `Nom`, `Nombre`, `ชื่อ` and their like are the full name, the first name beside a surname column, or the
///   surname beside a first-name column.
/// - A full-name column is used only where there is no first-name column.
/// - A column of sign-in names is not used by its name alone, unless it says that they are addresses
///   (`userPrincipalName`); [`match_header`](super::match_header) offers it.
/// - `Country code` counts as a calling code only beside the phone, where no ISO code stands.
pub fn assign<S: AsRef<str>>(row: &[S]) -> Vec<Option<Assigned>> {
    assign_above(row, |_| Below::Words)
}

/// The same, where it is known what stands below: a column without a single filled cell is used only where no other will
/// do, and one headed by `Employee` only where it does not hold numbers.
pub(crate) fn assign_above<S: AsRef<str>>(
    row: &[S],
    below: impl Fn(usize) -> Below,
) -> Vec<Option<Assigned>> {
    let matches = row.iter().map(|header| find(header.as_ref())).collect();
    let mut plan = Plan::of(matches, (0..row.len()).map(below).collect());
    for field in [
        Field::FirstName,
        Field::Surname,
        Field::Phone,
        Field::Email,
        Field::Password,
    ] {
        plan.give(field, |meaning| {
            meaning.field() == Some(field)
                && meaning.fields().len() == 1
                && meaning != Meaning::Login
        });
    }
    plan.give_names();
    plan.give_calling_code();
    plan.assigned
}

struct Plan {
    matches: Vec<Option<Match>>,
    below: Vec<Below>,
    assigned: Vec<Option<Assigned>>,
}

impl Plan {
    fn of(matches: Vec<Option<Match>>, below: Vec<Below>) -> Self {
        let assigned = vec![None; matches.len()];
        Self {
            matches,
            below,
            assigned,
        }
    }

    fn column(&self, field: Field) -> Option<usize> {
        self.assigned
            .iter()
            .position(|assigned| assigned.is_some_and(|it| it.field == field))
    }

    /// Gives the field to the best free column whose meaning fits.
    fn give(&mut self, field: Field, fits: impl Fn(Meaning) -> bool) {
        let free = self
            .matches
            .iter()
            .enumerate()
            .filter(|(column, _)| self.assigned[*column].is_none());
        let fitting = free.filter_map(|(column, found)| {
            found.filter(|it| fits(it.meaning)).map(|it| (column, it))
        });
        let holds =
            |below, found: &Match| found.meaning != Meaning::Person || below != Below::Values;
        let usable = fitting.filter(|(column, found)| holds(self.below[*column], found));
        let best = usable.min_by_key(|(column, found)| {
            let is_empty = self.below[*column] == Below::Nothing;
            let is_guess = found.confidence == Confidence::Possible;
            (is_empty, is_guess, rank(*found))
        });
        if let Some((column, found)) = best {
            self.assigned[column] = Some(Assigned {
                field,
                confidence: found.confidence,
            });
        }
    }

    fn give_names(&mut self) {
        let has = |plan: &Self, field| plan.column(field).is_some();
        let may_be = |meaning: Meaning, field| {
            meaning
                .fields()
                .iter()
                .any(|&(it, rank)| it == Some(field) && rank <= 1)
        };
        if has(self, Field::Surname) && !has(self, Field::FirstName) {
            self.give(Field::FirstName, |meaning| {
                may_be(meaning, Field::FirstName)
            });
        } else if has(self, Field::FirstName) && !has(self, Field::Surname) {
            self.give(Field::Surname, |meaning| may_be(meaning, Field::Surname));
        }
        if !has(self, Field::FirstName) {
            self.give(Field::FullName, |meaning| {
                meaning.field() == Some(Field::FullName)
            });
        }
    }

    fn give_calling_code(&mut self) {
        self.give(Field::CountryCode, |meaning| {
            meaning == Meaning::CallingCode
        });
        let (Some(phone), None) = (self.column(Field::Phone), self.column(Field::CountryCode))
        else {
            return;
        };
        let is_code = |column: &usize| {
            self.matches
                .get(*column)
                .is_some_and(|found| found.is_some_and(|it| it.meaning == Meaning::CountryCode))
        };
        let has_phone = |column: usize| {
            let found = self.matches.get(column).copied().flatten();
            found.is_some_and(|it| it.meaning.field() == Some(Field::Phone))
        };
        // `手机 | 区号 | 座机`: a code between two phones belongs to the one behind it.
        let behind = (!has_phone(phone + 2)).then_some(phone + 1);
        let beside = phone.checked_sub(1).into_iter().chain(behind).find(is_code);
        if let Some(column) = beside {
            self.assigned[column] = Some(Assigned {
                field: Field::CountryCode,
                confidence: Confidence::Likely,
            });
        }
    }
}

fn rank(found: Match) -> u8 {
    found
        .meaning
        .fields()
        .first()
        .map_or(u8::MAX, |(_, rank)| *rank)
}
