//! Rows that share a phone, an e-mail address, or everything.

use std::collections::HashSet;
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::quality::RandomState;

use super::groups::{Groups, Tag, tag};
use super::row::Sides;
use super::{Code, Codes, Subject, both};
use crate::Field;
use crate::fields::email;
use crate::fields::phone::PhoneKey;
use crate::fields::placeholder::placeholder;
use crate::review::{RowSet, Rows};

/// The rows that are in several places, by what they share. Rows without a double take no room.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Duplicates {
    phone: Groups,
    email: Groups,
    row: Groups,
}

impl Duplicates {
    /// The groups for one of the codes between rows.
    pub(crate) fn by(&self, code: Code) -> &Groups {
        match code {
            Code::DuplicateEmail => &self.email,
            Code::DuplicateRow => &self.row,
            _ => &self.phone,
        }
    }

    /// Writes into the rows' codes what was found.
    pub(super) fn mark(&self, codes: &mut [Codes]) {
        let mut mark = |groups: &Groups, code| {
            for &(first, row) in groups.members() {
                let known = codes[row as usize].with(code);
                let is_first = code == Code::DuplicatePhone && first == row;
                codes[row as usize] = if is_first {
                    known.first_with_phone()
                } else {
                    known
                };
            }
        };
        mark(&self.phone, Code::DuplicatePhone);
        mark(&self.email, Code::DuplicateEmail);
        mark(&self.row, Code::DuplicateRow);
    }

    /// Takes the marks back out of the rows' codes.
    pub(super) fn unmark(&self, codes: &mut [Codes]) {
        let groups = [&self.phone, &self.email, &self.row];
        for &(_, row) in groups.into_iter().flat_map(Groups::members) {
            codes[row as usize] = codes[row as usize].without(Codes::BETWEEN_ROWS);
        }
    }
}

/// The key under which tags are made: another every time, so that no sheet can be made to have many alike.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tagger(RandomState);

impl Tagger {
    pub(super) fn phone(&self, key: Option<PhoneKey>) -> Tag {
        key.map_or(0, |key| tag(self.0.hash_one(key)))
    }

    pub(super) fn email(&self, text: &str) -> Tag {
        let address = text.trim();
        if address.is_empty() || placeholder(address).is_some() {
            0
        } else {
            tag(self.0.hash_one(email::key(address)))
        }
    }

    fn row<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Tag {
        tag(self.0.hash_one(texts.collect::<Vec<_>>()))
    }
}

/// The tags of rows, in their order. Outcomes that differ on one side share those of the other.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tags {
    tagger: Tagger,
    phones: Arc<Vec<Tag>>,
    emails: Arc<Vec<Tag>>,
}

impl Tags {
    /// No tags yet; those to come are made under a key.
    pub(super) fn under(tagger: &Tagger) -> Self {
        Self {
            tagger: tagger.clone(),
            ..Self::default()
        }
    }

    pub(super) fn tagger(&self) -> &Tagger {
        &self.tagger
    }

    /// Forgets the tags of some sides, and makes room for those of so many rows.
    pub(super) fn clear(&mut self, sides: Sides, rows: usize) {
        if sides.phone {
            self.phones = Arc::new(Vec::with_capacity(rows));
        }
        if sides.email {
            self.emails = Arc::new(Vec::with_capacity(rows));
        }
    }

    /// Adds the tags of the next rows, made under the same key; none for a side that was not looked at.
    pub(super) fn append(&mut self, phones: &[Tag], emails: &[Tag]) {
        if !phones.is_empty() {
            Arc::make_mut(&mut self.phones).extend_from_slice(phones);
        }
        if !emails.is_empty() {
            Arc::make_mut(&mut self.emails).extend_from_slice(emails);
        }
    }

    /// Finds the rows that share something; those left out are not looked at.
    pub(super) fn find(&self, subject: &Subject<'_>, rows: &Rows) -> Duplicates {
        self.find_sides(subject, rows, Sides::ALL, &Duplicates::default())
    }

    /// The same where only some sides have changed since others were found.
    pub(super) fn find_sides(
        &self,
        subject: &Subject<'_>,
        rows: &Rows,
        sides: Sides,
        known: &Duplicates,
    ) -> Duplicates {
        // Where only one of them is looked for, it has both cores.
        let shares_cores = sides.phone && sides.email;
        let phone = || {
            let tagged = included(&self.phones, rows);
            sides.phone.then(|| by_phone(subject, tagged, shares_cores))
        };
        let email = || {
            let tagged = included(&self.emails, rows);
            sides.email.then(|| by_email(subject, tagged, shares_cores))
        };
        let (phone, email) = both(rows.len(), phone, email);
        let phone = phone.unwrap_or_else(|| known.phone.clone());
        let email = email.unwrap_or_else(|| known.email.clone());
        let row = self.by_row(subject, rows, &phone);
        Duplicates { phone, email, row }
    }

