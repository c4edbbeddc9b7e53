//! The client against servers that misbehave: what leaves the machine, and what each fault is taken for.
//!
//! Each server lives in the test's own process on port 0 and writes down what it was asked.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod answers;
mod clock;
mod doctor;
mod proxy;
mod requests;
mod server;
mod setup;
mod tls;
mod transport;
