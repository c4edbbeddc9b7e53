//! Trouble with the ledger and its surroundings: each has a message with a way out, and loses
//! nothing.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use koodrive_sandbox::{Fault, FaultRule, Kind, Moment, Sandbox, When};
use whole_program_tests::books::{Books, receipts, submissions};
use whole_program_tests::death::Doomed;
use whole_program_tests::job::{
    OTHER_RECOVERY_CODE, RECOVERY_CODE, RECOVERY_CODE_VARIABLE, home_of, lasting_home_of,
    phones_of, service, sheet_of, slow_service,
};
use whole_program_tests::tables::tables;
use whole_program_tests::{Home, Ran};

/// A run that fails with a message that names the trouble and the way out.
#[track_caller]
fn fails(ran: Ran, words: &[&str]) {
    let ran = ran.ended(1);
    for word in ["error: ", "hint: "].iter().chain(words) {
        assert!(ran.stderr.contains(word), "`{word}` is not said: {ran:#?}");
    }
}

/// A home whose ledger holds one finished submission of two users.
fn home_with_history(sandbox: &Sandbox) -> Home {
    let home = lasting_home_of(sandbox);
    let sheet = home.file("users.csv", sheet_of(2));
    home.run(&["submit", &sheet, "--yes", "--wait"]).ended(0);
    home
}

#[track_caller]
fn assert_history_is_there(home: &Home) {
    let books = Books::of(home, "1");
    books.assert_everyone_is_in_one_place(&phones_of(2));
    assert_eq!(books.count("accepted.succeeded"), 2);
    assert_eq!(books.task_ids(), receipts(home));
}

fn ledger_of(home: &Home) -> PathBuf {
    home.data().join("ledger.db")
}

#[test]
fn a_second_copy_says_that_there_is_a_first_and_does_no_harm() {
    let sandbox = slow_service();
    let home = lasting_home_of(&sandbox);
    let sheet = home.file("users.csv", sheet_of(3));
    let mut first = Doomed::start(home.command(&["submit", &sheet, "--yes", "--wait"]));
    first.wait_until(|| {
        sandbox
            .requests()
            .iter()
            .any(|seen| seen.kind == Kind::Query)
    });
    let process = format!("process {}", first.id());
    for second in [
        &["submissions"][..],
        &["submit", &sheet, "--yes"],
        &["resume", "1"],
        &["settle", "1", "1", "--leave-out"],
        &["forget", "1", "--yes"],
        &["vault", "set-aside", "--yes"],
    ] {
        fails(
            home.run(second),
            &["in use by another copy", &process, "close it first"],
        );
    }
    sandbox.finish_all();
    let first = first.end();
    assert!(!first.killed, "{first:#?}");
    let books = Books::of(&home, "1");
    books.assert_everyone_is_in_one_place(&phones_of(3));
    assert_eq!(books.count("accepted.succeeded"), 3);
    assert_eq!(sandbox.tasks().len(), 1);
}

#[test]
fn a_newer_ledger_is_left_as_it_is() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let known: u32 = version(&tables(&home.data(), RECOVERY_CODE));
    tables(&home.data(), RECOVERY_CODE)
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let before = fs::read(ledger_of(&home)).unwrap();
    for command in [&["submissions"][..], &["vault", "set-aside", "--yes"]] {
        fails(
            home.run(command),
            &["newer version", "99", "update the program"],
        );
    }
    assert_eq!(fs::read(ledger_of(&home)).unwrap(), before);
    tables(&home.data(), RECOVERY_CODE)
        .pragma_update(None, "user_version", known)
        .unwrap();
    assert_history_is_there(&home);
}

fn version(tables: &rusqlite::Connection) -> u32 {
    let version = tables.pragma_query_value(None, "user_version", |row| row.get(0));
    version.unwrap()
}

#[test]
fn a_ledger_does_not_open_with_another_key_and_opens_with_its_own() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let before = fs::read(ledger_of(&home)).unwrap();
    let home = home.with(RECOVERY_CODE_VARIABLE, OTHER_RECOVERY_CODE);
    let words = [
        "cannot be read with this key",
        "recovery code",
        "vault set-aside",
    ];
    fails(home.run(&["submissions"]), &words);
    assert_eq!(fs::read(ledger_of(&home)).unwrap(), before);
    let home = home.with(RECOVERY_CODE_VARIABLE, RECOVERY_CODE);
    assert_history_is_there(&home);
}

