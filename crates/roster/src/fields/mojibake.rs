//! UTF-8 that was read as Windows-1252 and saved again: `ZoÃ«` for `Zoë`, `å¼\u{a0}ä¼Ÿ` for `张伟`.
//!
//! Every character of such a text stands for one byte, and the bytes are UTF-8. Names in capitals can look like that by
//! chance, since a dash, a quotation mark or a `Š` after an accented capital is such a pair of bytes too (`MÍŠEK`,
//! `Ó’BRIEN`, `RENÉ–LUC`). So one pair at least must be one that no name has, and what comes out must be letters
//! that go together.

use std::borrow::Cow;

/// How often a text may have gone through it.
const MAX_TIMES: usize = 3;

/// The text as it was before, when it was read in the wrong encoding and saved again, perhaps more than once.
///
/// Text in ASCII, and nearly all that is not, is told from such a text by its first characters.
pub fn repaired(text: &str) -> Option<String> {
    let mut repaired = undone(text)?;
    for _ in 1..MAX_TIMES {
        match undone(&repaired) {
            Some(before) => repaired = before,
            None => break,
        }
    }
    Some(repaired)
}

/// Whether [`repaired`] has another text for this one.
pub fn is_double_encoded(text: &str) -> bool {
    undone(text).is_some()
}

