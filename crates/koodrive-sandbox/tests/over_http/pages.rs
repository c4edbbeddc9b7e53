//! Results, page by page.

use koodrive_sandbox::{CursorName, EndOfPages, PageOrder, SandboxSettings, SkippedRows};
use serde_json::{Value, json};

use crate::service::{PARAMETERS, assert_refused, instant, phones, texts};
use crate::support::{Caller, sandbox};

/// All phones of a task, page by page, and how many pages it took.
fn walk(caller: &Caller, task_id: &str, size: usize, name: &str) -> (Vec<String>, usize) {
    let (mut phones, mut cursor, mut pages) = (Vec::new(), "0".to_owned(), 0);
    loop {
        let query = format!("cursor={cursor}&pageSize={size}&taskId={task_id}");
        let data = caller.query(&query).unwrap().json()["data"].take();
        let rows = data["registerList"].as_array().unwrap();
        phones.extend(
            rows.iter()
                .map(|row| row["phone"].as_str().unwrap().to_owned()),
        );
        pages += 1;
        match data[name].as_str() {
            Some(next) if !next.is_empty() && next != cursor && !rows.is_empty() => {
                next.clone_into(&mut cursor);
            }
            _ => return (phones, pages),
        }
    }
}

#[test]
fn pages_hold_every_user_once_however_they_end() {
    let all = phones(25);
    for (end_of_pages, pages) in [
        (EndOfPages::Absent, 3),
        (EndOfPages::Null, 3),
        (EndOfPages::Empty, 3),
        (EndOfPages::SameCursor, 3),
        (EndOfPages::EmptyPage, 4),
    ] {
        let sandbox = sandbox(SandboxSettings {
            end_of_pages,
            ..instant()
        });
        let caller = Caller::of(&sandbox);
        let task_id = caller.create(&texts(&all)).unwrap().task_id();
        let walked = walk(&caller, &task_id, 10, "nextPageCursor");
        assert_eq!(walked, (all.clone(), pages), "{end_of_pages:?}");
    }
}

/// The `data` of the only page of a one-user task.
fn last_page(settings: SandboxSettings) -> Value {
    let sandbox = sandbox(settings);
    let caller = Caller::of(&sandbox);
    let task_id = caller.create(&["18800000001"]).unwrap().task_id();
    caller.results(&task_id)
}

#[test]
fn the_last_page_is_marked_as_the_settings_say() {
    for (end_of_pages, mark) in [
        (EndOfPages::Absent, None),
        (EndOfPages::Null, Some(Value::Null)),
        (EndOfPages::Empty, Some(json!(""))),
        (EndOfPages::SameCursor, Some(json!("0"))),
        (EndOfPages::EmptyPage, Some(json!("1"))),
    ] {
        let data = last_page(SandboxSettings {
            end_of_pages,
            ..instant()
        });
        assert_eq!(
            data.get("nextPageCursor"),
            mark.as_ref(),
            "{end_of_pages:?}"
        );
    }
}

#[test]
fn the_cursor_has_two_names() {
    let sandbox = sandbox(SandboxSettings {
        cursor_name: CursorName::NextCursor,
        ..instant()
    });
    let caller = Caller::of(&sandbox);
    let all = phones(3);
    let task_id = caller.create(&texts(&all)).unwrap().task_id();
    assert_eq!(walk(&caller, &task_id, 1, "nextCursor").0, all);
}

#[test]
fn another_page_order_holds_over_all_pages() {
    let all = phones(50);
    let mut reversed = all.clone();
    reversed.reverse();
    let walked = |page_order| {
        let sandbox = sandbox(SandboxSettings {
            page_order,
            ..instant()
        });
        let caller = Caller::of(&sandbox);
        let task_id = caller.create(&texts(&all)).unwrap().task_id();
        walk(&caller, &task_id, 7, "nextPageCursor").0
    };
    assert_eq!(walked(PageOrder::Reversed), reversed);
    let mut mixed = walked(PageOrder::Shuffled { seed: 1 });
    assert_ne!(mixed, all);
    mixed.sort();
    assert_eq!(mixed, all);
}

#[test]
fn the_row_of_a_skipped_user_has_four_forms() {
    let row = |skipped_rows| {
        let data = last_page(SandboxSettings {
            skipped_rows,
            known_phones: vec!["18800000001".to_owned()],
            ..instant()
        });
        assert_eq!(data["taskInfo"]["skipCount"], 1);
        data["registerList"].get(0).cloned()
    };
    let keys = |skipped_rows| -> Vec<String> {
        let row = row(skipped_rows).unwrap();
        row.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys(SkippedRows::Bare), ["id", "phone"]);
    assert_eq!(keys(SkippedRows::WithUserId), ["id", "phone", "userId"]);
    assert_eq!(
        keys(SkippedRows::WithReason),
        ["code", "id", "phone", "reason"]
    );
    assert_eq!(row(SkippedRows::LeftOut), None);
}

#[test]
fn a_query_is_checked_too() {
    let sandbox = sandbox(instant());
    let caller = Caller::of(&sandbox);
    let task_id = caller.create(&["18800000001"]).unwrap().task_id();
    for query in [
        String::new(),
        "taskId=".to_owned(),
        "taskId=1893596414966089601".to_owned(),
        format!("pageSize=0&taskId={task_id}"),
        format!("pageSize=1001&taskId={task_id}"),
        format!("pageSize=ten&taskId={task_id}"),
        format!("cursor=-1&taskId={task_id}"),
        format!("taskId={task_id}&taskId={task_id}"),
    ] {
        assert_refused(&query, &caller.query(&query), PARAMETERS);
    }
    let far = caller
        .query(&format!("cursor=99&taskId={task_id}"))
        .unwrap()
        .json();
    assert_eq!(far["data"]["registerList"], json!([]));
}
