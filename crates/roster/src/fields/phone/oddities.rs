//! What spreadsheet programs make of phones: dates, sums, scientific notation; and several phones in one cell.
//!
//! All on folded text (see [`Glyphs`](super::glyphs::Glyphs)), all without regular expressions: this is the hot path.

/// `2024-05-01`, `1/5/2024`, with or without a time after it.
pub(super) fn is_date(bytes: &[u8]) -> bool {
    let day = bytes.split(|byte| *byte == b' ').next().unwrap_or_default();
    b"-/.".iter().any(|separator| is_date_with(day, *separator))
}

fn is_date_with(day: &[u8], separator: u8) -> bool {
    let mut parts = day.split(|byte| *byte == separator).map(small_number);
    let (Some(a), Some(b), Some(c), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let (Some(a), Some(b), Some(c)) = (a, b, c) else {
        return false;
    };
    let is_year = |year| (1900..2200).contains(&year);
    let are_month_and_day = |x: u32, y: u32| x.min(y) >= 1 && x.min(y) <= 12 && x.max(y) <= 31;
    is_year(a) && are_month_and_day(b, c) || is_year(c) && are_month_and_day(a, b)
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

/// Scientific notation: `Some(None)` when digits are lost, `Some(Some(digits))` when all are there, `None` when it is
/// something else.
///
/// `1.38E+10` may have been exactly 13,800,000,000, but nobody can tell, so its digits count as lost.
pub(super) fn scientific(bytes: &[u8]) -> Option<Option<impl Iterator<Item = u8>>> {
    let at = bytes.iter().position(|byte| *byte == b'e')?;
    let mantissa = &bytes[..at];
    let (sign, exponent) = match &bytes[at + 1..] {
        [sign @ (b'+' | b'-'), rest @ ..] => (*sign, rest),
        rest => (b'+', rest),
    };
    let point = mantissa
        .iter()
        .position(|byte| matches!(byte, b'.' | b','))
        .unwrap_or(mantissa.len());
    let (whole, fraction) = (
        &mantissa[..point],
        mantissa.get(point + 1..).unwrap_or_default(),
    );
    let digits = || whole.iter().chain(fraction).copied();
    let is_number = !whole.is_empty()
        && digits()
            .chain(exponent.iter().copied())
            .all(|byte| byte.is_ascii_digit());
    if !is_number || exponent.is_empty() || exponent.len() > 3 {
        return None;
    }
    let exponent = exponent
        .iter()
        .fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
    Some((sign == b'+' && exponent == fraction.len()).then(digits))
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
        let digits = |text: &str| {
            scientific(text.as_bytes()).map(|found| found.map(Iterator::collect::<Vec<_>>))
        };
        assert_eq!(digits("1.88461e+12"), Some(None));
        assert_eq!(digits("1,88461e+12"), Some(None));
        assert_eq!(digits("1.9e-5"), Some(None));
        assert_eq!(
            digits("1.884609076404e+12"),
            Some(Some(b"1884609076404".to_vec()))
        );
        assert_eq!(
            digits("1.884609076404e12"),
            Some(Some(b"1884609076404".to_vec()))
        );
        for other in ["e12", "1.5", "1e", "12e3456", "1.2.3e4", "ae3", "1e+1x"] {
            assert_eq!(digits(other), None, "{other}");
        }
    }
}
