//! The service's clock and what it thinks of a request's time.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// The form of `X-Date` and `X-Sdk-Date`: UTC, `yyyyMMdd'T'HHmmss'Z'`.
const FORM: &str = "%Y%m%dT%H%M%SZ";

/// A request may be this old, to the second.
const OLDEST: TimeDelta = TimeDelta::minutes(15);

/// This machine's clock, moved by a number of seconds.
#[derive(Debug)]
pub(crate) struct ServiceClock {
    offset: AtomicI64,
}

impl ServiceClock {
    pub(crate) fn new(offset: i64) -> Self {
        let offset = AtomicI64::new(offset);
        Self { offset }
    }

    pub(crate) fn set_offset(&self, seconds: i64) {
        self.offset.store(seconds, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        let offset = self.offset.load(Ordering::Relaxed);
        let moved = TimeDelta::try_seconds(offset).and_then(|by| Utc::now().checked_add_signed(by));
        // An offset beyond the calendar is no clock at all; the machine's own is shown instead.
        moved.unwrap_or_else(Utc::now)
    }
}

/// Writes a time as an HTTP date (RFC 9110, 5.6.7).
pub(crate) fn http_date(at: DateTime<Utc>) -> String {
    httpdate::fmt_http_date(SystemTime::from(at))
}

/// Writes a time as `X-Date` has it.
pub(crate) fn signing_date(at: DateTime<Utc>) -> String {
    at.format(FORM).to_string()
}

/// Why a request's time is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Untimely {
    Malformed,
    Future,
    Expired,
}

/// `X-Date`: at most 15 minutes old and never later than the service's clock (service page,
/// "Create a task").
pub(crate) fn check_x_date(text: &str, now: DateTime<Utc>) -> Result<(), Untimely> {
    let age = now - parse(text)?;
    if age < TimeDelta::zero() {
        return Err(Untimely::Future);
    }
    if age > OLDEST {
        return Err(Untimely::Expired);
    }
    Ok(())
}

/// `X-Sdk-Date`: within 15 minutes of the gateway's clock, either way.
pub(crate) fn check_x_sdk_date(text: &str, now: DateTime<Utc>) -> Result<(), Untimely> {
    let age = now - parse(text)?;
    if age.abs() > OLDEST {
        return Err(Untimely::Expired);
    }
    Ok(())
}

fn parse(text: &str) -> Result<DateTime<Utc>, Untimely> {
    // chrono would also take years of other lengths and leading signs.
    if text.len() != "20240909T033325Z".len() {
        return Err(Untimely::Malformed);
    }
    NaiveDateTime::parse_from_str(text, FORM)
        .map(|naive| naive.and_utc())
        .map_err(|_| Untimely::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        parse("20240909T033325Z").unwrap()
    }

    #[test]
    fn x_date_may_be_fifteen_minutes_old_and_not_a_second_ahead() {
        assert_eq!(check_x_date("20240909T033325Z", now()), Ok(()));
        assert_eq!(check_x_date("20240909T031825Z", now()), Ok(()));
        assert_eq!(
            check_x_date("20240909T031824Z", now()),
            Err(Untimely::Expired)
        );
        assert_eq!(
            check_x_date("20240909T033326Z", now()),
            Err(Untimely::Future)
        );
    }

    #[test]
    fn x_sdk_date_may_be_fifteen_minutes_off_either_way() {
        assert_eq!(check_x_sdk_date("20240909T034825Z", now()), Ok(()));
        assert_eq!(check_x_sdk_date("20240909T031825Z", now()), Ok(()));
        for off in ["20240909T034826Z", "20240909T031824Z"] {
            assert_eq!(check_x_sdk_date(off, now()), Err(Untimely::Expired));
        }
    }

    #[test]
    fn other_forms_are_no_dates() {
        for text in [
            "",
            "2024-09-09T03:33:25Z",
            "20240909T033325",
            "20240909T033325+",
            "20241309T033325Z",
            "+2024909T033325Z",
            "20240909 033325Z",
        ] {
            assert_eq!(
                check_x_date(text, now()),
                Err(Untimely::Malformed),
                "{text:?}"
            );
        }
    }

    #[test]
    fn the_clock_moves_by_its_offset() {
        let clock = ServiceClock::new(3_600);
        let ahead = clock.now() - Utc::now();
        assert!((3_590..=3_600).contains(&ahead.num_seconds()), "{ahead}");
        clock.set_offset(i64::MAX);
        assert!((clock.now() - Utc::now()).num_seconds().abs() < 10);
    }
}
