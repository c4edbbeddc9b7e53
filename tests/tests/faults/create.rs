//! Faults of creates. The first batch meets them; the second shows whether the program goes on.

use koodrive_sandbox::{Because, CodeAs, Fault, FaultRule, Garble, Moment, RetryAfter, When};

use crate::scene::{Expected, Row};

fn row(name: &'static str, when: When, fault: Fault, expected: Expected) -> Row {
    Row {
        name,
        rule: FaultRule::create(when, fault),
        expected,
    }
}

fn first(name: &'static str, fault: Fault, expected: Expected) -> Row {
    row(name, When::Nth(1), fault, expected)
}

fn always(name: &'static str, fault: Fault, expected: Expected) -> Row {
    row(name, When::Always, fault, expected)
}

/// The first batch is unknown and was not processed; the second is done.
const UNKNOWN: Expected = Expected {
    states: "unknown finished",
    creates: 2,
    queries: 1,
    tasks: 1,
};

/// The first batch is unknown and was processed all the same.
const UNKNOWN_WITH_A_TASK: Expected = Expected {
    tasks: 2,
    ..UNKNOWN
};

/// Both are done, after so many creates.
fn done(creates: usize) -> Expected {
    Expected {
        states: "finished finished",
        creates,
        queries: 2,
        tasks: 2,
    }
}

/// It stops after so many creates; nothing was created and nothing is lost.
fn stopped(creates: usize) -> Expected {
    Expected {
        states: "queued queued",
        creates,
        queries: 0,
        tasks: 0,
    }
}

fn cut(moment: Moment) -> Fault {
    Fault::Cut { moment }
}

