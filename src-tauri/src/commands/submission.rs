//! Planning, submitting, following, settling.

use tauri::ipc::Channel;

use super::{Answer, AtDoor};
use crate::contract::submission::{Plan, ProgressUpdate, Settlement, Submission};
use crate::house::House;
use crate::translate::batch::settlement as settled;
use crate::translate::id::{batch_id, submission_id};

#[tauri::command]
pub(crate) async fn plan(
    door: AtDoor<'_>,
    review_id: String,
    connection_id: String,
) -> Answer<Plan> {
    door.house().await?.plan(&review_id, &connection_id).await
}

#[tauri::command]
pub(crate) async fn submit(
    door: AtDoor<'_>,
    plan_id: String,
    typed_count: Option<u32>,
) -> Answer<String> {
    let house = door.house().await?;
    Ok(house.submit(&plan_id, typed_count).await?.to_string())
}

#[tauri::command]
pub(crate) async fn submission(door: AtDoor<'_>, id: String) -> Answer<Submission> {
    let id = submission_id(&id)?;
    door.house().await?.submission(id).await
}

#[tauri::command]
pub(crate) async fn follow(
    door: AtDoor<'_>,
    id: String,
    updates: Channel<ProgressUpdate>,
) -> Answer<()> {
    let id = submission_id(&id)?;
    door.house().await?.follow(id, updates);
    Ok(())
}

#[tauri::command]
pub(crate) async fn unfollow(channel: u32) -> Answer<()> {
    House::unfollow(channel);
    Ok(())
}

#[tauri::command]
pub(crate) async fn pause(door: AtDoor<'_>, id: String) -> Answer<()> {
    let id = submission_id(&id)?;
    door.house().await?.pause(id)
}

#[tauri::command]
pub(crate) async fn resume(door: AtDoor<'_>, id: String) -> Answer<()> {
    let id = submission_id(&id)?;
    door.house().await?.resume(id).await
}

#[tauri::command]
pub(crate) async fn cancel(door: AtDoor<'_>, id: String) -> Answer<()> {
    let id = submission_id(&id)?;
    door.house().await?.cancel(id).await
}

#[tauri::command]
pub(crate) async fn settle(
    door: AtDoor<'_>,
    id: String,
    batch_id: String,
    settlement: Settlement,
) -> Answer<()> {
    let submission = submission_id(&id)?;
    let batch = self::batch_id(&batch_id)?;
    let house = door.house().await?;
    house.settle(submission, batch, settled(settlement)).await
}
