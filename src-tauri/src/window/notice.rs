//! The notification at the end, for somebody who went on to other things meanwhile.

use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt;

use super::menu_texts::Texts;
use crate::contract::history::SubmissionSummary;
use crate::contract::submission::SubmissionState;
use crate::house::House;

/// Tells the system's notification centre how a submission ended. Counts only: no names, no phones.
pub(crate) fn tell(app: &AppHandle, house: &House, summary: &SubmissionSummary) {
    let language = house.language();
    let texts = Texts::of(language.as_deref());
    let title = match summary.state {
        SubmissionState::Stopped => texts.stopped,
        SubmissionState::Cancelled => texts.cancelled,
        _ => texts.finished,
    };
    let accounts = &summary.accounts;
    let body = format!(
        "{}: {} · {}: {} · {}: {}",
        texts.created,
        accounts.succeeded,
        texts.failed,
        accounts.failed + accounts.refused,
        texts.skipped,
        accounts.skipped
    );
    let shown = app.notification().builder().title(title).body(body).show();
    if let Err(error) = shown {
        tracing::debug!(%error, "no notification was shown");
    }
}
