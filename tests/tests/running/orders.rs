//! Pause, resume, cancel and halt.

use std::time::Duration;

use koodrive_sandbox::{Fault, FaultRule, Moment, RetryAfter, When};
use provisioning::ledger::BatchState;
use provisioning::{Ended, Followed, Happening, Limits};
use tokio::time::{sleep, timeout};

use crate::office::{Office, Running, is_batch_at};

/// An order is obeyed within a second; a busy machine is given a few.
const AT_ONCE: Duration = Duration::from_secs(5);

/// Long enough to see whether something is sent that should not be: requests leave every 50 ms.
const A_WHILE: Duration = Duration::from_millis(500);

const LIMITS: Limits = Limits {
    concurrency: 2,
    isolate: true,
    ceiling: 20.0,
};

/// Every create takes half a second.
fn slow(office: &Office) {
    let moment = Moment::BeforeProcessing;
    office.sandbox.inject(FaultRule::create(
        When::Always,
        Fault::Delay { moment, ms: 500 },
    ));
}

/// The service asks everybody to come back in a minute.
fn busy(office: &Office, when: When) {
    let fault = Fault::Throttle {
        status: 429,
        retry_after: Some(RetryAfter::Seconds(60)),
    };
    office.sandbox.inject(FaultRule::any(when, fault));
}

fn is_waiting(what: &Happening) -> bool {
    matches!(what, Happening::Waiting { .. })
}

async fn ends_at_once(running: &mut Running) -> Ended {
    timeout(AT_ONCE, running.run.sent())
        .await
        .expect("it obeys at once")
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_lets_what_is_on_its_way_come_home_and_sends_nothing_new() {
    let office = Office::new();
    slow(&office);
    let submission = office.plan(10).await;
    let mut running = office.start(submission, LIMITS).await;
    // The first goes alone; then two are on their way.
    running.until(3, is_batch_at(BatchState::Sending)).await;
    running.run.control().pause();
    running
        .until(1, |what| matches!(what, Happening::Paused))
        .await;
    running.until(3, is_batch_at(BatchState::Accepted)).await;
    sleep(A_WHILE).await;
    let accounts = office.accounts(submission).await;
    assert_eq!((accounts.accepted.total, accounts.waiting), (3, 7));
    assert_eq!(
        office.creates().len(),
        3,
        "nothing was sent during the pause"
    );
    running.run.control().resume();
    assert_eq!(running.sent().await, Ended::Done);
    running.followed().await;
    office.assert_all_done(submission).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_leaves_out_what_is_queued_and_keeps_what_is_on_its_way() {
    let office = Office::new();
    slow(&office);
    let submission = office.plan(10).await;
    let mut running = office.start(submission, LIMITS).await;
    running.until(3, is_batch_at(BatchState::Sending)).await;
    running.run.control().cancel();
    assert_eq!(running.sent().await, Ended::Cancelled);
    running.followed().await;
    let accounts = office.accounts(submission).await;
    assert_eq!((accounts.left_out, accounts.accepted.succeeded), (7, 3));
    assert_eq!(office.creates().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_obeyed_while_the_service_asks_to_wait_a_minute() {
    for (order, ended, left_out) in [("cancel", Ended::Cancelled, 8), ("halt", Ended::Halted, 0)] {
        let office = Office::new();
        busy(
            &office,
            When::Between {
                first: 3,
                last: 100,
            },
        );
        let submission = office.plan(10).await;
        let limits = Limits {
            concurrency: 1,
            ..LIMITS
        };
        let mut running = office.start(submission, limits).await;
        running.until(1, is_waiting).await;
        match order {
            "cancel" => running.run.control().cancel(),
            _ => running.run.control().halt(),
        }
        assert_eq!(ends_at_once(&mut running).await, ended);
        assert_eq!(office.accounts(submission).await.left_out, left_out);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_during_a_wait_is_a_pause_after_it() {
    let office = Office::new();
    let fault = Fault::Throttle {
        status: 503,
        retry_after: Some(RetryAfter::Seconds(1)),
    };
    office
        .sandbox
        .inject(FaultRule::create(When::Nth(2), fault));
    let submission = office.plan(4).await;
    let mut running = office
        .start(
            submission,
            Limits {
                concurrency: 1,
                ..LIMITS
            },
        )
        .await;
    running.until(1, is_waiting).await;
    running.run.control().pause();
    running
        .until(1, |what| matches!(what, Happening::Paused))
        .await;
    sleep(Duration::from_millis(1_500)).await;
    assert_eq!(
        office.creates().len(),
        2,
        "the wait is over and the pause is not"
    );
    running.run.control().resume();
    assert_eq!(running.sent().await, Ended::Done);
    assert_eq!(office.accounts(submission).await.accepted.total, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn halting_does_not_wait_for_questions_that_wait() {
    let office = Office::new();
    busy(
        &office,
        When::Between {
            first: 3,
            last: 100,
        },
    );
    let submission = office.plan(2).await;
    let mut running = office
        .start(
            submission,
            Limits {
                concurrency: 1,
                ..LIMITS
            },
        )
        .await;
    assert_eq!(running.sent().await, Ended::Done);
    while office.sandbox.requests().len() < 3 {
        sleep(Duration::from_millis(20)).await;
    }
    running.run.control().halt();
    let followed = timeout(AT_ONCE, running.run.followed()).await;
    assert_eq!(
        followed.expect("it obeys at once").unwrap(),
        Followed::Halted
    );
    let accounts = office.accounts(submission).await;
    assert_eq!(accounts.accepted.pending, 2, "the next run asks again");
}
