//! Checks that a request was signed with the practice keys.
//!
//! Written from the service page and Huawei Cloud's signing rules alone, and never from the
//! client's code: a mistake in one of the two shows, a mistake in both would have to be made
//! twice.

mod authorization;
mod canonical;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

pub(crate) use authorization::{Authorization, Scheme};
pub(crate) use canonical::SignedRequest;

use crate::PracticeKeys;

/// Why a signature is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unsigned {
    /// No `Authorization` header.
    Missing,
    /// An `Authorization` that neither scheme would write.
    Malformed,
    /// A header that must be signed is not, or a signed one is not there exactly once.
    Headers(String),
    /// Not the practice access key.
    UnknownKey(String),
    /// The signature is another than the one computed over this canonical request.
    Different { canonical_request: String },
}

/// Checks the request's `Authorization` and says which scheme it follows.
pub(crate) fn verify(request: &SignedRequest, keys: &PracticeKeys) -> Result<Scheme, Unsigned> {
    let header = request
        .headers
        .get("authorization")
        .ok_or(Unsigned::Missing)?;
    let text = header.to_str().map_err(|_| Unsigned::Malformed)?;
    let given = Authorization::parse(text).ok_or(Unsigned::Malformed)?;
    if given.access_key != keys.access_key() {
        return Err(Unsigned::UnknownKey(given.access_key));
    }
    given.check_signed_headers().map_err(Unsigned::Headers)?;
    let canonical_request = request
        .canonical(&given.signed_headers)
        .map_err(Unsigned::Headers)?;
    let text = string_to_sign(given.scheme, request, &canonical_request)?;
    let expected = sign(keys.expose_secret_key(), &text);
    if bool::from(expected.as_bytes().ct_eq(given.signature.as_bytes())) {
        Ok(given.scheme)
    } else {
        Err(Unsigned::Different { canonical_request })
    }
}

/// The string to sign: the algorithm, for the gateway's scheme `X-Sdk-Date`, and the canonical
/// request's hash, one to a line.
fn string_to_sign(
    scheme: Scheme,
    request: &SignedRequest,
    canonical_request: &str,
) -> Result<String, Unsigned> {
    let algorithm = scheme.algorithm();
    let hash = canonical::hex_sha256(canonical_request.as_bytes());
    match scheme {
        Scheme::App => Ok(format!("{algorithm}\n{hash}")),
        Scheme::Gateway => {
            let date = request.header("x-sdk-date").map_err(Unsigned::Headers)?;
            Ok(format!("{algorithm}\n{date}\n{hash}"))
        }
    }
}

fn sign(secret_key: &str, string_to_sign: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes())
        .expect("HMAC takes keys of any length");
    mac.update(string_to_sign.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests;
