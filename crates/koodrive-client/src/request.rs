//! A signed request, ready to go.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderValue, Method};

use crate::answer::{
    Answer, Exchange, Heard, ReadBody, ReadData, Verdict, date_header, judge, judge_transport,
};
use crate::signing::{Signing, canonical_query};
use crate::{Client, ClientSettings, CreateBody, Scheme, TraceId, XDate};

/// One of the service's two calls, without who makes it and when.
pub(crate) struct Call<'a> {
    method: Method,
    path: &'static str,
    query: &'a [(&'a str, &'a str)],
    body: Bytes,
}

impl Call<'_> {
    /// What it is called in the log.
    fn name(&self) -> &'static str {
        if self.method == Method::POST {
            "create"
        } else {
            "query"
        }
    }
}

impl<'a> Call<'a> {
    pub(crate) fn create(body: &CreateBody) -> Self {
        let path = "/koodrive/ose/v1/user/batchRegister/create";
        Self {
            method: Method::POST,
            path,
            query: &[],
            body: body.shared_bytes(),
        }
    }

    pub(crate) fn query(query: &'a [(&'a str, &'a str)]) -> Self {
        let path = "/koodrive/ose/v1/user/batchRegister/get";
        Self {
            method: Method::GET,
            path,
            query,
            body: Bytes::new(),
        }
    }
}

/// A request that is signed but not sent. Send it soon: its time is good for 15 minutes, and the service checks it.
#[must_use = "a prepared request does nothing until it is sent"]
pub struct PreparedRequest<T> {
    request: reqwest::Request,
    attempt: Attempt<T>,
}

/// All of a request that is still needed when the request itself is on its way.
struct Attempt<T> {
    call: &'static str,
    client: Client,
    trace_id: TraceId,
    x_date: XDate,
    read: ReadData<T>,
}

impl<T> PreparedRequest<T> {
    pub(crate) fn new(
        client: &Client,
        trace_id: &TraceId,
        call: &Call<'_>,
        read: ReadData<T>,
    ) -> Self {
        let x_date = client.clock().x_date();
        let request = signed(client, trace_id, call, x_date);
        Self {
            request,
            attempt: Attempt {
                call: call.name(),
                client: client.clone(),
                trace_id: trace_id.clone(),
                x_date,
                read,
            },
        }
    }

    /// The time it is signed with.
    pub fn x_date(&self) -> XDate {
        self.attempt.x_date
    }

    /// The trace ID it carries.
    pub fn trace_id(&self) -> &TraceId {
        &self.attempt.trace_id
    }

    /// Sends it, once, and waits for what becomes of it.
    ///
    /// Whoever drops this future before it is done knows nothing about the request: for a `create`, that is *unknown*.
    pub async fn send(self) -> Answer<T> {
        let Self { request, attempt } = self;
        let sent = attempt.client.clock().steady();
        let arrival = match attempt.client.http(request.method()).execute(request).await {
            Ok(response) => attempt.receive(response, sent).await,
            Err(error) => Arrival::nothing(judge_transport(&error)),
        };
        attempt.answer(arrival, sent)
    }
}

impl<T> Attempt<T> {
    async fn receive(&self, response: reqwest::Response, sent: Duration) -> Arrival<T> {
        let settings = self.client.settings();
        let (status, headers) = (response.status(), response.headers().clone());
        let received = self.client.clock().steady();
        let body = ReadBody::of(response, settings.answer_cap).await;
        let date = date_header(&headers);
        let heard = Heard {
            status,
            headers: &headers,
            body: &body,
            x_date: self.x_date,
            date,
            access_key: &settings.credentials.access_key,
        };
        let judged = judge(&heard, &self.read);
        let arrival = Arrival {
            status: Some(status.as_u16()),
            service_date: date.or(judged.date_in_message),
            request_id: request_id(&headers).or(judged.request_id),
            verdict: judged.verdict,
        };
        if let Some(date) = arrival.service_date {
            self.client.clock().learn(date, sent, received);
        }
        arrival
    }

