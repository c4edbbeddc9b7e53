//! Cells that say they are empty: `-`, `n/a`, `无`. People write them where a form wants something.
//!
//! Nearly every cell is told from them by its length and its first and last byte.

mod words;

use words::WORDS;

/// What a cell that seems to say "nothing" may be instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Placeholder {
    /// Nothing else in any field.
    Plain,
    /// Somebody's name, though hardly ever: `Null`, `None`, `X`.
    RarelyName,
    /// The name of many people: `Na`.
    OftenName,
}

use Placeholder::Plain;

/// No longer text, in bytes, is looked at.
const MAX_BYTES: usize = 31;

/// Whether a cell says that it is empty; `None` for one that is, and for all others.
pub fn placeholder(cell: &str) -> Option<Placeholder> {
    let text = trimmed(cell);
    if !may_be_one(text.as_bytes()) {
        return None;
    }
    if is_of_marks(text) {
        return Some(Plain);
    }
    let is_text = |(word, _): &&(&str, _)| word.len() == text.len() && is_same(word, text);
    WORDS.iter().find(is_text).map(|&(_, what)| what)
}

/// A full name without a first or last word that only says that there is none: `Ana` of `Ana -`.
pub(crate) fn without_outer(full_name: &str) -> &str {
    let is_none = |word: &str| placeholder(word) == Some(Plain);
    let mut name = full_name;
    while let Some((rest, last)) = name.trim_end().rsplit_once(' ')
        && is_none(last)
    {
        name = rest.trim_end();
    }
    while let Some((first, rest)) = name.trim_start().split_once(' ')
        && is_none(first)
    {
        name = rest.trim_start();
    }
    name
}

/// The text without the spaces around it, looked for only where a first or last byte can be one's.
fn trimmed(cell: &str) -> &str {
    let begins = matches!(cell.as_bytes(), [0..=b' ' | 0xc2 | 0xe1..=0xe3, ..]);
    let ends = matches!(
        cell.as_bytes(),
        [
            ..,
            0..=b' ' | 0x80..=0x8a | 0x9f | 0xa0 | 0xa8 | 0xa9 | 0xaf,
        ]
    );
    if begins || ends { cell.trim() } else { cell }
}

/// Whether a word is the text in any case.
fn is_same(word: &str, text: &str) -> bool {
    word.eq_ignore_ascii_case(text)
        || (!word.is_ascii() && text.chars().flat_map(char::to_lowercase).eq(word.chars()))
}

/// Up to three marks, or one of them over and over.
fn is_of_marks(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let is_short = text.chars().nth(3).is_none();
    let has_mark = text.chars().any(|character| character != ' ');
    has_mark
        && text
            .chars()
            .all(|character| is_mark(character) && (is_short || character == first))
}

const fn is_mark(character: char) -> bool {
    matches!(
        character,
        ' ' | '-'
            | '/'
            | '\\'
            | '.'
            | ','
            | '?'
            | '!'
            | '*'
            | '_'
            | '~'
            | '#'
            | '@'
            | '|'
            | '='
            | '·'
            | '×'
            | '‐'
            ..='―'
                | '•'
                | '…'
                | '−'
                | '●'
                | '、'
                | '。'
                | '－'
                | '／'
                | '．'
                | '？'
                | '＿'
                | '～'
                | '＊'
    )
}

/// For each byte, the lengths of the words that begin with it, and of those that end with it: a bit for each length.
struct Ends {
    first: [u32; 256],
    last: [u32; 256],
}

const ENDS: Ends = {
    let mut ends = Ends {
        first: [0; 256],
        last: [0; 256],
    };
    let mut at = 0;
    while at < WORDS.len() {
        let word = WORDS[at].0.as_bytes();
        assert!(word.len() <= MAX_BYTES, "a bit for each length");
        let (first, last) = (word[0], word[word.len() - 1]);
        ends.first[first as usize] |= 1 << word.len();
        ends.first[in_other_case(first) as usize] |= 1 << word.len();
        ends.last[last as usize] |= 1 << word.len();
        ends.last[in_other_case(last) as usize] |= 1 << word.len();
        at += 1;
    }
    ends
};

/// The byte with which the same letter in the other case begins or ends, of ASCII and of Cyrillic; of others, any.
const fn in_other_case(byte: u8) -> u8 {
    if byte.is_ascii_alphabetic() || !byte.is_ascii() {
        byte ^ 0x20
    } else {
        byte
    }
}

