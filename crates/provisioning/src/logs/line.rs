//! One event as one line of JSON.

use std::fmt;

use chrono::{SecondsFormat, Utc};
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use crate::scrub::{Found, scrub};

/// Fields that hold the program's own and the service's IDs and times, and nothing of a person.
const PLAIN: [&str; 7] = [
    "code",
    "trace_id",
    "task_id",
    "request_id",
    "x_date",
    "submission",
    "batch",
];

/// `{"time":"2026-04-24T10:00:00.000Z","level":"INFO","from":"provisioning","message":…}`
pub(crate) struct JsonLine;

impl<S, N> FormatEvent<S, N> for JsonLine
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = Line::default();
        line.put(
            "time",
            Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true),
        );
        line.put("level", event.metadata().level().as_str());
        line.put("from", crate_of(event.metadata().target()));
        event.record(&mut line);
        writeln!(writer, "{}", Value::Object(line.0))
    }
}

fn crate_of(target: &str) -> &str {
    target.split("::").next().unwrap_or(target)
}

#[derive(Default)]
struct Line(Map<String, Value>);

impl Line {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn put_text(&mut self, field: &Field, text: &str) {
        if PLAIN.contains(&field.name()) {
            self.put(field.name(), text);
        } else {
            self.put(field.name(), scrub(text, redacted));
        }
    }
}

fn redacted(found: Found<'_>) -> String {
    match found {
        Found::Address(_) => "[address]".to_owned(),
        Found::Number(_) => "[number]".to_owned(),
    }
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put_text(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put_text(field, &format!("{value:?}"));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field.name(), value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field.name(), value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field.name(), value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field.name(), value);
    }
}
