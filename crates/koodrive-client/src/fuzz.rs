//! A door for the fuzzer, built only for it.

use http::{HeaderMap, StatusCode};

use crate::answer::{Heard, ReadBody, ReadData, judge};
use crate::client::read_task_id;
use crate::{AccessKey, Cursor, TaskId, TaskPage, Verdict, XDate};

/// Judges any body with any status, as the answer to both calls.
///
/// # Panics
/// When a `create` is called safe to send again by an answer that does not prove it.
pub fn fuzz_answer(status: u16, body: &[u8]) {
    let Ok(status) = StatusCode::from_u16(status) else {
        return;
    };
    let create: ReadData<TaskId> = Box::new(read_task_id);
    let asked = Cursor::first();
    let query: ReadData<TaskPage> =
        Box::new(move |data| TaskPage::read(data).map(|page| page.asked_with(&asked)));
    let body = ReadBody::Whole(body.to_vec());
    let headers = HeaderMap::new();
    let access_key = AccessKey::parse("a378331eca141163").expect("this is a key");
    let heard = Heard {
        status,
        headers: &headers,
        body: &body,
        x_date: XDate::parse("20260416T080000Z").expect("this is a time"),
        date: None,
        access_key: &access_key,
    };
    drop(judge(&heard, &query));
    match judge(&heard, &create).verdict {
        Verdict::Accepted(task_id) => {
            assert!(status.is_success() && !task_id.as_str().is_empty());
        }
        Verdict::NotProcessed(_) => {
            assert!(!status.is_server_error() || status == StatusCode::SERVICE_UNAVAILABLE);
        }
        Verdict::Refused(_) => assert!(!status.is_server_error() && !status.is_redirection()),
        Verdict::Unknown(_) => {}
    }
}
