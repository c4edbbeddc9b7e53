//! A full disk and a folder that may not be written: told, waited out, and nothing is lost.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs::File;
use std::process::Command;

use koodrive_sandbox::{Fault, FaultRule, Moment, RetryAfter, When};
use whole_program_tests::Home;
use whole_program_tests::books::Books;
use whole_program_tests::death::Doomed;
use whole_program_tests::job::{lasting_home_of, phones_of, service, sheet_of, slow_service};
use whole_program_tests::mounts::Disk;

/// Room for a ledger and some batches.
const KIB: u32 = 4_096;

struct Ended {
    code: i32,
    said: String,
}

/// Runs the program with its data on this disk.
fn run(disk: &Disk, home: &Home, arguments: &[&str]) -> Ended {
    let output = disk.within(&home.command(arguments)).output().unwrap();
    Ended {
        code: output.status.code().unwrap_or(-1),
        said: String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned(),
    }
}

#[track_caller]
fn fails(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.code, 1, "{}", ended.said);
    for word in words {
        assert!(
            ended.said.contains(word),
            "`{word}` is not said: {}",
            ended.said
        );
    }
}

fn books(disk: &Disk, home: &Home) -> Books {
    let output = disk
        .within(&home.command(&["show", "1", "--json"]))
        .output()
        .unwrap();
    Books::printed(serde_json::from_slice(&output.stdout).unwrap())
}

#[track_caller]
fn assert_all_succeeded(disk: &Disk, home: &Home, users: usize) {
    let books = books(disk, home);
    books.assert_everyone_is_in_one_place(&phones_of(users));
    assert_eq!(books.count("accepted.succeeded"), users as u64);
    let receipts = disk.read("receipts.jsonl");
    for task_id in books.task_ids() {
        assert!(
            receipts.contains(&task_id),
            "{task_id} has a receipt: {receipts}"
        );
    }
}

#[test]
fn a_disk_that_is_full_before_the_start_sends_nothing() {
    let sandbox = service();
    let home = lasting_home_of(&sandbox);
    let disk = Disk::in_place_of(&home.data(), KIB);
    let sheet = home.file("users.csv", sheet_of(6));
    run(&disk, &home, &["submissions"]);
    disk.fill();
    let submit = ["submit", &*sheet, "--yes", "--wait"];
    fails(&run(&disk, &home, &submit), &["error: ", "disk", "room"]);
    assert!(sandbox.requests().is_empty());
    disk.empty();
    assert_eq!(run(&disk, &home, &submit).code, 0);
    assert_all_succeeded(&disk, &home, 6);
}

/// A submission of three batches that tells what it says into a file.
fn begin(disk: &Disk, home: &Home, sheet: &str) -> (Doomed, impl Fn() -> String) {
    let submit = ["submit", sheet, "--yes", "--batch-size", "2"];
    let submit = home.command(&[&submit[..], &["--concurrency", "1"]].concat());
    // A shell writes the talk down, since the program's own pipe is read at its end.
    let talk = home.path().join("talk.txt");
    File::create(&talk).unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", "exec \"$@\" 2>\"$0\""]).arg(&talk);
    shell.arg(submit.get_program()).args(submit.get_args());
    for (name, value) in submit.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    let doomed = Doomed::start(disk.within(&shell));
    (doomed, move || std::fs::read_to_string(&talk).unwrap())
}

#[test]
fn an_answer_that_finds_no_room_is_held_until_there_is() {
    let sandbox = slow_service();
    let home = lasting_home_of(&sandbox);
    let disk = Disk::in_place_of(&home.data(), KIB);
    let sheet = home.file("users.csv", sheet_of(6));
    let moment = Moment::AfterProcessing;
    sandbox.inject(FaultRule::create(
        When::Nth(2),
        Fault::Delay { moment, ms: 1_500 },
    ));
    let (mut submission, talk) = begin(&disk, &home, &sheet);
    submission.wait_until(|| sandbox.tasks().len() == 2);
    disk.fill();
    submission.wait_until(|| talk().contains("cannot be written down"));
    let task_id = sandbox.tasks()[1].task_id.clone();
    let said = talk();
    assert!(
        said.contains("disk is full") && said.contains(&task_id),
        "{said}"
    );
    submission.wait_until(|| talk().matches("cannot be written down").count() >= 3);
    disk.empty();
    let ended = submission.end();
    assert!(
        !ended.killed && ended.task_ids().len() == 3,
        "{ended:#?} {}",
        talk()
    );
    sandbox.finish_all();
    assert_eq!(run(&disk, &home, &["resume", "1", "--wait"]).code, 0);
    assert_all_succeeded(&disk, &home, 6);
    assert!(sandbox.users().iter().all(|user| user.sent == 1));
}

#[test]
fn a_disk_that_fills_between_two_batches_stops_the_run_and_keeps_the_queue() {
    let sandbox = service();
    let home = lasting_home_of(&sandbox);
    let disk = Disk::in_place_of(&home.data(), KIB);
    let sheet = home.file("users.csv", sheet_of(6));
    let wait = Fault::Throttle {
        status: 429,
        retry_after: Some(RetryAfter::Seconds(2)),
    };
    sandbox.inject(FaultRule::create(When::Nth(2), wait));
    let (mut submission, talk) = begin(&disk, &home, &sheet);
    submission.wait_until(|| talk().contains("waiting"));
    disk.fill();
    let ended = submission.end();
    let said = talk();
    assert!(!ended.killed && said.contains("disk is full"), "{said}");
    disk.empty();
    let stopped = books(&disk, &home);
    stopped.assert_everyone_is_in_one_place(&phones_of(6));
    assert_eq!((stopped.count("waiting"), stopped.count("unknown")), (4, 0));
    assert_eq!(run(&disk, &home, &["resume", "1", "--wait"]).code, 0);
    assert_all_succeeded(&disk, &home, 6);
    assert!(sandbox.users().iter().all(|user| user.accepted == 1));
}

#[test]
fn a_read_only_folder_is_told_and_nothing_is_sent() {
    let sandbox = service();
    let home = lasting_home_of(&sandbox);
    let disk = Disk::in_place_of(&home.data(), KIB);
    let sheet = home.file("users.csv", sheet_of(6));
    let words = ["folder cannot be written", "allow the program to write"];
    let submit = ["submit", &*sheet, "--yes", "--wait"];

    disk.make_read_only();
    fails(&run(&disk, &home, &submit), &words);
    disk.make_writable();
    run(&disk, &home, &["submissions"]);
    disk.make_read_only();
    fails(&run(&disk, &home, &submit), &words);
    assert!(sandbox.requests().is_empty());

    disk.make_writable();
    assert_eq!(run(&disk, &home, &submit).code, 0);
    assert_all_succeeded(&disk, &home, 6);
}
