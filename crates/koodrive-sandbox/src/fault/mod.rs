//! What can be made to go wrong, and when.
//!
//! A [`FaultRule`] is data: it is written in Rust by a test, as JSON by whoever posts it to
//! `/sandbox/faults` or gives it to `koodrive-sandbox --fault`. The first rule that matches a
//! request decides; requests that no rule matches are answered as the service would.

use serde::{Deserialize, Serialize};

pub(crate) mod rules;

/// A fault and the requests it befalls.
///
/// ```
/// # use koodrive_sandbox::{Fault, FaultRule, Moment, On, When};
/// let rule: FaultRule = serde_json::from_str(
///     r#"{"on": "create", "when": {"nth": 2}, "fault": {"cut": {"moment": "after_processing"}}}"#,
/// )?;
/// let same = FaultRule {
///     on: On::Create,
///     when: When::Nth(2),
///     fault: Fault::Cut { moment: Moment::AfterProcessing },
/// };
/// assert_eq!(rule, same);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// Which kind of request.
    pub on: On,
    /// Which requests of that kind.
    pub when: When,
    /// What befalls them.
    pub fault: Fault,
}

impl FaultRule {
    /// A fault for creates.
    pub fn create(when: When, fault: Fault) -> Self {
        let on = On::Create;
        Self { on, when, fault }
    }

    /// A fault for queries.
    pub fn query(when: When, fault: Fault) -> Self {
        let on = On::Query;
        Self { on, when, fault }
    }

    /// A fault for requests of both kinds.
    pub fn any(when: When, fault: Fault) -> Self {
        let on = On::Any;
        Self { on, when, fault }
    }

    /// At most `per_second` requests of both kinds in any second, 429 for the rest.
    pub fn rate_limit(per_second: u32) -> Self {
        let fault = Fault::Throttle {
            status: 429,
            retry_after: None,
        };
        Self::any(When::Over { per_second }, fault)
    }
}

/// The kind of request a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// `POST …/batchRegister/create`
    Create,
    /// `GET …/batchRegister/get`
    Query,
    /// Both.
    Any,
}

/// Which requests a rule befalls. Numbers count from 1, from the sandbox's start, among the
/// requests the rule is [`On`].
///
/// As JSON: `"always"`, `{"nth": 2}`, `{"between": {"first": 3, "last": 5}}`,
/// `{"probability": {"p": 0.1, "seed": 7}}`, `{"phone": "18800000001"}`,
/// `{"over": {"per_second": 5}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum When {
    /// Every one.
    Always,
    /// The nth.
    Nth(u64),
    /// Those from `first` to `last`, both included.
    Between {
        /// The first one.
        first: u64,
        /// The last one.
        last: u64,
    },
    /// Each one with probability `p`; which ones, the seed decides, so a run can be repeated.
    Probability {
        /// Between 0 (never) and 1 (always).
        p: f64,
        /// Chooses the requests.
        seed: u64,
    },
    /// A create whose batch holds this phone, a query for a task that holds it. It is known once
    /// the body is read, so a fault with an earlier [`Moment`] comes then.
    Phone(String),
    /// Those that would make more than `per_second` in the second that ends with them. Requests
    /// that are befallen do not count.
    Over {
        /// Requests that go through in any one second.
        per_second: u32,
    },
}

/// What goes wrong.
///
/// As JSON, and what a client sees of it:
///
/// | JSON | on the wire |
/// | --- | --- |
/// | `{"close_door": {"for_ms": 500}}` | a usual answer, then connections are refused |
/// | `{"cut": {"moment": "before_reading"}}` | the connection is reset, nothing was processed |
/// | `{"cut": {"moment": "after_processing"}}` | the connection is closed, all was processed |
/// | `{"cut": {"moment": "while_answering"}}` | HTTP 200, half of the body, the connection is closed |
/// | `{"hold": {"moment": "after_processing"}}` | nothing, until the client gives up |
/// | `{"delay": {"moment": "before_processing", "ms": 500}}` | a usual answer, late |
/// | `{"refuse": {"because": "signature"}}` | 400 and `APIGW.0303` |
/// | `{"refuse": {"because": "clock", "status": 401}}` | 401 and `APIGW.0303` with the service's time |
/// | `{"refuse": {"because": "parameters"}}` | 400 and 13000102; also `key`, `permission`, `path`, `size` |
/// | `{"throttle": {"status": 429}}` | 429 without `Retry-After` |
/// | `{"throttle": {"status": 503, "retry_after": {"seconds": 2}}}` | 503 with `Retry-After: 2` |
/// | `{"throttle": {"status": 429, "retry_after": {"date": 2}}}` | 429 with `Retry-After` as a date |
/// | `{"fail": {"status": 502, "processed": false}}` | 502 and a page of HTML |
/// | `{"fail": {"status": 504, "processed": true}}` | 504 by the gateway; the task was made |
/// | `{"code": {"code": 13000999, "code_as": "text", "msg": "no seats"}}` | 200 and `"code": "13000999"` |
/// | `{"garble": "empty"}` | 200 without a body; also `not_json`, `cut_json`, `numeric_ids`, `no_data` |
/// | `{"flood": {"bytes": 50000000}}` | 200 and 50 MB |
/// | `{"redirect": {"status": 307, "to": "https://elsewhere.example/"}}` | a redirect |
/// | `{"distort": ["repeat_rows", "endless_cursor"]}` | results twice, and pages without end |
/// | `{"distort": [{"drop_rows": {"every": 2}}, {"strange_rows": {"count": 1}}]}` | results missing and unknown |
/// | `{"distort": [{"shuffle": {"seed": 1}}, "other_cursor_name"]}` | results out of order, `nextCursor` |
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// The request is answered as usual; then the port is closed, so that connecting is refused,
    /// and idle connections are closed.
    CloseDoor {
        /// How long, in milliseconds.
        for_ms: u64,
    },
    /// The connection is cut.
    Cut {
        /// When in the request's life.
        moment: Moment,
    },
    /// The connection stays open and nothing more is said, until the client gives up.
    Hold {
        /// When in the request's life.
        moment: Moment,
    },
    /// Everything goes well, but late: also when the caller has given up by then, as a service
    /// goes on with what it has received.
    Delay {
        /// When in the request's life.
        moment: Moment,
        /// How late, in milliseconds.
        ms: u64,
    },
    /// The request is refused; nothing is processed.
    Refuse {
        /// What the refusal says is wrong.
        because: Because,
        /// The HTTP status, where the service may use another than the usual one: signature and
        /// clock come as 400 and as 401.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
    /// The gateway says "not now"; nothing is processed.
    Throttle {
        /// 429 or 503.
        status: u16,
        /// The `Retry-After` header, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<RetryAfter>,
    },
    /// A 5xx answer: 502 is a page of HTML, 500 the service's JSON, the others the gateway's.
    Fail {
        /// The HTTP status.
        status: u16,
        /// Whether the request was processed before, which its answer does not tell.
        processed: bool,
    },
    /// HTTP 200 with a `code` that is not 0; nothing is processed.
    Code {
        /// The code.
        code: i64,
        /// Number or text.
        code_as: crate::CodeAs,
        /// The message.
        msg: String,
    },
    /// The request is processed and the answer, with HTTP 200, is not what was promised.
    Garble(Garble),
    /// The request is processed and the answer is padded with spaces to this size.
    Flood {
        /// Size of the body in bytes.
        bytes: u64,
    },
    /// A redirect; nothing is processed.
    Redirect {
        /// 301, 302, 303, 307 or 308.
        status: u16,
        /// The `Location`.
        to: String,
    },
    /// A query's page is changed in these ways, one after the other. Creates are not touched.
    Distort(Vec<Distortion>),
}

