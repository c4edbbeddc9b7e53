//! How much a file may cost before it is refused.

use std::time::{Duration, Instant};

use super::ReadError;

/// What one sheet may cost. A file that goes beyond is refused with a message, whatever it says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Rows with content.
    pub rows: u32,
    /// Columns, counted from `A`.
    pub columns: u32,
    /// Rows × columns.
    pub cells: u64,
    /// Bytes of text in all cells.
    pub text: u64,
    /// Bytes of the file, or of its parts once unpacked; a quarter of it for the texts that cells share.
    pub unpacked: u64,
    /// Time for reading.
    pub time: Duration,
}

impl Default for Limits {
    /// Two million rows of an ordinary roster, which is above what any spreadsheet program opens.
    fn default() -> Self {
        Self {
            rows: 2_000_000,
            columns: 1_024,
            cells: 64_000_000,
            text: 2 << 30,
            unpacked: 2 << 30,
            time: Duration::from_mins(2),
        }
    }
}

/// Says when the time for reading is over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    started: Instant,
    time: Duration,
}

impl Deadline {
    pub(crate) fn starting_now(limits: &Limits) -> Self {
        Self {
            started: Instant::now(),
            time: limits.time,
        }
    }

    pub(crate) fn check(self) -> Result<(), ReadError> {
        if self.started.elapsed() > self.time {
            return Err(ReadError::TimedOut {
                seconds: self.time.as_secs(),
            });
        }
        Ok(())
    }
}
