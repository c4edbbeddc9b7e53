//! Checking rows by themselves, many at a time.

use std::ops::Range;

use super::duplicates::Tagger;
use super::groups::Tag;
use super::row::{self, Identity, SHARED, Sides};
use super::{Codes, Subject};
use crate::fields::phone::ZeroEvidence;

/// Some rows, checked by themselves.
pub(crate) struct Part {
    pub(super) codes: Vec<Codes>,
    /// Tags of the phones, if they were looked at.
    pub(super) phones: Vec<Tag>,
    /// Tags of the e-mail addresses, if they were looked at.
    pub(super) emails: Vec<Tag>,
    /// Of the phones, if they were looked at.
    pub(super) zeros: ZeroEvidence,
}

impl Part {
    fn with_room(rows: usize, sides: Sides) -> Self {
        let room = |of: bool| Vec::with_capacity(if of { rows } else { 0 });
        Self {
            codes: Vec::with_capacity(rows),
            phones: room(sides.phone),
            emails: room(sides.email),
            zeros: ZeroEvidence::new(),
        }
    }

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
        let mut part = Self::with_room(count, sides);
        let own = sides.own_codes();
        for (row, known) in rows {
            let anew = known.intersects(SHARED);
            let looked_at = if anew { Sides::ALL } else { sides };
            let identity = Identity::of(subject, row, looked_at);
            let found = row::check(subject, row, looked_at, &identity);
            let codes = if anew {
                found
            } else {
                known.without(own).union(found)
            };
            part.codes.push(codes);
            if let Some(phone) = identity.phone.filter(|_| sides.phone) {
                part.zeros.observe(&phone.text);
                part.phones.push(tagger.phone(phone.key));
            }
            if sides.email {
                part.emails.push(tagger.email(identity.email.text));
            }
        }
        part
    }
}
