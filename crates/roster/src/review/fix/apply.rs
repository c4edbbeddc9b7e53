//! Applying a fix: the changes it comes to.

use std::collections::HashSet;

use rand::CryptoRng;

use super::transform::Transform;
use super::{Fix, FixError, Scope, Writing, drop};
use crate::Field;
use crate::check::{Code, Codes, in_blocks, in_parts};
use crate::fields::name::NameOrder;
use crate::fields::password::{self, Password};
use crate::fields::placeholder::placeholder;
use crate::mapping::ColumnMapping;
use crate::review::Roster;
use crate::review::journal::{Change, StepKind};
use crate::review::table::{Layer, Typed};
use crate::sheet::{Cell, CellKind, Column};

/// Where passwords come from: chance, or a draft that remembers them.
pub(crate) enum Draw<'a> {
    Chance(&'a mut dyn CryptoRng),
    Drawn(&'a [(u32, String)]),
}

/// The changes a fix comes to, the number of cells or rows they concern, and how many it should have changed but
/// could not.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    pub(super) changed: usize,
    pub(super) unable: usize,
}

/// Changed cells from which on the whole column is written anew: above, single cells cost more than a column.
const MANY: usize = if cfg!(test) { 3 } else { 4096 };

impl Roster {
    pub(super) fn check_fix(&self, fix: &Fix) -> Result<(), FixError> {
        let needs = |field: Field| {
            self.mapping
                .column(field)
                .map(|_| ())
                .ok_or(FixError::NotMapped(field))
        };
        match fix {
            Fix::FormatPhones(_) | Fix::CleanPhones | Fix::RestoreZeros { .. } => {
                needs(Field::Phone)
            }
            Fix::JoinCallingCodes => needs(Field::Phone)
                .and_then(|()| needs(Field::AreaCode).or_else(|_| needs(Field::CountryCode))),
            Fix::JoinNames => self
                .mapping
                .in_parts()
                .next()
                .map(|_| ())
                .ok_or(FixError::NotMapped(Field::SecondSurname)),
            Fix::LowercaseEmails => needs(Field::Email),
            Fix::SplitNames { .. } => needs(Field::FullName),
            Fix::GeneratePasswords { .. } => Ok(self.rules.password_policy.validate()?),
            Fix::Replace { find, .. } if find.is_empty() => Err(FixError::NothingToFind),
            Fix::Fill { column, .. }
            | Fix::Replace {
                column: Some(column),
                ..
            } if *column >= self.table.width() => Err(FixError::NoSuchColumn(*column)),
            _ => Ok(()),
        }
    }

    /// The rows a scope means, as kept rows in order.
    pub(super) fn rows_in(&self, scope: &Scope) -> Vec<u32> {
        match scope {
            Scope::All => self.rows.included().collect(),
            Scope::With(code) => self
                .rows
                .included()
                .filter(|&row| self.codes(row).contains(*code))
                .collect(),
            Scope::Rows(numbers) => {
                let mut rows: Vec<u32> = numbers
                    .iter()
                    .filter_map(|&number| self.user_row(number))
                    .collect();
                rows.retain(|&row| !self.rows.left_out.contains(row));
                rows.sort_unstable();
                rows.dedup();
                rows
            }
        }
    }

