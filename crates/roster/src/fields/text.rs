//! Characters that nobody sees: controls, bidirectional marks, zero-width characters, odd spaces.
//!
//! They come with copies from web pages, chat programs and right-to-left documents, survive every look at the sheet, and
//! make two equal cells different.

use std::borrow::Cow;

use super::changes::{Change, Changes};

/// What kind of unseen character stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unseen {
    /// A control character (Unicode category Cc), line breaks and tabs included.
    Control,
    /// A mark that turns the direction of writing, such as U+202A or U+200F.
    Bidi,
    /// A character without width: U+200B, U+FEFF, a soft hyphen, a variation selector and the like.
    Invisible,
    /// A character that stands for no character: U+FFFD or a noncharacter. The text was damaged before it came here.
    Replacement,
}

/// The first unseen character of the text, or `None`. Plain ASCII is decided without decoding.
///
/// Joiners (U+200C, U+200D) between two letters do not count: Persian and Indic names are spelled with them.
pub fn unseen(text: &str) -> Option<Unseen> {
    if is_plain(text) {
        return None;
    }
    let mut before = None;
    for (at, character) in text.char_indices() {
        match unseen_char(character) {
            Some(kind) if !joins(before, character, &text[at + character.len_utf8()..]) => {
                return Some(kind);
            }
            _ => before = Some(character),
        }
    }
    None
}

/// Printable ASCII and nothing else.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, 0x20..=0x7e))
}

/// The kind of unseen character that `character` is, or `None` for one that can be seen, spaces included.
pub fn unseen_char(character: char) -> Option<Unseen> {
    match character {
        c if c.is_control() => Some(Unseen::Control),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Unseen::Bidi)
        }
        // Not the variation selectors U+E0100–U+E01EF: they choose between forms of a Chinese character in a name.
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{e0000}'..='\u{e00ff}' => Some(Unseen::Invisible),
        '\u{fffc}'..='\u{ffff}' => Some(Unseen::Replacement),
        _ => None,
    }
}

/// Whether `character` is a joiner between the letter before it and the next one that can be seen.
fn joins(before: Option<char>, character: char, after: &str) -> bool {
    let is_joiner = matches!(character, '\u{200c}' | '\u{200d}');
    let next = || {
        after
            .chars()
            .find(|c| unseen_char(*c).is_none() || is_break(*c))
    };
    // Combining vowel signs stand between a letter and its joiner in Indic scripts; they count as alphabetic or marks.
    let is_letter = |c: char| !c.is_ascii() && (c.is_alphabetic() || is_virama(c));
    is_joiner && before.is_some_and(is_letter) && next().is_some_and(is_letter)
}

/// The signs that silence a vowel, after which Indic scripts put their joiners.
fn is_virama(character: char) -> bool {
    matches!(
        character,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
    )
}

/// Whether a character lies in one of the wide ranges without any that is unseen or a space: a quick yes for the letters
/// of all living scripts.
pub(crate) const fn is_seen(character: char) -> bool {
    matches!(
        character,
        '!'..='~'
            | '\u{a1}'..='\u{ac}'
            | '\u{ae}'..='\u{34e}'
            | '\u{350}'..='\u{61b}'
            | '\u{61d}'..='\u{115e}'
            | '\u{1161}'..='\u{167f}'
            | '\u{1681}'..='\u{17b3}'
            | '\u{17b6}'..='\u{180a}'
            | '\u{1810}'..='\u{1fff}'
            | '\u{2070}'..='\u{2fff}'
            | '\u{3001}'..='\u{3163}'
            | '\u{3165}'..='\u{fdff}'
            | '\u{10000}'..='\u{dffff}'
    )
}

/// A text as it should be, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// The clean text; borrowed when it stands in the cell.
    pub text: Cow<'a, str>,
    /// The kinds of change made; empty when `text` is the cell's own.
    pub changes: Changes,
}

impl<'a> Cleaned<'a> {
    /// A text that needs nothing.
    pub(crate) const fn untouched(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            changes: Changes::NONE,
        }
    }

    /// Whether the text differs from the cell's.
    pub const fn is_changed(&self) -> bool {
        !self.changes.is_empty()
    }

    /// The same text after another step, if that changes anything.
    pub(crate) fn and_then(
        self,
        change: Change,
        step: impl FnOnce(&str) -> Option<String>,
    ) -> Self {
        match step(&self.text) {
            Some(text) => {
                let mut changes = self.changes;
                changes.insert(change);
                Self {
                    text: Cow::Owned(text),
                    changes,
                }
            }
            None => self,
        }
    }
}

/// The text without unseen characters, with plain spaces, and without spaces around it.
///
/// A line break or tab becomes a space, since it kept two words apart; runs of spaces stay as they are, because inner
/// spacing can be meant. Joiners between two letters stay (see [`unseen`]), and so does U+FFFD, which is the scar of a
/// character that is lost. Cleaning what is clean changes nothing.
pub fn clean(text: &str) -> Cleaned<'_> {
    let inner = text.trim_matches(' ');
    if is_plain(inner) || !has_odd(inner) {
        let mut cleaned = Cleaned::untouched(inner);
        if inner.len() < text.len() {
            cleaned.changes.insert(Change::Trimmed);
        }
        return cleaned;
    }
    let (seen, mut changes) = without_unseen(text);
    let trimmed = seen.trim_matches(' ');
    if trimmed.len() < seen.len() {
        changes.insert(Change::Trimmed);
    }
    if changes.is_empty() {
        return Cleaned::untouched(text);
    }
    Cleaned {
        text: Cow::Owned(trimmed.to_owned()),
        changes,
    }
}

