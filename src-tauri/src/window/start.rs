//! The start: one copy, one window, and the house behind it, opened while the window paints.

use std::sync::{Arc, Mutex, PoisonError};

use tauri::{App, AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry};
use tokio::task::AbortHandle;

use super::preferences::apply_settings;
use super::{MAIN, close, files, menu, system};
use crate::commands;
use crate::contract::app::AppEvent;
use crate::contract::error::CommandError;
use crate::door::Door;
use crate::feed::Feed;
use crate::house::House;
use crate::translate;

/// Opens the window with the practice service ready.
const PRACTISE: &str = "--practise";

/// Runs the program to its end.
///
/// # Panics
/// When the system has no web view, which its installer sees to.
pub(crate) fn run() {
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(
            |app, arguments, folder| {
                come_forward(app);
                files::open_arguments(app, &arguments, folder.as_ref());
            },
        ))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .manage(Door::default())
        .manage(Feed::default())
        .manage(Chores::default())
        .on_menu_event(|app, event| menu::choose(app, event.id().as_ref()))
        .invoke_handler(commands::handler())
        .setup(|app| Ok(set_up(app)?))
        .build(tauri::generate_context!())
        .expect("the program's own resources are whole, and the system has a web view")
        .run(|app, event| system::heard(app, &event));
}

fn set_up(app: &App) -> tauri::Result<()> {
    let window = window(app)?;
    window.on_window_event({
        let app = app.handle().clone();
        move |event| {
            files::dropped(&app, event);
            close::asked(&app, event);
        }
    });
    open_house(app.handle().clone());
    Ok(())
}

fn window(app: &App) -> tauri::Result<WebviewWindow<Wry>> {
    WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("KooDrive Provisioner")
        .inner_size(1240.0, 820.0)
        .min_inner_size(900.0, 620.0)
        .build()
}

pub(super) fn come_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        for step in [window.show(), window.unminimize(), window.set_focus()] {
            if let Err(error) = step {
                tracing::debug!(%error, "the window did not come forward");
            }
        }
    }
}

/// The ledger, the keychain and the disk take their time; the window does not wait for them.
fn open_house(app: AppHandle) {
    let feed = app.state::<Feed>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let opened = tauri::async_runtime::spawn_blocking(|| House::open(feed)).await;
        let opened = opened.unwrap_or_else(|error| Err(translate::error::unexpected(&error)));
        let house = opened.map(Arc::new);
        if let Ok(house) = &house {
            begin(&app, house).await;
        }
        app.state::<Door>().open(house);
        let arguments: Vec<String> = std::env::args().collect();
        files::open_arguments(&app, &arguments, ".".as_ref());
    });
}

/// What goes on for as long as a house stands.
#[derive(Default)]
struct Chores(Mutex<Vec<AbortHandle>>);

impl Chores {
    /// These from now on, and those of an earlier house no more.
    fn take_over(&self, chores: [AbortHandle; 4]) {
        let mut going = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for earlier in std::mem::replace(&mut *going, chores.into()) {
            earlier.abort();
        }
    }
}

/// Opens the ledger of a house again whose door was closed, and moves in.
///
/// # Errors
/// When it still does not open: the house stays as it is.
pub(crate) async fn open_anew(app: &AppHandle, before: &Arc<House>) -> Result<(), CommandError> {
    let house = Arc::new(before.reopened().await?);
    begin(app, &house).await;
    app.state::<Door>().open(Ok(house));
    Ok(())
}

/// Begins what goes on for as long as a house stands.
async fn begin(app: &AppHandle, house: &Arc<House>) {
    if std::env::args().any(|argument| argument == PRACTISE) {
        let started = house.apart(House::start_practice).await;
        if let Err(error) = started {
            tracing::warn!(error = error.message, "the practice service did not start");
        }
    }
    if let Ok(settings) = house.settings() {
        apply_settings(app, &translate::settings::shown(&settings));
    }
    app.state::<Chores>().take_over([
        tokio::spawn(Arc::clone(house).pass_events_on()).abort_handle(),
        tokio::spawn(Arc::clone(house).watch(app.clone())).abort_handle(),
        tokio::spawn(Arc::clone(house).keep_drafts()).abort_handle(),
        tokio::spawn(tidy_up(Arc::clone(house))).abort_handle(),
    ]);
}

/// Follows what an earlier session left, and forgets what the settings do not keep.
async fn tidy_up(house: Arc<House>) {
    if let Err(error) = house.forget_old().await {
        tracing::warn!(
            error = error.message,
            "old submissions could not be forgotten"
        );
    }
    if let Err(error) = house.resume_following().await {
        tracing::warn!(error = error.message, "accepted tasks are not followed");
    }
}

/// Tells the window what a menu item or the system asks for.
pub(super) fn tell(app: &AppHandle, event: AppEvent) {
    app.state::<Feed>().tell(event);
}
