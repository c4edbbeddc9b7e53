//! The program as a whole.

use tauri::ipc::Channel;
use tauri::{AppHandle, State};

use super::{Answer, AtDoor};
use crate::contract::app::{AppEvent, AppState};
use crate::contract::connection::KeychainHealth;
use crate::contract::results::SavedFile;
use crate::contract::settings::Settings;
use crate::feed::Feed;
use crate::window::{self, Choice, ask_where_to_save, saved};

#[tauri::command]
pub(crate) async fn listen(feed: State<'_, Feed>, events: Channel<AppEvent>) -> Answer<()> {
    feed.listen(events);
    Ok(())
}

#[tauri::command]
pub(crate) async fn app_state(door: AtDoor<'_>) -> Answer<AppState> {
    door.house().await?.app_state().await
}

#[tauri::command]
pub(crate) async fn save_settings(
    door: AtDoor<'_>,
    app: AppHandle,
    settings: Settings,
) -> Answer<Settings> {
    let house = door.house().await?;
    let kept = house
        .apart(move |house| house.save_settings(settings))
        .await?;
    window::apply_settings(&app, &kept);
    Ok(kept)
}

#[tauri::command]
pub(crate) async fn check_keychain(door: AtDoor<'_>) -> Answer<KeychainHealth> {
    let house = door.house().await?;
    house
        .apart(|house| Ok(house.connections.try_keychain(house.provisioner.vault())))
        .await
}

#[tauri::command]
pub(crate) async fn quit(app: AppHandle) -> Answer<()> {
    window::quit(&app);
    Ok(())
}

#[tauri::command]
pub(crate) async fn support_bundle(door: AtDoor<'_>) -> Answer<String> {
    door.house().await?.show_support_bundle().await
}

#[tauri::command]
pub(crate) async fn save_support_bundle(
    door: AtDoor<'_>,
    app: AppHandle,
) -> Answer<Option<SavedFile>> {
    let house = door.house().await?;
    let bundle = house.shown_support_bundle()?;
    let Some(path) = ask_where_to_save(&app, Choice::TEXT, "koodrive-support.txt").await else {
        return Ok(None);
    };
    let file = saved(&path);
    house
        .apart(move |_| crate::support::save(&bundle, &path))
        .await?;
    Ok(Some(file))
}
