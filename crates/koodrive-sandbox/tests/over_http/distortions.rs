//! Pages of results that are not as they should be.

use serde_json::{Value, json};

use crate::faults::faulty;
use crate::support::Caller;

/// The phones of a three-user task under a distortion, page by page of two rows, at most
/// `most` pages; and the last page's `data`.
fn distorted(distortions: &Value, most: usize) -> (Vec<String>, Value) {
    let fault = json!({"distort": distortions});
    let sandbox = faulty("query", &json!("always"), &fault);
    let caller = Caller::of(&sandbox);
    let task_id = caller
        .create(&["18800000001", "18800000002", "18800000003"])
        .unwrap()
        .task_id();
    let (mut phones, mut cursor, mut last) = (Vec::new(), "0".to_owned(), Value::Null);
    for _ in 0..most {
        let query = format!("cursor={cursor}&pageSize=2&taskId={task_id}");
        last = caller.query(&query).unwrap().json()["data"].take();
        for row in last["registerList"].as_array().unwrap() {
            phones.push(row["phone"].as_str().unwrap()[9..].to_owned());
        }
        match last["nextPageCursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    (phones, last)
}

#[test]
fn rows_are_repeated_missing_strange_or_mixed() {
    assert_eq!(distorted(&json!([]), 9).0, ["01", "02", "03"]);
    assert_eq!(
        distorted(&json!(["repeat_rows"]), 9).0,
        ["01", "02", "01", "02", "03", "03"]
    );
    assert_eq!(
        distorted(&json!([{"drop_rows": {"every": 2}}]), 9).0,
        ["01", "03"]
    );
    let mixes: std::collections::HashSet<_> = (0..20)
        .map(|seed| distorted(&json!([{"shuffle": {"seed": seed}}]), 9).0)
        .collect();
    assert_eq!(
        mixes.len(),
        2,
        "two rows of a page have two orders: {mixes:?}"
    );
    let (phones, last) = distorted(&json!([{"strange_rows": {"count": 1}}]), 9);
    assert_eq!(phones.len(), 5, "{phones:?}");
    assert_eq!(last["taskInfo"]["totalCount"], 3, "the counts stay true");
}

#[test]
fn phones_come_back_in_another_spelling() {
    let fault = json!({"distort": ["other_spelling"]});
    let sandbox = faulty("query", &json!("always"), &fault);
    let caller = Caller::of(&sandbox);
    let created = caller.create(&["0027188460901", "18800000001"]).unwrap();
    let query = format!("cursor=0&pageSize=2&taskId={}", created.task_id());
    let rows = caller.query(&query).unwrap().json()["data"]["registerList"].take();
    let phones = [&rows[0]["phone"], &rows[1]["phone"]];
    assert_eq!(phones, ["+27188460901", "18800000001"]);
}

#[test]
fn the_cursor_never_ends_and_is_never_the_same() {
    let (phones, last) = distorted(&json!(["endless_cursor"]), 6);
    assert_eq!(
        phones,
        ["01", "02", "03", "02", "03", "01", "02", "03", "02", "03"],
        "the same users again"
    );
    assert_eq!(last["nextPageCursor"], "12");
}

#[test]
fn the_next_cursor_comes_under_its_other_name() {
    let (phones, last) = distorted(&json!(["other_cursor_name"]), 9);
    assert_eq!(phones, ["01", "02"], "the usual name is not there");
    assert_eq!(last["nextCursor"], "2");
}