    fn answer(self, arrival: Arrival<T>, sent: Duration) -> Answer<T> {
        let exchange = Exchange {
            trace_id: self.trace_id,
            x_date: self.x_date,
            status: arrival.status,
            duration: self.client.clock().steady().saturating_sub(sent),
            service_date: arrival.service_date,
            request_id: arrival.request_id,
        };
        log(self.call, &exchange, &arrival.verdict);
        Answer {
            exchange,
            verdict: arrival.verdict,
        }
    }
}

impl<T> fmt::Debug for PreparedRequest<T> {
    /// Without the request: it holds a signature and a body full of passwords.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedRequest")
            .field("trace_id", &self.attempt.trace_id)
            .field("x_date", &self.attempt.x_date)
            .finish_non_exhaustive()
    }
}

struct Arrival<T> {
    status: Option<u16>,
    service_date: Option<DateTime<Utc>>,
    request_id: Option<String>,
    verdict: Verdict<T>,
}

impl<T> Arrival<T> {
    fn nothing(verdict: Verdict<T>) -> Self {
        Self {
            status: None,
            service_date: None,
            request_id: None,
            verdict,
        }
    }
}

fn log<T>(call: &str, exchange: &Exchange, verdict: &Verdict<T>) {
    tracing::info!(
        call,
        trace_id = %exchange.trace_id,
        x_date = %exchange.x_date,
        status = exchange.status,
        request_id = exchange.request_id,
        duration_ms = u64::try_from(exchange.duration.as_millis()).unwrap_or(u64::MAX),
        verdict = verdict.name(),
        code = verdict.code(),
        "a request came to its end"
    );
}

fn signed(client: &Client, trace_id: &TraceId, call: &Call<'_>, x_date: XDate) -> reqwest::Request {
    let url = client
        .settings()
        .endpoint
        .url(call.path, &canonical_query(call.query));
    let mut request = reqwest::Request::new(call.method.clone(), url);
    *request.headers_mut() = headers(client.settings(), trace_id, call, x_date);
    if !call.body.is_empty() {
        *request.body_mut() = Some(call.body.clone().into());
    }
    request
}

/// The headers of the service page, "Request headers", and the one more that the gateway's scheme signs.
fn headers(
    settings: &ClientSettings,
    trace_id: &TraceId,
    call: &Call<'_>,
    x_date: XDate,
) -> HeaderMap {
    let host = settings.endpoint.host();
    let signing = Signing {
        scheme: settings.scheme,
        credentials: &settings.credentials,
        user_id: &settings.user_id,
        x_date,
        method: &call.method,
        host: &host,
        path: call.path,
        query: call.query,
        body: &call.body,
    };
    let x_date = value(&x_date.to_string());
    let mut headers = HeaderMap::new();
    headers.insert(HOST, value(&host));
    headers.insert("x-date", x_date.clone());
    headers.insert("x-user-id", value(settings.user_id.as_str()));
    headers.insert("x-traceid", value(trace_id.as_str()));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if settings.scheme == Scheme::Gateway {
        headers.insert("x-sdk-date", x_date);
    }
    headers.insert(AUTHORIZATION, sensitive(value(&signing.authorization())));
    headers
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text)
        .expect("keys, IDs and hosts are visible ASCII, which their types have checked")
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

