//! Logs and the support bundle: all that helps, and nothing of a person or a key.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashSet;
use std::fs;

use koodrive_sandbox::{Fault, FaultRule, PracticeKeys, Sandbox, SandboxSettings, When};
use serde_json::Value;
use whole_program_tests::Home;
use whole_program_tests::job::{RECOVERY_CODE, RECOVERY_CODE_VARIABLE, connected, service_with};

const SECRET_KEY: &str = "canary-secret-key-7f31";
const ACCESS_KEY: &str = "canary-access-key-90aa";
const PHONES: [&str; 3] = ["0027188460901", "0027188460902", "0027188460903"];

/// What must be in no line: keys, passwords, people.
const CANARIES: [&str; 10] = [
    SECRET_KEY,
    ACCESS_KEY,
    RECOVERY_CODE,
    "Canary#2026pw",
    "Canaria",
    "Birdsong",
    "bird@canary.example",
    PHONES[0],
    PHONES[1],
    PHONES[2],
];

/// A home after a submission in which one batch was refused with words that quote a user, one was
/// put off, and one is unknown.
fn lived_in() -> (Sandbox, Home) {
    let sandbox = service_with(SandboxSettings {
        keys: Some(PracticeKeys::new(ACCESS_KEY, SECRET_KEY)),
        ..SandboxSettings::default()
    });
    let quoting = Fault::Code {
        code: 13_000_999,
        code_as: koodrive_sandbox::CodeAs::Text,
        msg: format!("user {} of bird@canary.example is blocked", PHONES[0]),
    };
    let busy = Fault::Throttle {
        status: 429,
        retry_after: None,
    };
    let broken = Fault::Fail {
        status: 500,
        processed: false,
    };
    for (nth, fault) in [(1, quoting), (2, busy), (4, broken)] {
        sandbox.inject(FaultRule::create(When::Nth(nth), fault));
    }
    let home = connected(
        Home::new().with(RECOVERY_CODE_VARIABLE, RECOVERY_CODE),
        &sandbox,
    );
    let rows =
        PHONES.map(|phone| format!("Canaria,Birdsong,{phone},bird@canary.example,Canary#2026pw\n"));
    let sheet = format!("firstname,surname,phone,email,password\n{}", rows.concat());
    let sheet = home.file("Canaria Birdsong.csv", sheet);
    let submit = ["submit", &*sheet, "--yes", "--batch-size", "1", "--wait"];
    home.run(&[&submit[..], &["--concurrency", "1"]].concat())
        .ended(3);
    home.run(&["connections", "test", "Office"]).ended(0);
    (sandbox, home)
}

fn log_of(home: &Home) -> String {
    let files = fs::read_dir(home.path().join("logs")).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts.collect()
}

fn assert_nothing_private(text: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "`{canary}` is in:\n{text}");
    }
}

#[test]
fn every_request_is_in_the_log_with_its_trace_id_and_nobody_is() {
    let (sandbox, home) = lived_in();
    let log = log_of(&home);
    assert_nothing_private(&log);
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}")))
        .collect();
    let about_requests = [
        "a request came to its end",
        "a batch leaves",
        "its answer is written down",
    ];
    for line in &lines {
        let message = line["message"].as_str().unwrap();
        if about_requests.contains(&message) {
            assert_eq!(line["trace_id"].as_str().unwrap().len(), 58, "{line}");
        }
    }
    let logged: HashSet<&str> = lines
        .iter()
        .filter_map(|line| line["trace_id"].as_str())
        .collect();
    for seen in sandbox.requests() {
        let trace_id = seen.trace_id.unwrap();
        assert!(
            logged.contains(trace_id.as_str()),
            "{trace_id} is not logged"
        );
    }
    let codes: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["code"].as_str())
        .collect();
    for code in ["13000999", "throttled", "server_error"] {
        assert!(codes.contains(&code), "{code} is not in {codes:?}");
    }
}

#[test]
fn the_bundle_tells_what_happened_and_to_nobody_whom() {
    let (sandbox, home) = lived_in();
    let shown = home.run(&["support-bundle", "--show"]).ended(0).stdout;
    assert_nothing_private(&shown);
    for seen in sandbox.requests().iter().filter(|seen| seen.users > 0) {
        assert!(shown.contains(seen.trace_id.as_deref().unwrap()), "{shown}");
    }
    for task in sandbox.tasks() {
        assert!(shown.contains(&task.task_id), "{shown}");
    }
    for section in [
        "## program",
        "## settings",
        "## connections",
        "## submission 1",
        "## log",
    ] {
        assert!(shown.contains(section), "{section} is missing:\n{shown}");
    }
    for fact in [
        concat!("version: ", env!("CARGO_PKG_VERSION")),
        std::env::consts::OS,
        sandbox.user_id(),
        "unknown",
        "HTTP 500",
        "code 13000999",
        "s ahead of this machine",
    ] {
        assert!(shown.contains(fact), "{fact} is missing:\n{shown}");
    }
    // The user who was refused has the same code in the service's words and in the list.
    let row = shown
        .lines()
        .find(|line| line.starts_with("  row 2 "))
        .unwrap();
    let codes: Vec<&str> = row
        .split_whitespace()
        .filter(|word| word.starts_with("phone-"))
        .collect();
    assert_eq!(codes.len(), 2, "{row}");
    assert_eq!(codes[0], codes[1], "{row}");
}

#[test]
fn a_phone_has_another_code_in_each_bundle() {
    let (_sandbox, home) = lived_in();
    let code = || {
        let shown = home.run(&["support-bundle", "--show"]).ended(0).stdout;
        let at = shown.find("phone-").unwrap();
        shown[at..at + 16].to_owned()
    };
    assert_ne!(
        code(),
        code(),
        "whoever has two bundles knows no more than from one"
    );
}

#[test]
fn the_bundle_is_shown_before_it_is_saved() {
    use std::io::Write as _;
    use std::process::Stdio;

    let home = Home::new();
    let path = home.path().join("bundle.txt");
    let out = path.to_str().unwrap();
    let answered = |answer: &str| {
        let mut child = home
            .command(&["support-bundle", "--out", out])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(answer.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    };
    let refused = answered("n\n");
    assert!(String::from_utf8_lossy(&refused.stdout).contains("## program"));
    assert!(!path.exists(), "nothing is saved without a yes");
    let agreed = answered("y\n");
    let shown = String::from_utf8_lossy(&agreed.stdout).into_owned();
    let saved = fs::read_to_string(&path).unwrap();
    assert_eq!(
        shown.trim_end(),
        saved.trim_end(),
        "what was shown is what was saved"
    );
    fs::remove_file(&path).unwrap();
    let silent = home
        .run(&["support-bundle", "--out", out, "--yes"])
        .ended(0);
    assert!(!silent.stdout.contains("## program") && path.exists());
    home.run(&["support-bundle"]).ended(2);
}

#[test]
fn a_log_that_cannot_be_written_keeps_nobody_from_work() {
    let sandbox = whole_program_tests::job::service();
    let home = connected(Home::new(), &sandbox);
    fs::remove_dir_all(home.path().join("logs")).unwrap();
    home.file("logs", "a file stands where the folder should be");
    let sheet = home.file("users.csv", whole_program_tests::job::sheet_of(1));
    let ran = home.run(&["submit", &sheet, "--yes"]).ended(0);
    assert!(
        ran.stderr.contains("note: failed to write a log in"),
        "{ran:#?}"
    );
}
