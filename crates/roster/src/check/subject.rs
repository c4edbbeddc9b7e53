//! A row as a user: the texts that would be sent, out of the columns they are mapped to.

use std::borrow::Cow;

use super::{EarlierPhones, Rules, field};
use crate::Field;
use crate::fields::mojibake::is_double_encoded;
use crate::fields::name::{self, Confidence, NameOrder, SplitName, ToldOrder};
use crate::fields::phone::NumberingPlan;
use crate::fields::placeholder::{Placeholder, placeholder};
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
    /// What the header of the full names says about their order.
    told: ToldOrder,
    /// Whether parts of names have columns of their own.
    joins_names: bool,
    pub(crate) rules: &'a Rules,
    pub(crate) plan: &'a NumberingPlan,
    pub(crate) earlier: &'a EarlierPhones,
}

/// The five texts of a user, as they would be sent, and what the sheet's program says their cells are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts<'a> {
    pub(crate) firstname: Cow<'a, str>,
    pub(crate) surname: Cow<'a, str>,
    pub(crate) phone: Cow<'a, str>,
    pub(crate) email: Cow<'a, str>,
    pub(crate) password: &'a str,
    /// In the order of [`Field::OF_A_USER`].
    pub(crate) kinds: [CellKind; Field::OF_A_USER.len()],
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
            told: mapping
                .column(Field::FullName)
                .map_or(ToldOrder::Untold, |column| table.told_order(column)),
            joins_names: [Field::FirstName, Field::Surname]
                .iter()
                .flat_map(|field| field.parts())
                .any(|&part| mapping.column(part).is_some()),
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
        let (email, password) = (cell(Field::Email), cell(Field::Password));
        Texts {
            firstname: names.firstname,
            surname: names.surname,
            phone: self.phone_of(&cell, cell(Field::Phone).text),
            email: Cow::Borrowed(email.text),
            password: password.text,
            kinds: [
                names.kinds.0,
                names.kinds.1,
                phone_kind(&cell),
                email.kind,
                password.kind,
            ],
        }
    }

    /// The names, out of their columns or out of the one they share.
    pub(crate) fn names(&self, row: u32) -> Names<'a> {
        self.names_of(&|field| self.cell(row, field))
    }

    fn names_of(&self, cell: &impl Fn(Field) -> Cell<'a>) -> Names<'a> {
        let firstname = cell(Field::FirstName);
        let surname = cell(Field::Surname);
        let mut names = Names {
            firstname: Cow::Borrowed(firstname.text),
            surname: Cow::Borrowed(surname.text),
            kinds: (firstname.kind, surname.kind),
            split: None,
        };
        if self.splits_names() {
            let full = cell(Field::FullName);
            let split = self.split(full.text, NameOrder::Auto);
            names.firstname = split.firstname;
            if !self.has(Field::Surname) {
                names.surname = split.surname;
            }
            names.kinds.0 = full.kind;
            names.split = Some(split.confidence);
        }
        if self.joins_names {
            names.join(cell);
        }
        names
    }

    /// Splits a full name in this order, or as its header and its own form say.
    ///
    /// One that is to be repaired stays whole: among its characters are what seems to be spaces.
    pub(crate) fn split<'n>(&self, full_name: &'n str, order: NameOrder) -> SplitName<'n> {
        if is_double_encoded(full_name) {
            return SplitName {
                firstname: Cow::Borrowed(full_name),
                surname: Cow::Borrowed(""),
                confidence: Confidence::Medium,
            };
        }
        match order {
            NameOrder::Auto => name::split_below(full_name, self.told),
            _ => name::split_in(full_name, order),
        }
    }

    /// The phone, behind the calling code and the area code when those have columns of their own.
    pub(crate) fn phone(&self, row: u32) -> Cow<'a, str> {
        self.full_phone(row, self.cell(row, Field::Phone).text)
    }

    /// The same where the phone's cell is known.
    pub(crate) fn full_phone<'p>(&self, row: u32, phone: &'p str) -> Cow<'p, str> {
        self.phone_of(&|field| self.cell(row, field), phone)
    }

    /// The same with a `+`, where the calling code has a column of its own.
    pub(crate) fn international_phone<'p>(&self, row: u32, phone: &'p str) -> Cow<'p, str> {
        let text = |field| self.cell(row, field).text;
        let (code, area) = (text(Field::CountryCode), text(Field::AreaCode));
        if code.is_empty() && area.is_empty() {
            Cow::Borrowed(phone)
        } else {
            self.plan.join_international(code, area, phone)
        }
    }

    /// What the sheet's program says the phone's cell is.
    pub(crate) fn phone_kind(&self, row: u32) -> CellKind {
        phone_kind(|field| self.cell(row, field))
    }

    fn phone_of<'p>(&self, cell: &impl Fn(Field) -> Cell<'a>, phone: &'p str) -> Cow<'p, str> {
        let (code, area) = (cell(Field::CountryCode).text, cell(Field::AreaCode).text);
        if code.is_empty() && area.is_empty() {
            Cow::Borrowed(phone)
        } else {
            self.plan.join(code, area, phone)
        }
    }
}

