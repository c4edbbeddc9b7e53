//! A cell's characters folded to the few that matter in a phone, on the stack.

use crate::fields::changes::{Change, Changes};
use crate::fields::text::{is_odd_space, unseen_char};

/// More characters than this are no phone, however they are decorated.
pub(super) const CAPACITY: usize = 64;

/// What stands for a character that no phone holds.
pub(super) const FOREIGN: u8 = b'?';

/// A cell folded to ASCII: digits, `+`, the separators ` -./(),|`, `'`, `"`, `=`, `:`, line breaks and small letters.
/// Unseen characters are gone, anything else is [`FOREIGN`]; spaces around it are gone as well.
#[derive(Debug, Clone)]
pub(super) struct Glyphs {
    bytes: [u8; CAPACITY],
    len: usize,
    /// Which glyphs occur, so that most questions need no look at the bytes.
    kinds: u64,
    /// What folding alone has changed.
    pub(super) changes: Changes,
}

impl Glyphs {
    /// Folds a cell, or `None` when it is longer than any phone.
    pub(super) fn fold(text: &str) -> Option<Self> {
        let mut glyphs = Self {
            bytes: [0; CAPACITY],
            len: 0,
            kinds: 0,
            changes: Changes::NONE,
        };
        let trimmed = text.trim();
        for character in trimmed.chars() {
            match ascii_glyph(character) {
                Some(glyph) => glyphs.push(glyph)?,
                None if unseen_char(character).is_some() => glyphs.changes.insert(Change::Unseen),
                None => glyphs.push_wide(character)?,
            }
        }
        if trimmed.len() != text.len() {
            glyphs.changes.insert(Change::Trimmed);
        }
        Some(glyphs)
    }

    /// The folded text, without the spaces that unseen characters had hidden at its ends.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes[..self.len].trim_ascii()
    }

    /// Whether a glyph occurs; letters are not told apart.
    pub(super) const fn has(&self, glyph: u8) -> bool {
        self.kinds & kind(glyph) != 0
    }

    fn push(&mut self, glyph: u8) -> Option<()> {
        *self.bytes.get_mut(self.len)? = glyph;
        self.len += 1;
        self.kinds |= kind(glyph);
        Some(())
    }

    fn push_wide(&mut self, character: char) -> Option<()> {
        let (glyph, change) = wide_glyph(character);
        if let Some(change) = change {
            self.changes.insert(change);
        }
        self.push(glyph)
    }
}

/// One bit for each glyph but the letters, which share one.
const fn kind(glyph: u8) -> u64 {
    if glyph.is_ascii_lowercase() {
        1
    } else {
        1 << (glyph & 63)
    }
}

/// The glyph of an ASCII character that can be seen or is a space.
const fn ascii_glyph(character: char) -> Option<u8> {
    Some(match character {
        '0'..='9'
        | ' '
        | '+'
        | '-'
        | '.'
        | '/'
        | '('
        | ')'
        | ','
        | '|'
        | ':'
        | '='
        | '"'
        | '\''
        | '\n' => character as u8,
        'a'..='z' | 'A'..='Z' => character.to_ascii_lowercase() as u8,
        '\r' => b'\n',
        '\t' => b' ',
        '[' | '{' => b'(',
        ']' | '}' => b')',
        '~' | '_' => b'-',
        '\\' => b'/',
        '`' => b'\'',
        ';' => b',',
        '!'..='~' => FOREIGN,
        _ => return None,
    })
}

/// The glyph of a character that is not ASCII, and the change it means when that is more than another way of writing a
/// separator.
fn wide_glyph(character: char) -> (u8, Option<Change>) {
    if let Some(digit) = digit_value(character) {
        return (b'0' + digit, Some(Change::Width));
    }
    match character {
        space if is_odd_space(space) => (b' ', Some(Change::Spaces)),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | '－' | '﹣' | '～' => {
            (b'-', None)
        }
        '·' | '•' | '・' | '．' | '。' | '∙' => (b'.', None),
        '（' | '【' | '〔' | '［' => (b'(', None),
        '）' | '】' | '〕' | '］' => (b')', None),
        '／' => (b'/', None),
        '＋' | '﹢' => (b'+', Some(Change::Width)),
        '‘' | '’' | '´' | '＇' => (b'\'', None),
        '“' | '”' => (b'"', None),
        '，' | '、' | '；' => (b',', None),
        '：' => (b':', None),
        '＝' => (b'=', None),
        _ => (FOREIGN, None),
    }
}

/// The value of a decimal digit of the other scripts that rosters are written in.
fn digit_value(character: char) -> Option<u8> {
    const ZEROS: [char; 10] = ['０', '٠', '۰', '०', '০', '๐', '໐', '၀', '០', '௦'];
    ZEROS.iter().find_map(|&zero| {
        let value = u32::from(character).checked_sub(u32::from(zero))?;
        u8::try_from(value).ok().filter(|value| *value < 10)
    })
}
