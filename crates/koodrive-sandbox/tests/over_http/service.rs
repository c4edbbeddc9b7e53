//! The sandbox as the service: what it accepts, refuses, remembers and answers.

use koodrive_sandbox::{
    CodeAs, Fault, FaultRule, Moment, Outcome, Pace, PracticeKeys, Sandbox, SandboxSettings, When,
};
use serde_json::{Value, json};

use crate::support::{self, Broken, CREATE, Caller, Reply, Scheme, sandbox, send};

pub(crate) fn instant() -> SandboxSettings {
    SandboxSettings {
        pace: Pace::Instant,
        ..SandboxSettings::default()
    }
}

pub(crate) fn phones(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("1880000{i:06}")).collect()
}

pub(crate) fn texts(phones: &[String]) -> Vec<&str> {
    phones.iter().map(String::as_str).collect()
}

/// Status and code of a refusal in the service's own form.
fn refused(reply: &Result<Reply, Broken>) -> (u16, String) {
    let reply = reply.as_ref().unwrap();
    let body = reply.json();
    let code = if body["error_code"].is_string() {
        body["error_code"].as_str().unwrap().to_owned()
    } else {
        body["code"].to_string()
    };
    (reply.status, code)
}

pub(crate) const PARAMETERS: (u16, &str) = (400, "13000102");
pub(crate) const AUTHENTICATION: (u16, &str) = (400, "APIGW.0303");

pub(crate) fn assert_refused(
    what: &str,
    reply: &Result<Reply, Broken>,
    (status, code): (u16, &str),
) {
    assert_eq!(refused(reply), (status, code.to_owned()), "{what}");
}

#[test]
fn a_batch_goes_out_and_comes_back_with_either_scheme() {
    let sandbox = sandbox(instant());
    for (scheme, phone) in [
        (Scheme::App, "18800000001"),
        (Scheme::Gateway, "18800000002"),
    ] {
        let caller = Caller {
            scheme,
            ..Caller::of(&sandbox)
        };
        let task_id = caller.create(&[phone]).unwrap().task_id();
        assert_eq!(task_id.len(), 19);
        let data = caller.results(&task_id);
        let user = &sandbox.users()[sandbox.users().len() - 1];
        assert_eq!(data["registerList"][0]["phone"], phone);
        assert_eq!(
            data["registerList"][0]["userId"].as_str(),
            user.user_id.as_deref()
        );
        assert_eq!(
            data["taskInfo"],
            json!({
                "taskId": task_id, "status": "FINISHED", "totalCount": 1,
                "successCount": 1, "failCount": 0, "skipCount": 0
            })
        );
    }
}

#[test]
fn the_parameter_check_refuses_a_batch_as_a_whole() {
    let sandbox = sandbox(SandboxSettings {
        refuse_batch_phones: ["18800000009".to_owned()].into(),
        ..instant()
    });
    let caller = Caller::of(&sandbox);
    let good = json!({"firstname": "Ann", "phone": "18800000001"});
    for bad in [
        json!({"firstname": "", "phone": "18800000002"}),
        json!({"firstname": "Ann", "phone": ""}),
        json!({"firstname": "Ann", "phone": 18_800_000_002_u64}),
        json!({"firstname": "Ann", "phone": "188 O 2"}),
        json!({"firstname": "Ann", "phone": "18800000009"}),
        json!({"phone": "18800000002"}),
    ] {
        let reply = caller.create_with(&json!({"userList": [good, bad]}));
        assert_refused(&bad.to_string(), &reply, PARAMETERS);
    }
    for body in [json!({}), json!({"userList": []}), json!([])] {
        assert_refused(&body.to_string(), &caller.create_with(&body), PARAMETERS);
    }
    let form = Caller {
        content_type: "text/plain".to_owned(),
        ..caller
    };
    assert_refused("a content type", &form.create(&["18800000001"]), PARAMETERS);
    assert!(sandbox.tasks().is_empty());
    assert!(sandbox.users().iter().all(|user| user.user_id.is_none()));
}

#[test]
fn a_thousand_users_are_the_limit() {
    let sandbox = sandbox(instant());
    let caller = Caller::of(&sandbox);
    let all = phones(1_001);
    assert_refused("1,001", &caller.create(&texts(&all)), PARAMETERS);
    let task_id = caller.create(&texts(&all)[..1_000]).unwrap().task_id();
    let data = caller.results(&task_id);
    assert_eq!(data["registerList"].as_array().unwrap().len(), 1_000);
    assert_eq!(data["taskInfo"]["successCount"], 1_000);
}

