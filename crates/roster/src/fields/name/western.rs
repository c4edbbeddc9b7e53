//! Names of words between spaces: the surname last, unless a comma, capitals or the language say otherwise.

use super::split::{Confidence, SplitName};
use super::words::{
    DEGREES, GIVEN_NAMES, LINKS, PATRONYMICS, RUSSIAN_SURNAMES, SUFFIXES, VIETNAMESE, ends_in,
    is_in, is_particle,
};

/// Splits a name at its comma, its capitals, its particles, or before its last word.
pub(super) fn split(name: &str) -> SplitName<'_> {
    if let Some(split) = at_comma(name) {
        return split;
    }
    let words = words_of(without_titles(name));
    match words[..] {
        [] => SplitName::whole(name, Confidence::Low),
        [_] => SplitName::whole(name, Confidence::Medium),
        _ if is_surname_alone(&words) => SplitName::whole(name, Confidence::Low),
        _ => at_capitals(name, &words)
            .or_else(|| eastern(name, &words))
            .or_else(|| at_particle(name, &words))
            .unwrap_or_else(|| before_last(name, &words)),
    }
}

/// Splits a name of several words that begins with the first name; `None` for any other.
pub(super) fn first_last(name: &str) -> Option<SplitName<'_>> {
    let words = several_words(name)?;
    at_comma(name)
        .or_else(|| at_particle(name, &words))
        .or_else(|| Some(before_last(name, &words)))
        .map(surely)
}

/// Splits a name of several words that begins with the surname and the particles before it; `None` for any other.
pub(super) fn last_first(name: &str) -> Option<SplitName<'_>> {
    let words = several_words(name)?;
    at_comma(name)
        .or_else(|| Some(behind_first(name, &words)))
        .map(surely)
}

/// Splits a name that begins with the surname, unless its form says otherwise. `doubted` is whether the other names of
/// its column do not begin so.
pub(super) fn surname_first(name: &str, doubted: bool) -> SplitName<'_> {
    let Some(words) = several_words(name).filter(|words| !is_surname_alone(words)) else {
        return split(name);
    };
    at_comma(name)
        .or_else(|| at_capitals(name, &words))
        .or_else(|| eastern(name, &words))
        .unwrap_or_else(|| match (known_order(&words), doubted) {
            (Some(First::Surname), _) | (None, false) => behind_first(name, &words),
            (Some(First::Given), true) => split(name),
            (Some(First::Given), false) => unsurely(behind_first(name, &words)),
            (None, true) => unsurely(split(name)),
        })
}

/// Which part of a name comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Given,
    Surname,
}

/// Which part comes first by the form of a name and by its words; `None` where neither tells.
pub(super) fn first_part(name: &str) -> Option<First> {
    let words = several_words(name)?;
    if at_comma(name).is_some() {
        return Some(First::Surname);
    }
    let Some(split) = at_capitals(name, &words) else {
        return known_order(&words);
    };
    let begins = name.trim_start().starts_with(&*split.surname);
    Some(if begins { First::Surname } else { First::Given })
}

/// The order that shows in the words: one end is a given name, and the other is none that is known.
fn known_order(words: &[Word<'_>]) -> Option<First> {
    let is_given = |word: &Word<'_>| {
        let first = word.1.split('-').next().unwrap_or_default();
        is_in(&GIVEN_NAMES, first)
    };
    match (is_given(words.first()?), is_given(words.last()?)) {
        (true, false) => Some(First::Given),
        (false, true) => Some(First::Surname),
        _ => None,
    }
}

/// The first of several words is the surname, with the particles before it; more than one word behind it may hold a
/// second surname.
fn behind_first<'a>(name: &'a str, words: &[Word<'a>]) -> SplitName<'a> {
    let particles = words.iter().take_while(|(_, word)| is_particle(word));
    let behind = particles.count() + 1;
    let place = if behind < words.len() { behind } else { 1 };
    let confidence = if words.len() - place > 1 {
        Confidence::Low
    } else {
        Confidence::Medium
    };
    let given = words[place].0;
    SplitName::new(&name[given..], &name[..given], confidence)
}

fn several_words(name: &str) -> Option<Vec<Word<'_>>> {
    Some(words_of(without_titles(name))).filter(|words| words.len() > 1)
}

