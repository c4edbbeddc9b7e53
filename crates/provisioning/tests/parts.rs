//! What is told of a batch that is taken apart.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use koodrive_sandbox::{Pace, Sandbox, SandboxSettings};
use provisioning::ledger::BatchState::{self, Accepted, Queued, Refused, Sending, Split};
use provisioning::roster::{ReadOptions, Rules};
use provisioning::{
    ConnectionCard, Event, Folders, Happening, Keys, Limits, PlanOptions, Provisioner, Review,
    Signer,
};

const SHEET: &str = "First name,Phone\n\
                     Ana,0027188460901\n\
                     Ben,0027188460902\n\
                     Cem,0027188460903\n";

fn signer(sandbox: &Sandbox) -> Signer {
    let card = ConnectionCard {
        id: "it".into(),
        name: "It".into(),
        endpoint: sandbox.endpoint().into(),
        user_id: sandbox.user_id().into(),
        scheme: "koodrive".into(),
        proxy: Some("none".into()),
        ..ConnectionCard::default()
    };
    let keys = Keys {
        access_key: sandbox.access_key().into(),
        secret_key: sandbox.secret_key().to_owned().into(),
    };
    Signer::new(&card, &keys).unwrap()
}

/// The states of a batch in the order they were told.
fn told(events: &[Event], of: &str) -> Vec<BatchState> {
    let states = events.iter().filter_map(|event| match &event.what {
        Happening::Batch { label, state, .. } => (label == of).then_some(*state),
        _ => None,
    });
    states.collect()
}

#[tokio::test]
async fn every_part_is_told_as_it_is_made() {
    let settings = SandboxSettings {
        pace: Pace::Instant,
        refuse_batch_phones: ["0027188460903".to_owned()].into(),
        ..SandboxSettings::default()
    };
    let sandbox = Sandbox::start(settings).await.unwrap();
    let signer = signer(&sandbox);
    let home = tempfile::tempdir().unwrap();
    let provisioner = Provisioner::without_ledger(Folders::below(home.path())).unwrap();
    let mut events = provisioner.listen();
    let (options, rules) = (ReadOptions::default(), Rules::default());
    let review = Review::read("users.csv", SHEET.as_bytes(), &options, rules).unwrap();
    let (roster, provenance) = (review.roster(), review.provenance());
    let options = PlanOptions::default();
    let planned = provisioner.plan(roster, provenance, &signer, &options);
    let run = provisioner.run(planned.await.unwrap(), &signer, Limits::default());
    run.await.unwrap().sent().await.unwrap();

    let events: Vec<Event> = std::iter::from_fn(|| events.try_recv().ok()).collect();
    let told = |of| told(&events, of);
    assert_eq!(told("1"), [Sending, Refused, Split]);
    assert_eq!(told("1.1"), [Queued, Sending, Accepted], "Ana alone");
    // The first piece has passed, so this one is at fault: no request is needed to know it.
    assert_eq!(told("1.2"), [Queued, Split]);
    assert_eq!(told("1.3"), [Queued, Sending, Accepted]);
    assert_eq!(told("1.4"), [Queued, Sending, Refused]);
}