/// What the sheet's program says the phone's cell is. Without the result of a formula there is no phone, whichever of
/// its cells that is.
fn phone_kind<'a>(cell: impl Fn(Field) -> Cell<'a>) -> CellKind {
    let codes = [Field::CountryCode, Field::AreaCode];
    if codes
        .map(|field| cell(field).kind)
        .contains(&CellKind::Formula)
    {
        return CellKind::Formula;
    }
    cell(Field::Phone).kind
}

impl<'a> Names<'a> {
    /// Puts the parts that have columns of their own before and behind the names.
    fn join(&mut self, cell: &impl Fn(Field) -> Cell<'a>) {
        let (middle, second) = (cell(Field::MiddleName), cell(Field::SecondSurname));
        join(&mut self.firstname, &mut self.kinds.0, middle);
        join(&mut self.surname, &mut self.kinds.1, second);
        let prefix = cell(Field::SurnamePrefix);
        note_kind(&self.surname, &mut self.kinds.1, prefix);
        if !is_none(&self.surname)
            && let Some(whole) = name::with_surname_prefix(&self.surname, prefix.text)
        {
            self.surname = Cow::Owned(whole);
        }
    }
}

/// Whether a name only says that there is none.
fn is_none(name: &str) -> bool {
    field::is_blank(name) || placeholder(name) == Some(Placeholder::Plain)
}

/// Notes that a text goes on in a second cell.
fn note_kind(name: &str, kind: &mut CellKind, second: Cell<'_>) {
    let first = Cell {
        kind: *kind,
        text: name,
    };
    *kind = field::kind_of_both(first, second);
}

/// Puts a second name behind the first, with a space between; one of them where the other is missing or has it already.
fn join<'a>(name: &mut Cow<'a, str>, kind: &mut CellKind, second: Cell<'a>) {
    note_kind(name, kind, second);
    let second = second.text;
    if is_none(second) {
        return;
    }
    let before = name.trim_end().strip_suffix(second.trim());
    if is_none(name) {
        *name = Cow::Borrowed(second);
    } else if !before.is_some_and(|before| before.ends_with(' ')) {
        *name = Cow::Owned([name, " ", second].concat());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(name: &str, second: &str) -> String {
        let (mut name, mut kind) = (Cow::Borrowed(name), CellKind::Text);
        let second = Cell { kind, text: second };
        join(&mut name, &mut kind, second);
        name.into_owned()
    }

    #[test]
    fn a_second_name_goes_behind_the_first_once() {
        for (name, second, whole) in [
            ("García", "Márquez", "García Márquez"),
            ("García", "García", "García García"),
            ("García Márquez", "Márquez", "García Márquez"),
            ("Lamárquez", "márquez", "Lamárquez márquez"),
            ("García", " ", "García"),
            ("García", "-", "García"),
            ("-", "Márquez", "Márquez"),
            ("-", "n/a", "-"),
            ("García", "", "García"),
            ("", "Márquez", "Márquez"),
            ("", "", ""),
        ] {
            assert_eq!(joined(name, second), whole, "{name} {second}");
        }
    }
}
