//! What happened to every user of every submission, in one encrypted file.
//!
//! `create` is not idempotent and tasks cannot be listed: a task ID that is lost is lost for good, and a batch that is
//! sent twice may create users twice. So everything is written down, and synced, *before* it happens: the plan before
//! the first request, `sending` before the first byte leaves, the answer before anybody sees it. That is two commits for
//! each batch; the receipt of an acceptance is synced while the second of them is, so the disk is waited for twice
//! ([`Attempt::end`]). After a crash at any point it can be said where every user is ([`Reader::accounts`]).
//!
//! - [`Ledger`] writes, and only one copy of the program has it. [`Reader`] reads; a ledger reads as well.
//! - A batch's steps are those of [`BatchState`]. The file itself refuses any other, by triggers.
//! - An [`Attempt`] is the right to send a batch once. It cannot be copied and is used up by the answer.
//! - [`receipts`] are lines of plain text that outlive the key, the file and this program.
//!
//! No HTTP and no spreadsheets in this room, and the time is always handed in.
//!
//! ```
//! use std::time::Duration;
//!
//! use chrono::{TimeZone, Utc};
//! use ledger::{Answer, ConnectionStamp, Ledger, LedgerKey, NewSubmission, NewUser, Outcome};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let now = Utc.with_ymd_and_hms(2026, 4, 24, 10, 0, 0).unwrap();
//! let mut ledger = Ledger::open(folder.path(), &LedgerKey::new([7; 32]))?;
//! ledger.recover(now)?;
//!
//! let submission = ledger.plan(
//!     &NewSubmission {
//!         file_name: "roster.xlsx".into(),
//!         file_sha256: "0".repeat(64),
//!         sheet: Some("Sheet1".into()),
//!         mapping: "{}".into(),
//!         settings: "{}".into(),
//!         connection: ConnectionStamp {
//!             id: "c1".into(),
//!             name: "Singapore".into(),
//!             host: "intl.myhuaweicloud-koodrive.com".into(),
//!             signing_user: "1001".into(),
//!             scheme: "koodrive".into(),
//!         },
//!         batch_size: 1000,
//!         created: now,
//!     },
//!     [NewUser {
//!         row: 2,
//!         firstname: "Ada".into(),
//!         surname: None,
//!         phone: "1884609076404".into(),
//!         phone_key: "1884609076404".into(),
//!         email: None,
//!         password: None,
//!         extra: None,
//!         left_out: None,
//!     }],
//! )?;
//!
//! let batch = ledger.next_queued(submission)?.expect("one batch was planned");
//! let attempt = ledger.begin_attempt(batch.id, "a trace ID", "20260424T100000Z", now)?;
//! // … here the request goes out, and this comes back:
//! let answer =
//!     Answer { http_status: Some(200), code: Some("0".into()), message: None, ended: now, duration: Duration::ZERO };
//! let outcome = Outcome::Accepted { task_id: "1893596414966089600".into() };
//! let _recorded = attempt.end(&mut ledger, &outcome, &answer)?;
//!
//! let accounts = ledger.accounts(submission)?;
//! assert_eq!(accounts.accepted.pending, 1);
//! assert!(accounts.balanced());
//! assert_eq!(ledger.receipts().read_all()?[0].task_id, "1893596414966089600");
//! # Ok(())
//! # }
//! ```

mod accounts;
mod aside;
mod attempt;
mod batch;
mod check;
mod drafts;
mod earlier;
mod error;
mod forget;
mod ids;
mod join;
mod lock;
mod mappings;
mod mend;
mod migrate;
mod open;
mod plan;
pub mod receipts;
mod recover;
mod results;
mod search;
mod secret;
mod settle;
mod submission;
mod time;
mod users;

pub use accounts::{Accepted, Accounts};
pub use aside::{exists, set_aside};
pub use attempt::{Answer, Attempt, AttemptRecord, NotRecorded, Outcome, Recorded};
pub use batch::{Batch, BatchState, TaskTotals};
pub use drafts::{Draft, DraftSummary, NewDraft};
pub use earlier::{Earlier, Standing};
pub use error::LedgerError;
pub use ids::{BatchId, DraftId, NotAnId, StoredUserId, SubmissionId};
pub use mend::Amendment;
pub use open::{FILE_NAME, Ledger, Reader};
pub use plan::MAX_BATCH_SIZE;
pub use receipts::{Receipt, ReceiptError, Receipts};
pub use recover::Recovery;
pub use results::{Joined, OpenTask, ResultState, StrayResult, UserResult};
pub use search::Hit;
pub use secret::{LedgerKey, Password};
pub use settle::{Settlement, SettlementRecord};
pub use submission::{ConnectionStamp, NewSubmission, NewUser, Submission};
pub use users::{Page, StoredUser, UserFilter, UserPlace, UserRecord};
