//! Sending what is queued: one loop that obeys a person, keeps the pace and writes everything down.
//!
//! The loop alone decides; requests fly on tasks of their own and come home with an answer that is
//! on the disk already. Whatever ends the loop, what is queued stays queued and what was accepted
//! is followed by [`crate::follow`].

mod attempt;
mod decide;
mod isolate;
mod queue;
mod search;
mod stop;

use koodrive_client::{Client, Refusal, TaskId, Verdict};
use ledger::{BatchId, SubmissionId};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

pub use stop::StopReason;

use crate::clock_told::ClockTold;
use crate::control::{Control, Order};
use crate::error::ProvisioningError;
use crate::events::{Events, Happening};
use crate::journal::Journal;
use crate::throttle::Throttle;
use attempt::{Landing, fly};
use decide::{Next, Situation, Wait, decide};
use isolate::{Errand, Isolation};
use queue::{Queue, Queued};
use search::Part;

/// Limits of one run.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Batches on their way at once: 1 to 32.
    pub concurrency: usize,
    /// Whether a batch that is refused for its content is split until the rows at fault stand alone.
    pub isolate: bool,
    /// Requests per second at most, of all kinds together. The service may allow less, which is
    /// found out.
    pub ceiling: f64,
}

/// Far above what a batch of a thousand users needs, low enough to be no nuisance.
pub(crate) const CEILING: f64 = 20.0;

impl Default for Limits {
    fn default() -> Self {
        Self {
            concurrency: 4,
            isolate: true,
            ceiling: CEILING,
        }
    }
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nothing is queued any more.
    Done,
    /// A person cancelled; what was queued is left out.
    Cancelled,
    /// A person ended the run; what was queued stays queued.
    Halted,
    /// It stopped by itself.
    Stopped(StopReason),
}

/// What a run needs.
pub(crate) struct Sending {
    pub(crate) journal: Journal,
    pub(crate) client: Client,
    pub(crate) throttle: Throttle,
    pub(crate) control: Control,
    pub(crate) events: Events,
    pub(crate) clock_told: ClockTold,
    pub(crate) limits: Limits,
    /// Told of every batch that was accepted.
    pub(crate) accepted: mpsc::UnboundedSender<BatchId>,
    /// Whether creates are waiting, so that queries let them pass.
    pub(crate) busy: watch::Sender<bool>,
}

impl Sending {
    /// Sends what is queued of one submission.
    pub(crate) async fn run(self, submission: SubmissionId) -> Result<Ended, ProvisioningError> {
        let queued = self
            .journal
            .run(move |ledger| ledger.queued_batches(submission))
            .await??;
        let busy = self.busy.clone();
        busy.send_replace(!queued.is_empty());
        let run = Run {
            sending: self,
            submission,
            queue: queued.into_iter().collect(),
            flying: JoinSet::new(),
            place: None,
            situation: Situation::default(),
            isolation: Isolation::default(),
            refused_alone: 0,
            stop: None,
            was: Order::Go,
        };
        let ended = run.go().await;
        busy.send_replace(false);
        Ok(ended)
    }
}

/// So many users in a row refused one by one, as many as a batch holds: what is wrong with them is
/// wrong with the sheet, and a person decides whether the others are tried.
const REFUSED_ALONE_IN_A_ROW: u32 = 1000;

/// Why a cancelled batch's users are left out.
pub(crate) const CANCELLED: &str = "cancelled";

fn is_about_time(verdict: &Verdict<TaskId>) -> bool {
    matches!(verdict, Verdict::Refused(refusal) if refusal.is_clock())
}

struct Run {
    sending: Sending,
    submission: SubmissionId,
    queue: Queue,
    flying: JoinSet<Result<Landing, ProvisioningError>>,
    /// When the next request may leave, once its place was taken.
    place: Option<Instant>,
    situation: Situation,
    isolation: Isolation,
    /// Users in a row that were refused alone, with no batch accepted in between.
    refused_alone: u32,
    stop: Option<StopReason>,
    was: Order,
}