fn request_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get("x-request-id")?.to_str().ok()?;
    Some(id.chars().take(200).collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::Value;

    use super::*;
    use crate::{
        AccessKey, ClockSource, Credentials, Cursor, Endpoint, NewUser, PageSize, SecretKey,
        ServiceClock, TaskId, UserId, UserPassword,
    };

    /// A clock that stands still where the vectors were made.
    struct Standing(DateTime<Utc>);

    impl ClockSource for Standing {
        fn wall(&self) -> DateTime<Utc> {
            self.0 + ServiceClock::MARGIN + TimeDelta::milliseconds(999)
        }

        fn steady(&self) -> Duration {
            Duration::ZERO
        }
    }

    fn vector(name: &str, scheme: Scheme) -> Value {
        let vectors: Vec<Value> =
            serde_json::from_str(include_str!("../tests/signing-vectors.json")).unwrap();
        let wanted = |vector: &Value| vector["name"] == name && vector["scheme"] == scheme.name();
        vectors.into_iter().find(wanted).unwrap()
    }

    fn client(vector: &Value, scheme: Scheme) -> Client {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let credentials = Credentials {
            access_key: AccessKey::parse(&text(&vector["access_key"])).unwrap(),
            secret_key: SecretKey::parse(&text(&vector["secret_key"])).unwrap(),
        };
        let endpoint = Endpoint::parse(&format!("https://{}", text(&vector["host"]))).unwrap();
        let user_id = UserId::parse(&text(&vector["headers"]["X-User-Id"])).unwrap();
        let x_date = XDate::parse(&text(&vector["headers"]["X-Date"])).unwrap();
        let settings = ClientSettings::new(endpoint, user_id, scheme, credentials);
        Client::with_clock(settings, ServiceClock::new(Standing(x_date.time()))).unwrap()
    }

    fn check<T>(prepared: &PreparedRequest<T>, vector: &Value) {
        let headers = prepared.request.headers();
        for (name, value) in vector["headers"].as_object().unwrap() {
            assert_eq!(headers[name.as_str()], value.as_str().unwrap(), "{name}");
        }
        assert_eq!(
            headers[AUTHORIZATION],
            vector["authorization"].as_str().unwrap()
        );
        assert!(headers[AUTHORIZATION].is_sensitive());
        assert_eq!(
            prepared.request.url().path(),
            vector["path"].as_str().unwrap()
        );
    }

    #[test]
    fn a_query_is_signed_as_the_vectors_say() {
        for scheme in Scheme::ALL {
            let vector = vector("get-with-query", scheme);
            let task_id = TaskId::parse("1882735962480556672").unwrap();
            let trace_id = TraceId::generate(&mut rand::rng());
            let client = client(&vector, scheme);
            let prepared =
                client.prepare_query(&task_id, &Cursor::first(), PageSize::MIN, &trace_id);
            check(&prepared, &vector);
            assert_eq!(
                prepared.request.url().query(),
                vector["canonical_query"].as_str()
            );
        }
    }

    #[test]
    fn a_create_is_signed_as_the_vectors_say() {
        let user = |name: &str, phone: &str, email: &str, password: &str| NewUser {
            firstname: name.into(),
            surname: Some(name.into()),
            phone: phone.into(),
            email: Some(email.into()),
            password: Some(UserPassword::new(password)),
        };
        let users = [
            user("1204", "1884609076404", "1024@12.com", "Q!@1assword"),
            user("1205", "1884609076405", "1052@12.com", "paO2*ssword"),
        ];
        for scheme in Scheme::ALL {
            let vector = vector("create-seed-example", scheme);
            let trace_id = TraceId::generate(&mut rand::rng());
            let body = CreateBody::new(&users).unwrap();
            let prepared = client(&vector, scheme).prepare_create(&body, &trace_id);
            check(&prepared, &vector);
            let sent = prepared.request.body().unwrap().as_bytes().unwrap();
            assert_eq!(sent, vector["body"].as_str().unwrap().as_bytes());
        }
    }

    #[test]
    fn debug_shows_neither_signature_nor_users() {
        let vector = vector("create-seed-example", Scheme::KooDrive);
        let user = NewUser {
            firstname: "Zoë".into(),
            phone: "0027188460901".into(),
            ..NewUser::default()
        };
        let body = CreateBody::new(&[user]).unwrap();
        let trace_id = TraceId::generate(&mut rand::rng());
        let prepared = client(&vector, Scheme::KooDrive).prepare_create(&body, &trace_id);
        let expected = format!(
            "PreparedRequest {{ trace_id: {trace_id:?}, x_date: {:?}, .. }}",
            prepared.x_date()
        );
        assert_eq!(format!("{prepared:?}"), expected);
    }
}
