//! The pace against services that limit requests in the ways services do.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::*;

/// A service that takes so many requests a second.
enum Service {
    /// In any second.
    Sliding {
        limit: usize,
        taken: VecDeque<Instant>,
    },
    /// In each second of its own clock.
    ByTheClock {
        limit: usize,
        start: Instant,
        second: u64,
        taken: usize,
    },
    /// Over time, with so many saved up.
    Bucket {
        limit: f64,
        saved: f64,
        most: f64,
        at: Instant,
    },
}

impl Service {
    fn all(limit: u32, start: Instant) -> [(&'static str, Self); 3] {
        let number = limit as usize;
        let (rate, saved) = (f64::from(limit), f64::from(limit));
        [
            (
                "sliding",
                Self::Sliding {
                    limit: number,
                    taken: VecDeque::new(),
                },
            ),
            (
                "by the clock",
                Self::ByTheClock {
                    limit: number,
                    start,
                    second: 0,
                    taken: 0,
                },
            ),
            (
                "bucket",
                Self::Bucket {
                    limit: rate,
                    saved,
                    most: saved,
                    at: start,
                },
            ),
        ]
    }

    fn takes(&mut self, now: Instant) -> bool {
        match self {
            Self::Sliding { limit, taken } => {
                let is_over = |at: &Instant| now - *at >= Duration::from_secs(1);
                while taken.front().is_some_and(is_over) {
                    taken.pop_front();
                }
                let free = taken.len() < *limit;
                taken.extend(free.then_some(now));
                free
            }
            Self::ByTheClock {
                limit,
                start,
                second,
                taken,
            } => {
                let this = (now - *start).as_secs();
                if this != *second {
                    (*second, *taken) = (this, 0);
                }
                *taken += 1;
                *taken <= *limit
            }
            Self::Bucket {
                limit,
                saved,
                most,
                at,
            } => {
                *saved = (*saved + (now - *at).as_secs_f64() * *limit).min(*most);
                *at = now;
                let free = *saved >= 1.0;
                *saved -= if free { 1.0 } else { 0.0 };
                free
            }
        }
    }
}

const REQUESTS: u32 = 200;
const AT_ONCE: u8 = 4;

/// What lies between the program and the service.
#[derive(Clone, Copy)]
struct Road {
    ceiling: f64,
    /// From the first byte out to the last byte in.
    latency: Duration,
    /// A busy machine sends up to so much later than it meant to.
    late: Duration,
    /// Whether accepted tasks are asked about meanwhile, as [`Pace::questions_apart`] says.
    asks: bool,
}

impl Road {
    fn of(latency: Duration) -> Self {
        Self {
            ceiling: 20.0,
            latency,
            late: Duration::ZERO,
            asks: false,
        }
    }
}

/// Numbers between 0 and 1 that are the same in each run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 32).unwrap_or_default()) / f64::from(u32::MAX)
    }
}

/// How long 200 requests took, in seconds, and how many were refused on the way: four at once, each
/// answered after the latency, as the sending loop does it.
fn send(service: &mut Service, road: Road, start: Instant) -> (f64, u32) {
    let mut pace = Pace::new(road.ceiling, start);
    let mut chance = Chance(7);
    // When it comes home, whether it was taken, whether it is a batch.
    let mut flying: BinaryHeap<Reverse<(Instant, bool, bool)>> = BinaryHeap::new();
    let (mut now, mut place, mut asked) = (start, None, start);
    let mut question = None;
    let (mut queued, mut done, mut refused) = (REQUESTS, 0, 0);
    while done < REQUESTS {
        let batches = flying.iter().filter(|Reverse((_, _, batch))| *batch);
        let may = queued > 0 && batches.count() < usize::from(AT_ONCE);
        let departure = may.then(|| {
            let taken = place.unwrap_or_else(|| pace.reserve(now));
            let heeded = pace.heed(taken, now);
            place = Some(heeded);
            heeded.max(now)
        });
        if road.asks && question.is_none() && now >= asked + pace.questions_apart(now) {
            question = Some(pace.reserve(now));
        }
        question = question.map(|taken| pace.heed(taken, now));
        let leaves = departure.into_iter().chain(question).min();
        let landing = flying.peek().map(|Reverse((at, _, _))| *at);
        if let Some(at) = landing.filter(|at| leaves.is_none_or(|leaves| *at <= leaves)) {
            now = at;
            let Some(Reverse((_, taken, batch))) = flying.pop() else {
                continue;
            };
            if taken {
                pace.accepted(now);
                done += u32::from(batch);
            } else {
                pace.throttled(now, None, 0.5);
                (queued, refused) = (queued + u32::from(batch), refused + 1);
            }
        } else if let Some(at) = leaves {
            now = at.max(now);
            let batch = question != Some(at);
            if batch {
                place = None;
                queued -= 1;
            } else {
                (question, asked) = (None, now);
            }
            let arrives = now + road.latency / 2 + road.late.mul_f64(chance.next());
            flying.push(Reverse((
                arrives + road.latency / 2,
                service.takes(arrives),
                batch,
            )));
        }
    }
    ((now - start).as_secs_f64(), refused)
}

