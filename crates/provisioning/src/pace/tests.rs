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

/// How long 200 requests took, in seconds, and how many were refused on the way: four at once, each
/// answered after the latency, as the sending loop does it.
fn send(service: &mut Service, ceiling: f64, latency: Duration, start: Instant) -> (f64, u32) {
    let mut pace = Pace::new(ceiling, start);
    let mut flying: BinaryHeap<Reverse<(Instant, bool)>> = BinaryHeap::new();
    let (mut now, mut place) = (start, None);
    let (mut queued, mut done, mut refused) = (REQUESTS, 0, 0);
    while done < REQUESTS {
        let may = queued > 0 && flying.len() < usize::from(AT_ONCE);
        let departure = may.then(|| {
            let taken = place.unwrap_or_else(|| pace.reserve(now));
            let heeded = pace.heed(taken, now);
            place = Some(heeded);
            heeded.max(now)
        });
        let landing = flying.peek().map(|Reverse((at, _))| *at);
        if let Some(at) = landing.filter(|at| departure.is_none_or(|leaves| *at <= leaves)) {
            now = at;
            if flying.pop().is_some_and(|Reverse((_, taken))| taken) {
                pace.accepted(now);
                done += 1;
            } else {
                pace.throttled(now, None, 0.5);
                (queued, refused) = (queued + 1, refused + 1);
            }
        } else if let Some(at) = departure {
            (now, place) = (at, None);
            queued -= 1;
            flying.push(Reverse((now + latency, service.takes(now + latency / 2))));
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
                let (took, refused) = send(&mut service, 20.0, latency, start);
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
    let (took, refused) = send(&mut service, 20.0, Duration::from_millis(20), start);
    assert!(took <= 42.0, "{took} s instead of 40");
    assert!(refused <= 5, "{refused} of 200 refused");
}

#[test]
fn it_never_exceeds_the_ceiling() {
    let start = Instant::now();
    let mut service = Service::Sliding {
        limit: 1000,
        taken: VecDeque::new(),
    };
    let (took, refused) = send(&mut service, 10.0, Duration::from_millis(1), start);
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
