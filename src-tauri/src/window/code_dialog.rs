//! The recovery code in the system's own dialog: it is the ledger's key, and the web view holds none.
//!
//! What the dialog and its toolkit keep in memory while they show it is out of our hands; it goes to no
//! clipboard, and to no file but the one that a person asks for here.

use std::sync::Arc;

use chrono::{Local, NaiveDate};
use provisioning::vault::RecoveryCode;
use provisioning::write_privately;
use tauri::AppHandle;
use tauri_plugin_dialog::{MessageDialogButtons, MessageDialogResult};
use zeroize::Zeroizing;

use super::code_texts::{CodeText, CodeTexts};
use super::dialogs::{Choice, ask_in_message, ask_where_to_save, saved};
use crate::contract::error::{CommandError, ErrorCode};
use crate::contract::results::SavedFile;
use crate::house::House;

/// Groups of the code in a line: some systems' dialogs are narrow.
const GROUPS: usize = 4;
const LINE_END: &str = if cfg!(windows) { "\r\n" } else { "\n" };

/// Shows recovery codes, in the language of the settings.
pub(crate) struct CodeDialog<'a> {
    app: &'a AppHandle,
    house: &'a Arc<House>,
    texts: &'static CodeTexts,
}

/// What a person wants done with a code.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    /// To have it in a file.
    Save,
    /// It is on paper.
    Noted,
    /// Nothing (more).
    Leave,
}

impl<'a> CodeDialog<'a> {
    pub(crate) fn of(app: &'a AppHandle, house: &'a Arc<House>) -> Self {
        let language = house.language();
        let texts = CodeTexts::of(language.as_deref());
        Self { app, house, texts }
    }

