//! What leaves the machine.

use koodrive_client::{
    Client, ClientSettings, Cursor, NewUser, PageSize, Scheme, TaskId, UserPassword, Verdict, XDate,
};

use crate::server::{Reply, SUCCESS, Server, answer, success};
use crate::setup::{client, create, query, settings, trace_id};

#[tokio::test]
async fn a_create_carries_every_header_of_the_service_page() {
    let server = Server::new([success()]).await;
    let client = client(&server);
    let user = NewUser {
        firstname: "Zoë".into(),
        phone: "0027188460901".into(),
        password: Some(UserPassword::new("Q!@1assword")),
        ..NewUser::default()
    };
    let body = koodrive_client::CreateBody::new(&[user]).unwrap();
    let trace_id = trace_id();
    let prepared = client.prepare_create(&body, &trace_id);
    assert!(server.requests().is_empty(), "preparing sends nothing");
    let x_date = prepared.x_date();
    let answer = prepared.send().await;

    assert_eq!(
        answer.verdict,
        Verdict::Accepted(TaskId::parse("1893596414966089600").unwrap())
    );
    assert_eq!(
        (answer.exchange.x_date, &answer.exchange.trace_id),
        (x_date, &trace_id)
    );
    assert_eq!(answer.exchange.status, Some(200));

    let request = &server.requests()[0];
    assert_eq!(
        request.line,
        "POST /koodrive/ose/v1/user/batchRegister/create HTTP/1.1"
    );
    assert_eq!(request.header("host"), server.address.to_string());
    assert_eq!(request.header("x-date"), x_date.to_string());
    assert_eq!(request.header("x-user-id"), "1505084218764547200");
    assert_eq!(request.header("x-traceid"), trace_id.as_str());
    assert_eq!(request.header("content-type"), "application/json");
    assert_eq!(request.body, body.bytes());
    let authorization = request.header("authorization");
    let expected = "HMAC-SHA256 AppId=a378331eca141163119eb602adb67b78,SignedHeaders=host;x-date;x-user-id,Signature=";
    assert!(authorization.starts_with(expected), "{authorization}");
    assert!(request.headers.iter().all(|(name, _)| name != "x-sdk-date"));
}

#[tokio::test]
async fn the_gateway_s_scheme_sends_its_own_date_too() {
    let server = Server::new([success()]).await;
    let settings = settings(&format!("http://{}", server.address));
    let client = Client::new(ClientSettings {
        scheme: Scheme::Gateway,
        ..settings
    })
    .unwrap();
    create(&client).await;
    let request = &server.requests()[0];
    assert_eq!(request.header("x-sdk-date"), request.header("x-date"));
    let authorization = request.header("authorization");
    assert!(
        authorization.starts_with("SDK-HMAC-SHA256 Access=a378331eca141163119eb602adb67b78, "),
        "{authorization}"
    );
}

#[tokio::test]
async fn a_query_sends_its_parameters_as_they_are_signed() {
    let server = Server::new([success()]).await;
    let task_id = TaskId::parse("18/27+35").unwrap();
    client(&server)
        .query(
            &task_id,
            &Cursor::first(),
            PageSize::new(7).unwrap(),
            &trace_id(),
        )
        .await;
    let request = &server.requests()[0];
    assert_eq!(
        request.line,
        "GET /koodrive/ose/v1/user/batchRegister/get?cursor=0&pageSize=7&taskId=18%2F27%2B35 HTTP/1.1"
    );
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn a_page_that_leads_back_to_itself_is_the_last() {
    let page = r#"{"data":{"nextPageCursor":"0","registerList":[{"phone":"1"}]},"code":0}"#;
    let server = Server::new([Reply::Bytes(answer("200 OK", &[], page))]).await;
    let page = query(&client(&server)).await.verdict.accepted().unwrap();
    assert_eq!((page.users.len(), page.next), (1, None));
}

#[tokio::test]
async fn creates_never_share_a_connection_and_queries_may() {
    let server = Server::new([Reply::KeepOpen(answer("200 OK", &[], SUCCESS))]).await;
    let client = client(&server);
    for _ in 0..2 {
        assert!(create(&client).await.verdict.accepted().is_some());
    }
    let page = Reply::KeepOpen(answer("200 OK", &[], r#"{"data":{},"code":0}"#));
    let asked = Server::new([page]).await;
    let asking = self::client(&asked);
    for _ in 0..2 {
        assert!(query(&asking).await.verdict.accepted().is_some());
    }
    let connections = |server: &Server| {
        server
            .requests()
            .iter()
            .map(|r| r.connection)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        connections(&server),
        [0, 1],
        "an idle connection may be closed in the moment of sending"
    );
    assert_eq!(connections(&asked), [0, 0]);
}

#[tokio::test]
async fn the_time_is_the_moment_of_preparing() {
    let server = Server::new([success()]).await;
    let before = XDate::new(chrono::Utc::now() - chrono::TimeDelta::seconds(3));
    let answer = create(&client(&server)).await;
    assert!(answer.exchange.x_date >= before);
    assert!(answer.exchange.x_date.time() < chrono::Utc::now());
}
