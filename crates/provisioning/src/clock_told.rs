//! Telling that this machine's clock is wrong: once, by whoever notices it first.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use koodrive_client::Client;

use crate::connect::clock_ahead;

/// What differs by less from what was told is no news.
const NEWS: TimeDelta = TimeDelta::seconds(2);

/// By how much a run said that the clock is ahead; sending and following share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClockTold(Arc<Mutex<TimeDelta>>);

impl ClockTold {
    /// By how much the clock is ahead, if that is news.
    pub(crate) fn news(&self, client: &Client) -> Option<TimeDelta> {
        self.news_of(clock_ahead(client)?)
    }

    fn news_of(&self, ahead: TimeDelta) -> Option<TimeDelta> {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_news = (ahead - *told).abs() > NEWS;
        is_news.then(|| *told = ahead).map(|()| ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_clock_is_told_once_and_again_when_it_was_set() {
        let told = ClockTold::default();
        let other = told.clone();
        let news = |told: &ClockTold, seconds| told.news_of(TimeDelta::seconds(seconds));
        assert_eq!(news(&told, 1_200), Some(TimeDelta::seconds(1_200)));
        assert_eq!(news(&other, 1_201), None, "the other one has said it");
        assert_eq!(news(&told, -60), Some(TimeDelta::seconds(-60)));
        assert_eq!(news(&other, -60), None);
    }
}
