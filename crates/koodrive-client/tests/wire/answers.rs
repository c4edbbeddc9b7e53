//! Answers over a real connection; what they mean is tested beside `judge`.

use koodrive_client::{
    AnswerCap, Client, ClientSettings, NotProcessedKind, RefusalKind, UnknownKind, Verdict,
};

use crate::server::{Reply, SUCCESS, Server, answer, success};
use crate::setup::{client, create, impatient, not_processed, query, settings, unknown};

#[tokio::test]
async fn each_answer_is_asked_for_once() {
    for status in [
        "200 OK",
        "302 Found",
        "400 Bad Request",
        "429 Too Many Requests",
        "500 Oops",
        "503 Unavailable",
    ] {
        let server = Server::new([Reply::Bytes(answer(status, &["retry-after: 0"], ""))]).await;
        let client = client(&server);
        create(&client).await;
        query(&client).await;
        assert_eq!(
            server.requests().len(),
            2,
            "{status}: one create and one query"
        );
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let target = Server::new([success()]).await;
    let location = format!("location: http://{}/koodrive", target.address);
    for status in [
        "301 Moved",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let server = Server::new([Reply::Bytes(answer(status, &[&location], ""))]).await;
        let kind = unknown(create(&client(&server)).await);
        assert_eq!(
            kind,
            UnknownKind::Redirected {
                to: Some("127.0.0.1".into())
            },
            "{status}"
        );
    }
    assert!(
        target.requests().is_empty(),
        "passwords went to another host"
    );
}

#[tokio::test]
async fn an_endless_answer_is_given_up() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 52428800\r\n\r\n".to_vec();
    let server = Server::new([Reply::Endless(head)]).await;
    let settings = ClientSettings {
        answer_cap: AnswerCap(1_000_000),
        ..settings(&format!("http://{}", server.address))
    };
    let kind = unknown(create(&Client::new(settings).unwrap()).await);
    assert_eq!(kind, UnknownKind::TooLarge { cap: 1_000_000 });
}

#[tokio::test]
async fn an_answer_cut_short_is_unreadable() {
    for body in ["", r#"{"data":"1893"#] {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: 54\r\n\r\n{body}");
        let server = Server::new([Reply::Bytes(head.into_bytes())]).await;
        assert_eq!(
            unknown(create(&client(&server)).await),
            UnknownKind::Unreadable,
            "{body}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_never_ends_is_timed_out() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 54\r\n\r\n{".to_vec();
    let server = Server::new([Reply::Stall(head)]).await;
    let client = impatient(&format!("http://{}", server.address));
    let answer = create(&client).await;
    assert_eq!(answer.exchange.status, Some(200));
    assert_eq!(unknown(answer), UnknownKind::TimedOut);
}

#[tokio::test]
async fn a_status_decides_even_when_its_body_is_cut() {
    let cut = |status| {
        Reply::Bytes(format!("HTTP/1.1 {status}\r\ncontent-length: 54\r\n\r\n<").into_bytes())
    };
    let throttled = Server::new([cut("429 Too Many Requests")]).await;
    assert_eq!(
        not_processed(create(&client(&throttled)).await),
        NotProcessedKind::Throttled
    );
    let refused = Server::new([cut("403 Forbidden")]).await;
    match create(&client(&refused)).await.verdict {
        Verdict::Refused(refusal) => assert_eq!(refusal.kind, RefusalKind::Permission),
        other => panic!("{other:?}"),
    }
    let unavailable = Server::new([cut("503 Unavailable")]).await;
    let kind = unknown(create(&client(&unavailable)).await);
    assert_eq!(
        kind,
        UnknownKind::ServerError { status: 503 },
        "the rest might have been the service's own"
    );
}

#[tokio::test]
async fn the_facts_for_support_are_kept() {
    let headers = [
        "date: Thu, 16 Apr 2026 08:00:00 GMT",
        "x-request-id: a5322eb8",
    ];
    let server = Server::new([Reply::Bytes(answer("200 OK", &headers, SUCCESS))]).await;
    let exchange = create(&client(&server)).await.exchange;
    assert_eq!(exchange.request_id.as_deref(), Some("a5322eb8"));
    assert_eq!(
        exchange.service_date,
        Some("2026-04-16T08:00:00Z".parse().unwrap())
    );
    assert!(!exchange.duration.is_zero());
}
