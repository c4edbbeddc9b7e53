//! Checking rows by themselves, many at a time.

use std::ops::Range;

use super::duplicates::{Tagger, Tags};
use super::row::{self, Phone, SHARED, Sides};
use super::{Codes, Subject};
use crate::Field;
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
            let phone = (sides.phone || anew).then(|| Phone::of(subject, row));
            let codes = if anew {
                row::check(subject, row, Sides::ALL, phone.as_ref())
            } else {
                known
                    .without(own)
                    .union(row::check(subject, row, sides, phone.as_ref()))
            };
            part.codes.push(codes);
            if let Some(phone) = phone.filter(|_| sides.phone) {
                part.zeros.observe(&phone.text);
                part.tags.push_phone(phone.key);
            }
            if sides.email {
                part.tags.push_email(subject.cell(row, Field::Email).text);
            }
        }
        part
    }
}