impl Run {
    async fn go(mut self) -> Ended {
        let mut orders = self.sending.control.watch();
        loop {
            let order = *orders.borrow_and_update();
            if let Err(error) = self.obey(order).await {
                self.stop_for(&error);
            }
            if self.flying.is_empty() && self.is_over(order) {
                return self.end(order);
            }
            let departure = self.departure(order);
            tokio::select! {
                biased;
                _ = orders.changed() => {}
                Some(landed) = self.flying.join_next() => {
                    if let Err(error) = self.land(landed).await {
                        self.stop_for(&error);
                    }
                }
                () = sleep_until(departure.unwrap_or_else(Instant::now)), if departure.is_some() => self.depart(),
            }
        }
    }

    async fn obey(&mut self, order: Order) -> Result<(), ProvisioningError> {
        if order == Order::Cancel && self.may_leave_some_out() {
            self.queue = Queue::default();
            let submission = self.submission;
            self.sending
                .journal
                .run(move |ledger| ledger.cancel_queued(submission, CANCELLED))
                .await??;
        }
        match (self.was, order) {
            (Order::Go, Order::Pause) => self.tell(Happening::Paused),
            (Order::Pause, Order::Go) => self.tell(Happening::Resumed),
            _ => {}
        }
        self.was = order;
        Ok(())
    }

    /// Parts of a batch that wait for what is on its way are in the ledger, and not in the queue: they are
    /// left out at once, and once more when nothing is on its way.
    fn may_leave_some_out(&self) -> bool {
        self.was != Order::Cancel || !self.queue.is_empty() || self.flying.is_empty()
    }

    fn is_over(&self, order: Order) -> bool {
        self.stop.is_some() || order == Order::Halt || self.queue.is_empty()
    }

    fn end(mut self, order: Order) -> Ended {
        let stop = self.stop.take();
        self.tell(Happening::Ended(stop.clone()));
        match (stop, order) {
            (Some(reason), _) => Ended::Stopped(reason),
            (None, Order::Cancel) => Ended::Cancelled,
            (None, Order::Halt) if !self.queue.is_empty() => Ended::Halted,
            (None, _) => Ended::Done,
        }
    }

    /// When the next batch leaves, if one may.
    fn departure(&mut self, order: Order) -> Option<Instant> {
        let may = order == Order::Go && self.stop.is_none() && self.flying.len() < self.at_once();
        let ready = self.queue.next_due().filter(|_| may)?;
        let throttle = &self.sending.throttle;
        let place = self.place.unwrap_or_else(|| throttle.reserve());
        let heeded = throttle.heed(place);
        self.place = Some(heeded);
        Some(heeded.max(ready))
    }

    /// Until the service has answered, one request tries the ground: what is wrong with a connection
    /// is wrong with every batch.
    fn at_once(&self) -> usize {
        if self.situation.answered {
            self.sending.limits.concurrency.max(1)
        } else {
            1
        }
    }

    fn depart(&mut self) {
        if let Some(queued) = self.queue.take(Instant::now()) {
            self.place = None;
            let flight = fly(
                self.sending.journal.clone(),
                self.sending.client.clone(),
                self.sending.events.clone(),
                queued,
            );
            self.flying.spawn(flight);
        }
    }

    /// Stops without leaving those on their way alone: their answers are still taken in.
    fn stop_for(&mut self, error: &ProvisioningError) {
        let reason = StopReason::Ledger(error.with_causes());
        self.stop.get_or_insert(reason);
    }

    /// Takes an answer in. A flight that failed has left its batch as the ledger has it: queued if
    /// it had not begun, `sending` (and so unknown) if it had.
    async fn land(
        &mut self,
        landed: Result<Result<Landing, ProvisioningError>, tokio::task::JoinError>,
    ) -> Result<(), ProvisioningError> {
        let landing = match landed.map_err(ProvisioningError::Flight).flatten() {
            // Left out before its request had begun: there was none.
            Err(ProvisioningError::Ledger(error))
                if error.is_wrong_state() && self.sending.control.order() == Order::Cancel =>
            {
                return Ok(());
            }
            landing => landing?,
        };
        let wait = self.sending.throttle.learn(&landing.verdict);
        if let (Some(wait), Some(code)) = (wait, landing.verdict.code()) {
            self.tell(Happening::Waiting {
                wait,
                why: code.to_owned(),
            });
        }
        self.look_at_the_clock();
        let situation = Situation {
            refused_for_time: landing.queued.refused_for_time,
            isolates: self.sending.limits.isolate,
            ..self.situation
        };
        let next = decide(&landing.verdict, situation);
        self.situation = self.situation.after(&landing.verdict);
        self.follow_up(landing, next).await
    }

