//! The header that carries the signature; the two schemes differ in a word and in two spaces.

use super::canonical_request::CanonicalRequest;
use super::string_to_sign::algorithm;
use crate::{AccessKey, Scheme};

pub(super) fn header(
    scheme: Scheme,
    key: &AccessKey,
    canonical: &CanonicalRequest,
    signature: &str,
) -> String {
    let (algorithm, key, headers) = (algorithm(scheme), key.as_str(), canonical.signed_headers());
    match scheme {
        Scheme::KooDrive => {
            format!("{algorithm} AppId={key},SignedHeaders={headers},Signature={signature}")
        }
        Scheme::Gateway => {
            format!("{algorithm} Access={key}, SignedHeaders={headers}, Signature={signature}")
        }
    }
}
