//! The program is killed at every state change and at any moment, and nothing is lost or sent twice.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod scene;

use std::collections::BTreeMap;
use std::sync::Mutex;
#[cfg(target_os = "linux")]
use std::sync::atomic::AtomicBool;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use koodrive_sandbox::{Fault, FaultRule, Kind, Moment, When};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use scene::{Found, Scene, Sight};
use whole_program_tests::death::{Dead, Doomed};
#[cfg(target_os = "linux")]
use whole_program_tests::death::{SENDS, WRITES, killed_at};

/// Deaths at once: most of a run is waiting.
const AT_ONCE: usize = 12;

/// What was found after many deaths, by how often.
#[derive(Debug, Default)]
struct Tally(Mutex<BTreeMap<Sight, u32>>);

impl Tally {
    fn note(&self, found: &Found) {
        let mut counts = self.0.lock().unwrap();
        for sight in found {
            *counts.entry(*sight).or_default() += 1;
        }
    }

    /// A test that never met what it is about proves nothing.
    #[track_caller]
    fn assert_met(&self, sights: &[Sight]) {
        let counts = self.0.lock().unwrap();
        for sight in sights {
            assert!(
                counts.contains_key(sight),
                "never met: {sight:?}; {counts:?}"
            );
        }
    }
}

/// Does `round` with the 1st, the 2nd, the 3rd … of each of these calls, until it says that there
/// was no such call; gives the number of rounds.
#[cfg(target_os = "linux")]
fn at_each(calls: &[&str], round: impl Fn(&str, u32) -> bool + Sync) -> u32 {
    calls
        .iter()
        .map(|call| until_it_lives(|nth| round(call, nth)))
        .sum()
}

