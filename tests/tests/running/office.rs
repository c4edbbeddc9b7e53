//! A service, a program and a signer.

use std::time::Duration;

use koodrive_sandbox::{Kind, Pace, Sandbox, SandboxSettings, Seen};
use provisioning::client::{ClockSource, ServiceClock, SystemClock};
use provisioning::ledger::{Accounts, Batch, BatchState, SubmissionId};
use provisioning::roster::{ReadOptions, Rules};
use provisioning::{
    ConnectionCard, Event, Folders, Happening, Keys, Limits, PlanOptions, Provisioner, Review, Run,
    Signer, Surroundings,
};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;
use whole_program_tests::job::sheet_of;

/// How long anything may take before the test has failed: far more than it needs.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Office {
    pub(crate) sandbox: Sandbox,
    pub(crate) provisioner: Provisioner,
    pub(crate) signer: Signer,
    _folder: TempDir,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self::with(SandboxSettings::default(), SystemClock)
    }

    /// At a service that finishes a task the moment it is created.
    pub(crate) fn with(settings: SandboxSettings, clock: impl ClockSource + 'static) -> Self {
        let pace = Pace::Instant;
        Self::at(SandboxSettings { pace, ..settings }, clock)
    }

    pub(crate) fn at(settings: SandboxSettings, clock: impl ClockSource + 'static) -> Self {
        let sandbox = Sandbox::spawn_thread(settings).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::below(folder.path());
        let secret_key = sandbox.secret_key();
        let signer = signer(&sandbox, secret_key, ServiceClock::new(clock));
        Self {
            provisioner: Provisioner::without_ledger(folders).unwrap(),
            signer,
            sandbox,
            _folder: folder,
        }
    }

    /// The same with another secret key.
    pub(crate) fn with_key(secret_key: &str) -> Self {
        let office = Self::new();
        let signer = signer(&office.sandbox, secret_key, ServiceClock::default());
        office.signed_by(signer)
    }

    pub(crate) fn signed_by(self, signer: Signer) -> Self {
        Self { signer, ..self }
    }

    /// Writes down a plan of so many batches of one user.
    pub(crate) async fn plan(&self, batches: usize) -> SubmissionId {
        self.plan_of(batches, 1).await
    }

    /// Writes down a plan of so many users, so many to a batch.
    pub(crate) async fn plan_of(&self, users: usize, batch_size: u32) -> SubmissionId {
        let sheet = sheet_of(users);
        let options = ReadOptions::default();
        let review =
            Review::read("users.csv", sheet.as_bytes(), &options, Rules::default()).unwrap();
        let options = PlanOptions {
            batch_size,
            ..PlanOptions::default()
        };
        let (roster, provenance) = (review.roster(), review.provenance());
        let plan = self
            .provisioner
            .plan(roster, provenance, &self.signer, &options);
        plan.await.unwrap()
    }

    pub(crate) async fn start(&self, submission: SubmissionId, limits: Limits) -> Running {
        let events = self.provisioner.listen();
        let run = self
            .provisioner
            .run(submission, &self.signer, limits)
            .await
            .unwrap();
        Running {
            run,
            events,
            seen: Vec::new(),
        }
    }

    pub(crate) async fn accounts(&self, submission: SubmissionId) -> Accounts {
        let journal = self.provisioner.journal();
        let accounts = journal.run(move |ledger| ledger.accounts(submission));
        let accounts = accounts.await.unwrap().unwrap();
        assert!(accounts.balanced(), "{accounts:?}");
        accounts
    }

    pub(crate) async fn batches(&self, submission: SubmissionId) -> Vec<Batch> {
        let journal = self.provisioner.journal();
        let batches = journal.run(move |ledger| ledger.batches(submission));
        batches.await.unwrap().unwrap()
    }

    pub(crate) fn creates(&self) -> Vec<Seen> {
        let mut requests = self.sandbox.requests();
        requests.retain(|seen| seen.kind == Kind::Create);
        requests
    }

    /// Creates that were refused, for whatever reason.
    pub(crate) fn refused(&self) -> usize {
        let creates = self.creates();
        creates
            .iter()
            .filter(|seen| seen.status != Some(200))
            .count()
    }

    /// Everybody is a user now, and was sent to one task only.
    pub(crate) async fn assert_all_done(&self, submission: SubmissionId) {
        let accounts = self.accounts(submission).await;
        assert_eq!(
            accounts.accepted.succeeded, accounts.in_sheet,
            "{accounts:?}"
        );
        assert!(self.sandbox.users().iter().all(|user| user.accepted == 1));
    }
}

fn signer(sandbox: &Sandbox, secret_key: &str, clock: ServiceClock) -> Signer {
    let card = ConnectionCard {
        id: "office".into(),
        name: "Office".into(),
        endpoint: sandbox.endpoint().into(),
        user_id: sandbox.user_id().into(),
        scheme: "koodrive".into(),
        ..ConnectionCard::default()
    };
    let keys = Keys {
        access_key: sandbox.access_key().into(),
        secret_key: secret_key.to_owned().into(),
    };
    let surroundings = Surroundings {
        clock,
        ..Surroundings::default()
    };
    Signer::within(&card, &keys, &surroundings).unwrap()
}

/// A run, with what it has told so far.
pub(crate) struct Running {
    pub(crate) run: Run,
    events: Receiver<Event>,
    pub(crate) seen: Vec<Happening>,
}

impl Running {
    /// Waits until something has happened so many times since the start.
    pub(crate) async fn until(&mut self, times: usize, what: impl Fn(&Happening) -> bool) {
        let mut happened = self.seen.iter().filter(|seen| what(seen)).count();
        while happened < times {
            let event = tokio::time::timeout(PATIENCE, self.events.recv());
            let event = event.await.expect("it happens").unwrap();
            happened += usize::from(what(&event.what));
            self.seen.push(event.what);
        }
    }

    /// Takes in what was told by now.
    pub(crate) fn catch_up(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.seen.push(event.what);
        }
    }

    pub(crate) async fn sent(&mut self) -> provisioning::Ended {
        let sent = tokio::time::timeout(PATIENCE, self.run.sent());
        sent.await.expect("it ends").unwrap()
    }

    pub(crate) async fn followed(&mut self) -> provisioning::Followed {
        let followed = tokio::time::timeout(PATIENCE, self.run.followed());
        followed.await.expect("it ends").unwrap()
    }
}

pub(crate) fn is_batch_at(state: BatchState) -> impl Fn(&Happening) -> bool {
    move |what| matches!(what, Happening::Batch { state: at, .. } if *at == state)
}
