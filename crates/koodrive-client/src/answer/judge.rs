//! From a status and a body to a verdict.

use chrono::{DateTime, Utc};
use http::header::{LOCATION, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use serde_json::value::RawValue;

use super::body::ReadBody;
use super::envelope::{DataFault, Envelope};
use super::kind::{Clues, refusal_kind};
use super::retry_after::retry_after;
use super::service_date::date_in_message;
use super::words::presentable;
use super::{
    NotProcessed, NotProcessedKind, ProxyFault, Refusal, Unknown, UnknownKind, Verdict, gateway,
};
use crate::{AccessKey, XDate};

/// An answer as it came.
pub(crate) struct Heard<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a ReadBody,
    /// When the request was signed.
    pub(crate) x_date: XDate,
    /// The service's time, from the `Date` header.
    pub(crate) date: Option<DateTime<Utc>>,
    /// Cut out of the service's words.
    pub(crate) access_key: &'a AccessKey,
}

/// How to read the `data` of an accepted request.
pub(crate) type ReadData<T> = Box<dyn Fn(Option<&RawValue>) -> Result<T, DataFault> + Send + Sync>;

/// A verdict, and what else the body told.
pub(crate) struct Judged<T> {
    pub(crate) verdict: Verdict<T>,
    pub(crate) request_id: Option<String>,
    /// The service's time in its own words, for when there is no `Date` header.
    pub(crate) date_in_message: Option<DateTime<Utc>>,
}

pub(crate) fn judge<T>(heard: &Heard<'_>, read: &ReadData<T>) -> Judged<T> {
    let envelope = heard.body.whole().map(Envelope::read);
    let known = envelope
        .as_ref()
        .and_then(|envelope| envelope.as_ref().ok());
    Judged {
        verdict: heard.verdict(known, read, || unread(heard.body, envelope.as_ref())),
        request_id: known.and_then(|envelope| envelope.request_id.clone()),
        date_in_message: known.and_then(|envelope| date_in_message(envelope.any_message())),
    }
}

/// Why there is no envelope to read.
fn unread(body: &ReadBody, envelope: Option<&Result<Envelope<'_>, String>>) -> Unknown {
    match body {
        ReadBody::TooLarge { cap } => Unknown::new(UnknownKind::TooLarge { cap: *cap }, ""),
        ReadBody::TimedOut => {
            Unknown::new(UnknownKind::TimedOut, "the answer began but did not end")
        }
        ReadBody::Cut { detail } => Unknown::new(UnknownKind::Unreadable, detail),
        ReadBody::Whole(_) => {
            let reason = envelope.and_then(|envelope| envelope.as_ref().err());
            Unknown::new(UnknownKind::Unreadable, reason.map_or("", String::as_str))
        }
    }
}

