//! A row as a user: the texts that would be sent, out of the columns they are mapped to.

use std::borrow::Cow;

use super::{EarlierPhones, Rules};
use crate::Field;
use crate::fields::name::{self, Confidence, NameOrder, SplitName};
use crate::fields::phone::{NumberingPlan, is_calling_code};
use crate::mapping::ColumnMapping;
use crate::review::{Layer, Table};
use crate::sheet::{Cell, CellKind};

/// Everything the checks look at.
#[derive(Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) table: &'a Table,
    pub(crate) mapping: &'a ColumnMapping,
    /// The columns that the mapping gives the fields, to be looked into for every row.
    layers: [Option<&'a Layer>; Field::ALL.len()],
    columns: [Option<u32>; Field::ALL.len()],
    /// Whether the header of the full names puts the surname first.
    surname_first: bool,
    pub(crate) rules: &'a Rules,
    pub(crate) plan: &'a NumberingPlan,
    pub(crate) earlier: &'a EarlierPhones,
}

/// The five texts of a user, as they would be sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts<'a> {
    pub(crate) firstname: Cow<'a, str>,
    pub(crate) surname: Cow<'a, str>,
    pub(crate) phone: Cow<'a, str>,
    pub(crate) email: Cow<'a, str>,
    pub(crate) password: &'a str,
}

/// The names of a user.
#[derive(Debug, Clone)]
pub(crate) struct Names<'a> {
    pub(crate) firstname: Cow<'a, str>,
    pub(crate) surname: Cow<'a, str>,
    /// What the sheet's program says their cells are.
    pub(crate) kinds: (CellKind, CellKind),
    /// How sure they are, when they come out of one cell.
    pub(crate) split: Option<Confidence>,
}

impl<'a> Subject<'a> {
    pub(crate) fn new(
        table: &'a Table,
        mapping: &'a ColumnMapping,
        rules: &'a Rules,
        plan: &'a NumberingPlan,
        earlier: &'a EarlierPhones,
    ) -> Self {
        let layer = |field| table.layers.get(mapping.column(field)? as usize);
        Self {
            table,
            mapping,
            layers: Field::ALL.map(layer),
            columns: Field::ALL.map(|field| mapping.column(field)),
            surname_first: mapping
                .column(Field::FullName)
                .is_some_and(|column| table.is_surname_first(column)),
            rules,
            plan,
            earlier,
        }
    }

    /// Whether a column gives this field.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.layers[field as usize].is_some()
    }

    /// Whether first name and surname come out of one column.
    fn splits_names(&self) -> bool {
        self.has(Field::FullName) && !self.has(Field::FirstName)
    }

    /// The cell a field is taken from; empty when no column is.
    #[inline]
    pub(crate) fn cell(&self, row: u32, field: Field) -> Cell<'a> {
        self.layers[field as usize].map_or(Cell::EMPTY, |layer| layer.cell(row))
    }

    /// The column that the mapping gives a field.
    pub(crate) fn column(&self, field: Field) -> Option<u32> {
        self.columns[field as usize]
    }

    pub(crate) fn texts(&self, row: u32) -> Texts<'a> {
        self.texts_of(|field| self.cell(row, field))
    }

    /// The texts of a row of which the fields' cells are known.
    pub(crate) fn texts_of(&self, cell: impl Fn(Field) -> Cell<'a>) -> Texts<'a> {
        let names = self.names_of(&cell);
        Texts {
            firstname: names.firstname,
            surname: names.surname,
            phone: phone_of(&cell),
            email: Cow::Borrowed(cell(Field::Email).text),
            password: cell(Field::Password).text,
        }
    }

    /// The names, out of their columns or out of the one they share.
    pub(crate) fn names(&self, row: u32) -> Names<'a> {
        self.names_of(&|field| self.cell(row, field))
    }

    fn names_of(&self, cell: &impl Fn(Field) -> Cell<'a>) -> Names<'a> {
        let surname = cell(Field::Surname);
        if !self.splits_names() {
            let firstname = cell(Field::FirstName);
            return Names {
                firstname: Cow::Borrowed(firstname.text),
                surname: Cow::Borrowed(surname.text),
                kinds: (firstname.kind, surname.kind),
                split: None,
            };
        }
        let full = cell(Field::FullName);
        let split = self.split(full.text, NameOrder::Auto);
        Names {
            firstname: split.firstname,
            surname: if self.has(Field::Surname) {
                Cow::Borrowed(surname.text)
            } else {
                split.surname
            },
            kinds: (full.kind, surname.kind),
            split: Some(split.confidence),
        }
    }

    /// Splits a full name in this order, or as its header and its own form say.
    pub(crate) fn split<'n>(&self, full_name: &'n str, order: NameOrder) -> SplitName<'n> {
        if self.surname_first && order == NameOrder::Auto {
            name::split_surname_first(full_name)
        } else {
            name::split_in(full_name, order)
        }
    }

    /// The phone, behind the calling code when that has a column of its own.
    pub(crate) fn phone(&self, row: u32) -> Cow<'a, str> {
        phone_of(&|field| self.cell(row, field))
    }

    /// The same where the phone's cell is known.
    pub(crate) fn full_phone(&self, row: u32, phone: &'a str) -> Cow<'a, str> {
        full_phone(self.cell(row, Field::CountryCode).text, phone)
    }
}

