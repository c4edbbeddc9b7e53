//! Wrong clocks and clocks that jump.

use koodrive_sandbox::{Sandbox, SandboxSettings};
use provisioning::ledger::BatchState;
use provisioning::{Ended, Happening, Limits};
use whole_program_tests::job::{home_of, service, sheet_of};

use crate::laptop::Laptop;
use crate::office::{Office, Running, is_batch_at};

/// By how many seconds the run said that the clock is ahead.
fn told(running: &mut Running) -> Vec<i64> {
    running.catch_up();
    let told = running.seen.iter().filter_map(|what| match what {
        Happening::ClockWrong { ahead } => Some(ahead.num_seconds()),
        _ => None,
    });
    told.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_costs_one_refused_request_at_most_and_is_told_once() {
    for ahead in [20 * 60, -20 * 60, 3] {
        let office = Office::with(SandboxSettings::default(), Laptop::ahead_by(ahead));
        let submission = office.plan(10).await;
        let mut running = office.start(submission, Limits::default()).await;
        assert_eq!(running.sent().await, Ended::Done);
        running.followed().await;
        office.assert_all_done(submission).await;
        assert!(office.refused() <= 1, "{} with {ahead} s", office.refused());
        let told = told(&mut running);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!((told[0] - ahead).abs() <= 2, "{told:?} for {ahead} s");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_clock_is_not_talked_about() {
    let office = Office::new();
    let submission = office.plan(3).await;
    let mut running = office.start(submission, Limits::default()).await;
    running.sent().await;
    assert_eq!(told(&mut running), [0_i64; 0]);
    assert_eq!(office.refused(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_sets_the_clock_in_the_middle() {
    let laptop = Laptop::default();
    let office = Office::with(SandboxSettings::default(), laptop.clone());
    let submission = office.plan(40).await;
    let mut running = office.start(submission, Limits::default()).await;
    for (accepted, ahead) in [(5, 20 * 60), (15, -20 * 60), (25, 0)] {
        running
            .until(accepted, is_batch_at(BatchState::Accepted))
            .await;
        laptop.set_ahead(ahead);
    }
    assert_eq!(running.sent().await, Ended::Done);
    running.followed().await;
    office.assert_all_done(submission).await;
    assert_eq!(
        office.refused(),
        0,
        "the time between answers is not read off the wall"
    );
}

/// Its servers may be replaced by others whose clocks differ.
#[tokio::test(flavor = "multi_thread")]
async fn the_services_own_clock_jumps_in_the_middle() {
    let office = Office::new();
    let submission = office.plan(40).await;
    let limits = Limits::default();
    let mut running = office.start(submission, limits).await;
    for (accepted, offset) in [(5, -20 * 60), (20, 20 * 60)] {
        running
            .until(accepted, is_batch_at(BatchState::Accepted))
            .await;
        office.sandbox.set_clock_offset(offset);
    }
    assert_eq!(running.sent().await, Ended::Done);
    running.followed().await;
    office.assert_all_done(submission).await;
    let most = 2 * limits.concurrency;
    assert!(office.refused() <= most, "{} refused", office.refused());
}

/// What the terminal says of a machine whose clock differs from the service's by so many seconds.
fn words(offset: i64, command: impl Fn(&Sandbox) -> String) -> String {
    let sandbox = service();
    sandbox.set_clock_offset(offset);
    command(&sandbox)
}

#[test]
fn the_terminal_says_by_how_much_the_clock_is_wrong() {
    let submit = |sandbox: &Sandbox| {
        let home = home_of(sandbox);
        let sheet = home.file("users.csv", sheet_of(2));
        home.run(&["submit", &sheet, "--yes"]).ended(0).stderr
    };
    let test = |sandbox: &Sandbox| {
        home_of(sandbox)
            .run(&["connections", "test", "Office"])
            .ended(0)
            .stdout
    };
    for (offset, said) in [
        (
            -20 * 60,
            "this machine's clock is 20 min fast; requests are signed with the service's time",
        ),
        (
            20 * 60,
            "this machine's clock is 20 min slow; requests are signed with the service's time",
        ),
    ] {
        let words = [words(offset, submit), words(offset, test)];
        assert!(words.iter().all(|words| words.contains(said)), "{words:#?}");
    }
    let right = [words(0, submit), words(0, test)];
    assert!(
        right
            .iter()
            .all(|words| !words.contains("this machine's clock")),
        "{right:#?}"
    );
}
