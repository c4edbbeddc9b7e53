//! What the system says to the program as a whole: that it ends, and on macOS which files to open.

use std::time::Duration;

use tauri::{AppHandle, Manager, RunEvent};

use crate::door::Door;

/// Keeping drafts takes a moment; a disk that hangs must not keep a computer from shutting down.
const FAREWELL: Duration = Duration::from_secs(5);

/// Somebody or something outside of the window wants something.
pub(super) fn heard(app: &AppHandle, event: &RunEvent) {
    match event {
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => open(app, urls),
        RunEvent::Exit => keep_drafts(app),
        _ => {}
    }
}

/// macOS names files that are opened with the program here, also when it is started for them, and
/// never among its arguments. The first one is opened.
#[cfg(target_os = "macos")]
fn open(app: &AppHandle, urls: &[tauri::Url]) {
    let mut files = urls.iter().filter_map(|url| url.to_file_path().ok());
    if let Some(file) = files.next() {
        super::start::come_forward(app);
        super::files::hand_over(app, file);
    }
}

/// The last moment: the Dock and a log-out end the program without asking it, so that what was typed
/// just now is not kept yet. After a quit of its own there is nothing left to keep.
fn keep_drafts(app: &AppHandle) {
    let Some(house) = app.state::<Door>().now() else {
        return;
    };
    tauri::async_runtime::block_on(async {
        let kept = tokio::time::timeout(FAREWELL, house.keep_unsaved());
        if kept.await.is_err() {
            tracing::warn!("the program ends before its drafts are kept");
        }
    });
}
