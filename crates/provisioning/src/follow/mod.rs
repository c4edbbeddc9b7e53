//! Following accepted tasks until the service has said what became of every user.
//!
//! There is no deadline: a task is asked about at growing intervals for as long as the program
//! runs, and again by the next run. Nothing here can create a user, so everything may be repeated.

mod fault;
mod poll;
mod read;

use std::collections::BTreeSet;
use std::time::Duration;

use koodrive_client::Client;
use ledger::{BatchId, BatchState, OpenTask, SubmissionId};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::clock_told::ClockTold;
use crate::control::Order;
use crate::error::ProvisioningError;
use crate::events::{Events, Happening};
use crate::journal::Journal;
use crate::submit::StopReason;
use crate::throttle::Throttle;
use poll::{Concern, Polled, Task, poll};

pub use fault::PollFault;

/// The first question comes this long after the acceptance; then the interval grows by half each
/// time until it is the longest.
const FIRST_INTERVAL: Duration = Duration::from_millis(500);
const LONGEST_INTERVAL: Duration = Duration::from_mins(1);
/// Questions on their way at once.
const AT_ONCE: usize = 4;
/// A task whose questions are refused so many times in a row is left to the next run.
const REFUSALS_IN_A_ROW: u32 = 5;

/// How following ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Followed {
    /// Every accepted task is finished, or is left to the next run because the service does not
    /// know it.
    Done,
    /// A person ended the run.
    Halted,
    /// It stopped by itself: every question would fail in the same way. The next run goes on.
    Stopped(StopReason),
}

/// What following needs.
pub(crate) struct Following {
    pub(crate) journal: Journal,
    pub(crate) client: Client,
    pub(crate) throttle: Throttle,
    pub(crate) events: Events,
    pub(crate) clock_told: ClockTold,
    /// Batches that are accepted while this runs; it ends when the sender is gone and every task is
    /// finished.
    pub(crate) accepted: mpsc::UnboundedReceiver<BatchId>,
    /// Whether batches are waiting to be sent.
    pub(crate) busy: watch::Receiver<bool>,
    /// [`Order::Halt`] ends it at once; nothing else concerns it.
    pub(crate) orders: watch::Receiver<Order>,
}

impl Following {
    /// Follows what one submission has accepted and what it will accept.
    pub(crate) async fn run(self, submission: SubmissionId) -> Result<Followed, ProvisioningError> {
        let open = self
            .journal
            .run(|ledger| ledger.accepted_unfinished())
            .await??;
        let mut chase = Chase {
            following: self,
            submission,
            waiting: BTreeSet::new(),
            asking: JoinSet::new(),
            last_asked: None,
            all_sent: false,
            answered: false,
            stop: None,
            last_failure: String::new(),
        };
        for task in open
            .into_iter()
            .filter(|task| task.submission == submission)
        {
            chase.expect(task, Duration::ZERO, 0);
        }
        chase.run().await
    }
}

/// A task that waits for its next question; ordered by when that is due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    at: Instant,
    batch: BatchId,
    interval: Duration,
    refusals: u32,
    task_id: String,
    users: u64,
}

struct Chase {
    following: Following,
    submission: SubmissionId,
    waiting: BTreeSet<Due>,
    asking: JoinSet<(Due, Result<Polled, ProvisioningError>)>,
    last_asked: Option<Instant>,
    all_sent: bool,
    /// Whether the service has said anything about a task in this run.
    answered: bool,
    stop: Option<StopReason>,
    /// What was told last, so that it is not told again for each task.
    last_failure: String,
}

impl Chase {
    async fn run(mut self) -> Result<Followed, ProvisioningError> {
        loop {
            let halted = *self.following.orders.borrow_and_update() == Order::Halt;
            if halted {
                // Questions change nothing, so those on their way are dropped with their answers.
                return Ok(Followed::Halted);
            }
            if self.asking.is_empty()
                && let Some(ended) = self.ended()
            {
                return Ok(ended);
            }
            let next = self.next_question().filter(|_| self.stop.is_none());
            tokio::select! {
                // A sender that is gone has nothing to tell any more: waiting for it would return at once, for ever.
                Ok(()) = self.following.orders.changed() => {}
                Ok(()) = self.following.busy.changed() => {}
                accepted = self.following.accepted.recv(), if !self.all_sent => match accepted {
                    Some(batch) => self.welcome(batch).await?,
                    None => self.all_sent = true,
                },
                Some(asked) = self.asking.join_next() => {
                    let (due, polled) = asked.map_err(ProvisioningError::Flight)?;
                    self.take_in(due, polled?).await?;
                }
                () = sleep_until(next.unwrap_or_else(Instant::now)), if next.is_some() => self.ask(),
            }
        }
    }

