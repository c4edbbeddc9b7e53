//! Telling what happens while it happens: task IDs on standard output, the rest on standard error.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use provisioning::ledger::{BatchState, SubmissionId};
use provisioning::{Event, Happening, Provisioner};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::failure::Failure;
use crate::pipe;
use crate::words::{clock, counted, short};

/// The telling of one submission, from its start to its end.
pub(crate) struct Progress {
    stop: oneshot::Sender<()>,
    told: JoinHandle<()>,
}

impl Progress {
    pub(crate) async fn start(
        provisioner: &Provisioner,
        submission: SubmissionId,
        json: bool,
    ) -> Result<Self, Failure> {
        let accounts = provisioner
            .journal()
            .run(move |ledger| ledger.accounts(submission))
            .await??;
        let to_send = accounts.waiting;
        let (stop, stopped) = oneshot::channel();
        let teller = Teller {
            submission,
            json,
            bar: bar(to_send),
        };
        let told = tokio::spawn(teller.tell(provisioner.listen(), stopped));
        Ok(Self { stop, told })
    }

    /// Tells what is left to tell and takes the bar away.
    pub(crate) async fn end(self) {
        let _ = self.stop.send(());
        drop(self.told.await);
    }
}

/// A bar on a terminal; nothing where the output goes into a file or another program.
fn bar(users: u64) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{bar:30} {human_pos} of {human_len} users answered for · {elapsed} · {msg}",
    );
    let bar = ProgressBar::with_draw_target(Some(users), ProgressDrawTarget::stderr());
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("━━─"));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

struct Teller {
    submission: SubmissionId,
    json: bool,
    bar: ProgressBar,
}

impl Teller {
    async fn tell(self, mut events: Receiver<Event>, mut stopped: oneshot::Receiver<()>) {
        loop {
            tokio::select! {
                biased;
                event = events.recv() => match event {
                    Ok(event) if event.submission == self.submission => self.say(&event.what),
                    // What was missed is in the ledger, and the end shows it all.
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => break,
                },
                _ = &mut stopped => break,
            }
        }
        self.bar.finish_and_clear();
    }

    fn say(&self, what: &Happening) {
        match what {
            Happening::Batch {
                label,
                users,
                state,
                task_id,
                why,
                ..
            } => {
                self.say_batch(label, *users, *state, task_id.as_deref(), why.as_deref());
            }
            Happening::Waiting { wait, why } => {
                self.aside(&format!("waiting {}: {}", short(*wait), reason(why)));
            }
            Happening::NotWritten { task_id, why, .. } => {
                let task = task_id.as_deref().map(|id| format!(" (task ID {id})"));
                self.aside(&format!(
                    "an answer{} cannot be written down: {why}; trying again until it can",
                    task.unwrap_or_default()
                ));
            }
            Happening::NoReceipt { why, .. } => {
                self.aside(&format!(
                    "the receipt could not be written, the ledger has it: {why}"
                ));
            }
            // A task that is left to the next run was told of before, and the end counts it.
            Happening::PollFailed {
                why, again: true, ..
            } => {
                self.aside(&format!("asking again about a task: {why}"));
            }
            Happening::ClockWrong { ahead } => self.aside(&format!("note: {}", clock(*ahead))),
            // Results, pauses and the end are told by the tables at the end.
            _ => {}
        }
    }

    fn say_batch(
        &self,
        label: &str,
        users: u64,
        state: BatchState,
        task_id: Option<&str>,
        why: Option<&str>,
    ) {
        let who = format!("batch {label}, {}", counted(users, "user"));
        match (state, task_id) {
            (BatchState::Accepted, Some(task_id)) => {
                self.bar.inc(users);
                self.data(&format!("{who}: accepted, task ID {task_id}"));
            }
            // Halfway to the rows at fault; those are told one by one.
            (BatchState::Refused, _) if users > 1 && label.contains('.') => {}
            (BatchState::Refused, _) => {
                // The users of a larger one are answered for with its parts.
                self.bar.inc(u64::from(users == 1));
                self.aside(&format!(
                    "{who}: refused: {}",
                    why.unwrap_or("no reason given")
                ));
            }
            (BatchState::Unknown, _) => {
                self.bar.inc(users);
                self.aside(&format!("{who}: unknown: {}", why.unwrap_or("no answer")));
            }
            (BatchState::Finished, _) => self.bar.set_message("results are coming in"),
            _ => {}
        }
    }

    /// Goes to standard output, unless that is kept for JSON.
    fn data(&self, line: &str) {
        if !self.json {
            self.bar.suspend(|| pipe::data(line));
        }
    }

    fn aside(&self, line: &str) {
        self.bar.suspend(|| pipe::talk(line));
    }
}

/// Why nothing is sent for a while; the codes are the client's.
fn reason(code: &str) -> String {
    match code {
        "throttled" => "the service asks for fewer requests".into(),
        "unavailable" => "the service has no room now".into(),
        "dns" => "the host was not found".into(),
        "connect_refused" => "nobody listens there".into(),
        "connect_timed_out" => "connecting took too long".into(),
        "connect_unreachable" => "the host cannot be reached".into(),
        "proxy_unreachable" => "the proxy cannot be reached".into(),
        other => other.replace('_', " "),
    }
}
