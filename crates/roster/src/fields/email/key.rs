//! What makes two addresses the same.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The address by which two users have the same mailbox: without regard to case. Borrowed when it already is.
///
/// RFC 5321 lets a mail server tell upper from lower case before the `@`; none in use does.
pub fn key(address: &str) -> Cow<'_, str> {
    if address.is_ascii() {
        return if address.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(address.to_ascii_lowercase())
        } else {
            Cow::Borrowed(address)
        };
    }
    let lower = address.to_lowercase();
    if is_nfc(&lower) {
        Cow::Owned(lower)
    } else {
        Cow::Owned(lower.nfc().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_composition_do_not_count() {
        for (one, other) in [
            ("Ann@Example.com", "ann@example.COM"),
            ("ZOË@example.com", "zoe\u{308}@example.com"),
            ("ИВАН@пример.рф", "иван@пример.рф"),
        ] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("ann@example.com"), key("ann.@example.com"));
        assert!(matches!(key("ann@example.com"), Cow::Borrowed(_)));
    }
}
