//! A machine whose clock can be set and that can sleep.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use provisioning::client::{ClockSource, SystemClock};

#[derive(Clone, Default)]
pub(crate) struct Laptop {
    /// Seconds by which the clock on the wall was set.
    set: Arc<AtomicI64>,
    /// Seconds slept.
    slept: Arc<AtomicI64>,
}

impl Laptop {
    pub(crate) fn ahead_by(seconds: i64) -> Self {
        let laptop = Self::default();
        laptop.set_ahead(seconds);
        laptop
    }

    pub(crate) fn set_ahead(&self, seconds: i64) {
        self.set.store(seconds, Ordering::Relaxed);
    }

    pub(crate) fn sleep(&self, seconds: i64) {
        self.slept.fetch_add(seconds, Ordering::Relaxed);
    }

    fn slept(&self) -> i64 {
        self.slept.load(Ordering::Relaxed)
    }
}

impl ClockSource for Laptop {
    fn wall(&self) -> DateTime<Utc> {
        let set = self.set.load(Ordering::Relaxed);
        Utc::now() + TimeDelta::seconds(set + self.slept())
    }

    fn steady(&self) -> Duration {
        SystemClock.steady() + Duration::from_secs(self.slept().unsigned_abs())
    }
}
