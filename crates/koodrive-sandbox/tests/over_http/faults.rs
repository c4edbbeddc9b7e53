//! Each fault as it shows on the wire, what it leaves behind, and that the next request is whole.
//!
//! Rules are injected as the JSON a person would post, so their names are tested with them.

use koodrive_sandbox::{Pace, Sandbox, SandboxSettings};
use serde_json::{Value, json};

use crate::support::{Broken, Caller, Reply, sandbox};

pub(crate) const PHONE: &str = "18800000001";

/// A sandbox on which this fault befalls the requests `when` says.
pub(crate) fn faulty(on: &str, when: &Value, fault: &Value) -> Sandbox {
    let rule = json!({"on": on, "when": when, "fault": fault});
    let faults = vec![serde_json::from_value(rule).unwrap()];
    sandbox(SandboxSettings {
        pace: Pace::Instant,
        faults,
        ..SandboxSettings::default()
    })
}

/// What a client sees of a fault on the first create, and whether the task was made. After it,
/// the second create must be whole.
pub(crate) fn first_create(fault: &Value) -> (Result<Reply, Broken>, bool) {
    let sandbox = faulty("create", &json!({"nth": 1}), fault);
    let reply = Caller::of(&sandbox).create(&[PHONE]);
    let made = !sandbox.tasks().is_empty();
    let seen = sandbox.requests().remove(0);
    let expected: koodrive_sandbox::Fault = serde_json::from_value(fault.clone()).unwrap();
    assert_eq!(seen.fault, Some(expected), "the log names the fault");
    assert_eq!(seen.status, reply.as_ref().ok().map(|reply| reply.status));
    assert_eq!(seen.task_id.is_some(), made);
    Caller::of(&sandbox)
        .create(&["18800000002"])
        .unwrap()
        .task_id();
    (reply, made)
}

/// The same of the first query for a task that stands.
pub(crate) fn first_query(fault: &Value) -> Result<Reply, Broken> {
    let sandbox = faulty("query", &json!({"nth": 1}), fault);
    let caller = Caller::of(&sandbox);
    let task_id = caller.create(&[PHONE]).unwrap().task_id();
    let reply = caller.query(&format!("taskId={task_id}"));
    let whole = caller.results(&task_id);
    assert_eq!(whole["registerList"][0]["phone"], PHONE);
    reply
}

/// Status, body and whether the task was made, of a fault that answers creates and queries alike.
fn answered(fault: &Value) -> (Reply, bool) {
    let query = first_query(fault).unwrap();
    let (create, made) = first_create(fault);
    let create = create.unwrap();
    assert_eq!(query.status, create.status, "query and create alike");
    (create, made)
}

#[test]
fn refused_for_each_reason_in_each_status() {
    let usual = [
        ("signature", 400, "APIGW.0303"),
        ("key", 400, "APIGW.0303"),
        ("clock", 400, "APIGW.0303"),
        ("parameters", 400, "13000102"),
        ("permission", 403, "APIGW.0306"),
        ("path", 404, "APIGW.0101"),
        ("size", 413, "APIGW.0201"),
    ];
    for (because, status, code) in usual {
        let (reply, made) = answered(&json!({"refuse": {"because": because}}));
        assert_eq!((reply.status, made), (status, false), "{because}");
        assert!(reply.text().contains(code), "{because}: {}", reply.text());
        let (reply, made) = answered(&json!({"refuse": {"because": because, "status": 401}}));
        assert_eq!((reply.status, made), (401, false), "{because}");
        assert!(reply.text().contains(code), "{because}: {}", reply.text());
    }
}

#[test]
fn a_refusal_for_the_clock_says_what_time_it_is() {
    let (reply, _) = answered(&json!({"refuse": {"because": "clock"}}));
    let words = reply.json()["error_msg"].as_str().unwrap().to_owned();
    let today = chrono::Utc::now().format("server time:%Y").to_string();
    assert!(words.contains("signature expired"), "{words}");
    assert!(words.contains(&today), "{words}");
}

