//! What time the service says it is.

use chrono::{DateTime, Utc};
use http::HeaderMap;
use http::header::DATE;

use crate::XDate;

/// The answer's `Date` header (RFC 9110, 6.6.1).
pub(crate) fn date_header(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    http_date(headers.get(DATE)?.to_str().ok()?)
}

pub(super) fn http_date(text: &str) -> Option<DateTime<Utc>> {
    httpdate::parse_http_date(text.trim())
        .ok()
        .map(DateTime::from)
}

/// The gateway names its time when it refuses ours: `… signature time:20230527T000431Z,server time:20230527T020608Z`.
pub(crate) fn date_in_message(message: &str) -> Option<DateTime<Utc>> {
    let (_, after) = message.split_once("server time:")?;
    let stamp: String = after
        .trim_start()
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    XDate::parse(&stamp).map(XDate::time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gateway_s_own_words_tell_the_time() {
        let message = "Incorrect app authentication information: signature expired, \
                       signature time:20230527T000431Z,server time:20230527T020608Z";
        assert_eq!(
            date_in_message(message),
            Some("2023-05-27T02:06:08Z".parse().unwrap())
        );
        assert_eq!(date_in_message("server time: soon"), None);
        assert_eq!(date_in_message("signature expired"), None);
    }
}
