//! Clients as the tests need them.

use std::time::Duration;

use koodrive_client::{
    AccessKey, Answer, Client, ClientSettings, CreateBody, Credentials, Cursor, Endpoint, NewUser,
    NotProcessedKind, PageSize, Proxy, Scheme, SecretKey, TaskId, TaskPage, Timeouts, TraceId,
    UnknownKind, UserId, Verdict,
};

use crate::server::Server;

pub(crate) fn settings(endpoint: &str) -> ClientSettings {
    let credentials = Credentials {
        access_key: AccessKey::parse("a378331eca141163119eb602adb67b78").unwrap(),
        secret_key: SecretKey::parse("3f0c1d6e-sample-secret/+=~").unwrap(),
    };
    let user_id = UserId::parse("1505084218764547200").unwrap();
    let endpoint = Endpoint::parse(endpoint).unwrap();
    ClientSettings {
        proxy: Proxy::None,
        ..ClientSettings::new(endpoint, user_id, Scheme::KooDrive, credentials)
    }
}

pub(crate) fn client(server: &Server) -> Client {
    Client::new(settings(&format!("http://{}", server.address))).unwrap()
}

/// Gives up soon. The connect time-out is the longer one, so that a busy machine does not mistake one for the other.
pub(crate) fn impatient(endpoint: &str) -> Client {
    let timeouts = Timeouts {
        connect: Duration::from_secs(2),
        answer: Duration::from_millis(200),
    };
    Client::new(ClientSettings {
        timeouts,
        ..settings(endpoint)
    })
    .unwrap()
}

pub(crate) fn trace_id() -> TraceId {
    TraceId::generate(&mut rand::rng())
}

pub(crate) fn body() -> CreateBody {
    let user = NewUser {
        firstname: "Zoë".into(),
        phone: "0027188460901".into(),
        ..NewUser::default()
    };
    CreateBody::new(&[user]).unwrap()
}

pub(crate) async fn create(client: &Client) -> Answer<TaskId> {
    client.create(&body(), &trace_id()).await
}

pub(crate) async fn query(client: &Client) -> Answer<TaskPage> {
    let task_id = TaskId::parse("1882735962480556672").unwrap();
    client
        .query(&task_id, &Cursor::first(), PageSize::MAX, &trace_id())
        .await
}

pub(crate) fn unknown<T: std::fmt::Debug>(answer: Answer<T>) -> UnknownKind {
    match answer.verdict {
        Verdict::Unknown(unknown) => unknown.kind,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn not_processed<T: std::fmt::Debug>(answer: Answer<T>) -> NotProcessedKind {
    match answer.verdict {
        Verdict::NotProcessed(not_processed) => not_processed.kind,
        other => panic!("{other:?}"),
    }
}
