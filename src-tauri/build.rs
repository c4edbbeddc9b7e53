//! Names every command that the web view may be allowed to call, and hands the window's resources
//! to Tauri.

use std::fs;
use std::path::Path;

/// The commands, as `src/commands` has them and `capabilities/main.json` grants them.
const COMMANDS: &[&str] = &[
    "listen",
    "app_state",
    "save_settings",
    "check_keychain",
    "quit",
    "support_bundle",
    "save_support_bundle",
    "show_recovery_code",
    "receipts",
    "restore_ledger",
    "set_ledger_aside",
    "leave_damaged_ledger",
    "reopen_ledger",
    "save_connection",
    "save_keys",
    "remove_connection",
    "activate_connection",
    "test_connection",
    "choose_ca_file",
    "clear_ca_file",
    "start_practice",
    "choose_sheet",
    "open_pasted",
    "open_sample_sheet",
    "open_failures",
    "review",
    "close_review",
    "change_source",
    "set_column_role",
    "rows",
    "next_problem",
    "reveal_password",
    "edit",
    "paste",
    "clear",
    "copy",
    "leave_out",
    "undo",
    "redo",
    "preview_fix",
    "apply_fix",
    "save_template",
    "plan",
    "submit",
    "submission",
    "follow",
    "unfollow",
    "pause",
    "resume",
    "cancel",
    "settle",
    "results",
    "result_rows",
    "save_report",
    "save_handover",
    "history",
    "forget",
    "discard_draft",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let screens = Path::new("../ui/dist");
    println!("cargo::rerun-if-changed={}", screens.display());
    make_room_for(screens)?;
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

/// The screens are built by npm, and Rust compiles without them: then the window says so.
fn make_room_for(screens: &Path) -> std::io::Result<()> {
    if screens.exists() {
        return Ok(());
    }
    fs::create_dir_all(screens)?;
    fs::write(
        screens.join("index.html"),
        "<!doctype html>\n<title>KooDrive Provisioner</title>\n\
         <p>The screens are not built: run <code>npm run build</code> in <code>ui</code>, then build again.</p>\n",
    )
}
