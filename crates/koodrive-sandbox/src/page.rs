//! A page of a task's results.

use serde_json::{Value, json};

use crate::verdict::KNOWN_PHONE;
use crate::{
    Distortion, EndOfPages, Outcome, PageOrder, SandboxSettings, SkippedRows, TaskSeen, TaskUser,
    mix, percent,
};

/// Largest and default page (service page, "Query a task").
const LARGEST_PAGE: usize = 1_000;

/// What a query asks for. A cursor is the number of rows before the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageAsked {
    pub(crate) task_id: String,
    pub(crate) cursor: usize,
    pub(crate) size: usize,
}

impl PageAsked {
    /// Reads the raw query, or says what the parameter check dislikes.
    pub(crate) fn read(query: &str) -> Result<Self, String> {
        let task_id = parameter(query, "taskId")?.unwrap_or_default();
        if task_id.is_empty() {
            return Err("taskId is missing".to_owned());
        }
        let cursor = number(query, "cursor")?.unwrap_or(0);
        let size = number(query, "pageSize")?.unwrap_or(LARGEST_PAGE);
        if !(1..=LARGEST_PAGE).contains(&size) {
            return Err("pageSize is not from 1 to 1000".to_owned());
        }
        Ok(Self {
            task_id,
            cursor,
            size,
        })
    }
}

/// A parameter's value; given twice or not as text, it is refused.
fn parameter(query: &str, name: &str) -> Result<Option<String>, String> {
    let mut values = percent::pairs(query)
        .into_iter()
        .filter(|(given, _)| given == name.as_bytes())
        .map(|(_, value)| value);
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(_), Some(_)) => Err(format!("{name} is given twice")),
        (Some(value), None) => String::from_utf8(value)
            .map(Some)
            .map_err(|_| format!("{name} is not text")),
    }
}

fn number(query: &str, name: &str) -> Result<Option<usize>, String> {
    let Some(text) = parameter(query, name)? else {
        return Ok(None);
    };
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    number
        .map(Some)
        .ok_or_else(|| format!("{name} is not a number"))
}

/// The `data` of a query's answer.
pub(crate) fn data(
    task: &TaskSeen,
    asked: &PageAsked,
    settings: &SandboxSettings,
    distortions: &[Distortion],
) -> Value {
    let users = listed(task, settings);
    let endless = distortions.contains(&Distortion::EndlessCursor);
    let place = Place::of(asked, users.len(), endless);
    let mut rows: Vec<Value> = users[place.start..place.end]
        .iter()
        .map(|user| row(user, settings.skipped_rows))
        .collect();
    for distortion in distortions {
        distort(&mut rows, distortion);
    }
    let mut data = json!({"registerList": rows, "taskInfo": task_info(task)});
    let next = if endless {
        Some(Value::from(
            asked.cursor.saturating_add(asked.size).to_string(),
        ))
    } else {
        next_cursor(asked, place.end, users.len(), settings.end_of_pages)
    };
    if let Some(next) = next {
        data[cursor_name(settings, distortions)] = next;
    }
    data
}

/// Where a page stands in the list.
struct Place {
    start: usize,
    end: usize,
}

impl Place {
    /// Behind the end there is nothing, unless the list is endless: then it begins again.
    fn of(asked: &PageAsked, users: usize, endless: bool) -> Self {
        let start = if endless && users > 0 {
            asked.cursor % users
        } else {
            asked.cursor.min(users)
        };
        let end = (start + asked.size).min(users);
        Self { start, end }
    }
}

fn cursor_name(settings: &SandboxSettings, distortions: &[Distortion]) -> &'static str {
    let usual = settings.cursor_name;
    let other = distortions.contains(&Distortion::OtherCursorName);
    if other { usual.other() } else { usual }.as_str()
}

