//! What checking all rows brought, and bringing it up to date.

use super::cores::in_parts;
use super::duplicates::{Tagger, Tags};
use super::row::{self, Identity, Sides};
use super::rows::Part;
use super::{Code, Codes, Duplicates, Subject};
use crate::Field;
use crate::fields::phone::ZeroEvidence;
use crate::review::Rows;

/// What checking all rows brought.
#[derive(Debug, Default, Clone)]
pub(crate) struct Outcome {
    /// The codes of each kept row; nothing for those above the first user.
    pub(crate) codes: Vec<Codes>,
    /// What the phones' column showed about lost zeros.
    pub(crate) zeros: ZeroEvidence,
    pub(crate) duplicates: Duplicates,
    tags: Tags,
}

/// What a change touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Touched {
    /// Anything.
    All,
    /// Columns that are taken for these fields, and columns that are no field's.
    Columns(Vec<Field>),
    /// Cells of these rows in the fields named and in columns that are no field's, or whether the rows are left out.
    Rows {
        rows: Vec<u32>,
        fields: Vec<Field>,
        /// Whether some of the rows were left out or taken back in.
        toggles: bool,
    },
}

/// Checks all rows. Rows left out are checked by themselves, and are nobody's duplicate.
pub(crate) fn check_all(subject: &Subject<'_>, rows: &Rows) -> Outcome {
    let tagger = Tagger::default();
    let parts = in_parts(0..rows.len(), |part| {
        Part::check(subject, rows.part(part), &tagger)
    });
    Outcome::of(subject, rows, parts, &tagger)
}

impl Outcome {
    /// Puts together what checking parts of the rows brought, and looks at what rows have to do with each other.
    ///
    /// The parts were tagged by `tagger`.
    pub(crate) fn of(
        subject: &Subject<'_>,
        rows: &Rows,
        parts: Vec<Part>,
        tagger: &Tagger,
    ) -> Self {
        let mut outcome = Self {
            tags: Tags::under(tagger),
            ..Self::default()
        };
        outcome.put_together(rows, parts, Sides::ALL);
        outcome.mark_lost_zeros(subject, rows);
        outcome.duplicates = outcome.tags.find(subject, rows);
        outcome.duplicates.mark(&mut outcome.codes);
        outcome
    }

    /// The outcome after a change of whole columns: the one that checking all rows would bring.
    pub(crate) fn with_columns(
        &self,
        subject: &Subject<'_>,
        rows: &Rows,
        fields: &[Field],
    ) -> Self {
        let sides = Sides::of(fields);
        let parts = in_parts(0..rows.len(), |part| {
            let rows = rows.part(part);
            let known = |row: u32| (row, self.codes[row as usize].without(Codes::BETWEEN_ROWS));
            Part::check_sides(subject, rows.map(known), self.tags.tagger(), sides)
        });
        let mut outcome = Self {
            codes: Vec::new(),
            ..self.clone()
        };
        outcome.put_together(rows, parts, sides);
        // Who was looked at on every side lost what the column of phones said.
        outcome.mark_lost_zeros(subject, rows);
        outcome.duplicates = outcome
            .tags
            .find_sides(subject, rows, sides, &self.duplicates);
        outcome.duplicates.mark(&mut outcome.codes);
        outcome
    }

    fn put_together(&mut self, rows: &Rows, parts: Vec<Part>, sides: Sides) {
        self.codes.reserve_exact(rows.end as usize);
        self.codes.resize(rows.first as usize, Codes::NONE);
        if sides.phone {
            self.zeros = ZeroEvidence::new();
        }
        self.tags.clear(sides, rows.len());
        for part in parts {
            self.codes.extend(part.codes);
            self.zeros.merge(&part.zeros);
            self.tags.append(&part.phones, &part.emails);
        }
    }

    /// Checks what a change of some rows touched. The outcome is the one that checking all rows would bring.
    pub(crate) fn check_rows(
        &mut self,
        subject: &Subject<'_>,
        rows: &Rows,
        changed: &[u32],
        fields: &[Field],
        toggles: bool,
    ) {
        self.duplicates.unmark(&mut self.codes);
        let sides = Sides::of(fields);
        if sides.phone {
            self.observe_zeros(subject, rows);
        }
        let verdict = self.zeros.conclude(subject.plan);
        for &row in changed {
            let identity = Identity::of(subject, row, Sides::ALL);
            let codes = row::check(subject, row, Sides::ALL, &identity);
            self.codes[row as usize] = codes.union(row::lost_zeros(subject, row, &verdict, codes));
        }
        let sides = if toggles { Sides::ALL } else { sides };
        self.duplicates = self
            .tags
            .find_again(subject, rows, changed, sides, &self.duplicates);
        self.duplicates.mark(&mut self.codes);
    }

    /// Looks at the whole column of phones again, since one of them speaks for the others.
    fn observe_zeros(&mut self, subject: &Subject<'_>, rows: &Rows) {
        let had = self.zeros.conclude(subject.plan).suspects_any();
        let parts = in_parts(0..rows.len(), |part| {
            let mut zeros = ZeroEvidence::new();
            rows.part(part)
                .for_each(|row| zeros.observe(&subject.phone(row)));
            zeros
        });
        self.zeros = ZeroEvidence::new();
        for part in &parts {
            self.zeros.merge(part);
        }
        if had || self.zeros.conclude(subject.plan).suspects_any() {
            for row in rows.range() {
                let codes = &mut self.codes[row as usize];
                *codes = codes.without(Codes::of(Code::PhoneZerosLost));
            }
            self.mark_lost_zeros(subject, rows);
        }
    }

    fn mark_lost_zeros(&mut self, subject: &Subject<'_>, rows: &Rows) {
        let verdict = self.zeros.conclude(subject.plan);
        if !verdict.suspects_any() {
            return;
        }
        let parts = in_parts(0..rows.len(), |part| {
            let lost = |&row: &u32| {
                row::lost_zeros(subject, row, &verdict, self.codes[row as usize]) != Codes::NONE
            };
            rows.part(part).filter(lost).collect::<Vec<u32>>()
        });
        for row in parts.into_iter().flatten() {
            let codes = &mut self.codes[row as usize];
            *codes = codes.with(Code::PhoneZerosLost);
        }
    }
}
