//! One header, matched: as a whole, by its brackets, by its parts, by the words in it.

use super::folding::{fold, is_unspaced, units};
use super::meaning::Meaning;
use super::table::{self, without_noise};
use super::{Candidate, Confidence};
use crate::Field;

/// Longer texts are sentences, not headers.
const MAX_CHARS: usize = 80;

/// The meaning of a header, if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) meaning: Meaning,
    pub(super) confidence: Confidence,
}

/// Matches a header.
pub(super) fn find(header: &str) -> Option<Match> {
    if header.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let certain = |meaning| Match {
        meaning,
        confidence: Confidence::Certain,
    };
    let header_parts = Parts::of(header);
    exact(header)
        .map(certain)
        .or_else(|| by_brackets(&header_parts))
        .or_else(|| behind_colon(&header_parts.outside))
        .or_else(|| by_segments(&header_parts.outside))
        .or_else(|| by_words(&header_parts.outside))
}

impl Match {
    /// What the header may be used for, best first.
    pub(super) fn candidates(self) -> impl Iterator<Item = Candidate> {
        let needs_content = matches!(
            self.meaning,
            Meaning::Login
                | Meaning::CountryCode
                | Meaning::DialingCode
                | Meaning::AreaCode
                | Meaning::OtherName
                | Meaning::Person
        );
        self.meaning
            .fields()
            .iter()
            .enumerate()
            .map(move |(place, &(field, rank))| {
                let is_guess = place > 0 || needs_content;
                let confidence = if is_guess {
                    Confidence::Possible
                } else {
                    self.confidence
                };
                Candidate {
                    field,
                    rank,
                    confidence,
                }
            })
    }
}

fn exact(text: &str) -> Option<Meaning> {
    let folded = fold(text);
    table::name(&folded).or_else(|| table::name(without_noise(&folded)))
}

/// A header taken apart at its brackets.
#[derive(Debug, Default)]
struct Parts {
    outside: String,
    /// What stands in brackets, and whether they are square ones.
    inside: Vec<(String, bool)>,
}

impl Parts {
    fn of(header: &str) -> Self {
        let mut parts = Self::default();
        let mut depth = 0_u32;
        for character in header.chars() {
            match character {
                '(' | '（' | '[' | '［' | '【' | '{' | '<' | '〔' | '「' | '『' => {
                    depth += 1;
                    if depth == 1 {
                        parts
                            .inside
                            .push((String::new(), matches!(character, '[' | '［' | '【')));
                    }
                }
                ')' | '）' | ']' | '］' | '】' | '}' | '>' | '〕' | '」' | '』' => {
                    depth = depth.saturating_sub(1);
                }
                _ => match parts.inside.last_mut() {
                    Some((inside, _)) if depth > 0 => inside.push(character),
                    _ => parts.outside.push(character),
                },
            }
        }
        parts
    }
}

fn by_brackets(parts: &Parts) -> Option<Match> {
    if parts.inside.is_empty() {
        return None;
    }
    let outside = exact(&parts.outside);
    let mut best = outside.map(|meaning| Match {
        meaning,
        confidence: Confidence::Certain,
    });
    for (inside, is_square) in &parts.inside {
        let folded = fold(inside);
        if let Some(meaning) = together(&fold(&parts.outside), &folded) {
            return Some(Match {
                meaning,
                confidence: Confidence::Certain,
            });
        }
        if outside.is_some() && table::is(Meaning::Foreign, &folded) {
            return Some(Match {
                meaning: Meaning::Other,
                confidence: Confidence::Likely,
            });
        }
        let inside = exact(inside).filter(|it| outside.is_some() || !it.is_whole_only());
        if let Some(meaning) = inside {
            best = Some(better(best, meaning, *is_square));
        }
    }
    best
}

/// `Phone (work)` is a work phone, and so is `(Work) phone`.
fn together(outside: &str, inside: &str) -> Option<Meaning> {
    if outside.is_empty() || inside.is_empty() {
        return None;
    }
    let joined = [[inside, outside].concat(), [outside, inside].concat()];
    joined
        .iter()
        .find_map(|folded| table::name(without_noise(folded)))
}

