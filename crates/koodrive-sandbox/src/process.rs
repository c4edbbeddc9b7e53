//! The two things the service does, for requests that were let in.

use std::time::Instant;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde_json::Value;

use crate::batch::CreateBody;
use crate::page::{self, PageAsked};
use crate::refusal::Refusal;
use crate::site::Site;
use crate::{Distortion, Kind};

impl Site {
    /// Makes a task of a batch that passes the parameter check; gives its ID.
    pub(crate) fn create(&self, head: &Parts, body: &[u8]) -> Result<String, Refusal> {
        if !is_json(&head.headers) {
            return Err(Refusal::parameters("Content-Type is not application/json"));
        }
        let users = CreateBody::read(body)
            .check(&self.settings.refuse_batch_phones)
            .map_err(|what| Refusal::parameters(&what))?;
        let trace_id = head.headers.get("x-traceid");
        let trace_id = trace_id.and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
        let mut state = self.state();
        Ok(state.registry.create(&users, trace_id, Instant::now()))
    }

    /// A page of a task's results.
    pub(crate) fn query(
        &self,
        asked: &PageAsked,
        distortions: &[Distortion],
    ) -> Result<Value, Refusal> {
        let mut state = self.state();
        let task = state.registry.task(&asked.task_id, Instant::now());
        let task = task.ok_or_else(|| Refusal::parameters("taskId does not exist"))?;
        Ok(page::data(task, asked, &self.settings, distortions))
    }

    /// The phones a request is about: those of its batch, or of the task it asks for, the latter
    /// only if a rule wants to know.
    pub(crate) fn phones(&self, kind: Kind, head: &Parts, body: &[u8]) -> Vec<String> {
        match kind {
            Kind::Create => CreateBody::read(body).phones(),
            Kind::Query => self.phones_of_task(head.uri.query().unwrap_or_default()),
        }
    }

    fn phones_of_task(&self, query: &str) -> Vec<String> {
        let mut state = self.state();
        if !state.rules.name_phones() {
            return Vec::new();
        }
        let asked = PageAsked::read(query).ok();
        let task = asked.and_then(|asked| state.registry.task(&asked.task_id, Instant::now()));
        let users = task.map(|task| task.users.as_slice()).unwrap_or_default();
        users.iter().map(|user| user.phone.clone()).collect()
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE);
    let text = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}
