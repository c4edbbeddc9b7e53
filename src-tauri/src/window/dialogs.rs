//! The system's dialogs, for files and for what the web view must not show. They are opened here, one
//! at a time, and the web view hears only the name of what was chosen.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{
    DialogExt, FileDialogBuilder, FilePath, MessageDialogButtons, MessageDialogResult,
};
use tokio::sync::oneshot;

use super::MAIN;
use super::files::name_of;
use crate::contract::results::SavedFile;

/// What a dialog asks for.
pub(crate) struct Choice {
    /// What such files are called.
    pub(crate) kind: &'static str,
    /// Their endings.
    pub(crate) endings: &'static [&'static str],
}

impl Choice {
    /// Everything that can be read as a roster.
    pub(crate) const SHEET: Self = Self {
        kind: "Sheets",
        endings: &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"],
    };
    /// Certificates.
    pub(crate) const CERTIFICATES: Self = Self {
        kind: "Certificates (PEM)",
        endings: &["pem", "crt", "cer"],
    };
    /// A workbook.
    pub(crate) const WORKBOOK: Self = Self {
        kind: "Excel workbook",
        endings: &["xlsx"],
    };
    /// A table as text.
    pub(crate) const TABLE: Self = Self {
        kind: "CSV",
        endings: &["csv"],
    };
    /// An encrypted archive.
    pub(crate) const ARCHIVE: Self = Self {
        kind: "Zip",
        endings: &["zip"],
    };
    /// Text.
    pub(crate) const TEXT: Self = Self {
        kind: "Text",
        endings: &["txt"],
    };
}

/// A dialog is open. A shortcut that menu and web view both hear must not open a second one.
static OPEN: AtomicBool = AtomicBool::new(false);

/// Asks for a file to read. Nothing when nobody chose one, or a dialog is open already.
pub(crate) async fn ask_for_file(app: &AppHandle, choice: Choice) -> Option<PathBuf> {
    ask(app, &choice, FileDialogBuilder::pick_file).await
}

/// Asks where to save a file.
pub(crate) async fn ask_where_to_save(
    app: &AppHandle,
    choice: Choice,
    suggested: &str,
) -> Option<PathBuf> {
    let ending = choice.endings[0];
    let path = ask(app, &choice, |dialog, answer| {
        dialog.set_file_name(suggested).save_file(answer);
    })
    .await?;
    Some(with_ending(path, ending))
}

/// Shows a message and says which button was pressed: [`MessageDialogResult::Cancel`] when it was
/// closed, and when another dialog is open.
pub(super) async fn ask_in_message(
    app: &AppHandle,
    title: &str,
    text: &str,
    buttons: MessageDialogButtons,
) -> MessageDialogResult {
    if OPEN.swap(true, Ordering::SeqCst) {
        return MessageDialogResult::Cancel;
    }
    let mut dialog = app.dialog().message(text).title(title).buttons(buttons);
    if let Some(window) = app.get_webview_window(MAIN) {
        dialog = dialog.parent(&window);
    }
    let (answer, answered) = oneshot::channel();
    dialog.show_with_result(|pressed| drop(answer.send(pressed)));
    let pressed = answered.await.unwrap_or(MessageDialogResult::Cancel);
    OPEN.store(false, Ordering::SeqCst);
    pressed
}

async fn ask(
    app: &AppHandle,
    choice: &Choice,
    show: impl FnOnce(FileDialogBuilder<tauri::Wry>, Answer),
) -> Option<PathBuf> {
    if OPEN.swap(true, Ordering::SeqCst) {
        return None;
    }
    let mut dialog = app.dialog().file().add_filter(choice.kind, choice.endings);
    if let Some(window) = app.get_webview_window(MAIN) {
        dialog = dialog.set_parent(&window);
    }
    let (answer, answered) = oneshot::channel();
    show(dialog, Box::new(|path| drop(answer.send(path))));
    let chosen = answered.await.ok().flatten();
    OPEN.store(false, Ordering::SeqCst);
    chosen?.into_path().ok()
}

type Answer = Box<dyn FnOnce(Option<FilePath>) + Send>;

/// Some systems' dialogs do not add the ending themselves.
fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    let has = path
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(ending));
    if has {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    name.into()
}

/// What the web view hears of a file that was written.
pub(crate) fn saved(path: &Path) -> SavedFile {
    SavedFile {
        file_name: name_of(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_ending_is_added_and_a_present_one_kept() {
        for (chosen, saved) in [
            ("/home/a/report", "/home/a/report.xlsx"),
            ("/home/a/report.xlsx", "/home/a/report.xlsx"),
            ("/home/a/Report.XLSX", "/home/a/Report.XLSX"),
            ("/home/a/v1.2", "/home/a/v1.2.xlsx"),
        ] {
            assert_eq!(with_ending(chosen.into(), "xlsx"), PathBuf::from(saved));
        }
    }
}
