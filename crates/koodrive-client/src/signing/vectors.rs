//! Worked cases with every intermediate step; those of the gateway were made with Huawei Cloud's own public SDK.

use std::collections::BTreeMap;

use http::Method;
use serde::Deserialize;

use super::canonical_request::CanonicalRequest;
use super::string_to_sign::StringToSign;
use super::{Signing, canonical_query};
use crate::{AccessKey, Credentials, Scheme, SecretKey, UserId, XDate};

#[derive(Deserialize)]
struct Vector {
    name: String,
    scheme: Scheme,
    method: String,
    host: String,
    path: String,
    query: Vec<(String, String)>,
    headers: BTreeMap<String, String>,
    body: Option<String>,
    access_key: String,
    secret_key: String,
    canonical_query: String,
    canonical_request: String,
    string_to_sign: String,
    authorization: String,
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("../../tests/signing-vectors.json")).unwrap()
}

fn check(vector: &Vector) {
    let name = format!("{} ({})", vector.name, vector.scheme);
    let credentials = Credentials {
        access_key: AccessKey::parse(&vector.access_key).unwrap(),
        secret_key: SecretKey::parse(&vector.secret_key).unwrap(),
    };
    let query: Vec<_> = vector
        .query
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let signing = Signing {
        scheme: vector.scheme,
        credentials: &credentials,
        user_id: &UserId::parse(&vector.headers["X-User-Id"]).unwrap(),
        x_date: XDate::parse(&vector.headers["X-Date"]).unwrap(),
        method: &vector.method.parse::<Method>().unwrap(),
        host: &vector.host,
        path: &vector.path,
        query: &query,
        body: vector.body.as_deref().unwrap_or_default().as_bytes(),
    };

    assert_eq!(
        canonical_query(&query),
        vector.canonical_query,
        "canonical query of {name}"
    );
    let headers = signing.signed_headers();
    let canonical =
        CanonicalRequest::new(signing.method, signing.path, &query, &headers, signing.body);
    assert_eq!(
        canonical.text(),
        vector.canonical_request,
        "canonical request of {name}"
    );
    let to_sign = StringToSign::new(signing.scheme, signing.x_date, &canonical);
    assert_eq!(
        to_sign.text(),
        vector.string_to_sign,
        "string to sign of {name}"
    );
    assert_eq!(
        signing.authorization(),
        vector.authorization,
        "authorization of {name}"
    );
}

#[test]
fn every_step_of_every_vector() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 10, "both schemes, five cases each");
    vectors.iter().for_each(check);
}
