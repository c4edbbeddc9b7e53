//! Connections that are cut, held or slow.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::faults::{PHONE, faulty, first_create, first_query};
use crate::support::{Broken, Caller, eventually};

#[test]
fn cut_before_it_is_read() {
    let fault = json!({"cut": {"moment": "before_reading"}});
    let (reply, made) = first_create(&fault);
    assert_eq!((reply.unwrap_err(), made), (Broken::Reset, false));
    assert_eq!(first_query(&fault).unwrap_err(), Broken::Reset);
}

#[test]
fn cut_before_it_is_processed() {
    for moment in ["while_reading", "before_processing"] {
        let fault = json!({"cut": {"moment": moment}});
        let (reply, made) = first_create(&fault);
        let reply = reply.unwrap_err();
        assert_eq!((reply, made), (Broken::Closed(vec![]), false), "{moment}");
        assert_eq!(first_query(&fault).unwrap_err(), Broken::Closed(vec![]));
    }
}

#[test]
fn cut_after_it_was_processed() {
    let fault = json!({"cut": {"moment": "after_processing"}});
    let (reply, made) = first_create(&fault);
    assert_eq!((reply.unwrap_err(), made), (Broken::Closed(vec![]), true));
    assert_eq!(first_query(&fault).unwrap_err(), Broken::Closed(vec![]));
}

#[test]
fn cut_in_the_middle_of_the_answer() {
    let fault = json!({"cut": {"moment": "while_answering"}});
    let sandbox = faulty("any", &json!("always"), &fault);
    let caller = Caller::of(&sandbox);
    let Err(Broken::Closed(create)) = caller.create(&[PHONE]) else {
        panic!("not cut");
    };
    assert_half(&create);
    let task_id = sandbox.tasks().remove(0).task_id;
    let Err(Broken::Closed(query)) = caller.query(&format!("taskId={task_id}")) else {
        panic!("not cut");
    };
    assert_half(&query);
}

/// A head that promises more than follows, and a beginning of JSON.
fn assert_half(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").expect("the head is whole");
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    let (_, length) = head.split_once("content-length: ").unwrap();
    let length: usize = length.lines().next().unwrap().parse().unwrap();
    assert_eq!(body.len(), length / 2, "half of it");
    assert!(body.starts_with('{'), "{body}");
}

#[test]
fn held_without_a_word() {
    for (moment, made) in [
        ("before_reading", false),
        ("while_reading", false),
        ("before_processing", false),
        ("after_processing", true),
    ] {
        let fault = json!({"hold": {"moment": moment}});
        let sandbox = faulty("any", &json!({"nth": 1}), &fault);
        let reply = Caller::impatient(&sandbox).create(&[PHONE]);
        assert_eq!(reply.unwrap_err(), Broken::Silent(vec![]), "{moment}");
        eventually("the request", || !sandbox.requests().is_empty());
        if made {
            eventually("the task", || sandbox.tasks().len() == 1);
        } else {
            assert!(sandbox.tasks().is_empty(), "{moment}");
        }
        assert_eq!(sandbox.requests()[0].status, None);
    }
}

#[test]
fn a_caller_who_hangs_up_does_not_stop_the_work() {
    let fault = json!({"delay": {"moment": "before_processing", "ms": 600}});
    let sandbox = faulty("create", &json!({"nth": 1}), &fault);
    let reply = Caller::impatient(&sandbox).create(&[PHONE]);
    assert_eq!(reply.unwrap_err(), Broken::Silent(vec![]));
    eventually("the task nobody waits for", || sandbox.tasks().len() == 1);
}

#[test]
fn held_in_the_middle_of_the_answer() {
    let fault = json!({"hold": {"moment": "while_answering"}});
    let sandbox = faulty("create", &json!({"nth": 1}), &fault);
    let caller = Caller {
        patience: Duration::from_secs(2),
        ..Caller::of(&sandbox)
    };
    let Err(Broken::Silent(bytes)) = caller.create(&[PHONE]) else {
        panic!("not held");
    };
    assert_half(&bytes);
    assert_eq!(sandbox.tasks().len(), 1);
}

#[test]
fn late_but_whole() {
    for moment in [
        "before_reading",
        "while_reading",
        "before_processing",
        "after_processing",
        "while_answering",
    ] {
        let fault = json!({"delay": {"moment": moment, "ms": 120}});
        let start = Instant::now();
        let (reply, made) = first_create(&fault);
        assert!(start.elapsed().as_millis() >= 120, "{moment}");
        reply.unwrap().task_id();
        assert!(made, "{moment}");
    }
}