#[cfg(target_os = "linux")]
fn until_it_lives(round: impl Fn(u32) -> bool + Sync) -> u32 {
    if !round(1) {
        return 0;
    }
    let (next, over) = (AtomicU32::new(2), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    if !round(next.fetch_add(1, Ordering::Relaxed)) {
                        over.store(true, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    next.into_inner() - 1
}

#[test]
#[cfg(target_os = "linux")]
fn killed_at_every_write_of_a_submission() {
    let tally = Tally::default();
    let rounds = at_each(&WRITES, |call, nth| {
        let scene = Scene::of(2, 3).with_a_ledger();
        let submit = scene.submit(&["--concurrency", "1", "--wait"]);
        let dead = Doomed::start(killed_at(&submit, call, nth, &scene.files())).end();
        tally.note(&scene.aftermath(&dead));
        dead.killed
    });
    assert!(rounds > 60, "so few writes cannot be all: {rounds}");
    tally.assert_met(&[
        Sight::NothingPlanned,
        Sight::Queued,
        Sight::UnknownWithTask,
        Sight::Proven,
        Sight::Accepted,
        Sight::Finished,
    ]);
}

#[test]
#[cfg(target_os = "linux")]
fn killed_at_every_write_of_the_first_start() {
    let rounds = at_each(&WRITES, |call, nth| {
        let scene = Scene::of(1, 3);
        let start = scene.home.command(&["submissions"]);
        let dead = Doomed::start(killed_at(&start, call, nth, &scene.files())).end();
        assert!(scene.aftermath(&dead).contains(&Sight::NothingPlanned));
        dead.killed
    });
    assert!(rounds > 20, "so few writes cannot be all: {rounds}");
}

#[test]
#[cfg(target_os = "linux")]
fn killed_at_every_write_of_a_settlement() {
    for word in ["--send-again", "--accepted", "--leave-out"] {
        let rounds = at_each(&WRITES, |call, nth| {
            let scene = Scene::of(1, 3).with_a_ledger();
            let unanswered = scene.killed_unanswered(1, Moment::AfterProcessing);
            assert!(unanswered.killed);
            let settle = scene.settle(word);
            let dead = Doomed::start(killed_at(&settle, call, nth, &scene.files())).end();
            scene.aftermath_of_word(word, &dead);
            dead.killed
        });
        assert!(rounds > 10, "so few writes cannot be all: {rounds}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn killed_before_a_request_leaves() {
    let tally = Tally::default();
    at_each(&SENDS, |call, nth| {
        let scene = Scene::of(3, 3).with_a_ledger();
        let submit = scene.submit(&["--concurrency", "1"]);
        let dead = Doomed::start(killed_at(&submit, call, nth, &[])).end();
        tally.note(&scene.aftermath(&dead));
        dead.killed
    });
    tally.assert_met(&[Sight::UnknownWithoutTask]);
}

#[test]
fn killed_while_the_service_is_at_it() {
    for moment in [
        Moment::BeforeReading,
        Moment::BeforeProcessing,
        Moment::AfterProcessing,
        Moment::WhileAnswering,
    ] {
        for nth in [1, 2, 5] {
            let scene = Scene::of(5, 2);
            let dead = scene.killed_unanswered(nth, moment);
            assert!(dead.killed);
            let found = scene.aftermath(&dead);
            let processed = moment >= Moment::AfterProcessing;
            assert_eq!(
                found.contains(&Sight::UnknownWithTask),
                processed,
                "{moment:?} of {nth}"
            );
            assert_eq!(
                found.contains(&Sight::UnknownWithoutTask),
                !processed,
                "{moment:?} of {nth}"
            );
        }
    }
}

#[test]
fn killed_while_results_are_awaited() {
    let scene = Scene::slow(4, 5);
    let mut doomed = Doomed::start(scene.submit(&["--wait"]));
    let sandbox = &scene.sandbox;
    let queries = || {
        let seen = sandbox.requests();
        seen.iter().filter(|seen| seen.kind == Kind::Query).count()
    };
    doomed.wait_until(|| queries() > 0);
    sandbox.advance(7);
    let asked = queries();
    doomed.wait_until(|| queries() > asked + 4);
    let dead = doomed.kill();
    assert!(dead.killed);
    sandbox.finish_all();
    let found = scene.aftermath(&dead);
    assert!(found.contains(&Sight::Accepted) && !found.contains(&Sight::Queued));
}

/// A cron job that knows nothing of the death submits the same sheet once more.
#[test]
fn the_same_sheet_submitted_again_after_a_death_sends_nobody_twice() {
    let scene = Scene::of(10, 2);
    let dead = scene.killed_unanswered(5, Moment::AfterProcessing);
    assert!(dead.killed);
    let sent = scene.sandbox.tasks().len();
    let again = scene.submit(&[]).output().unwrap();
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(said.contains("\nleaves   20 submitted earlier\n"), "{said}");
    assert!(!again.status.success(), "{said}");
    assert_eq!(scene.sandbox.tasks().len(), sent, "{said}");
    let found = scene.aftermath(&dead);
    assert!(found.contains(&Sight::UnknownWithTask) && found.contains(&Sight::Queued));
}

/// When a run is killed.
#[derive(Clone, Copy, Debug)]
enum Death {
    /// So long after its start.
    After(Duration),
    /// So long after so many requests have arrived.
    AtRequest(usize, Duration),
}

impl Death {
    fn random(rng: &mut StdRng) -> Self {
        if rng.random_bool(0.4) {
            return Self::After(Duration::from_millis(rng.random_range(0..1_600)));
        }
        let (request, micros) = (rng.random_range(1..=24), rng.random_range(0..60_000));
        Self::AtRequest(request, Duration::from_micros(micros))
    }

    fn befall(self, scene: &Scene, mut doomed: Doomed) -> Dead {
        let wait = match self {
            Self::After(wait) => wait,
            Self::AtRequest(request, wait) => {
                doomed.wait_until(|| scene.sandbox.requests().len() >= request);
                wait
            }
        };
        // The moment itself is what is tried here; nothing waits for anything.
        std::thread::sleep(wait);
        doomed.kill()
    }
}

#[test]
fn killed_at_two_hundred_random_moments() {
    const DEATHS: u32 = 200;
    let tally = Tally::default();
    let next = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= DEATHS {
                        return;
                    }
                    tally.note(&dies_once(u64::from(seed)));
                }
            });
        }
    });
    tally.assert_met(&[
        Sight::Queued,
        Sight::UnknownWithTask,
        Sight::Accepted,
        Sight::Finished,
    ]);
}

fn dies_once(seed: u64) -> Found {
    let death = Death::random(&mut StdRng::seed_from_u64(seed));
    let scene = Scene::of(20, 5);
    let dead = death.befall(&scene, Doomed::start(scene.submit(&["--wait"])));
    scene.aftermath_told(&dead, &format!("seed {seed}, {death:?}"))
}

#[test]
fn killed_again_and_again_until_it_is_done() {
    std::thread::scope(|scope| {
        for seed in 1_000..1_008 {
            scope.spawn(move || dies_often(seed));
        }
    });
}

fn dies_often(seed: u64) {
    let mut rng = StdRng::seed_from_u64(seed);
    let scene = Scene::of(20, 5);
    let mut run = scene.submit(&["--wait"]);
    for _ in 0..6 {
        let so_many = scene.sandbox.requests().len() + rng.random_range(1..=6);
        let wait = Duration::from_micros(rng.random_range(0..60_000));
        let death = Death::AtRequest(so_many, wait);
        let dead = death.befall(&scene, Doomed::start(run));
        let Some(id) = scene.restarted(&dead) else {
            panic!("seed {seed}: a request had arrived, so there is a plan");
        };
        run = scene.home.command(&["resume", &id, "--wait"]);
    }
    scene.completed();
}

/// A fault that holds the `nth` create at this moment.
fn hold(nth: u64, moment: Moment) -> FaultRule {
    FaultRule::create(When::Nth(nth), Fault::Hold { moment })
}
