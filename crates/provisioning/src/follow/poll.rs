//! One question about one task: all its pages, written down together.

use std::collections::HashSet;

use chrono::Utc;
use koodrive_client::{
    Client, Cursor, PageSize, TaskId, TaskInfo, TaskPage, TraceId, UserResult, Verdict,
};
use ledger::{BatchId, TaskTotals};
use tokio::time::sleep_until;

use super::read::outcomes;
use crate::error::ProvisioningError;
use crate::journal::Journal;
use crate::throttle::Throttle;

/// A task that is asked about.
pub(crate) struct Task {
    pub(crate) batch: BatchId,
    pub(crate) id: String,
    pub(crate) users: u64,
}

/// What a question came to; results are on the disk already.
pub(crate) enum Polled {
    /// The service is done.
    Finished { done: u64, total: u64 },
    /// It is still at it.
    Going { done: u64, total: u64 },
    /// No answer that says anything about the task.
    Failed { why: String, is_final: bool },
}

pub(crate) async fn poll(
    journal: &Journal,
    client: &Client,
    throttle: &Throttle,
    task: &Task,
) -> Result<Polled, ProvisioningError> {
    let Ok(task_id) = TaskId::parse(&task.id) else {
        let why = format!("`{}` is no task ID", task.id);
        return Ok(Polled::Failed {
            why,
            is_final: true,
        });
    };
    match all_pages(client, throttle, &task_id, task.users).await {
        Ok((results, info)) => write_down(journal, task, results, info).await,
        Err(failed) => Ok(failed),
    }
}

/// How many pages are read at most: a cursor that never ends must not keep the program.
fn most_pages(users: u64) -> u64 {
    users.max(1) + 10
}

async fn all_pages(
    client: &Client,
    throttle: &Throttle,
    task_id: &TaskId,
    users: u64,
) -> Result<(Vec<UserResult>, TaskInfo), Polled> {
    let mut cursor = Some(Cursor::first());
    let mut seen = Seen::default();
    let mut info = TaskInfo::default();
    let mut pages = 0;
    while let Some(here) = cursor.take().filter(|_| pages < most_pages(users)) {
        let page = one_page(client, throttle, task_id, &here).await?;
        pages += 1;
        info = page.info;
        let brought_something = seen.add(page.users);
        cursor = page.next.filter(|_| brought_something);
    }
    Ok((seen.results, info))
}

async fn one_page(
    client: &Client,
    throttle: &Throttle,
    task_id: &TaskId,
    cursor: &Cursor,
) -> Result<TaskPage, Polled> {
    let place = throttle.reserve();
    sleep_until(throttle.heed(place)).await;
    let trace_id = TraceId::generate(&mut rand::rng());
    let answer = client
        .query(task_id, cursor, PageSize::default(), &trace_id)
        .await;
    throttle.learn(&answer.verdict);
    let is_final = answer.verdict.stops_everything();
    match answer.verdict {
        Verdict::Accepted(page) => Ok(page),
        Verdict::Refused(refusal) => Err(failed(refusal.to_string(), is_final)),
        Verdict::NotProcessed(failure) => Err(failed(failure.to_string(), is_final)),
        Verdict::Unknown(unknown) => Err(failed(unknown.to_string(), is_final)),
    }
}

fn failed(why: String, is_final: bool) -> Polled {
    Polled::Failed { why, is_final }
}

/// The results of all pages, each once: a page that brings nothing new is the last.
#[derive(Default)]
struct Seen {
    keys: HashSet<(Option<String>, Option<String>)>,
    results: Vec<UserResult>,
}

impl Seen {
    fn add(&mut self, page: Vec<UserResult>) -> bool {
        let before = self.results.len();
        for result in page {
            let key = (result.subtask_id.clone(), result.phone.clone());
            if self.keys.insert(key) {
                self.results.push(result);
            }
        }
        self.results.len() > before
    }
}

async fn write_down(
    journal: &Journal,
    task: &Task,
    results: Vec<UserResult>,
    info: TaskInfo,
) -> Result<Polled, ProvisioningError> {
    let batch = task.batch;
    let finished = info.finished();
    let done = info
        .success
        .saturating_add(info.fail)
        .saturating_add(info.skip);
    let total = if info.total == 0 {
        task.users
    } else {
        info.total
    };
    journal
        .run(move |ledger| -> Result<(), ledger::LedgerError> {
            let users = ledger.batch_users(batch)?;
            let read = outcomes(&users, &results, &info);
            ledger.record_results(batch, &read, &totals(&info), Utc::now())?;
            if finished {
                ledger.finish(batch, Utc::now())?;
            }
            Ok(())
        })
        .await??;
    Ok(if finished {
        Polled::Finished { done, total }
    } else {
        Polled::Going { done, total }
    })
}

fn totals(info: &TaskInfo) -> TaskTotals {
    TaskTotals {
        status: info.status.clone(),
        total: Some(info.total),
        success: Some(info.success),
        failed: Some(info.fail),
        skipped: Some(info.skip),
    }
}
