//! The paths the sandbox answers on: the service's two, and its own under `/sandbox/`.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, Request, State};
use axum::http::header::{CONTENT_TYPE, DATE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, map_response_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

use crate::refusal::Refusal;
use crate::site::Site;
use crate::visit::Visit;
use crate::wire::Line;
use crate::{FaultRule, Kind, answer, clock};

const CREATE: &str = "/koodrive/ose/v1/user/batchRegister/create";
const QUERY: &str = "/koodrive/ose/v1/user/batchRegister/get";

pub(crate) fn router(site: &Arc<Site>) -> Router {
    let date = map_response_with_state(Arc::clone(site), with_date);
    let control = Router::new()
        .route("/sandbox/requests", get(requests))
        .route("/sandbox/tasks", get(tasks))
        .route("/sandbox/users", get(users))
        .route("/sandbox/faults", post(add_fault).delete(clear_faults))
        .route("/sandbox/finish", post(finish))
        .route_layer(from_fn(programs_only));
    Router::new()
        .route(CREATE, post(create))
        .route(QUERY, get(query))
        .merge(control)
        .fallback(no_such_api)
        .method_not_allowed_fallback(no_such_api)
        .layer(date)
        .with_state(Arc::clone(site))
}

/// Keeps web pages out of the unsigned controls: an admin may practise with a real sheet, and a
/// page in their browser reaches this machine too. Browsers name the page's origin, or, when its
/// host name was made to point here, that name.
async fn programs_only(request: Request, next: Next) -> Response {
    let headers = request.headers();
    if headers.contains_key(ORIGIN) || !names_this_machine(headers) {
        return status(
            StatusCode::FORBIDDEN,
            "for programs of this machine only\n".to_owned(),
        );
    }
    next.run(request).await
}

fn names_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _port)| name);
    matches!(name, "127.0.0.1" | "localhost")
}

/// Every answer shows the service's clock.
async fn with_date(State(site): State<Arc<Site>>, mut response: Response) -> Response {
    let date = clock::http_date(site.clock.now());
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().insert(DATE, date);
    }
    response
}

async fn create(
    State(site): State<Arc<Site>>,
    Extension(line): Extension<Line>,
    request: Request,
) -> Response {
    visit(site, line, Kind::Create, request).await
}

async fn query(
    State(site): State<Arc<Site>>,
    Extension(line): Extension<Line>,
    request: Request,
) -> Response {
    visit(site, line, Kind::Query, request).await
}

/// A visit is a task of its own: like the service, it goes on when the caller hangs up, and ends
/// when the sandbox stops.
async fn visit(site: Arc<Site>, line: Line, kind: Kind, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let visit = Visit::begin(Arc::clone(&site), line.clone(), kind, head);
    let visit = tokio::spawn(async move {
        tokio::select! {
            answer = visit.answer(body) => answer,
            () = site.stopped() => {
                // Before anything is said: nobody hears the answer.
                line.cut();
                status(StatusCode::SERVICE_UNAVAILABLE, String::new())
            }
        }
    });
    let answer = visit.await;
    answer.unwrap_or_else(|why| status(StatusCode::INTERNAL_SERVER_ERROR, why.to_string()))
}

async fn no_such_api(State(site): State<Arc<Site>>) -> Response {
    answer::refused(&Refusal::no_such_api(), site.settings.code_as)
}

async fn requests(State(site): State<Arc<Site>>) -> Response {
    json(&site.state().seen)
}

async fn tasks(State(site): State<Arc<Site>>) -> Response {
    json(&site.state().registry.tasks(Instant::now()))
}

async fn users(State(site): State<Arc<Site>>) -> Response {
    json(&site.state().registry.users(Instant::now()))
}

/// Takes a [`FaultRule`] as JSON.
async fn add_fault(State(site): State<Arc<Site>>, body: Bytes) -> Response {
    match serde_json::from_slice::<FaultRule>(&body) {
        Ok(rule) => {
            site.state().rules.add(rule);
            status(StatusCode::NO_CONTENT, String::new())
        }
        Err(why) => status(StatusCode::BAD_REQUEST, format!("no fault rule: {why}\n")),
    }
}

async fn clear_faults(State(site): State<Arc<Site>>) -> Response {
    site.state().rules.clear();
    status(StatusCode::NO_CONTENT, String::new())
}

/// Works all tasks off.
async fn finish(State(site): State<Arc<Site>>) -> Response {
    site.state().registry.work_off(usize::MAX);
    status(StatusCode::NO_CONTENT, String::new())
}

fn status(code: StatusCode, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = code;
    response
}

fn json(value: &impl Serialize) -> Response {
    let body = serde_json::to_vec(value).expect("the log holds nothing that JSON has not");
    let mut response = Response::new(Body::from(body));
    let content_type = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
