//! Text from JSON, whether it came as a string or as a number.
//!
//! IDs have up to 19 digits and lie beyond 2^53; there may be longer ones one day. No number type is on the way from the
//! bytes to the text, so none can round.

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use serde_json::value::RawValue;

/// The text of a JSON string, or the digits of a JSON number as they stand; `None` for everything else.
pub(crate) fn text_of(raw: &RawValue) -> Option<String> {
    let json = raw.get();
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str(json).ok(),
        b'-' | b'0'..=b'9' => Some(json.to_owned()),
        _ => None,
    }
}

/// For a field that may be absent, null, a string, a number or nonsense: its trimmed text if there is any.
pub(crate) fn lossless<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let raw = Option::<&RawValue>::deserialize(deserializer)?;
    let text = raw.and_then(text_of).map(|text| text.trim().to_owned());
    Ok(text.filter(|text| !text.is_empty()))
}

/// For a count that may be absent, null, a string or a number; what is no count is 0.
pub(crate) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Ok(lossless(deserializer)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0))
}

/// Reads an ID from any self-describing format; a number that was rounded before it came here is refused.
pub(crate) struct IdText;

impl Visitor<'_> for IdText {
    type Value = String;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an ID as text or as a whole number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<String, E> {
        Ok(number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Sample {
        #[serde(default, deserialize_with = "lossless")]
        id: Option<String>,
        #[serde(default, deserialize_with = "count")]
        total: u64,
    }

    fn read(json: &str) -> Sample {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_number_keeps_every_digit() {
        for digits in [
            "9007199254740993",
            "1893596414966089600",
            "123456789012345678901234567890",
        ] {
            assert_eq!(
                read(&format!("{{\"id\":{digits}}}")).id.as_deref(),
                Some(digits)
            );
            assert_eq!(
                read(&format!("{{\"id\":\"{digits}\"}}")).id.as_deref(),
                Some(digits)
            );
        }
    }

    #[test]
    fn what_is_no_text_is_absent() {
        for json in [
            "{}",
            "{\"id\":null}",
            "{\"id\":\"\"}",
            "{\"id\":\" \"}",
            "{\"id\":{}}",
            "{\"id\":[1]}",
            "{\"id\":true}",
        ] {
            assert_eq!(read(json).id, None, "{json}");
        }
    }

    #[test]
    fn escapes_in_text_are_read() {
        assert_eq!(read(r#"{"id":"\u4e0b\"x"}"#).id.as_deref(), Some("下\"x"));
    }

    #[test]
    fn counts_come_as_numbers_and_as_text() {
        for (json, total) in [
            ("{\"total\":7}", 7),
            ("{\"total\":\"7\"}", 7),
            ("{\"total\":null}", 0),
            ("{\"total\":\"x\"}", 0),
        ] {
            assert_eq!(read(json).total, total, "{json}");
        }
    }
}
