//! Runs: submissions that this program sends and follows now.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use provisioning::ledger::{BatchId, SubmissionId};
use provisioning::{Control, Ended, Followed, Limits, Order, Run, Signer, Standing, StopReason};
use tokio::sync::broadcast;

use crate::contract::error::{CommandError, ErrorCode};
use crate::house::House;
use crate::translate::submission::Pulse;

/// Something changed in a submission, and in which of its batches; all of them when none is named.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) submission: SubmissionId,
    pub(crate) batch: Option<BatchId>,
}

/// The runs of this session.
pub(crate) struct Runs {
    live: Mutex<HashMap<SubmissionId, Live>>,
    /// Changes by a person's word, beside those that the runs tell.
    changes: broadcast::Sender<Change>,
}

impl Default for Runs {
    fn default() -> Self {
        Self {
            live: Mutex::default(),
            changes: broadcast::Sender::new(1024),
        }
    }
}

struct Live {
    control: Control,
    /// Batches may still go out.
    sending: bool,
    /// Not over: sending or following.
    running: bool,
    /// A task was typed in meanwhile, which this run knows nothing of.
    settled: bool,
    stopped: Option<StopReason>,
    wait: Option<(DateTime<Utc>, String)>,
    clock_ahead: Option<i32>,
    started: Instant,
    /// Users that were answered for before this run.
    answered_before: Option<u64>,
}

impl Runs {
    /// Hears of changes from now on.
    pub(crate) fn listen(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Tells that something changed.
    pub(crate) fn tell(&self, submission: SubmissionId, batch: Option<BatchId>) {
        drop(self.changes.send(Change { submission, batch }));
    }

    /// Submissions that batches are still to be sent of.
    pub(crate) fn sending(&self) -> Vec<SubmissionId> {
        let live = self.live();
        let sending = live.iter().filter(|(_, run)| run.sending);
        sending.map(|(id, _)| *id).collect()
    }

    /// The submission that a person would want to see after the window was loaded again.
    pub(crate) fn on_screen(&self) -> Option<SubmissionId> {
        self.sending().into_iter().max()
    }

    /// Ends every run as soon as what is on its way has come home; nothing queued is lost.
    pub(crate) fn halt(&self) {
        for run in self.live().values() {
            run.control.halt();
        }
    }

    /// Notes that nothing is sent for a while.
    pub(super) fn note_wait(&self, id: SubmissionId, wait: Duration, why: String) {
        if let Some(run) = self.live().get_mut(&id) {
            run.wait = Some((Utc::now() + wait, why));
        }
    }

    /// Notes by how much this machine's clock is wrong.
    pub(super) fn note_clock(&self, id: SubmissionId, ahead: TimeDelta) {
        if let Some(run) = self.live().get_mut(&id) {
            run.clock_ahead = i32::try_from(ahead.num_seconds()).ok();
        }
    }

    /// What only this program knows of a submission.
    fn pulse(&self, standing: &Standing) -> Pulse {
        let mut live = self.live();
        let Some(run) = live.get_mut(&standing.submission.id) else {
            return Pulse::default();
        };
        Pulse {
            sending: run.sending.then(|| run.control.order()),
            stopped: run.stopped.clone(),
            is_over: !run.running,
            wait: run.wait.clone(),
            seconds_left: run.seconds_left(standing),
            clock_ahead: run.clock_ahead,
            practice_over: false,
        }
    }

    fn begin(&self, id: SubmissionId, run: &Run, sending: bool) {
        let live = Live {
            control: run.control().clone(),
            sending,
            running: true,
            settled: false,
            stopped: None,
            wait: None,
            clock_ahead: None,
            started: Instant::now(),
            answered_before: None,
        };
        self.live().insert(id, live);
    }

    fn change(&self, id: SubmissionId, change: impl FnOnce(&mut Live)) {
        if let Some(run) = self.live().get_mut(&id) {
            change(run);
        }
        self.tell(id, None);
    }

    fn control(&self, id: SubmissionId) -> Option<Control> {
        let live = self.live();
        let run = live.get(&id).filter(|run| run.sending)?;
        Some(run.control.clone())
    }

    /// Notes a task for when the run that sends now is over; false when none does.
    fn note_settled(&self, id: SubmissionId) -> bool {
        let mut live = self.live();
        let sending = live.get_mut(&id).filter(|run| run.sending);
        sending.map(|run| run.settled = true).is_some()
    }

    fn is_running(&self, id: SubmissionId) -> bool {
        self.live().get(&id).is_some_and(|run| run.running)
    }

    fn live(&self) -> MutexGuard<'_, HashMap<SubmissionId, Live>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Live {
    /// From how fast users were answered for since the run began.
    fn seconds_left(&mut self, standing: &Standing) -> Option<u32> {
        let accounts = &standing.accounts;
        let answered = accounts.accepted.total + accounts.refused + accounts.unknown;
        let before = *self.answered_before.get_or_insert(answered);
        let left = accounts.waiting + accounts.sending;
        let done = answered.saturating_sub(before);
        if !self.sending || done == 0 || left == 0 || self.control.order() != Order::Go {
            return None;
        }
        let elapsed = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let left_ms = elapsed.saturating_mul(left) / done;
        u32::try_from(left_ms.div_ceil(1000)).ok()
    }
}

impl House {
    /// Sends what is queued of a submission and follows what was accepted.
    pub(crate) async fn send(
        self: &Arc<Self>,
        id: SubmissionId,
        signer: &Signer,
    ) -> Result<(), CommandError> {
        let settings = self.settings()?;
        let limits = Limits {
            concurrency: settings.requests_at_once as usize,
            isolate: settings.isolate_bad_rows,
            ..Limits::default()
        };
        let run = self.provisioner.run(id, signer, limits).await?;
        self.attend(id, run, true);
        Ok(())
    }

