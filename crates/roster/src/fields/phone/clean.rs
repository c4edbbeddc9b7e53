//! Taking away what only decorates a phone.

use std::borrow::Cow;

use super::reading::{Reading, read};
use crate::fields::text::{self, Cleaned};

/// The phone without decoration: ASCII digits, with a `+` before them when the cell has one.
///
/// Takes away spaces, dashes, dots, brackets, slashes, the text apostrophe, `="…"`, unseen characters, `tel:`, a comma
/// at the end, a needless `.0` and the `(0)` after a calling code; turns full-width and other scripts' digits into ASCII
/// ones and writes out scientific notation that has all its digits. Zeros, a leading `+` and `00` stay as they are.
///
/// A cell that is no phone (see [`PhoneShape`](super::PhoneShape)) keeps its characters and is only cleaned as
/// [`text::clean`] does. Cleaning what is clean changes nothing.
pub fn clean(cell: &str) -> Cleaned<'_> {
    if is_bare(cell) {
        return Cleaned::untouched(cell);
    }
    match read(cell) {
        Reading::Phone(dialled) => Cleaned {
            text: Cow::Owned(dialled.bare().to_owned()),
            changes: dialled.changes,
        },
        Reading::Other(_) => text::clean(cell),
    }
}

/// Whether the cell is digits, with or without a `+` before them.
pub(super) fn is_bare(cell: &str) -> bool {
    let digits = cell.strip_prefix('+').unwrap_or(cell);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{PhoneShape, inspect};
    use super::*;
    use crate::fields::changes::Change::{self, *};

    #[test]
    fn each_decoration_is_taken_away_and_named() {
        let cells: [(&str, &str, &[Change]); 20] = [
            ("13800138000", "13800138000", &[]),
            ("+8613800138000", "+8613800138000", &[]),
            ("0090 532 123 45 67", "00905321234567", &[Spaces]),
            (" 13800138000\t", "13800138000", &[Trimmed]),
            ("138\u{a0}0013\u{2009}8000", "13800138000", &[Spaces]),
            ("138-0013–8000", "13800138000", &[Dashes]),
            ("030.1234.5678", "03012345678", &[Dots]),
            ("(010) 12345678", "01012345678", &[Spaces, Brackets]),
            ("0170/1234567", "01701234567", &[Slashes]),
            ("'0027188460901", "0027188460901", &[Apostrophe]),
            ("=\"0027188460901\"", "0027188460901", &[Wrapper]),
            ("tel:+8613800138000", "+8613800138000", &[Wrapper]),
            (
                "\u{202a}+8613800138000\u{202c}",
                "+8613800138000",
                &[Unseen],
            ),
            ("138\u{200b}00138000\u{feff}", "13800138000", &[Unseen]),
            (
                "＋８６ １３８００１３８０００",
                "+8613800138000",
                &[Spaces, Width],
            ),
            ("٠٥٠١٢٣٤٥٦٧", "0501234567", &[Width]),
            ("13800138000.0", "13800138000", &[DecimalTail]),
            ("1.3800138000E+10", "13800138000", &[Exponent]),
            ("+44 (0)20 7946 0958", "+442079460958", &[Spaces, TrunkZero]),
            ("13800138000;", "13800138000", &[EndPunctuation]),
        ];
        for (cell, text, changes) in cells {
            let cleaned = clean(cell);
            assert_eq!(cleaned.text, text, "{cell:?}");
            assert_eq!(
                cleaned.changes.iter().collect::<Vec<_>>(),
                changes,
                "{cell:?}"
            );
            assert_eq!(cleaned.is_changed(), cell != text, "{cell:?}");
        }
    }

    #[test]
    fn a_zero_in_brackets_stays_where_no_calling_code_precedes_it() {
        assert_eq!(clean("(0)30 1234567").text, "0301234567");
        assert_eq!(clean("0044 (0)20 7946 0958").text, "00442079460958");
    }

    #[test]
    fn what_is_no_phone_keeps_its_characters() {
        for cell in [
            "1.88461E+12",
            "2024-05-01",
            "-13800137914",
            "13800138000 / 13900139000",
            "ask Ann",
        ] {
            assert_eq!(clean(cell).text, cell);
        }
    }

    proptest! {
        #[test]
        fn cleaning_is_done_in_one_go(cell in "[-0-9+ ()./,'=\"eE\u{a0}\u{200b}０-９٠-٩tel:x]{0,24}") {
            let once = clean(&cell);
            prop_assert_eq!(&clean(&once.text).text, &once.text);
            prop_assert_eq!(once.is_changed(), once.text != cell);
        }

        #[test]
        fn what_can_be_cleaned_is_right_afterwards(cell in "[-0-9+ ()./'\u{a0}\u{200b}０-９٠-٩]{0,24}") {
            if inspect(&cell).is_cleanable() {
                prop_assert!(inspect(&clean(&cell).text).is_right());
            }
        }

        #[test]
        fn decoration_changes_no_digit(digits in "[0-9]{5,15}", gaps in proptest::collection::vec("[-  ./\u{200b}]?", 16)) {
            let decorated: String = digits.chars().zip(gaps).flat_map(|(digit, gap)| [digit.to_string(), gap]).collect();
            prop_assume!(inspect(&decorated) != PhoneShape::DateLike && inspect(&decorated) != PhoneShape::DecimalTail);
            prop_assume!(inspect(&decorated) != PhoneShape::Several);
            prop_assert_eq!(clean(&decorated).text, digits);
        }
    }
}
