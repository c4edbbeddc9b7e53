//! The program as a whole: what the window needs at its start, and what it is told later.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::connection::{Connection, KeychainHealth};
use super::error::CommandError;
use super::history::{Draft, SubmissionSummary};
use super::settings::Settings;
use super::submission::UnwrittenAnswer;

/// What the window needs before its first paint.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "app.ts")]
pub struct AppState {
    /// The program's version.
    pub version: String,
    /// The system, for the names of its keys.
    pub platform: Platform,
    /// The system's language tag.
    pub system_language: String,
    /// Whether nobody has gone through a door yet: no connection, no submission, no draft.
    pub first_start: bool,
    /// The settings.
    pub settings: Settings,
    /// The connections, the practice one among them while it runs.
    pub connections: Vec<Connection>,
    /// The connection that submissions go to.
    pub active_connection: Option<String>,
    /// Whether the keychain works.
    pub keychain: KeychainHealth,
    /// The ledger, and what was wrong with it.
    pub ledger: LedgerHealth,
    /// Reviews that can be gone on with.
    pub drafts: Vec<Draft>,
    /// The latest submissions; what needs a person first.
    pub recent: Vec<SubmissionSummary>,
    /// The review that is open, when the window is loaded again.
    pub open_review: Option<String>,
    /// The submission that is on its way.
    pub running: Option<String>,
}

/// The systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "app.ts")]
pub enum Platform {
    /// Windows.
    Windows,
    /// macOS.
    MacOs,
    /// Linux.
    Linux,
}

/// How the ledger stands.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "app.ts")]
pub struct LedgerHealth {
    /// Where submissions are written down.
    pub place: LedgerPlace,
    /// What went wrong, in English, with what was done about it.
    pub problem: Option<CommandError>,
}

/// Where submissions are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "app.ts")]
pub enum LedgerPlace {
    /// In the encrypted file.
    File,
    /// In memory: this session only.
    Memory,
    /// Nowhere: nothing can be sent.
    Closed,
}

/// What the window is told without having asked.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(export_to = "app.ts")]
pub enum AppEvent {
    /// Files are held over the window.
    DragEntered {
        /// How many.
        files: u32,
    },
    /// They went away again.
    DragLeft,
    /// A file was dropped or handed over and is being read.
    Opening {
        /// Its name without the folder.
        file_name: String,
    },
    /// It was read.
    Opened {
        /// The review it became.
        review_id: String,
    },
    /// It was not.
    OpenFailed {
        /// Its name without the folder.
        file_name: String,
        /// Why.
        error: CommandError,
    },
    /// A menu item was chosen.
    Menu {
        /// Which.
        action: MenuAction,
    },
    /// The window is asked to close while a submission is on its way, or an answer is in memory only.
    CloseAsked,
    /// Others than before are the answers that cannot be written down.
    UnwrittenChanged {
        /// Those that are now; none when all are on the disk.
        answers: Vec<UnwrittenAnswer>,
    },
    /// A submission came to a new state.
    SubmissionChanged {
        /// Its summary.
        summary: SubmissionSummary,
    },
}

/// The menu's items that the window carries out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "app.ts")]
pub enum MenuAction {
    /// Open a sheet.
    Open,
    /// Save the template.
    Template,
    /// Go home.
    Home,
    /// Go to the history.
    History,
    /// Go to the connections.
    Connections,
    /// Go to the settings.
    Settings,
    /// Undo in the grid.
    Undo,
    /// Redo in the grid.
    Redo,
    /// Search in the screen.
    Find,
}