fn hold(moment: Moment) -> Fault {
    Fault::Hold { moment }
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

fn fail(status: u16, processed: bool) -> Fault {
    Fault::Fail { status, processed }
}

fn code(code_as: CodeAs) -> Fault {
    Fault::Code {
        code: 13_000_999,
        code_as,
        msg: "no seats left".to_owned(),
    }
}

fn in_the_dark() -> Vec<Row> {
    vec![
        first(
            "time-out before the body was read",
            hold(Moment::BeforeReading),
            UNKNOWN,
        ),
        first(
            "time-out while sending",
            hold(Moment::WhileReading),
            UNKNOWN,
        ),
        first(
            "time-out before processing",
            hold(Moment::BeforeProcessing),
            UNKNOWN,
        ),
        first(
            "time-out after processing",
            hold(Moment::AfterProcessing),
            UNKNOWN_WITH_A_TASK,
        ),
        first(
            "time-out in the answer",
            hold(Moment::WhileAnswering),
            UNKNOWN_WITH_A_TASK,
        ),
        first(
            "cut before the body was read",
            cut(Moment::BeforeReading),
            UNKNOWN,
        ),
        first("cut while sending", cut(Moment::WhileReading), UNKNOWN),
        first(
            "cut before processing",
            cut(Moment::BeforeProcessing),
            UNKNOWN,
        ),
        first(
            "cut after processing",
            cut(Moment::AfterProcessing),
            UNKNOWN_WITH_A_TASK,
        ),
        first(
            "cut in the answer",
            cut(Moment::WhileAnswering),
            UNKNOWN_WITH_A_TASK,
        ),
        first("500", fail(500, false), UNKNOWN),
        first("500 after processing", fail(500, true), UNKNOWN_WITH_A_TASK),
        first("502 in HTML", fail(502, false), UNKNOWN),
        first("504", fail(504, true), UNKNOWN_WITH_A_TASK),
        first("503 after processing", fail(503, true), UNKNOWN_WITH_A_TASK),
        first(
            "200 empty",
            Fault::Garble(Garble::Empty),
            UNKNOWN_WITH_A_TASK,
        ),
        first(
            "200 not JSON",
            Fault::Garble(Garble::NotJson),
            UNKNOWN_WITH_A_TASK,
        ),
        first(
            "200 cut short",
            Fault::Garble(Garble::CutJson),
            UNKNOWN_WITH_A_TASK,
        ),
        first(
            "200 without data",
            Fault::Garble(Garble::NoData),
            UNKNOWN_WITH_A_TASK,
        ),
        first(
            "200 with 50 MB",
            Fault::Flood { bytes: 50_000_000 },
            UNKNOWN_WITH_A_TASK,
        ),
        first(
            "a redirect to another host",
            Fault::Redirect {
                status: 307,
                to: "https://elsewhere.invalid/".to_owned(),
            },
            UNKNOWN,
        ),
    ]
}

fn refused() -> Vec<Row> {
    vec![
        always(
            "400 for the signature",
            refuse(Because::Signature, None),
            stopped(1),
        ),
        always(
            "401 for the signature",
            refuse(Because::Signature, Some(401)),
            stopped(1),
        ),
        always("400 for the key", refuse(Because::Key, None), stopped(1)),
        first(
            "400 for the clock, once",
            refuse(Because::Clock, None),
            done(3),
        ),
        always(
            "400 for the clock, always",
            refuse(Because::Clock, None),
            stopped(2),
        ),
        first(
            "401 for the clock, once",
            refuse(Because::Clock, Some(401)),
            done(3),
        ),
        always("403", refuse(Because::Permission, None), stopped(1)),
        always("404", refuse(Because::Path, None), stopped(1)),
        first(
            "400 for parameters, once",
            refuse(Because::Parameters, None),
            Expected {
                states: "finished finished finished",
                creates: 4,
                queries: 3,
                tasks: 3,
            },
        ),
        always(
            "400 for parameters, always",
            refuse(Because::Parameters, None),
            Expected {
                states: "refused refused refused refused",
                creates: 6,
                queries: 0,
                tasks: 0,
            },
        ),
        first(
            "401 for parameters, once",
            refuse(Because::Parameters, Some(401)),
            Expected {
                states: "finished finished finished",
                creates: 4,
                queries: 3,
                tasks: 3,
            },
        ),
        first(
            "413",
            refuse(Because::Size, None),
            Expected {
                states: "finished finished finished",
                creates: 4,
                queries: 3,
                tasks: 3,
            },
        ),
        first(
            "200 with another code, as a number",
            code(CodeAs::Number),
            Expected {
                states: "refused finished",
                creates: 2,
                queries: 1,
                tasks: 1,
            },
        ),
        first(
            "200 with another code, as text",
            code(CodeAs::Text),
            Expected {
                states: "refused finished",
                creates: 2,
                queries: 1,
                tasks: 1,
            },
        ),
    ]
}

fn asked_to_wait() -> Vec<Row> {
    vec![
        first("429", throttle(429, None), done(3)),
        first(
            "429 with Retry-After in seconds",
            throttle(429, Some(RetryAfter::Seconds(1))),
            done(3),
        ),
        first(
            "429 with Retry-After as a date",
            throttle(429, Some(RetryAfter::Date(2))),
            done(3),
        ),
        first("503", throttle(503, None), done(3)),
        first(
            "503 with Retry-After in seconds",
            throttle(503, Some(RetryAfter::Seconds(1))),
            done(3),
        ),
        first(
            "503 with Retry-After as a date",
            throttle(503, Some(RetryAfter::Date(2))),
            done(3),
        ),
    ]
}

#[test]
fn creates_in_the_dark_wait_for_a_person() {
    insta::assert_snapshot!(crate::play(&in_the_dark()));
}

#[test]
fn refused_creates_create_nothing() {
    insta::assert_snapshot!(crate::play(&refused()));
}

#[test]
fn creates_that_are_asked_to_wait_wait() {
    insta::assert_snapshot!(crate::play(&asked_to_wait()));
}

#[test]
fn a_task_id_that_comes_as_a_number_keeps_its_digits() {
    let rows = [first(
        "200 with a number for a task ID",
        Fault::Garble(Garble::NumericIds),
        done(2),
    )];
    insta::assert_snapshot!(crate::play(&rows));
}
