//! The verifier against worked cases that other programs made, and against their falsifications.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use super::*;

#[derive(Clone, Deserialize)]
struct Vector {
    name: String,
    scheme: String,
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: std::collections::BTreeMap<String, String>,
    #[serde(deserialize_with = "text_or_nothing")]
    body: String,
    access_key: String,
    secret_key: String,
    canonical_request: String,
    string_to_sign: String,
    authorization: String,
}

/// A GET has no body: `null`.
fn text_or_nothing<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

impl Vector {
    fn all() -> Vec<Self> {
        serde_json::from_str(include_str!("../../tests/signing-vectors.json")).unwrap()
    }

    fn keys(&self) -> PracticeKeys {
        PracticeKeys::new(&self.access_key, &self.secret_key)
    }

    fn verify(&self) -> Result<Scheme, Unsigned> {
        self.with_request(|request| verify(request, &self.keys()))
    }

    fn with_request<T>(&self, act: impl FnOnce(&SignedRequest) -> T) -> T {
        let query: Vec<String> = self
            .query
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        act(&SignedRequest {
            method: &self.method,
            path: &self.path,
            query: &query.join("&"),
            headers: &self.header_map(),
            body: self.body.as_bytes(),
        })
    }

    fn header_map(&self) -> HeaderMap {
        let mut headers: HeaderMap = self
            .headers
            .iter()
            .map(|(name, value)| {
                let name: HeaderName = name.parse().unwrap();
                (name, HeaderValue::from_bytes(value.as_bytes()).unwrap())
            })
            .collect();
        let authorization = HeaderValue::from_bytes(self.authorization.as_bytes()).unwrap();
        headers.insert("authorization", authorization);
        headers
    }
}

fn encode(text: &str) -> String {
    crate::percent::encode(text.as_bytes())
}

#[test]
fn every_vector_is_accepted_step_by_step() {
    let vectors = Vector::all();
    assert_eq!(vectors.len(), 10);
    for vector in vectors {
        let name = format!("{} ({})", vector.name, vector.scheme);
        let given = Authorization::parse(&vector.authorization).unwrap();
        vector.with_request(|request| {
            let canonical = request.canonical(&given.signed_headers).unwrap();
            assert_eq!(canonical, vector.canonical_request, "{name}");
            let text = string_to_sign(given.scheme, request, &canonical).unwrap();
            assert_eq!(text, vector.string_to_sign, "{name}");
            assert_eq!(sign(&vector.secret_key, &text), given.signature, "{name}");
        });
        let scheme = match vector.scheme.as_str() {
            "koodrive" => Scheme::App,
            "gateway" => Scheme::Gateway,
            other => panic!("unknown scheme {other}"),
        };
        assert_eq!(vector.verify(), Ok(scheme), "{name}");
    }
}

/// Every text that differs from `text` in one bit and can still be part of a request.
fn flips(text: &str) -> impl Iterator<Item = String> + '_ {
    (0..text.len() * 8).filter_map(|bit| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let flipped = String::from_utf8(bytes).ok()?;
        HeaderValue::from_bytes(flipped.as_bytes())
            .is_ok()
            .then_some(flipped)
    })
}

fn assert_refused(vector: &Vector, part: &str) {
    let verdict = vector.verify();
    assert!(verdict.is_err(), "{}: a changed {part} passed", vector.name);
}

#[test]
fn a_flipped_bit_in_the_authorization_is_refused() {
    for vector in Vector::all() {
        for authorization in flips(&vector.authorization) {
            let forged = Vector {
                authorization,
                ..vector.clone()
            };
            assert_refused(&forged, &format!("authorization {}", forged.authorization));
        }
    }
}

#[test]
fn a_flipped_bit_in_a_signed_header_is_refused() {
    for vector in Vector::all() {
        for (name, value) in &vector.headers {
            for flipped in flips(value) {
                let mut forged = vector.clone();
                forged.headers.insert(name.clone(), flipped);
                assert_refused(&forged, name);
            }
        }
    }
}

#[test]
fn a_flipped_bit_in_method_path_query_or_body_is_refused() {
    for vector in Vector::all() {
        for path in flips(&vector.path).filter(|path| *path != vector.path) {
            assert_refused(
                &Vector {
                    path,
                    ..vector.clone()
                },
                "path",
            );
        }
        for body in flips(&vector.body) {
            assert_refused(
                &Vector {
                    body,
                    ..vector.clone()
                },
                "body",
            );
        }
        for (at, (name, value)) in vector.query.iter().enumerate() {
            for flipped in flips(name).map(|name| (name, value.clone())) {
                assert_refused(&with_pair(&vector, at, flipped), "query name");
            }
            for flipped in flips(value).map(|value| (name.clone(), value)) {
                assert_refused(&with_pair(&vector, at, flipped), "query value");
            }
        }
        let other = if vector.method == "GET" {
            "PUT"
        } else {
            "PATCH"
        };
        let method = other.to_owned();
        assert_refused(
            &Vector {
                method,
                ..vector.clone()
            },
            "method",
        );
    }
}

fn with_pair(vector: &Vector, at: usize, pair: (String, String)) -> Vector {
    let mut forged = vector.clone();
    forged.query[at] = pair;
    forged
}

#[test]
fn a_flipped_bit_in_the_secret_is_refused() {
    for vector in Vector::all() {
        for secret_key in flips(&vector.secret_key) {
            assert_refused(
                &Vector {
                    secret_key,
                    ..vector.clone()
                },
                "secret key",
            );
        }
    }
}

/// A signature over fewer headers, made with the right secret, must not pass: what is not signed
/// could be changed on the way.
#[test]
fn a_signature_over_fewer_headers_is_refused() {
    for vector in Vector::all() {
        let given = Authorization::parse(&vector.authorization).unwrap();
        for left_out in 0..given.signed_headers.len() {
            let mut names = given.signed_headers.clone();
            let name = names.remove(left_out);
            let signature = vector.with_request(|request| {
                let canonical = request.canonical(&names).unwrap();
                let text = string_to_sign(given.scheme, request, &canonical).unwrap();
                sign(&vector.secret_key, &text)
            });
            let authorization = vector
                .authorization
                .replace(&given.signed_headers.join(";"), &names.join(";"))
                .replace(&given.signature, &signature);
            let forged = Vector {
                authorization,
                ..vector.clone()
            };
            let why = Unsigned::Headers(format!("{name} is not signed"));
            assert_eq!(forged.verify(), Err(why), "{}", vector.name);
        }
    }
}

#[test]
fn a_missing_or_foreign_authorization_is_named() {
    let vector = Vector::all().remove(0);
    let mut headers = vector.header_map();
    headers.remove("authorization");
    let unsigned = vector.with_request(|request| {
        let headers = &headers;
        verify(
            &SignedRequest {
                headers,
                ..*request
            },
            &vector.keys(),
        )
    });
    assert_eq!(unsigned, Err(Unsigned::Missing));

    let foreign = PracticeKeys::new("another", &vector.secret_key);
    let unsigned = vector.with_request(|request| verify(request, &foreign));
    assert_eq!(
        unsigned,
        Err(Unsigned::UnknownKey(vector.access_key.clone()))
    );
}
