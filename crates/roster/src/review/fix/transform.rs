//! What a fix makes of one cell.

use std::borrow::Cow;

use super::{Fix, Writing};
use crate::Field;
use crate::check::{Subject, is_fraction};
use crate::fields::phone::{LostZeros, MAX_DIGITS, PhoneFormat, ZeroVerdict, inspect};
use crate::fields::placeholder::{self, Placeholder, placeholder};
use crate::fields::{email, mojibake, name, phone};
use crate::review::any_case;
use crate::sheet::Cell;

/// A fix that changes cells, made ready to be asked about each.
pub(super) struct Transform<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) fix: &'a Fix,
    pub(super) zeros: ZeroVerdict<'a>,
    /// What to look for, in lower case when case does not matter.
    pub(super) needle: String,
}

/// What a fix makes of a cell.
pub(super) enum Made<'a> {
    /// Nothing: the cell is as the fix would have it.
    Same,
    /// This text.
    Text(Cow<'a, str>),
    /// It should change and cannot.
    Unable,
}

impl<'a> Transform<'a> {
    /// The columns the fix works on, with their fields.
    pub(super) fn columns(&self) -> Vec<u32> {
        let mapped = |fields: &[Field]| {
            fields
                .iter()
                .filter_map(|&field| self.subject.mapping.column(field))
                .collect()
        };
        match self.fix {
            Fix::FormatPhones(_)
            | Fix::CleanPhones
            | Fix::RestoreZeros { .. }
            | Fix::JoinCallingCodes => mapped(&[Field::Phone]),
            Fix::JoinNames => {
                let in_parts = self.subject.mapping.in_parts();
                let mut fields: Vec<_> = in_parts.map(|(field, _)| field).collect();
                fields.dedup();
                mapped(&fields)
            }
            Fix::Trim | Fix::RepairEncoding => mapped(&[
                Field::FirstName,
                Field::MiddleName,
                Field::Surname,
                Field::SecondSurname,
                Field::SurnamePrefix,
                Field::FullName,
                Field::Email,
            ]),
            Fix::ClearPlaceholders { .. } => mapped(&[
                Field::FirstName,
                Field::MiddleName,
                Field::Surname,
                Field::SecondSurname,
                Field::SurnamePrefix,
                Field::FullName,
                Field::Phone,
                Field::Email,
                Field::Password,
            ]),
            Fix::LowercaseEmails => mapped(&[Field::Email]),
            Fix::Fill { column, .. }
            | Fix::Replace {
                column: Some(column),
                ..
            } => vec![*column],
            Fix::Replace { column: None, .. } => {
                let password = self.subject.mapping.column(Field::Password);
                (0..self.subject.table.width())
                    .filter(|&column| Some(column) != password)
                    .collect()
            }
            Fix::DropDuplicates { .. } | Fix::GeneratePasswords { .. } | Fix::SplitNames { .. } => {
                Vec::new()
            }
        }
    }

    /// The texts the fix makes of some rows, and how many it cannot make.
    pub(super) fn make_all(&self, rows: &[u32], column: u32) -> (Writing, usize) {
        if let Fix::FormatPhones(format) = self.fix {
            return self.format_all(rows, column, *format);
        }
        let field = self.subject.mapping.field(column);
        let mut texts = Writing::default();
        let mut unable = 0;
        for (row, cell) in self.cells(rows, column) {
            match self.make_of(row, field, cell) {
                Made::Same => {}
                Made::Text(text) => texts.push(row, &text),
                Made::Unable => unable += 1,
            }
        }
        (texts, unable)
    }

    /// The same for phones in a format, which most fixes of a whole column are about.
    fn format_all(&self, rows: &[u32], column: u32, format: PhoneFormat) -> (Writing, usize) {
        let mut texts = Writing::with_room(rows.len(), MAX_DIGITS + 1);
        let mut unable = 0;
        for (row, Cell { kind, text }) in self.cells(rows, column) {
            texts.write(row, |written| {
                let start = written.len();
                let whole = self.whole(row, text, format);
                let done = text.is_empty()
                    || (!is_fraction(kind, text)
                        && self.subject.plan.write(&whole, format, written).is_ok());
                unable += usize::from(!done);
                done && !text.is_empty() && &written[start..] != text
            });
        }
        (texts, unable)
    }

    /// The cells of rows of a column, looked up a stretch at a time.
    fn cells(&self, rows: &[u32], column: u32) -> impl Iterator<Item = (u32, Cell<'a>)> {
        const STRETCH: usize = 1024;
        let layer = &self.subject.table.layers[column as usize];
        let stretches = rows.chunks(STRETCH);
        stretches.flat_map(|rows| rows.iter().copied().zip(layer.cells(rows)))
    }

