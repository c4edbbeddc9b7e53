//! What each status and body is taken for, and what is never taken for success.

use proptest::prelude::*;

use super::*;
use crate::answer::RefusalKind;
use crate::json_text::text_of;

const SIGNED: &str = "20260416T080000Z";
const SUCCESS: &str = r#"{"data":"1893596414966089600","code":0,"msg":"Success"}"#;

fn text(data: Option<&RawValue>) -> Result<String, DataFault> {
    data.and_then(text_of).ok_or(DataFault::NoTaskId)
}

fn judged(status: u16, body: &ReadBody, headers: &[(&str, &str)]) -> Verdict<String> {
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect();
    let heard = Heard {
        status: StatusCode::from_u16(status).unwrap(),
        headers: &headers,
        body,
        x_date: XDate::parse(SIGNED).unwrap(),
        date: crate::answer::date_header(&headers),
        access_key: &AccessKey::parse("a378331eca141163").unwrap(),
    };
    let read: ReadData<String> = Box::new(text);
    judge(&heard, &read).verdict
}

fn verdict(status: u16, body: &str) -> Verdict<String> {
    judged(status, &ReadBody::Whole(body.into()), &[])
}

fn refusal(status: u16, body: &str) -> Refusal {
    match verdict(status, body) {
        Verdict::Refused(refusal) => refusal,
        other => panic!("{status} {body}: {other:?}"),
    }
}

fn unknown(verdict: Verdict<String>) -> UnknownKind {
    match verdict {
        Verdict::Unknown(unknown) => unknown.kind,
        other => panic!("{other:?}"),
    }
}

fn not_processed(verdict: Verdict<String>) -> NotProcessed {
    match verdict {
        Verdict::NotProcessed(not_processed) => not_processed,
        other => panic!("{other:?}"),
    }
}

#[test]
fn success_is_code_0_with_data() {
    for body in [SUCCESS, r#"{"data":1893596414966089600,"code":"0"}"#] {
        assert_eq!(
            verdict(200, body),
            Verdict::Accepted("1893596414966089600".into()),
            "{body}"
        );
    }
}

#[test]
fn a_code_other_than_0_is_a_refusal_as_number_and_as_text() {
    for body in [
        r#"{"code":13000102,"msg":"no"}"#,
        r#"{"code":"13000102","msg":"no"}"#,
    ] {
        let refusal = refusal(200, body);
        assert_eq!(
            (refusal.code.as_str(), refusal.message.as_str()),
            ("13000102", "no")
        );
        assert!(refusal.is_content());
    }
}

#[test]
fn success_that_cannot_be_read_is_unknown() {
    for body in [
        "",
        " ",
        "<html>",
        "[\"1893\",0]",
        r#"{"data":"1893","co"#,
        "{}",
        r#"{"code":null}"#,
    ] {
        assert_eq!(
            unknown(verdict(200, body)),
            UnknownKind::Unreadable,
            "{body}"
        );
    }
    for body in [
        r#"{"code":0}"#,
        r#"{"code":0,"data":null}"#,
        r#"{"code":0,"data":{}}"#,
    ] {
        assert_eq!(unknown(verdict(200, body)), UnknownKind::NoTaskId, "{body}");
    }
    assert_eq!(
        unknown(judged(200, &ReadBody::TimedOut, &[])),
        UnknownKind::TimedOut
    );
    assert_eq!(
        unknown(judged(200, &ReadBody::TooLarge { cap: 7 }, &[])),
        UnknownKind::TooLarge { cap: 7 }
    );
    let cut = ReadBody::Cut {
        detail: "reset".into(),
    };
    assert_eq!(unknown(judged(200, &cut, &[])), UnknownKind::Unreadable);
}

#[test]
fn statuses_that_tell_nothing_are_unknown_whatever_the_body_says() {
    for status in [408, 425, 499, 500, 501, 502, 504, 599] {
        for body in [
            "",
            "<html>bad gateway</html>",
            SUCCESS,
            r#"{"error_code":"APIG.0201","error_msg":"x"}"#,
        ] {
            assert_eq!(
                unknown(verdict(status, body)),
                UnknownKind::ServerError { status },
                "{status} {body}"
            );
        }
    }
}

