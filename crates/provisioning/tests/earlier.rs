//! A sheet that is submitted again while users of it are open in another submission.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use chrono::Utc;
use koodrive_sandbox::{Fault, FaultRule, Moment, Pace, Sandbox, SandboxSettings, When};
use provisioning::ledger::{BatchState, Settlement, SubmissionId};
use provisioning::roster::{Detail, Earlier, ReadOptions, Rules};
use provisioning::{
    ConnectionCard, Ended, Folders, Keys, Limits, PlanOptions, PlanSummary, Provisioner, Review,
    SENT_EARLIER, Signer, read_shared, summarise,
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The batch, of one user each, after which the program dies.
const LAST_SENT: u64 = 5;
const USERS: u64 = 10;

/// A service, and a program that remembers.
struct Scene {
    sandbox: Sandbox,
    provisioner: Provisioner,
    signer: Signer,
    _home: TempDir,
}

impl Scene {
    fn new(settings: SandboxSettings) -> Self {
        let sandbox = Sandbox::spawn_thread(SandboxSettings {
            pace: Pace::Instant,
            ..settings
        })
        .unwrap();
        let home = tempfile::tempdir().unwrap();
        Self {
            provisioner: Provisioner::without_ledger(Folders::below(home.path())).unwrap(),
            signer: signer(&sandbox),
            sandbox,
            _home: home,
        }
    }

    /// Plans what may be planned of this review, and says what that is.
    async fn plan(&self, review: &Review, include_earlier: bool) -> (PlanSummary, SubmissionId) {
        let (roster, provenance) = (review.roster(), review.provenance());
        let connection = &self.signer.stamp().id;
        self.provisioner
            .mark_earlier(roster, connection)
            .await
            .unwrap();
        let options = PlanOptions {
            batch_size: 1,
            include_earlier,
        };
        let summary = summarise(&read_shared(roster), &options);
        let planned = self
            .provisioner
            .plan(roster, provenance, &self.signer, &options);
        (summary, planned.await.unwrap())
    }

    async fn send(&self, submission: SubmissionId) {
        let run = self
            .provisioner
            .run(submission, &self.signer, one_at_a_time());
        let mut run = run.await.unwrap();
        assert_eq!(run.sent().await.unwrap(), Ended::Done);
        run.followed().await.unwrap();
    }

    /// Submits the sheet, dies while the service is at [`LAST_SENT`], and starts again.
    fn dies_on_the_way(&self) -> SubmissionId {
        let hold = Fault::Hold {
            moment: Moment::AfterProcessing,
        };
        let hold = FaultRule::create(When::Nth(LAST_SENT), hold);
        self.sandbox.inject(hold);
        let life = runtime();
        let submission = life.block_on(async {
            let (_, submission) = self.plan(&sheet(), false).await;
            let run = self
                .provisioner
                .run(submission, &self.signer, one_at_a_time());
            let _run = run.await.unwrap();
            while self.sandbox.tasks().len() < usize::try_from(LAST_SENT).unwrap() {
                tokio::task::yield_now().await;
            }
            submission
        });
        drop(life);
        self.sandbox.clear_faults();
        let recovered = self
            .provisioner
            .journal()
            .run(|ledger| ledger.recover(Utc::now()));
        let recovered = runtime().block_on(recovered).unwrap().unwrap();
        assert_eq!(recovered.unknown.len(), 1);
        submission
    }

    /// How often each phone arrived, and how many phones that is.
    fn arrivals(&self) -> BTreeMap<u64, usize> {
        let mut arrivals = BTreeMap::new();
        for user in self.sandbox.users() {
            *arrivals.entry(user.sent.into()).or_default() += 1;
        }
        arrivals
    }
}

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

fn one_at_a_time() -> Limits {
    Limits {
        concurrency: 1,
        ..Limits::default()
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn phone(user: u64) -> String {
    format!("00271884609{user:02}")
}

fn sheet() -> Review {
    let rows = (0..USERS).map(|user| format!("User{user},{}\n", phone(user)));
    let text = format!("First name,Phone\n{}", rows.collect::<String>());
    let (options, rules) = (ReadOptions::default(), Rules::default());
    Review::read("users.csv", text.as_bytes(), &options, rules).unwrap()
}

/// What each row's phone is told to be, in the order of the sheet.
fn told(review: &Review) -> Vec<Option<Earlier>> {
    let roster = read_shared(review.roster());
    let rows = roster.all_rows().map(|row| {
        let details = row.problems.into_iter().filter_map(|it| it.detail);
        let mut earlier = details.filter_map(|detail| match detail {
            Detail::Earlier(earlier) => Some(earlier),
            _ => None,
        });
        earlier.next()
    });
    rows.collect()
}

/// Leaves out so many users of the whole sheet because an earlier submission has them.
fn leaves_out(summary: &PlanSummary, users: u64) {
    assert_eq!(summary.users, USERS - users, "{summary:?}");
    let left_out = summary.left_out.get(SENT_EARLIER);
    assert_eq!(left_out.copied().unwrap_or_default(), users, "{summary:?}");
}

#[test]
fn a_sheet_that_is_submitted_again_after_a_crash_sends_nobody_twice() {
    let scene = Scene::new(SandboxSettings::default());
    let first = scene.dies_on_the_way();
    runtime().block_on(async {
        let again = sheet();
        let (summary, second) = scene.plan(&again, false).await;
        leaves_out(&summary, USERS);
        for (user, told) in (1..).zip(told(&again)) {
            let told = told.unwrap();
            match user {
                ..LAST_SENT => assert!(matches!(told, Earlier::Accepted { .. }), "{told:?}"),
                LAST_SENT => assert!(matches!(told, Earlier::Unknown(_)), "{told:?}"),
                _ => {
                    let Earlier::Waiting(elsewhere) = told else {
                        panic!("{told:?}")
                    };
                    assert_eq!(elsewhere.submission, first.to_string());
                    assert_eq!(elsewhere.file_name, "users.csv");
                }
            }
        }
        scene.send(second).await;
        assert_eq!(scene.arrivals(), BTreeMap::from([(1, 5)]));

        // The first one goes on as ever: its own users are not held back by themselves.
        let batches = scene
            .provisioner
            .journal()
            .run(move |ledger| ledger.batches(first));
        let batches = batches.await.unwrap().unwrap();
        let unknown = batches.iter().find(|it| it.state == BatchState::Unknown);
        let task_id = scene.sandbox.tasks().pop().unwrap().task_id;
        let word = Settlement::Accepted { task_id };
        scene
            .provisioner
            .settle(unknown.unwrap().id, word)
            .await
            .unwrap();
        scene.send(first).await;
        assert_eq!(scene.arrivals(), BTreeMap::from([(1, 10)]), "each once");
    });
}

#[test]
fn who_is_open_elsewhere_is_sent_when_a_person_says_so() {
    let scene = Scene::new(SandboxSettings::default());
    scene.dies_on_the_way();
    runtime().block_on(async {
        let (summary, second) = scene.plan(&sheet(), true).await;
        leaves_out(&summary, 0);
        scene.send(second).await;
        assert_eq!(scene.arrivals(), BTreeMap::from([(1, 5), (2, 5)]));
    });
}

#[test]
fn what_was_cancelled_or_given_up_can_be_sent_with_another_sheet() {
    let scene = Scene::new(SandboxSettings::default());
    let first = scene.dies_on_the_way();
    runtime().block_on(async {
        scene.provisioner.cancel_queued(first).await.unwrap();
        let (summary, _) = scene.plan(&sheet(), false).await;
        leaves_out(&summary, LAST_SENT);
    });
}

#[test]
fn who_was_refused_can_be_sent_from_the_sheet_of_failures() {
    let scene = Scene::new(SandboxSettings {
        refuse_batch_phones: [phone(3)].into(),
        ..SandboxSettings::default()
    });
    runtime().block_on(async {
        let (_, first) = scene.plan(&sheet(), false).await;
        scene.send(first).await;
        let failures = scene.provisioner.failures(first, Rules::default());
        let failures = failures.await.unwrap();
        let (summary, second) = scene.plan(&failures, false).await;
        assert_eq!((summary.users, summary.in_sheet), (1, 1), "{summary:?}");

        // Planned, it waits there: the same failures opened once more are not sent a second time.
        let failures = scene.provisioner.failures(first, Rules::default());
        let failures = failures.await.unwrap();
        let (summary, _) = scene.plan(&failures, false).await;
        assert_eq!(summary.users, 0, "{summary:?}");
        let told = told(&failures);
        assert!(
            matches!(&told[..], [Some(Earlier::Waiting(elsewhere))] if elsewhere.submission == second.to_string()),
            "{told:?}"
        );
    });
}
