//! What all requests share: the keys, the clock, the rules, the memory.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime};

use axum::http::HeaderMap;
use axum::http::request::Parts;
use tokio::sync::watch;

use crate::clock::{ServiceClock, check_x_date, check_x_sdk_date};
use crate::door::Door;
use crate::fault::rules::{Arrival, Rules};
use crate::refusal::Refusal;
use crate::registry::Registry;
use crate::signature::{Scheme, SignedRequest, verify};
use crate::{Fault, Kind, PracticeKeys, SandboxSettings, Seen};

/// Length of a trace ID in characters (service page, "Create a task").
const TRACE_ID_LENGTH: usize = 58;

/// The service behind its door.
pub(crate) struct Site {
    pub(crate) settings: SandboxSettings,
    pub(crate) keys: PracticeKeys,
    pub(crate) user_id: String,
    pub(crate) clock: ServiceClock,
    pub(crate) door: Door,
    state: Mutex<State>,
    stopped: watch::Sender<bool>,
}

/// What changes.
pub(crate) struct State {
    pub(crate) seen: Vec<Seen>,
    pub(crate) rules: Rules,
    pub(crate) registry: Registry,
    creates: u64,
    queries: u64,
}

impl State {
    /// Counts a request in; gives its number within its kind.
    fn count(&mut self, kind: Kind) -> u64 {
        let count = match kind {
            Kind::Create => &mut self.creates,
            Kind::Query => &mut self.queries,
        };
        *count += 1;
        *count
    }
}

impl Site {
    pub(crate) fn new(
        settings: SandboxSettings,
        keys: PracticeKeys,
        user_id: String,
        door: Door,
    ) -> Self {
        let mut rules = Rules::default();
        settings
            .faults
            .iter()
            .for_each(|rule| rules.add(rule.clone()));
        let registry = Registry::new(settings.pace, &settings.known_phones, Instant::now());
        Self {
            clock: ServiceClock::new(settings.clock_offset_seconds),
            keys,
            user_id,
            door,
            settings,
            state: Mutex::new(State {
                seen: Vec::new(),
                rules,
                registry,
                creates: 0,
                queries: 0,
            }),
            stopped: watch::Sender::new(false),
        }
    }

    /// Shuts the door, and ends what goes on.
    pub(crate) fn stop(&self) {
        self.door.shut();
        self.stopped.send_replace(true);
    }

    /// Waits for [`Site::stop`].
    pub(crate) async fn stopped(&self) {
        // The sender is this site's own, so it is there as long as anybody waits.
        let _ = self.stopped.subscribe().wait_for(|stopped| *stopped).await;
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a request down; gives its number and the fault that befalls it.
    pub(crate) fn arrive(&self, kind: Kind, headers: &HeaderMap) -> (u64, Option<Fault>) {
        let mut state = self.state();
        let number = state.seen.len() as u64 + 1;
        let nth = state.count(kind);
        let fault = state.rules.on_arrival(&Arrival {
            kind,
            number,
            nth,
            at: Instant::now(),
        });
        state.seen.push(Seen {
            number,
            nth,
            kind,
            at: SystemTime::now(),
            trace_id: text(headers, "x-traceid"),
            x_date: text(headers, "x-date"),
            user_id: text(headers, "x-user-id"),
            status: None,
            refusal: None,
            users: 0,
            phones: Vec::new(),
            task_id: None,
            fault: fault.clone(),
        });
        (number, fault)
    }

    /// Changes what is written of a request.
    pub(crate) fn note(&self, number: u64, change: impl FnOnce(&mut Seen)) {
        let at = usize::try_from(number).unwrap_or(0).wrapping_sub(1);
        if let Some(seen) = self.state().seen.get_mut(at) {
            change(seen);
        }
    }

    /// The gate: signature, time, user and trace ID, in this order.
    pub(crate) fn admit(&self, head: &Parts, body: &[u8]) -> Result<(), Refusal> {
        let request = SignedRequest {
            method: head.method.as_str(),
            path: head.uri.path(),
            query: head.uri.query().unwrap_or_default(),
            headers: &head.headers,
            body,
        };
        let scheme = verify(&request, &self.keys).map_err(|why| Refusal::unsigned(&why))?;
        self.check_time(&request, scheme)?;
        let user_id = request.header("x-user-id").unwrap_or_default();
        if user_id != self.user_id {
            return Err(Refusal::unknown_user(user_id));
        }
        check_trace_id(&request)
    }

    fn check_time(&self, request: &SignedRequest, scheme: Scheme) -> Result<(), Refusal> {
        let now = self.clock.now();
        let x_date = request.header("x-date").unwrap_or_default();
        check_x_date(x_date, now).map_err(|_| Refusal::untimely(x_date, now))?;
        if scheme == Scheme::Gateway {
            let sdk_date = request.header("x-sdk-date").unwrap_or_default();
            check_x_sdk_date(sdk_date, now).map_err(|_| Refusal::untimely(sdk_date, now))?;
        }
        Ok(())
    }
}

/// A trace ID may be left out; given, it has exactly 58 characters.
fn check_trace_id(request: &SignedRequest) -> Result<(), Refusal> {
    if !request.headers.contains_key("x-traceid") {
        return Ok(());
    }
    let trace_id = request
        .header("x-traceid")
        .map_err(|what| Refusal::parameters(&what))?;
    if trace_id.chars().count() == TRACE_ID_LENGTH {
        Ok(())
    } else {
        Err(Refusal::parameters("X-Traceid has not 58 characters"))
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}
