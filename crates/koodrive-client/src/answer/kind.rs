//! What a refusal is about, from everything that the answer tells.

use chrono::{DateTime, TimeDelta, Utc};

use super::words::without_canonical_request;
use super::{RefusalKind, gateway};
use crate::XDate;

/// How old an `X-Date` may be (service page, "Request headers").
const X_DATE_LIFETIME: TimeDelta = TimeDelta::minutes(15);

pub(crate) struct Clues<'a> {
    pub(crate) status: u16,
    pub(crate) code: Option<&'a str>,
    pub(crate) message: &'a str,
    /// When the request was signed.
    pub(crate) x_date: XDate,
    /// The service's time when it answered.
    pub(crate) date: Option<DateTime<Utc>>,
}

/// The clock comes first, because a wrong one is refused under many names; then the user ID, which has no code of its
/// own; then codes, words and the bare status.
pub(crate) fn refusal_kind(clues: &Clues<'_>) -> RefusalKind {
    // The canonical request names headers (x-sdk-date!) that the message is not about.
    let words = without_canonical_request(clues.message).to_lowercase();
    if clues.is_about_time(&words) {
        return RefusalKind::Clock;
    }
    if words.contains("x-user-id") {
        return RefusalKind::UserId;
    }
    clues
        .code
        .and_then(kind_by_code)
        .or_else(|| kind_by_words(&words))
        .unwrap_or_else(|| kind_by_status(clues.status))
}

impl Clues<'_> {
    fn is_about_time(&self, words: &str) -> bool {
        matches!(self.status, 200 | 400 | 401 | 403)
            && (contains_any(words, ABOUT_X_DATE)
                || match self.date {
                    Some(date) => self.is_out_of_time(date),
                    // Without the service's time, what has "expired" is most likely the signature.
                    None => contains_any(words, ABOUT_TIME),
                })
    }

    /// Whether the service's own clock shows that the time of the signature was not acceptable. Both are cut to whole
    /// seconds and the answer comes after the check: what is in the future here was in the future there.
    fn is_out_of_time(&self, date: DateTime<Utc>) -> bool {
        let age = date - self.x_date.time();
        age < TimeDelta::zero() || age > X_DATE_LIFETIME
    }
}

/// Words that only a refused `X-Date` brings up.
const ABOUT_X_DATE: &[&str] = &[
    "signature expired",
    "signature time",
    "x-date",
    "x-sdk-date",
    "timestamp",
    "clock",
    "时间戳",
];

/// Words that are about time, perhaps a licence's.
const ABOUT_TIME: &[&str] = &["expired", "过期", "时间"];

fn contains_any(words: &str, wanted: &[&str]) -> bool {
    wanted.iter().any(|word| words.contains(word))
}

fn kind_by_code(code: &str) -> Option<RefusalKind> {
    match code {
        // "Parameter check failed", the one code of the service that is documented for this call.
        "13000102" => Some(RefusalKind::Parameters),
        code => gateway::kind(code),
    }
}

/// For codes that nobody has documented. The order counts: a signature message may well name a parameter.
fn kind_by_words(words: &str) -> Option<RefusalKind> {
    const KINDS: [(RefusalKind, &[&str]); 4] = [
        (RefusalKind::UserId, &["user id", "userid", "用户id"]),
        (
            RefusalKind::Credentials,
            &[
                "signature",
                "authorization",
                "authentication",
                "appid",
                "access key",
                "签名",
                "鉴权",
            ],
        ),
        (
            RefusalKind::Permission,
            &["permission", "denied", "forbidden", "权限"],
        ),
        (
            RefusalKind::Parameters,
            &[
                "parameter",
                "firstname",
                "surname",
                "phone",
                "email",
                "password",
                "userlist",
                "参数",
            ],
        ),
    ];
    KINDS
        .iter()
        .find(|(_, said)| contains_any(words, said))
        .map(|(kind, _)| *kind)
}

