//! Rows that share a phone, an e-mail address, or everything.

use std::hash::{BuildHasher, RandomState};

use super::{Code, Codes, Subject};
use crate::Field;
use crate::fields::email;
use crate::fields::phone::PhoneKey;
use crate::review::Rows;

/// The rows that are in several places, by what they share. Rows without a double take no room.
#[derive(Debug, Default, Clone)]
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

    /// Writes into the rows' codes what was found, in place of what was found before.
    pub(crate) fn mark(&self, codes: &mut [Codes]) {
        let mut mark = |groups: &Groups, code| {
            for &(first, row) in &groups.members {
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

    /// Finds again what a change of cells that are no phones can have changed; `email` when e-mail addresses are among
    /// them.
    pub(super) fn find_again(
        &mut self,
        subject: &Subject<'_>,
        rows: &Rows,
        without_phone: &[u32],
        email: bool,
    ) {
        if email {
            self.email = by_email(subject, rows);
        }
        self.row = by_row(subject, rows, without_phone, &self.phone);
    }

    /// Takes the marks back out of the rows' codes.
    pub(crate) fn unmark(&self, codes: &mut [Codes]) {
        for &(_, row) in [&self.phone, &self.email, &self.row]
            .into_iter()
            .flat_map(|groups| &groups.members)
        {
            codes[row as usize] = codes[row as usize].without(Codes::BETWEEN_ROWS);
        }
    }
}

/// Groups of rows that share something.
#[derive(Debug, Default, Clone)]
pub(crate) struct Groups {
    /// The first row of a group, and one of its rows; group by group.
    members: Vec<(u32, u32)>,
    /// The same the other way round, to find the group of a row.
    firsts: Vec<(u32, u32)>,
}

impl Groups {
    /// Makes groups of pairs of the first row of its kind and another that is like it.
    fn of(mut members: Vec<(u32, u32)>) -> Self {
        let firsts: Vec<_> = members.iter().map(|&(first, _)| (first, first)).collect();
        members.extend(firsts);
        members.sort_unstable();
        members.dedup();
        let mut firsts: Vec<_> = members.iter().map(|&(first, row)| (row, first)).collect();
        firsts.sort_unstable();
        Self { members, firsts }
    }

    /// Every row that is in a group: the first of its group, and the row itself; group by group.
    pub(crate) fn members(&self) -> &[(u32, u32)] {
        &self.members
    }

    /// The other rows of a row's group.
    pub(crate) fn others(&self, row: u32) -> impl Iterator<Item = u32> {
        let place = self
            .firsts
            .binary_search_by_key(&row, |&(member, _)| member)
            .ok();
        let first = place.map(|place| self.firsts[place].1);
        let start = first.map_or(self.members.len(), |first| {
            self.members.partition_point(|&(other, _)| other < first)
        });
        let group = self.members[start..]
            .iter()
            .take_while(move |&&(other, _)| Some(other) == first);
        group
            .map(|&(_, member)| member)
            .filter(move |&member| member != row)
    }
}

/// Finds the rows that share something; those left out are not looked at. `without_phone` are the rows without a key.
pub(super) fn find(
    subject: &Subject<'_>,
    rows: &Rows,
    phones: &[Option<PhoneKey>],
    without_phone: &[u32],
) -> Duplicates {
    let (phone, email) = std::thread::scope(|scope| {
        let email = scope.spawn(|| by_email(subject, rows));
        let phone = by_phone(rows, phones);
        (
            phone,
            email
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        )
    });
    let row = by_row(subject, rows, without_phone, &phone);
    Duplicates { phone, email, row }
}

fn by_phone(rows: &Rows, phones: &[Option<PhoneKey>]) -> Groups {
    let hasher = RandomState::new();
    let phone = |row: u32| phones[(row - rows.first) as usize];
    let hash = |row| phone(row).map(|phone| hasher.hash_one(phone));
    group(rows.included(), rows.len(), hash, |a, b| {
        phone(a) == phone(b)
    })
}

fn by_email(subject: &Subject<'_>, rows: &Rows) -> Groups {
    if subject.mapping.column(Field::Email).is_none() {
        return Groups::default();
    }
    let hasher = RandomState::new();
    let address = |row| subject.cell(row, Field::Email).text.trim();
    let hash = |row| {
        Some(address(row))
            .filter(|it| !it.is_empty())
            .map(|it| hasher.hash_one(email::key(it)))
    };
    group(rows.included(), rows.len(), hash, |a, b| {
        email::key(address(a)) == email::key(address(b))
    })
}

/// Rows alike in every cell share their phone too, so only rows of one phone, or without any, need be compared.
fn by_row(subject: &Subject<'_>, rows: &Rows, without_phone: &[u32], phone: &Groups) -> Groups {
    let mut suspects: Vec<u32> = phone.members.iter().map(|&(_, row)| row).collect();
    suspects.extend(
        without_phone
            .iter()
            .filter(|&&row| !rows.left_out.contains(row)),
    );
    suspects.sort_unstable();
    let hasher = RandomState::new();
    let texts =
        |row| (0..subject.table.width()).map(move |column| subject.table.cell(row, column).text);
    let hash = |row| Some(hasher.hash_one(texts(row).collect::<Vec<_>>()));
    let count = suspects.len();
    group(suspects.into_iter(), count, hash, |a, b| {
        texts(a).eq(texts(b))
    })
}

/// Groups rows whose hash is the same and which `same` confirms to be alike.
fn group(
    rows: impl Iterator<Item = u32>,
    count: usize,
    hash: impl Fn(u32) -> Option<u64>,
    same: impl Fn(u32, u32) -> bool,
) -> Groups {
    let mut seen = FirstSeen::for_rows(count);
    let pairs = rows.filter_map(|row| {
        let first = seen.first(hash(row)?, row, |other| same(other, row));
        (first != row).then_some((first, row))
    });
    Groups::of(pairs.collect())
}

/// A hash table of the first row of each kind: half the hash and the row in eight bytes.
struct FirstSeen {
    slots: Vec<u64>,
    mask: usize,
}

impl FirstSeen {
    fn for_rows(count: usize) -> Self {
        let slots = (count * 3 / 2).next_power_of_two().max(16);
        Self {
            slots: vec![0; slots],
            mask: slots - 1,
        }
    }

    /// The first row that is the same as `row`, which is `row` itself when it is the first.
    fn first(&mut self, hash: u64, row: u32, same: impl Fn(u32) -> bool) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the lower half chooses the slot"
        )]
        let mut slot = hash as usize & self.mask;
        let tag = hash & !u64::from(u32::MAX);
        loop {
            match self.slots[slot] {
                // Rows are kept plus one, so that zero is a free slot.
                0 => {
                    self.slots[slot] = tag | (u64::from(row) + 1);
                    return row;
                }
                #[expect(clippy::cast_possible_truncation, reason = "the lower half is the row")]
                taken if taken & !u64::from(u32::MAX) == tag && same((taken as u32) - 1) => {
                    return (taken as u32) - 1;
                }
                _ => slot = (slot + 1) & self.mask,
            }
        }
    }
}
