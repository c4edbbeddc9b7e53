//! A running submission: sending and following, side by side.

use koodrive_client::Client;
use ledger::SubmissionId;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::clock_told::ClockTold;
use crate::control::Control;
use crate::error::ProvisioningError;
use crate::events::Events;
use crate::follow::{Followed, Following};
use crate::journal::Journal;
use crate::submit::{Ended, Limits, Sending};
use crate::throttle::Throttle;

/// A submission that is being sent and followed. Dropping it stops neither; use its [`Control`].
#[derive(Debug)]
pub struct Run {
    control: Control,
    sending: JoinHandle<Result<Ended, ProvisioningError>>,
    following: JoinHandle<Result<Followed, ProvisioningError>>,
}

/// What a run works with.
pub(crate) struct Workbench {
    pub(crate) journal: Journal,
    pub(crate) client: Client,
    pub(crate) throttle: Throttle,
    pub(crate) events: Events,
}

impl Run {
    /// Starts both on the current runtime.
    pub(crate) fn start(bench: Workbench, submission: SubmissionId, limits: Limits) -> Self {
        let control = Control::default();
        let clock_told = ClockTold::default();
        let (tell_accepted, accepted) = mpsc::unbounded_channel();
        let (busy, is_busy) = watch::channel(true);
        let following = Following {
            journal: bench.journal.clone(),
            client: bench.client.clone(),
            throttle: bench.throttle.clone(),
            events: bench.events.clone(),
            clock_told: clock_told.clone(),
            accepted,
            busy: is_busy,
            orders: control.watch(),
        };
        let sending = Sending {
            journal: bench.journal,
            client: bench.client,
            throttle: bench.throttle,
            control: control.clone(),
            events: bench.events,
            clock_told,
            limits,
            accepted: tell_accepted,
            busy,
        };
        Self {
            control,
            sending: tokio::spawn(sending.run(submission)),
            following: tokio::spawn(following.run(submission)),
        }
    }

    /// Follows what was accepted and sends nothing: what is queued waits for a person's word.
    pub(crate) fn follow(bench: Workbench, submission: SubmissionId) -> Self {
        let control = Control::default();
        let (_, accepted) = mpsc::unbounded_channel();
        let (_, busy) = watch::channel(false);
        let following = Following {
            journal: bench.journal,
            client: bench.client,
            throttle: bench.throttle,
            events: bench.events,
            clock_told: ClockTold::default(),
            accepted,
            busy,
            orders: control.watch(),
        };
        Self {
            control,
            sending: tokio::spawn(async { Ok(Ended::Halted) }),
            following: tokio::spawn(following.run(submission)),
        }
    }

    /// The hand that pauses, resumes and cancels.
    pub fn control(&self) -> &Control {
        &self.control
    }

    /// Whether both have ended.
    pub fn is_over(&self) -> bool {
        self.sending.is_finished() && self.following.is_finished()
    }

    /// Waits until nothing further is sent; following goes on.
    ///
    /// # Errors
    /// When the ledger failed.
    pub async fn sent(&mut self) -> Result<Ended, ProvisioningError> {
        (&mut self.sending)
            .await
            .map_err(ProvisioningError::Flight)?
    }

    /// Waits until every accepted task is finished, or cannot be asked about any more.
    ///
    /// # Errors
    /// When the ledger failed.
    pub async fn followed(&mut self) -> Result<Followed, ProvisioningError> {
        (&mut self.following)
            .await
            .map_err(ProvisioningError::Flight)?
    }
}
