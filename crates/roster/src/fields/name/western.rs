//! Names of words between spaces: the surname last, unless a comma, capitals or the language say otherwise.

use super::split::{Confidence, SplitName};

/// Words that belong to the surname behind them, in either case: `van Dyke`, `Van Dyke`.
const PARTICLES: &str = "van von der den de del della delle dello di da dal dalla dos das du des la le les los las \
    ter zu zum zur vom af bin bint binti binte ibn ben al el abu abd st st. san santa آل بن ابن بنت أبو عبد";

/// Those that are names or initials when written large: `Kim Do Yeon`, `John E Smith`.
const SMALL_PARTICLES: &str = "do lo te ten in av op 't a/l a/p mac mc ap y e i";

/// Particles between two surnames, of which the first belongs to them as well.
const LINKS: &str = "y e i";

/// What follows a name, and a comma does not make it `Last, First`.
const SUFFIXES: &str = "jr sr ii iii iv phd md esq mba msc bsc dds cpa";

/// Vietnamese surnames, which come first.
const VIETNAMESE: &str = "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đoàn \
    nguyen tran pham huynh hoang bui";

/// Splits a name at its comma, its capitals, its particles, or before its last word.
pub(super) fn split(name: &str) -> SplitName<'_> {
    if let Some(split) = at_comma(name) {
        return split;
    }
    let words = words(name);
    match words[..] {
        [] => SplitName::whole(name, Confidence::Low),
        [_] => SplitName::whole(name, Confidence::Medium),
        _ => at_capitals(name, &words)
            .or_else(|| eastern(name, &words))
            .or_else(|| at_particle(name, &words))
            .unwrap_or_else(|| before_last(name, &words)),
    }
}

/// A word and where it begins.
type Word<'a> = (usize, &'a str);

fn words(name: &str) -> Vec<Word<'_>> {
    name.split_whitespace()
        .map(|word| (word.as_ptr() as usize - name.as_ptr() as usize, word))
        .collect()
}

/// `Last, First`; `John Smith, Jr.` is none.
fn at_comma(name: &str) -> Option<SplitName<'_>> {
    let (surname, given) = name.split_once([',', '，', '،'])?;
    let is_suffix = |text: &str| is_in(SUFFIXES, text.trim().trim_end_matches('.'));
    if given.split([',', '，', '،']).all(is_suffix) {
        return None;
    }
    let is_split = !surname.trim().is_empty() && !given.trim().is_empty();
    is_split.then(|| SplitName::new(given, surname, Confidence::High))
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
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let is_vowel = |c: &char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U');
    let is_initials = word.contains('.') || letters.len() == 2 && !is_vowel(&letters[1]);
    let is_name = !is_initials && !is_in(SUFFIXES, word);
    is_name && letters.len() > 1 && letters.iter().all(|c| c.is_uppercase())
}

/// Names that begin with the surname: Vietnamese ones, and Russian ones with a patronymic.
fn eastern<'a>(name: &'a str, words: &[Word<'a>]) -> Option<SplitName<'a>> {
    let lower = |(_, word): &Word<'_>| word.to_lowercase();
    let is_vietnamese = |word: &Word<'_>| is_in(VIETNAMESE, word.1);
    let (first, last) = (words.first()?, words.last()?);
    let patronymic = lower(last);
    let has_patronymic = words.len() == 3
        && ["вич", "вна", "чна", "ьич", "оглы", "кызы"]
            .iter()
            .any(|ending| patronymic.ends_with(ending));
    let is_surname_first =
        is_vietnamese(first) && !is_vietnamese(last) || has_patronymic || is_russian(first, last);
    let given = words[1].0;
    is_surname_first.then(|| SplitName::new(&name[given..], &name[..given], Confidence::Medium))
}

/// `Иванов Иван`: only the first word ends as surnames do.
fn is_russian(first: &Word<'_>, last: &Word<'_>) -> bool {
    const ENDINGS: &str = "ов ев ёв ова ева ёва ский ская цкий цкая енко чук";
    let ends = |(_, word): &Word<'_>| {
        let word = word.to_lowercase();
        ENDINGS
            .split_ascii_whitespace()
            .any(|ending| word.ends_with(ending))
    };
    ends(first) && !ends(last)
}

/// Whether a word is in a list, in either case.
fn is_in(list: &str, word: &str) -> bool {
    let is_word = |known: &str| known.eq_ignore_ascii_case(word);
    let is_lower = |known: &str| known.chars().eq(word.chars().flat_map(char::to_lowercase));
    let mut known = list.split_ascii_whitespace();
    if word.is_ascii() {
        known.any(is_word)
    } else {
        known.any(is_lower)
    }
}

fn is_particle(word: &str) -> bool {
    is_in(PARTICLES, word)
        || SMALL_PARTICLES
            .split_ascii_whitespace()
            .any(|known| known == word)
}

fn at_particle<'a>(name: &'a str, words: &[Word<'a>]) -> Option<SplitName<'a>> {
    let mut inner = words.iter().enumerate().take(words.len() - 1).skip(1);
    let (at, (_, particle)) = inner.find(|(_, (_, word))| is_particle(word))?;
    let from = if is_in(LINKS, particle) && at > 1 {
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
    let is_suffix = |(_, word): &&Word<'_>| is_in(SUFFIXES, word.trim_matches(['.', ',']));
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
        for (name, firstname, surname, confidence) in names {
            assert_eq!(
                split_any(name),
                SplitName::new(firstname, surname, confidence),
                "{name}"
            );
        }
    }
}
