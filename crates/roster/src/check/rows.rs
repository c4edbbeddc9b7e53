//! Checking all rows, on every core, or one.

use std::ops::Range;

use super::{Code, Codes, Duplicates, Subject, duplicates, field};
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
    /// Rows whose phone is none, ascending.
    without_phone: Vec<u32>,
}

/// What a change touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Touched {
    /// Anything.
    All,
    /// Cells in these rows, of the fields named and of columns that are no field's.
    Rows { rows: Vec<u32>, fields: Vec<Field> },
}

/// Fewer rows than this are not worth another thread.
const WORTH_A_THREAD: usize = 10_000;

/// Checks all rows. Rows left out are checked by themselves, and are nobody's duplicate.
pub(crate) fn check_all(subject: &Subject<'_>, rows: &Rows) -> Outcome {
    let parts = in_parts(0..rows.len(), |part| Part::check(subject, rows.part(part)));
    Outcome::of(subject, rows, parts)
}

impl Outcome {
    /// Puts together what checking parts of the rows brought, and looks at what rows have to do with each other.
    pub(crate) fn of(subject: &Subject<'_>, rows: &Rows, parts: Vec<Part>) -> Self {
        let mut codes = Vec::with_capacity(rows.end as usize);
        codes.resize(rows.first as usize, Codes::NONE);
        let mut zeros = ZeroEvidence::new();
        let mut keys = Vec::with_capacity(rows.len());
        for part in parts {
            codes.extend(part.codes);
            keys.extend(part.keys);
            zeros.merge(&part.zeros);
        }
        mark_lost_zeros(
            subject,
            &zeros.conclude(subject.plan),
            rows.range(),
            &mut codes,
        );
        let without_phone: Vec<u32> = rows
            .range()
            .zip(&keys)
            .filter(|(_, key)| key.is_none())
            .map(|(row, _)| row)
            .collect();
        let duplicates = duplicates::find(subject, rows, &keys, &without_phone);
        duplicates.mark(&mut codes);
        Self {
            codes,
            zeros,
            duplicates,
            without_phone,
        }
    }
}

/// Checks what a change touched. The outcome is the one that checking all rows would bring.
pub(crate) fn check_again(
    subject: &Subject<'_>,
    rows: &Rows,
    touched: &Touched,
    outcome: &mut Outcome,
) {
    match touched {
        Touched::Rows {
            rows: changed,
            fields,
        } if !fields.iter().any(|&field| concerns_phones(field)) => {
            outcome.duplicates.unmark(&mut outcome.codes);
            for &row in changed {
                outcome.codes[row as usize] = check_one(subject, row, &outcome.zeros);
            }
            let email = fields.contains(&Field::Email);
            outcome
                .duplicates
                .find_again(subject, rows, &outcome.without_phone, email);
            outcome.duplicates.mark(&mut outcome.codes);
        }
        _ => *outcome = check_all(subject, rows),
    }
}

/// A phone counts for all others: as their duplicate, and as evidence of the zeros they lost.
const fn concerns_phones(field: Field) -> bool {
    matches!(field, Field::Phone | Field::CountryCode)
}

/// Checks one row by itself; what it shares with others is not looked at.
fn check_one(subject: &Subject<'_>, row: u32, zeros: &ZeroEvidence) -> Codes {
    let (codes, _) = check_row(subject, row, &mut ZeroEvidence::new());
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
    keys: Vec<Option<PhoneKey>>,
    zeros: ZeroEvidence,
}

impl Part {
    pub(crate) fn check(subject: &Subject<'_>, rows: Range<u32>) -> Self {
        let mut part = Self {
            codes: Vec::with_capacity(rows.len()),
            keys: Vec::with_capacity(rows.len()),
            zeros: ZeroEvidence::new(),
        };
        for row in rows {
            let (codes, key) = check_row(subject, row, &mut part.zeros);
            part.codes.push(codes);
            part.keys.push(key);
        }
        part
    }
}

fn check_row(
    subject: &Subject<'_>,
    row: u32,
    zeros: &mut ZeroEvidence,
) -> (Codes, Option<PhoneKey>) {
    let texts = subject.texts(row);
    let kind = |field| subject.cell(row, field).kind;
    zeros.observe(&texts.phone);
    let key = subject.plan.key(&texts.phone);
    let has_passwords = subject.columns[Field::Password as usize].is_some();
    let sent_earlier = key.is_some_and(|key| subject.earlier.contains(key));
    let codes = field::first_name(kind(Field::FirstName), &texts.firstname)
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
        });
    (codes, key)
}

fn mark_lost_zeros(
    subject: &Subject<'_>,
    verdict: &ZeroVerdict<'_>,
    rows: Range<u32>,
    codes: &mut [Codes],
) {
    if verdict.suspects_any() {
        for row in rows {
            let known = codes[row as usize];
            codes[row as usize] = known.union(lost_zeros(subject, row, verdict, known));
        }
    }
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
