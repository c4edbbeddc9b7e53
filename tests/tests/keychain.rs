//! The program with a real keychain: gnome-keyring on a session bus of the test's own.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write as _;
use std::process::Stdio;

use koodrive_sandbox::{Kind, Sandbox};
use whole_program_tests::Home;
use whole_program_tests::books::{Books, receipts, submissions};
use whole_program_tests::death::Doomed;
use whole_program_tests::job::{phones_of, service, sheet_of, slow_service};
use whole_program_tests::keychain::Keychain;

/// A home whose secrets are in this keychain.
fn home_with(keychain: &Keychain) -> Home {
    Home::new().with("DBUS_SESSION_BUS_ADDRESS", keychain.address())
}

/// Runs a command with something typed in; gives its exit code and what it printed and said.
fn typed(home: &Home, arguments: &[&str], text: &str) -> (i32, String, String) {
    let mut command = home.command(arguments);
    let pipes = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().unwrap_or(-1);
    (code, text(&output.stdout), text(&output.stderr))
}

/// Runs a command with something typed in, and nobody there to take what it prints; says whether it
/// did its work.
fn typed_unheard(home: &Home, arguments: &[&str], text: &str) -> bool {
    let mut command = home.command(arguments);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = pipes.stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    child.wait().unwrap().success()
}

/// Adds a connection whose keys are typed in, and so kept in the keychain.
fn connect(home: &Home, sandbox: &Sandbox) {
    let (endpoint, user) = (sandbox.endpoint(), sandbox.user_id());
    let add = [
        "connections",
        "add",
        "Office",
        "--endpoint",
        endpoint,
        "--user-id",
        user,
    ];
    let keys = format!("{}\n{}\n", sandbox.access_key(), sandbox.secret_key());
    let (code, _, said) = typed(home, &add, &keys);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("keys are in the keychain"), "{said}");
}

/// The ledger's recovery code.
fn code(home: &Home) -> String {
    let printed = home.run(&["vault", "recovery-code"]).ended(0);
    assert!(printed.stderr.contains("keep it apart"), "{printed:#?}");
    printed.stdout.trim().to_owned()
}

#[test]
fn keys_and_ledger_last_and_a_killed_job_goes_on() {
    let (sandbox, keychain) = (slow_service(), Keychain::unlocked());
    let home = home_with(&keychain);
    connect(&home, &sandbox);
    let check = home.run(&["vault", "check"]).ended(0);
    for step in [
        "Secret Service",
        "write: works",
        "read: works",
        "delete: works",
        "read again: works",
    ] {
        assert!(
            check.stdout.contains(step),
            "`{step}` is not said: {check:#?}"
        );
    }
    let sheet = home.file("users.csv", sheet_of(20));
    let submit = ["submit", &*sheet, "--yes", "--wait", "--batch-size", "5"];
    let mut doomed = Doomed::start(home.command(&submit));
    doomed.wait_until(|| {
        sandbox
            .requests()
            .iter()
            .any(|seen| seen.kind == Kind::Query)
    });
    let dead = doomed.kill();
    assert!(dead.killed && dead.task_ids().len() == 4, "{dead:#?}");

    let books = Books::of(&home, "1");
    books.assert_everyone_is_in_one_place(&phones_of(20));
    assert_eq!(books.task_ids(), dead.task_ids());
    assert_eq!(receipts(&home), dead.task_ids());
    sandbox.finish_all();
    home.run(&["resume", "1", "--wait"]).ended(0);
    assert_eq!(Books::of(&home, "1").count("accepted.succeeded"), 20);
    assert!(sandbox.users().iter().all(|user| user.sent == 1));
}

