//! Answers as they go onto the wire.

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::refusal::{Refusal, code_value};
use crate::script::{Script, Step};
use crate::{CodeAs, Garble, RetryAfter, clock};

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";
const BAD_GATEWAY_PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n\
    <body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";
const PORTAL_PAGE: &str = "<!DOCTYPE html><html><body>Please sign in to the network.</body></html>";

/// `{"code": …, "msg": "Success", "data": …}`, HTTP 200.
pub(crate) fn success(data: &Value, code_as: CodeAs) -> Value {
    json!({"code": code_value(0, code_as), "msg": "Success", "data": data})
}

/// HTTP 200 with another code.
pub(crate) fn with_code(code: i64, code_as: CodeAs, msg: &str) -> Response {
    json_body(&json!({"code": code_value(code, code_as), "msg": msg}))
}

pub(crate) fn json_body(value: &Value) -> Response {
    plain(StatusCode::OK, JSON, value.to_string())
}

pub(crate) fn refused(refusal: &Refusal, code_as: CodeAs) -> Response {
    plain(refusal.status, JSON, refusal.body(code_as).to_string())
}

fn plain(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static(content_type);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

/// A 5xx answer: 502 comes from a proxy as HTML, the others as JSON.
pub(crate) fn failed(status: StatusCode, code_as: CodeAs) -> Response {
    if status == StatusCode::BAD_GATEWAY {
        plain(status, HTML, BAD_GATEWAY_PAGE)
    } else {
        refused(&Refusal::failed(status), code_as)
    }
}

/// The gateway's "not now".
pub(crate) fn throttled(
    status: StatusCode,
    retry_after: Option<RetryAfter>,
    now: DateTime<Utc>,
    code_as: CodeAs,
) -> Response {
    let mut response = refused(&Refusal::throttled(status), code_as);
    if let Some(retry_after) = retry_after {
        let value = match retry_after {
            RetryAfter::Seconds(seconds) => seconds.to_string(),
            RetryAfter::Date(seconds) => clock::http_date(now + ahead(seconds)),
        };
        response.headers_mut().insert(RETRY_AFTER, text(&value));
    }
    response
}

/// Seconds ahead; a day at most, so that the date stays one.
fn ahead(seconds: u64) -> TimeDelta {
    TimeDelta::seconds(i64::try_from(seconds.min(86_400)).unwrap_or(86_400))
}

/// A redirect.
pub(crate) fn redirect(status: StatusCode, to: &str) -> Response {
    let mut response = plain(status, HTML, Body::empty());
    response.headers_mut().insert(LOCATION, text(to));
    response
}

fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// A success that does not arrive as it should, though all of it arrives.
pub(crate) fn garbled(mut success: Value, garble: Garble) -> Response {
    match garble {
        Garble::Empty => plain(StatusCode::OK, JSON, Body::empty()),
        Garble::NotJson => plain(StatusCode::OK, HTML, PORTAL_PAGE),
        Garble::CutJson => plain(StatusCode::OK, JSON, halves(&success).0),
        Garble::NumericIds => {
            make_ids_numeric(&mut success);
            json_body(&success)
        }
        Garble::NoData => {
            if let Some(fields) = success.as_object_mut() {
                fields.remove("data");
            }
            json_body(&success)
        }
    }
}

fn make_ids_numeric(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(make_ids_numeric),
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_id = matches!(name.as_str(), "data" | "id" | "userId" | "taskId");
                match value.as_str().and_then(|text| text.parse::<u64>().ok()) {
                    Some(id) if is_id => *value = Value::from(id),
                    _ => make_ids_numeric(value),
                }
            }
        }
        _ => {}
    }
}

/// A success of which half is sent before `middle` happens, and then the rest.
pub(crate) fn interrupted(success: &Value, middle: Step) -> Response {
    let (first, second) = halves(success);
    let length = first.len() + second.len();
    let steps = [Step::Send(first), middle, Step::Send(second)];
    let mut response = plain(StatusCode::OK, JSON, Script::body(steps));
    let length = HeaderValue::from(length);
    response.headers_mut().insert(CONTENT_LENGTH, length);
    response
}

/// A success padded to `bytes` with spaces, which JSON allows.
pub(crate) fn flooded(success: &Value, bytes: u64) -> Response {
    let text = Bytes::from(success.to_string());
    let rest = bytes.saturating_sub(text.len() as u64);
    let steps = [Step::Send(text), Step::Pad(rest)];
    plain(StatusCode::OK, JSON, Script::body(steps))
}

fn halves(success: &Value) -> (Bytes, Bytes) {
    let mut whole = Bytes::from(success.to_string());
    let first = whole.split_to(whole.len() / 2);
    (first, whole)
}