fn kind_by_status(status: u16) -> RefusalKind {
    match status {
        401 => RefusalKind::Credentials,
        403 => RefusalKind::Permission,
        404 => RefusalKind::NotFound,
        // 494 is the gateway's own: "Request headers too large".
        413 | 414 | 494 => RefusalKind::TooLarge,
        _ => RefusalKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNED: &str = "20260416T080000Z";

    fn kind(status: u16, code: &str, message: &str) -> RefusalKind {
        kind_at(status, code, message, None)
    }

    fn kind_at(status: u16, code: &str, message: &str, date: Option<&str>) -> RefusalKind {
        let x_date = XDate::parse(SIGNED).unwrap();
        let code = (!code.is_empty()).then_some(code);
        refusal_kind(&Clues {
            status,
            code,
            message,
            x_date,
            date: date.map(|date| date.parse().unwrap()),
        })
    }

    #[test]
    fn the_words_of_the_gateway_about_time() {
        let expired = "Incorrect app authentication information: signature expired, \
                       signature time:20230527T000431Z,server time:20230527T020608Z";
        assert_eq!(kind(401, "APIGW.0303", expired), RefusalKind::Clock);
        assert_eq!(
            kind(400, "", "X-Date must not be later than the current time"),
            RefusalKind::Clock
        );
        assert_eq!(kind(400, "1", "签名已过期"), RefusalKind::Clock);
    }

    #[test]
    fn a_canonical_request_is_not_about_time() {
        let mismatch = "Incorrect app authentication information: verify signature fail, \
                        canonicalRequest:GET|/test/||host:h|x-sdk-date:20230527T015431Z||host;x-sdk-date|e3b0";
        assert_eq!(kind(401, "APIGW.0303", mismatch), RefusalKind::Credentials);
    }

    #[test]
    fn the_service_s_clock_is_evidence_whatever_the_words() {
        for (date, expected) in [
            ("2026-04-16T07:59:59Z", RefusalKind::Clock),
            ("2026-04-16T08:00:00Z", RefusalKind::Parameters),
            ("2026-04-16T08:15:00Z", RefusalKind::Parameters),
            ("2026-04-16T08:15:01Z", RefusalKind::Clock),
        ] {
            assert_eq!(
                kind_at(400, "13000102", "Parameter check failed", Some(date)),
                expected,
                "{date}"
            );
        }
        assert_eq!(
            kind_at(404, "", "", Some("2026-04-16T07:00:00Z")),
            RefusalKind::NotFound
        );
    }

    #[test]
    fn an_expired_licence_is_not_an_expired_signature() {
        let date = Some("2026-04-16T08:00:02Z");
        assert_eq!(
            kind_at(403, "", "the licence has expired", date),
            RefusalKind::Permission
        );
        assert_eq!(
            kind_at(403, "", "signature expired", date),
            RefusalKind::Clock
        );
        assert_eq!(
            kind(403, "", "it has expired"),
            RefusalKind::Clock,
            "for want of the service's time"
        );
    }

    #[test]
    fn codes_go_before_words_and_words_before_the_status() {
        for (status, code, message, expected) in [
            (
                400,
                "13000102",
                "Parameter check failed",
                RefusalKind::Parameters,
            ),
            (
                400,
                "13000102",
                "X-User-Id is not valid",
                RefusalKind::UserId,
            ),
            (
                401,
                "APIG.0303",
                "app not found, appkey …1163",
                RefusalKind::Credentials,
            ),
            (
                403,
                "APIG.0304",
                "The app is not allowed to access the API",
                RefusalKind::Permission,
            ),
            (
                404,
                "APIG.0101",
                "The API does not exist",
                RefusalKind::NotFound,
            ),
            (
                401,
                "APIG.0301",
                "the user may not: phone",
                RefusalKind::Credentials,
            ),
            (
                200,
                "13000205",
                "userList[3].phone has a wrong format",
                RefusalKind::Parameters,
            ),
            (200, "7", "signing user id is unknown", RefusalKind::UserId),
            (
                400,
                "8",
                "Signature does not match",
                RefusalKind::Credentials,
            ),
            (200, "9", "no permission", RefusalKind::Permission),
            (
                413,
                "APIG.0201",
                "Request entity too large.",
                RefusalKind::TooLarge,
            ),
            (400, "10", "try later", RefusalKind::Other),
        ] {
            assert_eq!(
                kind(status, code, message),
                expected,
                "{status} {code} {message}"
            );
        }
    }
}