/// The order was told, not guessed.
fn surely(split: SplitName<'_>) -> SplitName<'_> {
    SplitName {
        confidence: Confidence::High,
        ..split
    }
}

/// What speaks for the order speaks against something else.
fn unsurely(split: SplitName<'_>) -> SplitName<'_> {
    SplitName {
        confidence: Confidence::Low,
        ..split
    }
}

/// A word and where it begins.
type Word<'a> = (usize, &'a str);

fn words_of(name: &str) -> Vec<Word<'_>> {
    name.split_whitespace()
        .map(|word| (word.as_ptr() as usize - name.as_ptr() as usize, word))
        .collect()
}

const COMMAS: [char; 3] = [',', '，', '،'];

/// `Last, First`; `John Smith, Jr.` is none.
fn at_comma(name: &str) -> Option<SplitName<'_>> {
    let (surname, given) = name.split_once(COMMAS)?;
    if without_titles(name).len() < name.len() || given.split(COMMAS).all(is_suffix) {
        return None;
    }
    let is_split = !surname.trim().is_empty() && !given.trim().is_empty();
    is_split.then(|| SplitName::new(given, surname, Confidence::High))
}

/// A name of several words without the titles behind its comma: `Budi Santoso, S.Kom`, `John Smith, PhD`. Behind a single
/// word the same signs are the initials of a first name: `Smith, J.R.`.
fn without_titles(name: &str) -> &str {
    let Some((bare, titles)) = name.split_once(COMMAS) else {
        return name;
    };
    let is_named = bare.split_whitespace().nth(1).is_some();
    if is_named && titles.split(COMMAS).all(is_title) {
        bare
    } else {
        name
    }
}

fn is_suffix(text: &str) -> bool {
    is_in(&SUFFIXES, text.trim().trim_end_matches('.'))
}

/// `Jr.`, `S.T.`, and short words with a dot between them, such as `S.Kom`, `M.Pd.` and `Dr. rer. nat.`.
fn is_title(text: &str) -> bool {
    /// Letters of the longest word in a title.
    const LONGEST: usize = 5;
    let text = text.trim().trim_end_matches('.');
    let mut words = text.split('.').map(|word| word.trim().chars());
    let is_short = words.clone().all(|word| {
        (1..=LONGEST).contains(&word.clone().count()) && { word }.all(char::is_alphabetic)
    });
    let is_written_out = text.contains('.') && words.any(|word| word.count() > 1);
    is_suffix(text) || is_in(&DEGREES, text) || is_short && is_written_out
}

