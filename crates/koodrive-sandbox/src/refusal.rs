//! How requests are refused: which status, whose form of body, which words.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::signature::Unsigned;
use crate::{Because, CodeAs, clock};

/// A refusal: a status, a code and a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: Code,
    pub(crate) message: String,
}

/// Who refuses, by the form of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// The API gateway in front: `{"error_code", "error_msg", "request_id"}`.
    Gateway(&'static str),
    /// The service itself: `{"code", "msg"}`.
    Service(i64),
}

/// "Incorrect app authentication information", for everything that is wrong with a signature.
const APP_AUTHENTICATION: Code = Code::Gateway("APIGW.0303");

impl Refusal {
    fn new(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            status,
            code,
            message,
        }
    }

    fn authentication(what: &str) -> Self {
        let message = format!("Incorrect app authentication information: {what}");
        Self::new(StatusCode::BAD_REQUEST, APP_AUTHENTICATION, message)
    }

    /// The signature is not what it must be. A request without one is not authorised (401),
    /// one with a wrong one does not pass authentication (400).
    pub(crate) fn unsigned(unsigned: &Unsigned) -> Self {
        match unsigned {
            Unsigned::Missing => Self {
                status: StatusCode::UNAUTHORIZED,
                ..Self::authentication("Access or Credential is empty in Authorization")
            },
            Unsigned::Malformed => Self::authentication("Authorization format is incorrect"),
            Unsigned::Headers(what) => Self::authentication(what),
            Unsigned::UnknownKey(key) => {
                Self::authentication(&format!("app not found, appkey {key}"))
            }
            Unsigned::Different { canonical_request } => {
                let shown = canonical_request.replace('\n', "|");
                let what = format!("verify signature fail, canonicalRequest:{shown}");
                Self::authentication(&what)
            }
        }
    }

    /// The request's time is not what it must be.
    pub(crate) fn untimely(signed: &str, now: DateTime<Utc>) -> Self {
        let now = clock::signing_date(now);
        let what = format!("signature expired, signature time:{signed},server time:{now}");
        Self::authentication(&what)
    }

    /// The signing user is not known.
    pub(crate) fn unknown_user(user_id: &str) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            ..Self::authentication(&format!("user not found, X-User-Id {user_id}"))
        }
    }

    /// The parameter check failed.
    pub(crate) fn parameters(what: &str) -> Self {
        let message = format!("parameter check failed: {what}");
        Self::new(StatusCode::BAD_REQUEST, Code::Service(13_000_102), message)
    }

    /// No such API.
    pub(crate) fn no_such_api() -> Self {
        let message = "The API does not exist or has not been published in the environment";
        Self::new(StatusCode::NOT_FOUND, Code::Gateway("APIGW.0101"), message)
    }

    /// The body is too large.
    pub(crate) fn too_large() -> Self {
        let code = Code::Gateway("APIGW.0201");
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            code,
            "Request entity too large",
        )
    }

    fn forbidden() -> Self {
        let code = Code::Gateway("APIGW.0306");
        Self::new(StatusCode::FORBIDDEN, code, "API access denied")
    }

    /// The refusal a fault asks for.
    pub(crate) fn because(because: Because, now: DateTime<Utc>) -> Self {
        match because {
            Because::Signature => Self::unsigned(&Unsigned::Different {
                canonical_request: "GET|/|".to_owned(),
            }),
            Because::Key => Self::unsigned(&Unsigned::UnknownKey("unknown".to_owned())),
            Because::Clock => Self::untimely("19700101T000000Z", now),
            Because::Parameters => Self::parameters("refused on request"),
            Because::Permission => Self::forbidden(),
            Because::Path => Self::no_such_api(),
            Because::Size => Self::too_large(),
        }
    }

    /// "Not now", by the gateway.
    pub(crate) fn throttled(status: StatusCode) -> Self {
        let message = "The throttling threshold has been reached: policy api over ratelimit";
        Self::new(status, Code::Gateway("APIGW.0308"), message)
    }

    /// A 5xx answer with a JSON body.
    pub(crate) fn failed(status: StatusCode) -> Self {
        match status.as_u16() {
            500 => Self::new(status, Code::Service(13_000_001), "internal error"),
            504 => Self::new(status, Code::Gateway("APIGW.0203"), "Backend timeout"),
            _ => Self::new(status, Code::Gateway("APIGW.9999"), "System error"),
        }
    }

    /// The body.
    pub(crate) fn body(&self, code_as: CodeAs) -> Value {
        match self.code {
            Code::Gateway(code) => json!({
                "error_code": code,
                "error_msg": self.message,
                "request_id": format!("{:032x}", rand::random::<u128>()),
            }),
            Code::Service(code) => json!({
                "code": code_value(code, code_as),
                "msg": self.message,
            }),
        }
    }
}

/// A `code` as a number or as text.
pub(crate) fn code_value(code: i64, code_as: CodeAs) -> Value {
    match code_as {
        CodeAs::Number => Value::from(code),
        CodeAs::Text => Value::from(code.to_string()),
    }
}