impl Heard<'_> {
    fn verdict<T>(
        &self,
        envelope: Option<&Envelope<'_>>,
        read: &ReadData<T>,
        unread: impl FnOnce() -> Unknown,
    ) -> Verdict<T> {
        match self.status.as_u16() {
            200..=299 => match envelope {
                Some(envelope) => self.handled(envelope, read),
                None => Verdict::Unknown(unread()),
            },
            300..=399 => Verdict::Unknown(self.redirected()),
            407 => Verdict::NotProcessed(self.not_processed(
                NotProcessedKind::Proxy(ProxyFault::AuthenticationRequired),
                envelope,
            )),
            429 => Verdict::NotProcessed(self.not_processed(NotProcessedKind::Throttled, envelope)),
            503 if self.comes_from_the_front(envelope) => {
                Verdict::NotProcessed(self.not_processed(NotProcessedKind::Unavailable, envelope))
            }
            // Time-outs of the server's or of a proxy's, and "too early": whether the work began, nobody says.
            408 | 425 | 499 => Verdict::Unknown(self.server_error(envelope)),
            400..=499 => self.refused_or_throttled(envelope),
            _ => Verdict::Unknown(self.server_error(envelope)),
        }
    }

    /// HTTP 200: the code decides.
    fn handled<T>(&self, envelope: &Envelope<'_>, read: &ReadData<T>) -> Verdict<T> {
        if envelope.says_success() {
            return match read(envelope.data) {
                Ok(value) => Verdict::Accepted(value),
                Err(DataFault::NoTaskId) => {
                    Verdict::Unknown(Unknown::new(UnknownKind::NoTaskId, ""))
                }
                Err(DataFault::Unreadable) => {
                    Verdict::Unknown(Unknown::new(UnknownKind::Unreadable, ""))
                }
            };
        }
        match envelope.any_code() {
            Some(_) => self.refused_or_throttled(Some(envelope)),
            None => Verdict::Unknown(Unknown::new(
                UnknownKind::Unreadable,
                "the answer has no code",
            )),
        }
    }

    fn refused_or_throttled<T>(&self, envelope: Option<&Envelope<'_>>) -> Verdict<T> {
        let code = envelope.and_then(Envelope::any_code);
        if code.is_some_and(gateway::is_throttling) {
            return Verdict::NotProcessed(
                self.not_processed(NotProcessedKind::Throttled, envelope),
            );
        }
        let raw_message = envelope.map(Envelope::any_message).unwrap_or_default();
        Verdict::Refused(Refusal {
            code: code.map_or_else(
                || format!("HTTP {}", self.status.as_u16()),
                |code| presentable(code, self.access_key),
            ),
            message: presentable(raw_message, self.access_key),
            status: self.status.as_u16(),
            kind: refusal_kind(&self.clues(code, raw_message)),
        })
    }

    fn clues<'a>(&self, code: Option<&'a str>, message: &'a str) -> Clues<'a> {
        let date = self.date.or_else(|| date_in_message(message));
        Clues {
            status: self.status.as_u16(),
            code,
            message,
            x_date: self.x_date,
            date,
        }
    }

    /// Whether a 503 says that something in front of the service turned the request away: the gateway by its code, or
    /// whoever names a time to come back. Any other may also be given by a proxy whose connection to the service broke
    /// while it worked on the request.
    fn comes_from_the_front(&self, envelope: Option<&Envelope<'_>>) -> bool {
        if self.body.whole().is_none() {
            return false;
        }
        let code = envelope.and_then(|envelope| envelope.error_code.as_deref());
        match code {
            Some(code) => gateway::turns_away(code),
            None => {
                self.headers.contains_key(RETRY_AFTER)
                    && !envelope.is_some_and(Envelope::is_the_service_s)
            }
        }
    }

    fn not_processed(
        &self,
        kind: NotProcessedKind,
        envelope: Option<&Envelope<'_>>,
    ) -> NotProcessed {
        let now = self.date.unwrap_or_else(|| self.x_date.time());
        let retry_after = retry_after(self.headers, now);
        NotProcessed {
            kind,
            retry_after,
            detail: self.detail(envelope),
        }
    }

    fn server_error(&self, envelope: Option<&Envelope<'_>>) -> Unknown {
        Unknown::new(
            UnknownKind::ServerError {
                status: self.status.as_u16(),
            },
            self.detail(envelope),
        )
    }

    fn detail(&self, envelope: Option<&Envelope<'_>>) -> String {
        let Some(envelope) = envelope else {
            return String::new();
        };
        let message = presentable(envelope.any_message(), self.access_key);
        match envelope.any_code() {
            Some(code) => format!("`{}`: {message}", presentable(code, self.access_key)),
            None => message,
        }
    }

    /// Only the host of the target is kept: the rest may hold anything.
    fn redirected(&self) -> Unknown {
        let target = self
            .headers
            .get(LOCATION)
            .and_then(|location| location.to_str().ok());
        let url = target.and_then(|target| url::Url::parse(target).ok());
        let to = url.and_then(|url| url.host_str().map(str::to_owned));
        Unknown::new(UnknownKind::Redirected { to }, "")
    }
}

#[cfg(test)]
mod tests;
