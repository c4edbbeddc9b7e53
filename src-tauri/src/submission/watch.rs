//! Watches every run for the window as a whole: lists, the task bar, the notification at the end.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use provisioning::ledger::{BatchState, SubmissionId};
use provisioning::{Event, Happening};
use tauri::AppHandle;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::sleep;

use crate::contract::app::AppEvent;
use crate::contract::history::SubmissionSummary;
use crate::contract::submission::{SubmissionState, UnwrittenAnswer};
use crate::house::House;
use crate::translate;
use crate::window::{notice, taskbar};

/// Between two looks at a submission that keeps changing.
const PACE: Duration = Duration::from_millis(250);

impl House {
    /// Hands the runs' events on as changes, for as long as the program runs.
    pub(crate) async fn pass_events_on(self: Arc<Self>) {
        let mut events = self.provisioner.listen();
        loop {
            match events.recv().await {
                Ok(event) => self.pass_on(event),
                Err(RecvError::Lagged(_)) => {
                    // Nobody knows which were missed: everything that runs is looked at again.
                    self.runs.forget_questions();
                    self.look_for_answers().await;
                    for id in self.runs.sending() {
                        self.runs.tell(id, None);
                    }
                }
                Err(RecvError::Closed) => return,
            }
        }
    }

    pub(super) fn pass_on(&self, event: Event) {
        let id = event.submission;
        match event.what {
            Happening::Results { batch, .. } => {
                self.runs.note_question(id, |asked| asked.answered(batch));
                self.runs.tell(id, Some(batch));
            }
            Happening::PollFailed {
                batch,
                fault,
                why,
                again,
            } => {
                self.runs.note_question(id, |asked| {
                    asked.failed(batch, Utc::now(), fault, why, again);
                });
                self.runs.tell(id, Some(batch));
            }
            Happening::Batch {
                batch,
                label,
                state,
                ..
            } => {
                self.runs
                    .note_answer(id, |unwritten| unwritten.stands(batch, label, state));
                self.tell_unwritten();
                self.runs.tell(id, Some(batch));
            }
            Happening::NotWritten {
                batch,
                task_id,
                why,
            } => {
                self.runs
                    .note_answer(id, |unwritten| unwritten.failed(batch, task_id, why));
                self.tell_unwritten();
                self.runs.tell(id, Some(batch));
            }
            // The ledger has its task ID, and the next start writes the receipt: the log has a line.
            Happening::NoReceipt { batch, .. } => self.runs.tell(id, Some(batch)),
            Happening::Waiting { wait, why } => {
                self.runs.note_wait(id, wait, why);
                self.runs.tell(id, None);
            }
            Happening::ClockWrong { ahead } => {
                self.runs.note_clock(id, ahead);
                self.runs.tell(id, None);
            }
            _ => self.runs.tell(id, None),
        }
    }

    /// Tells the window which answers are in memory only, when others are than it was told of. It goes
    /// without a look into the ledger, which may be what is wrong.
    pub(super) fn tell_unwritten(&self) {
        self.feed.tell_unwritten(|| self.unwritten());
    }

    /// The answers that are in memory only.
    pub(crate) fn unwritten(&self) -> Vec<UnwrittenAnswer> {
        let held = self.runs.unwritten().into_iter();
        held.map(|(submission, _, answer)| translate::batch::unwritten(submission, answer))
            .collect()
    }

    /// Whether an answer was written down among what was missed, the ledger knows. What it does not
    /// know, or cannot tell, is held on to.
    pub(super) async fn look_for_answers(&self) {
        for (id, batch, _) in self.runs.unwritten() {
            let Ok(standings) = self.provisioner.batches(id, Some(vec![batch])).await else {
                continue;
            };
            let standing = standings.into_iter().map(|standing| standing.batch);
            for batch in standing.filter(|batch| batch.state != BatchState::Sending) {
                self.runs.note_answer(id, |unwritten| {
                    unwritten.stands(batch.id, batch.label, batch.state);
                });
            }
        }
        self.tell_unwritten();
    }

