//! What a phone cell holds.

use serde::Serialize;

use super::reading::{Reading, read};
use crate::fields::changes::{Change, Changes};

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
        matches!(
            self,
            Self::NeedsCleaning | Self::DecimalTail | Self::ExactScientific
        )
    }

    /// Whether digits are gone that no program can bring back.
    pub const fn is_beyond_repair(self) -> bool {
        matches!(
            self,
            Self::ScientificNotation | Self::DateLike | Self::Negative
        )
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
    match read(cell) {
        Reading::Other(shape) => shape,
        Reading::Phone(dialled) => with_length(
            significant_len(dialled.digits().as_bytes()),
            decorated(dialled.changes),
        ),
    }
}

fn decorated(changes: Changes) -> PhoneShape {
    if changes.contains(Change::Exponent) {
        PhoneShape::ExactScientific
    } else if changes.contains(Change::DecimalTail) {
        PhoneShape::DecimalTail
    } else {
        PhoneShape::NeedsCleaning
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_has_its_shape() {
        use PhoneShape::*;
        let cells = [
            ("", Empty),
            (" \u{a0}\u{200b}\t", Empty),
            ("-", Empty),
            ("13800138000", Digits),
            ("0027188460901", Digits),
            ("001234567890123456", TooLong),
            ("00123456789012345", Digits),
            ("+8613800138000", Plus),
            ("+1234567890123456", TooLong),
            ("1234", TooShort),
            ("+1234", TooShort),
            ("12 34", TooShort),
            (" 13800138000", NeedsCleaning),
            ("138-0013-8000", NeedsCleaning),
            ("0170/1234567", NeedsCleaning),
            ("030.1234.5678", NeedsCleaning),
            ("+44 (0)20 7946 0958", NeedsCleaning),
            ("'13800138000", NeedsCleaning),
            ("=\"0013800138000\"", NeedsCleaning),
            ("\u{202d}+8613800138000\u{202c}", NeedsCleaning),
            ("１３８００１３８０００", NeedsCleaning),
            ("٠٥٠١٢٣٤٥٦٧", NeedsCleaning),
            ("๐๘๑๒๓๔๕๖๗๘", NeedsCleaning),
            ("＋86 13800138000", NeedsCleaning),
            ("(+86) 13800138000", NeedsCleaning),
            ("tel:+8613800138000", NeedsCleaning),
            ("13800138000,", NeedsCleaning),
            ("13,800,138,000", NeedsCleaning),
            ("13,80,0138000", Letters),
            ("13800138000.0", DecimalTail),
            ("13800138000,00", DecimalTail),
            ("1.88461E+12", ScientificNotation),
            ("1,88461E+12", ScientificNotation),
            ("1.38e10", ScientificNotation),
            ("1.3800138000E+10", ExactScientific),
            ("2024-05-01", DateLike),
            ("01/05/2024 00", DateLike),
            ("-13800137914", Negative),
            ("13800138000, 13900139000", Several),
            ("13800138000/13900139000", Several),
            ("13800138000\n13900139000", Several),
            ("+8613800138000 +8613900139000", Several),
            ("13800138000、13900139000", Several),
            ("13800138000 x12", Letters),
            ("n/a", Letters),
            ("无", Letters),
            ("138****8000", Letters),
            ("13800138000+", Letters),
            ("13800138000 ☎", Letters),
        ];
        for (cell, shape) in cells {
            assert_eq!(inspect(cell), shape, "{cell:?}");
        }
    }

    #[test]
    fn what_no_stack_buffer_holds_is_no_phone() {
        assert_eq!(inspect(&"1-".repeat(100)), PhoneShape::Letters);
        assert_eq!(inspect(&"1".repeat(100)), PhoneShape::TooLong);
    }
}
