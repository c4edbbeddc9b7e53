//! KooDrive Provisioner's window: drop a sheet, see it made right, click once, get the task IDs.
//!
//! This room holds windows, menus, dialogs and one thin command per use case; what is decided, is
//! decided in `provisioning`. The web view is not trusted: it can name a row, never a path.
//!
//! - `window` is what the system draws and tells: the one window, menu, dialogs, dropped files.
//! - `door` and `house` hold what outlives the web view; `connection`, `review` and `submission` are
//!   its rooms.
//! - `commands` are what the screens may call, `feed` and channels what they are told.
//! - [`contract`] is the one language between them, and `translate` speaks it.

mod app_state;
mod commands;
mod connection;
pub mod contract;
mod door;
mod feed;
mod house;
mod recovery;
mod review;
mod submission;
mod support;
mod translate;
mod window;

/// Runs the program until its window is closed.
pub fn run() {
    window::run();
}
