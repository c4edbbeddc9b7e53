//! What the settings change about the window itself: its theme and the menu's language.

use tauri::{AppHandle, Manager, Theme as Native};

use super::{MAIN, menu};
use crate::contract::settings::{Settings, Theme};

/// Makes the window follow the settings.
pub(crate) fn apply_settings(app: &AppHandle, settings: &Settings) {
    let theme = match settings.theme {
        Theme::System => None,
        Theme::Light => Some(Native::Light),
        Theme::Dark => Some(Native::Dark),
    };
    if let Some(window) = app.get_webview_window(MAIN)
        && let Err(error) = window.set_theme(theme)
    {
        tracing::debug!(%error, "the window keeps its theme");
    }
    let (handle, language) = (app.clone(), settings.language.clone());
    let built = app.run_on_main_thread(move || menu::build(&handle, language.as_deref()));
    if let Err(error) = built {
        tracing::debug!(%error, "the menu keeps its language");
    }
}
