//! Runs: submissions that this program sends and follows now.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use provisioning::ledger::{BatchId, SubmissionId};
use provisioning::{Control, Order, Standing, StopReason};
use tokio::sync::{OwnedMutexGuard, broadcast};

use super::unanswered::Unanswered;
use super::unwritten::{HeldAnswer, Unwritten};
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
    turns: Mutex<HashMap<SubmissionId, Arc<tokio::sync::Mutex<()>>>>,
    /// Batches whose answers a person knows to be in memory only, who was asked whether to close.
    told_unwritten: Mutex<HashSet<BatchId>>,
    /// Changes by a person's word, beside those that the runs tell.
    changes: broadcast::Sender<Change>,
}

impl Default for Runs {
    fn default() -> Self {
        Self {
            live: Mutex::default(),
            turns: Mutex::default(),
            told_unwritten: Mutex::default(),
            changes: broadcast::Sender::new(1024),
        }
    }
}

/// The right to begin a run of one submission. Whoever has it sees the earlier run as it is until
/// the new one is begun; the next in line waits.
pub(super) struct Turn {
    pub(super) id: SubmissionId,
    _held: OwnedMutexGuard<()>,
}

/// One run of a submission, of the several it may have in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Generation(u64);

pub(super) struct Live {
    generation: Generation,
    pub(super) control: Control,
    /// Batches may still go out.
    pub(super) sending: bool,
    /// Not over: sending or following.
    pub(super) running: bool,
    /// A task was typed in meanwhile, which this run knows nothing of.
    pub(super) settled: bool,
    pub(super) stopped: Option<StopReason>,
    wait: Option<(DateTime<Utc>, String)>,
    clock_ahead: Option<i32>,
    unanswered: Unanswered,
    unwritten: Unwritten,
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
        self.live().values().for_each(Live::halt);
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

    /// Notes what became of a question about results.
    pub(super) fn note_question(&self, id: SubmissionId, note: impl FnOnce(&mut Unanswered)) {
        if let Some(run) = self.live().get_mut(&id) {
            note(&mut run.unanswered);
        }
    }

    /// Forgets which questions failed: whether they were answered since is not known.
    pub(super) fn forget_questions(&self) {
        for run in self.live().values_mut() {
            run.unanswered = Unanswered::default();
        }
    }

    /// Notes what became of an answer's way onto the disk.
    pub(super) fn note_answer(&self, id: SubmissionId, note: impl FnOnce(&mut Unwritten)) {
        if let Some(run) = self.live().get_mut(&id) {
            note(&mut run.unwritten);
        }
    }

    /// Every answer that is in memory only, in the order of submissions and batches.
    pub(crate) fn unwritten(&self) -> Vec<(SubmissionId, BatchId, HeldAnswer)> {
        let live = self.live();
        let mut all: Vec<_> = live
            .iter()
            .flat_map(|(id, run)| {
                let answers = run.unwritten.answers();
                answers.map(|(batch, answer)| (*id, batch, answer.clone()))
            })
            .collect();
        drop(live);
        all.sort_by_key(|(id, batch, _)| (*id, *batch));
        all
    }

    /// A person is told which answers are in memory only, and asked whether to close all the same.
    pub(crate) fn note_told_unwritten(&self) {
        let told = self.unwritten().into_iter().map(|(_, batch, _)| batch);
        *held(&self.told_unwritten) = told.collect();
    }

    /// Whether an answer is in memory only that nobody was told of when asked whether to close.
    pub(crate) fn has_untold_unwritten(&self) -> bool {
        let told = held(&self.told_unwritten).clone();
        let mut unwritten = self.unwritten().into_iter();
        unwritten.any(|(_, batch, _)| !told.contains(&batch))
    }

    /// The run of a submission, and whether it sends: alike at two moments when nothing was sent by
    /// another run in between.
    pub(super) fn stage(&self, id: SubmissionId) -> Option<(Generation, bool)> {
        let live = self.live();
        live.get(&id).map(|run| (run.generation, run.sending))
    }

