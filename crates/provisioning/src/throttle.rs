//! One connection's pace, shared by everything that sends on it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use koodrive_client::{NotProcessed, Verdict};
use tokio::time::{Instant, sleep_until};

use crate::pace::Pace;

/// Clones share the pace.
#[derive(Clone, Debug)]
pub struct Throttle {
    pace: Arc<Mutex<Pace>>,
}

impl Throttle {
    /// At most `ceiling` requests per second, of all kinds together.
    pub fn new(ceiling: f64) -> Self {
        Self {
            pace: Arc::new(Mutex::new(Pace::new(ceiling, Instant::now()))),
        }
    }

    /// Another ceiling from now on, in requests per second.
    pub(crate) fn set_ceiling(&self, ceiling: f64) {
        self.pace().set_ceiling(ceiling);
    }

    /// Takes the next place: when the request may leave.
    pub(crate) fn reserve(&self) -> Instant {
        self.pace().reserve(Instant::now())
    }

    /// A place that was taken earlier, or another one if the door has closed since.
    pub(crate) fn heed(&self, place: Instant) -> Instant {
        self.pace().heed(place, Instant::now())
    }

    /// Waits until a request may leave.
    pub(crate) async fn wait(&self) {
        let mut place = self.reserve();
        loop {
            sleep_until(place).await;
            let heeded = self.heed(place);
            if heeded == place {
                return;
            }
            place = heeded;
        }
    }

    /// How far apart questions are while batches are being sent.
    pub(crate) fn questions_apart(&self) -> Duration {
        self.pace().questions_apart(Instant::now())
    }

    /// Learns from an answer; says how long nothing is sent if the service asks to wait.
    pub(crate) fn learn<T>(&self, verdict: &Verdict<T>) -> Option<Duration> {
        match verdict {
            Verdict::NotProcessed(failure) if failure.is_pacing() => Some(self.throttled(failure)),
            Verdict::Accepted(_) => {
                self.pace().accepted(Instant::now());
                None
            }
            _ => None,
        }
    }

    fn throttled(&self, failure: &NotProcessed) -> Duration {
        self.pace()
            .throttled(Instant::now(), failure.retry_after, rand::random())
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