/// Which of the two is meant: `User name [userPrincipalName]`, `Name (姓名)`, `姓（カナ）`.
fn better(outside: Option<Match>, inside: Meaning, is_square: bool) -> Match {
    match outside {
        None => Match {
            meaning: inside,
            confidence: Confidence::Likely,
        },
        Some(outside) => {
            let is_same_field = outside.meaning.field() == inside.field();
            let is_finer = is_same_field && (is_square || outside.meaning.is_general())
                || inside == Meaning::Phonetic;
            Match {
                meaning: if is_finer { inside } else { outside.meaning },
                ..outside
            }
        }
    }
}

/// `Work Contact: Work Email`: what stands behind the colon, unless before it somebody else does (`Emergency: Phone`).
fn behind_colon(outside: &str) -> Option<Match> {
    let (group, name) = outside.split_once([':', '：'])?;
    if has_foreign(&units(group)) {
        return None;
    }
    by_segments(name)
}

/// `Name / 姓名`, `Last name, first name`, `Phone|Mobile`.
fn by_segments(outside: &str) -> Option<Match> {
    let segments = outside.split([
        '/', '|', '／', '｜', '\n', '\r', '、', ',', '，', ';', '；', '&', '+',
    ]);
    let meanings: Vec<Option<Meaning>> = segments.map(exact).collect();
    let is_known = meanings.iter().all(Option::is_some);
    let meanings: Vec<Meaning> = meanings.into_iter().flatten().collect();
    let meanings = match meanings[..] {
        [first, ..] if is_known || !first.is_whole_only() => meanings,
        _ => return None,
    };
    let has = |field| meanings.iter().any(|it| it.field() == Some(field));
    let has_given = has(Field::FirstName) || meanings.contains(&Meaning::GivenOrFull);
    let meaning = match meanings[..] {
        [] => return None,
        _ if has(Field::Surname) && has_given => Meaning::FullName,
        [first, ..] => {
            // `DDD / Telefone` is the phone with its code.
            let is_phone = first.is_code() && has(Field::Phone);
            let field = if is_phone {
                Some(Field::Phone)
            } else {
                first.field()
            };
            *meanings
                .iter()
                .filter(|it| it.field() == field)
                .min_by_key(|it| vagueness(**it))?
        }
    };
    Some(Match {
        meaning,
        confidence: Confidence::Likely,
    })
}

fn vagueness(meaning: Meaning) -> (bool, u8) {
    (
        meaning.is_general(),
        meaning.fields().first().map_or(u8::MAX, |(_, rank)| *rank),
    )
}

/// The longest name among the words of a header, if the words around it do not make it something else.
fn by_words(outside: &str) -> Option<Match> {
    /// More words than this are a sentence.
    const MAX_WORDS: usize = 6;
    /// In scripts that are not split into words.
    const MAX_UNSPACED: usize = 14;
    let units = units(outside);
    let is_unspaced = |unit: &String| unit.chars().all(is_unspaced);
    let unspaced = units.iter().filter(|unit| is_unspaced(unit)).count();
    if units.len() - unspaced > MAX_WORDS || unspaced > MAX_UNSPACED {
        return None;
    }
    runs_by_length(&units)
        .into_iter()
        .find_map(|(meaning, from, to)| {
            let confidence = match surroundings(meaning, &units[..from], &units[to..])? {
                Surroundings::Foreign => {
                    return Some(Match {
                        meaning: Meaning::Other,
                        confidence: Confidence::Possible,
                    });
                }
                Surroundings::Neutral => Confidence::Likely,
                Surroundings::Unknown => Confidence::Possible,
            };
            Some(Match {
                meaning,
                confidence,
            })
        })
}

/// The runs of units that are names, the longest first, of equals the last.
fn runs_by_length(units: &[String]) -> Vec<(Meaning, usize, usize)> {
    let runs = (0..units.len()).flat_map(|from| (from + 1..=units.len()).map(move |to| (from, to)));
    let found = runs.filter_map(|(from, to)| {
        let folded = units[from..to].concat();
        let length = folded.chars().count();
        // One Chinese character or two letters inside a longer text are chance.
        let enough = if folded.chars().all(is_unspaced) {
            2
        } else {
            3
        };
        (length >= enough)
            .then(|| table::name(&folded))
            .flatten()
            .filter(|meaning| !meaning.is_whole_only())
            .map(|meaning| (length, meaning, from, to))
    });
    let mut found: Vec<_> = found.collect();
    drop_whole_beside_part(&mut found);
    drop_phone_of_code(&mut found);
    found.sort_by_key(|(length, _, from, _)| std::cmp::Reverse((*length, *from)));
    found
        .into_iter()
        .map(|(_, meaning, from, to)| (meaning, from, to))
        .collect()
}

