//! A ledger that does not open, its recovery code, the receipts.

use tauri::AppHandle;

use super::{Answer, AtDoor};
use crate::contract::recovery::{Receipts, Restored, SetAside};
use crate::contract::results::SavedFile;
use crate::contract::secret::SecretText;
use crate::house::House;
use crate::window::{CodeDialog, open_anew};

#[tauri::command]
pub(crate) async fn show_recovery_code(
    door: AtDoor<'_>,
    app: AppHandle,
) -> Answer<Option<SavedFile>> {
    let house = door.house().await?;
    let code = house.apart(House::recovery_code).await?;
    CodeDialog::of(&app, &house).show(&code).await
}

#[tauri::command]
pub(crate) async fn receipts(door: AtDoor<'_>) -> Answer<Receipts> {
    door.house().await?.apart(House::receipts).await
}

#[tauri::command]
pub(crate) async fn restore_ledger(
    door: AtDoor<'_>,
    app: AppHandle,
    code: SecretText,
) -> Answer<Restored> {
    let house = door.house().await?;
    let tried = house.apart(move |house| house.try_code(&code)).await?;
    if let Some(other) = tried.other_code()
        && !CodeDialog::of(&app, &house).hand_out(other).await?
    {
        return Ok(Restored::not_wanted());
    }
    house.apart(move |house| house.restore_key(&tried)).await?;
    Ok(Restored::with_ledger(open_anew(&app, &house).await))
}

#[tauri::command]
pub(crate) async fn set_ledger_aside(door: AtDoor<'_>, app: AppHandle) -> Answer<SetAside> {
    let house = door.house().await?;
    let aside = house.apart(House::set_ledger_aside).await?;
    Ok(aside.and_opened(open_anew(&app, &house).await))
}

#[tauri::command]
pub(crate) async fn leave_damaged_ledger(door: AtDoor<'_>) -> Answer<bool> {
    door.house().await?.leave_damaged_ledger().await
}

#[tauri::command]
pub(crate) async fn reopen_ledger(door: AtDoor<'_>, app: AppHandle) -> Answer<()> {
    let house = door.house().await?;
    open_anew(&app, &house).await
}
