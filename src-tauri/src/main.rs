//! The desktop program.

// On Windows a program with a window brings no console along.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    koodrive_provisioner::run();
}
