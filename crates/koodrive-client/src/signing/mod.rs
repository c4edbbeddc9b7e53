//! The signature, step by step as the specification has it (service page, "The signature").
//!
//! Everything here is a function of its arguments; the time is one of them. The intermediate texts have no `Debug` and
//! no `Display`: a canonical request names the signing user and the hash of a body full of passwords, and is for nobody
//! but the next step.

mod authorization;
mod canonical_request;
mod percent;
mod signature;
mod string_to_sign;
#[cfg(test)]
mod vectors;

use std::fmt::Write as _;

use http::Method;

use crate::{Credentials, Scheme, UserId, XDate};

use canonical_request::CanonicalRequest;
pub(crate) use percent::canonical_query;
use string_to_sign::StringToSign;

/// What is signed of a request, and for whom.
pub(crate) struct Signing<'a> {
    pub(crate) scheme: Scheme,
    pub(crate) credentials: &'a Credentials,
    pub(crate) user_id: &'a UserId,
    pub(crate) x_date: XDate,
    pub(crate) method: &'a Method,
    pub(crate) host: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a [(&'a str, &'a str)],
    pub(crate) body: &'a [u8],
}

impl Signing<'_> {
    /// The value of the `Authorization` header.
    pub(crate) fn authorization(&self) -> String {
        let headers = self.signed_headers();
        let canonical =
            CanonicalRequest::new(self.method, self.path, self.query, &headers, self.body);
        let to_sign = StringToSign::new(self.scheme, self.x_date, &canonical);
        let signature = signature::sign(&to_sign, &self.credentials.secret_key);
        authorization::header(
            self.scheme,
            &self.credentials.access_key,
            &canonical,
            &signature,
        )
    }

    /// The headers that are signed, lower case and sorted by name.
    fn signed_headers(&self) -> Vec<(&'static str, String)> {
        let date = self.x_date.to_string();
        let mut headers = vec![("host", self.host.to_owned()), ("x-date", date.clone())];
        if self.scheme == Scheme::Gateway {
            headers.push(("x-sdk-date", date));
        }
        headers.push(("x-user-id", self.user_id.to_string()));
        headers
    }
}

/// Lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a string takes every character");
            text
        })
}