    /// Finds again what a change of some rows on some sides, or of whether they are left out, can have changed.
    pub(super) fn find_again(
        &mut self,
        subject: &Subject<'_>,
        rows: &Rows,
        changed: &[u32],
        sides: Sides,
        known: &Duplicates,
    ) -> Duplicates {
        let tagger = self.tagger.clone();
        let phone = if sides.phone {
            let tag = |row| tagger.phone(subject.plan.key(&subject.phone(row)));
            let touched = retag(&mut self.phones, rows, changed, tag);
            let found = by_phone(subject, touched.rows(&self.phones, rows), true);
            known
                .phone
                .with(&found, |row| touched.has(&self.phones, rows, row))
        } else {
            known.phone.clone()
        };
        let email = if sides.email {
            let tag = |row| tagger.email(subject.cell(row, Field::Email).text);
            let touched = retag(&mut self.emails, rows, changed, tag);
            let found = by_email(subject, touched.rows(&self.emails, rows), true);
            known
                .email
                .with(&found, |row| touched.has(&self.emails, rows, row))
        } else {
            known.email.clone()
        };
        let row = self.by_row(subject, rows, &phone);
        Duplicates { phone, email, row }
    }

    /// Rows alike in every cell share their phone too, so only rows of one phone, or without any, need be compared.
    fn by_row(&self, subject: &Subject<'_>, rows: &Rows, phone: &Groups) -> Groups {
        let without_phone = included(&self.phones, rows)
            .filter(|&(tag, _)| tag == 0)
            .map(|(_, row)| row);
        let mut suspects: Vec<u32> = without_phone
            .chain(phone.members().iter().map(|&(_, row)| row))
            .collect();
        suspects.sort_unstable();
        let texts = |row| {
            (0..subject.table.width()).map(move |column| subject.table.cell(row, column).text)
        };
        let tagged: Vec<_> = suspects
            .into_iter()
            .map(|row| (self.tagger.row(texts(row)), row))
            .collect();
        Groups::find(tagged.iter().copied(), true, |a, b| texts(a).eq(texts(b)))
    }
}

/// What a change of some rows touched: the rows, and every tag that one of them had or has.
struct TouchedTags {
    tags: HashSet<Tag, RandomState>,
    changed: RowSet,
}

/// Gives rows that were changed the tags that they have now.
fn retag(
    tags: &mut Arc<Vec<Tag>>,
    rows: &Rows,
    changed: &[u32],
    tag: impl Fn(u32) -> Tag,
) -> TouchedTags {
    let all = Arc::make_mut(tags);
    let mut touched = HashSet::default();
    for &row in changed {
        let now = tag(row);
        let before = std::mem::replace(&mut all[rows.place(row)], now);
        touched.extend([before, now]);
    }
    // What shares nothing with anybody need not be compared.
    touched.remove(&0);
    TouchedTags {
        tags: touched,
        changed: changed.iter().copied().collect(),
    }
}

impl TouchedTags {
    /// The rows that may share something with one that was changed.
    fn rows(&self, all: &[Tag], rows: &Rows) -> impl Iterator<Item = (Tag, u32)> + Clone + Send {
        let touched = included(all, rows).filter(|(tag, _)| self.tags.contains(tag));
        touched.collect::<Vec<_>>().into_iter()
    }

    fn has(&self, all: &[Tag], rows: &Rows, row: u32) -> bool {
        self.tags.contains(&all[rows.place(row)]) || self.changed.contains(row)
    }
}

fn by_phone(
    subject: &Subject<'_>,
    tagged: impl Iterator<Item = (Tag, u32)> + Clone + Send,
    on_one_core: bool,
) -> Groups {
    let key = |row| subject.plan.key(&subject.phone(row));
    Groups::find(tagged, on_one_core, |a, b| key(a) == key(b))
}

fn by_email(
    subject: &Subject<'_>,
    tagged: impl Iterator<Item = (Tag, u32)> + Clone + Send,
    on_one_core: bool,
) -> Groups {
    let address = |row| subject.cell(row, Field::Email).text.trim();
    Groups::find(tagged, on_one_core, |a, b| {
        email::key(address(a)) == email::key(address(b))
    })
}

/// Tags with their rows, of those that are not left out.
fn included<'a>(
    tags: &'a [Tag],
    rows: &'a Rows,
) -> impl Iterator<Item = (Tag, u32)> + Clone + Send + 'a {
    let tagged = tags.iter().copied().zip(rows.range());
    tagged.filter(|&(_, row)| !rows.left_out.contains(row))
}
