//! `Retry-After`: a number of seconds, or a date (RFC 9110, 10.2.3).

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::HeaderMap;
use http::header::RETRY_AFTER;

use super::service_date::http_date;

/// Nobody is made to wait longer: by then it is worth another request, whatever was said.
const LONGEST: Duration = Duration::from_hours(1);

/// How long to wait, at most an hour. A date is relative to `now`, the service's own time, so that a wrong clock here does no harm; one
/// that has passed means "at once".
pub(crate) fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => (http_date(text)? - now).to_std().unwrap_or_default(),
    };
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(text: &str) -> Option<Duration> {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
        retry_after(&headers, "2026-04-16T08:00:00Z".parse().unwrap())
    }

    #[test]
    fn both_forms_are_read() {
        assert_eq!(wait("120"), Some(Duration::from_mins(2)));
        assert_eq!(
            wait("Thu, 16 Apr 2026 08:00:30 GMT"),
            Some(Duration::from_secs(30))
        );
        assert_eq!(wait("Thu, 16 Apr 2026 07:00:00 GMT"), Some(Duration::ZERO));
        for endless in [
            "86400",
            "18446744073709551615",
            "Fri, 31 Dec 9999 23:59:59 GMT",
        ] {
            assert_eq!(wait(endless), Some(LONGEST), "{endless}");
        }
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("-5"), None);
        assert_eq!(retry_after(&HeaderMap::new(), Utc::now()), None);
    }
}
