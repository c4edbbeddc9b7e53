//! Percent-encoding as the signature wants it (RFC 3986, section 2).

/// Encodes every byte but the unreserved characters `A-Z a-z 0-9 - _ . ~`.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for &byte in bytes {
        if is_unreserved(byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.push(hex_digit(byte >> 4));
            text.push(hex_digit(byte & 15));
        }
    }
    text
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

fn hex_digit(nibble: u8) -> char {
    char::from(b"0123456789ABCDEF"[usize::from(nibble & 15)])
}

/// Decodes a segment of a path. A `%` that two hex digits do not follow stands for itself.
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if let (b'%', Some(byte)) = (first, tail.get(..2).and_then(hex_byte)) {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    bytes
}

/// Decodes a name or value of a query, where `+` is a space, as servlet containers have it.
pub(crate) fn decode_query(text: &str) -> Vec<u8> {
    decode(&text.replace('+', " "))
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let high = char::from(digits[0]).to_digit(16)?;
    let low = char::from(digits[1]).to_digit(16)?;
    u8::try_from(high << 4 | low).ok()
}

/// The names and values of a raw query, decoded, in the order they came.
pub(crate) fn pairs(query: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    query
        .split('&')
        .filter(|part| !part.is_empty())
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(name, value)| (decode_query(name), decode_query(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_unreserved_is_encoded() {
        assert_eq!(encode("a b/+~-_.é".as_bytes()), "a%20b%2F%2B~-_.%C3%A9");
    }

    #[test]
    fn what_is_no_encoding_stands_for_itself() {
        assert_eq!(decode("100%"), b"100%");
        assert_eq!(decode("%4"), b"%4");
        assert_eq!(decode("%zz+"), b"%zz+");
        assert_eq!(decode_query("a+b%2B"), b"a b+");
    }

    #[test]
    fn a_query_falls_into_pairs() {
        let pair = |name: &str, value: &str| (name.into(), value.into());
        assert_eq!(
            pairs("taskId=1%202&cursor=&flag"),
            [pair("taskId", "1 2"), pair("cursor", ""), pair("flag", "")]
        );
        assert!(pairs("").is_empty());
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(bytes: Vec<u8>) {
            prop_assert_eq!(decode(&encode(&bytes)), bytes);
        }
    }
}
