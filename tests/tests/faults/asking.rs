//! Faults before a question about a task has left: its users are created, and what became of them
//! is asked later.

use std::fs;
use std::time::{Duration, Instant};

use koodrive_sandbox::{Kind, Sandbox, SandboxSettings};
use whole_program_tests::authority::Authority;
use whole_program_tests::books::Books;
use whole_program_tests::job::{
    RECOVERY_CODE, RECOVERY_CODE_VARIABLE, lasting_home_of, phones_of, service, service_with,
    sheet_of,
};
use whole_program_tests::tunnel::Tunnel;
use whole_program_tests::{Home, Ran};

use crate::screen::{log, shown};
use crate::words::told;

const USERS: usize = 4;
/// A host that only the proxy knows.
const HOST: &str = "no-such-host.invalid";
/// How long anything may take here before the test says that it does not come.
const PATIENCE: Duration = Duration::from_mins(1);

/// Two batches that are accepted, and no question asked yet.
fn accepted(home: &Home) {
    let sheet = home.file("users.csv", sheet_of(USERS));
    let submit = ["submit", &*sheet, "--yes", "--batch-size", "2"];
    home.run(&submit).ended(0);
}

fn resume(home: &Home) -> Ran {
    home.run(&["resume", "1", "--wait", "--timeout", "1"])
}

/// A home whose way to the service leads through a proxy and needs a CA of its own.
fn behind_a_proxy() -> (Sandbox, Home) {
    let carrier = Authority::new("Carrier CA");
    let sandbox = service_with(SandboxSettings {
        tls: Some(carrier.identity(HOST)),
        ..SandboxSettings::default()
    });
    let home = Home::new()
        .with(RECOVERY_CODE_VARIABLE, RECOVERY_CODE)
        .with("KOODRIVE_AK", sandbox.access_key())
        .with("KOODRIVE_SK", sandbox.secret_key());
    let ca = home.file("carrier.pem", carrier.pem());
    let (endpoint, proxy) = (format!("https://{HOST}"), Tunnel::to(sandbox.port(), None));
    let add = ["connections", "add", "Office", "--endpoint", &*endpoint];
    let proxy = proxy.url();
    let way = ["--proxy", &*proxy, "--ca", &*ca];
    let user = ["--user-id", sandbox.user_id()];
    home.run(&[&add[..], &user, &way].concat()).ended(0);
    accepted(&home);
    (sandbox, home)
}

/// Writes another proxy into the settings, as a person may.
fn set_proxy(home: &Home, proxy: &str) {
    let path = home.path().join("config/connections.toml");
    let settings = fs::read_to_string(&path).unwrap();
    let line = settings.lines().find(|line| line.starts_with("proxy = "));
    let line = line.expect("the connection has a proxy");
    fs::write(
        &path,
        settings.replace(line, &format!("proxy = \"{proxy}\"")),
    )
    .unwrap();
}

fn check(sandbox: &Sandbox, home: &Home, state: &str, queries: usize) {
    let books = Books::of(home, "1");
    books.assert_everyone_is_in_one_place(&phones_of(USERS));
    assert_eq!(books.batches_at(state).len(), 2);
    let requests = sandbox.requests();
    let count = |kind| requests.iter().filter(|seen| seen.kind == kind).count();
    assert_eq!((count(Kind::Create), count(Kind::Query)), (2, queries));
    assert!(sandbox.users().iter().all(|user| user.accepted == 1));
}

/// What is said when no question gets out: the tasks are left to the next run.
fn left(sandbox: &Sandbox, home: &Home) -> String {
    let said = told(&resume(home)) + &shown(home);
    check(sandbox, home, "accepted", 0);
    said
}

/// What is said when the first question does not get out and a later one does.
fn waited_for(home: &Home, sandbox: &Sandbox) -> String {
    let ran = std::thread::scope(|scope| {
        let resumed = scope.spawn(|| resume(home));
        let start = Instant::now();
        while !has_failed_to_ask(home) {
            assert!(start.elapsed() < PATIENCE, "no question was asked");
            std::thread::sleep(Duration::from_millis(5));
        }
        sandbox.open_door().unwrap();
        resumed.join().unwrap()
    });
    check(sandbox, home, "finished", 2);
    told(&ran) + &shown(home)
}

fn has_failed_to_ask(home: &Home) -> bool {
    log(home)
        .iter()
        .any(|line| line["call"] == "query" && line["verdict"] != "accepted")
}

#[test]
fn a_question_to_which_nobody_listens_is_asked_again() {
    let sandbox = service();
    let home = lasting_home_of(&sandbox);
    accepted(&home);
    sandbox.close_door();
    insta::assert_snapshot!(waited_for(&home, &sandbox));
}

#[test]
fn a_question_whose_connection_never_stands_is_asked_again() {
    let (sandbox, home) = behind_a_proxy();
    sandbox.stall_door().unwrap();
    insta::assert_snapshot!(waited_for(&home, &sandbox));
}

#[test]
fn a_question_to_a_host_that_is_not_found_is_left_to_the_next_run() {
    let (sandbox, home) = behind_a_proxy();
    set_proxy(&home, "none");
    insta::assert_snapshot!(left(&sandbox, &home));
}

#[test]
fn a_question_under_a_certificate_of_an_unknown_ca_is_left_to_the_next_run() {
    let (sandbox, home) = behind_a_proxy();
    home.file("carrier.pem", Authority::new("Another CA").pem());
    insta::assert_snapshot!(left(&sandbox, &home));
}
