//! The system's own dialogs, for files and for what the web view does not show: they are driven by the
//! keyboard, as a person may.

use std::path::Path;
use std::time::Duration;

use crate::desk::Desk;
use crate::wait::{until, within};

/// So long a dialog may take to close before its answer is given once more.
const A_MOMENT: Duration = Duration::from_secs(2);

impl Desk {
    /// Answers the system's file dialog with a path.
    pub(crate) fn answers_file_dialog(&self, title: &str, path: &Path) {
        self.sees_dialog(title);
        self.press("ctrl+l");
        self.press("ctrl+a");
        self.types(&path.to_string_lossy());
        // The first one may only take what the dialog proposes to complete the path with.
        until("the dialog to close", || {
            self.press("Return");
            within(A_MOMENT, || !self.is_seen(title)).then_some(())
        });
    }

    /// Waits for a dialog of the system's, which then has the keyboard.
    pub(crate) fn sees_dialog(&self, title: &str) {
        let dialog = self.window_named(title);
        self.xdotool(&["windowactivate", "--sync", &dialog]);
    }

    /// Waits for a dialog that has the keyboard, whatever its title: xdotool reads no Chinese ones.
    pub(crate) fn sees_some_dialog(&self) {
        let window = self.window();
        until("a dialog", || {
            let active = self.xdotool(&["getactivewindow"]);
            let active = active.trim();
            (!active.is_empty() && active != window).then_some(())
        });
    }

    /// Presses keys in a dialog of the system's, the last of which closes it.
    pub(crate) fn closes_dialog(&self, title: &str, keys: &[&str]) {
        self.sees_dialog(title);
        for key in keys {
            self.press(key);
        }
        until("the dialog to close", || {
            (!self.is_seen(title)).then_some(())
        });
    }

    fn is_seen(&self, title: &str) -> bool {
        let found = self.xdotool(&["search", "--onlyvisible", "--name", title]);
        !found.is_empty()
    }
}