#[test]
fn a_key_that_is_gone_comes_back_with_its_recovery_code() {
    let (sandbox, mut keychain) = (service(), Keychain::unlocked());
    let home = home_with(&keychain);
    connect(&home, &sandbox);
    let sheet = home.file("users.csv", sheet_of(2));
    home.run(&["submit", &sheet, "--yes", "--wait"]).ended(0);
    let code = code(&home);
    keychain.lose_everything();

    let gone = home.run(&["submissions"]).ended(1);
    for word in [
        "not in the keychain any more",
        "--restore",
        "vault set-aside",
        "receipts.jsonl",
    ] {
        assert!(
            gone.stderr.contains(word),
            "`{word}` is not said: {gone:#?}"
        );
    }
    let restore = ["vault", "recovery-code", "--restore"];
    let (refused, _, said) = typed(&home, &restore, whole_program_tests::job::RECOVERY_CODE);
    assert_eq!(refused, 1);
    assert!(said.contains("does not open the ledger"), "{said}");
    let (restored, _, said) = typed(&home, &restore, &code.to_lowercase().replace('-', " "));
    assert_eq!(restored, 0, "{said}");
    let books = Books::of(&home, "1");
    books.assert_everyone_is_in_one_place(&phones_of(2));
    assert_eq!(books.task_ids(), receipts(&home));
}

#[test]
fn a_ledger_whose_key_is_lost_for_good_is_set_aside_and_can_still_be_brought_back() {
    let (sandbox, mut keychain) = (service(), Keychain::unlocked());
    let home = home_with(&keychain);
    connect(&home, &sandbox);
    let sheet = home.file("users.csv", sheet_of(2));
    home.run(&["submit", &sheet, "--yes", "--wait"]).ended(0);
    let (on_paper, old) = (receipts(&home), code(&home));
    keychain.lose_everything();

    let aside = home.run(&["vault", "set-aside", "--yes"]).ended(0);
    assert!(aside.stderr.contains("ledger-aside-"), "{aside:#?}");
    assert!(submissions(&home).is_empty());
    assert_eq!(receipts(&home), on_paper);
    let new = code(&home);
    assert_ne!(new, old);

    // The code was found after all: the old ledger takes its place again.
    let find = |entry: std::fs::DirEntry| {
        let path = entry.path();
        let is_ledger = path.extension().is_some_and(|extension| extension == "db");
        let name = entry.file_name().to_string_lossy().into_owned();
        (name.starts_with("ledger-aside-") && is_ledger).then_some(path)
    };
    let mut entries = std::fs::read_dir(home.data()).unwrap();
    let kept = entries.find_map(|entry| find(entry.unwrap())).unwrap();
    std::fs::rename(kept, home.data().join("ledger.db")).unwrap();
    let restore = ["vault", "recovery-code", "--restore"];
    let (refused, _, said) = typed(&home, &restore, &old);
    assert_eq!(refused, 1);
    assert!(
        said.contains("holds another key") && said.contains("--replace"),
        "{said}"
    );
    let replace = [&restore[..], &["--replace"]].concat();
    assert!(!typed_unheard(&home, &replace, &old), "nobody has the code");
    assert_eq!(code(&home), new, "so its key stays");
    let (replaced, printed, said) = typed(&home, &replace, &old);
    assert_eq!(replaced, 0, "{said}");
    assert_eq!(printed.trim(), new, "the other key's code is handed out");
    Books::of(&home, "1").assert_everyone_is_in_one_place(&phones_of(2));
}

#[test]
fn a_locked_keychain_is_told_and_nothing_is_lost() {
    let (sandbox, mut keychain) = (service(), Keychain::unlocked());
    let home = home_with(&keychain);
    connect(&home, &sandbox);
    let sheet = home.file("users.csv", sheet_of(2));
    home.run(&["submit", &sheet, "--yes", "--wait"]).ended(0);
    let before = std::fs::read(home.data().join("ledger.db")).unwrap();

    keychain.lock();
    let check = home.run(&["vault", "check"]).ended(1);
    assert!(check.stderr.contains("keychain"), "{check:#?}");
    assert!(
        check.stderr.contains("hint: unlock the keychain"),
        "{check:#?}"
    );
    let other = home.file("others.csv", sheet_of(4));
    let refused = home.run(&["submit", &other, "--yes"]).ended(1);
    assert!(refused.stderr.contains("keychain"), "{refused:#?}");
    assert_eq!(sandbox.tasks().len(), 1, "nothing more was sent");
    assert_eq!(
        std::fs::read(home.data().join("ledger.db")).unwrap(),
        before
    );

    keychain.unlock();
    Books::of(&home, "1").assert_everyone_is_in_one_place(&phones_of(2));
    home.run(&["submit", &other, "--yes", "--wait"]).ended(3);
    assert_eq!(sandbox.tasks().len(), 2);
}
