//! The life of one request, and what a fault does to it at each moment.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header::CONNECTION;
use axum::http::request::Parts;
use axum::response::Response;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::Value;

use crate::page::PageAsked;
use crate::refusal::Refusal;
use crate::script::Step;
use crate::site::Site;
use crate::wire::Line;
use crate::{Distortion, Fault, Kind, Moment, answer};

/// A request on its way through the sandbox.
pub(crate) struct Visit {
    pub(crate) site: Arc<Site>,
    pub(crate) line: Line,
    pub(crate) kind: Kind,
    pub(crate) head: Parts,
    /// Its number in the log.
    pub(crate) number: u64,
    pub(crate) fault: Option<Fault>,
}

impl Visit {
    pub(crate) fn begin(site: Arc<Site>, line: Line, kind: Kind, head: Parts) -> Self {
        let (number, fault) = site.arrive(kind, &head.headers);
        Self {
            site,
            line,
            kind,
            head,
            number,
            fault,
        }
    }

    /// Goes through the request's life. A fault may end it at any moment, or never.
    pub(crate) async fn answer(mut self, body: Body) -> Response {
        let mut response = self.live(body).await;
        if let Some(Fault::CloseDoor { for_ms }) = self.fault {
            self.close_door(Duration::from_millis(for_ms));
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
        }
        let status = response.status().as_u16();
        self.site
            .note(self.number, |seen| seen.status = Some(status));
        response
    }

    async fn live(&mut self, body: Body) -> Response {
        self.pass(Moment::BeforeReading).await;
        let body = match self.read(body).await {
            Ok(body) => body,
            Err(refusal) => return self.refuse(&refusal),
        };
        self.look_for_phones(&body);
        self.pass(Moment::BeforeProcessing).await;
        if let Some(response) = self.unprocessed() {
            return response;
        }
        let data = match self.process(&body) {
            Ok(data) => data,
            Err(refusal) => return self.refuse(&refusal),
        };
        self.pass(Moment::AfterProcessing).await;
        self.processed(answer::success(&data, self.site.settings.code_as))
    }

    /// Lets the fault have its way if this is its moment.
    async fn pass(&self, now: Moment) {
        match self.fault {
            Some(Fault::Cut { moment }) if moment == now => {
                if now == Moment::BeforeReading {
                    self.line.reset();
                } else {
                    self.line.cut();
                }
                pending::<()>().await;
            }
            Some(Fault::Hold { moment }) if moment == now => pending::<()>().await,
            Some(Fault::Delay { moment, ms }) if moment == now => {
                tokio::time::sleep(Duration::from_millis(ms)).await;
            }
            _ => {}
        }
    }

    async fn read(&self, mut body: Body) -> Result<Bytes, Refusal> {
        let most = self.site.settings.max_body_bytes;
        let declared = hyper::body::Body::size_hint(&body).lower();
        if declared > most as u64 {
            return Err(Refusal::too_large());
        }
        let first = match body.frame().await {
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
            Some(Err(_)) => return Err(not_arrived()),
            None => Bytes::new(),
        };
        self.pass(Moment::WhileReading).await;
        let rest = Limited::new(body, most.saturating_sub(first.len()));
        match rest.collect().await {
            Ok(rest) => Ok([first, rest.to_bytes()].concat().into()),
            Err(why) if why.is::<LengthLimitError>() => Err(Refusal::too_large()),
            Err(_) => Err(not_arrived()),
        }
    }

    /// Writes down the phones the request is about, and lets rules that name phones choose.
    fn look_for_phones(&mut self, body: &[u8]) {
        let phones = self.site.phones(self.kind, &self.head, body);
        if self.fault.is_none() {
            let chosen = self.site.state().rules.on_phones(self.kind, &phones);
            self.fault = chosen.map(|fault| fault.not_before(Moment::BeforeProcessing));
        }
        let fault = self.fault.clone();
        self.site.note(self.number, |seen| seen.fault = fault);
        if self.kind == Kind::Create {
            self.site.state().registry.note_sent(&phones);
            self.site.note(self.number, |seen| {
                seen.users = phones.len();
                seen.phones = phones;
            });
        }
    }

