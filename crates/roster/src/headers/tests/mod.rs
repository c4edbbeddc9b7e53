//! Headers of every language and of other consoles' exports.

mod consoles;
mod single;
mod whole_rows;

use super::assign;
use crate::Field;

/// The headers of a row that is written with `|` between them.
fn headers(row: &str) -> Vec<&str> {
    row.split('|').map(str::trim).collect()
}

/// Asserts which column each field of a row is taken from: `firstname=Vorname | surname=Name`.
fn assert_maps(row: &str, expected: &str) {
    let columns = headers(row);
    let assigned = assign(&columns).into_iter().zip(&columns);
    let mut found: Vec<String> = assigned
        .filter_map(|(assigned, header)| assigned.map(|it| format!("{}={header}", it.field)))
        .collect();
    let mut expected = headers(expected);
    found.sort();
    expected.sort_unstable();
    assert_eq!(found, expected, "{row}");
}

/// The field a header means in the first place.
fn field(header: &str) -> Option<Field> {
    super::match_header(header)
        .first()
        .and_then(|candidate| candidate.field)
}
