//! How fast requests may leave: additive increase, multiplicative decrease.
//!
//! The service does not say what it allows, so the rate is found by asking: it grows while all is
//! well, slowly at first and then faster, and falls to what was really accepted when the service
//! says *too many*. Everything here is a function of the time it is given.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// By what share of itself the rate grows in the first second after it was last cut.
const GROWTH_PER_SECOND: f64 = 0.005;
/// After how long the growth itself has doubled; it goes with the square of the time.
const GROWTH_DOUBLES_AFTER: f64 = 10.0;
/// A cut never goes deeper than this share of the rate, nor less deep than the other.
const DEEPEST_CUT: f64 = 0.25;
const SHALLOWEST_CUT: f64 = 0.95;
/// What was accepted within this time tells what the service allows.
const WINDOW: Duration = Duration::from_secs(1);
/// The wait after a refusal without `Retry-After`, before it doubles.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_mins(1);

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

    /// Whether the door has closed since the place was taken, and until when.
    pub(crate) fn closed_until(&self, now: Instant) -> Option<Instant> {
        (self.closed_until > now).then_some(self.closed_until)
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
        if self.closed_until(now).is_none() {
            self.cut(now);
            self.refusals_in_a_row += 1;
        }
        let wait = retry_after.unwrap_or_else(|| self.backoff(jitter));
        self.closed_until = self.closed_until.max(now + wait);
        self.next = self.next.max(self.closed_until);
        wait
    }

    /// Requests per second that may leave now.
    pub(crate) fn rate(&self, now: Instant) -> f64 {
        let seconds = now.saturating_duration_since(self.since).as_secs_f64();
        let cubic = (1.0 + seconds / GROWTH_DOUBLES_AFTER).powi(3) - 1.0;
        let grown = 1.0 + GROWTH_PER_SECOND * GROWTH_DOUBLES_AFTER / 3.0 * cubic;
        (self.base * grown).min(self.ceiling)
    }

    fn cut(&mut self, now: Instant) {
        let rate = self.rate(now);
        #[expect(
            clippy::cast_precision_loss,
            reason = "a count of one second's requests is small"
        )]
        let seen = self.accepted.len() as f64 / WINDOW.as_secs_f64();
        self.base = (seen * SHALLOWEST_CUT).clamp(rate * DEEPEST_CUT, rate * SHALLOWEST_CUT);
        self.since = now;
    }

    fn backoff(&self, jitter: f64) -> Duration {
        let doublings = self.refusals_in_a_row.saturating_sub(1).min(6);
        let wait = FIRST_WAIT * 2_u32.pow(doublings);
        wait.min(LONGEST_WAIT).mul_f64(0.5 + 0.5 * jitter)
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
mod tests {
    use super::*;

    /// A service that takes `limit` requests in each second and refuses the rest.
    struct Service {
        limit: usize,
        taken: VecDeque<Instant>,
    }

    impl Service {
        fn takes(&mut self, at: Instant) -> bool {
            while self
                .taken
                .front()
                .is_some_and(|then| at - *then >= Duration::from_secs(1))
            {
                self.taken.pop_front();
            }
            let free = self.taken.len() < self.limit;
            if free {
                self.taken.push_back(at);
            }
            free
        }
    }

    fn send(requests: usize, limit: usize, ceiling: f64) -> (Duration, usize) {
        let start = Instant::now();
        let mut pace = Pace::new(ceiling, start);
        let mut service = Service {
            limit,
            taken: VecDeque::new(),
        };
        let (mut now, mut sent, mut refused) = (start, 0, 0);
        while sent < requests {
            now = pace.reserve(now);
            if service.takes(now) {
                pace.accepted(now);
                sent += 1;
            } else {
                pace.throttled(now, None, 0.5);
                refused += 1;
            }
        }
        (now - start, refused)
    }

    #[test]
    fn it_finds_the_services_limit_and_stays_close_below() {
        let (took, refused) = send(200, 5, 20.0);
        assert!(took < Duration::from_secs_f64(40.0 * 1.15), "took {took:?}");
        assert!(refused < 10, "{refused} of 200 refused");
    }

    #[test]
    fn it_never_exceeds_the_ceiling() {
        let (took, refused) = send(100, 1000, 10.0);
        assert!(took >= Duration::from_secs_f64(9.8), "took {took:?}");
        assert_eq!(refused, 0);
    }

    #[test]
    fn retry_after_closes_the_door_for_all() {
        let now = Instant::now();
        let mut pace = Pace::new(10.0, now);
        let wait = pace.throttled(now, Some(Duration::from_secs(7)), 0.0);
        assert_eq!(wait, Duration::from_secs(7));
        assert_eq!(pace.reserve(now), now + wait);
        assert_eq!(pace.closed_until(now), Some(now + wait));
    }

    #[test]
    fn refusals_in_a_row_wait_longer_each_time() {
        let mut now = Instant::now();
        let mut pace = Pace::new(10.0, now);
        let waits: Vec<u64> = (0..8)
            .map(|_| {
                let wait = pace.throttled(now, None, 1.0);
                now += wait;
                wait.as_secs()
            })
            .collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
    }
}
