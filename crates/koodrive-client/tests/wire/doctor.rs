//! Connections with one thing wrong each.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use koodrive_client::doctor::{Examination, Finding, Notice, Part, Suspicion, Trouble};
use koodrive_client::{
    Client, ClientSettings, ClockSource, ManualProxy, Proxy, RefusalKind, Scheme, ServiceClock,
    SystemClock, TlsFault,
};
use tokio::net::TcpListener;

use crate::proxy::tunnel_to;
use crate::server::{Reply, Server, answer};
use crate::setup::{client, settings};
use crate::tls::Ca;

fn reply(status: &str, body: &str) -> Reply {
    let date = format!("date: {}", Utc::now().format("%a, %d %b %Y %H:%M:%S GMT"));
    Reply::Bytes(answer(status, &[&date], body))
}

fn no_such_task() -> Reply {
    reply("200 OK", r#"{"code":13000309,"msg":"task does not exist"}"#)
}

fn bad_signature() -> Reply {
    reply(
        "401 Unauthorized",
        r#"{"error_code":"APIGW.0303","error_msg":"verify signature fail, canonicalRequest:GET|"}"#,
    )
}

async fn examine(client: &Client) -> Examination {
    let examination = client.examine().await.unwrap();
    let parts: Vec<_> = examination.steps.iter().map(|step| step.part).collect();
    assert_eq!(parts, Part::ALL, "every part is told of, in order");
    examination
}

/// The part in trouble; all before it are well, all after it are not reached.
fn first_trouble(examination: &Examination) -> (Part, Trouble) {
    let (part, trouble) = examination.trouble().expect("something is wrong");
    let at = examination
        .steps
        .iter()
        .position(|step| step.part == part)
        .unwrap();
    let after = &examination.steps[at + 1..];
    assert!(
        after.iter().all(|step| step.finding == Finding::NotReached),
        "{:?}",
        examination.steps
    );
    let before = &examination.steps[..at];
    assert!(
        before
            .iter()
            .all(|step| step.finding != Finding::NotReached),
        "{:?}",
        examination.steps
    );
    (part, trouble.clone())
}

#[tokio::test]
async fn a_connection_that_works_is_asked_once_and_creates_nothing() {
    let server = Server::new([no_such_task()]).await;
    let examination = examine(&client(&server)).await;
    assert!(examination.works(), "{:?}", examination.steps);
    assert_eq!(examination.finding(Part::Tls), Some(&Finding::NotNeeded));
    assert_eq!(examination.finding(Part::Proxy), Some(&Finding::NotNeeded));
    assert_eq!(
        examination.finding(Part::Signature),
        Some(&Finding::Good("koodrive".into()))
    );
    let words = examination.finding(Part::Service);
    assert!(
        matches!(words, Some(Finding::Notice(Notice::Undocumented(refusal))) if refusal.code == "13000309"),
        "{words:?}"
    );
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].line.starts_with("GET "), "{}", requests[0].line);
    assert_eq!(
        requests[0].header("x-traceid"),
        examination.trace_ids[0].as_str()
    );
}

#[tokio::test]
async fn a_dead_port_and_a_wrong_name_are_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(
        first_trouble(&examine(&Client::new(settings(&gone)).unwrap()).await).0,
        Part::Tcp
    );
    let wrong = Client::new(settings("https://nonexistent.invalid")).unwrap();
    assert_eq!(first_trouble(&examine(&wrong).await).0, Part::Dns);
}

#[tokio::test]
async fn a_wrong_key_is_tried_with_the_other_scheme_too() {
    let server = Server::new([bad_signature()]).await;
    let examination = examine(&client(&server)).await;
    let (part, trouble) = first_trouble(&examination);
    assert_eq!(part, Part::Signature);
    assert!(
        matches!(trouble, Trouble::Refused(refusal) if refusal.kind == RefusalKind::Credentials)
    );
    let schemes: Vec<_> = server
        .requests()
        .iter()
        .map(|r| r.header("authorization")[..4].to_owned())
        .collect();
    assert_eq!(schemes, ["HMAC", "SDK-"]);
    assert_eq!(examination.trace_ids.len(), 2);
}

#[tokio::test]
async fn a_wrong_scheme_is_told_with_the_right_one() {
    let server = Server::new([bad_signature(), no_such_task()]).await;
    let (part, trouble) = first_trouble(&examine(&client(&server)).await);
    assert_eq!(
        (part, trouble),
        (
            Part::Signature,
            Trouble::OtherScheme {
                scheme: Scheme::Gateway
            }
        )
    );
}

#[tokio::test]
async fn user_id_and_permission_have_their_own_steps() {
    let user = reply(
        "401 Unauthorized",
        r#"{"error_code":"APIGW.0303","error_msg":"user not found, X-User-Id 15"}"#,
    );
    let server = Server::new([user]).await;
    assert_eq!(
        first_trouble(&examine(&client(&server)).await).0,
        Part::UserId
    );
    let forbidden = reply(
        "403 Forbidden",
        r#"{"error_code":"APIGW.0306","error_msg":"API access denied"}"#,
    );
    let server = Server::new([forbidden]).await;
    assert_eq!(
        first_trouble(&examine(&client(&server)).await).0,
        Part::Permission
    );
}

