//! Which requests a rule befalls.

use koodrive_sandbox::{FaultRule, SandboxSettings};
use serde_json::json;

use crate::faults::{PHONE, faulty};
use crate::support::{Broken, Caller, sandbox};

#[test]
fn a_rule_may_name_a_phone() {
    let fault = json!({"cut": {"moment": "before_reading"}});
    let sandbox = faulty("any", &json!({"phone": "18800000002"}), &fault);
    let caller = Caller::of(&sandbox);
    let other = caller.create(&[PHONE]).unwrap().task_id();
    let reply = caller.create(&["18800000003", "18800000002"]);
    assert_eq!(reply.unwrap_err(), Broken::Closed(vec![]));
    assert_eq!(sandbox.tasks().len(), 1);
    caller.results(&other);

    sandbox.clear_faults();
    let task_id = caller.create(&["18800000002"]).unwrap().task_id();
    let fault =
        json!({"on": "query", "when": {"phone": "18800000002"}, "fault": {"garble": "empty"}});
    sandbox.inject(serde_json::from_value(fault).unwrap());
    assert!(
        caller
            .query(&format!("taskId={task_id}"))
            .unwrap()
            .body
            .is_empty()
    );
    caller.results(&other);
}

#[test]
fn chance_repeats_with_its_seed() {
    let statuses = |seed| -> Vec<u16> {
        let when = json!({"probability": {"p": 0.3, "seed": seed}});
        let sandbox = faulty("create", &when, &json!({"throttle": {"status": 503}}));
        let caller = Caller::of(&sandbox);
        (0..40)
            .map(|_| caller.create(&[PHONE]).unwrap().status)
            .collect()
    };
    let (one, two) = (statuses(1), statuses(2));
    assert_eq!(one, statuses(1));
    assert_ne!(one, two);
    for run in [one, two] {
        assert!(run.contains(&200) && run.contains(&503), "{run:?}");
    }
}

#[test]
fn a_rate_limit_lets_through_what_it_says() {
    let sandbox = sandbox(SandboxSettings::default());
    sandbox.inject(FaultRule::rate_limit(3));
    let caller = Caller::of(&sandbox);
    let statuses: Vec<u16> = (0..6)
        .map(|_| caller.create(&[PHONE]).unwrap().status)
        .collect();
    assert_eq!(statuses[..3], [200; 3]);
    let log = sandbox.requests();
    let span = log[5].at.duration_since(log[0].at).unwrap();
    if span.as_millis() < 990 {
        assert_eq!(statuses[3..], [429; 3], "within a second");
    }
    let passed: Vec<_> = log.iter().filter(|seen| seen.status == Some(200)).collect();
    for four in passed.windows(4) {
        let span = four[3].at.duration_since(four[0].at).unwrap();
        assert!(span.as_millis() >= 990, "four within {span:?}");
    }
}

#[test]
fn the_first_rule_that_matches_decides() {
    let sandbox = faulty(
        "create",
        &json!({"between": {"first": 1, "last": 2}}),
        &json!({"garble": "empty"}),
    );
    let rule = json!({"on": "any", "when": "always", "fault": {"throttle": {"status": 429}}});
    sandbox.inject(serde_json::from_value(rule).unwrap());
    let caller = Caller::of(&sandbox);
    let statuses: Vec<u16> = (0..3)
        .map(|_| caller.create(&[PHONE]).unwrap().status)
        .collect();
    assert_eq!(statuses, [200, 200, 429]);
    sandbox.clear_faults();
    caller.create(&[PHONE]).unwrap().task_id();
}

#[test]
fn a_misspelt_rule_is_refused() {
    for rule in [
        json!({"on": "create", "when": "always", "fault": {"cut": {"moment": "sometime"}}}),
        json!({"on": "create", "when": {"nth": 1}, "fault": "empty"}),
        json!({"on": "create", "when": {"nth": 1}}),
        json!({"on": "create", "when": "always", "fault": {"garble": "empty"}, "times": 3}),
        json!({"on": "creates", "when": "always", "fault": {"garble": "empty"}}),
    ] {
        let read = serde_json::from_value::<FaultRule>(rule.clone());
        assert!(read.is_err(), "{rule}");
    }
}
