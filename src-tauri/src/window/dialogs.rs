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
use super::menu_texts::Texts;
use crate::contract::results::SavedFile;
use crate::door::Door;

/// What a dialog asks for.
pub(crate) struct Choice {
    /// What such files are called.
    kind: fn(&Texts) -> &'static str,
    /// Their endings.
    endings: &'static [&'static str],
}

impl Choice {
    /// Everything that can be read as a roster.
    pub(crate) const SHEET: Self = Self {
        kind: |texts| texts.sheets,
        endings: &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"],
    };
    /// Certificates.
    pub(crate) const CERTIFICATES: Self = Self {
        kind: |texts| texts.certificates,
        endings: &["pem", "crt", "cer"],
    };
    /// A workbook.
    pub(crate) const WORKBOOK: Self = Self {
        kind: |texts| texts.workbook,
        endings: &["xlsx"],
    };
    /// A table as text.
    pub(crate) const TABLE: Self = Self {
        kind: |texts| texts.table,
        endings: &["csv"],
    };
    /// An encrypted archive.
    pub(crate) const ARCHIVE: Self = Self {
        kind: |texts| texts.archive,
        endings: &["zip"],
    };
    /// Text.
    pub(crate) const TEXT: Self = Self {
        kind: |texts| texts.text,
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
    Some(place_for(path, ending))
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
    let house = app.state::<Door>().now();
    let language = house.and_then(|house| house.language());
    let kind = (choice.kind)(Texts::of(language.as_deref()));
    let mut dialog = app.dialog().file().add_filter(kind, choice.endings);
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

/// Where a chosen file goes. The dialog asks before it lets a file be replaced, but about the name that
/// it knows: an ending that is added here makes another one, and that must be free.
fn place_for(chosen: PathBuf, ending: &str) -> PathBuf {
    if has_ending(&chosen, ending) {
        chosen
    } else {
        free_name(with_ending(chosen, ending))
    }
}

/// `report.xlsx`, or the first of `report-2.xlsx`, `report-3.xlsx` … that nothing is called yet.
fn free_name(path: PathBuf) -> PathBuf {
    let taken = |path: &PathBuf| path.symlink_metadata().is_ok();
    if !taken(&path) {
        return path;
    }
    (2..=u32::MAX)
        .map(|number| numbered(&path, number))
        .find(|path| !taken(path))
        .expect("no folder holds that many files")
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}."));
    name.push(path.extension().unwrap_or_default());
    path.with_file_name(name)
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// Some systems' dialogs do not add the ending themselves.
fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
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
            assert_eq!(place_for(chosen.into(), "xlsx"), PathBuf::from(saved));
        }
    }
    #[test]
    fn a_file_that_nobody_was_asked_about_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        assert_eq!(place_for(path("code"), "txt"), path("code.txt"));
        for (taken, free) in [("code.txt", "code-2.txt"), ("code-2.txt", "code-3.txt")] {
            std::fs::write(path(taken), "").unwrap();
            assert_eq!(place_for(path("code"), "txt"), path(free));
        }
        let asked = path("code.txt");
        assert_eq!(
            place_for(asked.clone(), "txt"),
            asked,
            "the dialog has asked"
        );
    }
}