#[test]
fn a_recovery_code_with_a_slip_is_told_from_a_wrong_one() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let slip = RECOVERY_CODE.replace("0410", "0411");
    let refused = home
        .with(RECOVERY_CODE_VARIABLE, &slip)
        .run(&["submissions"])
        .ended(1);
    assert!(refused.stderr.contains("there is a slip"), "{refused:#?}");
    assert!(!refused.said().contains(&slip), "the code is not repeated");
}

/// Damages the ledger's file.
fn damage(home: &Home, how: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = fs::read(ledger_of(home)).unwrap();
    how(&mut bytes);
    fs::write(ledger_of(home), &bytes).unwrap();
    bytes
}

/// The one file that was set aside.
fn aside(home: &Home) -> PathBuf {
    let is_aside = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("ledger-aside-") && name.ends_with(".db")
    };
    let entries = fs::read_dir(home.data()).unwrap();
    let mut found = entries.map(|entry| entry.unwrap().path()).filter(is_aside);
    let path = found.next().expect("a ledger was set aside");
    assert_eq!(found.next(), None, "one, and no other");
    path
}

/// Sets the damaged ledger aside and goes on with a new one.
#[track_caller]
fn set_aside_and_go_on(home: &Home, damaged: &[u8]) {
    let on_paper = receipts(home);
    assert_eq!(on_paper.len(), 1);
    let asked = home.run(&["vault", "set-aside"]).ended(1);
    assert!(asked.stderr.contains("nothing was set aside"), "{asked:#?}");
    home.run(&["vault", "set-aside", "--yes"]).ended(0);
    assert_eq!(
        fs::read(aside(home)).unwrap(),
        damaged,
        "it is kept as it was"
    );
    assert_eq!(receipts(home), on_paper, "the task IDs are there");
    assert!(submissions(home).is_empty());
    let sheet = home.file("others.csv", sheet_of(4));
    home.run(&["submit", &sheet, "--yes", "--wait"]).ended(0);
    Books::of(home, "1").assert_everyone_is_in_one_place(&phones_of(4));
    assert!(receipts(home).is_superset(&on_paper));
}

#[test]
fn a_ledger_that_was_overwritten_is_set_aside_and_kept() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let damaged = damage(&home, |bytes| bytes[..4096].fill(0x55));
    fails(
        home.run(&["submissions"]),
        &["cannot be read", "vault set-aside", "receipts.jsonl"],
    );
    set_aside_and_go_on(&home, &damaged);
}

#[test]
fn a_ledger_with_flipped_bytes_in_the_middle_is_set_aside_and_kept() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let damaged = damage(&home, |bytes| {
        for page in bytes.chunks_mut(16_384).skip(1) {
            page[8_000] ^= 0xff;
        }
    });
    fails(
        home.run(&["show", "1"]),
        &["damaged", "vault set-aside", "receipts.jsonl"],
    );
    set_aside_and_go_on(&home, &damaged);
}

#[test]
fn a_single_flipped_byte_is_found_by_setting_aside() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let damaged = damage(&home, |bytes| *bytes.last_mut().unwrap() ^= 1);
    set_aside_and_go_on(&home, &damaged);
}

#[test]
fn a_truncated_ledger_is_set_aside_and_kept() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let damaged = damage(&home, |bytes| bytes.truncate(3 * 16_384));
    fails(
        home.run(&["show", "1"]),
        &["damaged", "vault set-aside", "receipts.jsonl"],
    );
    set_aside_and_go_on(&home, &damaged);
}

#[test]
fn a_sound_ledger_is_not_set_aside() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let said = home.run(&["vault", "set-aside", "--yes"]).ended(0);
    assert!(said.stderr.contains("sound"), "{said:#?}");
    assert_history_is_there(&home);
}

#[test]
fn without_a_keychain_the_session_goes_on_and_receipts_are_kept() {
    let sandbox = service();
    let home = home_of(&sandbox);
    let sheet = home.file("users.csv", sheet_of(2));
    let done = home.run(&["submit", &sheet, "--yes", "--wait"]).ended(0);
    for word in [
        "no keychain can be reached",
        "this session only",
        "receipts.jsonl",
    ] {
        assert!(
            done.stderr.contains(word),
            "`{word}` is not said: {done:#?}"
        );
    }
    assert_eq!(receipts(&home).len(), 1);
    assert!(!Path::new(&ledger_of(&home)).exists());
    fails(
        home.run(&["vault", "check"]),
        &["no keychain", "one session only"],
    );
    let words = ["no keychain", "--new", RECOVERY_CODE_VARIABLE];
    fails(home.run(&["vault", "recovery-code"]), &words);
    fails(home.run(&["vault", "recovery-code", "--restore"]), &words);
}