/// A run of units that is a name: its length in characters, its meaning, where it begins and ends.
type Run = (usize, Meaning, usize, usize);

/// `Legal Name - Last Name` is about the last name: beside one part of a name a full name says only what it is a part of.
fn drop_whole_beside_part(runs: &mut Vec<Run>) {
    let parts: Vec<Run> = runs
        .iter()
        .filter(|(_, meaning, ..)| is_part(*meaning))
        .copied()
        .collect();
    runs.retain(|&(_, meaning, from, to)| {
        let is_beside = |part: &Run| part.3 <= from || to <= part.2;
        meaning.field() != Some(Field::FullName) || !parts.iter().any(is_beside)
    });
}

/// `Phone area code`, `DDD celular` are about the code: the phone beside it says only whose it is.
fn drop_phone_of_code(runs: &mut Vec<Run>) {
    let codes: Vec<Run> = runs
        .iter()
        .filter(|(_, meaning, ..)| meaning.is_code())
        .copied()
        .collect();
    runs.retain(|&(_, meaning, from, to)| {
        let is_next = |code: &Run| code.3 == from || to == code.2;
        meaning.field() != Some(Field::Phone) || !codes.iter().any(is_next)
    });
}

fn is_part(meaning: Meaning) -> bool {
    let parts = [
        Field::FirstName,
        Field::Surname,
        Field::SecondSurname,
        Field::SurnamePrefix,
    ];
    meaning.field().is_some_and(|field| parts.contains(&field))
}

/// What the words around a name make of it.
enum Surroundings {
    /// Nothing: `employee first name`.
    Neutral,
    /// Somebody else's, or something else: `emergency phone`.
    Foreign,
    /// Nobody can tell.
    Unknown,
}

/// `None` when the name cannot stand for the column.
fn surroundings(meaning: Meaning, before: &[String], after: &[String]) -> Option<Surroundings> {
    if meaning.field() == Some(Field::Phone)
        && let Some(after) = without_code(after)
    {
        return surroundings(meaning, before, &after);
    }
    if has_foreign(before) || has_foreign(after) {
        return Some(Surroundings::Foreign);
    }
    if is_neutral(meaning, before) && is_neutral(meaning, after) {
        return Some(Surroundings::Neutral);
    }
    // Languages without spaces put what is meant at the end; a password is not guessed at.
    let is_open = after.iter().any(|unit| unit.chars().all(is_unspaced));
    let is_guessable = !meaning.is_general() && meaning != Meaning::Password && !is_open;
    is_guessable.then_some(Surroundings::Unknown)
}

/// Words without those that name a code: `phone with country code`. `None` where no code is named.
fn without_code(units: &[String]) -> Option<Vec<String>> {
    let is_code = |folded: &str| table::name(folded).is_some_and(Meaning::is_code);
    let mut runs =
        (0..units.len()).flat_map(|from| (from + 1..=units.len()).rev().map(move |to| (from, to)));
    let (from, to) = runs.find(|&(from, to)| is_code(&units[from..to].concat()))?;
    Some([&units[..from], &units[to..]].concat())
}

fn has_foreign(units: &[String]) -> bool {
    let mut runs =
        (0..units.len()).flat_map(|from| (from + 1..=units.len()).map(move |to| (from, to)));
    runs.any(|(from, to)| table::is(Meaning::Foreign, &units[from..to].concat()))
}

/// Whether units say nothing that changes `meaning`: neutral words, or the same field once more.
fn is_neutral(meaning: Meaning, units: &[String]) -> bool {
    if units.is_empty() {
        return true;
    }
    let is_same = |other| {
        Some(other) == meaning.field()
            || is_part(meaning) && other == Field::FullName
            || meaning.is_code() && other == Field::Phone
    };
    let is_known = |folded: &str| {
        table::is(Meaning::Neutral, folded)
            || table::is(Meaning::Noise, folded)
            || table::name(folded)
                .and_then(Meaning::field)
                .is_some_and(is_same)
    };
    (1..=units.len()).any(|to| is_known(&units[..to].concat()) && is_neutral(meaning, &units[to..]))
}
