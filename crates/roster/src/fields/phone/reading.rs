//! Reading a phone cell: its shape, and the digits when it has any.

use super::glyphs::{CAPACITY, FOREIGN, Glyphs};
use super::oddities::{
    Scientific, is_date, is_grouped, is_negative, is_several, scientific, without_decimal_tail,
};
use super::shape::PhoneShape;
use crate::fields::changes::{Change, Changes};

/// What a cell turned out to be.
#[derive(Debug)]
pub(super) enum Reading {
    /// Digits, perhaps decorated.
    Phone(Dialled),
    /// No phone, and what it is instead.
    Other(PhoneShape),
}

/// The digits of a phone on the stack, behind a `+` if there was one, and what was taken away to get at them.
#[derive(Debug)]
pub(super) struct Dialled {
    bare: [u8; CAPACITY],
    len: usize,
    /// What was taken away.
    pub(super) changes: Changes,
}

impl Dialled {
    const fn new(changes: Changes) -> Self {
        Self {
            bare: [0; CAPACITY],
            len: 0,
            changes,
        }
    }

    /// The digits with the `+` before them.
    pub(super) fn bare(&self) -> &str {
        str::from_utf8(&self.bare[..self.len]).expect("ASCII digits and plus only")
    }

    /// The digits, without the `+`.
    pub(super) fn digits(&self) -> &str {
        self.bare().trim_start_matches('+')
    }

    /// Whether a calling code comes first: after `+` or `00`.
    fn is_international(&self) -> bool {
        self.bare().starts_with('+') || self.bare().starts_with("00")
    }

    /// Both sides hold [`CAPACITY`] bytes, so there is room for every glyph of a cell.
    fn push(&mut self, glyph: u8) {
        self.bare[self.len] = glyph;
        self.len += 1;
    }
}

/// Reads a cell that is more than ASCII digits. Allocates nothing.
pub(super) fn read(cell: &str) -> Reading {
    let Some(glyphs) = Glyphs::fold(cell) else {
        return Reading::Other(PhoneShape::Letters);
    };
    let mut changes = glyphs.changes;
    let bytes = unwrap(glyphs.as_bytes(), &mut changes);
    if let Some(shape) = oddity(&glyphs, bytes) {
        return Reading::Other(shape);
    }
    match glyphs.has(b'e').then(|| scientific(bytes)).flatten() {
        Some(Scientific::Lost) => return Reading::Other(PhoneShape::ScientificNotation),
        Some(Scientific::Exact(whole, fraction)) => return written_out(whole, fraction, changes),
        None => {}
    }
    match without_decimal_tail(bytes) {
        Some(number) => {
            changes.insert(Change::DecimalTail);
            collect(number, changes)
        }
        None => collect(bytes, changes),
    }
}

/// What the cell is instead of a phone. The glyphs that occur decide what is worth a look.
fn oddity(glyphs: &Glyphs, bytes: &[u8]) -> Option<PhoneShape> {
    if glyphs.has(FOREIGN) {
        return Some(PhoneShape::Letters);
    }
    if !bytes.iter().any(u8::is_ascii_alphanumeric) {
        return Some(PhoneShape::Empty);
    }
    if is_negative(bytes) {
        return Some(PhoneShape::Negative);
    }
    if is_date(bytes) {
        return Some(PhoneShape::DateLike);
    }
    let may_be_several = [b',', b'/', b'|', b'\n', b'+']
        .into_iter()
        .any(|glyph| glyphs.has(glyph));
    (may_be_several && is_several(bytes)).then_some(PhoneShape::Several)
}

/// Takes away what programs put around a phone to keep it text: `'…`, `="…"`, `"…"`, `tel:…`, and a comma after it.
fn unwrap<'b>(bytes: &'b [u8], changes: &mut Changes) -> &'b [u8] {
    let mut bytes = bytes;
    if let Some(rest) = bytes.strip_prefix(b"'") {
        changes.insert(Change::Apostrophe);
        bytes = rest.strip_suffix(b"'").unwrap_or(rest);
    }
    let quoted = bytes.strip_prefix(b"=").unwrap_or(bytes);
    if let Some(inner) = quoted
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""))
    {
        changes.insert(Change::Wrapper);
        bytes = inner;
    }
    if let Some(rest) = bytes.strip_prefix(b"tel:") {
        changes.insert(Change::Wrapper);
        bytes = rest;
    }
    let trimmed = bytes.trim_ascii_end();
    if let Some(rest) = trimmed.strip_suffix(b",").or(trimmed.strip_suffix(b".")) {
        changes.insert(Change::EndPunctuation);
        bytes = rest;
    }
    bytes.trim_ascii()
}

fn written_out(whole: &[u8], fraction: &[u8], mut changes: Changes) -> Reading {
    changes.insert(Change::Exponent);
    let mut dialled = Dialled::new(changes);
    whole
        .iter()
        .chain(fraction)
        .for_each(|digit| dialled.push(*digit));
    Reading::Phone(dialled)
}

/// Collects the digits, and notes each kind of separator between them.
fn collect(bytes: &[u8], changes: Changes) -> Reading {
    let mut dialled = Dialled::new(changes);
    let mut rest = bytes;
    while let [glyph, tail @ ..] = rest {
        rest = tail;
        let change = match glyph {
            b'0'..=b'9' => {
                dialled.push(*glyph);
                continue;
            }
            b'+' if dialled.len == 0 => {
                dialled.push(*glyph);
                continue;
            }
            b'(' if tail.starts_with(b"0)") && dialled.is_international() => {
                rest = &tail[2..];
                Change::TrunkZero
            }
            b' ' | b'\n' => Change::Spaces,
            b'-' => Change::Dashes,
            b'.' => Change::Dots,
            b',' if is_grouped(bytes) => Change::Dots,
            b'(' | b')' => Change::Brackets,
            b'/' => Change::Slashes,
            _ => return Reading::Other(PhoneShape::Letters),
        };
        dialled.changes.insert(change);
    }
    Reading::Phone(dialled)
}
