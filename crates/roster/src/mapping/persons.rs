//! Names of persons found by what their cells look like, in one column or in two side by side.

use super::ColumnMapping;
use super::sample::SampledSheet;
use crate::Field;

/// Gives the names to the columns that look most like them.
///
/// What repeats from row to row is a department rather than a name, so a whole name that repeats less goes before two
/// columns side by side, and those before a single column that might be anything. Of equals the first is meant: what else
/// looks like names seldom stands before them.
pub(super) fn with_names(sheet: &SampledSheet<'_>, mapping: ColumnMapping) -> ColumnMapping {
    let whole = whole(sheet, &mapping);
    if mapping.column(Field::Surname).is_some() {
        return with_first_name(sheet, mapping, whole);
    }
    match (whole, pair(sheet, &mapping)) {
        (Some(whole), Some(pair)) if is_better(&pair, whole) => pair.give(mapping),
        (Some(whole), _) => mapping.with(Field::FullName, whole.column),
        (None, Some(pair)) => pair.give(mapping),
        (None, None) => with_first_name(sheet, mapping, None),
    }
}

/// A column of whole names, and how little it repeats.
#[derive(Clone, Copy)]
struct Whole {
    column: u32,
    distinct: f32,
}

fn whole(sheet: &SampledSheet<'_>, mapping: &ColumnMapping) -> Option<Whole> {
    let free = sheet.free(Field::FullName, mapping).into_iter();
    let scored = free.filter_map(|column| {
        let likeness = sheet.likeness(Field::FullName, column)?;
        let distinct = sheet.distinct(&[column]);
        Some((likeness * distinct, Whole { column, distinct }))
    });
    first_of_best(scored, f32::total_cmp)
}

/// Two columns side by side, one of first names and one of surnames.
struct Pair {
    first_name: u32,
    surname: u32,
    distinct: f32,
}

impl Pair {
    fn give(&self, mapping: ColumnMapping) -> ColumnMapping {
        mapping
            .with(Field::FirstName, self.first_name)
            .with(Field::Surname, self.surname)
    }
}

/// A pair that repeats no more than the whole names do and stands before them.
fn is_better(pair: &Pair, whole: Whole) -> bool {
    pair.distinct >= whole.distinct && pair.first_name.min(pair.surname) < whole.column
}

/// The pair that repeats least, and of equals the one of which neither column repeats.
fn pair(sheet: &SampledSheet<'_>, mapping: &ColumnMapping) -> Option<Pair> {
    let free = sheet.free(Field::FirstName, mapping);
    let neighbours = free.windows(2).filter(|pair| pair[0] + 1 == pair[1]);
    let scored = neighbours.filter_map(|pair| {
        let (first_name, surname) = in_order(sheet, pair[0], pair[1])?;
        let distinct = sheet.distinct(pair);
        let least = sheet.distinct(&pair[..1]).min(sheet.distinct(&pair[1..]));
        let pair = Pair {
            first_name,
            surname,
            distinct,
        };
        Some(((distinct, least), pair))
    });
    first_of_best(scored, |a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)))
}

/// Which of two neighbours holds the first names and which the surnames; the first names come first where both orders do.
fn in_order(sheet: &SampledSheet<'_>, left: u32, right: u32) -> Option<(u32, u32)> {
    let fit = |first_name, surname| {
        let first = sheet.likeness(Field::FirstName, first_name)?;
        Some(first.min(sheet.likeness(Field::Surname, surname)?))
    };
    match (fit(left, right), fit(right, left)) {
        (Some(western), Some(eastern)) if eastern > western => Some((right, left)),
        (Some(_), _) => Some((left, right)),
        (None, Some(_)) => Some((right, left)),
        (None, None) => None,
    }
}

/// A first name alone, or beside the surname that the header names.
fn with_first_name(
    sheet: &SampledSheet<'_>,
    mapping: ColumnMapping,
    whole: Option<Whole>,
) -> ColumnMapping {
    let surname = mapping.column(Field::Surname);
    let free = sheet.free(Field::FirstName, &mapping).into_iter();
    let scored = free.filter_map(|column| {
        let likeness = sheet.likeness(Field::FirstName, column)?;
        let is_beside = surname.is_some_and(|surname| surname.abs_diff(column) == 1);
        Some(((is_beside, likeness), (is_beside, column)))
    });
    let best = first_of_best(scored, |a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    match (best, whole) {
        (Some((false, _)) | None, Some(whole)) => mapping.with(Field::FullName, whole.column),
        (Some((_, column)), _) => mapping.with(Field::FirstName, column),
        (None, None) => mapping,
    }
}

/// The item of the highest score, the first of equals.
pub(super) fn first_of_best<S, T>(
    scored: impl Iterator<Item = (S, T)>,
    compare: impl Fn(&S, &S) -> std::cmp::Ordering,
) -> Option<T> {
    let best = scored.reduce(|best, next| {
        if compare(&next.0, &best.0).is_gt() {
            next
        } else {
            best
        }
    });
    best.map(|(_, item)| item)
}
