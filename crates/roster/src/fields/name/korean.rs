//! Korean names: the surname first, of one syllable or, for a few families, of two.

use super::split::{Confidence, SplitName};

const TWO: [&str; 9] = [
    "남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방", "망절",
];

const ONE: &str = "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구나라민진지엄채원천방공현함변염여추도소석선설마길\
    연위표명기반왕금옥육인맹제모탁국어은편용예봉사부가복태목형피두감음빈동온호범좌팽승간상시갈단려리림량";

/// Splits a name in Hangul.
pub(super) fn split(name: &str) -> SplitName<'_> {
    if let Some((surname, given)) = name.split_once(char::is_whitespace) {
        let confidence = if is_surname(surname) {
            Confidence::High
        } else {
            Confidence::Low
        };
        return SplitName::new(given, surname, confidence);
    }
    match surname_len(name) {
        Some(length) if length < name.len() => {
            let given = name[length..].chars().count();
            let confidence = if given <= 2 {
                Confidence::High
            } else {
                Confidence::Low
            };
            SplitName::new(&name[length..], &name[..length], confidence)
        }
        _ => SplitName::whole(name, Confidence::Low),
    }
}

fn is_surname(text: &str) -> bool {
    surname_len(text) == Some(text.len())
}

/// How many bytes of the name's beginning are a surname. `선우` alone may be 선 and 우, so two syllables need a third.
pub(super) fn surname_len(name: &str) -> Option<usize> {
    let first = name.chars().next()?;
    let two = TWO.iter().find(|surname| {
        name.strip_prefix(**surname)
            .is_some_and(|given| !given.is_empty())
    });
    two.map(|surname| surname.len())
        .or_else(|| ONE.contains(first).then(|| first.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::super::split as split_any;
    use super::*;

    #[test]
    fn korean_names_are_split_by_their_surnames() {
        let names = [
            ("김철수", "철수", "김", Confidence::High),
            ("이 영희", "영희", "이", Confidence::High),
            ("허준", "준", "허", Confidence::High),
            ("남궁민", "민", "남궁", Confidence::High),
            ("황보관우", "관우", "황보", Confidence::High),
            ("선우", "우", "선", Confidence::High),
            ("박하늘별", "하늘별", "박", Confidence::Low),
            ("뷁철수", "뷁철수", "", Confidence::Low),
            ("김", "김", "", Confidence::Low),
        ];
        for (name, firstname, surname, confidence) in names {
            assert_eq!(
                split_any(name),
                SplitName::new(firstname, surname, confidence),
                "{name}"
            );
        }
    }
}
