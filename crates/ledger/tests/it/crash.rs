//! The program is killed at any moment of a submission: nobody is lost, no task ID is, and nothing is sent twice.
//!
//! The child says each step on its standard output, which stands for the service's memory: `sent` when a request leaves,
//! `gave` when the service hands a task ID out, `told` when a screen would show it. The parent kills it after some line.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use ledger::{BatchState, Ledger, Settlement, SubmissionId};

use crate::common::*;

const CHILD: &str = "LEDGER_TEST_CHILD";
const BATCHES: u64 = 7;
/// Lines that a child says for each batch.
const LINES: u64 = 3;

/// What the service and the screen saw, over all runs.
#[derive(Default)]
struct World {
    sent: Vec<String>,
    gave: HashSet<String>,
    told: HashSet<String>,
}

impl World {
    fn hear(&mut self, line: &str) {
        let Some((what, about)) = line.split_once(' ') else {
            return;
        };
        match what {
            "sent" => self.sent.push(about.to_owned()),
            "gave" => drop(self.gave.insert(about.to_owned())),
            "told" => drop(self.told.insert(about.to_owned())),
            _ => {}
        }
    }
}

#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_sent_twice() {
    if let Some(folder) = std::env::var_os(CHILD) {
        return submit_all(Path::new(&folder));
    }
    for line in 0..BATCHES * LINES {
        check_run(usize::try_from(line).unwrap());
    }
}

fn check_run(kill_after: usize) {
    let folder = tempfile::tempdir().unwrap();
    let id = open(folder.path())
        .plan(&submission(2), (0..BATCHES * 2).map(user))
        .unwrap();
    let mut world = World::default();
    run_child(folder.path(), &mut world, kill_after);

    let mut ledger = open(folder.path());
    ledger.recover(now()).unwrap();
    ledger.check().unwrap();
    let accounts = ledger.accounts(id).unwrap();
    assert!(
        accounts.balanced() && accounts.sending == 0,
        "killed after {kill_after}: {accounts:?}"
    );
    assert_told_is_kept(&ledger, id, &world, kill_after);
    assert_both_books_agree(&ledger, id);
    // One request at a time was on its way, so at most one can be in the dark.
    assert!(
        accounts.unknown <= 2,
        "killed after {kill_after}: {accounts:?}"
    );

    for batch in ledger.batches(id).unwrap() {
        if batch.state == BatchState::Unknown {
            ledger
                .settle(batch.id, &Settlement::LeaveOut, now())
                .unwrap();
        }
    }
    drop(ledger);
    run_child(folder.path(), &mut world, usize::MAX);
    let ledger = open(folder.path());
    let accounts = ledger.accounts(id).unwrap();
    assert!(
        accounts.balanced() && accounts.waiting == 0 && accounts.unknown == 0,
        "{accounts:?}"
    );
    assert_told_is_kept(&ledger, id, &world, kill_after);
    let requests: HashSet<_> = world.sent.iter().collect();
    assert_eq!(
        requests.len(),
        world.sent.len(),
        "killed after {kill_after}: a batch was sent twice"
    );
}

/// Every task ID that a screen showed, and every one that a book has, is in both books.
fn assert_told_is_kept(ledger: &Ledger, id: SubmissionId, world: &World, kill_after: usize) {
    let kept: HashSet<_> = ledger
        .batches(id)
        .unwrap()
        .into_iter()
        .filter_map(|batch| batch.task_id)
        .collect();
    let lost: Vec<_> = world.told.difference(&kept).collect();
    assert!(
        lost.is_empty(),
        "killed after {kill_after}: shown and lost: {lost:?}"
    );
    let invented: Vec<_> = kept.difference(&world.gave).collect();
    assert!(
        invented.is_empty(),
        "killed after {kill_after}: never given out: {invented:?}"
    );
}

fn assert_both_books_agree(ledger: &Ledger, id: SubmissionId) {
    let kept: HashSet<_> = ledger
        .batches(id)
        .unwrap()
        .into_iter()
        .filter_map(|batch| batch.task_id)
        .collect();
    let receipts = ledger.receipts().read_all().unwrap();
    assert_eq!(receipts.len(), kept.len(), "a receipt was written twice");
    assert_eq!(
        receipts
            .into_iter()
            .map(|receipt| receipt.task_id)
            .collect::<HashSet<_>>(),
        kept
    );
}

fn run_child(folder: &Path, world: &mut World, kill_after: usize) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::killed_at_any_moment_nothing_is_lost_and_nothing_sent_twice",
            "--nocapture",
        ])
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    listen(&mut child, world, kill_after);
    let status = child.wait().unwrap();
    assert!(
        kill_after != usize::MAX || status.success(),
        "the child failed by itself"
    );
}

fn listen(child: &mut Child, world: &mut World, kill_after: usize) {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut steps = 0;
    for line in lines {
        let line = line.unwrap();
        world.hear(&line);
        steps += usize::from(
            ["sent", "gave", "told"]
                .iter()
                .any(|step| line.starts_with(step)),
        );
        if steps > kill_after {
            // On Unix this is SIGKILL. What the child still said before it died is heard too.
            child.kill().unwrap();
        }
    }
}

/// The child: sends everything that is queued, one batch after the other.
fn submit_all(folder: &Path) {
    let mut ledger = open(folder);
    ledger.recover(now()).unwrap();
    let id = ledger.submissions().unwrap()[0].id;
    while let Some(batch) = ledger.next_queued(id).unwrap() {
        let trace = format!("batch {}", batch.label);
        let attempt = ledger
            .begin_attempt(batch.id, &trace, "20260424T100000Z", now())
            .unwrap();
        say("sent", &trace);
        let task_id = format!("18935964149660{:05}", batch.number);
        say("gave", &task_id);
        let _recorded = attempt
            .end(&mut ledger, &accepted(&task_id), &answer())
            .unwrap();
        say("told", &task_id);
    }
}

fn say(what: &str, about: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what} {about}").unwrap();
    out.flush().unwrap();
}
