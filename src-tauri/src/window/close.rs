//! Closing: asked about while batches go out or an answer is in memory only, and never before what was
//! changed is kept.

use std::time::Duration;

use tauri::{AppHandle, Manager, WindowEvent};

use super::MAIN;
use super::start::{come_forward, tell};
use crate::contract::app::AppEvent;
use crate::door::Door;
use crate::house::House;
use crate::submission::Runs;

/// What is on its way is waited for so long; after that it is unknown, and the next start says so.
const HOMECOMING: Duration = Duration::from_secs(20);

/// Somebody wants to close the window.
pub(super) fn asked(app: &AppHandle, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    api.prevent_close();
    leave(app);
}

/// Ends the program, or asks first while something would be lost by it.
pub(super) fn leave(app: &AppHandle) {
    match app.state::<Door>().now() {
        Some(house) if has_something_to_lose(&house) => ask(app, &house),
        _ => quit(app),
    }
}

/// Whether batches go out, or answers are in memory only.
fn has_something_to_lose(house: &House) -> bool {
    !house.runs.sending().is_empty() || !house.unwritten().is_empty()
}

fn ask(app: &AppHandle, house: &House) {
    house.runs.note_told_unwritten();
    tell(app, AppEvent::CloseAsked);
}

/// Ends the program: the window goes at once, the rest as soon as it is safe. It comes back when an
/// answer cannot be written down that nobody was asked about: its task ID would be lost.
pub(crate) fn quit(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN)
        && let Err(error) = window.hide()
    {
        tracing::debug!(%error, "the window did not hide");
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Some(house) = app.state::<Door>().now() {
            house.keep_unsaved().await;
            if !bring_home(&house.runs, HOMECOMING).await {
                come_forward(&app);
                return ask(&app, &house);
            }
        }
        app.exit(0);
    });
}

/// Sends nothing new and waits for what is on its way. False when the program must not end unasked.
async fn bring_home(runs: &Runs, patience: Duration) -> bool {
    let mut changes = runs.listen();
    runs.halt();
    let home = async {
        while !runs.sending().is_empty() || runs.has_untold_unwritten() {
            if changes.recv().await.is_err() {
                changes = changes.resubscribe();
            }
        }
    };
    if tokio::time::timeout(patience, home).await.is_ok() {
        return true;
    }
    if runs.has_untold_unwritten() {
        tracing::warn!("the program does not end: an answer is not written down");
        return false;
    }
    tracing::warn!("the program ends while batches are on their way");
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Far longer than anything here takes that ends at all.
    const PATIENCE: Duration = Duration::from_secs(20);
    /// For what does not end.
    const MOMENT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn the_program_does_not_end_with_an_answer_in_memory_that_nobody_was_told_of() {
        let runs = Runs::default();
        let (id, batch) = ("1".parse().unwrap(), "7".parse().unwrap());
        runs.begin_with_unwritten(id, batch).await;
        assert!(!bring_home(&runs, MOMENT).await);
        runs.note_told_unwritten();
        assert!(bring_home(&runs, MOMENT).await, "a person said so");

        let other = "8".parse().unwrap();
        runs.begin_with_unwritten("2".parse().unwrap(), other).await;
        assert!(!bring_home(&runs, MOMENT).await, "not of this one");
    }

    #[tokio::test]
    async fn the_program_ends_when_the_answer_is_written_down_meanwhile() {
        let runs = Runs::default();
        let (id, batch) = ("1".parse().unwrap(), "7".parse().unwrap());
        runs.begin_with_unwritten(id, batch).await;
        let written = async { runs.end_with_all_written(id, batch) };
        let (home, ()) = tokio::join!(bring_home(&runs, PATIENCE), written);
        assert!(home);
    }
}