    /// The answer of a fault that keeps the request from being processed.
    fn unprocessed(&self) -> Option<Response> {
        let code_as = self.site.settings.code_as;
        let now = self.site.clock.now();
        let response = match self.fault.as_ref()? {
            Fault::Refuse { because, status } => {
                let mut refusal = Refusal::because(*because, now);
                refusal.status = status.map_or(refusal.status, http_status);
                self.refuse(&refusal)
            }
            Fault::Throttle {
                status,
                retry_after,
            } => answer::throttled(http_status(*status), *retry_after, now, code_as),
            Fault::Fail {
                status,
                processed: false,
            } => answer::failed(http_status(*status), code_as),
            Fault::Code { code, code_as, msg } => answer::with_code(*code, *code_as, msg),
            Fault::Redirect { status, to } => answer::redirect(http_status(*status), to),
            _ => return None,
        };
        Some(response)
    }

    /// Does what is asked, and writes down which task it was about.
    fn process(&self, body: &[u8]) -> Result<Value, Refusal> {
        self.site.admit(&self.head, body)?;
        match self.kind {
            Kind::Create => {
                let task_id = self.site.create(&self.head, body)?;
                self.note_task(&task_id);
                Ok(Value::from(task_id))
            }
            Kind::Query => {
                let asked = PageAsked::read(self.head.uri.query().unwrap_or_default())
                    .map_err(|what| Refusal::parameters(&what))?;
                self.note_task(&asked.task_id);
                self.site.query(&asked, self.distortions())
            }
        }
    }

    fn note_task(&self, task_id: &str) {
        let task_id = Some(task_id.to_owned());
        self.site.note(self.number, |seen| seen.task_id = task_id);
    }

    fn distortions(&self) -> &[Distortion] {
        match &self.fault {
            Some(Fault::Distort(distortions)) => distortions,
            _ => &[],
        }
    }

    /// The answer to a request that was processed, in the form the fault gives it.
    fn processed(&self, success: Value) -> Response {
        let during = Moment::WhileAnswering;
        match self.fault {
            Some(Fault::Fail { status, .. }) => {
                answer::failed(http_status(status), self.site.settings.code_as)
            }
            Some(Fault::Garble(garble)) => answer::garbled(success, garble),
            Some(Fault::Flood { bytes }) => answer::flooded(&success, bytes),
            Some(Fault::Cut { moment }) if moment == during => {
                answer::interrupted(&success, Step::Cut(self.line.clone()))
            }
            Some(Fault::Hold { moment }) if moment == during => {
                answer::interrupted(&success, Step::Hold)
            }
            Some(Fault::Delay { moment, ms }) if moment == during => {
                answer::interrupted(&success, Step::Wait(Duration::from_millis(ms)))
            }
            _ => answer::json_body(&success),
        }
    }

    fn refuse(&self, refusal: &Refusal) -> Response {
        self.site.note(self.number, |seen| {
            seen.refusal = Some(refusal.message.clone());
        });
        answer::refused(refusal, self.site.settings.code_as)
    }

    /// Closes the port now and opens it again later.
    fn close_door(&self, time: Duration) {
        self.site.door.close();
        let site = Arc::clone(&self.site);
        tokio::spawn(async move {
            tokio::time::sleep(time).await;
            // A port that is lost stays closed: to the client that is the same fault, longer.
            let _ = site.door.open();
        });
    }
}

/// Only the log hears of this: the caller is gone.
fn not_arrived() -> Refusal {
    Refusal::parameters("the body does not arrive")
}

/// The status a rule asks for; a number that is none becomes 500.
fn http_status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
