//! From what the rooms say to what the contract says, and back. Nothing is decided here.

pub(crate) mod batch;
pub(crate) mod connection;
pub(crate) mod error;
pub(crate) mod fix;
pub(crate) mod found;
pub(crate) mod id;
pub(crate) mod plan;
pub(crate) mod problem;
pub(crate) mod results;
pub(crate) mod review;
pub(crate) mod rows;
pub(crate) mod settings;
pub(crate) mod submission;

use chrono::{DateTime, SecondsFormat, Utc};

/// An instant as the contract has it: RFC 3339 in UTC.
pub(crate) fn instant(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A count as the contract has it. Sheets end far below `u32::MAX`.
pub(crate) fn count(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
