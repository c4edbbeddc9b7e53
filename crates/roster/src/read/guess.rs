//! Guessing the encoding of a text that is not Unicode.
//!
//! Statistics decide first. They know letters and not sheets, so what they say is doubted where few letters stand among
//! digits: the country the sheet comes from helps them, and a reading that makes no words is put aside.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, ISO_8859_2, ISO_8859_5, SHIFT_JIS, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

use super::encoding::TextEncoding;
use super::home::home;
use crate::headers;

/// The encodings in which rosters are saved when it is not Unicode, for short files in which statistics tell little.
const OFFICE: [&Encoding; 6] = [GB18030, BIG5, SHIFT_JIS, EUC_KR, EUC_JP, WINDOWS_874];

/// The likely encoding of a sample that is not UTF-8.
///
/// Statistics decide, unless they leave the header unknown and another encoding makes known names of it.
pub(super) fn guess(sample: &[u8]) -> TextEncoding {
    let home = home(sample);
    let guessed = by_statistics(sample, home.as_deref());
    let known = known_names(guessed, sample);
    let better = OFFICE
        .iter()
        .map(|&encoding| TextEncoding(encoding))
        .map(|it| (known_names(it, sample), it));
    // The first of equals is meant, so the list is walked from its end.
    better
        .rev()
        .max_by_key(|&(names, _)| names)
        .filter(|&(names, it)| names > known && makes_words(it, sample))
        .map_or_else(|| by_words(guessed, sample, home.as_deref()), |(_, it)| it)
}

/// What statistics say as long as it makes words, by themselves before they are told the country; else what programs
/// use there.
fn by_statistics(sample: &[u8], home: Option<&str>) -> TextEncoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = |country: Option<&str>| {
        let country = country.map(str::as_bytes);
        TextEncoding::from_standard(detector.guess(country, Utf8Detection::Deny))
    };
    let first = guess(None);
    let told = home.map(|country| guess(Some(country)));
    let local = home.and_then(of_country).map(TextEncoding);
    let western = [WINDOWS_1252, WINDOWS_1250]
        .into_iter()
        .filter(|encoding| has_only_letters(encoding, sample))
        .map(TextEncoding);
    std::iter::once(first)
        .chain(told)
        .chain(local)
        .chain(western)
        .find(|it| makes_words(*it, sample))
        .unwrap_or(first)
}

/// What office programs of a country write that is not Unicode, where that is not windows-1252.
fn of_country(country: &str) -> Option<&'static Encoding> {
    Some(match country {
        "cn" => GB18030,
        "tw" | "hk" | "mo" => BIG5,
        "jp" => SHIFT_JIS,
        "kr" => EUC_KR,
        "pl" | "cz" | "sk" | "hu" | "ro" | "hr" | "si" => WINDOWS_1250,
        "ru" | "ua" | "by" | "bg" | "rs" => WINDOWS_1251,
        "gr" => WINDOWS_1253,
        "tr" => WINDOWS_1254,
        "lt" | "lv" | "ee" => WINDOWS_1257,
        "th" => WINDOWS_874,
        _ => return None,
    })
}

/// Another encoding, where the guessed one is of its kind and less used, or makes rare letters of frequent ones.
fn by_words(guessed: TextEncoding, sample: &[u8], home: Option<&str>) -> TextEncoding {
    let TextEncoding(encoding) = guessed;
    let better = if is_of_letters(encoding) && is_chinese(sample, home) {
        GB18030
    } else if encoding == ISO_8859_5 {
        WINDOWS_1251
    } else if encoding == ISO_8859_2 && has_only_letters(WINDOWS_1250, sample) {
        WINDOWS_1250
    } else if encoding == WINDOWS_1252 && matches!(home, Some("lt" | "lv" | "ee")) {
        WINDOWS_1257
    } else if may_be_turkish(encoding, home) && is_turkish(sample, home) {
        WINDOWS_1254
    } else {
        encoding
    };
    TextEncoding(better)
}

/// Whether a reading makes words: no characters without a meaning, and hardly an ideograph alone among Latin letters.
fn makes_words(encoding: TextEncoding, sample: &[u8]) -> bool {
    let Some(text) = encoding.decodes(sample) else {
        return false;
    };
    let (mut ideographs, mut alone) = (0_usize, 0_usize);
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        if is_meaningless(character) {
            return false;
        }
        if is_ideograph(character) {
            ideographs += 1;
            let is_glued = before.is_ascii_alphabetic() || next.is_ascii_alphabetic();
            let is_pair = is_ideograph(before) || is_ideograph(next);
            alone +=
                usize::from((is_glued && !is_pair) || is_half_width(before) || is_half_width(next));
        }
        before = character;
    }
    alone * 4 <= ideographs
}