    /// Says when this machine's clock is wrong, and again when it is wrong by something else.
    fn look_at_the_clock(&mut self) {
        if let Some(ahead) = self.sending.clock_told.news(&self.sending.client) {
            self.tell(Happening::ClockWrong { ahead });
        }
    }

    async fn follow_up(&mut self, landing: Landing, next: Next) -> Result<(), ProvisioningError> {
        let batch = landing.queued.batch;
        let errand = match next {
            Next::Accepted(_) => {
                // The follower may have ended with its window; the next one asks the ledger.
                let _ = self.sending.accepted.send(batch);
                self.refused_alone = 0;
                self.isolation.accepted(batch)
            }
            Next::Isolate(refusal) => {
                let errand = self.isolation.refused(batch, landing.users, &refusal);
                self.run_errands(errand).await?;
                self.look_at_the_rows(landing.users, refusal);
                Errand::Nothing
            }
            Next::Refused | Next::Unknown => self.isolation.unclear(batch),
            Next::Again(wait) => {
                self.again(&landing, wait);
                Errand::Nothing
            }
            Next::RefusedAndStop(reason)
            | Next::QueueAndStop(reason)
            | Next::UnknownAndStop(reason) => {
                // The first reason is the one to mend; those that were on their way repeat it.
                self.stop.get_or_insert(reason);
                Errand::Nothing
            }
        };
        self.run_errands(errand).await
    }

    /// Stops where nothing but refused rows comes back and others would follow.
    fn look_at_the_rows(&mut self, users: usize, refusal: Refusal) {
        self.refused_alone += u32::from(users == 1);
        if self.refused_alone >= REFUSED_ALONE_IN_A_ROW && !self.queue.is_empty() {
            self.stop.get_or_insert(StopReason::RefusedInARow(refusal));
        }
    }

    /// Goes on looking for bad rows. After a cancellation the parts that wait are left out.
    async fn run_errands(&mut self, mut errand: Errand) -> Result<(), ProvisioningError> {
        while self.sending.control.order() != Order::Cancel {
            errand = match errand {
                Errand::Nothing => break,
                Errand::Send(batch) => {
                    self.queue.put_first(batch);
                    break;
                }
                Errand::Split { batch, first } => self.split(batch, first).await?,
            }
        }
        Ok(())
    }

    fn again(&mut self, landing: &Landing, wait: Wait) {
        let due = match wait {
            // The pace has closed the door for everybody already.
            Wait::None | Wait::Pace(_) => Instant::now(),
            Wait::Backoff(tries) => self.backoff(landing, tries),
        };
        self.queue.put_back(Queued {
            batch: landing.queued.batch,
            due,
            refused_for_time: landing.queued.refused_for_time || is_about_time(&landing.verdict),
        });
    }

    /// The others would not get through either: all wait, until the very moment at which this batch
    /// is due. A later one would let another batch go first.
    fn backoff(&mut self, landing: &Landing, tries: u32) -> Instant {
        let wait = decide::backoff(tries, rand::random());
        let due = Instant::now() + wait;
        self.place = Some(due);
        let why = landing.verdict.code().unwrap_or_default().to_owned();
        self.tell(Happening::Waiting { wait, why });
        due
    }

    async fn split(&mut self, batch: BatchId, first: usize) -> Result<Errand, ProvisioningError> {
        let parts = self
            .sending
            .journal
            .run(move |ledger| -> Result<_, ledger::LedgerError> {
                let (left, right) = ledger.split_at(batch, first)?;
                Ok([
                    ledger.batch(batch)?,
                    ledger.batch(left)?,
                    ledger.batch(right)?,
                ])
            })
            .await??;
        let [_, left, right] = parts.each_ref().map(|batch| Part {
            id: batch.id,
            users: usize::try_from(batch.users).unwrap_or(usize::MAX),
        });
        for batch in parts {
            self.tell(Happening::batch(batch));
        }
        Ok(self.isolation.split(batch, [left, right]))
    }

    fn tell(&self, what: Happening) {
        self.sending.events.tell(self.submission, what);
    }
}
