//! What the key is applied to: the algorithm, for the gateway the date, and the hash of the canonical request.

use sha2::{Digest, Sha256};

use super::canonical_request::CanonicalRequest;
use super::hex;
use crate::{Scheme, XDate};

pub(super) struct StringToSign(String);

impl StringToSign {
    pub(super) fn new(scheme: Scheme, x_date: XDate, canonical: &CanonicalRequest) -> Self {
        let hash = hex(&Sha256::digest(canonical.text()));
        let algorithm = algorithm(scheme);
        Self(match scheme {
            Scheme::KooDrive => format!("{algorithm}\n{hash}"),
            Scheme::Gateway => format!("{algorithm}\n{x_date}\n{hash}"),
        })
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// The word that opens both the string to sign and the `Authorization` header.
pub(super) fn algorithm(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::KooDrive => "HMAC-SHA256",
        Scheme::Gateway => "SDK-HMAC-SHA256",
    }
}
