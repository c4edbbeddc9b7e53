//! A whole header row, matched: which column is meant among several, and what `Name` means beside the others.

use super::matching::{Match, find};
use super::meaning::Meaning;
use super::{Assigned, Confidence};
use crate::Field;

/// What each column of a header row is used for: at most one column per field, the best-ranked.
///
/// - `Name`, `Nom`, `Nombre`, `ชื่อ` and their like are the full name, the first name beside a surname column, or the
///   surname beside a first-name column.
/// - A full-name column is used only where there is no first-name column.
/// - A column of sign-in names is not used by its name alone, unless it says that they are addresses
///   (`userPrincipalName`); [`match_header`](super::match_header) offers it.
/// - `Country code` counts as a calling code only beside the phone, where no ISO code stands.
pub fn assign<S: AsRef<str>>(row: &[S]) -> Vec<Option<Assigned>> {
    let mut plan = Plan::of(row.iter().map(|header| find(header.as_ref())).collect());
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
    assigned: Vec<Option<Assigned>>,
}

impl Plan {
    fn of(matches: Vec<Option<Match>>) -> Self {
        let assigned = vec![None; matches.len()];
        Self { matches, assigned }
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
        let best = fitting
            .min_by_key(|(_, found)| (found.confidence == Confidence::Possible, rank(*found)));
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
        let beside = phone
            .checked_sub(1)
            .into_iter()
            .chain([phone + 1])
            .find(is_code);
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
