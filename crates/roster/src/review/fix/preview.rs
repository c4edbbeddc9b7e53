//! Showing what a fix would do, and doing it.

use serde::Serialize;

use super::apply::Draw;
use super::transform::Made;
use super::{Fix, FixError, Scope, drop};
use crate::Field;
use crate::fields::name::NameOrder;
use crate::review::journal::{Command, StepInfo};
use crate::review::table::Numbered;
use crate::review::{MASK, Roster};

/// What a fix would do to one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// The row's number in the sheet.
    pub row: u32,
    /// The column, 0 being `A`; `None` when the whole row is left out.
    pub column: Option<u32>,
    /// The text there is; dots for a password.
    pub before: String,
    /// The text there would be; dots for a password, nothing for a row left out.
    pub after: String,
}

/// What a fix would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// How many cells would change, or how many rows would be left out.
    pub changed: usize,
    /// How many cells should change but cannot, such as phones that no country knows.
    pub unable: usize,
    /// The first changes.
    pub samples: Vec<Sample>,
}

/// How many changes a preview shows.
const SAMPLES: usize = 50;

impl Roster {
    /// Shows what a fix would do, without doing it.
    ///
    /// # Errors
    /// [`FixError`] when it cannot be applied to this roster.
    pub fn preview(&self, fix: &Fix, scope: &Scope) -> Result<Preview, FixError> {
        self.check_fix(fix)?;
        Ok(match fix {
            Fix::GeneratePasswords { replace_weak } => self.preview_passwords(scope, *replace_weak),
            Fix::SplitNames { order } => self.preview_split(*order),
            Fix::DropDuplicates { .. } => self.preview_drop(fix, scope),
            _ => self.preview_cells(fix, scope),
        })
    }

    /// Applies a fix in one step and checks again what it touched. A fix that has nothing to do is no step.
    ///
    /// # Errors
    /// [`FixError`] when it cannot be applied to this roster, which stays as it is.
    pub fn apply(&mut self, fix: &Fix, scope: &Scope) -> Result<StepInfo, FixError> {
        self.check_fix(fix)?;
        if let Fix::GeneratePasswords { replace_weak } = fix {
            let rows = self.rows_for_passwords(scope, *replace_weak);
            return self.set_passwords(&rows, Draw::Chance(&mut rand::rng()));
        }
        let plan = self.plan_fix(fix, scope);
        let info = StepInfo {
            kind: fix.kind(),
            changed: plan.changed,
        };
        // Nothing was done, and so there is nothing to undo.
        if plan.changes.is_empty() {
            return Ok(info);
        }
        let command = Command::Fix {
            fix: fix.clone(),
            scope: scope.clone(),
            home: self.rules.default_country,
        };
        self.take_step(command, info, plan.changes);
        Ok(info)
    }

    pub(in crate::review) fn set_passwords(
        &mut self,
        rows: &[u32],
        draw: Draw<'_>,
    ) -> Result<StepInfo, FixError> {
        let drawn = self.draw_passwords(rows, draw)?;
        let kind = super::StepKind::Passwords;
        if drawn.is_empty() {
            return Ok(StepInfo { kind, changed: 0 });
        }
        let plan = self.plan_passwords(&drawn);
        let info = StepInfo {
            kind,
            changed: plan.changed,
        };
        let remembered = drawn
            .iter()
            .map(|(row, text)| (*row, text.expose_password().to_owned()))
            .collect();
        self.take_step(Command::Passwords(remembered), info, plan.changes);
        Ok(info)
    }

    fn preview_cells(&self, fix: &Fix, scope: &Scope) -> Preview {
        let subject = self.subject();
        let transform = self.transform(&subject, fix);
        let mut preview = Preview::default();
        let columns = transform.columns();
        for row in if fix.joins_columns() {
            self.rows.range().collect()
        } else {
            self.rows_in(scope)
        } {
            for &column in &columns {
                match transform.make(row, column) {
                    Made::Same => {}
                    Made::Unable => preview.unable += 1,
                    Made::Text(after) => preview.add(|| self.sample(row, column, &after)),
                }
            }
        }
        preview
    }

    fn sample(&self, row: u32, column: u32, after: &str) -> Sample {
        let is_password = self.mapping.field(column) == Some(Field::Password);
        let shown = |text: &str| {
            if is_password && !text.is_empty() {
                MASK.to_owned()
            } else {
                text.to_owned()
            }
        };
        Sample {
            row: self.table.number(row),
            column: Some(column),
            before: shown(self.table.cell(row, column).text),
            after: shown(after),
        }
    }

    fn preview_passwords(&self, scope: &Scope, replace_weak: bool) -> Preview {
        let rows = self.rows_for_passwords(scope, replace_weak);
        let column = self.mapping.column(Field::Password);
        let before = |row| column.map_or("", |column| self.table.cell(row, column).text);
        let mut preview = Preview::default();
        for row in rows {
            preview.add(|| Sample {
                row: self.table.number(row),
                column,
                before: if before(row).is_empty() {
                    String::new()
                } else {
                    MASK.to_owned()
                },
                after: MASK.to_owned(),
            });
        }
        preview
    }

    fn preview_split(&self, order: NameOrder) -> Preview {
        let column = self.mapping.column(Field::FullName);
        let mut preview = Preview::default();
        for row in self.rows.range() {
            preview.add(|| {
                let full = column.map_or("", |column| self.table.cell(row, column).text);
                let split = self.subject().split(full, order);
                let after = format!("{} | {}", split.firstname, split.surname);
                Sample {
                    row: self.table.number(row),
                    column,
                    before: full.to_owned(),
                    after,
                }
            });
        }
        preview
    }

    fn preview_drop(&self, fix: &Fix, scope: &Scope) -> Preview {
        let Fix::DropDuplicates { by, keep } = fix else {
            return Preview::default();
        };
        let within = self.rows_in(scope).into_iter().collect();
        let within = (*scope != Scope::All).then_some(&within);
        let mut preview = Preview::default();
        for row in drop::to_leave_out(&self.outcome.duplicates, *by, *keep, within) {
            preview.add(|| {
                let texts = self.subject().texts(row);
                let before = [
                    &*texts.firstname,
                    &*texts.surname,
                    &*texts.phone,
                    &*texts.email,
                ]
                .join(" ");
                Sample {
                    row: self.table.number(row),
                    column: None,
                    before,
                    after: String::new(),
                }
            });
        }
        preview
    }
}

impl Preview {
    fn add(&mut self, sample: impl FnOnce() -> Sample) {
        self.changed += 1;
        if self.samples.len() < SAMPLES {
            self.samples.push(sample());
        }
    }
}