impl Fault {
    /// The same fault, not before `earliest`: a rule that is chosen late cannot act earlier.
    pub(crate) fn not_before(mut self, earliest: Moment) -> Self {
        if let Self::Cut { moment } | Self::Hold { moment } | Self::Delay { moment, .. } = &mut self
        {
            *moment = earliest.max(*moment);
        }
        self
    }
}

/// A moment in a request's life, earliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// The connection stands, the body is not read.
    BeforeReading,
    /// A first piece of the body was read.
    WhileReading,
    /// The body was read, nothing was done with it.
    BeforeProcessing,
    /// What was asked is done, nothing was answered.
    AfterProcessing,
    /// What was asked is done, half of the answer's body is sent.
    WhileAnswering,
}

/// What a refusal says is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The signature does not fit (400 unless told).
    Signature,
    /// The access key is not known (400 unless told).
    Key,
    /// The request's time (400 unless told).
    Clock,
    /// The parameter check, code 13000102 (400 unless told).
    Parameters,
    /// The signing user may not do this (403 unless told).
    Permission,
    /// No such API (404 unless told).
    Path,
    /// The body is too large (413 unless told).
    Size,
}

/// A `Retry-After` header (RFC 9110, 10.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfter {
    /// As a number of seconds.
    Seconds(u64),
    /// As a date this many seconds ahead of the service's clock.
    Date(u64),
}

/// An answer with HTTP 200 that is not what was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Garble {
    /// An empty body.
    Empty,
    /// A page of HTML, as a captive portal gives it.
    NotJson,
    /// JSON that ends in the middle, in a body that is complete.
    CutJson,
    /// IDs as JSON numbers: `"data": 1893596414966089601`.
    NumericIds,
    /// `code` 0 and no `data`.
    NoData,
}

/// A change to a page of a query's results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Distortion {
    /// The rows of the page come in another order.
    Shuffle {
        /// Chooses the order.
        seed: u64,
    },
    /// Each row comes twice.
    RepeatRows,
    /// Each nth row is missing.
    DropRows {
        /// n, at least 1.
        every: usize,
    },
    /// Rows for phones nobody sent are added.
    StrangeRows {
        /// How many.
        count: usize,
    },
    /// Phones that begin with `00` come back with `+` instead.
    OtherSpelling,
    /// There is always a next cursor, always a new one, and behind it the same users again.
    EndlessCursor,
    /// The next cursor comes under its other name.
    OtherCursorName,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The JSON forms that this page shows: in the first column of a table, or in a list.
    fn shown() -> Vec<&'static str> {
        let page = include_str!("mod.rs");
        let docs = page.lines().filter_map(|line| line.strip_prefix("/// "));
        docs.flat_map(|line| line.split('`').skip(1).step_by(2))
            .filter(|code| code.starts_with("{\""))
            .collect()
    }

    #[test]
    fn the_json_on_this_page_is_what_is_read_and_written() {
        let mut faults = 0;
        for text in shown() {
            let json: serde_json::Value = serde_json::from_str(text).unwrap();
            let back = if let Ok(when) = serde_json::from_str::<When>(text) {
                serde_json::to_value(when)
            } else {
                faults += 1;
                let fault: Result<Fault, _> = serde_json::from_str(text);
                serde_json::to_value(fault.unwrap_or_else(|why| panic!("{why} in {text}")))
            };
            assert_eq!(back.unwrap(), json);
        }
        assert_eq!(faults, 21, "the table of faults");
    }
}
