//! A whole header row, matched: which column is meant among several, and what `Name` means beside the others.

use super::codes::CodesBelow;
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
    /// Nothing but what stands before surnames: `van`, `de la`.
    SurnamePrefixes,
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
/// - `Country code` counts as a calling code only beside the phone, where no ISO code stands, and so does an area code.
/// - A second surname is used behind a first one.
pub fn assign<S: AsRef<str>>(row: &[S]) -> Vec<Option<Assigned>> {
    assign_above(row, |_| Below::Words, |_, _| CodesBelow::default())
}

/// The same, where it is known what stands below: a column without a single filled cell is used only where no other will
/// do, and one headed by `Employee` only where it does not hold numbers. `codes` tells of a column of codes beside a
/// column of phones.
pub(crate) fn assign_above<S: AsRef<str>>(
    row: &[S],
    below: impl Fn(usize) -> Below,
    codes: impl Fn(usize, usize) -> CodesBelow,
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
    plan.give_codes(codes);
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
        self.give_where(field, |_, meaning| fits(meaning));
    }

    fn give_where(&mut self, field: Field, fits: impl Fn(usize, Meaning) -> bool) {
        let free = self
            .matches
            .iter()
            .enumerate()
            .filter(|(column, _)| self.assigned[*column].is_none());
        let fitting = free.filter_map(|(column, found)| {
            found
                .filter(|it| fits(column, it.meaning))
                .map(|it| (column, it))
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
        if has(self, Field::Surname) {
            self.give(Field::SecondSurname, |meaning| {
                meaning.field() == Some(Field::SecondSurname)
            });
            self.give_prefix();
        }
        if !has(self, Field::FirstName) {
            self.give(Field::FullName, |meaning| {
                meaning.field() == Some(Field::FullName)
            });
        }
    }

    /// A column of nothing but prefixes right before the surname: elsewhere, or under a longer header, they may be those
    /// of another name.
    fn give_prefix(&mut self) {
        let surname = self.column(Field::Surname);
        let Some(column) = surname.and_then(|surname| surname.checked_sub(1)) else {
            return;
        };
        let named = self.matches[column].filter(|found| {
            found.meaning == Meaning::SurnamePrefix && found.confidence != Confidence::Possible
        });
        let is_prefix = self.below[column] == Below::SurnamePrefixes;
        if let Some(found) = named.filter(|_| is_prefix && self.assigned[column].is_none()) {
            self.assigned[column] = Some(Assigned {
                field: Field::SurnamePrefix,
                confidence: found.confidence,
            });
        }
    }

    /// A calling code wherever it stands, and what else is headed as a code beside the phone.
    fn give_codes(&mut self, below: impl Fn(usize, usize) -> CodesBelow) {
        let phone = self.column(Field::Phone);
        let below = |column| phone.map_or_else(CodesBelow::default, |phone| below(column, phone));
        self.give_where(Field::CountryCode, |column, meaning| {
            let told = below(column).field(meaning);
            meaning == Meaning::CallingCode && told == Some(Field::CountryCode)
        });
        for column in phone.map_or_else(Vec::new, |phone| self.codes_beside(phone)) {
            if let Some(field) = self.code_field(column, below(column)) {
                self.assigned[column] = Some(Assigned {
                    field,
                    confidence: Confidence::Likely,
                });
            }
        }
    }

    /// What a column of codes is used for, unless another column is.
    fn code_field(&self, column: usize, below: CodesBelow) -> Option<Field> {
        let is_free = |field: &Field| self.column(*field).is_none();
        let meaning = self.matches[column]?.meaning;
        let told = below.field(meaning)?;
        // `Country code | 区号 | Phone`.
        let is_other = meaning == Meaning::DialingCode && !is_free(&told);
        Some(if is_other { Field::AreaCode } else { told }).filter(is_free)
    }

    /// The columns of codes on either side of a phone that have no use yet, the nearest first, and last those that may be
    /// either code.
    fn codes_beside(&self, phone: usize) -> Vec<usize> {
        let meaning = |column: usize| Some((*self.matches.get(column)?)?.meaning);
        let is_code = |column: &usize| meaning(*column).is_some_and(Meaning::is_code);
        let behind = (phone + 1..self.matches.len()).take_while(is_code);
        // `手机 | 区号 | 座机`: codes between two phones belong to the one behind them.
        let next = meaning(phone + 1 + behind.clone().count()).and_then(Meaning::field);
        let behind = behind.filter(|_| next != Some(Field::Phone));
        let codes = (0..phone).rev().take_while(is_code).chain(behind);
        let mut codes: Vec<usize> = codes
            .filter(|&column| self.assigned[column].is_none())
            .collect();
        codes.sort_by_key(|&column| meaning(column) == Some(Meaning::DialingCode));
        codes
    }
}

fn rank(found: Match) -> u8 {
    found
        .meaning
        .fields()
        .first()
        .map_or(u8::MAX, |(_, rank)| *rank)
}
