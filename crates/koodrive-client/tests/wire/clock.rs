//! A workstation with a wrong clock, and a service that refuses what is signed in its future or too long ago.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use koodrive_client::{Client, ClockSource, ServiceClock, SystemClock, Verdict};

use crate::server::{Reply, SUCCESS, Server, answer};
use crate::setup::{create, settings};

struct Wrong(TimeDelta);

impl ClockSource for Wrong {
    fn wall(&self) -> DateTime<Utc> {
        Utc::now() + self.0
    }

    fn steady(&self) -> Duration {
        SystemClock.steady()
    }
}

fn date() -> String {
    format!("date: {}", Utc::now().format("%a, %d %b %Y %H:%M:%S GMT"))
}

fn refusal() -> Reply {
    let body =
        r#"{"error_code":"APIGW.0303","error_msg":"Incorrect app authentication information"}"#;
    Reply::Bytes(answer("401 Unauthorized", &[&date()], body))
}

#[tokio::test]
async fn a_refusal_for_its_time_teaches_the_clock() {
    for seconds in [20 * 60, -20 * 60, 3] {
        let accepted = Reply::Bytes(answer("200 OK", &[&date()], SUCCESS));
        let server = Server::new([refusal(), accepted]).await;
        let clock = ServiceClock::new(Wrong(TimeDelta::seconds(seconds)));
        let client =
            Client::with_clock(settings(&format!("http://{}", server.address)), clock).unwrap();

        match create(&client).await.verdict {
            Verdict::Refused(refusal) => assert!(refusal.is_clock(), "{seconds} s: {refusal:?}"),
            other => panic!("{seconds} s: {other:?}"),
        }
        let second = create(&client).await;
        assert!(matches!(second.verdict, Verdict::Accepted(_)));
        let age = Utc::now() - second.exchange.x_date.time();
        assert!(
            age > TimeDelta::zero() && age < TimeDelta::seconds(30),
            "{seconds} s: {age}"
        );
        let offset = client.clock().offset().unwrap();
        assert!(
            (offset + TimeDelta::seconds(seconds)).abs() < TimeDelta::seconds(2),
            "{seconds} s: {offset}"
        );
    }
}

#[tokio::test]
async fn the_gateway_s_words_teach_it_where_there_is_no_date_header() {
    let stamp = Utc::now().format("%Y%m%dT%H%M%SZ");
    let body = format!(
        r#"{{"error_code":"APIGW.0303","error_msg":"signature expired, signature time:20230527T000431Z,server time:{stamp}"}}"#
    );
    let server = Server::new([Reply::Bytes(answer("401 Unauthorized", &[], &body))]).await;
    let clock = ServiceClock::new(Wrong(TimeDelta::hours(-5)));
    let client =
        Client::with_clock(settings(&format!("http://{}", server.address)), clock).unwrap();
    assert!(
        matches!(create(&client).await.verdict, Verdict::Refused(refusal) if refusal.is_clock())
    );
    let offset = client.clock().offset().unwrap();
    assert!(
        (offset - TimeDelta::hours(5)).abs() < TimeDelta::seconds(10),
        "{offset}"
    );
}
