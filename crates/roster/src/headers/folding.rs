//! Folding header names, so that case, punctuation, accents, width and the style of writing do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The letters and digits of a text in one run: `First Name`, `first_name`, `FIRST-NAME` and `ｆｉｒｓｔＮａｍｅ` are all
/// `firstname`; `Prénom` is `prenom`, `الإسم` is `الاسم`.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
    }
    let bare = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|character| !is_accent(*character));
    bare.nfc()
        .flat_map(plain_letter)
        .filter(|c| c.is_alphanumeric() || is_combining_mark(*c))
        .collect()
}

/// Marks that people leave out: accents of Latin, Greek and Cyrillic, the vowel signs of Arabic and Hebrew.
const fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Letters that stand for one another, or that no decomposition takes apart.
fn plain_letter(character: char) -> impl Iterator<Item = char> {
    let (first, second) = match character {
        'ı' => ('i', None),
        'ß' => ('s', Some('s')),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'ς' => ('σ', None),
        'ٱ' => ('ا', None),
        'ى' | 'ی' => ('ي', None),
        'ة' => ('ه', None),
        'ک' => ('ك', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// The words of a header, folded: split at spaces, punctuation, between `camelCase` words and before numbers. Scripts
/// written without spaces give one unit a character.
pub(super) fn units(text: &str) -> Vec<String> {
    let mut units = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for character in text.nfkc() {
        if is_boundary(before, character) && !word.is_empty() {
            units.push(fold(&std::mem::take(&mut word)));
        }
        word.push(character);
        before = character;
    }
    units.push(fold(&word));
    units.retain(|unit| !unit.is_empty());
    units
}

fn is_boundary(before: char, character: char) -> bool {
    if is_combining_mark(character)
        || matches!(character, '\'' | '’')
        || matches!(before, '\'' | '’')
    {
        return false;
    }
    let is_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    !is_word(character)
        || !is_word(before)
        || is_unspaced(character)
        || is_unspaced(before)
        || (before.is_lowercase() && character.is_uppercase())
        || before.is_numeric() != character.is_numeric()
}

/// A character of a script that is written without spaces between words.
pub(super) const fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_fold_together() {
        let same = [
            &[
                "First Name",
                "first_name",
                "FIRST-NAME",
                "firstName",
                "ｆｉｒｓｔ　Ｎａｍｅ",
                "*First Name:",
                "first.name",
            ][..],
            &["Prénom", "PRENOM", "prenom", "Pre\u{301}nom"],
            &["Straße", "STRASSE"],
            &["Soyadı", "SOYADI", "soyadi"],
            &["الإسم", "الاسم", "الأسم", "الاسمُ"],
            &["ｶﾅ", "カナ"],
            &["이름", "\u{110b}\u{1175}\u{1105}\u{1173}\u{11b7}"],
            &["*姓名", "姓 名", "姓名："],
        ];
        for names in same {
            for name in names {
                assert_eq!(fold(name), fold(names[0]), "{name}");
            }
        }
        assert_ne!(
            fold("ハハ"),
            fold("パパ"),
            "a mark that changes the word stays"
        );
    }

    #[test]
    fn headers_come_apart_into_words() {
        assert_eq!(units("employeeFirstName"), ["employee", "first", "name"]);
        assert_eq!(
            units("Employee's e-mail  2"),
            ["employees", "e", "mail", "2"]
        );
        assert_eq!(units("姓名Name"), ["姓", "名", "name"]);
        assert_eq!(units("ชื่อ"), ["ชื่", "อ"].map(fold));
        assert!(units(" *: ").is_empty());
    }
}