#[test]
fn only_a_503_from_the_front_is_not_processed() {
    let come_back = [("retry-after", "2")];
    let whole = |body: &str| ReadBody::Whole(body.into());
    let gateway = r#"{"error_code":"APIG.0308","error_msg":"threshold reached"}"#;
    for (body, headers) in [
        (gateway, &[][..]),
        (gateway, &come_back),
        ("", &come_back),
        ("<html>", &come_back),
    ] {
        assert_eq!(
            not_processed(judged(503, &whole(body), headers)).kind,
            NotProcessedKind::Unavailable,
            "{body}"
        );
    }
    let own = r#"{"code":13000000,"msg":"busy"}"#;
    let behind = r#"{"error_code":"APIG.0202","error_msg":"backend unavailable"}"#;
    for (body, headers) in [
        (own, &[][..]),
        (own, &come_back),
        (behind, &come_back),
        (
            r#"{"error_code":"APIGW.9999","error_msg":"System error"}"#,
            &[],
        ),
        ("", &[]),
        ("<html>", &[]),
        (
            r#"{"timestamp":1,"status":503,"error":"Service Unavailable"}"#,
            &[],
        ),
        (
            "upstream connect error or disconnect/reset before headers",
            &[],
        ),
    ] {
        assert_eq!(
            unknown(judged(503, &whole(body), headers)),
            UnknownKind::ServerError { status: 503 },
            "{body}"
        );
    }
    let cut = ReadBody::Cut {
        detail: String::new(),
    };
    assert_eq!(
        unknown(judged(503, &cut, &come_back)),
        UnknownKind::ServerError { status: 503 }
    );
}

#[test]
fn throttling_says_how_long_to_wait() {
    let body =
        ReadBody::Whole(br#"{"error_code":"APIG.0308","error_msg":"threshold reached"}"#.to_vec());
    let waits = |headers: &[(&str, &str)]| not_processed(judged(429, &body, headers)).retry_after;
    let seconds = |seconds| Some(std::time::Duration::from_secs(seconds));
    assert_eq!(waits(&[]), None);
    assert_eq!(waits(&[("retry-after", "7")]), seconds(7));
    let date = ("date", "Thu, 16 Apr 2026 09:00:00 GMT");
    assert_eq!(
        waits(&[date, ("retry-after", "Thu, 16 Apr 2026 09:00:09 GMT")]),
        seconds(9)
    );
    assert_eq!(
        not_processed(judged(400, &body, &[])).kind,
        NotProcessedKind::Throttled,
        "the code says so too"
    );
}

#[test]
fn redirects_are_unknown_and_name_only_the_host() {
    let body = ReadBody::Whole(Vec::new());
    for status in [301, 302, 303, 304, 307, 308] {
        let location = [("location", "https://evil.example/steal?token=1")];
        let to = Some("evil.example".to_owned());
        assert_eq!(
            unknown(judged(status, &body, &location)),
            UnknownKind::Redirected { to },
            "{status}"
        );
    }
    assert_eq!(
        unknown(judged(302, &body, &[("location", "/x")])),
        UnknownKind::Redirected { to: None }
    );
}

#[test]
fn a_refusal_without_a_code_is_named_after_its_status() {
    for (status, kind) in [
        (400, RefusalKind::Other),
        (401, RefusalKind::Credentials),
        (403, RefusalKind::Permission),
        (404, RefusalKind::NotFound),
        (413, RefusalKind::TooLarge),
        (418, RefusalKind::Other),
    ] {
        let refusal = refusal(status, "<html>");
        assert_eq!(
            (refusal.code, refusal.kind),
            (format!("HTTP {status}"), kind)
        );
    }
    assert_eq!(
        not_processed(verdict(407, "")).kind,
        NotProcessedKind::Proxy(ProxyFault::AuthenticationRequired)
    );
}

#[test]
fn the_access_key_and_the_canonical_request_are_not_repeated() {
    let body = r#"{"error_code":"APIGW.0303","error_msg":"appkey a378331eca141163, canonicalRequest:POST|/x"}"#;
    assert_eq!(refusal(401, body).message, "appkey …1163");
    assert!(!format!("{:?}", verdict(500, body)).contains("a378331eca141163"));
}

proptest! {
    #[test]
    fn no_garbage_is_taken_for_success(status in 100_u16..600, body in any::<Vec<u8>>()) {
        let verdict = judged(status, &ReadBody::Whole(body), &[]);
        prop_assert!(!matches!(verdict, Verdict::Accepted(_)));
    }

    #[test]
    fn no_cut_success_is_taken_for_success(cut in 0..SUCCESS.len()) {
        let verdict = judged(200, &ReadBody::Whole(SUCCESS.as_bytes()[..cut].to_vec()), &[]);
        prop_assert_eq!(unknown(verdict), UnknownKind::Unreadable);
    }
}
