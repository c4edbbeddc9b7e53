//! The port closed, stalled and opened again.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use koodrive_sandbox::{Fault, FaultRule, Pace, SandboxSettings, When};

use crate::support::{Broken, CREATE, Caller, batch, eventually, parse, read_all, sandbox};

const PHONE: &str = "18800000001";

fn instant() -> SandboxSettings {
    SandboxSettings {
        pace: Pace::Instant,
        ..SandboxSettings::default()
    }
}

#[test]
fn a_closed_door_refuses_at_once_and_opens_again() {
    let sandbox = sandbox(instant());
    let caller = Caller::of(&sandbox);
    for _ in 0..3 {
        sandbox.close_door();
        assert_eq!(caller.create(&[PHONE]).unwrap_err(), Broken::Refused);
        sandbox.close_door();
        assert_eq!(caller.create(&[PHONE]).unwrap_err(), Broken::Refused);
        sandbox.open_door().unwrap();
        caller.create(&[PHONE]).unwrap().task_id();
        sandbox.open_door().unwrap();
        caller.create(&[PHONE]).unwrap().task_id();
    }
    assert_eq!(sandbox.requests().len(), 6, "the refused never arrived");
}

#[test]
fn the_port_stays_reserved_while_the_door_is_closed() {
    let sandbox = sandbox(instant());
    sandbox.close_door();
    // Without SO_REUSEADDR, as a program that is given a free port.
    let other = tokio::net::TcpSocket::new_v4().unwrap();
    let taken = other.bind(([127, 0, 0, 1], sandbox.port()).into());
    assert_eq!(taken.unwrap_err().kind(), ErrorKind::AddrInUse);
}

#[test]
fn closing_the_door_ends_idle_connections() {
    let sandbox = sandbox(instant());
    let mut idle = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
    idle.set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let answer = kept_alive_create(&sandbox, &mut idle);
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    sandbox.close_door();
    let (rest, end) = read_all(&mut idle);
    assert_eq!((rest.len(), end), (0, None), "closed, and orderly");
}

/// A create that asks to keep the connection; gives the answer.
fn kept_alive_create(sandbox: &koodrive_sandbox::Sandbox, stream: &mut TcpStream) -> String {
    let body = batch(&[PHONE]).to_string();
    let request = Caller::of(sandbox).request("POST", CREATE, "", body.as_bytes());
    let request = String::from_utf8(request).unwrap();
    let request = request.replace("Connection: close", "Connection: keep-alive");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    while !answer.ends_with('}') {
        let mut piece = [0; 1024];
        let n = stream.read(&mut piece).unwrap();
        assert_ne!(n, 0, "closed too early: {answer}");
        answer.push_str(std::str::from_utf8(&piece[..n]).unwrap());
    }
    answer
}

#[test]
fn a_connection_carries_many_requests() {
    let sandbox = sandbox(instant());
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
    for _ in 0..3 {
        kept_alive_create(&sandbox, &mut stream);
    }
    assert_eq!(sandbox.tasks().len(), 3);
}

#[test]
fn the_fault_answers_and_then_closes_the_door_for_a_time() {
    let sandbox = sandbox(instant());
    let for_ms = 300;
    sandbox.inject(FaultRule::create(When::Nth(1), Fault::CloseDoor { for_ms }));
    let caller = Caller::of(&sandbox);
    let reply = caller.create(&[PHONE]).unwrap();
    assert_eq!(reply.header("connection"), Some("close"));
    reply.task_id();
    let start = std::time::Instant::now();
    let mut refused = 0;
    eventually("the door to open", || match caller.create(&[PHONE]) {
        Err(Broken::Refused) => {
            refused += 1;
            false
        }
        reply => reply.unwrap().status == 200,
    });
    assert!(refused > 0, "never refused");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_stalled_door_lets_connect_and_says_nothing() {
    let sandbox = sandbox(instant());
    sandbox.stall_door().unwrap();
    let reply = Caller::impatient(&sandbox).create(&[PHONE]);
    assert_eq!(reply.unwrap_err(), Broken::Silent(vec![]));
    assert!(sandbox.requests().is_empty());

    let mut waiting = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
    waiting
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let body = batch(&["18800000002"]).to_string();
    let request = Caller::of(&sandbox).request("POST", CREATE, "", body.as_bytes());
    waiting.write_all(&request).unwrap();
    sandbox.open_door().unwrap();
    let (bytes, end) = read_all(&mut waiting);
    parse(bytes, end.as_ref()).unwrap().task_id();
}
