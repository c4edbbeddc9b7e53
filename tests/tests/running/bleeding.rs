//! What is wrong with every batch is found out with one.

use koodrive_sandbox::{Fault, FaultRule, Moment, When};
use provisioning::ledger::BatchState;
use provisioning::{Ended, Happening, Limits, StopReason};

use crate::office::Office;

/// The service takes its time, in which the others could leave: the pace does not hold them back.
fn takes_its_time(office: &Office) {
    let moment = Moment::BeforeProcessing;
    let fault = Fault::Delay { moment, ms: 500 };
    office
        .sandbox
        .inject(FaultRule::create(When::Always, fault));
}

const ALL_AT_ONCE: Limits = Limits {
    concurrency: 4,
    isolate: true,
    ceiling: 1_000.0,
};

/// Sends ten batches, four at once.
async fn stopped(office: &Office) -> StopReason {
    let submission = office.plan(10).await;
    let mut running = office.start(submission, ALL_AT_ONCE).await;
    let Ended::Stopped(reason) = running.sent().await else {
        panic!("it went on");
    };
    running.catch_up();
    let told = running.seen.iter();
    let ends = told.filter(|what| matches!(what, Happening::Ended(Some(_))));
    assert_eq!(ends.count(), 1, "one message, not ten");
    office.accounts(submission).await;
    reason
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_key_costs_one_request_although_four_may_fly() {
    let office = Office::with_key("not-the-secret-key");
    takes_its_time(&office);
    assert_eq!(stopped(&office).await.code(), "key-refused");
    assert_eq!(office.creates().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_nobody_knows_costs_no_request() {
    let office = Office::new();
    let card = provisioning::ConnectionCard {
        endpoint: "https://no-such-host.invalid".into(),
        user_id: "15".into(),
        scheme: "koodrive".into(),
        proxy: Some("none".into()),
        ..provisioning::ConnectionCard::default()
    };
    let keys = provisioning::Keys {
        access_key: "ak".into(),
        secret_key: "sk".to_owned().into(),
    };
    let signer = provisioning::Signer::new(&card, &keys).unwrap();
    let office = office.signed_by(signer);
    assert_eq!(stopped(&office).await.code(), "host-not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_third_unknown_in_a_row_stops_and_asks() {
    let office = Office::new();
    let fault = Fault::Fail {
        status: 500,
        processed: true,
    };
    office
        .sandbox
        .inject(FaultRule::create(When::Always, fault));
    assert_eq!(stopped(&office).await.code(), "unknown-in-a-row");
    assert_eq!(office.creates().len(), 3);
    let batches = office.provisioner.journal().run(|ledger| {
        let submission = ledger.submissions()?.remove(0).id;
        ledger.batches(submission)
    });
    let batches = batches.await.unwrap().unwrap();
    let count = |state| batches.iter().filter(|batch| batch.state == state).count();
    assert_eq!(count(BatchState::Unknown), 3);
    assert_eq!(
        count(BatchState::Queued),
        7,
        "nothing unclear is sent again by itself"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_withdrawn_in_the_middle_stops_those_that_wait() {
    let office = Office::new();
    let fault = Fault::Refuse {
        because: koodrive_sandbox::Because::Key,
        status: None,
    };
    let later = When::Between {
        first: 6,
        last: 1_000,
    };
    office.sandbox.inject(FaultRule::create(later, fault));
    let submission = office.plan(30).await;
    let mut running = office.start(submission, Limits::default()).await;
    let ended = running.sent().await;
    assert!(
        matches!(ended, Ended::Stopped(ref reason) if reason.code() == "key-refused"),
        "{ended:?}"
    );
    let refused = office.refused();
    assert!(
        (1..=4).contains(&refused),
        "{refused}: those that were on their way already"
    );
    let accounts = office.accounts(submission).await;
    assert_eq!((accounts.accepted.total, accounts.waiting), (5, 25));
}
