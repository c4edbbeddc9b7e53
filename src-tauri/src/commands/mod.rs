//! One thin command per use case: take the state, call the use case, map the error.
//!
//! A command's name is its name in the screens' gateway (`ui/src/lib/shared/gateway/tauri.ts`), in
//! `build.rs` and in `capabilities/main.json`; what it takes and answers is a type of
//! [`crate::contract`]. Commands that show a file dialog take no path: the web view names none.

mod app;
mod connection;
mod history;
mod recovery;
mod results;
mod review;
mod review_change;
mod submission;

use tauri::State;
use tauri::ipc::Invoke;

use crate::contract::error::CommandError;
use crate::door::Door;

/// What every command answers.
type Answer<T> = Result<T, CommandError>;

/// The way to everything that is open.
type AtDoor<'a> = State<'a, Door>;

/// Every command.
pub(crate) fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        app::listen,
        app::app_state,
        app::save_settings,
        app::check_keychain,
        app::quit,
        app::support_bundle,
        app::save_support_bundle,
        recovery::show_recovery_code,
        recovery::receipts,
        recovery::restore_ledger,
        recovery::set_ledger_aside,
        recovery::leave_damaged_ledger,
        recovery::reopen_ledger,
        connection::save_connection,
        connection::save_keys,
        connection::remove_connection,
        connection::activate_connection,
        connection::test_connection,
        connection::choose_ca_file,
        connection::clear_ca_file,
        connection::start_practice,
        review::choose_sheet,
        review::open_pasted,
        review::open_sample_sheet,
        review::open_failures,
        review::review,
        review::close_review,
        review::change_source,
        review::rows,
        review::next_problem,
        review::reveal_password,
        review::copy,
        review::save_template,
        review_change::set_column_role,
        review_change::edit,
        review_change::paste,
        review_change::clear,
        review_change::leave_out,
        review_change::undo,
        review_change::redo,
        review_change::preview_fix,
        review_change::apply_fix,
        submission::plan,
        submission::submit,
        submission::submission,
        submission::follow,
        submission::unfollow,
        submission::pause,
        submission::resume,
        submission::cancel,
        submission::settle,
        results::results,
        results::result_rows,
        results::save_report,
        results::save_handover,
        history::history,
        history::forget,
        history::discard_draft,
    ]
}