    pub(super) fn transform<'a>(
        &self,
        subject: &'a crate::check::Subject<'a>,
        fix: &'a Fix,
    ) -> Transform<'a> {
        let needle = match fix {
            Fix::Replace {
                find,
                match_case: true,
                ..
            } => find.clone(),
            Fix::Replace { find, .. } => find.to_lowercase(),
            _ => String::new(),
        };
        Transform {
            subject,
            fix,
            zeros: self.outcome.zeros.conclude(subject.plan),
            needle,
        }
    }

    pub(super) fn plan_fix(&self, fix: &Fix, scope: &Scope) -> Plan {
        let rows = self.rows_in(scope);
        match fix {
            Fix::DropDuplicates { by, keep } => {
                let within: HashSet<u32> = rows.iter().copied().collect();
                let within = (*scope != Scope::All).then_some(&within);
                let rows = drop::to_leave_out(&self.outcome.duplicates, *by, *keep, within);
                Plan {
                    changed: rows.len(),
                    changes: (!rows.is_empty())
                        .then_some(Change::Toggled(rows))
                        .into_iter()
                        .collect(),
                    unable: 0,
                }
            }
            // A column that loses its meaning must have given it to every row, those left out included.
            Fix::SplitNames { order } => self.plan_split(*order),
            _ if fix.joins_columns() => {
                let mut plan = self.plan_cells(fix, &self.rows.range().collect::<Vec<_>>());
                plan.changes.push(Change::Mapping(self.joined(fix)));
                plan
            }
            _ => self.plan_cells(fix, &rows),
        }
    }

    fn plan_cells(&self, fix: &Fix, rows: &[u32]) -> Plan {
        let subject = self.subject();
        let transform = self.transform(&subject, fix);
        let mut plan = Plan::default();
        for column in transform.columns() {
            let parts = in_parts(0..rows.len(), |part| {
                transform.make_all(&rows[part], column)
            });
            let (texts, unable): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
            plan.unable += unable.iter().sum::<usize>();
            let changed = texts.iter().map(Writing::len).sum::<usize>();
            plan.changed += changed;
            if changed > 0 {
                plan.changes.push(self.write_cells(column, &texts));
            }
        }
        plan
    }

    /// The mapping once columns are joined: what was in front of or behind others has no column of its own any more.
    fn joined(&self, fix: &Fix) -> ColumnMapping {
        let mut mapping = self.mapping.clone();
        if *fix == Fix::JoinCallingCodes {
            mapping.set(Field::CountryCode, None);
            mapping.set(Field::AreaCode, None);
        } else {
            let in_parts = self.mapping.in_parts();
            in_parts.for_each(|(_, part)| mapping.set(part, None));
        }
        mapping
    }

    /// Texts over the cells of a column, part after part.
    pub(in crate::review) fn write_cells(&self, column: u32, parts: &[Writing]) -> Change {
        let layer = &self.table.layers[column as usize];
        let since = |row| parts.iter().flat_map(move |texts| texts.since(row));
        if parts.iter().map(Writing::len).sum::<usize>() < MANY {
            let typed =
                |row, text: &str| (layer.base.cell(row).text != text).then(|| Typed::text(text));
            let cells = since(0).map(|(row, text)| (row, typed(row, text)));
            let cells = cells.collect();
            return Change::Cells { column, cells };
        }
        let written = in_blocks(0..self.rows.end, |rows| {
            let mut texts = since(rows.start).peekable();
            let cells = rows.map(|row| match texts.next_if(|(next, _)| *next == row) {
                Some((_, text)) => text_cell(text),
                None => layer.cell(row),
            });
            cells.collect::<Column>()
        });
        Change::Column {
            column,
            layer: Layer::new(std::sync::Arc::new(Column::joined(&written))),
        }
    }

    fn plan_split(&self, order: NameOrder) -> Plan {
        let subject = self.subject();
        let mut first = Vec::with_capacity(self.rows.len());
        let mut last = Vec::with_capacity(self.rows.len());
        for row in self.rows.range() {
            let split = subject.split(subject.cell(row, Field::FullName).text, order);
            first.push((row, split.firstname));
            last.push((row, split.surname));
        }
        let width = self.table.width();
        let mut mapping = self
            .mapping
            .clone()
            .with(Field::FirstName, width)
            .with(Field::Surname, width + 1);
        mapping.set(Field::FullName, None);
        let added = |field, cells: &[(u32, _)]| Change::Added {
            field,
            layer: Some(new_layer(cells)),
        };
        let changes = vec![
            added(Field::FirstName, &first),
            added(Field::Surname, &last),
            Change::Mapping(mapping),
        ];
        Plan {
            changes,
            changed: self.rows.len(),
            unable: 0,
        }
    }

    /// The rows that get a password.
    pub(super) fn rows_for_passwords(&self, scope: &Scope, replace_weak: bool) -> Vec<u32> {
        let subject = self.subject();
        let mut rows = self.rows_in(scope);
        rows.retain(|&row| {
            let text = subject.cell(row, Field::Password).text;
            let is_missing = text.is_empty() || placeholder(text).is_some();
            is_missing
                || (replace_weak && self.codes(row).intersects(Codes::of(Code::PasswordWeak)))
        });
        rows
    }

    /// Draws a password for each row.
    pub(super) fn draw_passwords(
        &self,
        rows: &[u32],
        draw: Draw<'_>,
    ) -> Result<Vec<(u32, Password)>, FixError> {
        match draw {
            Draw::Drawn(drawn) => Ok(drawn
                .iter()
                .map(|(row, text)| (*row, Password::from(text.as_str())))
                .collect()),
            Draw::Chance(mut rng) => {
                let policy = &self.rules.password_policy;
                let drawn = rows
                    .iter()
                    .map(|&row| Ok((row, password::generate(policy, &mut rng)?)));
                drawn.collect::<Result<_, FixError>>()
            }
        }
    }

    /// Writes passwords into their column, which is added when there is none.
    pub(super) fn plan_passwords(&self, drawn: &[(u32, Password)]) -> Plan {
        let texts = drawn
            .iter()
            .map(|(row, text)| (*row, text.expose_password()));
        let changed = drawn.len();
        let changes = match self.mapping.column(Field::Password) {
            Some(column) => vec![self.write_cells(column, &[texts.collect()])],
            None => vec![
                Change::Added {
                    field: Field::Password,
                    layer: Some(new_layer(&texts.collect::<Vec<_>>())),
                },
                Change::Mapping(
                    self.mapping
                        .clone()
                        .with(Field::Password, self.table.width()),
                ),
            ],
        };
        Plan {
            changes,
            changed,
            unable: 0,
        }
    }
}