#[test]
fn a_body_beyond_the_limit_is_refused() {
    let sandbox = sandbox(SandboxSettings {
        max_body_bytes: 100,
        ..instant()
    });
    let caller = Caller::of(&sandbox);
    caller.create(&["18800000001"]).unwrap().task_id();
    let reply = caller.create(&["18800000001", "18800000002", "18800000003"]);
    assert_refused("a long body", &reply, (413, "APIGW.0201"));

    // Without a declared length it is found out while reading.
    let request = format!(
        "POST {CREATE} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\
         \r\n3c\r\n{0}\r\n3c\r\n{0}\r\n0\r\n\r\n",
        "x".repeat(60)
    );
    let reply = send(sandbox.port(), request.as_bytes(), caller.patience);
    assert_refused("a long chunked body", &reply, (413, "APIGW.0201"));
}

#[test]
fn users_fail_one_by_one_and_known_phones_are_skipped() {
    let sandbox = sandbox(SandboxSettings {
        known_phones: vec!["18800000001".to_owned()],
        ..instant()
    });
    let caller = Caller::of(&sandbox);
    let user = |phone: &str, more: Value| {
        let mut user = json!({"firstname": "Ann", "phone": phone});
        user.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        user
    };
    let body = json!({"userList": [
        user("18800000001", json!({})),
        user("+8618800000002", json!({})),
        user("18800000003", json!({"password": "short"})),
        user("18800000004", json!({"email": "no address"})),
        user("18800000005", json!({"email": "a@b.cn", "password": "Q!@1assword"})),
        user("18800000005", json!({})),
    ]});
    let task_id = caller.create_with(&body).unwrap().task_id();
    let data = caller.results(&task_id);
    let row = |at: usize| data["registerList"][at].clone();
    for at in [0, 5] {
        assert_eq!(row(at)["code"], Value::Null, "skipped: {}", row(at));
        assert_eq!(row(at)["userId"], Value::Null, "skipped: {}", row(at));
    }
    for at in [1, 2, 3] {
        assert!(row(at)["code"].is_string(), "failed: {}", row(at));
        assert!(row(at)["reason"].is_string(), "failed: {}", row(at));
        assert_eq!(row(at)["userId"], Value::Null, "failed: {}", row(at));
    }
    assert!(row(4)["userId"].is_string(), "{}", row(4));
    let info = &data["taskInfo"];
    assert_eq!(
        (
            &info["successCount"],
            &info["failCount"],
            &info["skipCount"]
        ),
        (&json!(1), &json!(3), &json!(2))
    );
}

#[test]
fn a_task_is_worked_off_over_time() {
    let sandbox = sandbox(SandboxSettings {
        pace: Pace::Manual,
        ..SandboxSettings::default()
    });
    let caller = Caller::of(&sandbox);
    let task_id = caller
        .create(&["18800000001", "18800000002", "18800000003"])
        .unwrap()
        .task_id();
    let info = |name: &str| caller.results(&task_id)["taskInfo"][name].clone();
    assert_eq!(
        (info("status"), info("successCount")),
        (json!("PROCESSING"), json!(0))
    );
    assert_eq!(sandbox.advance(2), 2);
    assert_eq!(info("successCount"), 2);
    let rows = caller.results(&task_id)["registerList"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 3, "the pending are listed");
    assert_eq!(rows[2]["userId"], Value::Null);
    assert_eq!(sandbox.finish_all(), 1);
    assert_eq!(
        (info("status"), info("successCount")),
        (json!("FINISHED"), json!(3))
    );

    let user_ids: Vec<_> = sandbox
        .users()
        .into_iter()
        .map(|user| user.user_id)
        .collect();
    assert!(user_ids.iter().all(Option::is_some));
}

#[test]
fn by_default_a_task_finishes_by_itself() {
    let sandbox = sandbox(SandboxSettings::default());
    let caller = Caller::of(&sandbox);
    caller.create(&["18800000001", "18800000002"]).unwrap();
    support::eventually("the task's end", || sandbox.tasks()[0].is_finished());
}

#[test]
fn code_may_be_text() {
    let sandbox = sandbox(SandboxSettings {
        code_as: CodeAs::Text,
        ..instant()
    });
    let caller = Caller::of(&sandbox);
    let answer = caller.create(&["18800000001"]).unwrap().json();
    assert_eq!(
        (&answer["code"], &answer["msg"]),
        (&json!("0"), &json!("Success"))
    );
    let answer = caller.create(&[]).unwrap().json();
    assert_eq!(answer["code"], "13000102");
}