#[tokio::test]
async fn what_is_not_the_service_is_told() {
    for other in [
        reply("200 OK", "<html>router login</html>"),
        reply("404 Not Found", ""),
        reply("502 Bad Gateway", ""),
    ] {
        let server = Server::new([other]).await;
        assert_eq!(
            first_trouble(&examine(&client(&server)).await).0,
            Part::Service
        );
    }
}

struct Wrong(TimeDelta);

impl ClockSource for Wrong {
    fn wall(&self) -> DateTime<Utc> {
        Utc::now() + self.0
    }

    fn steady(&self) -> Duration {
        SystemClock.steady()
    }
}

#[tokio::test]
async fn a_wrong_clock_is_measured_and_does_no_harm() {
    let server = Server::new([bad_signature(), no_such_task()]).await;
    let clock = ServiceClock::new(Wrong(TimeDelta::minutes(20)));
    let client =
        Client::with_clock(settings(&format!("http://{}", server.address)), clock).unwrap();
    let examination = examine(&client).await;
    assert!(examination.works(), "{:?}", examination.steps);
    match examination.finding(Part::Clock) {
        Some(Finding::Notice(Notice::ClockOff(offset))) => {
            assert!(
                (*offset + TimeDelta::minutes(20)).abs() < TimeDelta::seconds(2),
                "{offset}"
            );
        }
        other => panic!("{other:?}"),
    }
}

fn certificate(examination: &Examination) -> (TlsFault, String, Suspicion) {
    match first_trouble(examination) {
        (
            Part::Tls,
            Trouble::Certificate {
                fault,
                issuer,
                suspicion,
            },
        ) => (fault, issuer.unwrap(), suspicion),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_site_with_its_own_ca_works_once_the_ca_is_given() {
    let ca = Ca::new("Carrier CA");
    let server = Server::tls([no_such_task()], ca.acceptor("localhost")).await;
    let mut settings = settings(&format!("https://localhost:{}", server.address.port()));
    settings.extra_ca = Ca::new("Another CA").extra();
    let untrusted = examine(&Client::new(settings.clone()).unwrap()).await;
    assert_eq!(
        certificate(&untrusted),
        (
            TlsFault::UnknownIssuer,
            "CN=Carrier CA".into(),
            Suspicion::PrivateCa
        )
    );
    settings.extra_ca = ca.extra();
    let trusted = examine(&Client::new(settings).unwrap()).await;
    assert!(trusted.works(), "{:?}", trusted.steps);
    assert_eq!(
        trusted.finding(Part::Tls),
        Some(&Finding::Good("CN=Carrier CA".into()))
    );
}

#[tokio::test]
async fn a_proxy_that_opens_tls_is_suspected_and_works_once_its_ca_is_given() {
    let ca = Ca::new("Corp Inspection CA");
    let inspecting = Server::tls([no_such_task()], ca.acceptor("drive.example")).await;
    let through = |proxy: std::net::SocketAddr, extra_ca| ClientSettings {
        proxy: Proxy::Manual(ManualProxy::parse(&proxy.to_string(), None).unwrap()),
        extra_ca,
        ..settings("https://drive.example")
    };
    let stranger = Ca::new("Another CA").extra();
    let settings = through(tunnel_to(inspecting.address, None).await, stranger);
    let untrusted = examine(&Client::new(settings).unwrap()).await;
    assert_eq!(
        certificate(&untrusted),
        (
            TlsFault::UnknownIssuer,
            "CN=Corp Inspection CA".into(),
            Suspicion::Inspection
        )
    );
    let settings = through(tunnel_to(inspecting.address, None).await, ca.extra());
    let trusted = examine(&Client::new(settings).unwrap()).await;
    assert!(trusted.works(), "{:?}", trusted.steps);
    assert_eq!(
        trusted.finding(Part::Dns),
        Some(&Finding::NotNeeded),
        "the proxy looks the name up"
    );
    assert!(
        matches!(trusted.finding(Part::Proxy), Some(Finding::Good(proxy)) if proxy.starts_with("http://127.0.0.1:"))
    );
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_is_in_trouble_itself() {
    let proxy = Server::new([Reply::Bytes(answer(
        "407 Proxy Authentication Required",
        &[],
        "",
    ))])
    .await;
    let manual = ManualProxy::parse(&proxy.address.to_string(), None).unwrap();
    let settings = ClientSettings {
        proxy: Proxy::Manual(manual),
        ..settings("https://drive.example")
    };
    assert_eq!(
        first_trouble(&examine(&Client::new(settings).unwrap()).await).0,
        Part::Proxy
    );
}
