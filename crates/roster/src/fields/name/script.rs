//! Which script a name is written in, and what a name looks like.

use super::{chinese, korean};

/// The habits by which a name is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Chinese characters and nothing else.
    Chinese,
    /// Hangul.
    Korean,
    /// Anything with kana, and Chinese characters in a way that only Japanese names have.
    Japanese,
    /// Everything else: words between spaces.
    Other,
}

impl Script {
    /// The script of a name's letters, by the blocks of Unicode that names are written in. One pass, because every row
    /// with a full name asks.
    pub(super) fn of(name: &str) -> Self {
        let (mut han, mut kana, mut hangul) = (false, false, false);
        for letter in name.chars() {
            match letter {
                '\u{3005}'
                | '\u{3400}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{20000}'..='\u{3ffff}' => han = true,
                '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => {
                    kana = true;
                }
                '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}' => {
                    hangul = true;
                }
                other if other.is_alphanumeric() => return Self::Other,
                _ => {}
            }
        }
        match (han, kana, hangul) {
            (true, false, false) if !chinese::is_japanese(name) => Self::Chinese,
            (_, true, false) | (true, false, false) => Self::Japanese,
            (false, false, true) => Self::Korean,
            _ => Self::Other,
        }
    }
}

/// Whether a cell looks like the names of a person, both of them. For telling columns apart, so it would rather say no.
pub(crate) fn looks_like_full_name(cell: &str) -> bool {
    let cell = cell.trim();
    match Script::of(cell) {
        Script::Chinese => {
            let characters = cell
                .chars()
                .filter(|character| !character.is_whitespace())
                .count();
            cell.contains('·')
                || ((2..=4).contains(&characters) && chinese::surname_len(cell).is_some())
        }
        Script::Korean => {
            (2..=5).contains(&cell.chars().count()) && korean::surname_len(cell).is_some()
        }
        Script::Japanese => cell.contains([' ', '\u{3000}', '・']) && cell.chars().count() <= 20,
        Script::Other => {
            let words = cell.split_whitespace().count();
            (2..=5).contains(&words)
                && cell.split_whitespace().all(is_name_word)
                && starts_upper(cell)
        }
    }
}

/// Whether a cell looks like a family name alone: certain for Chinese and Korean, a capitalised word elsewhere.
pub(crate) fn looks_like_surname(cell: &str) -> bool {
    let cell = cell.trim();
    match Script::of(cell) {
        Script::Chinese => chinese::surname_len(cell) == Some(cell.len()),
        Script::Korean => korean::surname_len(cell) == Some(cell.len()),
        Script::Japanese => cell.chars().count() <= 5,
        Script::Other => looks_like_one_name(cell),
    }
}

/// Whether a cell looks like a single name: one word, capitalised where the script has capitals.
pub(crate) fn looks_like_one_name(cell: &str) -> bool {
    let cell = cell.trim();
    let length = cell.chars().count();
    match Script::of(cell) {
        Script::Other => {
            (2..=30).contains(&length)
                && cell.split_whitespace().count() == 1
                && is_name_word(cell)
                && starts_upper(cell)
        }
        _ => (1..=3).contains(&length),
    }
}

/// Whether a cell could be a person's name. For telling users from remarks, so it would rather say yes.
pub(crate) fn may_be_name(cell: &str) -> bool {
    let cell = cell.trim();
    let length = cell.chars().count();
    let is_short = match Script::of(cell) {
        Script::Chinese | Script::Korean => length <= 4 || cell.contains('·'),
        Script::Japanese => length <= 12,
        Script::Other => cell.split_whitespace().count() <= 6,
    };
    is_short
        && cell.split_whitespace().all(is_name_word)
        && !cell.contains(['：', '＝', '！', '？', '。'])
}

fn is_name_word(word: &str) -> bool {
    let is_name_char = |c: char| {
        c.is_alphabetic()
            || matches!(c, '-' | '\'' | '’' | '.' | ',')
            || !c.is_ascii() && !c.is_numeric()
    };
    word.chars().all(is_name_char) && word.chars().any(char::is_alphabetic)
}

fn starts_upper(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|first| !first.is_lowercase())
}