    /// What only this program knows of a submission.
    pub(super) fn pulse(&self, standing: &Standing) -> Pulse {
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
            unanswered: run.unanswered.clone(),
            practice_over: false,
        }
    }

    /// Waits until nobody else begins a run of the submission.
    pub(super) async fn turn(&self, id: SubmissionId) -> Turn {
        let turn = Arc::clone(held(&self.turns).entry(id).or_default());
        Turn {
            id,
            _held: turn.lock_owned().await,
        }
    }

    /// Begins a run in place of one that is over. A run that only follows goes on showing why nothing
    /// is sent, and by how much the clock is wrong. Answers in memory are held on to by every run.
    pub(super) fn begin(&self, turn: &Turn, control: Control, sending: bool) -> Generation {
        let mut live = self.live();
        let earlier = live.remove(&turn.id);
        let generation = Generation(earlier.as_ref().map_or(0, |run| run.generation.0 + 1));
        let unwritten = earlier
            .as_ref()
            .map(|run| run.unwritten.clone())
            .unwrap_or_default();
        let told = earlier.filter(|_| !sending);
        let (stopped, clock_ahead) =
            told.map_or((None, None), |run| (run.stopped, run.clock_ahead));
        let run = Live {
            generation,
            control,
            sending,
            running: true,
            settled: false,
            stopped,
            wait: None,
            clock_ahead,
            unanswered: Unanswered::default(),
            unwritten,
            started: Instant::now(),
            answered_before: None,
        };
        live.insert(turn.id, run);
        generation
    }

    /// Changes what is known of this very run; of one that came after it, nothing.
    pub(super) fn change(
        &self,
        id: SubmissionId,
        generation: Generation,
        change: impl FnOnce(&mut Live),
    ) {
        let mut live = self.live();
        let run = live.get_mut(&id);
        if let Some(run) = run.filter(|run| run.generation == generation) {
            change(run);
        }
        drop(live);
        self.tell(id, None);
    }

    pub(super) fn control(&self, id: SubmissionId) -> Option<Control> {
        let live = self.live();
        let run = live.get(&id).filter(|run| run.sending)?;
        Some(run.control.clone())
    }

    /// Notes a task for when the run that sends now is over; false when none does.
    pub(super) fn note_settled(&self, id: SubmissionId) -> bool {
        let mut live = self.live();
        let sending = live.get_mut(&id).filter(|run| run.sending);
        sending.map(|run| run.settled = true).is_some()
    }

    /// Ends a run between two of its steps.
    pub(super) fn end(&self, id: SubmissionId) {
        if let Some(run) = self.live().get(&id) {
            run.halt();
        }
    }

    pub(super) fn is_running(&self, id: SubmissionId) -> bool {
        self.live().get(&id).is_some_and(|run| run.running)
    }

    pub(super) fn is_any_running(&self) -> bool {
        self.live().values().any(|run| run.running)
    }

    fn live(&self) -> MutexGuard<'_, HashMap<SubmissionId, Live>> {
        held(&self.live)
    }
}

#[cfg(test)]
impl Runs {
    /// A run that sends, and cannot write down what this batch was answered.
    pub(crate) async fn begin_with_unwritten(&self, id: SubmissionId, batch: BatchId) {
        let turn = self.turn(id).await;
        self.begin(&turn, Control::default(), true);
        let why = "the disk is full".to_owned();
        self.note_answer(id, |unwritten| {
            unwritten.failed(batch, Some("1893596414966089600".into()), why);
        });
    }

    /// The answer is written down, and the run is over.
    pub(crate) fn end_with_all_written(&self, id: SubmissionId, batch: BatchId) {
        let accepted = provisioning::ledger::BatchState::Accepted;
        self.note_answer(id, |unwritten| {
            unwritten.stands(batch, "1".into(), accepted);
        });
        let generation = self.live()[&id].generation;
        self.change(id, generation, |run| run.sending = false);
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    /// Ends it between two of its steps. A run that only follows any more ends also when what it had to
    /// send was cancelled: that is done.
    fn halt(&self) {
        if self.sending {
            self.control.halt();
        } else {
            self.control.end();
        }
    }

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
