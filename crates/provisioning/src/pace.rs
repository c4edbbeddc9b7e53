//! How fast requests may leave: additive increase, multiplicative decrease.
//!
//! The service does not say what it allows, so the rate is found by asking. When the service says
//! *too many*, the rate falls to what was really accepted in the second before; then it grows again,
//! slowly at first and then faster, and slower each time it meets the same limit. Everything here is
//! a function of the time it is given.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// By what share of itself the rate grows in the first second after it was last cut.
const GROWTH_PER_SECOND: f64 = 0.003;
/// After how long the growth itself has doubled, in seconds; the rate goes with the cube of the time.
const GROWTH_DOUBLES_AFTER: f64 = 10.0;
/// Each time the same limit is met, the rate grows so many times as slowly, up to the last number.
const SLOWER_EACH_TIME: f64 = 2.0;
const SLOWEST: f64 = 8.0;
/// A limit within this share of the last one is the same.
const SAME: f64 = 0.1;

/// What was accepted within this time tells what the service allows.
const WINDOW: Duration = Duration::from_secs(1);
/// That is a count, and says nothing about rates that differ from it by less than this.
const COARSE: f64 = 1.5;
/// How much of the counted rate is taken.
const BELOW: f64 = 0.98;
/// How much of the rate stays where the count says nothing better.
const TRIMMED: f64 = 0.97;
/// How much stays at most when the next refusal comes this soon.
const CUT_AGAIN: f64 = 0.93;
const SOON: Duration = Duration::from_secs(1);
/// One request in ten seconds: the waits do the rest.
const SLOWEST_RATE: f64 = 0.1;

/// The wait after a refusal without `Retry-After`, before it doubles.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_mins(1);
/// Programs that were refused together come back spread over this time.
const SPREAD: Duration = Duration::from_millis(100);

/// While batches are being sent, so many requests leave for one question about a task.
const PLACES_FOR_A_QUESTION: f64 = 50.0;
const QUESTIONS_APART: Duration = Duration::from_secs(3);
const QUESTIONS_APART_AT_MOST: Duration = Duration::from_mins(1);

/// One connection's rate, in requests per second.
#[derive(Debug)]
pub(crate) struct Pace {
    ceiling: f64,
    base: f64,
    since: Instant,
    next: Instant,
    closed_until: Instant,
    accepted: VecDeque<Instant>,
    refusals_in_a_row: u32,
    /// How much slower than usual the rate grows.
    caution: f64,
    has_been_cut: bool,
}

impl Pace {
    /// A pace that starts at `ceiling` requests per second and never exceeds it.
    pub(crate) fn new(ceiling: f64, now: Instant) -> Self {
        Self {
            ceiling,
            base: ceiling,
            since: now,
            next: now,
            closed_until: now,
            accepted: VecDeque::new(),
            refusals_in_a_row: 0,
            caution: 1.0,
            has_been_cut: false,
        }
    }

    /// Another ceiling from now on. What was learnt below it stays learnt.
    pub(crate) fn set_ceiling(&mut self, ceiling: f64) {
        let was_unlimited = self.base >= self.ceiling;
        self.ceiling = ceiling;
        if was_unlimited || self.base > ceiling {
            self.base = ceiling;
        }
    }

    /// Takes the next place in the queue: when its request may leave.
    pub(crate) fn reserve(&mut self, now: Instant) -> Instant {
        let at = self.next.max(self.closed_until).max(now);
        self.next = at + Duration::from_secs_f64(1.0 / self.rate(now));
        at
    }

    /// A place that was taken earlier, or another one if the door has closed since.
    pub(crate) fn heed(&mut self, place: Instant, now: Instant) -> Instant {
        if place < self.closed_until {
            self.reserve(now)
        } else {
            place
        }
    }

    fn is_closed(&self, now: Instant) -> bool {
        self.closed_until > now
    }

    /// The service took a request.
    pub(crate) fn accepted(&mut self, now: Instant) {
        self.refusals_in_a_row = 0;
        self.accepted.push_back(now);
        self.forget_before(now);
    }

    /// The service said *too many* (429) or *not now* (503); the wait until the next request.
    ///
    /// `jitter` is between 0 and 1 and spreads the waits of programs that were refused together.
    pub(crate) fn throttled(
        &mut self,
        now: Instant,
        retry_after: Option<Duration>,
        jitter: f64,
    ) -> Duration {
        self.forget_before(now);
        if !self.is_closed(now) {
            self.cut(now);
            self.refusals_in_a_row += 1;
        }
        let wait = retry_after.unwrap_or_else(|| self.backoff(now, jitter));
        self.closed_until = self.closed_until.max(now + wait);
        self.next = self.next.max(self.closed_until);
        self.since = self.since.max(self.closed_until);
        wait
    }

    /// Requests per second that may leave now.
    pub(crate) fn rate(&self, now: Instant) -> f64 {
        let seconds = now.saturating_duration_since(self.since).as_secs_f64() / self.caution;
        let cubic = (1.0 + seconds / GROWTH_DOUBLES_AFTER).powi(3) - 1.0;
        let grown = 1.0 + GROWTH_PER_SECOND * GROWTH_DOUBLES_AFTER / 3.0 * cubic;
        (self.base * grown).min(self.ceiling)
    }

    /// How far apart questions about tasks are while batches are being sent: they take one place in
    /// fifty, so that the batches are not held up for results that nobody waits for yet.
    pub(crate) fn questions_apart(&self, now: Instant) -> Duration {
        let apart = PLACES_FOR_A_QUESTION / self.rate(now);
        Duration::from_secs_f64(apart).clamp(QUESTIONS_APART, QUESTIONS_APART_AT_MOST)
    }

    fn cut(&mut self, now: Instant) {
        let rate = self.rate(now);
        let is_soon = self.has_been_cut && now.saturating_duration_since(self.since) < SOON;
        let most = if is_soon { rate * CUT_AGAIN } else { rate };
        let cut = self.limit(rate).min(most);
        let is_same = self.has_been_cut && (cut - self.base).abs() <= self.base * SAME;
        self.caution = if is_same {
            (self.caution * SLOWER_EACH_TIME).min(SLOWEST)
        } else {
            1.0
        };
        self.base = cut.max(SLOWEST_RATE);
        self.since = now;
        self.has_been_cut = true;
    }

    /// A little below what the service allows. A count of requests is too coarse a measure where it
    /// fits the rate to within one of them.
    fn limit(&self, rate: f64) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a count of one second's requests is small"
        )]
        let seen = self.accepted.len().max(1) as f64 / WINDOW.as_secs_f64();
        if seen + COARSE >= rate {
            rate * TRIMMED
        } else {
            seen * BELOW
        }
    }

    /// Once, until what was accepted in the last second does not count any more; then longer each
    /// time.
    fn backoff(&self, now: Instant, jitter: f64) -> Duration {
        match self.accepted.front() {
            Some(first) if self.refusals_in_a_row <= 1 => {
                let full = (*first + WINDOW).saturating_duration_since(now);
                full + SPREAD.mul_f64(jitter)
            }
            _ => {
                let doublings = self.refusals_in_a_row.saturating_sub(1).min(6);
                let wait = FIRST_WAIT * 2_u32.pow(doublings);
                wait.min(LONGEST_WAIT).mul_f64(0.5 + 0.5 * jitter)
            }
        }
    }

    fn forget_before(&mut self, now: Instant) {
        while self
            .accepted
            .front()
            .is_some_and(|at| now.duration_since(*at) > WINDOW)
        {
            self.accepted.pop_front();
        }
    }
}

#[cfg(test)]
mod tests;
