//! Sorting rows by their texts, sixteen bytes at a time: whole words are compared, and of most texts only the first.

use std::cmp::Ordering;

use crate::check::in_parts;

/// Fewer rows than this are sorted by comparing their texts.
const FEW: usize = 32;

/// Bytes of a text that are compared at once.
const WORD: usize = 16;

/// Two numbers instead of one of 128 bits, which would need a place of its own in memory.
type Word = [u64; 2];

/// A word of a row's text, and the row.
type Keyed = (Word, u32);

/// Rows whose texts have so many bytes in common are sorted by comparing their texts: each word more would cost memory
/// for all of them once again, and a cell may hold any number of words.
const LONG: usize = 4 * WORD;

/// Sorts rows by their texts, those with the same text in the order they came.
pub(super) struct Sorter<F> {
    pub(super) text: F,
    pub(super) descending: bool,
}

impl<'t, F: Fn(u32) -> &'t str + Sync> Sorter<F> {
    pub(super) fn sort(&self, rows: &mut [u32]) {
        self.sort_behind(0, rows);
    }

    /// Sorts rows whose texts have the same first bytes.
    fn sort_behind(&self, same: usize, rows: &mut [u32]) {
        if rows.len() < FEW || same >= LONG {
            return rows.sort_by(|&a, &b| self.order((self.text)(a), (self.text)(b)));
        }
        let parts = in_parts(0..rows.len(), |part| self.by_word(same, &rows[part]));
        let is_after = |a: &Keyed, b: &Keyed| self.order(&a.0, &b.0) == Ordering::Greater;
        let (first, second) = two_of(parts, is_after);
        let (mut start, mut word) = (0, None);
        for (done, keyed) in merge(&first, &second, is_after).enumerate() {
            if word != Some(keyed.0) {
                self.sort_group(same, word, &mut rows[start..done]);
                (start, word) = (done, Some(keyed.0));
            }
            rows[done] = keyed.1;
        }
        self.sort_group(same, word, &mut rows[start..]);
    }

    /// Sorts rows whose texts go on with the same word.
    fn sort_group(&self, same: usize, word: Option<Word>, rows: &mut [u32]) {
        match word {
            Some(_) if rows.len() < 2 => {}
            // The text has ended before the word's last byte.
            Some([_, end]) if end.trailing_zeros() >= u8::BITS => {
                self.sort_ended(same + WORD, rows);
            }
            Some(_) => self.sort_behind(same + WORD, rows),
            None => {}
        }
    }

    /// Sorts rows of one word that is not full: their texts end in it and are the same, unless there are NULs in them.
    fn sort_ended(&self, end: usize, rows: &mut [u32]) {
        let length = |row: u32| (self.text)(row).len();
        if rows.iter().all(|&row| length(row) <= end) {
            rows.sort_by(|&a, &b| self.order(&length(a), &length(b)));
        } else {
            rows.sort_by(|&a, &b| self.order((self.text)(a), (self.text)(b)));
        }
    }

    fn by_word(&self, same: usize, rows: &[u32]) -> Vec<Keyed> {
        let mut keyed: Vec<_> = rows
            .iter()
            .map(|&row| (word((self.text)(row), same), row))
            .collect();
        keyed.sort_by(|a, b| self.order(&a.0, &b.0));
        keyed
    }

    fn order<T: Ord + ?Sized>(&self, a: &T, b: &T) -> Ordering {
        if self.descending { b.cmp(a) } else { a.cmp(b) }
    }
}

/// Sorts rows by ranks below `RANKS`, those of one rank in the order they came: the ranks are counted, and each row is
/// put where those before it end.
pub(super) fn by_rank<const RANKS: usize>(rows: &mut [u32], rank: impl Fn(u32) -> usize) {
    let mut places = [0; RANKS];
    for &row in &*rows {
        places[rank(row)] += 1;
    }
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, start);
    }
    let mut sorted = vec![0; rows.len()];
    for &row in &*rows {
        let place = &mut places[rank(row)];
        sorted[*place] = row;
        *place += 1;
    }
    rows.copy_from_slice(&sorted);
}

/// Bytes of a text as numbers that sort as they do; zeros where the text has ended.
fn word(text: &str, from: usize) -> Word {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let mut bytes = [[0; WORD / 2]; 2];
    let length = rest.len().min(WORD);
    bytes.as_flattened_mut()[..length].copy_from_slice(&rest[..length]);
    bytes.map(u64::from_be_bytes)
}

