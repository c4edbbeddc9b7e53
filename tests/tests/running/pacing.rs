//! A service that limits requests.

use koodrive_sandbox::{FaultRule, Kind, SandboxSettings};
use provisioning::{Ended, Limits};

use crate::laptop::Laptop;
use crate::office::Office;

const BATCHES: u32 = 200;
const PER_SECOND: u32 = 20;

/// Four times as fast as what a person waits for, to be done in ten seconds; how long it takes at
/// best and how close it comes is a matter for the pace's own tests, which have all the time.
#[tokio::test(flavor = "multi_thread")]
async fn few_of_two_hundred_batches_are_refused_for_being_too_many() {
    let settings = SandboxSettings {
        faults: vec![FaultRule::rate_limit(PER_SECOND)],
        ..SandboxSettings::default()
    };
    let office = Office::with(settings, Laptop::default());
    let submission = office.plan(BATCHES as usize).await;
    let limits = Limits {
        ceiling: 80.0,
        ..Limits::default()
    };
    let start = std::time::Instant::now();
    let mut running = office.start(submission, limits).await;
    assert_eq!(running.sent().await, Ended::Done);
    let took = start.elapsed().as_secs_f64();
    let requests = office.sandbox.requests();
    let refused = requests
        .iter()
        .filter(|seen| seen.status == Some(429))
        .count();
    let queries = requests
        .iter()
        .filter(|seen| seen.kind == Kind::Query)
        .count();
    let ideal = f64::from(BATCHES) / f64::from(PER_SECOND);
    println!(
        "{took:.1} s instead of {ideal:.1}; {refused} of {} refused, {queries} of them queries",
        requests.len()
    );
    assert!(
        refused * 20 < requests.len(),
        "{refused} of {} refused",
        requests.len()
    );
    assert!(
        queries <= 10,
        "{queries} queries were sent before the batches that waited"
    );
    let accounts = office.accounts(submission).await;
    assert_eq!(accounts.accepted.total, u64::from(BATCHES));
    assert!(office.sandbox.users().iter().all(|user| user.accepted == 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ceiling_of_the_settings_is_kept() {
    let office = Office::new();
    let submission = office.plan(10).await;
    let limits = Limits {
        ceiling: 5.0,
        ..Limits::default()
    };
    let mut running = office.start(submission, limits).await;
    assert_eq!(running.sent().await, Ended::Done);
    let creates = office.creates();
    let first = creates.first().unwrap().at;
    let last = creates.last().unwrap().at;
    let took = last.duration_since(first).unwrap();
    assert!(
        took.as_millis() >= 1_700,
        "ten requests at five a second in {took:?}"
    );
}