/// The text with such pairs repaired, or as it is.
pub(crate) fn repair(text: &str) -> Cow<'_, str> {
    repaired(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The text before it went through that once.
fn undone(text: &str) -> Option<String> {
    let ascii = text.bytes().position(|byte| !byte.is_ascii())?;
    let mut characters = text[ascii..].chars();
    // A name that is what it seems ends here, before anything is written.
    Sequence::read(characters.clone().next()?, &mut characters.clone().skip(1))?;
    let mut before = text[..ascii].to_owned();
    let mut is_sure = false;
    while let Some(character) = characters.next() {
        if character.is_ascii() {
            before.push(character);
            continue;
        }
        let sequence = Sequence::read(character, &mut characters)?;
        let (left, right) = (before.chars().next_back(), characters.clone().next());
        if !goes_between(left, sequence.decoded, right) {
            return None;
        }
        is_sure |= sequence.is_sure(left, right);
        before.push(sequence.decoded);
    }
    is_sure.then_some(before)
}

/// The characters that stand for the bytes of one character.
struct Sequence {
    lead: char,
    /// The others, as they are shown.
    tail: [char; 3],
    len: usize,
    decoded: char,
}

impl Sequence {
    /// Reads a sequence; nothing where the bytes are none.
    fn read(lead: char, rest: &mut impl Iterator<Item = char>) -> Option<Self> {
        let first = byte(lead)?;
        let len = match first {
            0xc2..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf4 => 3,
            _ => return None,
        };
        let (mut bytes, mut tail) = ([first, 0, 0, 0], ['\0'; 3]);
        for at in 0..len {
            let shown = rest.next()?;
            bytes[at + 1] = byte(shown)?;
            tail[at] = shown;
        }
        let decoded = std::str::from_utf8(&bytes[..=len]).ok()?;
        Some(Self {
            lead,
            tail,
            len,
            decoded: decoded.chars().next()?,
        })
    }

    /// Whether no name has these characters one after the other, between `left`, which is repaired, and `right`, which
    /// is not.
    fn is_sure(&self, left: Option<char>, right: Option<char>) -> bool {
        let tail = &self.tail[..self.len];
        let is_odd = self.len > 1 || tail.iter().any(|&shown| !stands_in_names(shown));
        // `ErdoÄŸan`: a capital inside a word.
        let is_inside = self.lead.is_uppercase() && left.is_some_and(char::is_lowercase);
        // `Ã–mer`, `Åžahin`: no word goes on in small letters after a dash or a second capital.
        let is_latin = matches!(self.lead, 'Ã' | 'Ä' | 'Å');
        let goes_on = is_latin && right.is_some_and(char::is_lowercase);
        // `SCHRÃ–DER`, `MUÃ‘OZ`: `Ã` ends few words, and then no letter follows its mark.
        let is_capital = self.lead == 'Ã'
            && !matches!(tail[0], '\u{a0}' | '\u{ad}' | '’')
            && right.is_some_and(char::is_alphabetic);
        // Two letters of another alphabet.
        let is_second = left.is_some_and(|it| it >= '\u{370}');
        is_odd || is_inside || goes_on || is_capital || is_second
    }
}

/// Whether a character that was read from a byte from 80 to BF stands after letters in names and the texts around them.
const fn stands_in_names(shown: char) -> bool {
    matches!(
        shown,
        '\u{a0}' | '\u{ad}' | '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '·' | '«' | '»'
    ) || matches!(
        shown,
        'ª' | 'º' | '´' | '°' | '™' | '®' | 'Š' | 'š' | 'Ž' | 'ž' | 'Œ' | 'œ' | 'Ÿ'
    )
}

/// Whether a letter is one that names have, and its neighbours are of a script that goes with it.
fn goes_between(left: Option<char>, letter: char, right: Option<char>) -> bool {
    let neighbours = [left, right];
    let is_beside_latin = || neighbours.iter().flatten().any(char::is_ascii_alphabetic);
    // Below Devanagari, alphabets from Greek to Arabic are left.
    let is_rare = matches!(letter, '\u{80}'..='\u{36f}' | '\u{700}'..='\u{8ff}');
    let is_sign = matches!(
        letter,
        '\u{900}'..='\u{109f}' | '\u{3000}'..='\u{30ff}' | '\u{1f300}'..='\u{1faff}'
    );
    let is_of_another_script = (letter.is_alphabetic() || is_sign) && !is_rare;
    is_latin(letter) || (is_of_another_script && !is_beside_latin())
}

/// The letters, accents and signs in texts of Latin script.
const fn is_latin(letter: char) -> bool {
    // Azerbaijani, Vietnamese and Romanian have letters of their own.
    let is_letter = matches!(
        letter,
        '\u{a0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{17f}' | '\u{1e00}'..='\u{1eff}'
    ) || matches!(
        letter,
        'Ə' | 'ə' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș' | 'ș' | 'Ț' | 'ț'
    );
    let is_accent = matches!(
        letter,
        '\u{300}'..='\u{304}' | '\u{306}'..='\u{30c}' | '\u{323}' | '\u{327}' | '\u{328}'
    );
    is_letter || is_accent || matches!(letter, '\u{200b}'..='\u{2027}')
}

/// The byte that a character was read from: in Windows-1252, where five bytes are control characters as in Latin-1.
const fn byte(character: char) -> Option<u8> {
    Some(match character {
        '\0'..='\u{ff}' => character as u8,
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8a,
        '‹' => 0x8b,
        'Œ' => 0x8c,
        'Ž' => 0x8e,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9a,
        '›' => 0x9b,
        'œ' => 0x9c,
        'ž' => 0x9e,
        'Ÿ' => 0x9f,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text as a program shows it that takes its UTF-8 for Windows-1252.
    fn misread(text: &str) -> String {
        let shown = |byte: u8| {
            let mut characters = ('\0'..='\u{2122}').rev();
            characters.find(|&character| super::byte(character) == Some(byte))
        };
        text.bytes().map(|byte| shown(byte).unwrap()).collect()
    }

    #[test]
    fn what_was_read_in_the_wrong_encoding_is_repaired() {
        for (seen, meant) in [
            ("ZoÃ«", "Zoë"),
            ("MÃ¼ller", "Müller"),
            ("GarcÃ\u{ad}a", "García"),
            ("voilÃ\u{a0}", "voilà"),
            ("å¼\u{a0}ä¼Ÿ", "张伟"),
            ("ErdoÄŸan", "Erdoğan"),
            ("StrauÃŸ", "Strauß"),
            ("Ã–mer", "Ömer"),
            ("Ãœnal", "Ünal"),
            ("Åžahin", "Şahin"),
            ("Å\u{81}ukasz", "Łukasz"),
            ("Å\u{a0}imko", "Šimko"),
            ("SCHRÃ–DER", "SCHRÖDER"),
            ("MUÃ‘OZ", "MUÑOZ"),
            ("JOSÃ‰", "JOSÉ"),
            ("MÃ¼LLER", "MüLLER"),
            ("Oâ€™Brien", "O’Brien"),
            ("AnaÂ\u{a0}Silva", "Ana\u{a0}Silva"),
            ("Nguyá»…n", "Nguyễn"),
            ("Ð˜Ð²Ð°Ð½", "Иван"),
            ("Ù…Ø\u{ad}Ù…Ø¯", "محمد"),
            ("ì§€ë¯¼", "지민"),
            ("à¸ªà¸¡à¸Šà¸²à¸¢", "สมชาย"),
            ("ZoÃƒÂ«", "Zoë"),
            ("zoÃ«@x.com", "zoë@x.com"),
        ] {
            assert_eq!(repaired(seen).as_deref(), Some(meant), "{seen}");
        }
    }

    #[test]
    fn names_that_are_what_they_seem_stay() {
        for name in [
            "São",
            "JOÃO",
            "Ângela",
            "Müller",
            "Noël",
            "MÍŠEK",
            "LÍŠKA",
            "Míšek",
            "Ó’Brien",
            "Ó’BRIEN",
            "RENÉ–LUC",
            "RENÉ\u{a0}DUPONT",
            "JOSÉ\u{a0}",
            "José\u{a0}\u{a0}Maria",
            "« René\u{a0}»",
            "SEPPÄ\u{a0}JUHA",
            "SEPPÄ–LAHTI",
            "IRMÃ\u{a0}DULCE",
            "IRMÃ’",
            "BLÅ\u{a0}HAGEN",
            "MÜ\u{ad}LLER",
            "ANDRÉ…",
            "Mª José",
            "Nº 1",
            "ÉŽÉ",
            "Ø\u{a0}",
            "张伟",
            "Иван",
            "é",
            "Ã",
            "Â",
            "Ÿ",
            "Þór",
            "Ærø",
            "ŽÍŽALA",
            "D’Ó",
            "Đặng",
            "Łukasz",
            "Erdoğan",
        ] {
            assert_eq!(repaired(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn texts_of_latin_letters_stay(name in "[A-Za-z\u{c0}-\u{ff} '.-]{0,16}") {
            prop_assert_eq!(repaired(&name), None);
        }

        #[test]
        fn names_round_trip(
            name in "[A-ZÀ-ÖØ-ÞĀĆČĐĒĞŁŚŞŠŽ][a-z]{1,2}[à-öø-ÿāąćčđēęěğīıłńňőřśşšťůűźżžəơưșț][a-zà-öø-ÿąćčęğłńśşšž]{0,6}\
                    |[一-龥]{2,4}|[А-Яа-яё]{2,8}|[가-힣]{2,3}|[ا-ي]{2,6}|[Α-ΡΣ-Ωα-ω]{2,8}|[א-ת]{2,6}|[ก-ะ]{2,8}|[あ-んア-ン]{2,6}"
        ) {
            prop_assert_eq!(repaired(&name), None);
            prop_assert_eq!(repaired(&misread(&name)), Some(name));
        }

        #[test]
        fn what_is_repaired_was_misread(text in "[ÂÃÄÅÐÑâåä¼ Ÿ€™œ«¶a-z\u{80}-\u{bf}]{0,6}") {
            if let Some(repaired) = repaired(&text) {
                let shown = (1..=MAX_TIMES).scan(repaired, |text, _| {
                    *text = misread(text);
                    Some(text.clone())
                });
                let is_back = shown.into_iter().any(|shown| shown.chars().map(byte).eq(text.chars().map(byte)));
                prop_assert!(is_back);
            }
        }
    }
}