/// Merges sorted parts, neighbour with neighbour, until two are left; what is equal keeps its order.
fn two_of<T: Copy>(
    mut parts: Vec<Vec<T>>,
    is_after: impl Fn(&T, &T) -> bool + Copy,
) -> (Vec<T>, Vec<T>) {
    while parts.len() > 2 {
        let pairs = parts.chunks(2).map(|pair| match pair {
            [first, second] => merge(first, second, is_after).collect(),
            rest => rest.concat(),
        });
        parts = pairs.collect();
    }
    let second = (parts.len() > 1).then(|| parts.pop()).flatten();
    (parts.pop().unwrap_or_default(), second.unwrap_or_default())
}

fn merge<'t, T: Copy, F: Fn(&T, &T) -> bool>(
    mut first: &'t [T],
    mut second: &'t [T],
    is_after: F,
) -> impl Iterator<Item = T> + use<'t, T, F> {
    std::iter::from_fn(move || {
        let from = match (first, second) {
            ([a, ..], [b, ..]) if is_after(a, b) => &mut second,
            ([], _) => &mut second,
            _ => &mut first,
        };
        let (next, rest) = from.split_first()?;
        *from = rest;
        Some(*next)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted(texts: &[String], descending: bool) -> Vec<u32> {
        let mut rows: Vec<u32> = (0..).take(texts.len()).collect();
        let text = |row: u32| &*texts[row as usize];
        Sorter { text, descending }.sort(&mut rows);
        rows
    }

    proptest! {
        #[test]
        fn rows_are_sorted_as_a_stable_sort_would(
            texts in proptest::collection::vec("(0086138)?[ab\u{0}é王]{0,3}(0086138[ab\u{0}]{0,12})?", 0..150),
            descending in any::<bool>(),
        ) {
            let mut wanted: Vec<u32> = (0..).take(texts.len()).collect();
            wanted.sort_by(|&a, &b| {
                let order = texts[a as usize].cmp(&texts[b as usize]);
                if descending { order.reverse() } else { order }
            });
            prop_assert_eq!(sorted(&texts, descending), wanted);
        }

        #[test]
        fn rows_are_sorted_by_rank_as_a_stable_sort_would(
            ranks in proptest::collection::vec(0_usize..5, 0..100),
            mut rows in proptest::collection::vec(0_u32..100, 0..100),
        ) {
            rows.retain(|&row| (row as usize) < ranks.len());
            let rank = |row: u32| ranks[row as usize];
            let mut wanted = rows.clone();
            wanted.sort_by_key(|&row| rank(row));
            by_rank::<5>(&mut rows, rank);
            prop_assert_eq!(rows, wanted);
        }

        #[test]
        fn merging_is_what_a_stable_sort_of_all_would_bring(
            parts in proptest::collection::vec(proptest::collection::vec(0_u8..6, 0..20), 0..5)
        ) {
            let mut place = 0..;
            let mut parts: Vec<Vec<(u8, usize)>> = parts
                .into_iter()
                .map(|part| part.into_iter().zip(place.by_ref()).collect())
                .collect();
            let mut all = parts.concat();
            all.sort_by_key(|&(key, _)| key);
            for part in &mut parts {
                part.sort_by_key(|&(key, _)| key);
            }
            let (first, second) = two_of(parts, |a, b| a.0 > b.0);
            let merged: Vec<_> = merge(&first, &second, |a, b| a.0 > b.0).collect();
            prop_assert_eq!(merged, all);
        }
    }

    #[test]
    fn long_texts_that_differ_at_their_end_are_sorted_without_a_word_of_stack_for_each_of_theirs() {
        let texts: Vec<String> = (0..40)
            .map(|row| format!("{}{}", "x".repeat(1 << 20), 39 - row))
            .collect();
        let small = std::thread::Builder::new().stack_size(256 << 10);
        let sort = small.spawn(move || (sorted(&texts, false), texts)).unwrap();
        let (rows, texts) = sort.join().unwrap();
        assert!(rows.is_sorted_by_key(|&row| &texts[row as usize]));
    }

    #[test]
    fn many_of_one_text_stay_as_they_are() {
        let texts = vec!["the same text, longer than a word".to_owned(); 50_000];
        assert!(sorted(&texts, true).is_sorted());
    }
}
