//! Results, reports, the handover.

use tauri::AppHandle;

use super::{Answer, AtDoor};
use crate::contract::results::{ReportFormat, ResultView, ResultWindow, Results, SavedFile};
use crate::contract::secret::SecretText;
use crate::translate::id::submission_id;
use crate::window::{Choice, ask_where_to_save, saved};

#[tauri::command]
pub(crate) async fn results(door: AtDoor<'_>, id: String) -> Answer<Results> {
    let id = submission_id(&id)?;
    door.house().await?.results(id).await
}

#[tauri::command]
pub(crate) async fn result_rows(
    door: AtDoor<'_>,
    id: String,
    view: ResultView,
    start: u32,
    count: u32,
) -> Answer<ResultWindow> {
    let id = submission_id(&id)?;
    let house = door.house().await?;
    house.result_rows(id, &view, start, count).await
}

#[tauri::command]
pub(crate) async fn save_report(
    door: AtDoor<'_>,
    app: AppHandle,
    id: String,
    format: ReportFormat,
) -> Answer<Option<SavedFile>> {
    let submission = submission_id(&id)?;
    let house = door.house().await?;
    let (choice, name) = match format {
        ReportFormat::Xlsx => (Choice::WORKBOOK, format!("koodrive-report-{id}.xlsx")),
        ReportFormat::Csv => (Choice::TABLE, format!("koodrive-report-{id}.csv")),
    };
    let Some(path) = ask_where_to_save(&app, choice, &name).await else {
        return Ok(None);
    };
    house.provisioner.report(submission, &path).await?;
    Ok(Some(saved(&path)))
}

#[tauri::command]
pub(crate) async fn save_handover(
    door: AtDoor<'_>,
    app: AppHandle,
    id: String,
    passphrase: SecretText,
) -> Answer<Option<SavedFile>> {
    let submission = submission_id(&id)?;
    let house = door.house().await?;
    let name = format!("initial-passwords-{id}.zip");
    let Some(path) = ask_where_to_save(&app, Choice::ARCHIVE, &name).await else {
        return Ok(None);
    };
    let passphrase = passphrase.expose_secret_text().to_owned().into();
    house
        .provisioner
        .hand_over(submission, passphrase, &path)
        .await?;
    Ok(Some(saved(&path)))
}