/// The time that 200 requests take at best.
fn ideal(limit: u32, latency: Duration) -> f64 {
    let by_latency = f64::from(AT_ONCE) / latency.as_secs_f64();
    f64::from(REQUESTS) / f64::from(limit).min(by_latency)
}

#[test]
fn it_finds_what_the_service_allows_and_stays_close_below() {
    let start = Instant::now();
    for latency in [1, 20, 50, 150, 400].map(Duration::from_millis) {
        for limit in [3, 5, 8, 10, 15, 19] {
            for (kind, mut service) in Service::all(limit, start) {
                let (took, refused) = send(&mut service, Road::of(latency), start);
                let ideal = ideal(limit, latency);
                let place = format!("{limit} a second, {kind}, after {latency:?}");
                assert!(took <= ideal * 1.15, "{took} s instead of {ideal}: {place}");
                assert!(refused < REQUESTS / 20, "{refused} refused: {place}");
            }
        }
    }
}

#[test]
fn five_a_second_are_met_within_a_twentieth() {
    let start = Instant::now();
    let mut service = Service::Sliding {
        limit: 5,
        taken: VecDeque::new(),
    };
    let (took, refused) = send(&mut service, Road::of(Duration::from_millis(20)), start);
    assert!(took <= 42.0, "{took} s instead of 40");
    assert!(refused <= 5, "{refused} of 200 refused");
}

/// Measured on a machine with five times as much to do as it can: requests left up to 60 ms late,
/// and the questions about accepted tasks take places too.
#[test]
fn five_a_second_are_met_on_a_busy_machine_that_asks_about_its_tasks() {
    let start = Instant::now();
    for late in [0, 20, 40, 60].map(Duration::from_millis) {
        for (kind, mut service) in Service::all(5, start) {
            let road = Road {
                late,
                asks: true,
                ..Road::of(Duration::from_millis(5))
            };
            let (took, refused) = send(&mut service, road, start);
            let place = format!("{kind}, up to {late:?} late");
            assert!(took <= 40.0 * 1.15, "{took} s instead of 40: {place}");
            assert!(refused < REQUESTS / 20, "{refused} refused: {place}");
        }
    }
}

#[test]
fn questions_take_a_small_share_of_the_places() {
    let now = Instant::now();
    let apart = |ceiling| Pace::new(ceiling, now).questions_apart(now).as_secs_f64();
    assert!((apart(20.0) - 3.0).abs() < 0.01, "never more often");
    assert!((apart(5.0) - 10.0).abs() < 0.01);
    assert!((apart(0.1) - 60.0).abs() < 0.01, "and never more seldom");
}

#[test]
fn it_never_exceeds_the_ceiling() {
    let start = Instant::now();
    let mut service = Service::Sliding {
        limit: 1000,
        taken: VecDeque::new(),
    };
    let road = Road {
        ceiling: 10.0,
        ..Road::of(Duration::from_millis(1))
    };
    let (took, refused) = send(&mut service, road, start);
    assert!(took >= 19.8, "{took} s");
    assert_eq!(refused, 0);
}

#[test]
fn a_ceiling_can_be_lowered_and_raised() {
    let now = Instant::now();
    let mut pace = Pace::new(20.0, now);
    pace.set_ceiling(3.0);
    assert!((pace.rate(now) - 3.0).abs() < 0.01);
    pace.set_ceiling(10.0);
    assert!(
        (pace.rate(now) - 10.0).abs() < 0.01,
        "it was the ceiling that held it"
    );
    pace.accepted(now);
    pace.throttled(now, None, 0.5);
    let learnt = pace.rate(now);
    pace.set_ceiling(20.0);
    assert!(
        (pace.rate(now) - learnt).abs() < 0.01,
        "what was learnt stays"
    );
}

#[test]
fn retry_after_closes_the_door_for_all() {
    let now = Instant::now();
    let mut pace = Pace::new(10.0, now);
    let wait = pace.throttled(now, Some(Duration::from_secs(7)), 0.0);
    assert_eq!(wait, Duration::from_secs(7));
    assert_eq!(pace.reserve(now), now + wait);
}

/// Places that were taken before the door closed would all leave at once when it opens.
#[test]
fn those_who_waited_leave_one_after_the_other() {
    let now = Instant::now();
    let mut pace = Pace::new(10.0, now);
    let places: Vec<Instant> = (0..3).map(|_| pace.reserve(now)).collect();
    pace.throttled(now, Some(Duration::from_secs(5)), 0.0);
    let mut left: Vec<Instant> = places.iter().map(|place| pace.heed(*place, now)).collect();
    left.push(pace.reserve(now));
    assert!(left[0] >= now + Duration::from_secs(5));
    for two in left.windows(2) {
        assert!(two[1] - two[0] >= Duration::from_millis(100), "{left:?}");
    }
    assert_eq!(pace.heed(left[3], now), left[3], "a good place is kept");
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
