//! Earlier submissions, and reviews that were not finished.

use super::{Answer, AtDoor};
use crate::contract::history::{HistoryPage, HistoryRequest};
use crate::translate::id::submission_id;

#[tauri::command]
pub(crate) async fn history(door: AtDoor<'_>, request: HistoryRequest) -> Answer<HistoryPage> {
    door.house().await?.history(request).await
}

#[tauri::command]
pub(crate) async fn forget(door: AtDoor<'_>, id: String) -> Answer<()> {
    let id = submission_id(&id)?;
    door.house().await?.forget(id).await
}

#[tauri::command]
pub(crate) async fn discard_draft(door: AtDoor<'_>, review_id: String) -> Answer<()> {
    door.house().await?.discard_draft(&review_id).await
}
