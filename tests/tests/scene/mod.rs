//! A submission that is killed, and what must be true of it afterwards.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use koodrive_sandbox::{Kind, Moment, Outcome, Sandbox, TaskSeen};
use ledger::{LedgerKey, Reader};
use whole_program_tests::Home;
use whole_program_tests::books::{Batch, Books, receipts, submissions};
use whole_program_tests::death::{Dead, Doomed};
use whole_program_tests::job::{
    RECOVERY_CODE, lasting_home_of, phones_of, service, sheet_of, slow_service,
};

/// A service, a home and a sheet of so many batches.
pub(crate) struct Scene {
    pub(crate) sandbox: Sandbox,
    pub(crate) home: Home,
    sheet: String,
    phones: Vec<String>,
    batch_size: String,
    /// How often a person has said *send again*, by phone.
    words: RefCell<BTreeMap<String, u32>>,
    /// Trace IDs of requests that a person has given up.
    given_up: RefCell<BTreeSet<String>>,
}

/// What a death has left behind.
pub(crate) type Found = BTreeSet<Sight>;

/// Something that was found after a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sight {
    /// No plan was written down.
    NothingPlanned,
    /// Batches that were never sent.
    Queued,
    /// A batch is unknown, and the service has made its task.
    UnknownWithTask,
    /// A batch is unknown, and the service knows nothing of it.
    UnknownWithoutTask,
    /// A batch was on its way by the ledger, and its receipt says that it was accepted.
    Proven,
    /// A batch has its task ID.
    Accepted,
    /// A task's results are complete.
    Finished,
}

impl Scene {
    /// With a service that finishes tasks at once.
    pub(crate) fn of(batches: usize, users: usize) -> Self {
        Self::with(service(), batches, users)
    }

    /// With a service that waits for a word.
    pub(crate) fn slow(batches: usize, users: usize) -> Self {
        Self::with(slow_service(), batches, users)
    }

    fn with(sandbox: Sandbox, batches: usize, users: usize) -> Self {
        let home = lasting_home_of(&sandbox);
        Self {
            sheet: home.file("users.csv", sheet_of(batches * users)),
            phones: phones_of(batches * users),
            batch_size: users.to_string(),
            words: RefCell::default(),
            given_up: RefCell::default(),
            sandbox,
            home,
        }
    }

    /// The ledger is there already, and empty.
    pub(crate) fn with_a_ledger(self) -> Self {
        self.home.run(&["submissions"]).ended(0);
        self
    }

    /// The files that hold what happened.
    pub(crate) fn files(&self) -> [PathBuf; 3] {
        ["ledger.db", "ledger.db-wal", "receipts.jsonl"].map(|name| self.home.data().join(name))
    }

    pub(crate) fn submit(&self, more: &[&str]) -> Command {
        let submit = ["submit", &self.sheet, "--yes", "--batch-size"];
        let all = [&submit[..], &[&*self.batch_size], more].concat();
        self.home.command(&all)
    }

    /// Kills a submission while the service is at its `nth` create.
    pub(crate) fn killed_unanswered(&self, nth: u64, moment: Moment) -> Dead {
        self.sandbox.inject(super::hold(nth, moment));
        let mut doomed = Doomed::start(self.submit(&["--concurrency", "1"]));
        doomed.wait_until(|| self.is_held(nth, moment));
        let dead = doomed.kill();
        self.sandbox.clear_faults();
        dead
    }

    fn is_held(&self, nth: u64, moment: Moment) -> bool {
        let requests = self.sandbox.requests();
        let seen = requests
            .iter()
            .find(|seen| seen.kind == Kind::Create && seen.nth == nth);
        let processed = moment >= Moment::AfterProcessing;
        seen.is_some_and(|seen| seen.task_id.is_some() == processed)
    }

    /// The command that settles the only batch with this word.
    pub(crate) fn settle(&self, word: &str) -> Command {
        let mut arguments = vec!["settle", "1", "1", word];
        let task_id = self.sandbox.tasks()[0].task_id.clone();
        match word {
            "--accepted" => arguments.push(&task_id),
            "--send-again" => arguments.push("--yes"),
            _ => {}
        }
        self.home.command(&arguments)
    }

