//! The use cases: plan, submit, follow, settle, report.
//!
//! This is the only room that knows the others: the roster, the ledger, the vault and the client.
//! A [`Provisioner`] owns the ledger; a [`Review`] is a sheet being made right; a [`Signer`] is a
//! connection with its keys; a [`Run`] sends and follows one submission. What happens is told as
//! [`Event`]s after it was written down.
//!
//! ```no_run
//! # use provisioning::*;
//! # use roster::{ReadOptions, Rules};
//! # async fn job(signer: Signer) -> Result<(), Box<dyn std::error::Error>> {
//! let (provisioner, _) = Provisioner::open(Folders::locate()?, Unopenable::Refuse)?;
//! let review = Review::open("users.xlsx".as_ref(), &ReadOptions::default(), Rules::default())?;
//! let options = PlanOptions::default();
//! let submission =
//!     provisioner.plan(review.roster(), review.provenance(), &signer, &options).await?;
//! let mut run = provisioner.run(submission, &signer, Limits::default()).await?;
//! run.sent().await?;
//! run.followed().await?;
//! provisioner.report(submission, "report.xlsx".as_ref()).await?;
//! # Ok(())
//! # }
//! ```

mod clock_told;
mod connect;
mod control;
mod drafts;
mod error;
mod events;
mod examine;
mod failures;
mod files;
mod folders;
mod follow;
mod handover;
mod journal;
mod leave;
pub mod logs;
mod mapping_memory;
mod open;
mod outcomes;
mod pace;
mod phone_key;
mod plan;
mod preferences;
mod provisioner;
mod report;
mod restore;
mod review;
mod run;
mod scrub;
mod signers;
mod standing;
mod submit;
pub mod support;
mod throttle;

/// The rooms below, for the terminal and the window, which know only this one.
pub use {koodrive_client as client, ledger, roster, vault};

pub use connect::{ConnectError, ConnectionCard, Keys, Signer, Surroundings, parse_endpoint};
pub use control::{Control, Order};
pub use drafts::DraftSketch;
pub use error::{ProvisioningError, with_causes};
pub use events::{Event, Events, Happening};
pub use examine::{advice, examine};
pub use failures::REASON;
pub use files::write_privately;
pub use folders::{Folders, HOME_VARIABLE, NoHome};
pub use follow::{Followed, PollFault};
pub use handover::{HandoverError, SHORTEST_PASSPHRASE, hand_over_roster};
pub use journal::{Journal, JournalStopped};
pub use open::{Memory, RECOVERY_CODE_VARIABLE, Unopenable, recovery_code, set_ledger_aside};
pub use outcomes::{FailureGroup, FailureKind, OutcomeQuery, OutcomeView};
pub use plan::{
    BY_CHOICE, CLOSING_LINE, PlanOptions, PlanSummary, Provenance, REPEATED_HEADER, SENT_EARLIER,
    SharedRoster, read_shared, summarise,
};
pub use preferences::{phone_fix, rules};
pub use provisioner::{Findings, Provisioner};
pub use report::{ReportError, ReportFormat};
pub use restore::{Restoration, require_code_fits};
pub use review::{Review, SAMPLE, SAMPLE_NAME};
pub use run::Run;
pub use signers::Signers;
pub use standing::{BatchStanding, Standing};
pub use submit::{Ended, Limits, StopReason};
pub use throttle::Throttle;
