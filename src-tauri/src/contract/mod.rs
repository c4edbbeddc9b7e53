//! What crosses the bridge between the window's web view and Rust: the one contract.
//!
//! Every type here is the source of its TypeScript twin in `ui/src/lib/shared/bindings`, which is
//! generated, committed and compared by a test ([`bindings`]). Three rules hold throughout:
//!
//! - **IDs are text.** Task IDs are longer than 2^53; nothing here makes a number of one.
//! - **Instants are text**: RFC 3339 in UTC. Durations are whole milliseconds in a `u32`.
//! - **The secret key goes one way.** It comes in with [`connection::SaveKeys`], which cannot be
//!   serialised; no answer has a place for it.

pub mod app;
pub mod bindings;
pub mod codes;
pub mod connection;
pub mod edit;
pub mod error;
pub mod fix;
pub mod history;
pub mod recovery;
pub mod results;
pub mod review;
pub mod secret;
pub mod settings;
pub mod submission;
