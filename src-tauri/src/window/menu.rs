//! The menu, and the keys that are its own.
//!
//! Keys that a text field knows too (undo, copy, find) are left to the web view: a menu that takes
//! them first would take them from every field. macOS alone needs them in its menu to work at all.

use tauri::menu::{Menu, MenuItemBuilder, PredefinedMenuItem, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Wry};

use super::close;
use super::menu_texts::Texts;
use super::start::tell;
use crate::contract::app::{AppEvent, MenuAction};

/// The items that the window carries out.
const ACTIONS: [MenuAction; 9] = [
    MenuAction::Open,
    MenuAction::Template,
    MenuAction::Home,
    MenuAction::History,
    MenuAction::Connections,
    MenuAction::Settings,
    MenuAction::Undo,
    MenuAction::Redo,
    MenuAction::Find,
];

const QUIT: &str = "Quit";

/// Puts the menu in place, in the language of the settings.
pub(crate) fn build(app: &AppHandle, language: Option<&str>) {
    let made = make(app, Texts::of(language)).and_then(|menu| app.set_menu(menu));
    if let Err(error) = made {
        tracing::warn!(%error, "there is no menu");
    }
}

/// Somebody chose an item.
pub(super) fn choose(app: &AppHandle, id: &str) {
    if id == QUIT {
        return close::leave(app);
    }
    let action = ACTIONS.into_iter().find(|action| name(*action) == id);
    if let Some(action) = action {
        tell(app, AppEvent::Menu { action });
    }
}

fn name(action: MenuAction) -> String {
    format!("{action:?}")
}

fn make(app: &AppHandle, texts: &Texts) -> tauri::Result<Menu<Wry>> {
    let menu = Menu::new(app)?;
    if cfg!(target_os = "macos") {
        menu.append(&program(app, texts)?)?;
    }
    menu.append(&file(app, texts)?)?;
    menu.append(&edit(app, texts)?)?;
    menu.append(&go(app, texts)?)?;
    Ok(menu)
}

fn item(
    app: &AppHandle,
    action: MenuAction,
    text: &str,
    key: Option<&str>,
) -> tauri::Result<tauri::menu::MenuItem<Wry>> {
    let mut item = MenuItemBuilder::with_id(name(action), text);
    if let Some(key) = key {
        item = item.accelerator(key);
    }
    item.build(app)
}

/// The program's own menu, which macOS has beside the others.
fn program(app: &AppHandle, texts: &Texts) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, "KooDrive Provisioner")
        .about_with_text(texts.about, None)
        .separator()
        .item(&item(
            app,
            MenuAction::Settings,
            texts.settings,
            Some("CmdOrCtrl+,"),
        )?)
        .separator()
        .services_with_text(texts.services)
        .separator()
        .hide_with_text(texts.hide)
        .hide_others_with_text(texts.hide_others)
        .show_all_with_text(texts.show_all)
        .separator()
        .item(&quit(app, texts)?)
        .build()
}

fn quit(app: &AppHandle, texts: &Texts) -> tauri::Result<tauri::menu::MenuItem<Wry>> {
    let item = MenuItemBuilder::with_id(QUIT, texts.quit);
    item.accelerator("CmdOrCtrl+Q").build(app)
}

fn file(app: &AppHandle, texts: &Texts) -> tauri::Result<Submenu<Wry>> {
    let menu = SubmenuBuilder::new(app, texts.file)
        .item(&item(
            app,
            MenuAction::Open,
            texts.open,
            Some("CmdOrCtrl+O"),
        )?)
        .item(&item(app, MenuAction::Template, texts.template, None)?);
    if cfg!(target_os = "macos") {
        return menu.separator().close_window_with_text(texts.close).build();
    }
    menu.separator()
        .item(&item(
            app,
            MenuAction::Settings,
            texts.settings,
            Some("CmdOrCtrl+,"),
        )?)
        .separator()
        .item(&quit(app, texts)?)
        .build()
}

fn edit(app: &AppHandle, texts: &Texts) -> tauri::Result<Submenu<Wry>> {
    let menu = SubmenuBuilder::new(app, texts.edit);
    if cfg!(target_os = "macos") {
        return menu
            .item(&PredefinedMenuItem::undo(app, Some(texts.undo))?)
            .item(&PredefinedMenuItem::redo(app, Some(texts.redo))?)
            .separator()
            .cut_with_text(texts.cut)
            .copy_with_text(texts.copy)
            .paste_with_text(texts.paste)
            .select_all_with_text(texts.select_all)
            .separator()
            .item(&item(app, MenuAction::Find, texts.find, None)?)
            .build();
    }
    menu.item(&item(app, MenuAction::Undo, texts.undo, None)?)
        .item(&item(app, MenuAction::Redo, texts.redo, None)?)
        .separator()
        .item(&item(app, MenuAction::Find, texts.find, None)?)
        .build()
}

fn go(app: &AppHandle, texts: &Texts) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, texts.view)
        .item(&item(app, MenuAction::Home, texts.home, None)?)
        .item(&item(app, MenuAction::History, texts.history, None)?)
        .item(&item(
            app,
            MenuAction::Connections,
            texts.connections,
            None,
        )?)
        .build()
}
