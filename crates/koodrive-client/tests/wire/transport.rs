//! Requests that get no answer: can a byte of them have left?

use koodrive_client::{
    Client, ConnectFault, CreateBody, NewUser, NotProcessedKind, UnknownKind, Verdict,
};
use tokio::net::TcpListener;

use crate::server::{Reply, Server};
use crate::setup::{client, create, impatient, not_processed, query, settings, trace_id, unknown};

#[tokio::test]
async fn a_port_where_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = impatient(&endpoint);
    let answer = create(&client).await;
    assert_eq!(answer.exchange.status, None);
    assert!(!answer.verdict.stops_everything());
    assert_eq!(
        not_processed(answer),
        NotProcessedKind::Connect(ConnectFault::Refused)
    );
    assert_eq!(
        not_processed(query(&client).await),
        NotProcessedKind::Connect(ConnectFault::Refused)
    );
}

#[tokio::test]
async fn a_name_that_does_not_exist() {
    let client = Client::new(settings("https://nonexistent.invalid")).unwrap();
    let answer = create(&client).await;
    assert!(answer.verdict.stops_everything());
    assert_eq!(not_processed(answer), NotProcessedKind::Dns);
}

#[tokio::test]
async fn a_connection_that_never_comes_about() {
    // TCP stands, and the other side never says a word of TLS.
    let server = Server::new([Reply::ReadNothing]).await;
    let answer = create(&impatient(&format!("https://{}", server.address))).await;
    assert_eq!(
        not_processed(answer),
        NotProcessedKind::Connect(ConnectFault::TimedOut)
    );
}

#[tokio::test]
async fn a_server_that_stops_reading_in_the_middle() {
    let server = Server::new([Reply::ReadNothing]).await;
    let long = NewUser {
        firstname: "x".repeat(20_000),
        phone: "1".into(),
        ..NewUser::default()
    };
    let body = CreateBody::new(&vec![long; 1_000]).unwrap();
    let client = impatient(&format!("http://{}", server.address));
    assert_eq!(
        unknown(client.create(&body, &trace_id()).await),
        UnknownKind::TimedOut
    );
}

#[tokio::test]
async fn a_server_that_reads_and_says_nothing() {
    let server = Server::new([Reply::Stall(Vec::new())]).await;
    let client = impatient(&format!("http://{}", server.address));
    assert_eq!(unknown(create(&client).await), UnknownKind::TimedOut);
    assert_eq!(server.requests().len(), 1, "it was sent once");
}

#[tokio::test]
async fn a_connection_cut_after_the_request() {
    let server = Server::new([Reply::Close]).await;
    let client = client(&server);
    assert_eq!(unknown(create(&client).await), UnknownKind::ConnectionLost);
    assert_eq!(unknown(query(&client).await), UnknownKind::ConnectionLost);
    assert_eq!(server.requests().len(), 2, "each was sent once");
}

#[tokio::test]
async fn a_connection_cut_at_once() {
    let server = Server::new([Reply::CloseUnread]).await;
    let verdict = create(&client(&server)).await.verdict;
    assert!(
        matches!(verdict, Verdict::Unknown(_)),
        "nobody can say what was read: {verdict:?}"
    );
}

#[tokio::test]
async fn words_that_are_not_http() {
    let server = Server::new([Reply::Bytes(b"220 smtp.example ESMTP\r\n".to_vec())]).await;
    assert_eq!(
        unknown(create(&client(&server)).await),
        UnknownKind::ConnectionLost
    );
}