fn text_cell(text: &str) -> Cell<'_> {
    Cell {
        kind: if text.is_empty() {
            CellKind::Empty
        } else {
            CellKind::Text
        },
        text,
    }
}

/// A column of texts in some rows, ascending, and nothing in the others.
fn new_layer(cells: &[(u32, impl AsRef<str>)]) -> Layer {
    let end = cells.last().map_or(0, |&(row, _)| row + 1);
    let mut cells = cells.iter().peekable();
    let column = (0..end).map(|row| {
        cells
            .next_if(|(next, _)| *next == row)
            .map_or(Cell::EMPTY, |(_, text)| text_cell(text.as_ref()))
    });
    Layer::new(std::sync::Arc::new(column.collect()))
}

impl Fix {
    /// Whether columns lose their meaning to others, which every row must then have got.
    pub(super) const fn joins_columns(&self) -> bool {
        matches!(self, Self::JoinCallingCodes | Self::JoinNames)
    }

    pub(in crate::review) const fn kind(&self) -> StepKind {
        match self {
            Self::FormatPhones(_)
            | Self::CleanPhones
            | Self::RestoreZeros { .. }
            | Self::JoinCallingCodes => StepKind::Phones,
            Self::Trim => StepKind::Clean,
            Self::ClearPlaceholders { .. } => StepKind::ClearPlaceholders,
            Self::RepairEncoding => StepKind::RepairEncoding,
            Self::LowercaseEmails => StepKind::EmailCase,
            Self::Fill { .. } => StepKind::Fill,
            Self::DropDuplicates { .. } => StepKind::DropDuplicates,
            Self::GeneratePasswords { .. } => StepKind::Passwords,
            Self::SplitNames { .. } => StepKind::SplitNames,
            Self::JoinNames => StepKind::JoinNames,
            Self::Replace { .. } => StepKind::Replace,
        }
    }
}
