//! What a fix makes of one cell.

use std::borrow::Cow;

use super::{Fix, Writing};
use crate::Field;
use crate::check::Subject;
use crate::fields::phone::{LostZeros, PhoneFormat, ZeroVerdict, inspect};
use crate::fields::{email, name, phone};
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
            Fix::Trim => mapped(&[
                Field::FirstName,
                Field::Surname,
                Field::FullName,
                Field::Email,
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
        let mut texts = Writing::default();
        let mut unable = 0;
        for &row in rows {
            match self.make(row, column) {
                Made::Same => {}
                Made::Text(text) => texts.push(row, &text),
                Made::Unable => unable += 1,
            }
        }
        (texts, unable)
    }

    pub(super) fn make(&self, row: u32, column: u32) -> Made<'a> {
        let Cell { text, .. } = self.subject.table.cell(row, column);
        let made = match self.fix {
            Fix::FormatPhones(format) => return self.format(text, *format),
            Fix::CleanPhones => phone::clean(text).text,
            Fix::RestoreZeros { zeros } => return self.restore_zeros(text, *zeros),
            Fix::JoinCallingCodes => self.subject.phone(row),
            Fix::Trim if self.subject.mapping.field(column) == Some(Field::Email) => {
                email::clean(text).text
            }
            Fix::Trim => name::clean(text).text,
            Fix::LowercaseEmails => lowercase(text),
            Fix::Fill {
                only_empty: true, ..
            } if !text.is_empty() => return Made::Same,
            Fix::Fill { text, .. } => Cow::Owned(text.clone()),
            Fix::Replace { .. } => self.replace(text),
            Fix::DropDuplicates { .. } | Fix::GeneratePasswords { .. } | Fix::SplitNames { .. } => {
                return Made::Same;
            }
        };
        if made == text {
            Made::Same
        } else {
            Made::Text(made)
        }
    }

    fn format(&self, text: &'a str, format: PhoneFormat) -> Made<'a> {
        if text.is_empty() {
            return Made::Same;
        }
        match self.subject.plan.format(text, format) {
            Ok(written) if written == text => Made::Same,
            Ok(written) => Made::Text(written),
            Err(_) => Made::Unable,
        }
    }

    fn restore_zeros(&self, text: &'a str, zeros: Option<LostZeros>) -> Made<'a> {
        if inspect(text).is_beyond_repair() {
            return Made::Unable;
        }
        self.zeros.suspect(text).map_or(Made::Same, |(lost, _)| {
            Made::Text(Cow::Owned(zeros.unwrap_or(lost).restore(text)))
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
