//! Proposes a mapping: by the names in the header row, and by what the cells look like where names fail.

use super::ColumnMapping;
use super::lists::side_by_side;
use super::persons::{first_of_best, with_names};
use super::sample::SampledSheet;
use crate::Field;
use crate::headers;
use crate::sheet::Sheet;
use crate::structure::Header;

/// How many cells of a column are looked at; no row further down can change a mapping or the choice of the header.
pub(crate) const SAMPLE: u32 = 200;

/// The mapping that the header and the cells suggest.
pub(crate) fn propose(sheet: &Sheet, header: Header) -> ColumnMapping {
    let mut sheet = SampledSheet::new(sheet, header);
    // The columns of another list beside this one are those of other people.
    if let [list, _, ..] = &*side_by_side(&sheet) {
        sheet.end_before(list.columns.end);
    }
    let mut mapping = by_name(&sheet);
    by_content(Field::Email, &sheet, &mut mapping);
    by_content(Field::Phone, &sheet, &mut mapping);
    if header.row.is_none() {
        by_content(Field::Password, &sheet, &mut mapping);
    }
    if mapping.missing().contains(&Field::FirstName) {
        return with_names(&sheet, mapping);
    }
    mapping
}

fn by_name(sheet: &SampledSheet<'_>) -> ColumnMapping {
    let texts = |column: usize| {
        let column = u32::try_from(column).expect("a sheet has fewer columns");
        sheet.texts(column)
    };
    let below =
        |column: usize| sheet.below(u32::try_from(column).expect("a sheet has fewer columns"));
    let codes = |column, phone| headers::codes_below(texts(column).zip(texts(phone)));
    let mut mapping = ColumnMapping::default();
    for (column, assigned) in (0_u32..).zip(headers::assign_above(&sheet.names, below, codes)) {
        if let Some(assigned) = assigned {
            mapping.set(assigned.field, Some(column));
        }
    }
    mapping
}

/// Gives `field` the free column whose cells look most like it, unless it has one or the name says otherwise.
fn by_content(field: Field, sheet: &SampledSheet<'_>, mapping: &mut ColumnMapping) {
    if mapping.column(field).is_some() {
        return;
    }
    let free = sheet.free(field, mapping).into_iter();
    let scored = free.filter_map(|column| {
        let likeness = sheet.likeness(field, column)?;
        let grade = if field == Field::Phone {
            headers::phone_grade(sheet.texts(column))
        } else {
            0
        };
        Some(((grade, likeness), column))
    });
    let best = first_of_best(scored, |a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    if let Some(column) = best {
        mapping.set(field, Some(column));
    }
}
