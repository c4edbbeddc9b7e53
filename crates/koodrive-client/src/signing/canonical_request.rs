//! Steps 1 to 6: the request as one text that both sides can make.

use http::Method;
use sha2::{Digest, Sha256};

use super::hex;
use super::percent::{canonical_path, canonical_query};

/// Its text is the specification: method, path, query, headers, names of the headers, hash of the body.
pub(super) struct CanonicalRequest {
    text: String,
    signed_headers: String,
}

impl CanonicalRequest {
    /// `headers`: lower case, sorted by name.
    pub(super) fn new(
        method: &Method,
        path: &str,
        query: &[(&str, &str)],
        headers: &[(&'static str, String)],
        body: &[u8],
    ) -> Self {
        let signed_headers = headers
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .join(";");
        let parts = [
            method.as_str().to_owned(),
            canonical_path(path),
            canonical_query(query),
            header_lines(headers),
            signed_headers.clone(),
            hex(&Sha256::digest(body)),
        ];
        Self {
            text: parts.join("\n"),
            signed_headers,
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Step 5 alone: the `Authorization` header repeats it.
    pub(super) fn signed_headers(&self) -> &str {
        &self.signed_headers
    }
}

/// Step 4: each line ends with `\n`, so that an empty line follows the last one.
fn header_lines(headers: &[(&'static str, String)]) -> String {
    headers
        .iter()
        .flat_map(|(name, value)| [name, ":", value.trim(), "\n"])
        .collect()
}
