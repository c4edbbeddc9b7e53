//! What stands before a surname, and may have a column of its own: `van den`, `von und zu`, `d'`.

use std::sync::LazyLock;

use crate::fields::placeholder::placeholder;

/// Words of prefixes, in small letters and with the apostrophe of the keyboard.
static WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| ALL.split_ascii_whitespace().collect());

const ALL: &str = "van von der den de del della delle dello di da dal dalla dos das do du des la le les lo los las el \
    ter te ten in op aan bij onder over uit voor tot het 't 's d' l' dell' dall' van't zu zum zur vom und auf am im \
    af av al bin bint ibn ben abu san santa y e v. d. v.d. v/d vd v.der v.den v.de";

/// Whether a cell has nothing but a prefix in it.
pub(crate) fn is_surname_prefix(cell: &str) -> bool {
    let folded = folded(cell);
    let mut words = folded.split_whitespace().peekable();
    let is_known = |word: &str| WORDS.contains(&word.trim_end_matches('-'));
    words.peek().is_some() && words.all(is_known)
}

/// A surname behind its prefix, with a space between unless the prefix is written without one (`d'`). Nothing where there
/// is no prefix to put before it, or the surname has one: `van den Berg`, `Berg, van den`.
pub(crate) fn with_surname_prefix(surname: &str, prefix: &str) -> Option<String> {
    if placeholder(prefix).is_some() || has_prefix(surname, prefix) {
        return None;
    }
    let words: Vec<&str> = prefix.split_whitespace().collect();
    let prefix = words.join(" ");
    let space = if prefix.ends_with(is_joint) { "" } else { " " };
    (!prefix.is_empty()).then(|| [&prefix, space, surname.trim_start()].concat())
}

/// Whether the words of a prefix are among those of a surname, or it begins with others that the prefix shortens.
fn has_prefix(surname: &str, prefix: &str) -> bool {
    let (surname, prefix) = (folded(surname), folded(prefix));
    let of_surname: Vec<&str> = words_of(&surname).collect();
    let of_prefix: Vec<&str> = words_of(&prefix).collect();
    let is_short = prefix.contains(['.', '/']);
    let begins = of_surname.first().is_some_and(|word| WORDS.contains(word));
    let is_elided = prefix.ends_with('\'') && surname.starts_with(prefix.trim_start());
    let is_among = || {
        of_surname
            .windows(of_prefix.len())
            .any(|words| words == of_prefix)
    };
    (is_short && begins) || is_elided || (!of_prefix.is_empty() && is_among())
}

fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    let is_between = |character: char| character.is_whitespace() || ",()-".contains(character);
    folded.split(is_between).filter(|word| !word.is_empty())
}

fn folded(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    lower
        .map(|it| if is_apostrophe(it) { '\'' } else { it })
        .collect()
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '`' | '´')
}

/// Whether a prefix that ends with this stands right before the surname.
const fn is_joint(character: char) -> bool {
    character == '-' || is_apostrophe(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_goes_before_the_surname_once() {
        for (surname, prefix, whole) in [
            ("Berg", "van den", Some("van den Berg")),
            ("Berg", " van  den ", Some("van den Berg")),
            ("Vandenberg", "van", Some("van Vandenberg")),
            ("Hart", "'t", Some("'t Hart")),
            ("Arras", "d'", Some("d'Arras")),
            ("Arras", "d`", Some("d`Arras")),
            ("Ali", "Al-", Some("Al-Ali")),
            ("La Rue", "de", Some("de La Rue")),
            ("van den Berg", "van den", None),
            ("Van den Berg", "van  den", None),
            ("van\u{a0}den Berg", "van den", None),
            ("van den Berg", "v.d.", None),
            ("Berg, van den", "van den", None),
            ("BERG, VAN DEN", "van den", None),
            ("Berg van den", "van den", None),
            ("Berg (van)", "van", None),
            ("Jansen-van den Berg", "van den", None),
            ("van", "van", None),
            ("’t Hart", "'t", None),
            ("D’Arras", "d'", None),
            ("Al-Ali", "Al-", None),
            ("Berg", "", None),
            ("Berg", " ", None),
            ("Berg", "n.v.t.", None),
            ("Berg", "NULL", None),
            ("Berg", "X", None),
        ] {
            let joined = with_surname_prefix(surname, prefix);
            assert_eq!(joined.as_deref(), whole, "{prefix} {surname}");
        }
    }

    #[test]
    fn a_prefix_is_known_by_its_words() {
        for prefix in [
            "van",
            "Van Den",
            "von und zu",
            "'t",
            "d’",
            "v.d.",
            "Al-",
            "de la",
        ] {
            assert!(is_surname_prefix(prefix), "{prefix}");
        }
        for other in [
            "",
            "Mr",
            "Dr.",
            "Prof. Dr.",
            "oui",
            "12",
            "van Dr.",
            "geen",
            "North",
        ] {
            assert!(!is_surname_prefix(other), "{other}");
        }
    }
}
