//! The time a request is signed with.

use std::fmt;

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Serialize, Serializer};

/// The value of `X-Date`: UTC, whole seconds, written `yyyyMMdd'T'HHmmss'Z'` (service page, "Request headers").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct XDate(DateTime<Utc>);

impl XDate {
    /// Cuts the fraction off: rounding up could reach into the future.
    pub fn new(time: DateTime<Utc>) -> Self {
        Self(time.trunc_subsecs(0))
    }

    /// The time, in whole seconds.
    pub fn time(self) -> DateTime<Utc> {
        self.0
    }

    /// Reads the header's form, as the gateway repeats it in its messages.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let time = chrono::NaiveDateTime::parse_from_str(text, Self::FORMAT).ok()?;
        Some(Self(time.and_utc()))
    }

    const FORMAT: &str = "%Y%m%dT%H%M%SZ";
}

impl fmt::Display for XDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format(Self::FORMAT).fmt(f)
    }
}

impl Serialize for XDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_the_specification_says_and_never_rounded_up() {
        let time = "2024-09-09T03:33:25.999Z".parse().unwrap();
        let x_date = XDate::new(time);
        assert_eq!(x_date.to_string(), "20240909T033325Z");
        assert!(x_date.time() <= time);
        assert_eq!(XDate::parse("20240909T033325Z"), Some(x_date));
        assert_eq!(XDate::parse("2024-09-09"), None);
    }
}
