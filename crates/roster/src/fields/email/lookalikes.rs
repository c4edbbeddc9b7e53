//! Letters that look like others: a Cyrillic `а` in `pаypal`.

use serde::Serialize;
use unicode_script::{Script, UnicodeScript};

/// Scripts whose letters look alike, in one part of an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MixedScript {
    /// The part of the address: the local part, or one label of the domain.
    pub part: String,
    /// The letter that does not belong.
    pub letter: char,
    /// The script of that letter, in English: `Cyrillic`.
    pub script: &'static str,
}

/// Letters of another script that look like the ones around them, in the local part or in a label of the domain; or a
/// whole part of such letters before a Latin ending (`аррӏе.com`). ASCII is decided at once.
///
/// Scripts that do not look alike may mix, as in `王xiaoming@example.cn`.
pub fn mixed_script(address: &str) -> Option<MixedScript> {
    if address.is_ascii() {
        return None;
    }
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let ends_in_latin = domain
        .rsplit('.')
        .next()
        .is_some_and(|label| !label.is_empty() && label.is_ascii());
    let parts = std::iter::once(local).chain(domain.split('.'));
    parts
        .filter(|part| !part.is_ascii())
        .find_map(|part| odd_letter(part, ends_in_latin))
}

fn odd_letter(part: &str, ends_in_latin: bool) -> Option<MixedScript> {
    let of = |script: Script| part.chars().filter(move |letter| letter.script() == script);
    let (latin, cyrillic, greek) = (of(Script::Latin), of(Script::Cyrillic), of(Script::Greek));
    let scripts = [
        (latin.count(), Script::Latin),
        (cyrillic.count(), Script::Cyrillic),
        (greek.count(), Script::Greek),
    ];
    let mut present = scripts.into_iter().filter(|(count, _)| *count > 0);
    let (first, second) = (present.next(), present.next());
    let odd = match (first, second) {
        // The rarer script is the odd one; of equals, the one that is not Latin.
        (Some((count, script)), Some((other_count, other))) => {
            Some(if count < other_count { script } else { other })
        }
        (Some((_, Script::Cyrillic)), None) if ends_in_latin && is_all_lookalikes(part) => {
            Some(Script::Cyrillic)
        }
        _ => None,
    }?;
    let letter = of(odd).next()?;
    Some(MixedScript {
        part: part.to_owned(),
        letter,
        script: odd.full_name(),
    })
}

/// Whether every letter is a Cyrillic one that looks like a Latin one.
fn is_all_lookalikes(part: &str) -> bool {
    const LOOKALIKES: &str = "асеорхуіјѕһԁԛԝӏкмтвнгАВЕКМНОРСТУХІЈЅ";
    /// The shortest word that would be taken for another.
    const LETTERS: usize = 3;
    let letters = || part.chars().filter(|c| c.is_alphabetic());
    letters().count() >= LETTERS && letters().all(|letter| LOOKALIKES.contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_like_others_are_found() {
        let addresses = [
            ("pаypal@example.com", "pаypal", 'а', "Cyrillic"),
            ("ann@exаmple.com", "exаmple", 'а', "Cyrillic"),
            ("αnn@example.com", "αnn", 'α', "Greek"),
            ("ивaн@пример.рф", "ивaн", 'a', "Latin"),
            ("ann@аррӏе.com", "аррӏе", 'а', "Cyrillic"),
        ];
        for (address, part, letter, script) in addresses {
            let found = mixed_script(address);
            assert_eq!(
                found,
                Some(MixedScript {
                    part: part.to_owned(),
                    letter,
                    script
                }),
                "{address}"
            );
        }
    }

    #[test]
    fn scripts_that_do_not_look_alike_may_mix() {
        let addresses = [
            "ann@example.com",
            "王xiaoming@example.cn",
            "иван@пример.рф",
            "иван@example.com",
            "zoë@müller.example",
            "αλεξης@παραδειγμα.gr",
            "김a@example.kr",
            "",
        ];
        for address in addresses {
            assert_eq!(mixed_script(address), None, "{address}");
        }
    }
}
