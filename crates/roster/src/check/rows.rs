//! Checking all rows, on every core, or one.

use std::ops::Range;

use super::duplicates::{Tagger, Tags};
use super::{Code, Codes, Duplicates, Subject, Texts, field};
use crate::Field;
use crate::fields::phone::{PhoneKey, ZeroEvidence, ZeroVerdict};
use crate::review::Rows;

/// What checking all rows brought.
#[derive(Debug, Default)]
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
    /// These rows: cells of them in the fields named and in columns that are no field's, or whether they are left out.
    Rows { rows: Vec<u32>, fields: Vec<Field> },
}

/// Fewer rows than this are not worth another thread.
const WORTH_A_THREAD: usize = 10_000;

/// Checks all rows. Rows left out are checked by themselves, and are nobody's duplicate.
pub(crate) fn check_all(subject: &Subject<'_>, rows: &Rows) -> Outcome {
    let tagger = Tagger::default();
    let parts = in_parts(0..rows.len(), |part| {
        Part::check(subject, rows.part(part), &tagger)
    });
    Outcome::of(subject, rows, parts)
}

impl Outcome {
    /// Puts together what checking parts of the rows brought, and looks at what rows have to do with each other.
    pub(crate) fn of(subject: &Subject<'_>, rows: &Rows, parts: Vec<Part>) -> Self {
        let mut outcome = Self {
            codes: Vec::with_capacity(rows.end as usize),
            ..Self::default()
        };
        outcome.codes.resize(rows.first as usize, Codes::NONE);
        for part in parts {
            outcome.codes.extend(part.codes);
            outcome.tags.append(part.tags);
            outcome.zeros.merge(&part.zeros);
        }
        outcome.mark_lost_zeros(subject, rows.range());
        outcome.duplicates = outcome.tags.find(subject, rows);
        outcome.duplicates.mark(&mut outcome.codes);
        outcome
    }

    /// Checks what a change touched. The outcome is the one that checking all rows would bring.
    pub(crate) fn check_again(&mut self, subject: &Subject<'_>, rows: &Rows, touched: &Touched) {
        let Touched::Rows {
            rows: changed,
            fields,
        } = touched
        else {
            *self = check_all(subject, rows);
            return;
        };
        self.duplicates.unmark(&mut self.codes);
        let phones = fields
            .iter()
            .any(|&field| matches!(field, Field::Phone | Field::CountryCode));
        if phones {
            self.observe_zeros(subject, rows);
        }
        for &row in changed {
            self.codes[row as usize] = check_one(subject, row, &self.zeros);
        }
        self.duplicates = self
            .tags
            .find_again(subject, rows, changed, &self.duplicates);
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
            self.mark_lost_zeros(subject, rows.range());
        }
    }

    fn mark_lost_zeros(&mut self, subject: &Subject<'_>, rows: Range<u32>) {
        let verdict = self.zeros.conclude(subject.plan);
        if verdict.suspects_any() {
            for row in rows {
                let known = self.codes[row as usize];
                self.codes[row as usize] = known.union(lost_zeros(subject, row, &verdict, known));
            }
        }
    }
}

/// Checks one row by itself; what it shares with others is not looked at.
fn check_one(subject: &Subject<'_>, row: u32, zeros: &ZeroEvidence) -> Codes {
    let texts = subject.texts(row);
    let key = subject.plan.key(&texts.phone);
    let codes = check_row(subject, row, &texts, key);
    codes.union(lost_zeros(
        subject,
        row,
        &zeros.conclude(subject.plan),
        codes,
    ))
}

/// Splits a range among the machine's cores and brings the results back in order.
pub(crate) fn in_parts<T: Send>(
    range: Range<usize>,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let cores = cores.min(range.len() / WORTH_A_THREAD);
    if cores < 2 {
        return vec![work(range)];
    }
    let size = range.len().div_ceil(cores);
    let part = |index: usize| {
        let start: usize = range.start + index * size;
        start.min(range.end)..range.end.min(start + size)
    };
    std::thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = (1..cores)
            .map(part)
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        let first = work(part(0));
        let rest = others.into_iter().map(|thread| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        std::iter::once(first).chain(rest).collect()
    })
}

/// Some rows, checked by themselves.
pub(crate) struct Part {
    codes: Vec<Codes>,
    tags: Tags,
    zeros: ZeroEvidence,
}

impl Part {
    /// Checks some rows. All parts of a sheet need the same `tagger`.
    pub(crate) fn check(subject: &Subject<'_>, rows: Range<u32>, tagger: &Tagger) -> Self {
        let mut part = Self {
            codes: Vec::with_capacity(rows.len()),
            tags: Tags::with_capacity(tagger.clone(), rows.len()),
            zeros: ZeroEvidence::new(),
        };
        for row in rows {
            let texts = subject.texts(row);
            let key = subject.plan.key(&texts.phone);
            part.zeros.observe(&texts.phone);
            part.codes.push(check_row(subject, row, &texts, key));
            part.tags.push(key, &texts.email);
        }
        part
    }
}

fn check_row(subject: &Subject<'_>, row: u32, texts: &Texts<'_>, key: Option<PhoneKey>) -> Codes {
    let kind = |field| subject.cell(row, field).kind;
    let has_passwords = subject.columns[Field::Password as usize].is_some();
    let sent_earlier = key.is_some_and(|key| subject.earlier.contains(key));
    field::first_name(kind(Field::FirstName), &texts.firstname)
        .union(field::name(kind(Field::Surname), &texts.surname))
        .union(texts.split.map_or(Codes::NONE, field::split))
        .union(field::phone(kind(Field::Phone), &texts.phone))
        .union(field::email(kind(Field::Email), &texts.email))
        .union(field::password(
            kind(Field::Password),
            &texts.password,
            has_passwords,
            &subject.rules.password_policy,
        ))
        .union(if sent_earlier {
            Codes::of(Code::SentEarlier)
        } else {
            Codes::NONE
        })
}

/// Codes that say the phone is none, or lost more than zeros.
const NO_PHONE: Codes = Codes::of(Code::PhoneMissing)
    .with(Code::PhoneInvalid)
    .with(Code::PhoneDigitsLost)
    .with(Code::PhoneIsDate)
    .with(Code::CellError);

fn lost_zeros(subject: &Subject<'_>, row: u32, verdict: &ZeroVerdict<'_>, known: Codes) -> Codes {
    if known.intersects(NO_PHONE) || verdict.suspect(&subject.phone(row)).is_none() {
        return Codes::NONE;
    }
    Codes::of(Code::PhoneZerosLost)
}
