//! Proposes a mapping: by the names in the header row, and by what the cells look like where names fail.

use super::ColumnMapping;
use crate::Field;
use crate::headers;
use crate::sheet::Sheet;
use crate::structure::Header;

/// How many cells of a column are looked at; no row further down can change a mapping or the choice of the header.
pub(crate) const SAMPLE: u32 = 200;

/// How much of them must look like the field.
const ENOUGH: f32 = 0.6;

/// The mapping that the header and the cells suggest.
pub(crate) fn propose(sheet: &Sheet, header: Header) -> ColumnMapping {
    let names: Vec<&str> = header.row.map_or_else(Vec::new, |row| {
        sheet.row(row).map(|cell| cell.text).collect()
    });
    let mut mapping = by_name(&names);
    by_content(Field::Email, sheet, header, &names, &mut mapping);
    by_content(Field::Phone, sheet, header, &names, &mut mapping);
    if header.row.is_none() {
        by_content(Field::Password, sheet, header, &names, &mut mapping);
    }
    if mapping.missing().contains(&Field::FirstName) {
        return with_names(sheet, header, &names, mapping);
    }
    mapping
}

/// Names by what their cells look like: in one column or in two, whichever stands further left. What else looks like
/// names, such as departments, seldom stands before them.
fn with_names(
    sheet: &Sheet,
    header: Header,
    names: &[&str],
    mapping: ColumnMapping,
) -> ColumnMapping {
    let mut whole = mapping.clone();
    by_content(Field::FullName, sheet, header, names, &mut whole);
    let mut parts = mapping;
    by_content(Field::FirstName, sheet, header, names, &mut parts);
    by_content(Field::Surname, sheet, header, names, &mut parts);
    let full = whole.column(Field::FullName);
    let first = parts.column(Field::FirstName);
    match (full, first) {
        (Some(full), Some(first)) if first < full => parts,
        (Some(_), _) => whole,
        (None, _) => parts,
    }
}

fn by_name(names: &[&str]) -> ColumnMapping {
    let mut mapping = ColumnMapping::default();
    for (column, assigned) in (0_u32..).zip(headers::assign(names)) {
        if let Some(assigned) = assigned {
            mapping.set(assigned.field, Some(column));
        }
    }
    mapping
}

/// Gives `field` the free column whose cells look most like it, unless it has one or the name says otherwise.
fn by_content(
    field: Field,
    sheet: &Sheet,
    header: Header,
    names: &[&str],
    mapping: &mut ColumnMapping,
) {
    if mapping.column(field).is_some() {
        return;
    }
    let rows = header.first_user..sheet.len().min(header.first_user + SAMPLE);
    let free = (0_u32..).zip(&sheet.columns).filter(|&(column, _)| {
        mapping.field(column).is_none()
            && names
                .get(column as usize)
                .is_none_or(|name| may_be(field, name))
    });
    let scored = free.map(|(column, cells)| {
        (
            headers::looks_like(field, rows.clone().map(|row| cells.cell(row).text)),
            column,
        )
    });
    let best = scored
        .filter(|&(score, _)| score >= ENOUGH)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    if let Some((_, column)) = best {
        mapping.set(field, Some(column));
    }
}

/// Whether a name leaves it to the cells to say that this is the field: an unknown one does, and one of sign-in names,
/// which often are addresses.
fn may_be(field: Field, name: &str) -> bool {
    let meanings = headers::match_header(name);
    meanings.is_empty()
        || field == Field::Email
            && meanings
                .iter()
                .any(|meaning| meaning.field == Some(Field::Email))
}
