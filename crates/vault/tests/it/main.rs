//! The vault on a real keychain, on files that people edit, and without any keychain.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;
mod connections;
#[cfg(target_os = "linux")]
mod keychain;
mod recovery;
mod settings;
