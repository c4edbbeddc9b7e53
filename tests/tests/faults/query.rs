//! Faults of queries. The batches are accepted; what is at stake is whether their results come in.

use koodrive_sandbox::{
    Because, CodeAs, Distortion, Fault, FaultRule, Garble, Moment, RetryAfter, When,
};

use crate::scene::{Expected, Row};

fn row(name: &'static str, when: When, fault: Fault, expected: Expected) -> Row {
    Row {
        name,
        rule: FaultRule::query(when, fault),
        expected,
    }
}

/// The first question fails, and is asked again.
fn once(name: &'static str, fault: Fault) -> Row {
    row(name, When::Nth(1), fault, done(3))
}

fn done(queries: usize) -> Expected {
    Expected {
        states: "finished finished",
        creates: 2,
        queries,
        tasks: 2,
    }
}

/// The results are left to the next run, after so many questions.
fn left(queries: usize) -> Expected {
    Expected {
        states: "accepted accepted",
        ..done(queries)
    }
}

fn hold(moment: Moment) -> Fault {
    Fault::Hold { moment }
}

fn cut(moment: Moment) -> Fault {
    Fault::Cut { moment }
}

fn refuse(because: Because, status: Option<u16>) -> Fault {
    Fault::Refuse { because, status }
}

fn throttle(status: u16, retry_after: Option<RetryAfter>) -> Fault {
    Fault::Throttle {
        status,
        retry_after,
    }
}

fn fail(status: u16) -> Fault {
    Fault::Fail {
        status,
        processed: false,
    }
}

fn passing() -> Vec<Row> {
    vec![
        once("time-out before it was read", hold(Moment::BeforeReading)),
        once("time-out before the answer", hold(Moment::BeforeProcessing)),
        once("time-out after processing", hold(Moment::AfterProcessing)),
        once("time-out in the answer", hold(Moment::WhileAnswering)),
        once("cut before the answer", cut(Moment::BeforeProcessing)),
        once("cut after processing", cut(Moment::AfterProcessing)),
        once("cut in the answer", cut(Moment::WhileAnswering)),
        once("400 for the clock", refuse(Because::Clock, None)),
        once("401 for the clock", refuse(Because::Clock, Some(401))),
        once("400 for parameters", refuse(Because::Parameters, None)),
        once("401 for parameters", refuse(Because::Parameters, Some(401))),
        once("413", refuse(Because::Size, None)),
        once("429", throttle(429, None)),
        once(
            "429 with Retry-After in seconds",
            throttle(429, Some(RetryAfter::Seconds(1))),
        ),
        once(
            "429 with Retry-After as a date",
            throttle(429, Some(RetryAfter::Date(2))),
        ),
        once("503", throttle(503, None)),
        once(
            "503 with Retry-After in seconds",
            throttle(503, Some(RetryAfter::Seconds(1))),
        ),
        once(
            "503 with Retry-After as a date",
            throttle(503, Some(RetryAfter::Date(2))),
        ),
        once("500", fail(500)),
        once("502 in HTML", fail(502)),
        once("504", fail(504)),
        once(
            "200 with another code, as a number",
            Fault::Code {
                code: 13_000_999,
                code_as: CodeAs::Number,
                msg: "try later".to_owned(),
            },
        ),
        once(
            "200 with another code, as text",
            Fault::Code {
                code: 13_000_999,
                code_as: CodeAs::Text,
                msg: "try later".to_owned(),
            },
        ),
        once("200 empty", Fault::Garble(Garble::Empty)),
        once("200 not JSON", Fault::Garble(Garble::NotJson)),
        once("200 cut short", Fault::Garble(Garble::CutJson)),
        once("200 without data", Fault::Garble(Garble::NoData)),
        once("200 with 50 MB", Fault::Flood { bytes: 50_000_000 }),
        once(
            "a redirect to another host",
            Fault::Redirect {
                status: 302,
                to: "https://elsewhere.invalid/".to_owned(),
            },
        ),
    ]
}

fn lasting() -> Vec<Row> {
    let always = |name, fault, queries| row(name, When::Always, fault, left(queries));
    vec![
        always("400 for the signature", refuse(Because::Signature, None), 1),
        always(
            "401 for the signature",
            refuse(Because::Signature, Some(401)),
            1,
        ),
        always("401 for the key", refuse(Because::Key, Some(401)), 1),
        always("403", refuse(Because::Permission, None), 1),
        always("404", refuse(Because::Path, None), 10),
    ]
}

/// Pages that are not as they should be; the counts of the task are.
fn distorted() -> Vec<Row> {
    let always = |name, distortions: Vec<Distortion>, queries| {
        row(
            name,
            When::Always,
            Fault::Distort(distortions),
            done(queries),
        )
    };
    vec![
        always(
            "rows out of order",
            vec![Distortion::Shuffle { seed: 1 }],
            2,
        ),
        always("rows repeated", vec![Distortion::RepeatRows], 2),
        always("rows missing", vec![Distortion::DropRows { every: 2 }], 2),
        always(
            "rows of strangers",
            vec![Distortion::StrangeRows { count: 2 }],
            2,
        ),
        always(
            "phones in another spelling",
            vec![Distortion::OtherSpelling],
            2,
        ),
        always(
            "a cursor that never ends",
            vec![Distortion::EndlessCursor],
            4,
        ),
        always(
            "the cursor under its other name",
            vec![Distortion::OtherCursorName],
            2,
        ),
        row(
            "numbers for IDs",
            When::Always,
            Fault::Garble(Garble::NumericIds),
            done(2),
        ),
    ]
}

#[test]
fn questions_that_fail_are_asked_again() {
    insta::assert_snapshot!(crate::play(&passing()));
}

#[test]
fn questions_that_would_always_fail_are_left_to_the_next_run() {
    insta::assert_snapshot!(crate::play(&lasting()));
}

#[test]
fn pages_in_disorder_are_read_all_the_same() {
    insta::assert_snapshot!(crate::play(&distorted()));
}