#[test]
fn throttled_with_and_without_retry_after() {
    for status in [429, 503] {
        let (reply, made) = answered(&json!({"throttle": {"status": status}}));
        assert_eq!((reply.status, made), (status, false));
        assert_eq!(reply.header("retry-after"), None);
        assert!(reply.json()["error_code"].is_string());

        let seconds = json!({"throttle": {"status": status, "retry_after": {"seconds": 7}}});
        let (reply, _) = answered(&seconds);
        assert_eq!(
            (reply.status, reply.header("retry-after")),
            (status, Some("7"))
        );

        let date = json!({"throttle": {"status": status, "retry_after": {"date": 60}}});
        let (reply, _) = answered(&date);
        let at = |name| httpdate::parse_http_date(reply.header(name).unwrap()).unwrap();
        let ahead = at("retry-after").duration_since(at("date")).unwrap();
        assert!((59..=60).contains(&ahead.as_secs()), "{ahead:?}");
    }
}

#[test]
fn failed_before_and_after_it_was_processed() {
    for status in [500, 502, 503, 504] {
        for processed in [false, true] {
            let fault = json!({"fail": {"status": status, "processed": processed}});
            let (reply, made) = answered(&fault);
            assert_eq!((reply.status, made), (status, processed));
            let kind = reply.header("content-type").unwrap();
            match status {
                502 => assert!(kind.starts_with("text/html") && reply.text().contains("<html>")),
                500 => assert!(reply.json()["msg"].is_string()),
                _ => assert!(reply.json()["error_msg"].is_string()),
            }
        }
    }
}

#[test]
fn a_code_that_is_not_zero_as_number_and_as_text() {
    for (code_as, code) in [("number", json!(13_000_999)), ("text", json!("13000999"))] {
        let fault = json!({"code": {"code": 13_000_999, "code_as": code_as, "msg": "no seats"}});
        let (reply, made) = answered(&fault);
        assert_eq!((reply.status, made), (200, false));
        assert_eq!(reply.json(), json!({"code": code, "msg": "no seats"}));
    }
}

#[test]
fn an_answer_that_is_empty_or_no_json() {
    let (reply, made) = answered(&json!({"garble": "empty"}));
    assert_eq!((reply.status, reply.body.len(), made), (200, 0, true));
    let (reply, made) = answered(&json!({"garble": "not_json"}));
    assert_eq!((reply.status, made), (200, true));
    assert!(reply.text().starts_with("<!DOCTYPE html>"));
}

#[test]
fn an_answer_whose_json_stops() {
    let (reply, made) = answered(&json!({"garble": "cut_json"}));
    assert_eq!((reply.status, made), (200, true));
    assert!(reply.text().starts_with('{'));
    assert!(serde_json::from_slice::<Value>(&reply.body).is_err());
}

#[test]
fn ids_as_numbers_keep_all_their_digits() {
    let fault = json!({"garble": "numeric_ids"});
    let sandbox = faulty("any", &json!("always"), &fault);
    let caller = Caller::of(&sandbox);
    let create = caller.create(&[PHONE]).unwrap();
    let task = sandbox.tasks().remove(0);
    let raw = format!("\"data\":{}", task.task_id);
    assert!(create.text().contains(&raw), "{}", create.text());

    let query = caller.query(&format!("taskId={}", task.task_id)).unwrap();
    let data = query.json()["data"].take();
    assert_eq!(data["taskInfo"]["taskId"].to_string(), task.task_id);
    let row = &data["registerList"][0];
    assert_eq!(row["id"].to_string(), task.users[0].id);
    assert!(row["userId"].is_u64());
    assert_eq!(row["phone"], PHONE, "a phone is no ID");
}

#[test]
fn an_answer_without_data() {
    let (reply, made) = answered(&json!({"garble": "no_data"}));
    assert!(made);
    assert_eq!(reply.json(), json!({"code": 0, "msg": "Success"}));
}

#[test]
fn an_answer_of_fifty_megabytes() {
    let (reply, made) = first_create(&json!({"flood": {"bytes": 50_000_000}}));
    let reply = reply.unwrap();
    assert!(made);
    assert_eq!(reply.body.len(), 50_000_000);
    reply.task_id();
}

#[test]
fn a_redirect_to_another_host() {
    let to = "https://elsewhere.example/create";
    let (reply, made) = answered(&json!({"redirect": {"status": 307, "to": to}}));
    assert_eq!((reply.status, made), (307, false));
    assert_eq!(reply.header("location"), Some(to));
}

#[test]
fn a_processed_fault_does_not_hide_a_refusal() {
    let fault = json!({"fail": {"status": 504, "processed": true}});
    let sandbox = faulty("create", &json!("always"), &fault);
    let reply = Caller::of(&sandbox).create(&["letters"]).unwrap();
    assert_eq!(reply.status, 400, "{}", reply.text());
}
