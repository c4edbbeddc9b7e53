//! Files come in three ways: dropped on the window, chosen in a dialog, given at the start. The web
//! view never names one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tauri::{AppHandle, DragDropEvent, Manager, WindowEvent};

use super::start::tell;
use crate::contract::app::AppEvent;
use crate::contract::error::CommandError;
use crate::door::Door;
use crate::house::House;
use crate::translate::count;

/// What is dragged over the window, and what is dropped on it.
pub(super) fn dropped(app: &AppHandle, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else {
        return;
    };
    match event {
        DragDropEvent::Enter { paths, .. } if !paths.is_empty() => {
            let files = count(paths.len());
            tell(app, AppEvent::DragEntered { files });
        }
        DragDropEvent::Drop { paths, .. } => match paths.first() {
            Some(path) => hand_over(app, path.clone()),
            None => tell(app, AppEvent::DragLeft),
        },
        DragDropEvent::Leave => tell(app, AppEvent::DragLeft),
        _ => {}
    }
}

/// The files that the program was started with, or a second start hands over: the first one is opened.
pub(super) fn open_arguments(app: &AppHandle, arguments: &[String], folder: &Path) {
    let mut files = arguments.iter().skip(1);
    let file = files.find(|argument| !argument.starts_with('-'));
    if let Some(file) = file {
        hand_over(app, folder.join(file));
    }
}

/// Opens a file that came from outside and tells the window how it went.
pub(crate) fn hand_over(app: &AppHandle, path: PathBuf) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let file_name = name_of(&path);
        let opened = match app.state::<Door>().house().await {
            Ok(house) => open_chosen(&house, path).await,
            Err(error) => Err(error),
        };
        tell(
            &app,
            match opened {
                Ok(review_id) => AppEvent::Opened { review_id },
                Err(error) => AppEvent::OpenFailed { file_name, error },
            },
        );
    });
}

/// Opens a file, and tells the window that it is being read.
pub(crate) async fn open_chosen(house: &Arc<House>, path: PathBuf) -> Result<String, CommandError> {
    let file_name = name_of(&path);
    house.feed.tell(AppEvent::Opening { file_name });
    house.open_file(path).await
}

/// A file's name without its folder.
pub(crate) fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
