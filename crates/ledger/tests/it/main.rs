//! The ledger through its front door, on real files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod common;
mod crash;
mod earlier;
mod erasure;
mod history;
mod life;
mod mending;
mod opening;
mod parts;
mod receipts;
mod rules;
mod spellings;
