//! What a person does at the window, in a person's words: every click is counted.

use std::cell::Cell;
use std::fs::File;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::wait::until;
use crate::webdriver::{Element, Session};

pub(crate) struct Person {
    pub(crate) window: Session,
    clicks: Cell<u32>,
}

impl Drop for Person {
    /// Leaves a picture of where a test failed.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.picture("failed");
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
        let named = format!(
            "//*[@role='dialog' or @role='alertdialog']//button[not(@disabled)][contains(normalize-space(.), \"{words}\")]"
        );
        self.clicks_at(&named);
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
            let found = self.window.find_all("//*[@data-task-id]");
            let texts: Option<Vec<_>> = found.iter().map(|one| self.window.text(one)).collect();
            texts.filter(|texts| texts.len() == count && texts.iter().all(|text| !text.is_empty()))
        })
    }

    /// Everything that the web view holds or held: the page, its fields, its storage, and every
    /// answer since [`Person::listens_in`].
    pub(crate) fn everything_in_the_web_view(&self) -> String {
        let held = self.window.run(
            "return [document.documentElement.outerHTML,
                [...document.querySelectorAll('input, textarea')].map((field) => field.value).join('\\n'),
                JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}),
                ...(window.__answers ?? [])].join('\\n')",
        );
        held.as_str().unwrap_or_default().to_owned()
    }

    /// From now on every question and answer across the bridge is written down in the page.
    pub(crate) fn listens_in(&self) {
        self.window.run(
            "window.__answers = []; window.__questions = [];
             const ask = window.fetch;
             window.fetch = async (address, options) => {
                 window.__questions.push(`${address} ${options?.body ?? ''}`);
                 const answer = await ask(address, options);
                 window.__answers.push(`${address} ${await answer.clone().text()}`);
                 return answer;
             };",
        );
    }

    /// The questions that were asked across the bridge.
    pub(crate) fn questions(&self) -> Vec<String> {
        let asked = self.window.run("return window.__questions");
        let asked = asked.as_array().cloned().unwrap_or_default();
        asked
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }
}
