//! Batches that are refused as a whole for a few of their rows.

use std::collections::BTreeSet;

use koodrive_sandbox::{Kind, Sandbox, SandboxSettings};
use whole_program_tests::books::Books;
use whole_program_tests::job::{lasting_home_of, phone_of, phones_of, service_with, sheet_of};
use whole_program_tests::{Home, Ran};

/// What the service says of a batch with a phone that it does not like.
const WORDS: &str = "parameter check failed: phone is not accepted";

/// A service that refuses a batch with one of these users in it, and a home with a sheet.
struct Scene {
    sandbox: Sandbox,
    home: Home,
    sheet: String,
    users: usize,
    bad: BTreeSet<String>,
}

impl Scene {
    fn new(users: usize, bad: impl IntoIterator<Item = usize>) -> Self {
        let bad: BTreeSet<String> = bad.into_iter().map(phone_of).collect();
        let sandbox = service_with(SandboxSettings {
            refuse_batch_phones: bad.iter().cloned().collect(),
            ..SandboxSettings::default()
        });
        Self::of(sandbox, users, bad)
    }

    fn of(sandbox: Sandbox, users: usize, bad: BTreeSet<String>) -> Self {
        let home = lasting_home_of(&sandbox);
        Self {
            sheet: home.file("users.csv", sheet_of(users)),
            sandbox,
            home,
            users,
            bad,
        }
    }

    fn submit(&self, more: &[&str]) -> Ran {
        let submit = ["submit", &self.sheet, "--yes", "--wait", "--rate", "100"];
        self.home.run(&[&submit[..], more].concat())
    }

    fn creates(&self) -> usize {
        let requests = self.sandbox.requests();
        let creates = requests.iter().filter(|seen| seen.kind == Kind::Create);
        creates.count()
    }

    /// The good ones are users now, each sent to one task; the bad ones came back with the service's
    /// words; nobody is lost.
    fn assert_only_the_bad_ones_are_left(&self, books: &Books) {
        books.assert_everyone_is_in_one_place(&phones_of(self.users));
        let good = self.users - self.bad.len();
        assert_eq!(books.count("accepted.succeeded"), good as u64);
        for user in self.sandbox.users() {
            let is_bad = self.bad.contains(&user.phone);
            assert_eq!(user.accepted, u32::from(!is_bad), "{user:?}");
        }
        for user in books.users() {
            if self
                .bad
                .contains(user["phone"].as_str().unwrap_or_default())
            {
                assert_eq!(user["outcome"], "refused", "{user}");
                assert_eq!(user["code"], "13000102", "{user}");
                assert_eq!(user["reason"], WORDS, "{user}");
            }
        }
    }
}

#[test]
fn one_bad_row_in_a_thousand_takes_no_more_than_20_requests() {
    for bad in [0, 381, 618, 999] {
        let scene = Scene::new(1_000, [bad]);
        let books = Books::printed(scene.submit(&["--json"]).ended(3).json());
        scene.assert_only_the_bad_ones_are_left(&books);
        let creates = scene.creates();
        assert!(creates <= 20, "{creates} requests for row {bad}");
    }
}

#[test]
fn three_bad_rows_in_a_thousand_take_no_more_than_55_requests() {
    for bad in [[0, 1, 2], [100, 500, 900], [997, 998, 999]] {
        let scene = Scene::new(1_000, bad);
        let books = Books::printed(scene.submit(&["--json"]).ended(3).json());
        scene.assert_only_the_bad_ones_are_left(&books);
        let creates = scene.creates();
        assert!(creates <= 55, "{creates} requests for rows {bad:?}");
    }
}

#[test]
fn a_thousand_bad_rows_in_a_thousand_are_each_refused_alone_within_1020_requests() {
    let scene = Scene::new(1_000, 0..1_000);
    let books = Books::printed(scene.submit(&["--json"]).ended(1).json());
    scene.assert_only_the_bad_ones_are_left(&books);
    assert_eq!(books.count("refused"), 1_000);
    let creates = scene.creates();
    assert!(creates <= 1_020, "{creates} requests");
    assert!(scene.sandbox.tasks().is_empty());
}

#[test]
fn the_few_good_rows_among_hundreds_of_bad_ones_go_through() {
    let scene = Scene::new(
        300,
        (0..300).filter(|row| ![0, 150, 151, 299].contains(row)),
    );
    let books = Books::printed(scene.submit(&["--json"]).ended(3).json());
    scene.assert_only_the_bad_ones_are_left(&books);
    let creates = scene.creates();
    assert!(creates <= 312, "{creates} requests for 296 bad rows");
}

#[test]
fn after_a_thousand_refused_one_by_one_a_person_is_asked_about_the_others() {
    let scene = Scene::new(1_300, 0..1_100);
    let submit = ["--json", "--batch-size", "100", "--concurrency", "1"];
    let ran = scene.submit(&submit).ended(1);
    let said = "several batches in a row were refused: `13000102`: parameter check failed";
    assert!(ran.stderr.contains(said), "{ran:#?}");
    assert!(ran.stderr.contains("resume to try the others"), "{ran:#?}");
    let creates = scene.creates();
    assert!((1_000..1_100).contains(&creates), "{creates} requests");
    assert!(scene.sandbox.tasks().is_empty());

    let resume = ["resume", "1", "--wait", "--json", "--rate", "100"];
    let books = Books::printed(scene.home.run(&resume).ended(3).json());
    scene.assert_only_the_bad_ones_are_left(&books);
}

#[test]
fn every_batch_has_its_own_search_while_the_others_go_on() {
    let bad = [3, 250, 251, 499, 777, 1_499];
    let scene = Scene::new(1_500, bad);
    let books = Books::printed(
        scene
            .submit(&["--json", "--batch-size", "100"])
            .ended(3)
            .json(),
    );
    scene.assert_only_the_bad_ones_are_left(&books);
    let clean = books
        .batches()
        .iter()
        .filter(|batch| !batch.label.contains('.') && batch.state == "finished")
        .count();
    assert_eq!(clean, 10, "5 of the 15 batches hold bad rows");
}

#[test]
fn a_batch_that_is_too_large_is_sent_in_pieces() {
    let sandbox = service_with(SandboxSettings {
        max_body_bytes: 20_000,
        ..SandboxSettings::default()
    });
    let scene = Scene::of(sandbox, 1_000, BTreeSet::new());
    let books = Books::printed(scene.submit(&["--json"]).ended(0).json());
    scene.assert_only_the_bad_ones_are_left(&books);
    assert_eq!(
        scene.sandbox.tasks().len(),
        8,
        "eighths are below the limit, and no second half is tried"
    );
}

#[test]
fn the_terminal_names_the_rows_and_not_the_steps_to_them() {
    let scene = Scene::new(200, [50]);
    let ran = scene.submit(&[]).ended(3);
    let refused: Vec<&str> = ran
        .stderr
        .lines()
        .filter(|line| line.contains("refused"))
        .collect();
    assert_eq!(refused.len(), 2, "{ran:#?}");
    assert!(
        refused[0].starts_with("batch 1, 200 users: refused: "),
        "{ran:#?}"
    );
    assert!(
        refused[1].ends_with(&format!(", 1 user: refused: {WORDS}")),
        "{ran:#?}"
    );
    assert!(ran.stdout.contains("199 created, 1 refused"), "{ran:#?}");
    let untried = ran
        .stdout
        .lines()
        .filter(|line| line.contains("split") && line.ends_with('0'));
    assert_eq!(untried.count(), 0, "{ran:#?}");
}
