//! What time it is at the service, whatever this machine's clock says.
//!
//! `X-Date` may be 15 minutes old but not one second in the future, so the estimate must never be late. Each answer's
//! `Date` header bounds the service's time from both sides: the service wrote it down after the request left and before
//! the answer came, and cut the fraction off. The lower bound is what requests are signed with. A midpoint would not do:
//! a request that is worked on for a minute would put the estimate half a minute into the future.
//!
//! Between answers the estimate goes on with a clock that nobody sets and that counts a sleeping machine's hours too.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::XDate;
use crate::steady;

/// Where a [`ServiceClock`] gets this machine's time from.
pub trait ClockSource: Send + Sync {
    /// The clock on the wall: it may be wrong, and it may jump.
    fn wall(&self) -> DateTime<Utc>;

    /// Time since some fixed moment: never set, never back, and going on while the machine sleeps.
    fn steady(&self) -> Duration;
}

/// The machine's own clocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl ClockSource for SystemClock {
    fn wall(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn steady(&self) -> Duration {
        steady::now()
    }
}

/// The service's clock as far as its answers have told. Clones share what they learn.
#[derive(Clone)]
pub struct ServiceClock {
    source: Arc<dyn ClockSource>,
    learnt: Arc<Mutex<Option<Bounds>>>,
}

/// The service's time minus the steady clock's lies between these two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds {
    earliest: DateTime<Utc>,
    latest: DateTime<Utc>,
}

impl ServiceClock {
    /// How far behind the service's time requests are signed: its servers need not agree to the second.
    pub const MARGIN: TimeDelta = TimeDelta::seconds(2);

    /// One that knows nothing yet and so takes the source's wall clock for the service's.
    pub fn new(source: impl ClockSource + 'static) -> Self {
        Self {
            source: Arc::new(source),
            learnt: Arc::default(),
        }
    }

    /// The time to sign with now.
    pub fn x_date(&self) -> XDate {
        XDate::new(self.earliest_now() - Self::MARGIN)
    }

    /// How far this machine's clock is behind the service's; negative when it is ahead. `None` before the first answer.
    ///
    /// Good to about half a second plus half the time the quickest answer took.
    pub fn offset(&self) -> Option<TimeDelta> {
        let bounds = (*self.bounds())?;
        let middle = bounds.earliest + (bounds.latest - bounds.earliest) / 2;
        Some(middle + delta(self.source.steady()) - self.source.wall())
    }

    /// The steady clock, for [`learn`](Self::learn).
    pub(crate) fn steady(&self) -> Duration {
        self.source.steady()
    }

    /// Takes in the `Date` of an answer that was asked for at `sent` and was there at `received` (steady clock).
    pub(crate) fn learn(&self, date: DateTime<Utc>, sent: Duration, received: Duration) {
        let heard = Bounds {
            earliest: date - delta(received),
            latest: date + TimeDelta::seconds(1) - delta(sent),
        };
        let mut learnt = self.bounds();
        *learnt = Some(learnt.and_then(|known| known.and(heard)).unwrap_or(heard));
    }

    fn earliest_now(&self) -> DateTime<Utc> {
        let learnt = *self.bounds();
        learnt.map_or_else(
            || self.source.wall(),
            |bounds| bounds.earliest + delta(self.source.steady()),
        )
    }

    fn bounds(&self) -> MutexGuard<'_, Option<Bounds>> {
        // A panic elsewhere cannot leave half a value behind.
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for ServiceClock {
    fn default() -> Self {
        Self::new(SystemClock)
    }
}

impl std::fmt::Debug for ServiceClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServiceClock")
            .field("offset", &self.offset())
            .finish_non_exhaustive()
    }
}

impl Bounds {
    /// What holds if both hold; `None` when they contradict each other: then a clock was set, and the newer one counts.
    fn and(self, other: Self) -> Option<Self> {
        let both = Self {
            earliest: self.earliest.max(other.earliest),
            latest: self.latest.min(other.latest),
        };
        (both.earliest <= both.latest).then_some(both)
    }
}

fn delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).expect("no machine runs for 292 million years")
}
