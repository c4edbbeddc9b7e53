//! A clock that nobody sets and that counts the time a machine sleeps.
//!
//! `std::time::Instant` stands still during sleep on Linux and macOS; an estimate built on it would be hours late after
//! a night with the lid closed, and every request would be too old.

use std::time::Duration;

#[cfg(unix)]
pub(crate) fn now() -> Duration {
    let now = rustix::time::clock_gettime(CLOCK);
    let (seconds, nanoseconds) = (u64::try_from(now.tv_sec), u32::try_from(now.tv_nsec));
    Duration::new(seconds.unwrap_or_default(), nanoseconds.unwrap_or_default())
}

#[cfg(target_os = "linux")]
const CLOCK: rustix::time::ClockId = rustix::time::ClockId::Boottime;

// On macOS `CLOCK_MONOTONIC` goes on during sleep (clock_gettime(3)); it is `CLOCK_UPTIME_RAW` that does not.
#[cfg(all(unix, not(target_os = "linux")))]
const CLOCK: rustix::time::ClockId = rustix::time::ClockId::Monotonic;

/// The performance counter behind `Instant` goes on during sleep on Windows ("Acquiring high-resolution time stamps").
#[cfg(not(unix))]
pub(crate) fn now() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

#[cfg(test)]
mod tests {
    #[test]
    fn goes_forward() {
        let before = super::now();
        assert!(super::now() >= before);
    }
}