    pub(super) fn make(&self, row: u32, column: u32) -> Made<'a> {
        let field = self.subject.mapping.field(column);
        self.make_of(row, field, self.subject.table.cell(row, column))
    }

    fn make_of(&self, row: u32, field: Option<Field>, cell: Cell<'a>) -> Made<'a> {
        let text = cell.text;
        let made = match self.fix {
            Fix::FormatPhones(format) => return self.format(row, cell, *format),
            Fix::CleanPhones | Fix::RestoreZeros { .. } | Fix::JoinCallingCodes
                if is_fraction(cell.kind, text) =>
            {
                return Made::Same;
            }
            Fix::CleanPhones => phone::clean(text).text,
            Fix::RestoreZeros { zeros } => return self.restore_zeros(row, text, *zeros),
            Fix::JoinCallingCodes => self.subject.full_phone(row, text),
            Fix::JoinNames if field == Some(Field::Surname) => self.subject.names(row).surname,
            Fix::JoinNames => self.subject.names(row).firstname,
            Fix::Trim => tidied(text, trimmed(field, text)),
            Fix::ClearPlaceholders { even_names } => cleared(field, text, *even_names),
            Fix::RepairEncoding => mojibake::repair(text),
            Fix::LowercaseEmails => tidied(text, lowercase(text)),
            Fix::Fill {
                only_empty: true, ..
            } if !text.is_empty() => return Made::Same,
            Fix::Fill { text, .. } => Cow::Owned(text.clone()),
            Fix::Replace { .. } => self.replace(text),
            Fix::DropDuplicates { .. } | Fix::GeneratePasswords { .. } | Fix::SplitNames { .. } => {
                return Made::Same;
            }
        };
        let is_untouched = matches!(made, Cow::Borrowed(made) if std::ptr::eq(made, text));
        if is_untouched || made == text {
            Made::Same
        } else {
            Made::Text(made)
        }
    }

    fn format(&self, row: u32, Cell { kind, text }: Cell<'a>, format: PhoneFormat) -> Made<'a> {
        if text.is_empty() {
            return Made::Same;
        }
        if is_fraction(kind, text) {
            return Made::Unable;
        }
        let whole = self.whole(row, text, format);
        match self.subject.plan.format(&whole, format) {
            Ok(written) if written == text => Made::Same,
            Ok(written) => Made::Text(Cow::Owned(written.into_owned())),
            Err(_) => Made::Unable,
        }
    }

    /// The phone that a format is to be given. With a `+` or `00` it must be the whole one: nothing is put before it any
    /// more. As mere digits it leaves the codes in their columns.
    fn whole<'t>(&self, row: u32, text: &'t str, format: PhoneFormat) -> Cow<'t, str> {
        match format {
            PhoneFormat::AsIs | PhoneFormat::Digits => Cow::Borrowed(text),
            PhoneFormat::DoubleZero | PhoneFormat::E164 => {
                self.subject.international_phone(row, text)
            }
        }
    }

    /// The zeros belong before the codes that stand in columns of their own.
    fn restore_zeros(&self, row: u32, text: &'a str, zeros: Option<LostZeros>) -> Made<'a> {
        if inspect(text).is_beyond_repair() {
            return Made::Unable;
        }
        let whole = self.subject.full_phone(row, text);
        self.zeros.suspect(&whole).map_or(Made::Same, |(lost, _)| {
            Made::Text(Cow::Owned(zeros.unwrap_or(lost).restore(&whole)))
        })
    }

    fn replace(&self, text: &'a str) -> Cow<'a, str> {
        let Fix::Replace {
            replace,
            match_case,
            whole_cell,
            ..
        } = self.fix
        else {
            return Cow::Borrowed(text);
        };
        let needle = self.needle.as_str();
        if *whole_cell {
            let same = if *match_case {
                text == needle
            } else {
                text.to_lowercase() == needle
            };
            return if same {
                Cow::Owned(replace.clone())
            } else {
                Cow::Borrowed(text)
            };
        }
        if *match_case {
            return if text.contains(needle) {
                Cow::Owned(text.replace(needle, replace))
            } else {
                Cow::Borrowed(text)
            };
        }
        any_case::replace(text, needle, replace)
    }
}

fn lowercase(text: &str) -> Cow<'_, str> {
    let is_lower = text.chars().all(|character| !character.is_uppercase());
    if is_lower {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

fn trimmed(field: Option<Field>, text: &str) -> Cow<'_, str> {
    if field == Some(Field::Email) {
        email::clean(text).text
    } else {
        name::clean(text).text
    }
}

/// What was made of a text, unless the text is to be repaired, for which it needs every character it has.
fn tidied<'a>(text: &'a str, made: Cow<'a, str>) -> Cow<'a, str> {
    if made != text && mojibake::is_double_encoded(text) {
        Cow::Borrowed(text)
    } else {
        made
    }
}

/// Nothing in place of a cell that says so.
fn cleared(field: Option<Field>, text: &str, even_names: bool) -> Cow<'_, str> {
    let is_name = !matches!(field, Some(Field::Phone | Field::Email | Field::Password));
    let is_none = match placeholder(text) {
        None => false,
        Some(Placeholder::Plain) => true,
        Some(Placeholder::RarelyName) => !is_name || even_names,
        Some(Placeholder::OftenName) => !is_name,
    };
    Cow::Borrowed(if is_none {
        ""
    } else if field == Some(Field::FullName) {
        placeholder::without_outer(text)
    } else {
        text
    })
}
