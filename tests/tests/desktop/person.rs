//! What a person does at the window, in a person's words: every click is counted.

use std::cell::Cell;
use std::fs::File;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::desk::{Desk, this_test};
use crate::wait::until;
use crate::webdriver::{Element, Session};

/// What WebDriver types for these keys.
const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";

pub(crate) struct Person {
    pub(crate) window: Session,
    clicks: Cell<u32>,
}

impl Drop for Person {
    /// Leaves a picture of where a test failed.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.picture(&format!("failed-{}", this_test()));
        }
    }
}

impl Person {
    pub(crate) fn at(window: Session) -> Self {
        Self {
            window,
            clicks: Cell::new(0),
        }
    }

    /// The window is gone.
    pub(crate) fn leaves(self) {
        self.window.end();
    }

    /// Leaves a picture of the window in `target/desktop`, for a person to look at.
    pub(crate) fn picture(&self, name: &str) {
        let folder = whole_program_tests::workspace().join("target/desktop");
        std::fs::create_dir_all(&folder).expect("the build's folder can be written");
        let file = File::create(folder.join(format!("{name}.png"))).expect("so can a file in it");
        let mut decoder = Command::new("base64")
            .arg("--decode")
            .stdin(Stdio::piped())
            .stdout(file)
            .spawn()
            .expect("base64 is part of every system");
        let mut input = decoder.stdin.take().expect("its input is ours");
        let written = input.write_all(self.window.picture().as_bytes());
        drop(input);
        written.expect("the decoder takes all of it");
        drop(decoder.wait());
    }

    /// Clicks since the last time this was asked.
    pub(crate) fn clicks(&self) -> u32 {
        self.clicks.take()
    }

    #[track_caller]
    pub(crate) fn sees(&self, xpath: &str) -> Element {
        until(xpath, || self.window.find(xpath))
    }

    /// Reads a text, wherever it stands.
    #[track_caller]
    pub(crate) fn reads(&self, text: &str) -> Element {
        self.sees(&format!("//*[text()[contains(., \"{text}\")]]"))
    }

    /// Clicks what has these words on it, once it can be clicked.
    #[track_caller]
    pub(crate) fn clicks_on(&self, words: &str) {
        let named = format!(
            "//button[not(@disabled)][contains(normalize-space(.), \"{words}\") or @aria-label=\"{words}\"]"
        );
        self.clicks_at(&named);
    }

    /// Clicks a button in the dialog.
    #[track_caller]
    pub(crate) fn clicks_in_dialog(&self, words: &str) {
        self.clicks_at(&in_dialog(words));
    }

    /// Clicks the button in the dialog that ends the program, and waits for its end. The window may be
    /// gone before the driver can answer, so an end is as good an answer as any.
    #[track_caller]
    pub(crate) fn leaves_by(self, words: &str, process: u32) {
        let named = in_dialog(words);
        until(&named, || {
            let clicked = || self.window.click(&self.window.find(&named)?).ok();
            clicked().or_else(|| Desk::has_ended(process).then_some(()))
        });
        Desk::wait_for_end(process);
        self.leaves();
    }

    #[track_caller]
    pub(crate) fn clicks_at(&self, xpath: &str) {
        until(xpath, || {
            let element = self.window.find(xpath)?;
            self.window.click(&element).ok()
        });
        self.clicks.set(self.clicks.get() + 1);
    }

    /// Types into the field with this label.
    #[track_caller]
    pub(crate) fn fills_in(&self, label: &str, text: &str) {
        let field = self.sees(&format!(
            "//input[@id = //label[normalize-space(.)=\"{label}\"]/@for]"
        ));
        self.window.type_into(&field, text);
    }

    /// The task IDs that stand on the screen, once there are so many.
    #[track_caller]
    pub(crate) fn reads_task_ids(&self, count: usize) -> Vec<String> {
        until("task IDs", || {
            Some(self.task_ids()).filter(|texts| texts.len() == count)
        })
    }

    /// The task IDs that stand on the screen now, in its order.
    pub(crate) fn task_ids(&self) -> Vec<String> {
        let found = self.window.find_all("//*[@data-task-id]");
        let texts = found.iter().filter_map(|one| self.window.text(one));
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// Types over what is in a cell of the grid, and sees that it was changed.
    #[track_caller]
    pub(crate) fn changes_cell(&self, row: u32, column: u32, text: &str) {
        self.clicks_at(&format!(
            "//*[@role='gridcell'][@data-row='{row}'][@data-column='{column}']"
        ));
        self.window.type_text(&format!("{text}{ENTER}"));
        self.sees_changed(text);
    }

    /// Sees a cell that was changed to this text.
    #[track_caller]
    pub(crate) fn sees_changed(&self, text: &str) {
        self.sees(&format!(
            "//*[@role='gridcell'][contains(@class, 'changed')][contains(., '{text}')]"
        ));
    }

    /// Sees a notice with all of these words on it.
    #[track_caller]
    pub(crate) fn sees_notice(&self, words: &[&str]) {
        let all = words.join("\")][contains(., \"");
        self.sees(&format!(
            "//*[@role='alert' or @role='status'][contains(., \"{all}\")]"
        ));
    }

    /// Chooses from a menu that opens with a button.
    #[track_caller]
    pub(crate) fn chooses(&self, button: &str, choice: &str) {
        self.clicks_at(button);
        self.clicks_at(&format!(
            "//*[@role='option' or @role='menuitem'][contains(normalize-space(.), \"{choice}\")]"
        ));
    }

    /// Sees what a column is used for, in the dialog of the columns.
    #[track_caller]
    pub(crate) fn sees_role(&self, header: &str, role: &str) {
        self.sees(&format!(
            "//tr[th//*[normalize-space(.)='{header}']][.//button[contains(., '{role}')]]"
        ));
    }

    /// Sees that something is not there, or not any more.
    #[track_caller]
    pub(crate) fn misses(&self, xpath: &str) {
        until(&format!("{xpath} to be gone"), || {
            self.window.find(xpath).is_none().then_some(())
        });
    }

    /// Types over what is in the field with this name, and leaves it.
    #[track_caller]
    pub(crate) fn sets(&self, name: &str, text: &str) {
        let field = self.sees(&format!("//input[@aria-label='{name}']"));
        self.window.clear(&field);
        self.window.type_into(&field, &format!("{text}{TAB}"));
    }
}

/// A button in the dialog that can be clicked.
fn in_dialog(words: &str) -> String {
    format!(
        "//*[@role='dialog' or @role='alertdialog']//button[not(@disabled)][contains(normalize-space(.), \"{words}\")]"
    )
}
