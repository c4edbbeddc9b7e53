//! The canonical request, from the request as it came over the wire.

use std::fmt::Write as _;

use axum::http::HeaderMap;
use sha2::{Digest, Sha256};

use crate::percent;

/// What a signature is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignedRequest<'a> {
    pub(crate) method: &'a str,
    /// As sent, percent-encoded.
    pub(crate) path: &'a str,
    /// As sent, percent-encoded, without the `?`.
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

impl SignedRequest<'_> {
    /// The six parts, joined by line feeds; or which signed header is not there exactly once.
    pub(crate) fn canonical(&self, signed_headers: &[String]) -> Result<String, String> {
        let parts = [
            self.method.to_ascii_uppercase(),
            canonical_path(self.path),
            canonical_query(self.query),
            self.canonical_headers(signed_headers)?,
            signed_headers.join(";"),
            hex_sha256(self.body),
        ];
        Ok(parts.join("\n"))
    }

    /// One line for each header, each with its line feed, so that an empty line follows the last.
    fn canonical_headers(&self, names: &[String]) -> Result<String, String> {
        let mut lines = String::new();
        for name in names {
            let value = self.header(name)?;
            writeln!(lines, "{name}:{value}").expect("writing to a String does not fail");
        }
        Ok(lines)
    }

    /// The trimmed value of a header that must be there exactly once: of two, one would be
    /// signed and the other believed.
    pub(crate) fn header(&self, name: &str) -> Result<&str, String> {
        let mut values = self.headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (None, _) => Err(format!("{name} is missing")),
            (Some(_), Some(_)) => Err(format!("{name} is given twice")),
            (Some(value), None) => match std::str::from_utf8(value.as_bytes()) {
                Ok(text) => Ok(text.trim_matches([' ', '\t'])),
                Err(_) => Err(format!("{name} is not text")),
            },
        }
    }
}

/// Each segment encoded, a `/` at the end.
fn canonical_path(path: &str) -> String {
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| percent::encode(&percent::decode(segment)))
        .collect();
    let mut path = segments.join("/");
    if !path.ends_with('/') {
        path.push('/');
    }
    path
}

/// Names and values encoded, then sorted.
fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<(String, String)> = percent::pairs(query)
        .iter()
        .map(|(name, value)| (percent::encode(name), percent::encode(value)))
        .collect();
    pairs.sort();
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

pub(crate) fn hex_sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_encoded_by_segment_and_ends_in_a_slash() {
        assert_eq!(canonical_path("/a/b"), "/a/b/");
        assert_eq!(canonical_path("/a/b/"), "/a/b/");
        assert_eq!(canonical_path("/a%20b/(c)"), "/a%20b/%28c%29/");
        assert_eq!(canonical_path("/"), "/");
    }

    #[test]
    fn a_query_is_sorted_and_its_form_does_not_matter() {
        assert_eq!(canonical_query("b=2&a=1&a=0"), "a=0&a=1&b=2");
        assert_eq!(canonical_query("x=a+b"), canonical_query("x=a%20b"));
        assert_eq!(canonical_query("flag"), "flag=");
        assert_eq!(canonical_query(""), "");
    }

    #[test]
    fn a_header_given_twice_is_refused() {
        let mut headers = HeaderMap::new();
        headers.append("x-date", "1".parse().unwrap());
        headers.append("x-date", "2".parse().unwrap());
        let request = SignedRequest {
            method: "GET",
            path: "/",
            query: "",
            headers: &headers,
            body: b"",
        };
        assert_eq!(
            request.header("x-date"),
            Err("x-date is given twice".into())
        );
        assert_eq!(request.header("host"), Err("host is missing".into()));
    }
}
