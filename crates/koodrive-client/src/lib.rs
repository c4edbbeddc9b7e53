//! KooDrive's batch provisioning API: its words, its two signatures, its client.
//!
//! [`Client::create`] sends one batch of users, [`Client::query`] asks what became of it. Each [`Answer`] is one of four
//! things ([`Verdict`]): *accepted*, *refused*, *not processed* (it may be sent again) or *unknown* (it may not, without
//! a person's word: `create` is not idempotent). Requests are signed at the moment of sending, with the service's time
//! ([`ServiceClock`]) rather than this machine's.
//!
//! What does not live here: when to try again, what to write down, what to show.
//!
//! ```
//! use koodrive_client::{
//!     AccessKey, Client, ClientSettings, CreateBody, Credentials, Endpoint, NewUser, Scheme, SecretKey, TraceId, UserId,
//!     Verdict,
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let credentials = Credentials {
//!     access_key: AccessKey::parse("a378331eca141163119eb602adb67b78")?,
//!     secret_key: SecretKey::parse("the secret that goes with it")?,
//! };
//! // A practice service; `Endpoint::international()` and `Endpoint::china()` are the real ones.
//! let endpoint = Endpoint::parse("http://127.0.0.1:1")?;
//! let user_id = UserId::parse("1505084218764547200")?;
//! let client = Client::new(ClientSettings::new(endpoint, user_id, Scheme::KooDrive, credentials))?;
//!
//! let user = NewUser { firstname: "Ana".into(), phone: "0034600000001".into(), ..NewUser::default() };
//! let answer = client.create(&CreateBody::new(&[user])?, &TraceId::generate(&mut rand::rng())).await;
//! match answer.verdict {
//!     Verdict::Accepted(task_id) => println!("task {task_id}"),
//!     Verdict::Refused(refusal) => println!("nothing was created: {refusal}"),
//!     Verdict::NotProcessed(reason) => println!("may be sent again: {reason}"),
//!     Verdict::Unknown(reason) => println!("must be looked into: {reason}"),
//! }
//! # Ok(())
//! # }
//! ```

mod answer;
mod client;
mod clock;
mod create_body;
mod credentials;
mod cursor;
pub mod doctor;
mod endpoint;
#[cfg(feature = "fuzz")]
mod fuzz;
mod ids;
mod json_text;
mod request;
mod scheme;
mod settings;
mod signing;
mod steady;
mod task_page;
mod trace_id;
mod trust;
mod user;
mod x_date;

pub use answer::{
    Answer, ConnectFault, Exchange, NotProcessed, NotProcessedKind, ProxyFault, Refusal,
    RefusalKind, TlsFault, Unknown, UnknownKind, Verdict,
};
pub use client::{Client, ClientError};
pub use clock::{ClockSource, ServiceClock, SystemClock};
pub use create_body::{BodyError, CreateBody};
pub use credentials::{AccessKey, Credentials, KeyError, SecretKey};
pub use cursor::{Cursor, PageSize};
pub use endpoint::{Endpoint, EndpointError};
#[cfg(feature = "fuzz")]
pub use fuzz::fuzz_answer;
pub use ids::{IdError, TaskId, UserId};
pub use request::PreparedRequest;
pub use scheme::{Scheme, UnknownScheme};
pub use settings::{
    AnswerCap, ClientSettings, ManualProxy, Proxy, ProxyCredentials, ProxyError, Timeouts,
};
pub use task_page::{TaskInfo, TaskPage, UserResult};
pub use trace_id::{TraceId, TraceIdError};
pub use trust::{ExtraCa, ExtraCaError};
pub use user::{NewUser, UserPassword};
pub use x_date::XDate;
