//! One thin command per use case: take the state, call the use case, map the error.
//!
//! The shell is being wired here now: the window, its commands, menus, dialogs, drag and drop. A
//! command's name is its name in the screens' gateway (`ui/src/lib/shared/gateway/tauri.ts`), and
//! what it takes and answers is a type of [`crate::contract`].
