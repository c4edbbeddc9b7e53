//! Percent-encoding as RFC 3986 has it: only `A-Z a-z 0-9 - _ . ~` stay.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Step 2: each segment encoded, and a `/` at the end, which is in the signature only.
pub(super) fn canonical_path(path: &str) -> String {
    let mut canonical = path.split('/').map(encode).collect::<Vec<_>>().join("/");
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// Step 3: `name=value` even when the value is empty, encoded, sorted, joined by `&`. Also the query that is sent.
pub(crate) fn canonical_query(query: &[(&str, &str)]) -> String {
    let mut pairs: Vec<_> = query
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.sort_unstable();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(encode("AZaz09-_.~"), "AZaz09-_.~");
        assert_eq!(
            encode(" +/*'()=&%é"),
            "%20%2B%2F%2A%27%28%29%3D%26%25%C3%A9"
        );
    }

    #[test]
    fn the_path_ends_with_one_slash() {
        assert_eq!(canonical_path("/a b/c"), "/a%20b/c/");
        assert_eq!(canonical_path("/a/"), "/a/");
        assert_eq!(canonical_path("/"), "/");
    }

    #[test]
    fn the_query_is_sorted_as_encoded() {
        assert_eq!(
            canonical_query(&[("b", "1"), ("a", ""), ("a", "0")]),
            "a=&a=0&b=1"
        );
        assert_eq!(canonical_query(&[]), "");
    }
}
