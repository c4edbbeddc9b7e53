//! Batches that are taken apart: what is told, and what a cancellation leaves.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use koodrive_sandbox::{Fault, FaultRule, Moment, Pace, Sandbox, SandboxSettings, When};
use provisioning::ledger::BatchState::{self, Accepted, Queued, Refused, Sending, Split};
use provisioning::ledger::SubmissionId;
use provisioning::roster::{ReadOptions, Rules};
use provisioning::{
    ConnectionCard, Ended, Event, Folders, Happening, Keys, Limits, PlanOptions, Provisioner,
    Review, Run, Signer,
};
use tempfile::TempDir;

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

/// A planned submission of [`SHEET`], of which Cem is refused.
struct Scene {
    sandbox: Sandbox,
    provisioner: Provisioner,
    signer: Signer,
    submission: SubmissionId,
    _home: TempDir,
}

impl Scene {
    async fn new() -> Self {
        let settings = SandboxSettings {
            pace: Pace::Instant,
            refuse_batch_phones: ["0027188460903".to_owned()].into(),
            ..SandboxSettings::default()
        };
        let sandbox = Sandbox::start(settings).await.unwrap();
        let signer = signer(&sandbox);
        let home = tempfile::tempdir().unwrap();
        let provisioner = Provisioner::without_ledger(Folders::below(home.path())).unwrap();
        let (options, rules) = (ReadOptions::default(), Rules::default());
        let review = Review::read("users.csv", SHEET.as_bytes(), &options, rules).unwrap();
        let (roster, provenance) = (review.roster(), review.provenance());
        let options = PlanOptions::default();
        let planned = provisioner.plan(roster, provenance, &signer, &options);
        let submission = planned.await.unwrap();
        Self {
            sandbox,
            provisioner,
            signer,
            submission,
            _home: home,
        }
    }

    async fn run(&self) -> Run {
        let limits = Limits::default();
        let run = self.provisioner.run(self.submission, &self.signer, limits);
        run.await.unwrap()
    }
}

#[tokio::test]
async fn every_part_is_told_as_it_is_made() {
    let scene = Scene::new().await;
    let mut events = scene.provisioner.listen();
    scene.run().await.sent().await.unwrap();

    let events: Vec<Event> = std::iter::from_fn(|| events.try_recv().ok()).collect();
    let told = |of| told(&events, of);
    assert_eq!(told("1"), [Sending, Refused, Split]);
    assert_eq!(told("1.1"), [Queued, Sending, Accepted], "Ana alone");
    // The first piece has passed, so this one is at fault: no request is needed to know it.
    assert_eq!(told("1.2"), [Queued, Split]);
    assert_eq!(told("1.3"), [Queued, Sending, Accepted]);
    assert_eq!(told("1.4"), [Queued, Sending, Refused]);
}

#[tokio::test]
async fn what_waits_for_a_part_on_its_way_is_left_out_by_a_cancellation() {
    let scene = Scene::new().await;
    let delay = Fault::Delay {
        moment: Moment::AfterProcessing,
        ms: 500,
    };
    scene.sandbox.inject(FaultRule::create(When::Nth(2), delay));
    let mut events = scene.provisioner.listen();
    let mut run = scene.run().await;
    let control = run.control().clone();
    let cancelled = async move {
        while told(&[events.recv().await.unwrap()], "1.1") != [Sending] {}
        control.cancel();
    };
    let (ended, ()) = tokio::join!(run.sent(), cancelled);
    assert_eq!(ended.unwrap(), Ended::Cancelled);
    let standing = scene.provisioner.standing(scene.submission).await.unwrap();
    let accounts = standing.accounts;
    assert_eq!(
        (accounts.waiting, accounts.left_out),
        (0, 2),
        "{accounts:?}"
    );
    assert_eq!(accounts.accepted.total, 1, "{accounts:?}");
}
