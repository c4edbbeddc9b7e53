//! The table of every language, folded and hashed once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::folding::fold;
use super::languages;
use super::meaning::Meaning;

static TABLE: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let names = terms().filter(|(_, meaning)| !is_word(*meaning));
    names.map(|(name, meaning)| (fold(name), meaning)).collect()
});

/// Apart from the names, because a word may well be both: `id` is a column, and says nothing in `id number`.
static WORDS: LazyLock<HashMap<String, Vec<Meaning>>> = LazyLock::new(|| {
    let mut words = HashMap::<String, Vec<Meaning>>::new();
    for (word, meaning) in terms().filter(|(_, meaning)| is_word(*meaning)) {
        words.entry(fold(word)).or_default().push(meaning);
    }
    words
});

fn terms() -> impl Iterator<Item = (&'static str, Meaning)> {
    let all = languages::ALL.iter().flat_map(|(_, terms)| *terms);
    all.flat_map(|(meaning, names)| names.split('|').map(|name| (name, *meaning)))
}

const fn is_word(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Noise | Meaning::Neutral | Meaning::Foreign
    )
}

/// What a folded text means as the name of a column.
pub(super) fn name(folded: &str) -> Option<Meaning> {
    TABLE.get(folded).copied()
}

/// Whether a folded text is a word of this kind.
pub(super) fn is(word: Meaning, folded: &str) -> bool {
    WORDS
        .get(folded)
        .is_some_and(|meanings| meanings.contains(&word))
}

/// Folded text without words such as `required` at its ends, unless nothing else is there.
pub(super) fn without_noise(folded: &str) -> &str {
    let ends = folded.char_indices().map(|(at, _)| at).skip(1);
    for at in ends {
        let (head, tail) = folded.split_at(at);
        if is(Meaning::Noise, tail) {
            return without_noise(head);
        }
        if is(Meaning::Noise, head) {
            return without_noise(tail);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_one_thing_in_all_languages() {
        let mut known = HashMap::new();
        let mut conflicts = Vec::new();
        for (language, terms) in languages::ALL {
            let names = terms
                .iter()
                .flat_map(|(meaning, names)| names.split('|').map(move |name| (*meaning, name)));
            for (meaning, name) in names.filter(|(meaning, _)| !is_word(*meaning)) {
                let folded = fold(name);
                assert!(!folded.is_empty(), "{language}: {name}");
                let (other, other_meaning) = *known.entry(folded).or_insert((language, meaning));
                if other_meaning.fields() != meaning.fields() {
                    conflicts.push(format!(
                        "`{name}` is {other_meaning:?} in {other}, {meaning:?} in {language}"
                    ));
                }
            }
        }
        assert!(conflicts.is_empty(), "{}", conflicts.join("\n"));
        assert!(known.len() > 2500, "{}", known.len());
    }

    #[test]
    fn noise_falls_away_and_a_name_stays() {
        assert_eq!(without_noise(&fold("First Name [Required]")), "firstname");
        assert_eq!(without_noise(&fold("手机号（必填）")), "手机号");
        assert_eq!(without_noise(&fold("必填 手机号 文本")), "手机号");
        assert_eq!(without_noise(&fold("Required")), "required");
    }
}