/// Whether a text has the length and the first and last byte of such a word, or may be made of marks.
fn may_be_one(text: &[u8]) -> bool {
    let (Some(&first), Some(&last)) = (text.first(), text.last()) else {
        return false;
    };
    if text.len() > MAX_BYTES {
        return false;
    }
    let lengths = ENDS.first[first as usize] & ENDS.last[last as usize];
    lengths & (1 << text.len()) != 0 || may_be_mark(first)
}

/// Whether a mark can begin with this byte: punctuation, or the first byte of a sign beyond ASCII.
const fn may_be_mark(byte: u8) -> bool {
    byte.is_ascii_punctuation() || matches!(byte, 0xc2 | 0xc3 | 0xe2 | 0xe3 | 0xef)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Placeholder::{OftenName, RarelyName};
    use super::*;

    #[test]
    fn what_people_write_for_nothing_is_known() {
        for cell in [
            "-",
            "--",
            "---------",
            "—",
            "–",
            " - ",
            "\u{a0}-\u{3000}",
            "/",
            "\\",
            ".",
            "...",
            "…",
            "?",
            "？",
            "－",
            "- -",
            "-/-",
            "********",
            "••••••••",
            "·",
            "_",
            "0",
            "n/a",
            "N/A",
            "N/a",
            "n.a.",
            "(NULL)",
            "无",
            "無",
            "暂无",
            "没有",
            "なし",
            "없음",
            "ninguno",
            "Nenhum",
            "KEINE",
            "нет",
            "НЕТ",
            "لا يوجد",
            "ไม่มี",
            "Tidak Ada",
            "NÃO TEM",
            "undefined",
            "@",
        ] {
            assert_eq!(placeholder(cell), Some(Plain), "{cell:?}");
        }
        for cell in [
            "null", "NULL", "None", "nil", "x", "XXX", "空", "Néant", "NÉANT", "yok", "Unknown",
        ] {
            assert_eq!(placeholder(cell), Some(RarelyName), "{cell:?}");
        }
        for cell in ["na", "NA", "Na", "NaN", "nan"] {
            assert_eq!(placeholder(cell), Some(OftenName), "{cell:?}");
        }
    }

    #[test]
    fn what_means_something_is_no_placeholder() {
        for cell in [
            "",
            " ",
            "\u{200b}",
            "Ana",
            "Nala",
            "Nilo",
            "Nulla",
            "O",
            "Y",
            "Ng",
            "那",
            "娜",
            "나",
            "吴",
            "伍",
            "无忌",
            "空海",
            "Müller",
            "São",
            "é",
            "00",
            "10",
            "13800138000",
            "+",
            "a@x.com",
            "-_./-",
            "-1",
            "x@y",
            "Null Island",
            "N/A Smith",
            "#1",
            "J.",
            "O.K.",
            "\u{fffd}",
        ] {
            assert_eq!(placeholder(cell), None, "{cell:?}");
        }
    }

    #[test]
    fn every_word_is_in_lower_case_and_found_in_both() {
        for &(word, what) in WORDS {
            assert_eq!(word.to_lowercase(), word);
            assert_eq!(placeholder(word), Some(what), "{word}");
            assert_eq!(placeholder(&word.to_uppercase()), Some(what), "{word}");
            assert_eq!(
                WORDS.iter().filter(|(other, _)| *other == word).count(),
                1,
                "{word}"
            );
        }
    }

    #[test]
    fn any_space_may_stand_around_a_placeholder() {
        for space in ('\0'..=char::MAX).filter(|character| character.is_whitespace()) {
            for cell in [format!("{space}n/a"), format!("n/a{space}")] {
                assert_eq!(placeholder(&cell), Some(Plain), "{cell:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_quick_look_passes_over_no_placeholder(cell in "[-/.?—… 0xnaulio无]{0,5}|\\PC{0,4}") {
            let text = cell.trim();
            let is_word = WORDS.iter().any(|(word, _)| is_same(word, text));
            prop_assert_eq!(placeholder(&cell).is_some(), is_word || is_of_marks(text), "{:?}", cell);
        }

        #[test]
        fn nothing_that_has_a_letter_or_digit_is_made_of_marks(cell in "\\PC{0,6}") {
            let has_word = cell.contains(char::is_alphanumeric);
            prop_assert!(!(has_word && is_of_marks(&cell)), "{:?}", cell);
        }
    }
}
