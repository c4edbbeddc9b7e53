//! Splitting a full name by the habits of its script.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::script::Script;
use super::western::First;
use super::{chinese, japanese, korean, western};

/// How sure a split is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A guess; to be shown before it is used.
    Low,
    /// Right for most names of this form.
    Medium,
    /// The form leaves little doubt.
    High,
}

/// A full name in its two parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SplitName<'a> {
    /// The given name; the service requires it, so a name that cannot be split is here as a whole.
    pub firstname: Cow<'a, str>,
    /// The family name; empty when there is none or it cannot be told.
    pub surname: Cow<'a, str>,
    /// How sure the split is.
    pub confidence: Confidence,
}

impl<'a> SplitName<'a> {
    pub(super) fn new(firstname: &'a str, surname: &'a str, confidence: Confidence) -> Self {
        Self {
            firstname: Cow::Borrowed(firstname.trim()),
            surname: Cow::Borrowed(surname.trim()),
            confidence,
        }
    }

    /// A name that stays in one piece.
    pub(super) fn whole(name: &'a str, confidence: Confidence) -> Self {
        Self::new(name, "", confidence)
    }
}

/// Splits a full name by the habits of its script. Never drops a character but spaces, the dot between two Chinese
/// names and the comma of `Last, First`.
///
/// Chinese and Korean names are split by tables of surnames, those of two characters included. Japanese ones are split
/// where a space stands; nobody can tell otherwise. Names of other scripts are split at `Last, First`, at particles
/// (`van der`, `de la`, `bin`), at a surname in capitals, or before the last word.
pub fn split(full_name: &str) -> SplitName<'_> {
    beside_note(full_name.trim(), by_script)
}

fn by_script(name: &str) -> SplitName<'_> {
    match Script::of(name) {
        Script::Chinese => chinese::split(name),
        Script::Korean => korean::split(name),
        Script::Japanese => japanese::split(name),
        Script::Other => western::split(name),
    }
}

/// Splits what stands before a note in brackets, as in `王小明 (Tom)`; the note stays with the part it follows.
fn beside_note<'a>(name: &'a str, split: impl Fn(&'a str) -> SplitName<'a>) -> SplitName<'a> {
    let Some(bare) = before_note(name) else {
        return split(name);
    };
    let parts = split(bare);
    let with_note = |part: &str| {
        let begins = bare.len() - part.len();
        let is_last = !part.is_empty() && bare.ends_with(part);
        is_last.then(|| Cow::Borrowed(&name[begins..]))
    };
    let (firstname, surname) = match (with_note(&parts.surname), with_note(&parts.firstname)) {
        (Some(surname), _) => (parts.firstname, surname),
        (None, Some(firstname)) => (firstname, parts.surname),
        (None, None) => return SplitName::whole(name, Confidence::Low),
    };
    SplitName {
        firstname,
        surname,
        confidence: Confidence::Low,
    }
}

/// The name before the brackets at its end, if there are any and a name is.
fn before_note(name: &str) -> Option<&str> {
    let inner = name.strip_suffix([')', '）', ']', '】'])?;
    let bare = name[..inner.find(['(', '（', '[', '【'])?].trim_end();
    (!bare.is_empty()).then_some(bare)
}

/// In which order the parts of full names stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameOrder {
    /// As each name's script and form say.
    #[default]
    Auto,
    /// The first name first.
    FirstLast,
    /// The surname first.
    LastFirst,
}

/// Splits a full name whose order is known.
///
/// The order is that of words: a comma still means `Last, First`, and a name without a space, such as a Chinese one, is
/// split as [`split`] does.
pub fn split_in(full_name: &str, order: NameOrder) -> SplitName<'_> {
    beside_note(full_name.trim(), |name| {
        let known = match order {
            NameOrder::Auto => None,
            NameOrder::FirstLast => western::first_last(name),
            NameOrder::LastFirst => western::last_first(name),
        };
        known.unwrap_or_else(|| by_script(name))
    })
}

/// What a header says about the order of the names below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ToldOrder {
    /// Nothing.
    #[default]
    Untold,
    /// The surname comes first.
    SurnameFirst,
    /// The surname comes first, and the names below say that it does not.
    Contradicted,
}

impl ToldOrder {
    /// What a header that names the surname first is worth above these names.
    pub(crate) fn surname_first_above<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let (mut given, mut surname, mut filled) = (0_u32, 0_u32, 0_u32);
        for name in names.map(str::trim).filter(|name| !name.is_empty()) {
            let first = western::first_part(name);
            given += u32::from(first == Some(First::Given));
            surname += u32::from(first == Some(First::Surname));
            filled += 1;
        }
        // Most names show nothing; those that do must agree.
        if given * 4 >= filled && given > surname * 2 {
            Self::Contradicted
        } else {
            Self::SurnameFirst
        }
    }
}