/// Whether there is an unseen character or an odd space; most names that are not ASCII have none.
fn has_odd(text: &str) -> bool {
    let is_odd = |character| {
        !is_seen(character) && (unseen_char(character).is_some() || is_odd_space(character))
    };
    text.chars().any(is_odd)
}

fn without_unseen(text: &str) -> (String, Changes) {
    let mut seen = String::with_capacity(text.len());
    let mut changes = Changes::NONE;
    for (at, character) in text.char_indices() {
        match unseen_char(character) {
            _ if is_break(character) => {
                seen.push(' ');
                changes.insert(Change::Spaces);
            }
            Some(Unseen::Replacement) => seen.push(character),
            Some(_)
                if !joins(
                    seen.chars().next_back(),
                    character,
                    &text[at + character.len_utf8()..],
                ) =>
            {
                changes.insert(Change::Unseen);
            }
            None if is_odd_space(character) => {
                seen.push(' ');
                changes.insert(Change::Spaces);
            }
            _ => seen.push(character),
        }
    }
    (seen, changes)
}

/// A character that ends a line or a cell.
const fn is_break(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// A space that is not the one on the keyboard.
pub(crate) const fn is_odd_space(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_kind_of_unseen_character_is_found() {
        let texts = [
            ("plain text", None),
            ("Zoë 小明 👍", None),
            ("a\u{a0}b", None),
            ("a\u{7}b", Some(Unseen::Control)),
            ("a\nb", Some(Unseen::Control)),
            ("a\u{85}b", Some(Unseen::Control)),
            ("\u{202d}138", Some(Unseen::Bidi)),
            ("علي\u{200f}", Some(Unseen::Bidi)),
            ("Ann\u{200b}", Some(Unseen::Invisible)),
            ("\u{feff}Ann", Some(Unseen::Invisible)),
            ("J\u{fffd}rgen", Some(Unseen::Replacement)),
        ];
        for (text, kind) in texts {
            assert_eq!(unseen(text), kind, "{text:?}");
        }
    }

    #[test]
    fn joiners_that_spell_a_name_stay_and_others_go() {
        // Persian: Alireza with a zero-width non-joiner; Sinhala: Sri with a joiner after the virama.
        for name in ["علی\u{200c}رضا", "ශ්\u{200d}රී"] {
            assert_eq!(unseen(name), None, "{name:?}");
            assert_eq!(clean(name), Cleaned::untouched(name));
        }
        for name in ["Ann\u{200d}e", "\u{200c}علی", "علی\u{200c}"] {
            assert_eq!(unseen(name), Some(Unseen::Invisible), "{name:?}");
        }
        assert_eq!(
            clean("علی\u{200c}\u{200c}رضا\u{200c}").text,
            "علی\u{200c}رضا"
        );
    }

    #[test]
    fn forms_of_a_chinese_character_are_no_unseen_characters() {
        let name = "葛\u{e0100}西";
        assert_eq!(unseen(name), None);
        assert_eq!(clean(name), Cleaned::untouched(name));
    }

    #[test]
    fn what_was_cleaned_is_named() {
        let texts: [(&str, &str, &[Change]); 6] = [
            (" Ann ", "Ann", &[Change::Trimmed]),
            (
                "\u{3000}小明\u{3000}",
                "小明",
                &[Change::Trimmed, Change::Spaces],
            ),
            ("Ann\u{a0}Lee", "Ann Lee", &[Change::Spaces]),
            ("Ann\r\nLee", "Ann  Lee", &[Change::Spaces]),
            ("\u{200b}Ann\u{202c}", "Ann", &[Change::Unseen]),
            ("\u{200b} Ann", "Ann", &[Change::Trimmed, Change::Unseen]),
        ];
        for (text, clean_text, changes) in texts {
            let cleaned = clean(text);
            assert_eq!(cleaned.text, clean_text);
            assert_eq!(
                cleaned.changes.iter().collect::<Vec<_>>(),
                changes,
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_lost_character_keeps_its_scar() {
        assert_eq!(clean("J\u{fffd}rgen ").text, "J\u{fffd}rgen");
    }

    proptest! {
        #[test]
        fn cleaning_is_done_in_one_go(text in "[ab \u{a0}\u{200b}-\u{200f}\u{fffd}علी\t\n\u{85}\u{3000}\u{94d}]{0,12}") {
            let once = clean(&text);
            prop_assert_eq!(&clean(&once.text).text, &once.text);
            prop_assert_eq!(once.is_changed(), once.text != text);
        }

        #[test]
        fn a_clean_text_has_nothing_unseen_but_scars(text in any::<String>()) {
            let kind = unseen(&clean(&text).text);
            prop_assert!(matches!(kind, None | Some(Unseen::Replacement)), "{:?}", kind);
        }
    }
}
