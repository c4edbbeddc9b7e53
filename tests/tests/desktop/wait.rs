//! Waiting for something to be so, and saying what was there instead when it never was.

use std::time::{Duration, Instant};

/// Longer than anything takes on a slow machine.
const PATIENCE: Duration = Duration::from_mins(1);
const BETWEEN_LOOKS: Duration = Duration::from_millis(40);

/// Looks until something is there.
///
/// # Panics
/// With `what` was waited for, when it never comes.
#[track_caller]
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain for: {what}");
        std::thread::sleep(BETWEEN_LOOKS);
    }
}

/// Looks for a while, and fails when something stops being so.
///
/// # Panics
/// With `what` was to stay, when it does not.
#[track_caller]
pub(crate) fn stays(what: &str, so_long: Duration, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while begun.elapsed() < so_long {
        assert!(is_so(), "it did not stay so: {what}");
        std::thread::sleep(BETWEEN_LOOKS);
    }
}

/// Whether something comes to be so within a while.
pub(crate) fn within(so_long: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < so_long {
        if is_so() {
            return true;
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
    false
}
