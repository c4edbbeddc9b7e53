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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A workstation: its wall clock is `offset` away from the truth, and it may jump.
    #[derive(Clone)]
    struct Workstation(Arc<Mutex<(Duration, TimeDelta)>>);

    impl Workstation {
        fn new(offset: TimeDelta) -> Self {
            Self(Arc::new(Mutex::new((Duration::from_secs(1_000), offset))))
        }

        fn wait(&self, duration: Duration) {
            self.0.lock().unwrap().0 += duration;
        }

        fn jump(&self, by: TimeDelta) {
            self.0.lock().unwrap().1 += by;
        }

        /// The true time, by which the service lives.
        fn truth(&self) -> DateTime<Utc> {
            DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + delta(self.steady())
        }

        /// A request that takes `way` there, is answered, and takes `way` back.
        fn ask(&self, clock: &ServiceClock, way: Duration, work: Duration) {
            let sent = self.steady();
            self.wait(way + work);
            let date = XDate::new(self.truth()).time();
            self.wait(way);
            clock.learn(date, sent, self.steady());
        }
    }

    impl ClockSource for Workstation {
        fn wall(&self) -> DateTime<Utc> {
            let offset = self.0.lock().unwrap().1;
            self.truth() + offset
        }

        fn steady(&self) -> Duration {
            self.0.lock().unwrap().0
        }
    }

    /// How old the service finds a request that arrives at once; negative is the future, which it refuses.
    fn age(clock: &ServiceClock, workstation: &Workstation) -> TimeDelta {
        workstation.truth() - clock.x_date().time()
    }

    fn acceptable(age: TimeDelta) -> bool {
        age >= TimeDelta::zero() && age < TimeDelta::seconds(10)
    }

    #[test]
    fn a_right_clock_is_right_from_the_first_request() {
        let workstation = Workstation::new(TimeDelta::zero());
        let clock = ServiceClock::new(workstation.clone());
        assert!(acceptable(age(&clock, &workstation)));
        assert_eq!(clock.offset(), None);
    }

    #[test]
    fn one_answer_puts_a_wrong_clock_right() {
        for seconds in [20 * 60, -20 * 60, 3, -3] {
            let workstation = Workstation::new(TimeDelta::seconds(seconds));
            let clock = ServiceClock::new(workstation.clone());
            workstation.ask(&clock, Duration::from_millis(80), Duration::from_millis(20));
            assert!(
                acceptable(age(&clock, &workstation)),
                "{seconds} s: {}",
                age(&clock, &workstation)
            );
            let error = clock.offset().unwrap() + TimeDelta::seconds(seconds);
            assert!(
                error.abs() < TimeDelta::milliseconds(700),
                "{seconds} s: off by {error}"
            );
        }
    }

    #[test]
    fn a_jump_of_the_wall_clock_changes_nothing_but_the_offset() {
        let workstation = Workstation::new(TimeDelta::zero());
        let clock = ServiceClock::new(workstation.clone());
        workstation.ask(&clock, Duration::ZERO, Duration::ZERO);
        let before = clock.x_date();
        workstation.jump(TimeDelta::hours(1));
        assert_eq!(clock.x_date(), before);
        assert!((clock.offset().unwrap() + TimeDelta::hours(1)).abs() < TimeDelta::seconds(1));
    }

    #[test]
    fn a_night_s_sleep_makes_no_request_too_old() {
        let workstation = Workstation::new(TimeDelta::minutes(2));
        let clock = ServiceClock::new(workstation.clone());
        workstation.ask(&clock, Duration::from_millis(50), Duration::ZERO);
        workstation.wait(Duration::from_hours(9));
        assert!(acceptable(age(&clock, &workstation)));
    }

    #[test]
    fn a_service_that_is_set_anew_is_followed() {
        let workstation = Workstation::new(TimeDelta::zero());
        let clock = ServiceClock::new(workstation.clone());
        workstation.ask(&clock, Duration::ZERO, Duration::ZERO);
        let earlier = XDate::new(workstation.truth() - TimeDelta::minutes(5)).time();
        clock.learn(earlier, workstation.steady(), workstation.steady());
        assert!(clock.x_date().time() <= earlier);
        assert!(clock.x_date().time() > earlier - TimeDelta::seconds(10));
    }

    #[test]
    fn clones_share_what_they_learn() {
        let workstation = Workstation::new(TimeDelta::minutes(20));
        let clock = ServiceClock::new(workstation.clone());
        let clone = clock.clone();
        workstation.ask(&clock, Duration::ZERO, Duration::ZERO);
        assert!(acceptable(age(&clone, &workstation)));
    }

    proptest! {
        /// The promise of the module's page: however long answers take, no request is ever signed in the future.
        #[test]
        fn never_in_the_service_s_future(
            offset in -100_000_i64..100_000,
            exchanges in prop::collection::vec((0_u64..90_000, 0_u64..90_000, 0_u64..600_000, -4_000_i64..4_000), 1..20),
        ) {
            let workstation = Workstation::new(TimeDelta::seconds(offset));
            let clock = ServiceClock::new(workstation.clone());
            for (way, work, pause, jump) in exchanges {
                workstation.ask(&clock, Duration::from_millis(way), Duration::from_millis(work));
                prop_assert!(age(&clock, &workstation) >= ServiceClock::MARGIN);
                workstation.wait(Duration::from_millis(pause));
                workstation.jump(TimeDelta::seconds(jump));
                let age = age(&clock, &workstation);
                prop_assert!(age >= ServiceClock::MARGIN && age < TimeDelta::minutes(5), "{}", age);
            }
        }
    }
}
