//! Which column of the sheet is which field of a user.

mod lists;
mod persons;
mod propose;
mod sample;
mod shape;
#[cfg(test)]
mod sheets_in_parts;
#[cfg(test)]
mod whole_sheets;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Field;
pub(crate) use lists::{List, lists};
pub(crate) use propose::{SAMPLE, propose};
pub use shape::SheetShape;

/// Which column each field is taken from. A column serves one field, a field has one column.
///
/// Serialized as a map from the field's name to the column's index, to be remembered for sheets of the same
/// [shape](SheetShape).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ColumnMapping {
    columns: BTreeMap<Field, u32>,
}

impl ColumnMapping {
    /// The column a field is taken from, 0 being `A`.
    pub fn column(&self, field: Field) -> Option<u32> {
        self.columns.get(&field).copied()
    }

    /// The field a column is used for.
    pub fn field(&self, column: u32) -> Option<Field> {
        self.iter()
            .find(|&(_, other)| other == column)
            .map(|(field, _)| field)
    }

    /// Takes `field` from `column`, or from nowhere. What the column was used for before loses it.
    pub fn set(&mut self, field: Field, column: Option<u32>) {
        self.columns.remove(&field);
        if let Some(column) = column {
            self.columns.retain(|_, other| *other != column);
            self.columns.insert(field, column);
        }
    }

    /// The same with one more field; see [`set`](Self::set).
    #[must_use]
    pub fn with(mut self, field: Field, column: u32) -> Self {
        self.set(field, Some(column));
        self
    }

    /// Every field that has a column.
    pub fn iter(&self) -> impl Iterator<Item = (Field, u32)> {
        self.columns.iter().map(|(&field, &column)| (field, column))
    }

    /// The fields of which a part stands in a column of its own, and the field of that column.
    pub fn in_parts(&self) -> impl Iterator<Item = (Field, Field)> {
        let both = |field: Field| field.parts().iter().map(move |&part| (field, part));
        let both = Field::OF_A_USER.into_iter().flat_map(both);
        both.filter(|&(field, part)| self.column(field).is_some() && self.column(part).is_some())
    }

    /// What the service requires and no column gives: a first name (or full name), a phone.
    pub fn missing(&self) -> Vec<Field> {
        let has_name = self
            .column(Field::FirstName)
            .or(self.column(Field::FullName))
            .is_some();
        let missing = [
            (Field::FirstName, has_name),
            (Field::Phone, self.column(Field::Phone).is_some()),
        ];
        missing
            .into_iter()
            .filter(|&(_, has)| !has)
            .map(|(field, _)| field)
            .collect()
    }

    /// Whether every column lies within a sheet of that many columns.
    pub(crate) fn fits(&self, columns: usize) -> bool {
        self.columns
            .values()
            .all(|&column| (column as usize) < columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_serves_one_field() {
        let mut mapping = ColumnMapping::default()
            .with(Field::FirstName, 0)
            .with(Field::Phone, 1);
        mapping.set(Field::Surname, Some(0));
        assert_eq!(mapping.column(Field::FirstName), None);
        assert_eq!(mapping.field(0), Some(Field::Surname));
        assert_eq!(mapping.missing(), [Field::FirstName]);
        let json = serde_json::to_string(&mapping).unwrap();
        assert_eq!(json, r#"{"surname":0,"phone":1}"#);
        assert_eq!(
            serde_json::from_str::<ColumnMapping>(&json).unwrap(),
            mapping
        );
    }
}
