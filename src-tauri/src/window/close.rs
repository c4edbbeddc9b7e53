//! Closing: asked about while batches go out, and never before what was changed is kept.

use std::sync::Arc;
use std::time::Duration;

use tauri::{AppHandle, Manager, WindowEvent};

use super::MAIN;
use super::start::tell;
use crate::contract::app::AppEvent;
use crate::door::Door;
use crate::house::House;

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

/// Ends the program, or asks first while batches go out.
pub(super) fn leave(app: &AppHandle) {
    let house = app.state::<Door>().now();
    if house.is_some_and(|house| !house.runs.sending().is_empty()) {
        tell(app, AppEvent::CloseAsked);
    } else {
        quit(app);
    }
}

/// Ends the program: the window goes at once, the rest as soon as it is safe.
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
            bring_home(&house).await;
        }
        app.exit(0);
    });
}

/// Sends nothing new and waits for what is on its way.
async fn bring_home(house: &Arc<House>) {
    let mut changes = house.runs.listen();
    house.runs.halt();
    let home = async {
        while !house.runs.sending().is_empty() {
            if changes.recv().await.is_err() {
                changes = changes.resubscribe();
            }
        }
    };
    if tokio::time::timeout(HOMECOMING, home).await.is_err() {
        tracing::warn!("the program ends while batches are on their way");
    }
}
