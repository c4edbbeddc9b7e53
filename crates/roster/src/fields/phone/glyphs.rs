//! A cell's characters folded to the few that matter in a phone, on the stack.

use crate::fields::changes::{Change, Changes};
use crate::fields::text::unseen_char;

/// More characters than this are no phone, however they are decorated.
pub(super) const CAPACITY: usize = 64;

/// What stands for a character that no phone holds.
pub(super) const FOREIGN: u8 = b'?';

/// A cell folded to ASCII: digits, `+`, the separators ` -./(),;|`, `'`, `"`, `=`, `:` and small letters. Unseen
/// characters are gone, anything else is [`FOREIGN`]; spaces around it are gone as well.
#[derive(Debug, Clone)]
pub(super) struct Glyphs {
    bytes: [u8; CAPACITY],
    len: usize,
    /// What folding alone has changed.
    pub(super) changes: Changes,
}

impl Glyphs {
    /// Folds a cell, or `None` when it is longer than any phone.
    pub(super) fn fold(text: &str) -> Option<Self> {
        let mut glyphs = Self {
            bytes: [0; CAPACITY],
            len: 0,
            changes: Changes::NONE,
        };
        for character in text.trim().chars() {
            if unseen_char(character).is_some() && !matches!(character, '\n' | '\r' | '\t') {
                glyphs.changes.insert(Change::Unseen);
                continue;
            }
            glyphs.push(character)?;
        }
        if text.trim().len() != text.len() {
            glyphs.changes.insert(Change::Trimmed);
        }
        Some(glyphs)
    }

    /// The folded text, without the spaces that unseen characters had hidden at its ends.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes[..self.len].trim_ascii()
    }

    fn push(&mut self, character: char) -> Option<()> {
        let (glyph, change) = fold_char(character);
        if let Some(change) = change {
            self.changes.insert(change);
        }
        *self.bytes.get_mut(self.len)? = glyph;
        self.len += 1;
        Some(())
    }
}

/// The ASCII form of a character, and the change it means when it is not the character itself.
fn fold_char(character: char) -> (u8, Option<Change>) {
    if let Some(digit) = digit_value(character) {
        return (
            b'0' + digit,
            (!character.is_ascii()).then_some(Change::Width),
        );
    }
    match character {
        '\n' | '\r' => (b'\n', None),
        '\t' | ' ' => (b' ', None),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            (b' ', Some(Change::Spaces))
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | '－' | '﹣' | '~' | '～' | '_' => {
            (b'-', None)
        }
        '·' | '•' | '・' | '．' | '。' | '∙' => (b'.', None),
        '（' | '[' | '【' | '〔' | '［' | '{' => (b'(', None),
        '）' | ']' | '】' | '〕' | '］' | '}' => (b')', None),
        '／' | '\\' => (b'/', None),
        '＋' | '﹢' => (b'+', Some(Change::Width)),
        '\'' | '‘' | '’' | '`' | '´' | '＇' => (b'\'', None),
        '"' | '“' | '”' => (b'"', None),
        '，' | '、' | '；' | ';' => (b',', None),
        '：' => (b':', None),
        '＝' => (b'=', None),
        '+' | '-' | '.' | '/' | '(' | ')' | ',' | '|' | ':' | '=' => (character as u8, None),
        c if c.is_ascii_alphabetic() => (c.to_ascii_lowercase() as u8, None),
        _ => (FOREIGN, None),
    }
}

/// The value of a decimal digit of the scripts that rosters are written in.
pub(super) fn digit_value(character: char) -> Option<u8> {
    const ZEROS: [char; 10] = ['０', '٠', '۰', '०', '০', '๐', '໐', '၀', '០', '௦'];
    if character.is_ascii() {
        return character.is_ascii_digit().then(|| character as u8 - b'0');
    }
    ZEROS.iter().find_map(|&zero| {
        let value = u32::from(character).checked_sub(u32::from(zero))?;
        u8::try_from(value).ok().filter(|value| *value < 10)
    })
}
