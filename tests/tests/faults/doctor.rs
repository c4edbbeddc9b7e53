//! `connections test`: the first thing that is wrong with a connection, and what to do.

use koodrive_sandbox::{
    Because, Fault, FaultRule, Kind, PracticeKeys, Sandbox, SandboxSettings, When,
};
use whole_program_tests::authority::Authority;
use whole_program_tests::job::{connected, home_of, service, service_with};
use whole_program_tests::tunnel::Tunnel;
use whole_program_tests::{Home, Ran};

use crate::words::told;

/// A connection to a host that only the proxy knows; whatever is sent there goes to the sandbox.
const HOST: &str = "https://drive.example";

fn add(home: &Home, sandbox: &Sandbox, endpoint: &str, more: &[&str]) -> Ran {
    let add = ["connections", "add", "Office", "--endpoint", endpoint];
    let user = ["--user-id", sandbox.user_id()];
    home.run(&[&add[..], &user, more].concat())
}

fn with_keys_of(sandbox: &Sandbox) -> Home {
    Home::new()
        .with("KOODRIVE_AK", sandbox.access_key())
        .with("KOODRIVE_SK", sandbox.secret_key())
}

fn test(home: &Home) -> Ran {
    home.run(&["connections", "test", "Office", "--timeout", "2"])
}

fn tls(authority: &Authority, host: &str) -> Sandbox {
    service_with(SandboxSettings {
        tls: Some(authority.identity(host)),
        ..SandboxSettings::default()
    })
}

/// Tests a connection, checks that it created nothing, gives what was said.
fn words(sandbox: &Sandbox, home: &Home) -> String {
    let ran = test(home);
    assert!(sandbox.tasks().is_empty());
    let requests = sandbox.requests();
    assert!(requests.iter().all(|seen| seen.kind == Kind::Query));
    assert!(requests.len() <= 3, "{} requests", requests.len());
    told(&ran)
}

fn refusing(because: Because) -> Sandbox {
    let sandbox = service();
    let fault = Fault::Refuse {
        because,
        status: None,
    };
    sandbox.inject(FaultRule::query(When::Always, fault));
    sandbox
}

#[test]
fn a_connection_that_works() {
    let sandbox = service();
    insta::assert_snapshot!(words(&sandbox, &home_of(&sandbox)));
}

#[test]
fn nobody_listens() {
    let sandbox = service();
    sandbox.close_door();
    insta::assert_snapshot!(words(&sandbox, &home_of(&sandbox)));
}

#[test]
fn nobody_knows_the_host() {
    let sandbox = service();
    let home = with_keys_of(&sandbox);
    add(
        &home,
        &sandbox,
        "https://no-such-host.invalid",
        &["--proxy", "none"],
    )
    .ended(0);
    insta::assert_snapshot!(words(&sandbox, &home));
}

#[test]
fn the_key_the_user_and_the_permission_are_told_apart() {
    let wrong_key = service();
    let home = home_of(&wrong_key).with("KOODRIVE_SK", "not-the-secret-key");
    let key = words(&wrong_key, &home);
    let sandbox = service();
    let stranger = with_keys_of(&sandbox);
    let add = [
        "connections",
        "add",
        "Office",
        "--endpoint",
        sandbox.endpoint(),
    ];
    stranger
        .run(&[&add[..], &["--user-id", "1505084218764547201"]].concat())
        .ended(0);
    let user = words(&sandbox, &stranger);
    let forbidden = refusing(Because::Permission);
    let permission = words(&forbidden, &home_of(&forbidden));
    let elsewhere = refusing(Because::Path);
    let address = words(&elsewhere, &home_of(&elsewhere));
    insta::assert_snapshot!([key, user, permission, address].join("\n"));
}

#[test]
fn the_other_scheme_is_tried_where_this_one_is_refused() {
    let sandbox = service();
    let home = with_keys_of(&sandbox);
    add(
        &home,
        &sandbox,
        sandbox.endpoint(),
        &["--scheme", "gateway"],
    )
    .ended(0);
    // Both are accepted by the sandbox, so the first question is refused on request.
    let fault = Fault::Refuse {
        because: Because::Signature,
        status: None,
    };
    sandbox.inject(FaultRule::query(When::Nth(1), fault));
    insta::assert_snapshot!(words(&sandbox, &home));
}

#[test]
fn a_site_with_a_ca_of_its_own_works_once_the_ca_is_given() {
    let authority = Authority::new("Carrier CA");
    let sandbox = tls(&authority, "127.0.0.1");
    let home = with_keys_of(&sandbox);
    let another = home.file("another.pem", Authority::new("Another CA").pem());
    add(&home, &sandbox, sandbox.endpoint(), &["--ca", &another]).ended(0);
    let untrusted = words(&sandbox, &home);
    assert!(
        sandbox.requests().is_empty(),
        "nothing was sent to whom nobody trusts"
    );
    home.run(&["connections", "remove", "Office"]).ended(0);
    let ca = home.file("carrier.pem", authority.pem());
    add(&home, &sandbox, sandbox.endpoint(), &["--ca", &ca]).ended(0);
    let trusted = words(&sandbox, &home);
    insta::assert_snapshot!([untrusted, trusted].join("\n"));
}

