//! What a phone cell holds.

use serde::Serialize;

use super::glyphs::{FOREIGN, Glyphs};

/// Fewer digits than this are an extension or a slip, not a phone.
pub const MIN_DIGITS: usize = 5;

/// E.164 allows 15 digits, the calling code among them; a leading `00` or `+` is not counted.
pub const MAX_DIGITS: usize = 15;

/// What a phone cell holds, as far as its characters tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneShape {
    /// Nothing, or only what nobody sees.
    Empty,
    /// ASCII digits and nothing else.
    Digits,
    /// A `+` and ASCII digits.
    Plus,
    /// A phone once separators, odd digits and unseen characters are taken away.
    NeedsCleaning,
    /// A number with a needless `.0` or `,0`: `13800138000.0`.
    DecimalTail,
    /// Scientific notation that still has every digit: `1.884609076404E+12`.
    ExactScientific,
    /// Scientific notation that lost digits: `1.88461E+12`. They are in the original workbook or nowhere.
    ScientificNotation,
    /// A date, which is what spreadsheet programs make of some phones: `2024-05-01`.
    DateLike,
    /// A number below zero, the sum of a phone that was taken for a formula: `-13800137914`.
    Negative,
    /// More than one phone.
    Several,
    /// Fewer than [`MIN_DIGITS`] digits.
    TooShort,
    /// More than [`MAX_DIGITS`] digits.
    TooLong,
    /// Letters or signs that no phone holds, extensions among them.
    Letters,
}

impl PhoneShape {
    /// Whether the cell can go out as it is.
    pub const fn is_right(self) -> bool {
        matches!(self, Self::Digits | Self::Plus)
    }

    /// Whether [`clean`](super::clean) makes it right.
    pub const fn is_cleanable(self) -> bool {
        matches!(self, Self::NeedsCleaning | Self::DecimalTail | Self::ExactScientific)
    }

    /// Whether digits are gone that no program can bring back.
    pub const fn is_beyond_repair(self) -> bool {
        matches!(self, Self::ScientificNotation | Self::DateLike | Self::Negative)
    }
}

/// Says what a phone cell holds.
///
/// Never allocates; for a cell of plain ASCII digits it is one pass over the bytes.
pub fn inspect(cell: &str) -> PhoneShape {
    let bytes = cell.as_bytes();
    if !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit) {
        return with_length(significant_len(bytes), PhoneShape::Digits);
    }
    match bytes {
        [b'+', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => {
            with_length(digits.len(), PhoneShape::Plus)
        }
        _ => inspect_decorated(cell),
    }
}

fn inspect_decorated(cell: &str) -> PhoneShape {
    let Some(glyphs) = Glyphs::fold(cell) else { return PhoneShape::Letters };
    let bytes = glyphs.as_bytes();
    if bytes.is_empty() {
        return PhoneShape::Empty;
    }
    if bytes.contains(&FOREIGN) {
        return PhoneShape::Letters;
    }
    PhoneShape::NeedsCleaning
}

fn with_length(digits: usize, right: PhoneShape) -> PhoneShape {
    match digits {
        0..MIN_DIGITS => PhoneShape::TooShort,
        MIN_DIGITS..=MAX_DIGITS => right,
        _ => PhoneShape::TooLong,
    }
}

/// Digits without a leading `00`.
fn significant_len(digits: &[u8]) -> usize {
    digits.strip_prefix(b"00").unwrap_or(digits).len()
}
