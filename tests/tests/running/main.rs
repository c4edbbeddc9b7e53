//! Submissions while they run: paused, cancelled, cut off, throttled, on a machine whose clock is
//! wrong or that was asleep.
//!
//! The program runs in the test's own process, so that a test can give orders at a certain moment.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bleeding;
mod clock;
mod laptop;
mod network;
mod office;
mod orders;
mod pacing;
mod results;