    /// Follows what was accepted, and sends nothing.
    async fn follow_up(
        self: &Arc<Self>,
        id: SubmissionId,
        signer: &Signer,
    ) -> Result<(), CommandError> {
        let run = self.provisioner.follow(id, signer).await?;
        self.attend(id, run, false);
        Ok(())
    }

    /// Waits for a run's ends and tells them.
    fn attend(self: &Arc<Self>, id: SubmissionId, mut run: Run, sending: bool) {
        self.runs.begin(id, &run, sending);
        self.runs.tell(id, None);
        let house = Arc::clone(self);
        tokio::spawn(async move {
            let stopped = match run.sent().await {
                Ok(Ended::Stopped(reason)) => Some(reason),
                Ok(_) => None,
                Err(error) => Some(StopReason::Ledger(error.with_causes())),
            };
            house.runs.change(id, |run| {
                run.sending = false;
                run.stopped = stopped;
            });
            let stopped = match run.followed().await {
                Ok(Followed::Stopped(reason)) => Some(reason),
                Ok(_) => None,
                Err(error) => {
                    tracing::warn!(error = error.with_causes(), "following ended early");
                    None
                }
            };
            let mut settled = false;
            house.runs.change(id, |run| {
                run.running = false;
                run.stopped = run.stopped.take().or(stopped);
                settled = std::mem::take(&mut run.settled);
            });
            if settled && let Err(error) = house.follow_settled(id).await {
                tracing::warn!(
                    error = error.message,
                    "a settled task cannot be followed now"
                );
            }
        });
    }

    /// Follows a task that a person has typed in: at once, or after the run that sends now.
    pub(crate) async fn follow_settled(
        self: &Arc<Self>,
        id: SubmissionId,
    ) -> Result<(), CommandError> {
        if self.runs.note_settled(id) {
            return Ok(());
        }
        let standing = self.provisioner.standing(id).await?;
        let connection = standing.submission.connection.id;
        if self.is_practice_over(&connection) {
            return Ok(());
        }
        self.end_following(id).await;
        self.follow_through(id, connection).await
    }

    /// After a start: follows every task that was accepted and is not finished, as far as its
    /// connection has keys. What is queued waits for a person.
    pub(crate) async fn resume_following(self: Arc<Self>) -> Result<(), CommandError> {
        let open = self
            .provisioner
            .journal()
            .run(|ledger| ledger.accepted_unfinished())
            .await??;
        let mut of: HashMap<SubmissionId, String> = HashMap::new();
        of.extend(
            open.into_iter()
                .map(|task| (task.submission, task.connection_id)),
        );
        for (submission, connection) in of {
            if self.is_practice_over(&connection) {
                continue;
            }
            if let Err(error) = self.follow_through(submission, connection).await {
                tracing::warn!(error = error.message, "a submission cannot be followed now");
            }
        }
        Ok(())
    }

    async fn follow_through(
        self: &Arc<Self>,
        submission: SubmissionId,
        connection: String,
    ) -> Result<(), CommandError> {
        let signer = self
            .apart(move |house| Ok(house.signers.signer(&connection)?))
            .await?;
        self.follow_up(submission, &signer).await
    }

    /// What only this program knows of a submission.
    pub(crate) fn pulse(&self, standing: &Standing) -> Pulse {
        Pulse {
            practice_over: self.is_practice_over(&standing.submission.connection.id),
            ..self.runs.pulse(standing)
        }
    }

    /// Sends nothing new until it is resumed.
    pub(crate) fn pause(&self, id: SubmissionId) -> Result<(), CommandError> {
        let control = self.runs.control(id).ok_or_else(not_sending)?;
        control.pause();
        self.runs.tell(id, None);
        Ok(())
    }

    /// Goes on: after a pause, after it stopped, or with what an earlier session left queued.
    pub(crate) async fn resume(self: &Arc<Self>, id: SubmissionId) -> Result<(), CommandError> {
        if let Some(control) = self.runs.control(id) {
            control.resume();
            self.runs.tell(id, None);
            return Ok(());
        }
        self.can_write_down()?;
        let standing = self.provisioner.standing(id).await?;
        let connection = standing.submission.connection.id;
        if self.is_practice_over(&connection) {
            return Err(CommandError::new(
                ErrorCode::WrongState,
                "the practice service that this submission went to has ended",
            )
            .with_hint("submit the sheet anew"));
        }
        self.end_following(id).await;
        let signer = self
            .apart(move |house| Ok(house.signers.signer(&connection)?))
            .await?;
        self.send(id, &signer).await
    }

    /// A run that only follows makes room for one that also sends: it ends between two questions.
    async fn end_following(&self, id: SubmissionId) {
        let mut changes = self.runs.listen();
        if let Some(run) = self.runs.live().get(&id) {
            run.control.halt();
        }
        while self.runs.is_running(id) {
            if changes.recv().await.is_err() {
                // Fallen behind: what was missed may have been the end.
                changes = changes.resubscribe();
            }
        }
    }

    /// Leaves out what is not sent. It cannot be taken back.
    pub(crate) async fn cancel(&self, id: SubmissionId) -> Result<(), CommandError> {
        if let Some(control) = self.runs.control(id) {
            control.cancel();
        } else {
            self.provisioner.cancel_queued(id).await?;
        }
        self.runs.tell(id, None);
        Ok(())
    }
}

fn not_sending() -> CommandError {
    CommandError::new(ErrorCode::WrongState, "nothing is being sent")
}
