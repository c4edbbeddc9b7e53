//! A network that is lost in the middle, and a machine that was asleep.

use koodrive_sandbox::SandboxSettings;
use provisioning::ledger::BatchState;
use provisioning::{Ended, Happening, Limits};

use crate::laptop::Laptop;
use crate::office::{Office, is_batch_at};

fn waits_for(code: &str) -> impl Fn(&Happening) -> bool {
    move |what| matches!(what, Happening::Waiting { why, .. } if why == code)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_network_is_waited_for_and_nobody_is_sent_twice() {
    let office = Office::new();
    let submission = office.plan(30).await;
    let mut running = office.start(submission, Limits::default()).await;
    running.until(5, is_batch_at(BatchState::Accepted)).await;
    office.sandbox.close_door();
    running.until(1, waits_for("connect_refused")).await;
    let reached = office.creates().len();
    office.sandbox.open_door().unwrap();
    assert_eq!(running.sent().await, Ended::Done);
    running.followed().await;
    office.assert_all_done(submission).await;
    assert!(reached < 30, "it was lost in the middle");
    let tries: u32 = office
        .batches(submission)
        .await
        .iter()
        .map(|batch| batch.attempts)
        .sum();
    assert!(tries > 30, "some did not get through");
    assert_eq!(
        office.creates().len(),
        30,
        "and none of those reached the service"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_is_lost_while_results_come_in_is_waited_for() {
    let office = Office::new();
    let submission = office.plan(3).await;
    let mut running = office.start(submission, Limits::default()).await;
    assert_eq!(running.sent().await, Ended::Done);
    office.sandbox.close_door();
    running
        .until(1, |what| matches!(what, Happening::PollFailed { .. }))
        .await;
    office.sandbox.open_door().unwrap();
    running.followed().await;
    office.assert_all_done(submission).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_of_sleep_in_the_middle_does_no_harm() {
    let laptop = Laptop::default();
    let office = Office::with(SandboxSettings::default(), laptop.clone());
    let submission = office.plan(30).await;
    let mut running = office.start(submission, Limits::default()).await;
    running.until(5, is_batch_at(BatchState::Accepted)).await;
    // Nothing gets through while it sleeps; when it wakes, an hour has passed everywhere.
    office.sandbox.close_door();
    laptop.sleep(3_600);
    office.sandbox.set_clock_offset(3_600);
    running.until(1, waits_for("connect_refused")).await;
    office.sandbox.open_door().unwrap();
    assert_eq!(running.sent().await, Ended::Done);
    running.followed().await;
    office.assert_all_done(submission).await;
    assert_eq!(office.refused(), 0, "requests are signed when they leave");
}
