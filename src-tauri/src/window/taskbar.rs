//! Progress on the task bar or the dock.

use tauri::window::{ProgressBarState, ProgressBarStatus};
use tauri::{AppHandle, Manager};

use super::MAIN;
use crate::contract::history::SubmissionSummary;
use crate::contract::submission::SubmissionState;

/// Shows how far a submission is; nothing once it does not send any more.
pub(crate) fn show(app: &AppHandle, summary: &SubmissionSummary) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    if let Err(error) = window.set_progress_bar(progress(summary)) {
        tracing::debug!(%error, "the task bar shows no progress");
    }
}

fn progress(summary: &SubmissionSummary) -> ProgressBarState {
    let status = match summary.state {
        SubmissionState::Sending => ProgressBarStatus::Normal,
        SubmissionState::Paused => ProgressBarStatus::Paused,
        SubmissionState::Stopped => ProgressBarStatus::Error,
        _ => ProgressBarStatus::None,
    };
    ProgressBarState {
        status: Some(status),
        progress: Some(percent(summary)),
    }
}

fn percent(summary: &SubmissionSummary) -> u64 {
    let accounts = &summary.accounts;
    let answered =
        u64::from(accounts.accepted) + u64::from(accounts.refused) + u64::from(accounts.unknown);
    let left = u64::from(accounts.waiting) + u64::from(accounts.sending);
    match answered + left {
        0 => 0,
        all => answered * 100 / all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::connection::ConnectionColor;
    use crate::contract::submission::Accounts;

    fn summary(state: SubmissionState, accounts: Accounts) -> SubmissionSummary {
        SubmissionSummary {
            id: "1".into(),
            file_name: String::new(),
            connection_name: String::new(),
            connection_color: ConnectionColor::Blue,
            practice: false,
            started_at: String::new(),
            state,
            accounts,
            task_ids: 0,
            task_id: None,
            unknown_batches: 0,
            found: None,
        }
    }

    #[test]
    fn the_bar_is_green_yellow_or_red_while_batches_wait_and_gone_afterwards() {
        use ProgressBarStatus as Status;
        use SubmissionState as State;

        let status = |state| {
            let shown = progress(&summary(state, Accounts::default()));
            format!("{:?}", shown.status.unwrap())
        };
        for (state, expected) in [
            (State::Sending, Status::Normal),
            (State::Paused, Status::Paused),
            (State::Stopped, Status::Error),
            (State::Following, Status::None),
            (State::Finished, Status::None),
            (State::Cancelled, Status::None),
        ] {
            assert_eq!(status(state), format!("{expected:?}"), "{state:?}");
        }
    }

    #[test]
    fn percent_counts_what_was_answered_for() {
        let percent_of = |accounts| percent(&summary(SubmissionState::Sending, accounts));
        assert_eq!(percent_of(Accounts::default()), 0);
        let accounts = Accounts {
            accepted: 2,
            unknown: 1,
            waiting: 1,
            left_out: 100,
            ..Accounts::default()
        };
        assert_eq!(percent_of(accounts), 75);
    }
}
