//! Checking rows by themselves, many at a time.

use std::ops::Range;

use super::duplicates::{Tagger, Tags};
use super::row::{self, SHARED, Sides};
use super::{Codes, Subject};
use crate::fields::phone::ZeroEvidence;

/// Some rows, checked by themselves.
pub(crate) struct Part {
    pub(super) codes: Vec<Codes>,
    /// Of the sides that were looked at.
    pub(super) tags: Tags,
    /// Of the phones, if they were looked at.
    pub(super) zeros: ZeroEvidence,
}

impl Part {
    /// Checks some rows. All parts of a sheet need the same `tagger`.
    pub(crate) fn check(subject: &Subject<'_>, rows: Range<u32>, tagger: &Tagger) -> Self {
        let nothing_known = std::iter::repeat(Codes::NONE);
        Self::check_sides(subject, rows.zip(nothing_known), tagger, Sides::ALL)
    }

    /// Checks some sides of rows of which the codes are known, and keeps those of the other sides.
    pub(super) fn check_sides(
        subject: &Subject<'_>,
        rows: impl Iterator<Item = (u32, Codes)>,
        tagger: &Tagger,
        sides: Sides,
    ) -> Self {
        let count = rows.size_hint().0;
        let mut part = Self {
            codes: Vec::with_capacity(count),
            tags: Tags::under(tagger),
            zeros: ZeroEvidence::new(),
        };
        part.tags.reserve(sides, count);
        let own = sides.own_codes();
        for (row, known) in rows {
            let anew = known.intersects(SHARED);
            let key = (sides.phone || anew)
                .then(|| subject.plan.key(&subject.phone(row)))
                .flatten();
            let codes = if anew {
                row::check(subject, row, Sides::ALL, key)
            } else {
                known
                    .without(own)
                    .union(row::check(subject, row, sides, key))
            };
            part.codes.push(codes);
            part.look_across(subject, row, sides, key);
        }
        part
    }

    /// Notes what the row may have to do with others.
    fn look_across(
        &mut self,
        subject: &Subject<'_>,
        row: u32,
        sides: Sides,
        key: Option<crate::fields::phone::PhoneKey>,
    ) {
        if sides.phone {
            self.zeros.observe(&subject.phone(row));
            self.tags.push_phone(key);
        }
        if sides.email {
            self.tags
                .push_email(subject.cell(row, crate::Field::Email).text);
        }
    }
}
