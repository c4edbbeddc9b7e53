//! A ledger that does not open, its recovery code, the receipts.

use tauri::AppHandle;

use super::{Answer, AtDoor};
use crate::contract::recovery::{Receipts, Restored, SetAside};
use crate::contract::secret::SecretText;
use crate::house::House;
use crate::window::open_anew;

#[tauri::command]
pub(crate) async fn recovery_code(door: AtDoor<'_>) -> Answer<String> {
    door.house().await?.apart(House::recovery_code).await
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
    let restored = house.apart(move |house| house.restore_key(&code)).await?;
    Ok(restored.and_opened(open_anew(&app, &house).await))
}

#[tauri::command]
pub(crate) async fn set_ledger_aside(door: AtDoor<'_>, app: AppHandle) -> Answer<SetAside> {
    let house = door.house().await?;
    let aside = house.apart(House::set_ledger_aside).await?;
    Ok(aside.and_opened(open_anew(&app, &house).await))
}

#[tauri::command]
pub(crate) async fn reopen_ledger(door: AtDoor<'_>, app: AppHandle) -> Answer<()> {
    let house = door.house().await?;
    open_anew(&app, &house).await
}
