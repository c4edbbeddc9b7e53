//! Who is let in: signature, clock, user, trace ID, path.

use koodrive_sandbox::SandboxSettings;

use crate::service::{AUTHENTICATION, PARAMETERS, assert_refused, instant};
use crate::support::{CREATE, Caller, QUERY, Scheme, batch, sandbox, send};

#[test]
fn a_falsified_signature_is_refused_and_nothing_happens() {
    let sandbox = sandbox(instant());
    let good = Caller::of(&sandbox);
    let body = batch(&["18800000001"]).to_string();
    let request = good.request("POST", CREATE, "", body.as_bytes());
    let at = request.windows(3).position(|w| w == b"Ann").unwrap();
    let mut changed = request.clone();
    changed[at] = b'B';
    let reply = send(sandbox.port(), &changed, good.patience);
    assert_refused("a changed body", &reply, AUTHENTICATION);

    let wrong_secret = Caller {
        secret_key: "wrong".to_owned(),
        ..good.clone()
    };
    assert_refused(
        "a wrong secret",
        &wrong_secret.create(&["18800000001"]),
        AUTHENTICATION,
    );
    let wrong_key = Caller {
        access_key: "wrong".to_owned(),
        ..good.clone()
    };
    let reply = wrong_key.create(&["18800000001"]);
    assert_refused("a wrong access key", &reply, AUTHENTICATION);
    let words = reply.unwrap().json()["error_msg"].to_string();
    assert!(words.contains("app not found, appkey wrong"), "{words}");
    let wrong_user = Caller {
        user_id: "1".to_owned(),
        ..good.clone()
    };
    assert_refused(
        "a wrong user",
        &wrong_user.create(&["18800000001"]),
        (401, "APIGW.0303"),
    );

    assert!(sandbox.tasks().is_empty());
    assert!(sandbox.users().iter().all(|user| user.accepted == 0));
}

#[test]
fn an_unsigned_request_is_not_authorised() {
    let sandbox = sandbox(instant());
    let request =
        format!("GET {QUERY}?taskId=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    let reply = send(
        sandbox.port(),
        request.as_bytes(),
        Caller::of(&sandbox).patience,
    );
    assert_refused("no signature", &reply, (401, "APIGW.0303"));
}

#[test]
fn the_clock_decides_by_the_services_time() {
    let sandbox = sandbox(instant());
    for (service, caller, passes) in [
        (0, -1, true),
        (0, -14 * 60, true),
        (0, -16 * 60, false),
        (0, 60, false),
        (60, 55, true),
        (-1_200, -1, false),
        (-1_200, -1_201, true),
        (1_200, -1, false),
    ] {
        sandbox.set_clock_offset(service);
        for scheme in [Scheme::App, Scheme::Gateway] {
            let caller = Caller {
                clock: caller,
                scheme,
                ..Caller::of(&sandbox)
            };
            let reply = caller.create(&["18800000001"]);
            let what = format!("service {service}, caller {}", caller.clock);
            if passes {
                reply.unwrap().task_id();
            } else {
                assert_refused(&what, &reply, AUTHENTICATION);
                let words = reply.unwrap().json()["error_msg"].to_string();
                assert!(words.contains("signature expired"), "{words}");
            }
        }
    }
}

#[test]
fn every_answer_shows_the_services_clock() {
    let sandbox = sandbox(SandboxSettings {
        clock_offset_seconds: 1_200,
        ..instant()
    });
    let before = chrono::Utc::now().timestamp() + 1_200;
    let reply = Caller::of(&sandbox).create(&["18800000001"]).unwrap();
    assert_eq!(reply.status, 400, "a caller 20 minutes slow");
    let date = httpdate::parse_http_date(reply.header("date").unwrap()).unwrap();
    let shown = chrono::DateTime::<chrono::Utc>::from(date).timestamp();
    assert!((before..before + 20).contains(&shown), "{shown} {before}");
}

#[test]
fn a_trace_id_has_58_characters_or_is_left_out() {
    let sandbox = sandbox(instant());
    for (length, passes) in [(58, true), (57, false), (59, false), (0, false)] {
        let caller = Caller {
            trace_id: Some("é".repeat(length)),
            ..Caller::of(&sandbox)
        };
        let reply = caller.create(&["18800000001"]);
        if passes {
            reply.unwrap().task_id();
        } else {
            assert_refused(&format!("{length} characters"), &reply, PARAMETERS);
        }
    }
    let caller = Caller {
        trace_id: None,
        ..Caller::of(&sandbox)
    };
    caller.create(&["18800000001"]).unwrap().task_id();
}

#[test]
fn other_paths_and_methods_are_no_api() {
    let sandbox = sandbox(instant());
    let caller = Caller::of(&sandbox);
    for (method, path) in [
        ("GET", CREATE),
        ("POST", QUERY),
        ("POST", "/koodrive/ose/v1/user/batchRegister/create/"),
        ("GET", "/"),
    ] {
        let reply = caller.exchange(method, path, "", b"");
        assert_refused(path, &reply, (404, "APIGW.0101"));
    }
    assert!(sandbox.requests().is_empty());
}