#[test]
fn a_ledger_whose_keychain_is_away_stays_closed_and_whole() {
    let sandbox = service();
    let home = home_with_history(&sandbox).with(RECOVERY_CODE_VARIABLE, "");
    let before = fs::read(ledger_of(&home)).unwrap();
    let away = home.run(&["submissions"]).ended(0);
    assert!(
        away.stderr.contains("the ledger on the disk stays closed"),
        "{away:#?}"
    );
    assert_eq!(fs::read(ledger_of(&home)).unwrap(), before);
    assert_history_is_there(&home.with(RECOVERY_CODE_VARIABLE, RECOVERY_CODE));
}

#[test]
fn a_new_code_keeps_a_ledger_on_a_machine_without_a_keychain() {
    let sandbox = service();
    let home = home_of(&sandbox);
    let made = home.run(&["vault", "recovery-code", "--new"]).ended(0);
    let home = home.with(RECOVERY_CODE_VARIABLE, made.stdout.trim());
    let sheet = home.file("users.csv", sheet_of(2));
    home.run(&["submit", &sheet, "--yes", "--wait"]).ended(0);
    assert_history_is_there(&home);
    let printed = home.run(&["vault", "recovery-code"]).ended(0);
    assert_eq!(printed.stdout, made.stdout, "it opens this ledger");
}

#[test]
fn receipts_that_cannot_be_written_are_told_at_the_start_and_made_up_for_later() {
    let sandbox = service();
    let home = lasting_home_of(&sandbox);
    let sheet = home.file("users.csv", sheet_of(2));
    let receipts = home.data().join("receipts.jsonl");
    // Stands for whatever keeps the file from being written.
    fs::create_dir_all(&receipts).unwrap();
    let ran = home.run(&["submit", &sheet, "--yes", "--wait"]).ended(0);
    for said in [
        "note: ",
        "receipts.jsonl",
        "receipts of what is accepted now",
    ] {
        assert!(ran.stderr.contains(said), "`{said}` is not said: {ran:#?}");
    }
    fs::remove_dir(&receipts).unwrap();
    let ran = home.run(&["submissions"]).ended(0);
    assert!(!ran.stderr.contains("receipts"), "{ran:#?}");
    let task_id = &sandbox.tasks()[0].task_id;
    assert!(fs::read_to_string(&receipts).unwrap().contains(task_id));
}

/// What a shell says of a program that a broken pipe ended.
const ENDED_BY_PIPE: i32 = 141;

#[test]
fn a_reader_that_has_read_enough_ends_no_submission() {
    let sandbox = service();
    let home = lasting_home_of(&sandbox);
    let sheet = home.file("users.csv", sheet_of(6));
    // The reader is gone long before the second answer is there to be told.
    let moment = Moment::AfterProcessing;
    sandbox.inject(FaultRule::create(
        When::Nth(2),
        Fault::Delay { moment, ms: 1_500 },
    ));
    let submit = ["submit", &sheet, "--yes", "--batch-size", "2"];
    let mut submit = home.command(&[&submit[..], &["--concurrency", "1"]].concat());
    let submit = submit.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = submit.spawn().unwrap();
    let mut first = String::new();
    let mut output = BufReader::new(running.stdout.take().unwrap());
    output.read_line(&mut first).unwrap();
    drop(output);
    assert!(first.contains("accepted, task ID"), "{first}");
    let ended = running.wait().unwrap();
    if cfg!(unix) {
        assert_eq!(ended.code(), Some(ENDED_BY_PIPE), "the table has no reader");
    }

    let books = Books::of(&home, "1");
    books.assert_everyone_is_in_one_place(&phones_of(6));
    assert_eq!((books.count("waiting"), books.count("unknown")), (0, 0));
    assert_eq!(books.task_ids().len(), 3);
    assert!(sandbox.users().iter().all(|user| user.sent == 1));
}
