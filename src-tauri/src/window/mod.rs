//! The one window and what belongs to it: menu, dialogs, drag and drop, task bar, notifications.

mod close;
mod code_dialog;
mod code_texts;
mod dialogs;
mod files;
mod menu;
mod menu_texts;
pub(crate) mod notice;
mod preferences;
mod start;
mod system;
pub(crate) mod taskbar;

pub(crate) use close::quit;
pub(crate) use code_dialog::CodeDialog;
pub(crate) use dialogs::{Choice, ask_for_file, ask_where_to_save, saved};
pub(crate) use files::open_chosen;
pub(crate) use preferences::apply_settings;
pub(crate) use start::{open_anew, run};

/// The window's name, as the capability file has it.
pub(crate) const MAIN: &str = "main";
