//! Faults of what stands around a submission: the disk, the ledger and its key, a second copy.
//!
//! What becomes of the users is tried where these faults have their tests (`disk`, `trouble`,
//! `keychain`); here are the words for it, in the terminal and on the screens.

use std::fs;

use koodrive_sandbox::{Fault, FaultRule, Kind, RetryAfter, Sandbox, When};
use whole_program_tests::death::Doomed;
use whole_program_tests::job::{
    OTHER_RECOVERY_CODE, RECOVERY_CODE, RECOVERY_CODE_VARIABLE, lasting_home_of, service, sheet_of,
    slow_service,
};
use whole_program_tests::tables::tables;
use whole_program_tests::{Home, Ran};

use crate::scene::submit;
use crate::screen::{LANGUAGES, Screen};
use crate::words::told;

/// What a run says that cannot begin, and what the window says then: its screens have the same code.
fn refused(home: &Home, ran: Ran, code: &str) -> String {
    in_words(home, &ran.ended(1), |screen| screen.failure(code))
}

fn in_words(home: &Home, ran: &Ran, on_screen: impl Fn(Screen) -> String) -> String {
    let folder = home.path().display().to_string();
    let in_terminal = told(ran).replace(&folder, "[home]");
    let on_screens = LANGUAGES.map(|language| {
        let words = on_screen(Screen::in_language(language));
        format!("{language} | {words}\n")
    });
    in_terminal + &on_screens.concat()
}

/// A home whose ledger holds a submission.
fn home_with_history(sandbox: &Sandbox) -> Home {
    let home = lasting_home_of(sandbox);
    submit(&home);
    home
}

#[test]
fn a_ledger_that_is_in_use_by_another_copy() {
    let sandbox = slow_service();
    let home = lasting_home_of(&sandbox);
    let sheet = home.file("users.csv", sheet_of(2));
    let mut first = Doomed::start(home.command(&["submit", &sheet, "--yes", "--wait"]));
    let is_asked = || {
        sandbox
            .requests()
            .iter()
            .any(|seen| seen.kind == Kind::Query)
    };
    first.wait_until(is_asked);
    let process = format!("process {}", first.id());
    let mut second = home.run(&["submit", &sheet, "--yes"]);
    second.stderr = second.stderr.replace(&process, "process [number]");
    let said = refused(&home, second, "ledger-in-use");
    sandbox.finish_all();
    assert!(!first.end().killed);
    insta::assert_snapshot!(said);
}

#[test]
fn a_ledger_of_a_newer_version() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let tables = tables(&home.data(), RECOVERY_CODE);
    tables.pragma_update(None, "user_version", 99).unwrap();
    drop(tables);
    insta::assert_snapshot!(refused(&home, home.run(&["submissions"]), "ledger-newer"));
}

#[test]
fn a_ledger_under_another_key() {
    let sandbox = service();
    let home = home_with_history(&sandbox).with(RECOVERY_CODE_VARIABLE, OTHER_RECOVERY_CODE);
    insta::assert_snapshot!(refused(&home, home.run(&["submissions"]), "ledger-locked"));
}

#[test]
fn a_damaged_ledger() {
    let sandbox = service();
    let home = home_with_history(&sandbox);
    let file = home.data().join("ledger.db");
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..3 * 16_384]).unwrap();
    insta::assert_snapshot!(refused(&home, home.run(&["show", "1"]), "ledger-damaged"));
}

#[cfg(target_os = "linux")]
mod disk {
    use whole_program_tests::mounts::Disk;

    use super::*;

    /// Room for a ledger and some batches.
    const KIB: u32 = 4_096;

    fn run(disk: &Disk, home: &Home, arguments: &[&str]) -> Ran {
        let output = disk.within(&home.command(arguments)).output().unwrap();
        Ran::new(arguments, &output)
    }

    #[test]
    fn a_full_disk_before_the_start() {
        let home = lasting_home_of(&service());
        let disk = Disk::in_place_of(&home.data(), KIB);
        let sheet = home.file("users.csv", sheet_of(2));
        run(&disk, &home, &["submissions"]).ended(0);
        disk.fill();
        let ran = run(&disk, &home, &["submit", &sheet, "--yes"]);
        insta::assert_snapshot!(refused(&home, ran, "ledger-unavailable"));
    }

    #[test]
    fn a_disk_that_fills_between_two_batches() {
        let sandbox = service();
        let home = lasting_home_of(&sandbox);
        let disk = Disk::in_place_of(&home.data(), KIB);
        let sheet = home.file("users.csv", sheet_of(4));
        let wait = Fault::Throttle {
            status: 429,
            retry_after: Some(RetryAfter::Seconds(2)),
        };
        sandbox.inject(FaultRule::create(When::Nth(2), wait));
        let submit = [
            "submit",
            &sheet,
            "--yes",
            "--batch-size",
            "2",
            "--concurrency",
            "1",
        ];
        let program = disk.within(&home.command(&submit));
        let mut submission = Doomed::start(program);
        submission.wait_until(|| sandbox.requests().len() == 2);
        disk.fill();
        let ended = submission.end();
        let ran = Ran {
            arguments: submit.join(" "),
            code: 1,
            stdout: ended.stdout,
            stderr: ended.stderr,
        };
        assert!(!ended.killed, "{ran:#?}");
        insta::assert_snapshot!(in_words(&home, &ran, |screen| screen.stop("ledger")));
    }

    #[test]
    fn a_folder_that_cannot_be_written() {
        let home = lasting_home_of(&service());
        let disk = Disk::in_place_of(&home.data(), KIB);
        disk.make_read_only();
        let ran = run(&disk, &home, &["submissions"]);
        insta::assert_snapshot!(refused(&home, ran, "ledger-unavailable"));
    }
}
