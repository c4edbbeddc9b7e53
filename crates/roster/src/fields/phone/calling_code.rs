//! Calling codes: where one ends and the national number begins.

use std::sync::LazyLock;

use rlibphonenumber::PHONE_NUMBER_UTIL;

/// Whether a number is a calling code. No code is the beginning of another (ITU-T E.164), so the first that fits is it.
static CODES: LazyLock<[bool; 1000]> = LazyLock::new(|| {
    let mut codes = [false; 1000];
    let known = PHONE_NUMBER_UTIL.get_supported_calling_codes();
    let known = known.chain(PHONE_NUMBER_UTIL.get_supported_global_network_calling_codes());
    for code in known.filter_map(|code| usize::try_from(code).ok()) {
        codes[code] = true;
    }
    codes
});

/// Splits the digits of an international number into calling code and national number; `None` for an unknown code.
pub(super) fn split(digits: &str) -> Option<(&str, &str)> {
    let mut code = 0;
    for (at, digit) in digits.bytes().enumerate().take(3) {
        code = code * 10 + usize::from(digit - b'0');
        if code == 0 {
            return None;
        }
        if CODES[code] {
            return Some(digits.split_at(at + 1));
        }
    }
    None
}

/// Whether these digits, with or without `+` or `00` before them, are a calling code.
pub(crate) fn is_calling_code(text: &str) -> bool {
    let digits = text
        .strip_prefix('+')
        .or(text.strip_prefix("00"))
        .unwrap_or(text);
    let is_short =
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_short && split(digits).is_some_and(|(_, rest)| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_ends_where_the_first_known_one_does() {
        assert_eq!(split("8613800138000"), Some(("86", "13800138000")));
        assert_eq!(split("14255550121"), Some(("1", "4255550121")));
        assert_eq!(split("85212345678"), Some(("852", "12345678")));
        assert_eq!(split("80012345678"), Some(("800", "12345678")));
        assert_eq!(split("9991234567"), None);
        assert_eq!(split("0491234567"), None);
        assert_eq!(split("9"), None);
        assert_eq!(split(""), None);
    }

    #[test]
    fn calling_codes_stand_alone() {
        for code in ["86", "+86", "0086", "1", "+852"] {
            assert!(is_calling_code(code), "{code}");
        }
        for other in ["", "+", "00", "999", "861", "CN", "010", "8613800138000"] {
            assert!(!is_calling_code(other), "{other}");
        }
    }
}