/// The users that are listed, in the order they are listed.
fn listed<'a>(task: &'a TaskSeen, settings: &SandboxSettings) -> Vec<&'a TaskUser> {
    let leave_out = settings.skipped_rows == SkippedRows::LeftOut;
    let mut users: Vec<&TaskUser> = task.users.iter().collect();
    users.retain(|user| !(leave_out && matches!(user.outcome, Outcome::Skipped { .. })));
    match settings.page_order {
        PageOrder::AsSent => {}
        PageOrder::Reversed => users.reverse(),
        PageOrder::Shuffled { seed } => mix::shuffle(&mut users, seed),
    }
    users
}

fn next_cursor(asked: &PageAsked, end: usize, rows: usize, mark: EndOfPages) -> Option<Value> {
    if end < rows || (mark == EndOfPages::EmptyPage && asked.cursor < rows) {
        return Some(Value::from(end.to_string()));
    }
    match mark {
        EndOfPages::Absent | EndOfPages::EmptyPage => None,
        EndOfPages::Null => Some(Value::Null),
        EndOfPages::Empty => Some(Value::from("")),
        EndOfPages::SameCursor => Some(Value::from(asked.cursor.to_string())),
    }
}

fn row(user: &TaskUser, skipped_rows: SkippedRows) -> Value {
    let mut row = json!({"id": user.id, "phone": user.phone});
    match (&user.outcome, skipped_rows) {
        (Outcome::Succeeded { user_id }, _)
        | (Outcome::Skipped { user_id }, SkippedRows::WithUserId) => {
            row["userId"] = Value::from(user_id.as_str());
        }
        (Outcome::Failed { code, reason }, _) => {
            row["code"] = Value::from(code.as_str());
            row["reason"] = Value::from(reason.as_str());
        }
        (Outcome::Skipped { .. }, SkippedRows::WithReason) => {
            row["code"] = Value::from(KNOWN_PHONE.code);
            row["reason"] = Value::from(KNOWN_PHONE.reason);
        }
        (Outcome::Pending | Outcome::Skipped { .. }, _) => {}
    }
    row
}

fn task_info(task: &TaskSeen) -> Value {
    let count = |wanted: fn(&Outcome) -> bool| {
        let outcomes = task.users.iter().map(|user| &user.outcome);
        outcomes.filter(|outcome| wanted(outcome)).count()
    };
    let status = if task.is_finished() {
        "FINISHED"
    } else {
        "PROCESSING"
    };
    json!({
        "taskId": task.task_id,
        "status": status,
        "totalCount": task.users.len(),
        "successCount": count(|outcome| matches!(outcome, Outcome::Succeeded { .. })),
        "failCount": count(|outcome| matches!(outcome, Outcome::Failed { .. })),
        "skipCount": count(|outcome| matches!(outcome, Outcome::Skipped { .. })),
    })
}

fn distort(page: &mut Vec<Value>, distortion: &Distortion) {
    match distortion {
        Distortion::Shuffle { seed } => mix::shuffle(page, *seed),
        Distortion::RepeatRows => page.extend(page.clone()),
        Distortion::DropRows { every } => drop_rows(page, *every),
        Distortion::StrangeRows { count } => page.extend((0..*count).map(strange_row)),
        Distortion::OtherSpelling => page.iter_mut().for_each(respell),
        Distortion::EndlessCursor | Distortion::OtherCursorName => {}
    }
}

fn drop_rows(page: &mut Vec<Value>, every: usize) {
    let mut at = 0;
    page.retain(|_| {
        at += 1;
        at % every.max(1) != 0
    });
}

fn respell(row: &mut Value) {
    let phone = row["phone"].as_str().unwrap_or_default();
    if let Some(number) = phone.strip_prefix("00") {
        row["phone"] = Value::from(format!("+{number}"));
    }
}

/// A row for a phone that no roster holds.
fn strange_row(n: usize) -> Value {
    json!({
        "id": format!("17{n:017}"),
        "userId": format!("16{n:017}"),
        "phone": format!("99{n:018}"),
    })
}