#[test]
fn a_proxy_that_inspects_tls_is_named_and_works_once_its_ca_is_given() {
    let company = Authority::new("Corp Inspection CA");
    let sandbox = tls(&company, "drive.example");
    let tunnel = Tunnel::to(sandbox.port(), None);
    let home = with_keys_of(&sandbox);
    let proxy = tunnel.url();
    let another = home.file("another.pem", Authority::new("Another CA").pem());
    add(
        &home,
        &sandbox,
        HOST,
        &["--proxy", &proxy, "--ca", &another],
    )
    .ended(0);
    let untrusted = words(&sandbox, &home);
    home.run(&["connections", "remove", "Office"]).ended(0);
    let ca = home.file("corp.pem", company.pem());
    add(&home, &sandbox, HOST, &["--proxy", &proxy, "--ca", &ca]).ended(0);
    let trusted = words(&sandbox, &home);
    assert!(tunnel.let_through() >= 2);
    insta::assert_snapshot!([untrusted, trusted].join("\n"));
    let sheet = home.file("users.csv", whole_program_tests::job::sheet_of(2));
    home.run(&["submit", &sheet, "--yes", "--wait"]).ended(0);
    assert_eq!(
        sandbox.tasks().len(),
        1,
        "and a submission goes the same way"
    );
}

#[test]
fn a_proxy_with_a_password_is_told_from_one_that_is_not_there() {
    let company = Authority::new("Corp Inspection CA");
    let sandbox = tls(&company, "drive.example");
    // "ana:geheim"
    let tunnel = Tunnel::to(sandbox.port(), Some("YW5hOmdlaGVpbQ=="));
    let home = with_keys_of(&sandbox);
    let ca = home.file("corp.pem", company.pem());
    add(
        &home,
        &sandbox,
        HOST,
        &["--proxy", &tunnel.url(), "--ca", &ca],
    )
    .ended(0);
    let without = words(&sandbox, &home);
    let home = home
        .with("KOODRIVE_PROXY_USER", "ana")
        .with("KOODRIVE_PROXY_PASSWORD", "geheim");
    let with = words(&sandbox, &home);
    assert!(!with.contains("geheim"));
    let gone = with_keys_of(&sandbox);
    add(
        &gone,
        &sandbox,
        HOST,
        &["--proxy", "http://127.0.0.1:9", "--ca", &ca],
    )
    .ended(0);
    let gone = words(&sandbox, &gone);
    insta::assert_snapshot!([without, with, gone].join("\n"));
}

#[test]
fn json_has_the_same_steps() {
    let sandbox = service();
    let home = home_of(&sandbox);
    let works = home
        .run(&["connections", "test", "Office", "--json"])
        .ended(0)
        .json();
    assert_eq!(works["works"], true);
    assert_eq!(works["part"], serde_json::Value::Null);
    assert_eq!(works["clock_ahead_seconds"], 0);
    assert_eq!(works["trace_ids"][0].as_str().unwrap().len(), 58);
    let steps = works["steps"].as_array().unwrap();
    let parts: Vec<&str> = steps
        .iter()
        .map(|step| step["part"].as_str().unwrap())
        .collect();
    assert_eq!(
        parts,
        [
            "address",
            "proxy",
            "dns",
            "tcp",
            "tls",
            "service",
            "clock",
            "signature",
            "user_id",
            "permission"
        ]
    );
    let wrong = home.with("KOODRIVE_SK", "wrong");
    let fails = wrong
        .run(&["connections", "test", "Office", "--json"])
        .ended(1)
        .json();
    assert_eq!(
        (&fails["works"], &fails["part"]),
        (&false.into(), &"signature".into())
    );
    assert_eq!(fails["code"], "credentials");
    assert!(
        fails["hint"].as_str().unwrap().contains("AK and SK"),
        "{fails}"
    );
}

/// A sandbox with known keys, so that nothing of them can be in what is said.
#[test]
fn no_key_is_in_what_is_said() {
    let keys = PracticeKeys::new("an-access-key-of-a-person", "a-secret-key");
    let sandbox = service_with(SandboxSettings {
        keys: Some(keys),
        ..SandboxSettings::default()
    });
    let home = connected(Home::new(), &sandbox);
    let wrong = home
        .with("KOODRIVE_AK", "another-access-key")
        .with("KOODRIVE_SK", "typed-secret");
    let said = test(&wrong).said();
    for secret in ["another-access-key", "typed-secret"] {
        assert!(!said.contains(secret), "{said}");
    }
}
