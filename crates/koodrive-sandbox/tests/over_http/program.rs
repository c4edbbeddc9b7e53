//! `koodrive-sandbox`, the program.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use crate::support::{Caller, Scheme};

/// Ended with the test, however it goes.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_koodrive-sandbox"))
}

/// Starts the program and reads the four lines it prints.
fn start(arguments: &[&str]) -> (Running, HashMap<String, String>) {
    let child = program().args(arguments).stdout(Stdio::piped()).spawn();
    let mut running = Running(child.unwrap());
    let out = BufReader::new(running.0.stdout.take().unwrap());
    let lines = out.lines().take(4).map(|line| {
        let line = line.unwrap();
        let (label, value) = line.split_once(": ").unwrap();
        (label.to_owned(), value.to_owned())
    });
    let printed = lines.collect();
    (running, printed)
}

fn caller(printed: &HashMap<String, String>) -> Caller {
    let (_, port) = printed["address"].rsplit_once(':').unwrap();
    Caller {
        port: port.parse().unwrap(),
        scheme: Scheme::App,
        user_id: printed["user ID"].clone(),
        access_key: printed["access key"].clone(),
        secret_key: printed["secret key"].clone(),
        trace_id: None,
        clock: -1,
        content_type: "application/json".to_owned(),
        patience: std::time::Duration::from_secs(20),
    }
}

#[test]
fn it_prints_what_a_caller_needs() {
    let (_running, printed) = start(&[]);
    assert!(printed["address"].starts_with("http://127.0.0.1:"));
    caller(&printed).create(&["18800000001"]).unwrap().task_id();
}

#[test]
fn it_takes_faults_as_json() {
    let fault =
        r#"{"on":"create","when":{"nth":1},"fault":{"fail":{"status":504,"processed":true}}}"#;
    let other = r#"{"on":"create","when":{"nth":2},"fault":{"refuse":{"because":"permission"}}}"#;
    let (_running, printed) = start(&["--pace", "1000", "--fault", fault, "--fault", other]);
    let caller = caller(&printed);
    let statuses: Vec<u16> = (0..3)
        .map(|_| caller.create(&["18800000001"]).unwrap().status)
        .collect();
    assert_eq!(statuses, [504, 403, 200]);
}

fn fails(arguments: &[&str]) -> (Output, String) {
    let output = program().args(arguments).output().unwrap();
    let words = String::from_utf8(output.stderr.clone()).unwrap();
    (output, words)
}

#[test]
fn it_says_what_is_wrong_and_fails() {
    let (output, words) = fails(&["--fault", "{}"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(words.contains("missing field `on`"), "{words}");

    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (output, words) = fails(&["--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    let start = format!("koodrive-sandbox: failed to listen on 127.0.0.1:{port}: ");
    assert!(words.starts_with(&start), "{words}");
    assert!(output.stdout.is_empty());
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let (mut running, printed) = start(&[]);
    caller(&printed).create(&["18800000001"]).unwrap();
    let pid = running.0.id().to_string();
    let sent = Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert!(sent.success());
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
}