    /// Keeps the lists, the task bar and the person up to date.
    pub(crate) async fn watch(self: Arc<Self>, app: AppHandle) {
        let mut changes = self.runs.listen();
        let mut seen = Seen::default();
        while let Some(ids) = next(&mut changes).await {
            for id in ids {
                if let Some(summary) = self.summary(id).await {
                    seen.show(&self, &app, id, summary);
                }
            }
            sleep(PACE).await;
        }
    }

    async fn summary(&self, id: SubmissionId) -> Option<SubmissionSummary> {
        let (standing, pulse) = self.look_at(id).await.ok()?;
        let looks = self.looks(&standing.submission.connection.id);
        Some(translate::submission::summary(
            &standing, &pulse, looks, None,
        ))
    }
}

/// Waits for a change, and names every submission that changed by then.
async fn next(changes: &mut Receiver<super::runs::Change>) -> Option<Vec<SubmissionId>> {
    let mut ids = Vec::new();
    loop {
        match changes.recv().await {
            Ok(change) => {
                if !ids.contains(&change.submission) {
                    ids.push(change.submission);
                }
            }
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
        if changes.is_empty() {
            return Some(ids);
        }
    }
}

/// The states that were last seen, to tell an end from a look back.
#[derive(Default)]
struct Seen {
    states: HashMap<SubmissionId, SubmissionState>,
}

impl Seen {
    /// Whether this state is the end of what was seen on its way before.
    fn ends(&mut self, id: SubmissionId, state: SubmissionState) -> bool {
        let before = self.states.insert(id, state);
        before != Some(state) && has_ended(before, state)
    }

    fn show(
        &mut self,
        house: &House,
        app: &AppHandle,
        id: SubmissionId,
        summary: SubmissionSummary,
    ) {
        // One bar for the window: what is still being sent goes before what has ended meanwhile.
        if house.runs.on_screen().is_none_or(|sending| sending == id) {
            taskbar::show(app, &summary);
        }
        if self.ends(id, summary.state) && wants_notices(house) {
            notice::tell(app, house, &summary);
        }
        house.feed.tell(AppEvent::SubmissionChanged { summary });
    }
}

fn wants_notices(house: &House) -> bool {
    house.settings().is_ok_and(|settings| settings.notify)
}

/// Whether a submission that was on its way has come to a rest.
fn has_ended(before: Option<SubmissionState>, now: SubmissionState) -> bool {
    use SubmissionState::{Cancelled, Finished, Following, Paused, Sending, Stopped};
    matches!(before, Some(Sending | Following | Paused))
        && matches!(now, Finished | Stopped | Cancelled)
}

#[cfg(test)]
mod tests {
    use SubmissionState::{Finished, Following, Paused, Sending, Stopped};

    use super::*;
    use crate::house::tests::house_in;
    use crate::translate::settings::shown;

    #[test]
    fn an_end_is_told_once_and_a_look_back_is_none() {
        let id = |text: &str| text.parse::<SubmissionId>().unwrap();
        let mut seen = Seen::default();
        let ends = [Sending, Paused, Sending, Following, Finished, Finished]
            .map(|state| seen.ends(id("1"), state));
        assert_eq!(ends, [false, false, false, false, true, false]);
        assert!(!seen.ends(id("2"), Finished), "opened from the history");
        assert!(!seen.ends(id("3"), Sending));
        assert!(seen.ends(id("3"), Stopped));
    }

    #[test]
    fn notices_are_shown_as_the_settings_say() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        for notify in [true, false, true] {
            let mut settings = shown(&house.settings().unwrap());
            settings.notify = notify;
            house.save_settings(settings).unwrap();
            assert_eq!(wants_notices(&house), notify);
        }
    }
}