    /// Shows the code of the ledger in use, for as long as a person wants to see it. Answers with the
    /// file that they had it saved in, if they did.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) async fn show(
        &self,
        code: &RecoveryCode,
    ) -> Result<Option<SavedFile>, CommandError> {
        let (about, texts) = (&self.texts.own, self.texts);
        let buttons = || MessageDialogButtons::OkCancelCustom(texts.save.into(), texts.done.into());
        while self.ask(about, code, buttons()).await == Wish::Save {
            if let Some(file) = self.save(about, code).await? {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    /// Hands out the code of a key that is about to go. Answers whether a person has it now; the key
    /// stays otherwise.
    ///
    /// # Errors
    /// When the file that they wanted cannot be written.
    pub(crate) async fn hand_out(&self, code: &RecoveryCode) -> Result<bool, CommandError> {
        let (about, texts) = (&self.texts.other, self.texts);
        let buttons = || {
            let (save, noted, cancel) = (texts.save, texts.noted, texts.cancel);
            MessageDialogButtons::YesNoCancelCustom(save.into(), noted.into(), cancel.into())
        };
        loop {
            match self.ask(about, code, buttons()).await {
                Wish::Noted => return Ok(true),
                Wish::Leave => return Ok(false),
                Wish::Save if self.save(about, code).await?.is_some() => return Ok(true),
                Wish::Save => {}
            }
        }
    }

    async fn ask(
        &self,
        about: &CodeText,
        code: &RecoveryCode,
        buttons: MessageDialogButtons,
    ) -> Wish {
        let text = message(about, code);
        let pressed = ask_in_message(self.app, about.title, &text, buttons).await;
        wish(&pressed, self.texts)
    }

    /// Nothing when no file was chosen.
    async fn save(
        &self,
        about: &CodeText,
        code: &RecoveryCode,
    ) -> Result<Option<SavedFile>, CommandError> {
        let day = Local::now().date_naive();
        let name = file_name(about, day);
        let Some(path) = ask_where_to_save(self.app, Choice::TEXT, &name).await else {
            return Ok(None);
        };
        let file = saved(&path);
        let sheet = sheet(about, self.texts, code, day);
        self.house
            .apart(move |_| {
                write_privately(&path, sheet.as_bytes()).map_err(|error| {
                    CommandError::new(ErrorCode::FileUnwritable, error.to_string())
                })
            })
            .await?;
        Ok(Some(file))
    }
}

/// Some systems name the button, others its place.
fn wish(pressed: &MessageDialogResult, texts: &CodeTexts) -> Wish {
    match pressed {
        MessageDialogResult::Ok | MessageDialogResult::Yes => Wish::Save,
        MessageDialogResult::No => Wish::Noted,
        MessageDialogResult::Custom(label) if label == texts.save => Wish::Save,
        MessageDialogResult::Custom(label) if label == texts.noted => Wish::Noted,
        MessageDialogResult::Custom(_) | MessageDialogResult::Cancel => Wish::Leave,
    }
}

/// What the dialog shows.
fn message(about: &CodeText, code: &RecoveryCode) -> Zeroizing<String> {
    Zeroizing::new(format!("{}\n\n{}", about.asks, &*lines(code, "\n")))
}

/// What the file is called unless a person says otherwise: one code is not saved over another.
fn file_name(about: &CodeText, day: NaiveDate) -> String {
    format!("{}-{day}.txt", about.file)
}

/// What the file holds: a page to be printed.
fn sheet(
    about: &CodeText,
    texts: &CodeTexts,
    code: &RecoveryCode,
    day: NaiveDate,
) -> Zeroizing<String> {
    let lines = lines(code, LINE_END);
    let head = format!("KooDrive Provisioner · {}", about.title);
    let made = format!("{} {day}", texts.made_on);
    let parts: [&str; 5] = [&head, &lines, about.is_for, texts.print_this, &made];
    let paragraph = [LINE_END, LINE_END].concat();
    Zeroizing::new(parts.join(&paragraph) + LINE_END)
}

/// The code in lines of a few groups.
fn lines(code: &RecoveryCode, line_end: &str) -> Zeroizing<String> {
    let text = code.expose_text();
    let groups: Vec<&str> = text.split('-').collect();
    let lines: Zeroizing<Vec<String>> =
        Zeroizing::new(groups.chunks(GROUPS).map(|line| line.join("-")).collect());
    Zeroizing::new(lines.join(line_end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFR-WS6C";

    fn code() -> RecoveryCode {
        RecoveryCode::parse(CODE).unwrap()
    }

    #[test]
    fn the_dialog_says_what_the_code_is_for_and_shows_all_of_it() {
        for language in ["en", "zh-CN"] {
            let texts = CodeTexts::of(Some(language));
            for about in [&texts.own, &texts.other] {
                let shown = message(about, &code());
                let (says, shown) = shown.split_once("\n\n").unwrap();
                assert_eq!(says, about.asks);
                assert_eq!(
                    shown,
                    "000G-40R4-0M30-E209\n185G-R38E-1W81-24GK\n2GAH-C5RR-34D1-P70X\n3RFR-WS6C"
                );
            }
        }
    }

    #[test]
    fn the_page_can_be_typed_back_in_and_says_what_to_do_with_it() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let texts = CodeTexts::of(Some("en"));
        let page = sheet(&texts.own, texts, &code(), day);
        let paragraphs: Vec<_> = page.split(&LINE_END.repeat(2)).collect();
        assert_eq!(paragraphs[0], "KooDrive Provisioner · Recovery code");
        assert_eq!(RecoveryCode::parse(paragraphs[1]), Ok(code()));
        assert_eq!(paragraphs[2], texts.own.is_for);
        assert!(paragraphs[3].contains("delete the file"));
        assert_eq!(paragraphs[4].trim_end(), "Saved on 2026-11-24");
    }

    #[test]
    fn a_code_of_another_ledger_or_day_has_another_file() {
        let [first, second] = [24, 25].map(|day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap());
        for language in ["en", "zh-CN"] {
            let texts = CodeTexts::of(Some(language));
            let names = [
                (&texts.own, first, "koodrive-recovery-code-2026-11-24.txt"),
                (&texts.own, second, "koodrive-recovery-code-2026-11-25.txt"),
                (
                    &texts.other,
                    first,
                    "koodrive-other-recovery-code-2026-11-24.txt",
                ),
            ];
            for (about, day, name) in names {
                assert_eq!(file_name(about, day), name);
            }
        }
    }

    #[test]
    fn a_dialog_that_is_closed_wants_nothing() {
        for language in ["en", "zh-CN"] {
            let texts = CodeTexts::of(Some(language));
            let label = |text: &str| MessageDialogResult::Custom(text.to_owned());
            for (pressed, wanted) in [
                (label(texts.save), Wish::Save),
                (label(texts.noted), Wish::Noted),
                (label(texts.done), Wish::Leave),
                (label(texts.cancel), Wish::Leave),
                (MessageDialogResult::Cancel, Wish::Leave),
                (MessageDialogResult::Yes, Wish::Save),
                (MessageDialogResult::No, Wish::Noted),
            ] {
                assert_eq!(wish(&pressed, texts), wanted, "{pressed:?}");
            }
        }
    }
}