    fn ended(&mut self) -> Option<Followed> {
        match self.stop.take() {
            Some(reason) => {
                let (submission, code) = (self.submission, reason.code());
                tracing::warn!(%submission, code, "results are not asked for any longer");
                Some(Followed::Stopped(reason))
            }
            None => (self.all_sent && self.waiting.is_empty()).then_some(Followed::Done),
        }
    }

    /// A batch was accepted just now.
    async fn welcome(&mut self, batch: BatchId) -> Result<(), ProvisioningError> {
        let open = self
            .following
            .journal
            .run(|ledger| ledger.accepted_unfinished())
            .await??;
        if let Some(task) = open.into_iter().find(|task| task.batch == batch) {
            self.expect(task, FIRST_INTERVAL, 0);
        }
        Ok(())
    }

    fn expect(&mut self, task: OpenTask, wait: Duration, refusals: u32) {
        self.waiting.insert(Due {
            at: Instant::now() + wait,
            batch: task.batch,
            interval: FIRST_INTERVAL,
            refusals,
            task_id: task.task_id,
            users: task.users,
        });
    }

    fn next_question(&self) -> Option<Instant> {
        let due = self
            .waiting
            .first()
            .filter(|_| self.asking.len() < self.at_once())?;
        let sending = *self.following.busy.borrow();
        let manners = self
            .last_asked
            .filter(|_| sending)
            .map(|asked| asked + self.following.throttle.questions_apart());
        Some(manners.map_or(due.at, |at| at.max(due.at)))
    }

    /// Until the service has answered, one question tries the ground.
    fn at_once(&self) -> usize {
        if self.answered { AT_ONCE } else { 1 }
    }

    fn ask(&mut self) {
        let Some(due) = self.waiting.pop_first() else {
            return;
        };
        self.last_asked = Some(Instant::now());
        let task = Task {
            batch: due.batch,
            id: due.task_id.clone(),
            users: due.users,
        };
        let (journal, client) = (
            self.following.journal.clone(),
            self.following.client.clone(),
        );
        let throttle = self.following.throttle.clone();
        self.asking
            .spawn(async move { (due, poll(&journal, &client, &throttle, &task).await) });
    }

    async fn take_in(&mut self, due: Due, polled: Polled) -> Result<(), ProvisioningError> {
        let following = &self.following;
        if let Some(ahead) = following.clock_told.news(&following.client) {
            self.tell(Happening::ClockWrong { ahead });
        }
        match polled {
            Polled::Finished { done, total } => {
                self.was_answered();
                self.tell(Happening::Results {
                    batch: due.batch,
                    done,
                    total,
                });
                self.tell_finished(due.batch).await?;
            }
            Polled::Going { done, total } => {
                self.was_answered();
                self.tell(Happening::Results {
                    batch: due.batch,
                    done,
                    total,
                });
                self.wait_longer(due, 0);
            }
            Polled::Failed {
                why,
                fault,
                concerns,
            } => self.take_in_failure(due, why, fault, concerns),
        }
        Ok(())
    }

    fn was_answered(&mut self) {
        self.answered = true;
        self.last_failure.clear();
    }

    fn take_in_failure(&mut self, due: Due, why: String, fault: PollFault, concerns: Concern) {
        let batch = due.batch;
        let refusals = match concerns {
            Concern::Task => due.refusals + 1,
            Concern::Moment | Concern::Connection(_) => 0,
        };
        let again = refusals < REFUSALS_IN_A_ROW;
        match concerns {
            // A name that was found before is found again once the network is back.
            Concern::Connection(reason) if !(reason.is_host_not_found() && self.answered) => {
                self.stop.get_or_insert(reason);
                return;
            }
            _ if again => self.wait_longer(due, refusals),
            _ => {}
        }
        if self.last_failure != why || !again {
            self.last_failure.clone_from(&why);
            self.tell(Happening::PollFailed {
                batch,
                fault,
                why,
                again,
            });
        }
    }

    fn wait_longer(&mut self, due: Due, refusals: u32) {
        let interval = (due.interval * 3 / 2).min(LONGEST_INTERVAL);
        let spread = interval.mul_f64(0.9 + 0.2 * rand::random::<f64>());
        self.waiting.insert(Due {
            at: Instant::now() + spread,
            interval,
            refusals,
            ..due
        });
    }

    async fn tell_finished(&self, batch: BatchId) -> Result<(), ProvisioningError> {
        let batch = self
            .following
            .journal
            .run(move |ledger| ledger.batch(batch))
            .await??;
        self.tell(Happening::Batch {
            batch: batch.id,
            label: batch.label,
            users: batch.users,
            state: BatchState::Finished,
            task_id: batch.task_id,
            why: None,
        });
        Ok(())
    }

    fn tell(&self, what: Happening) {
        self.following.events.tell(self.submission, what);
    }
}