fn phone_of<'a>(cell: &impl Fn(Field) -> Cell<'a>) -> Cow<'a, str> {
    full_phone(cell(Field::CountryCode).text, cell(Field::Phone).text)
}

fn full_phone<'a>(code: &str, phone: &'a str) -> Cow<'a, str> {
    if code.is_empty() {
        Cow::Borrowed(phone)
    } else {
        join_calling_code(code, phone)
    }
}

/// Puts a calling code before a national number, as the sheet writes the code: `86`, `+86` or `0086`.
///
/// A phone that says its country itself stays as it is, and one beside an area code such as `010`, which nobody calls from
/// abroad, does so as well. The trunk `0` of a national number falls away, except in Italy
/// and San Marino, where it belongs to the number.
fn join_calling_code<'a>(code: &str, phone: &'a str) -> Cow<'a, str> {
    let written: String = code
        .chars()
        .filter(|character| character.is_ascii_digit() || *character == '+')
        .collect();
    let digits = written.trim_start_matches('+').trim_start_matches("00");
    let national = phone.trim_start();
    let says_country = national.starts_with(['+', '＋']) || national.starts_with("00");
    let has_code = national.starts_with(digits) && national.len() >= digits.len() + 9;
    let is_code = is_calling_code(&written) || written != digits || is_american(digits);
    if digits.is_empty() || !is_code || national.is_empty() || says_country || has_code {
        return Cow::Borrowed(phone);
    }
    let keeps_zero = matches!(digits, "39" | "378");
    let national = if keeps_zero {
        national
    } else {
        national.strip_prefix('0').unwrap_or(national)
    };
    Cow::Owned(format!("{written}{national}"))
}

/// `1876`: the codes of North America with the area of a country in them.
fn is_american(digits: &str) -> bool {
    digits.len() == 4 && digits.starts_with('1')
}

#[cfg(test)]
mod tests {
    use super::join_calling_code;

    #[test]
    fn a_calling_code_goes_before_its_phone_once() {
        for (code, phone, joined) in [
            ("86", "13800138000", "8613800138000"),
            ("+86", "13800138000", "+8613800138000"),
            ("0049", "0170 1234567", "0049170 1234567"),
            ("+39", "06 6982", "+3906 6982"),
            ("86", "8613800138000", "8613800138000"),
            ("86", "+8613800138000", "+8613800138000"),
            ("86", "008613800138000", "008613800138000"),
            ("86", "", ""),
            ("(+1)", "4255550121", "+14255550121"),
            ("China", "13800138000", "13800138000"),
            ("010", "13800138000", "13800138000"),
            ("021", "62345678", "62345678"),
            ("11", "91234-5678", "91234-5678"),
            ("1-876", "4255550", "18764255550"),
            ("+44 1481", "712345", "+441481712345"),
        ] {
            assert_eq!(join_calling_code(code, phone), joined, "{code} {phone}");
        }
    }
}