#[test]
fn the_log_tells_what_came_and_what_was_answered() {
    let sandbox = sandbox(instant());
    let caller = Caller::of(&sandbox);
    let task_id = caller
        .create(&["18800000001", "18800000002"])
        .unwrap()
        .task_id();
    caller.results(&task_id);
    caller.create(&["letters"]).unwrap();

    let log = sandbox.requests();
    let numbers: Vec<_> = log.iter().map(|seen| (seen.number, seen.nth)).collect();
    assert_eq!(numbers, [(1, 1), (2, 1), (3, 2)]);
    assert_eq!(log[0].phones, ["18800000001", "18800000002"]);
    assert_eq!(log[0].users, 2);
    assert_eq!(log[0].task_id.as_deref(), Some(task_id.as_str()));
    assert_eq!(log[0].trace_id, caller.trace_id);
    assert_eq!(log[0].user_id.as_deref(), Some(sandbox.user_id()));
    assert_eq!(log[0].x_date.as_ref().map(String::len), Some(16));
    assert_eq!(log[1].task_id.as_deref(), Some(task_id.as_str()));
    let statuses: Vec<_> = log.iter().map(|seen| seen.status).collect();
    assert_eq!(statuses, [Some(200), Some(200), Some(400)]);
    assert_eq!(
        log[2].refusal.as_deref(),
        Some("parameter check failed: phone has letters")
    );
    assert!(log.iter().all(|seen| seen.fault.is_none()));
}

#[test]
fn what_is_sent_twice_shows() {
    let sandbox = sandbox(instant());
    let caller = Caller::of(&sandbox);
    let first = caller.create(&["18800000001"]).unwrap().task_id();
    let again = caller.create(&["18800000001"]).unwrap().task_id();
    assert_ne!(first, again);
    let user = &sandbox.users()[0];
    assert_eq!((user.sent, user.accepted), (2, 2));
    let outcomes: Vec<_> = sandbox
        .tasks()
        .into_iter()
        .map(|task| task.users[0].outcome.clone())
        .collect();
    let user_id = user.user_id.clone().unwrap();
    let succeeded = Outcome::Succeeded {
        user_id: user_id.clone(),
    };
    assert_eq!(outcomes, [succeeded, Outcome::Skipped { user_id }]);
}

#[test]
fn keys_are_new_each_time_or_as_given_and_never_shown_by_debug() {
    let (one, two) = (sandbox(instant()), sandbox(instant()));
    assert_ne!(one.access_key(), two.access_key());
    assert_ne!(one.secret_key(), two.secret_key());
    assert_ne!(one.user_id(), two.user_id());

    let settings = SandboxSettings {
        keys: Some(PracticeKeys::new("ak", "the-secret-itself")),
        user_id: Some("1505084218764547200".to_owned()),
        ..instant()
    };
    assert!(!format!("{settings:?}").contains("the-secret-itself"));
    let given = sandbox(settings);
    assert!(!format!("{given:?}").contains("the-secret-itself"));
    assert_eq!(
        (given.access_key(), given.secret_key()),
        ("ak", "the-secret-itself")
    );
    Caller::of(&given)
        .create(&["18800000001"])
        .unwrap()
        .task_id();
}

#[test]
fn a_taken_port_is_an_error_that_names_it() {
    let first = sandbox(instant());
    let port = first.port();
    let error = Sandbox::spawn_thread(SandboxSettings { port, ..instant() }).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("failed to listen on 127.0.0.1:{port}")
    );
}

#[test]
fn a_dropped_sandbox_is_gone() {
    let sandbox = sandbox(instant());
    let caller = Caller::of(&sandbox);
    caller.create(&["18800000001"]).unwrap().task_id();
    drop(sandbox);
    assert_eq!(
        caller.create(&["18800000001"]).unwrap_err(),
        Broken::Refused
    );
}

#[test]
fn a_request_in_the_air_is_cut_when_the_sandbox_stops() {
    let moment = Moment::AfterProcessing;
    let hold = FaultRule::any(When::Always, Fault::Hold { moment });
    let sandbox = sandbox(instant());
    sandbox.inject(hold);
    let caller = Caller::of(&sandbox);
    let calling = std::thread::spawn(move || caller.create(&["18800000001"]));
    support::eventually("the request", || !sandbox.tasks().is_empty());
    drop(sandbox);
    let reply = calling.join().unwrap();
    assert_eq!(reply.unwrap_err(), Broken::Closed(vec![]));
}

#[tokio::test]
async fn dropped_on_the_callers_runtime_it_refuses_at_once() {
    let sandbox = Sandbox::start(instant()).await.unwrap();
    let port = sandbox.port();
    drop(sandbox);
    let reply = std::net::TcpStream::connect(("127.0.0.1", port));
    assert_eq!(
        reply.unwrap_err().kind(),
        std::io::ErrorKind::ConnectionRefused
    );
}

#[tokio::test]
async fn on_the_callers_runtime_it_serves_and_shuts_down() {
    let sandbox = Sandbox::start(instant()).await.unwrap();
    let caller = Caller::of(&sandbox);
    let calling = caller.clone();
    let reply = tokio::task::spawn_blocking(move || calling.create(&["18800000001"]));
    reply.await.unwrap().unwrap().task_id();
    sandbox.shutdown().await;
    let reply = tokio::task::spawn_blocking(move || caller.create(&["18800000001"]));
    assert_eq!(reply.await.unwrap().unwrap_err(), Broken::Refused);
}
