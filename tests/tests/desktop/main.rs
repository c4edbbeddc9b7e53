//! The real window, under a real window manager, with a real keychain and a real drag and drop:
//! from the first start to task IDs and back again.
//!
//! Needs Xvfb, openbox, dbus, gnome-keyring, WebKitWebDriver, xdotool, and Python with GTK 3.
//! Pictures of each screen are left in `target/desktop`.

#![cfg(target_os = "linux")]

mod desk;
mod overheard;
mod person;
mod scene;
mod system_dialogs;
mod wait;
mod webdriver;

mod clicks;
mod dialogs;
mod drafts;
mod eavesdropper;
mod first_start;
mod in_place;
mod looks;
mod practice;
mod recovery;
mod sending;
mod unknown;