/// Splits a full name below a header of which this is known.
///
/// A header says how most of its names are written, so what a name's own form says goes before it: a comma, a surname in
/// capitals, a language that begins with the surname. Behind one surname there may be a second one, so more than two
/// words are a guess, and so is a name that begins with what is known to be a given name.
pub(crate) fn split_below(full_name: &str, told: ToldOrder) -> SplitName<'_> {
    if told == ToldOrder::Untold {
        return split(full_name);
    }
    beside_note(full_name.trim(), |name| match Script::of(name) {
        Script::Other => western::surname_first(name, told == ToldOrder::Contradicted),
        _ => by_script(name),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_name_is_empty() {
        assert_eq!(split("  "), SplitName::whole("", Confidence::Low));
    }

    #[test]
    fn a_known_order_is_followed() {
        use NameOrder::{Auto, FirstLast, LastFirst};
        for (name, order, firstname, surname) in [
            ("Beebe Ann", Auto, "Beebe", "Ann"),
            ("Beebe Ann", LastFirst, "Ann", "Beebe"),
            ("Beebe Ann Marie", LastFirst, "Ann Marie", "Beebe"),
            ("van der Berg Jan", LastFirst, "Jan", "van der Berg"),
            ("van Jan", LastFirst, "Jan", "van"),
            ("Jan van der Berg", FirstLast, "Jan", "van der Berg"),
            ("Nguyễn Văn An", Auto, "Văn An", "Nguyễn"),
            ("Nguyễn Văn An", FirstLast, "Nguyễn Văn", "An"),
            ("DUPONT Jean", FirstLast, "DUPONT", "Jean"),
            ("小明 王", FirstLast, "小明", "王"),
            ("王 小明", LastFirst, "小明", "王"),
            ("王小明", FirstLast, "小明", "王"),
            ("Beebe, Ann", FirstLast, "Ann", "Beebe"),
            ("Beebe Ann (extern)", LastFirst, "Ann (extern)", "Beebe"),
            ("Ann Beebe (extern)", FirstLast, "Ann", "Beebe (extern)"),
            ("Ann Beebe, S.Kom", FirstLast, "Ann", "Beebe, S.Kom"),
            ("Ann", LastFirst, "Ann", ""),
            ("", FirstLast, "", ""),
        ] {
            let parts = split_in(name, order);
            assert_eq!(
                (&*parts.firstname, &*parts.surname),
                (firstname, surname),
                "{name} {order:?}"
            );
        }
    }

    #[test]
    fn a_header_gives_the_order_where_the_name_does_not() {
        use Confidence::{High, Low, Medium};
        for (name, firstname, surname, confidence) in [
            ("Müller Anna", "Anna", "Müller", Medium),
            ("van der Berg Jan", "Jan", "van der Berg", Medium),
            ("García López María", "López María", "García", Low),
            ("Jean DUPONT", "Jean", "DUPONT", High),
            ("Beebe, Ann", "Ann", "Beebe", High),
            ("Nguyễn Văn An", "Văn An", "Nguyễn", Medium),
            ("Иванов Иван Иванович", "Иван Иванович", "Иванов", Medium),
            ("Müller Anna (extern)", "Anna (extern)", "Müller", Low),
            ("小明 王", "小明", "王", Medium),
            ("Suharto", "Suharto", "", Medium),
            ("Jean Dupont", "Dupont", "Jean", Low),
        ] {
            let expected = SplitName::new(firstname, surname, confidence);
            let found = split_below(name, ToldOrder::SurnameFirst);
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn names_that_contradict_their_header_are_split_as_they_are_written() {
        use Confidence::{High, Low, Medium};
        for (name, firstname, surname, confidence) in [
            ("Jean Dupont", "Jean", "Dupont", Medium),
            ("Jean-Luc Dupont", "Jean-Luc", "Dupont", Medium),
            ("Dupont Jean", "Jean", "Dupont", Medium),
            ("Awa Diop", "Awa", "Diop", Low),
            ("Jean DUPONT", "Jean", "DUPONT", High),
            ("DUPONT Jean", "Jean", "DUPONT", High),
            ("Dupont, Jean", "Jean", "Dupont", High),
        ] {
            let expected = SplitName::new(firstname, surname, confidence);
            let found = split_below(name, ToldOrder::Contradicted);
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn names_contradict_their_header_where_most_that_show_an_order_show_the_other() {
        let order = |names: &[&str]| ToldOrder::surname_first_above(names.iter().copied());
        let (told, contradicted) = (ToldOrder::SurnameFirst, ToldOrder::Contradicted);
        for (names, expected) in [
            (&["Jean Dupont", "Awa Diop", ""][..], contradicted),
            (&["Jean DUPONT", "Awa DIOP", "Ly Ba"], contradicted),
            (&["Dupont Jean", "Diop Awa"], told),
            (&["Diop Awa", "Ly Ba"], told),
            (&["Jean Dupont", "Dupont Jean"], told),
            (&["Jean Dupont", "A B", "C D", "E F", "G H"], told),
            (&["Dupont, Jean", "Jean Martin"], told),
            (&["Jean Marie", "Suharto"], told),
            (&[], told),
        ] {
            assert_eq!(order(names), expected, "{names:?}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_in_a_known_order(name in "[王小 ,A-Zdevanöé'.()（）-]{0,16}", last_first in any::<bool>()) {
            let order = if last_first { NameOrder::LastFirst } else { NameOrder::FirstLast };
            let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let parts = split_in(&name, order);
            prop_assert_eq!(count(&parts.firstname) + count(&parts.surname), count(&name));
            prop_assert!(parts.surname.is_empty() || !parts.firstname.is_empty(), "the first name is required");
        }

        #[test]
        fn no_letter_is_lost(name in "[王欧阳小明김철수山田たろカ·・ ,A-Zdevanöé'.()（）-]{0,16}") {
            let letters = |text: &str| {
                let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
                letters.sort_unstable();
                letters
            };
            let parts = split(&name);
            prop_assert_eq!(letters(&[&*parts.firstname, &*parts.surname].concat()), letters(&name));
            prop_assert!(parts.surname.is_empty() || !parts.firstname.is_empty(), "the first name is required");
        }
    }
}