/// `van der Berg`, `عبد الرحمن`: words that belong to the one behind them, and no first name before. With a capital the
/// first may be one (`Van Morrison`).
fn is_surname_alone(words: &[Word<'_>]) -> bool {
    let Some(((_, first), rest)) = words.split_first() else {
        return false;
    };
    let inner = &rest[..rest.len().saturating_sub(1)];
    let is_small = !first.starts_with(char::is_uppercase);
    is_small && is_particle(first) && inner.iter().all(|(_, word)| is_particle(word))
}

/// `DUPONT Jean`, `Jean DUPONT`: the words in capitals, when they stand together at one end.
fn at_capitals<'a>(name: &'a str, words: &[Word<'a>]) -> Option<SplitName<'a>> {
    let is_upper = |(_, word): &Word<'_>| is_capitals(word);
    let capitals = words.iter().filter(|word| is_upper(word)).count();
    if capitals == 0 || capitals == words.len() {
        return None;
    }
    if words[..capitals].iter().all(is_upper) {
        let given = words[capitals].0;
        return Some(SplitName::new(
            &name[given..],
            &name[..given],
            Confidence::High,
        ));
    }
    let from = words.len() - capitals;
    let surname = words[from].0;
    words[from..]
        .iter()
        .all(is_upper)
        .then(|| SplitName::new(&name[..surname], &name[surname..], Confidence::High))
}

/// A word in capitals that is neither initials (`J.R.`, `AJ`) nor a suffix (`III`); `LI` and `WU`
/// are surnames.
fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else {
        return false;
    };
    if !first.is_uppercase() || !second.is_uppercase() || !letters.clone().all(char::is_uppercase) {
        return false;
    }
    let is_vowel = matches!(second, 'A' | 'E' | 'I' | 'O' | 'U');
    let is_initials = word.contains('.') || letters.next().is_none() && !is_vowel;
    !is_initials && !is_in(&SUFFIXES, word)
}

/// Names that begin with the surname: Vietnamese ones, and Russian ones with a patronymic.
fn eastern<'a>(name: &'a str, words: &[Word<'a>]) -> Option<SplitName<'a>> {
    let ((_, first), (_, last)) = (words.first()?, words.last()?);
    let is_surname_first = if is_cyrillic(first) {
        words.len() == 3 && ends_in(last, &PATRONYMICS)
            || ends_in(first, &RUSSIAN_SURNAMES) && !ends_in(last, &RUSSIAN_SURNAMES)
    } else {
        is_in(&VIETNAMESE, first) && !is_in(&VIETNAMESE, last)
    };
    let given = words[1].0;
    is_surname_first.then(|| SplitName::new(&name[given..], &name[..given], Confidence::Medium))
}

fn is_cyrillic(word: &str) -> bool {
    word.starts_with(|first| matches!(first, '\u{400}'..='\u{52f}'))
}

fn at_particle<'a>(name: &'a str, words: &[Word<'a>]) -> Option<SplitName<'a>> {
    let mut inner = words.iter().enumerate().take(words.len() - 1).skip(1);
    let (at, (_, particle)) = inner.find(|(_, (_, word))| is_particle(word))?;
    let from = if is_in(&LINKS, particle) && at > 1 {
        at - 1
    } else {
        at
    };
    let surname = words[from].0;
    Some(SplitName::new(
        &name[..surname],
        &name[surname..],
        Confidence::Medium,
    ))
}

/// `First Last`, `First Middle Last`; of four words or more, two may well be surnames.
fn before_last<'a>(name: &'a str, words: &[Word<'a>]) -> SplitName<'a> {
    let is_suffix = |(_, word): &&Word<'_>| is_in(&SUFFIXES, word.trim_matches(['.', ',']));
    let suffixes = words.iter().rev().take_while(is_suffix).count();
    let last = (words.len() - suffixes).saturating_sub(1);
    if last == 0 {
        return SplitName::whole(name, Confidence::Low);
    }
    let confidence = if last > 2 {
        Confidence::Low
    } else {
        Confidence::Medium
    };
    let surname = words[last].0;
    SplitName::new(&name[..surname], &name[surname..], confidence)
}

#[cfg(test)]
mod tests {
    use super::super::split as split_any;
    use super::*;

    #[test]
    fn names_of_words_are_split() {
        let names = [
            ("Ann Beebe", "Ann", "Beebe", Confidence::Medium),
            ("Mary Ann Smith", "Mary Ann", "Smith", Confidence::Medium),
            ("Smith, John", "John", "Smith", Confidence::High),
            ("van der Berg, Jan", "Jan", "van der Berg", Confidence::High),
            ("Müller,Zoë", "Zoë", "Müller", Confidence::High),
            (
                "Ludwig van Beethoven",
                "Ludwig",
                "van Beethoven",
                Confidence::Medium,
            ),
            (
                "Jan van der Berg",
                "Jan",
                "van der Berg",
                Confidence::Medium,
            ),
            (
                "Juan de la Cruz Pérez",
                "Juan",
                "de la Cruz Pérez",
                Confidence::Medium,
            ),
            ("Maria da Silva", "Maria", "da Silva", Confidence::Medium),
            (
                "José Ortega y Gasset",
                "José",
                "Ortega y Gasset",
                Confidence::Medium,
            ),
            (
                "Ahmad bin Abdullah",
                "Ahmad",
                "bin Abdullah",
                Confidence::Medium,
            ),
            (
                "Fatima Al Mansour",
                "Fatima",
                "Al Mansour",
                Confidence::Medium,
            ),
            ("محمد عبد الله", "محمد", "عبد الله", Confidence::Medium),
            ("DUPONT Jean", "Jean", "DUPONT", Confidence::High),
            (
                "Jean Pierre DUPONT MARTIN",
                "Jean Pierre",
                "DUPONT MARTIN",
                Confidence::High,
            ),
            ("John E Smith", "John E", "Smith", Confidence::Medium),
            ("Kim Do Yeon", "Kim Do", "Yeon", Confidence::Medium),
            ("Jack Ma", "Jack", "Ma", Confidence::Medium),
            ("LI Na", "Na", "LI", Confidence::High),
            ("J.R. Ewing", "J.R.", "Ewing", Confidence::Medium),
            ("AJ Lee", "AJ", "Lee", Confidence::Medium),
            ("ANN BEEBE", "ANN", "BEEBE", Confidence::Medium),
            ("John Smith, Jr.", "John", "Smith, Jr.", Confidence::Medium),
            ("John Smith III", "John", "Smith III", Confidence::Medium),
            ("Nguyễn Văn An", "Văn An", "Nguyễn", Confidence::Medium),
            ("Peter Nguyen", "Peter", "Nguyen", Confidence::Medium),
            (
                "Иванов Иван Иванович",
                "Иван Иванович",
                "Иванов",
                Confidence::Medium,
            ),
            ("Иван Иванов", "Иван", "Иванов", Confidence::Medium),
            ("Иванова Анна", "Анна", "Иванова", Confidence::Medium),
            ("สมชาย ใจดี", "สมชาย", "ใจดี", Confidence::Medium),
            (
                "María José García López",
                "María José García",
                "López",
                Confidence::Low,
            ),
            ("Suharto", "Suharto", "", Confidence::Medium),
            ("Al Gore", "Al", "Gore", Confidence::Medium),
            ("O'Neil, ", "O'Neil,", "", Confidence::Medium),
        ];
        assert_split(&names);
    }

    #[test]
    fn titles_and_notes_stay_with_the_name_and_lone_surnames_whole() {
        let names = [
            (
                "Budi Santoso, S.Kom",
                "Budi",
                "Santoso, S.Kom",
                Confidence::Medium,
            ),
            (
                "Siti Aminah, M.Pd.",
                "Siti",
                "Aminah, M.Pd.",
                Confidence::Medium,
            ),
            (
                "Ahmad Fauzi, S.T., M.T.",
                "Ahmad",
                "Fauzi, S.T., M.T.",
                Confidence::Medium,
            ),
            (
                "JANE DOE, CPA, MBA",
                "JANE",
                "DOE, CPA, MBA",
                Confidence::Medium,
            ),
            ("Jane DOE, Ph.D.", "Jane", "DOE, Ph.D.", Confidence::High),
            ("Smith, J.R.", "J.R.", "Smith", Confidence::High),
            (
                "García López, J.A.",
                "J.A.",
                "García López",
                Confidence::High,
            ),
            ("van der Berg", "van der Berg", "", Confidence::Low),
            ("de la Cruz", "de la Cruz", "", Confidence::Low),
            ("Van Morrison", "Van", "Morrison", Confidence::Medium),
            ("عبد الرحمن", "عبد الرحمن", "", Confidence::Low),
            ("عبد الرحمن محمد", "عبد الرحمن", "محمد", Confidence::Medium),
            (
                "Anna Müller (extern)",
                "Anna",
                "Müller (extern)",
                Confidence::Low,
            ),
            (
                "Wang Xiaoming (王小明)",
                "Wang",
                "Xiaoming (王小明)",
                Confidence::Low,
            ),
            ("Müller, Anna (IT)", "Anna (IT)", "Müller", Confidence::Low),
            ("Suharto (Jr)", "Suharto (Jr)", "", Confidence::Low),
            ("(extern)", "(extern)", "", Confidence::Medium),
        ];
        assert_split(&names);
    }

    fn assert_split(names: &[(&str, &str, &str, Confidence)]) {
        for &(name, firstname, surname, confidence) in names {
            assert_eq!(
                split_any(name),
                SplitName::new(firstname, surname, confidence),
                "{name}"
            );
        }
    }
}
