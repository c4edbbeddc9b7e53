//! KooDrive Provisioner's window: drop a sheet, see it made right, click once, get the task IDs.
//!
//! This room holds windows, menus, dialogs and one thin command per use case; what is decided, is
//! decided in `provisioning`. The web view is not trusted: it can name a row, never a path.

mod commands;
pub mod contract;