    /// Restarts, checks, settles, resumes and checks again.
    pub(crate) fn aftermath(&self, dead: &Dead) -> Found {
        self.aftermath_told(dead, "")
    }

    /// The same; what fails says where.
    #[expect(
        clippy::print_stderr,
        reason = "a test that fails says after which death"
    )]
    pub(crate) fn aftermath_told(&self, dead: &Dead, place: &str) -> Found {
        let whole = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.lived(dead)));
        whole.unwrap_or_else(|cause| {
            eprintln!("{place}: after {dead:#?}");
            std::panic::resume_unwind(cause)
        })
    }

    fn lived(&self, dead: &Dead) -> Found {
        let Some(id) = self.restarted(dead) else {
            let submit = self.submit(&["--wait"]).output().unwrap();
            assert!(submit.status.success(), "{submit:#?}");
            self.completed();
            return Found::from([Sight::NothingPlanned]);
        };
        let found = self.found(&id);
        self.completed();
        found
    }

    /// Looks at the submission in a new run and settles what is unknown; gives its ID, if a plan
    /// was written down.
    pub(crate) fn restarted(&self, dead: &Dead) -> Option<String> {
        let on_paper = receipts(&self.home);
        let Some(id) = submissions(&self.home).pop() else {
            assert!(self.sandbox.requests().is_empty(), "sent without a plan");
            assert!(dead.task_ids().is_empty() && on_paper.is_empty());
            return None;
        };
        let books = Books::of(&self.home, &id);
        books.assert_everyone_is_in_one_place(&self.phones);
        assert_eq!(books.count("sending"), 0, "nothing is on its way");
        let known = books.task_ids();
        assert!(known.is_superset(&dead.task_ids()), "shown and not written");
        assert!(known.is_superset(&on_paper), "a receipt is not believed");
        assert_eq!(receipts(&self.home), known, "an ID without a receipt");
        self.assert_known_tasks_are_true(&books);
        self.assert_nobody_was_sent_twice();
        Some(id)
    }

    fn found(&self, id: &str) -> Found {
        let books = Books::of(&self.home, id);
        let has_task = |batch: &Batch| self.task_of(batch).is_some();
        let unknown = books.batches_at("unknown");
        let sights = [
            (Sight::Queued, !books.batches_at("queued").is_empty()),
            (Sight::UnknownWithTask, unknown.iter().any(has_task)),
            (Sight::UnknownWithoutTask, !unknown.iter().all(has_task)),
            (Sight::Proven, self.is_proven_by_receipt()),
            (Sight::Accepted, !books.batches_at("accepted").is_empty()),
            (Sight::Finished, !books.batches_at("finished").is_empty()),
        ];
        let met = sights.into_iter().filter(|(_, was)| *was);
        met.map(|(sight, _)| sight).collect()
    }

    /// Says of each unknown batch what an admin says who could ask the service, and resumes.
    fn go_on(&self, id: &str) {
        for batch in Books::of(&self.home, id).batches_at("unknown") {
            self.settle_as_it_was(id, &batch);
        }
        let resumed = self.home.run(&["resume", id, "--wait", "--json"]).ended(0);
        Books::printed(resumed.json()).assert_everyone_is_in_one_place(&self.phones);
    }

    fn settle_as_it_was(&self, id: &str, batch: &Batch) {
        let settle = ["settle", id, &batch.label];
        if let Some(task) = self.task_of(batch) {
            let word = ["--accepted", &task.task_id];
            self.home.run(&[&settle[..], &word].concat()).ended(0);
            return;
        }
        self.note_word(batch);
        let word = ["--send-again", "--yes"];
        self.home.run(&[&settle[..], &word].concat()).ended(0);
    }

    fn note_word(&self, batch: &Batch) {
        let mut words = self.words.borrow_mut();
        for phone in &batch.phones {
            *words.entry(phone.clone()).or_default() += 1;
        }
        self.given_up.borrow_mut().extend(batch.trace_id.clone());
    }

    fn task_of(&self, batch: &Batch) -> Option<TaskSeen> {
        let mut tasks = self.sandbox.tasks().into_iter();
        tasks.find(|task| task.trace_id == batch.trace_id)
    }

    /// Everything is done: every user was created, once, and every task ID is in both books.
    pub(crate) fn completed(&self) {
        let id = submissions(&self.home).pop().expect("it was planned");
        self.go_on(&id);
        let books = Books::of(&self.home, &id);
        let all = self.phones.len() as u64;
        assert_eq!(
            books.count("accepted.succeeded") + books.count("accepted.skipped"),
            all
        );
        self.assert_known_tasks_are_true(&books);
        self.assert_nobody_was_sent_twice();
        self.assert_every_task_is_known(&books);
        self.assert_everybody_was_created();
        self.ledger().check().expect("the ledger is sound");
    }

    /// A task ID of the ledger is one that the service gave for this batch's request.
    fn assert_known_tasks_are_true(&self, books: &Books) {
        for batch in books.batches() {
            let Some(known) = &batch.task_id else {
                continue;
            };
            let task = self.task_of(&batch).expect("the service made this task");
            assert_eq!(&task.task_id, known, "batch {}", batch.label);
            let sent: Vec<&str> = task.users.iter().map(|user| &*user.phone).collect();
            assert_eq!(sent, batch.phones, "batch {}", batch.label);
        }
    }

    fn assert_nobody_was_sent_twice(&self) {
        let words = self.words.borrow();
        for user in self.sandbox.users() {
            let may = 1 + words.get(&user.phone).copied().unwrap_or_default();
            assert!(
                user.sent <= may,
                "{} may come {may} times: {user:?}",
                user.phone
            );
        }
    }

    /// Each ID that the service gave out is in the ledger and the receipts; only of a request that
    /// a person has given up nobody can know it.
    fn assert_every_task_is_known(&self, books: &Books) {
        let given_up = self.given_up.borrow();
        let given: BTreeSet<String> = self
            .sandbox
            .tasks()
            .into_iter()
            .filter(|task| {
                !task
                    .trace_id
                    .as_ref()
                    .is_some_and(|id| given_up.contains(id))
            })
            .map(|task| task.task_id)
            .collect();
        assert_eq!(books.task_ids(), given);
        assert_eq!(receipts(&self.home), given);
    }

    fn assert_everybody_was_created(&self) {
        let created: BTreeSet<String> = self
            .sandbox
            .users()
            .into_iter()
            .filter(|user| user.user_id.is_some())
            .map(|user| user.phone)
            .collect();
        assert_eq!(created, self.phones.iter().cloned().collect());
    }

    /// After a death while a person's word was taken down: the word holds or was never said.
    pub(crate) fn aftermath_of_word(&self, word: &str, dead: &Dead) {
        let id = self.restarted(dead).expect("it was planned");
        let books = Books::of(&self.home, &id);
        let batch = books.batches().remove(0);
        match (&*batch.state, word) {
            ("unknown", _) => self.go_on(&id),
            ("queued", "--send-again") => self.note_word(&batch),
            ("accepted", "--accepted") => {}
            ("left-out", "--leave-out") => return,
            other => panic!("{other:?} after {dead:#?}"),
        }
        self.home.run(&["resume", &id, "--wait"]).ended(0);
        let tasks = self.sandbox.tasks();
        let outcomes = tasks.iter().flat_map(|task| &task.users);
        let created = outcomes.filter(|user| matches!(user.outcome, Outcome::Succeeded { .. }));
        assert_eq!(created.count(), self.phones.len());
        self.assert_nobody_was_sent_twice();
    }

    /// Whether the ledger has settled a batch by its receipt.
    fn is_proven_by_receipt(&self) -> bool {
        let ledger = self.ledger();
        let batches = ledger.submissions().unwrap().into_iter();
        let mut batches = batches.flat_map(|submission| ledger.batches(submission.id).unwrap());
        batches.any(|batch| {
            let settled = ledger.settlements(batch.id).unwrap();
            settled
                .iter()
                .any(|settled| settled.decided_by == "receipt")
        })
    }

    /// The ledger itself, beside the program.
    fn ledger(&self) -> Reader {
        let code = vault::RecoveryCode::parse(RECOVERY_CODE).unwrap();
        let key = LedgerKey::new(*code.key().expose_bytes());
        Reader::open(&self.home.data(), &key).unwrap()
    }
}
