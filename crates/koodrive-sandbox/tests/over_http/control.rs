//! The controls over HTTP.

use koodrive_sandbox::{Pace, SandboxSettings};
use serde_json::{Value, json};

use crate::support::{Caller, control, sandbox, send};

fn manual() -> SandboxSettings {
    SandboxSettings {
        pace: Pace::Manual,
        ..SandboxSettings::default()
    }
}

#[test]
fn what_happened_can_be_read_and_hastened() {
    let sandbox = sandbox(manual());
    let caller = Caller::of(&sandbox);
    let task_id = caller.create(&["18800000001"]).unwrap().task_id();
    let get = |path: &str| control(sandbox.port(), "GET", path, "").json();

    let request = get("/sandbox/requests")[0].take();
    assert_eq!(request["kind"], "create");
    assert_eq!(request["status"], 200);
    assert_eq!(request["task_id"], task_id.as_str());
    assert_eq!(request["phones"], json!(["18800000001"]));
    assert!(request["at_ms"].as_u64().unwrap() > 1_700_000_000_000);

    assert_eq!(get("/sandbox/tasks")[0]["users"][0]["outcome"], "pending");
    assert_eq!(
        get("/sandbox/users"),
        json!([{"phone": "18800000001", "user_id": null, "sent": 1, "accepted": 1}])
    );
    assert_eq!(
        control(sandbox.port(), "POST", "/sandbox/finish", "").status,
        204
    );
    let outcome = get("/sandbox/tasks")[0]["users"][0]["outcome"].take();
    assert!(outcome["succeeded"]["user_id"].is_string(), "{outcome}");
}

#[test]
fn faults_are_set_and_cleared() {
    let sandbox = sandbox(manual());
    let caller = Caller::of(&sandbox);
    let rule = r#"{"on": "create", "when": "always", "fault": {"throttle": {"status": 429}}}"#;
    let reply = control(sandbox.port(), "POST", "/sandbox/faults", rule);
    assert_eq!(reply.status, 204);
    assert_eq!(caller.create(&["18800000001"]).unwrap().status, 429);
    let fault: Value =
        control(sandbox.port(), "GET", "/sandbox/requests", "").json()[0]["fault"].take();
    assert_eq!(fault, json!({"throttle": {"status": 429}}));

    assert_eq!(
        control(sandbox.port(), "DELETE", "/sandbox/faults", "").status,
        204
    );
    caller.create(&["18800000001"]).unwrap().task_id();

    let reply = control(
        sandbox.port(),
        "POST",
        "/sandbox/faults",
        r#"{"on": "create"}"#,
    );
    assert_eq!(reply.status, 400);
    assert!(
        reply.text().contains("missing field `when`"),
        "{}",
        reply.text()
    );
}

#[test]
fn web_pages_are_kept_out() {
    let sandbox = sandbox(manual());
    let port = sandbox.port();
    let patience = Caller::of(&sandbox).patience;
    let ask = |method: &str, path: &str, headers: &str| {
        let request = format!("{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        send(port, request.as_bytes(), patience).unwrap().status
    };
    let here = format!("Host: 127.0.0.1:{port}\r\n");
    let from_a_page = format!("{here}Origin: https://page.example\r\n");
    for (method, path) in [
        ("GET", "/sandbox/requests"),
        ("GET", "/sandbox/tasks"),
        ("GET", "/sandbox/users"),
        ("POST", "/sandbox/faults"),
        ("DELETE", "/sandbox/faults"),
        ("POST", "/sandbox/finish"),
    ] {
        assert_eq!(ask(method, path, &from_a_page), 403, "{path}");
        assert_eq!(ask(method, path, "Host: page.example\r\n"), 403, "{path}");
        assert_ne!(ask(method, path, &here), 403, "{path}");
    }
    assert_eq!(ask("GET", "/sandbox/users", "Host: localhost\r\n"), 200);
}