/// C1 controls and characters for private use.
fn is_meaningless(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}')
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Katakana as old machines write it, which does not mix with ideographs in a name.
fn is_half_width(character: char) -> bool {
    matches!(character, '\u{ff66}'..='\u{ff9d}')
}

/// One byte to a letter, in a script whose words have many lower case letters.
fn is_of_letters(encoding: &'static Encoding) -> bool {
    encoding.is_single_byte()
        && !matches!(
            encoding.name(),
            "windows-874" | "windows-1255" | "windows-1256"
        )
}

/// Whether all that is not ASCII makes ideographs of GB 2312 in words of their own, most of them frequent ones.
///
/// Names in other scripts have an odd number of letters half of the time, and their lower case ones stand where the
/// table has rare ideographs, so three such words are hardly a chance.
fn is_chinese(sample: &[u8], home: Option<&str>) -> bool {
    let (mut words, mut all, mut frequent) = (0, 0, 0);
    let mut start = 0;
    while let Some(at) = sample[start..].iter().position(|byte| !byte.is_ascii()) {
        let end = start + at + foreign(&sample[start + at..]);
        let (pairs, odd) = sample[start + at..end].as_chunks::<2>();
        let is_known = |[lead, trail]: &[u8; 2]| (0xb0..=0xf7).contains(lead) && *trail >= 0xa1;
        let before = sample[..start + at].last();
        let is_glued = [before, sample.get(end)]
            .into_iter()
            .flatten()
            .any(u8::is_ascii_alphabetic);
        if !odd.is_empty() || is_glued || !pairs.iter().all(is_known) {
            return false;
        }
        words += 1;
        all += pairs.len();
        frequent += pairs.iter().filter(|[lead, _]| *lead <= 0xd7).count();
        start = end;
    }
    let enough = match home {
        Some("cn") => 1,
        Some("tw" | "hk" | "mo" | "jp" | "kr") => return false,
        _ => 3,
    };
    words >= enough && frequent * 2 > all
}

/// How many bytes at the start are not ASCII.
fn foreign(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| !byte.is_ascii()).count()
}

fn has_only_letters(encoding: &'static Encoding, sample: &[u8]) -> bool {
    let text = TextEncoding(encoding).decodes(sample);
    text.is_some_and(|text| text.chars().all(|it| it.is_ascii() || it.is_alphabetic()))
}

fn may_be_turkish(encoding: &'static Encoding, home: Option<&str>) -> bool {
    encoding == WINDOWS_1252
        || (encoding == WINDOWS_1250 && home.and_then(of_country) != Some(WINDOWS_1250))
}

/// Whether Icelandic letters stand there and no others but those that Turkish shares with the West.
fn is_turkish(sample: &[u8], home: Option<&str>) -> bool {
    let Some(text) = TextEncoding(WINDOWS_1252).decodes(sample) else {
        return false;
    };
    let has_only = |letters: &str| {
        let mut others = text.chars().filter(|it| !it.is_ascii());
        others.all(|it| letters.contains(it))
    };
    !matches!(home, Some("is" | "fo"))
        && text.contains(['þ', 'Þ', 'ð', 'Ð', 'ý', 'Ý'])
        && text.contains(['þ', 'Þ', 'ç', 'Ç', 'ö', 'Ö', 'ü', 'Ü'])
        && (home == Some("tr") || has_only("çÇöÖüÜâÂîÎûÛþÞðÐýÝ"))
}

/// How many header names a reading of the sample makes known in its best line; none when it is no text in this encoding.
fn known_names(encoding: TextEncoding, sample: &[u8]) -> usize {
    let Some(text) = encoding.decodes(sample) else {
        return 0;
    };
    let count = |line: &str| {
        let cells = line
            .split([',', ';', '\t', '|'])
            .map(|cell| cell.trim_matches('"'));
        cells
            .filter(|cell| !cell.is_ascii() && !headers::match_header(cell).is_empty())
            .count()
    };
    text.lines().take(20).map(count).max().unwrap_or(0)
}
