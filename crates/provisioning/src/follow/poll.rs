//! One question about one task: all its pages, written down together.

use std::collections::HashSet;

use chrono::Utc;
use koodrive_client::{
    Client, Cursor, NotProcessed, PageSize, Refusal, RefusalKind, TaskId, TaskInfo, TaskPage,
    TraceId, UserResult, Verdict,
};
use ledger::{BatchId, TaskTotals};

use super::fault::PollFault;
use super::read::outcomes;
use crate::error::ProvisioningError;
use crate::journal::Journal;
use crate::submit::StopReason;
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
    /// No answer that says anything about the users.
    Failed {
        why: String,
        fault: PollFault,
        concerns: Concern,
    },
}

/// What a failed question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Concern {
    /// This moment: it is asked again.
    Moment,
    /// This task, which the service does not know, or does not give out.
    Task,
    /// The connection: every other question would fail in the same way.
    Connection(StopReason),
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
            fault: PollFault::Refused,
            concerns: Concern::Task,
        });
    };
    match read(client, throttle, &task_id, task.users).await {
        Ok(reading) => write_down(journal, task, reading.seen.results, reading.info).await,
        Err(failed) => Ok(failed),
    }
}

/// All pages of a task. Where it ended between two of them, the rows of the earlier ones say less
/// than its counts, so they are read once more: then all of them are final.
async fn read(
    client: &Client,
    throttle: &Throttle,
    task_id: &TaskId,
    users: u64,
) -> Result<Reading, Polled> {
    let reading = all_pages(client, throttle, task_id, users).await?;
    if reading.has_ended_meanwhile() {
        all_pages(client, throttle, task_id, users).await
    } else {
        Ok(reading)
    }
}

/// What the pages of a task hold.
#[derive(Default)]
struct Reading {
    seen: Seen,
    /// The counts, from the last page that has any.
    info: TaskInfo,
    /// Whether the first page called the task finished already.
    began_finished: bool,
}

impl Reading {
    fn has_ended_meanwhile(&self) -> bool {
        self.info.finished() && !self.began_finished
    }

    /// Whether the page brought something.
    fn take_in(&mut self, page: Vec<UserResult>, info: TaskInfo, is_first: bool) -> bool {
        if is_first || info.total > 0 {
            self.info = info;
        }
        if is_first {
            self.began_finished = self.info.finished();
        }
        self.seen.add(page)
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
) -> Result<Reading, Polled> {
    let mut cursor = Some(Cursor::first());
    let mut reading = Reading::default();
    let mut pages = 0;
    while let Some(here) = cursor.take().filter(|_| pages < most_pages(users)) {
        let page = one_page(client, throttle, task_id, &here).await?;
        pages += 1;
        let brought_something = reading.take_in(page.users, page.info, pages == 1);
        cursor = page.next.filter(|_| brought_something);
    }
    Ok(reading)
}

async fn one_page(
    client: &Client,
    throttle: &Throttle,
    task_id: &TaskId,
    cursor: &Cursor,
) -> Result<TaskPage, Polled> {
    let mut verdict = ask(client, throttle, task_id, cursor).await;
    for _ in 0..TIMES_TO_WAIT {
        if !is_worth_asking_again(&verdict) {
            break;
        }
        verdict = ask(client, throttle, task_id, cursor).await;
    }
    let (why, fault, concerns) = match verdict {
        Verdict::Accepted(page) => return Ok(page),
        Verdict::Refused(refusal) => (refusal.to_string(), PollFault::Refused, refused(refusal)),
        Verdict::NotProcessed(failure) => (
            failure.to_string(),
            PollFault::of_request(&failure),
            not_processed(failure),
        ),
        Verdict::Unknown(unknown) => (
            unknown.to_string(),
            PollFault::of_answer(&unknown),
            Concern::Moment,
        ),
    };
    Err(Polled::Failed {
        why,
        fault,
        concerns,
    })
}

/// So many times a question is put off because the service asks for fewer requests: for half an hour
/// and more, as the waits grow.
const TIMES_TO_WAIT: u32 = 30;

async fn ask(
    client: &Client,
    throttle: &Throttle,
    task_id: &TaskId,
    cursor: &Cursor,
) -> Verdict<TaskPage> {
    throttle.wait().await;
    let trace_id = TraceId::generate(&mut rand::rng());
    let answer = client
        .query(task_id, cursor, PageSize::default(), &trace_id)
        .await;
    throttle.learn(&answer.verdict);
    answer.verdict
}

/// The pace says when. A refusal for the time has taught the clock.
fn is_worth_asking_again<T>(verdict: &Verdict<T>) -> bool {
    match verdict {
        Verdict::NotProcessed(failure) => failure.is_pacing(),
        Verdict::Refused(refusal) => refusal.is_clock(),
        Verdict::Accepted(_) | Verdict::Unknown(_) => false,
    }
}

fn refused(refusal: Refusal) -> Concern {
    match refusal.kind {
        // The refusal has taught the clock.
        RefusalKind::Clock => Concern::Moment,
        // A task that is not known may be *not found*; a wrong address shows when sending.
        RefusalKind::NotFound => Concern::Task,
        _ if refusal.stops_everything() => Concern::Connection(StopReason::Refused(refusal)),
        _ => Concern::Task,
    }
}

fn not_processed(failure: NotProcessed) -> Concern {
    if failure.stops_everything() {
        Concern::Connection(StopReason::NotReached(failure))
    } else {
        Concern::Moment
    }
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
