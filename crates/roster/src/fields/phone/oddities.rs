//! What spreadsheet programs make of phones: dates, sums, scientific notation; and several phones in one cell.
//!
//! All on folded text (see [`Glyphs`](super::glyphs::Glyphs)), all without regular expressions: this is the hot path.

/// `2024-05-01`, `1/5/2024`, with or without a time after it.
pub(super) fn is_date(bytes: &[u8]) -> bool {
    let separator = bytes
        .iter()
        .take(5)
        .copied()
        .find(|byte| !byte.is_ascii_digit());
    let day = || bytes.split(|byte| *byte == b' ').next().unwrap_or_default();
    separator.is_some_and(|it| matches!(it, b'-' | b'/' | b'.') && is_date_with(day(), it))
}

fn is_date_with(day: &[u8], separator: u8) -> bool {
    let mut parts = day.split(|byte| *byte == separator).map(small_number);
    let mut next = || parts.next().flatten();
    let (Some(a), Some(b), Some(c)) = (next(), next(), next()) else {
        return false;
    };
    let is_year = |year| (1900..2200).contains(&year);
    let are_month_and_day = |x: u32, y: u32| x.min(y) >= 1 && x.min(y) <= 12 && x.max(y) <= 31;
    let is_whole = parts.next().is_none();
    is_whole && (is_year(a) && are_month_and_day(b, c) || is_year(c) && are_month_and_day(a, b))
}

/// A number of one, two or four digits, as dates have them.
fn small_number(digits: &[u8]) -> Option<u32> {
    if !matches!(digits.len(), 1 | 2 | 4) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(
        digits
            .iter()
            .fold(0, |number, digit| number * 10 + u32::from(digit - b'0')),
    )
}

/// A minus and digits, nothing else.
pub(super) fn is_negative(bytes: &[u8]) -> bool {
    matches!(bytes, [b'-', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

/// `13,800,138,000`: a number with the commas between thousands that a spreadsheet program shows.
pub(super) fn is_grouped(bytes: &[u8]) -> bool {
    let mut groups = bytes.split(|byte| *byte == b',');
    let are_digits = |group: &[u8]| group.iter().all(u8::is_ascii_digit);
    groups
        .next()
        .is_some_and(|first| matches!(first.len(), 1..=3) && are_digits(first))
        && groups.all(|group| group.len() == 3 && are_digits(group))
}

/// Two pieces that each have the digits of a phone, kept apart by `,`, `/`, `|`, a line break or a second `+`.
pub(super) fn is_several(bytes: &[u8]) -> bool {
    /// A local number without its area code.
    const DIGITS_OF_ONE: usize = 7;
    let pieces = bytes.split(|byte| matches!(byte, b',' | b'/' | b'|' | b'\n' | b'+'));
    let count_digits = |piece: &[u8]| piece.iter().filter(|byte| byte.is_ascii_digit()).count();
    pieces
        .filter(|piece| count_digits(piece) >= DIGITS_OF_ONE)
        .count()
        > 1
}

/// A number in scientific notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scientific<'b> {
    /// Digits are lost. `1.38E+10` may have been exactly 13,800,000,000, but nobody can tell.
    Lost,
    /// All digits are there: those before the point, and those behind it.
    Exact(&'b [u8], &'b [u8]),
}

/// The cell as scientific notation, or `None` when it is something else.
pub(super) fn scientific(bytes: &[u8]) -> Option<Scientific<'_>> {
    let at = bytes.iter().position(|byte| *byte == b'e')?;
    let (mantissa, exponent) = (&bytes[..at], &bytes[at + 1..]);
    let (is_small, exponent) = match exponent {
        [sign @ (b'+' | b'-'), rest @ ..] => (*sign == b'-', rest),
        rest => (false, rest),
    };
    let point = mantissa
        .iter()
        .position(|byte| matches!(byte, b'.' | b','))
        .unwrap_or(at);
    let (whole, fraction) = (
        &mantissa[..point],
        mantissa.get(point + 1..).unwrap_or_default(),
    );
    let are_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let is_number = !whole.is_empty() && are_digits(whole) && are_digits(fraction);
    if !is_number || !matches!(exponent.len(), 1..=3) || !are_digits(exponent) {
        return None;
    }
    let exponent = exponent
        .iter()
        .fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
    let is_exact = !is_small && exponent == fraction.len();
    Some(if is_exact {
        Scientific::Exact(whole, fraction)
    } else {
        Scientific::Lost
    })
}

/// The digits before a `.0` or `,00`.
pub(super) fn without_decimal_tail(bytes: &[u8]) -> Option<&[u8]> {
    let point = bytes.iter().position(|byte| matches!(byte, b'.' | b','))?;
    let (number, zeros) = (&bytes[..point], &bytes[point + 1..]);
    let digits = number.strip_prefix(b"+").unwrap_or(number);
    let is_whole = digits.len() >= super::MIN_DIGITS && digits.iter().all(u8::is_ascii_digit);
    let is_tail = matches!(zeros.len(), 1 | 2) && zeros.iter().all(|byte| *byte == b'0');
    (is_whole && is_tail).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_phones_with_dashes() {
        for date in [
            "2024-05-01",
            "1/5/2024",
            "31.12.1999",
            "2024-5-1 00",
            "2024/05/01",
        ] {
            assert!(is_date(date.as_bytes()), "{date}");
        }
        for phone in [
            "138-0013-8000",
            "12-34-56",
            "2024-05",
            "2024-13-32",
            "030.12.2024",
            "1-2-3-2024",
            "0-1-2024",
        ] {
            assert!(!is_date(phone.as_bytes()), "{phone}");
        }
    }

    #[test]
    fn scientific_notation_keeps_its_digits_only_when_all_are_there() {
        let read = |text: &'static str| scientific(text.as_bytes());
        for lost in ["1.88461e+12", "1,88461e+12", "1.9e-5", "1.38e10"] {
            assert_eq!(read(lost), Some(Scientific::Lost), "{lost}");
        }
        for exact in ["1.884609076404e+12", "1,884609076404e12"] {
            assert_eq!(
                read(exact),
                Some(Scientific::Exact(b"1", b"884609076404")),
                "{exact}"
            );
        }
        for other in ["e12", "1.5", "1e", "12e3456", "1.2.3e4", "ae3", "1e+1x"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
