//! Opening sheets and looking at them.

use tauri::AppHandle;

use super::{Answer, AtDoor};
use crate::contract::edit::CellBlock;
use crate::contract::results::SavedFile;
use crate::contract::review::{Review, RowWindow, SourceChange, ViewRequest};
use crate::window::{Choice, ask_for_file, ask_where_to_save, open_chosen, saved};

#[tauri::command]
pub(crate) async fn choose_sheet(door: AtDoor<'_>, app: AppHandle) -> Answer<Option<String>> {
    let house = door.house().await?;
    match ask_for_file(&app, Choice::SHEET).await {
        Some(path) => open_chosen(&house, path).await.map(Some),
        None => Ok(None),
    }
}

#[tauri::command]
pub(crate) async fn open_pasted(door: AtDoor<'_>, text: String) -> Answer<String> {
    door.house().await?.open_pasted(text).await
}

#[tauri::command]
pub(crate) async fn open_sample_sheet(door: AtDoor<'_>) -> Answer<String> {
    door.house().await?.open_sample().await
}

#[tauri::command]
pub(crate) async fn open_failures(door: AtDoor<'_>, submission_id: String) -> Answer<String> {
    let submission = crate::translate::id::submission_id(&submission_id)?;
    door.house().await?.open_failures(submission).await
}

#[tauri::command]
pub(crate) async fn review(door: AtDoor<'_>, id: String) -> Answer<Review> {
    door.house().await?.review(&id).await
}

#[tauri::command]
pub(crate) async fn close_review(door: AtDoor<'_>, id: String, keep_draft: bool) -> Answer<()> {
    door.house().await?.close_review(&id, keep_draft).await
}

#[tauri::command]
pub(crate) async fn change_source(
    door: AtDoor<'_>,
    id: String,
    change: SourceChange,
) -> Answer<Review> {
    door.house().await?.change_source(&id, change).await
}

#[tauri::command]
pub(crate) async fn rows(
    door: AtDoor<'_>,
    id: String,
    view: ViewRequest,
    start: u32,
    count: u32,
) -> Answer<RowWindow> {
    let house = door.house().await?;
    let looked = house.with_review(&id, move |_, open| Ok(open.rows(&view, start, count)));
    looked.await
}

#[tauri::command]
pub(crate) async fn next_problem(
    door: AtDoor<'_>,
    id: String,
    view: ViewRequest,
    from: u32,
    backwards: bool,
) -> Answer<Option<u32>> {
    let house = door.house().await?;
    house
        .with_review(&id, move |_, open| {
            Ok(open.next_problem(&view, from, backwards))
        })
        .await
}

#[tauri::command]
pub(crate) async fn reveal_password(door: AtDoor<'_>, id: String, key: u32) -> Answer<String> {
    let house = door.house().await?;
    let revealed = house.with_review(&id, move |_, open| open.reveal_password(key));
    revealed.await
}

#[tauri::command]
pub(crate) async fn copy(door: AtDoor<'_>, id: String, block: CellBlock) -> Answer<String> {
    let house = door.house().await?;
    let copied = house.with_review(&id, move |_, open| Ok(open.copy(&block)));
    copied.await
}

#[tauri::command]
pub(crate) async fn save_template(
    door: AtDoor<'_>,
    app: AppHandle,
    language: String,
) -> Answer<Option<SavedFile>> {
    let house = door.house().await?;
    let suggested = "koodrive-users.xlsx";
    let Some(path) = ask_where_to_save(&app, Choice::WORKBOOK, suggested).await else {
        return Ok(None);
    };
    let file = saved(&path);
    house
        .apart(move |house| house.write_template(&path, &language))
        .await?;
    Ok(Some(file))
}
