//! The two forms of an answer's body: the service's `{data, code, msg}` and the gateway's
//! `{error_code, error_msg, request_id}`.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::json_text::lossless;

/// Either form; fields that are not there are `None`, fields that nobody knows are passed over.
#[derive(Deserialize)]
pub(crate) struct Envelope<'a> {
    #[serde(borrow, default)]
    pub(crate) data: Option<&'a RawValue>,
    /// Declared a string and shown as an integer: both are read.
    #[serde(default, deserialize_with = "lossless")]
    pub(crate) code: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    pub(crate) msg: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    pub(crate) error_code: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    pub(crate) error_msg: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    pub(crate) request_id: Option<String>,
}

/// What is missing in the data of an answer that says success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DataFault {
    NoTaskId,
    Unreadable,
}

impl<'a> Envelope<'a> {
    /// `Err` with the reason when it is not a JSON object of this kind.
    pub(crate) fn read(body: &'a [u8]) -> Result<Self, String> {
        const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
        let json = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
        // The opening brace is asked for because serde would also take an array for the fields in their order.
        match json.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => {}
            Some(_) => return Err("the answer is not a JSON object".to_owned()),
            None => return Err("the answer is empty".to_owned()),
        }
        // The error says where and what kind, and does not repeat the answer.
        serde_json::from_slice(json).map_err(|error| error.to_string())
    }

    /// Whether the service itself wrote it, and not something in front of it.
    pub(crate) fn is_the_service_s(&self) -> bool {
        self.code.is_some() && self.error_code.is_none()
    }

    pub(crate) fn says_success(&self) -> bool {
        self.code.as_deref() == Some("0") && self.error_code.is_none()
    }

    pub(crate) fn any_code(&self) -> Option<&str> {
        self.error_code.as_deref().or(self.code.as_deref())
    }

    pub(crate) fn any_message(&self) -> &str {
        self.error_msg
            .as_deref()
            .or(self.msg.as_deref())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_0_as_text_and_as_number_is_success() {
        for body in [
            r#"{"code":0}"#,
            r#"{"code":"0"}"#,
            "\u{feff}{\"code\": \"0\", \"later\": [{}]}",
        ] {
            assert!(
                Envelope::read(body.as_bytes()).unwrap().says_success(),
                "{body}"
            );
        }
        for body in [
            r#"{"code":1}"#,
            r#"{"code":"00"}"#,
            r#"{"code":null}"#,
            "{}",
            r#"{"code":0,"error_code":"APIG.0101"}"#,
        ] {
            assert!(
                !Envelope::read(body.as_bytes()).unwrap().says_success(),
                "{body}"
            );
        }
    }

    #[test]
    fn the_gateway_s_form_is_read_too() {
        let body = br#"{"error_msg":"no","error_code":"APIGW.0303","request_id":"a532"}"#;
        let envelope = Envelope::read(body).unwrap();
        assert_eq!(envelope.any_code(), Some("APIGW.0303"));
        assert_eq!(envelope.any_message(), "no");
        assert_eq!(envelope.request_id.as_deref(), Some("a532"));
        assert!(!envelope.is_the_service_s());
    }

    #[test]
    fn what_is_no_envelope_says_why() {
        for body in ["", " \n", "<html>", "{\"code\":0,", "[]", "\"x\"", "7"] {
            assert!(Envelope::read(body.as_bytes()).is_err(), "{body}");
        }
    }
}
