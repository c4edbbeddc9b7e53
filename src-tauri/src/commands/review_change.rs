//! Changing an open sheet.

use super::{Answer, AtDoor};
use crate::contract::edit::{CellBlock, CellEdit, ReviewChange, RowChoice};
use crate::contract::fix::{Fix, FixPreview, FixScope};
use crate::contract::review::{ColumnRole, Review};
use crate::house::House;

#[tauri::command]
pub(crate) async fn set_column_role(
    door: AtDoor<'_>,
    id: String,
    column: u32,
    role: ColumnRole,
) -> Answer<Review> {
    let house = door.house().await?;
    house
        .with_review(&id, move |house, open| {
            house.set_column_role(open, column, role);
            Ok(())
        })
        .await?;
    house.review(&id).await
}

#[tauri::command]
pub(crate) async fn edit(
    door: AtDoor<'_>,
    id: String,
    edits: Vec<CellEdit>,
) -> Answer<ReviewChange> {
    let house = door.house().await?;
    let edited = house.with_review(&id, move |house, open| house.edit(open, edits));
    edited.await
}

#[tauri::command]
pub(crate) async fn paste(
    door: AtDoor<'_>,
    id: String,
    block: CellBlock,
    text: String,
) -> Answer<ReviewChange> {
    let house = door.house().await?;
    let pasted = house.with_review(&id, move |house, open| house.paste(open, &block, &text));
    pasted.await
}

#[tauri::command]
pub(crate) async fn clear(door: AtDoor<'_>, id: String, block: CellBlock) -> Answer<ReviewChange> {
    let house = door.house().await?;
    let cleared = house.with_review(&id, move |house, open| house.clear(open, &block));
    cleared.await
}

#[tauri::command]
pub(crate) async fn leave_out(
    door: AtDoor<'_>,
    id: String,
    rows: RowChoice,
    out: bool,
) -> Answer<ReviewChange> {
    let house = door.house().await?;
    let left = house.with_review(&id, move |house, open| house.leave_out(open, rows, out));
    left.await
}

#[tauri::command]
pub(crate) async fn undo(door: AtDoor<'_>, id: String) -> Answer<ReviewChange> {
    let house = door.house().await?;
    house.with_review(&id, House::undo).await
}

#[tauri::command]
pub(crate) async fn redo(door: AtDoor<'_>, id: String) -> Answer<ReviewChange> {
    let house = door.house().await?;
    house.with_review(&id, House::redo).await
}

#[tauri::command]
pub(crate) async fn preview_fix(
    door: AtDoor<'_>,
    id: String,
    fix: Fix,
    scope: FixScope,
) -> Answer<FixPreview> {
    let house = door.house().await?;
    house
        .with_review(&id, move |house, open| house.preview_fix(open, fix, scope))
        .await
}

#[tauri::command]
pub(crate) async fn apply_fix(
    door: AtDoor<'_>,
    id: String,
    fix: Fix,
    scope: FixScope,
) -> Answer<ReviewChange> {
    let house = door.house().await?;
    house
        .with_review(&id, move |house, open| house.apply_fix(open, fix, scope))
        .await
}
