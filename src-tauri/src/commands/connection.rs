//! Connections and their keys.

use tauri::AppHandle;

use super::{Answer, AtDoor};
use crate::contract::connection::{Connection, ConnectionDraft, SaveKeys, TestReport};
use crate::house::House;
use crate::window::{Choice, ask_for_file};

#[tauri::command]
pub(crate) async fn save_connection(
    door: AtDoor<'_>,
    draft: ConnectionDraft,
) -> Answer<Connection> {
    let house = door.house().await?;
    house.apart(move |house| house.save_connection(draft)).await
}

#[tauri::command]
pub(crate) async fn save_keys(door: AtDoor<'_>, keys: SaveKeys) -> Answer<Connection> {
    let house = door.house().await?;
    house.apart(move |house| house.save_keys(&keys)).await
}

#[tauri::command]
pub(crate) async fn remove_connection(door: AtDoor<'_>, id: String) -> Answer<Option<String>> {
    let house = door.house().await?;
    let removed = house.apart(move |house| house.remove_connection(&id));
    let in_use = removed.await?;
    house.mark_open_reviews().await;
    Ok(in_use)
}

#[tauri::command]
pub(crate) async fn activate_connection(door: AtDoor<'_>, id: String) -> Answer<()> {
    door.house().await?.use_connection(id).await
}

#[tauri::command]
pub(crate) async fn test_connection(door: AtDoor<'_>, id: String) -> Answer<TestReport> {
    door.house().await?.test_connection(id).await
}

#[tauri::command]
pub(crate) async fn choose_ca_file(
    door: AtDoor<'_>,
    app: AppHandle,
    id: String,
) -> Answer<Option<Connection>> {
    let house = door.house().await?;
    let Some(path) = ask_for_file(&app, Choice::CERTIFICATES).await else {
        return Ok(None);
    };
    let trusted = house.apart(move |house| house.trust_file(&id, &path));
    trusted.await.map(Some)
}

#[tauri::command]
pub(crate) async fn clear_ca_file(door: AtDoor<'_>, id: String) -> Answer<Connection> {
    let house = door.house().await?;
    house
        .apart(move |house| house.set_extra_ca(&id, None))
        .await
}

#[tauri::command]
pub(crate) async fn start_practice(door: AtDoor<'_>) -> Answer<Connection> {
    let house = door.house().await?;
    let practice = house.apart(House::start_practice).await?;
    house.mark_open_reviews().await;
    Ok(practice)
}
