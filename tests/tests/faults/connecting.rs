//! Faults before the first byte: nothing was sent, nothing is lost.

use koodrive_sandbox::{Sandbox, SandboxSettings};
use whole_program_tests::Home;
use whole_program_tests::authority::Authority;
use whole_program_tests::books::Books;
use whole_program_tests::job::{
    RECOVERY_CODE, RECOVERY_CODE_VARIABLE, phones_of, service, service_with,
};

use crate::scene::submit;
use crate::screen::shown;

/// Submits over this connection; nothing may have come of it.
fn nothing_sent(sandbox: &Sandbox, endpoint: &str, more: &[&str]) -> String {
    let home = Home::new()
        .with(RECOVERY_CODE_VARIABLE, RECOVERY_CODE)
        .with("KOODRIVE_AK", sandbox.access_key())
        .with("KOODRIVE_SK", sandbox.secret_key());
    let ca = home.file("another.pem", Authority::new("Another CA").pem());
    let add = [
        "connections",
        "add",
        "Office",
        "--endpoint",
        endpoint,
        "--ca",
        &*ca,
    ];
    let user = ["--user-id", sandbox.user_id()];
    home.run(&[&add[..], &user, more].concat()).ended(0);
    let said = submit(&home);
    let books = Books::of(&home, "1");
    books.assert_everyone_is_in_one_place(&phones_of(4));
    assert_eq!(books.count("waiting"), 4, "{said}");
    assert!(sandbox.requests().is_empty());
    said + &shown(&home)
}

fn secure() -> Sandbox {
    service_with(SandboxSettings {
        tls: Some(Authority::new("Carrier CA").identity("127.0.0.1")),
        ..SandboxSettings::default()
    })
}

#[test]
fn connection_refused() {
    let sandbox = service();
    sandbox.close_door();
    insta::assert_snapshot!(nothing_sent(&sandbox, sandbox.endpoint(), &[]));
}

#[test]
fn a_host_that_is_not_found() {
    let sandbox = service();
    let direct = ["--proxy", "none"];
    insta::assert_snapshot!(nothing_sent(
        &sandbox,
        "https://no-such-host.invalid",
        &direct
    ));
}

#[test]
fn a_certificate_of_an_unknown_ca() {
    let sandbox = secure();
    insta::assert_snapshot!(nothing_sent(&sandbox, sandbox.endpoint(), &[]));
}

#[test]
fn a_time_out_before_the_connection_stands() {
    let sandbox = secure();
    sandbox.stall_door().unwrap();
    insta::assert_snapshot!(nothing_sent(&sandbox, sandbox.endpoint(), &[]));
}

#[test]
fn a_proxy_that_is_not_there() {
    let sandbox = service();
    let proxy = ["--proxy", "http://127.0.0.1:9"];
    insta::assert_snapshot!(nothing_sent(&sandbox, "https://drive.example", &proxy));
}
