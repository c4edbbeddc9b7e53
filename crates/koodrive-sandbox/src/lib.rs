//! A local stand-in for the KooDrive provisioning service, for practice and for tests.
//!
//! It listens on this machine only and does what the service's documentation says: verifies the
//! signatures (both schemes, with code of its own), refuses a date in the future, checks batches,
//! works tasks off over time, remembers phones, pages results. On request it misbehaves in every
//! way a server can: see [`Fault`]. What it has seen and done can be looked at, so that a test
//! can prove that nothing was lost and nothing was sent twice.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use koodrive_sandbox::{Fault, FaultRule, Moment, Pace, Sandbox, SandboxSettings, When};
//!
//! let sandbox = Sandbox::spawn_thread(SandboxSettings {
//!     pace: Pace::Manual,
//!     ..SandboxSettings::default()
//! })?;
//! assert!(sandbox.endpoint().starts_with("http://127.0.0.1:"));
//!
//! // The second create will be processed, and nobody will hear of it.
//! let moment = Moment::AfterProcessing;
//! sandbox.inject(FaultRule::create(When::Nth(2), Fault::Cut { moment }));
//!
//! // … a client signs with `sandbox.access_key()` and `sandbox.secret_key()` …
//! sandbox.finish_all();
//! assert!(sandbox.users().iter().all(|user| user.accepted <= 1));
//! # Ok(())
//! # }
//! ```
//!
//! Other processes use the same controls over HTTP, unsigned, since only this machine can reach
//! them:
//!
//! | request | does |
//! | --- | --- |
//! | `GET /sandbox/requests` | [`Sandbox::requests`] as JSON |
//! | `GET /sandbox/tasks` | [`Sandbox::tasks`] |
//! | `GET /sandbox/users` | [`Sandbox::users`] |
//! | `POST /sandbox/faults` | [`Sandbox::inject`], the body is a [`FaultRule`] as JSON |
//! | `DELETE /sandbox/faults` | [`Sandbox::clear_faults`] |
//! | `POST /sandbox/finish` | [`Sandbox::finish_all`] |

mod answer;
mod batch;
mod clock;
mod door;
mod error;
mod fault;
mod ids;
mod mix;
mod page;
mod percent;
mod process;
mod refusal;
mod registry;
mod routes;
mod sandbox;
mod script;
mod seen;
mod serve;
mod settings;
mod signature;
mod site;
#[cfg(feature = "tls")]
mod tls;
mod verdict;
mod visit;
mod wire;

pub use error::SandboxError;
pub use fault::{Because, Distortion, Fault, FaultRule, Garble, Moment, On, RetryAfter, When};
pub use sandbox::Sandbox;
pub use seen::{Kind, Outcome, Seen, TaskSeen, TaskUser, UserSeen};
pub use settings::{
    CodeAs, CursorName, EndOfPages, Pace, PageOrder, PracticeKeys, SandboxSettings, SkippedRows,
};
#[cfg(feature = "tls")]
pub use tls::TlsIdentity;
