//! What makes two phones the same.

use std::fmt;
use std::num::NonZeroU64;

/// A phone reduced to what identifies it, to be compared and hashed; eight bytes, and so is an `Option` of it.
///
/// Made by [`NumberingPlan::key`](super::NumberingPlan::key), which states the rule. Two keys are equal exactly when
/// the phones are the same by that rule: it is not a hash, nothing has to be confirmed. [`Display`](fmt::Display)
/// writes its digits, which is the form to store and to compare with earlier runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneKey(NonZeroU64);

impl PhoneKey {
    /// A `u64` holds the sentinel and this many digits.
    pub const MAX_DIGITS: u32 = 18;

    const FULL: u64 = 10_u64.pow(Self::MAX_DIGITS);

    /// The key with these digits, or `None` when there are none, too many, or something else among them.
    pub fn from_digits(digits: &[u8]) -> Option<Self> {
        Self::from_bytes(digits.iter().copied())
    }

    /// The key of a national number behind its calling code.
    pub(super) fn from_parts(code: &str, national: &str) -> Option<Self> {
        Self::from_bytes(code.bytes().chain(national.bytes()))
    }

    fn from_bytes(digits: impl Iterator<Item = u8>) -> Option<Self> {
        // The leading 1 keeps leading zeros apart: `01` and `1` are different keys.
        let mut packed: u64 = 1;
        for digit in digits {
            if packed >= Self::FULL || !digit.is_ascii_digit() {
                return None;
            }
            packed = packed * 10 + u64::from(digit - b'0');
        }
        NonZeroU64::new(packed).filter(|_| packed > 1).map(Self)
    }
}

impl fmt::Display for PhoneKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let packed = self.0.get();
        let digits = packed.ilog10();
        write!(
            f,
            "{:0width$}",
            packed - 10_u64.pow(digits),
            width = digits as usize
        )
    }
}

impl fmt::Debug for PhoneKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneKey({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_keeps_every_digit_and_zero() {
        for digits in [
            "0",
            "1",
            "01",
            "10",
            "001",
            "13800138000",
            "999999999999999999",
            "000000000000000000",
        ] {
            assert_eq!(
                PhoneKey::from_digits(digits.as_bytes())
                    .unwrap()
                    .to_string(),
                digits
            );
        }
    }

    #[test]
    fn what_is_no_number_or_too_long_has_no_key() {
        for text in ["", "12a", "+12", "1234567890123456789"] {
            assert_eq!(PhoneKey::from_digits(text.as_bytes()), None, "{text}");
        }
    }
}
