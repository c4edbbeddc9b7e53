//! Sorting rows by their texts, eight bytes at a time: whole words are compared, and of most texts only the first.

use std::cmp::Ordering;

use crate::check::in_parts;

/// Fewer rows than this are sorted by comparing their texts.
const FEW: usize = 32;

/// Bytes of a text that are compared at once.
const WORD: usize = 8;

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
        let keyed = merged(parts, |a, b| self.order(&a.0, &b.0) == Ordering::Greater);
        let mut done = 0;
        for group in keyed.chunk_by(|a, b| a.0 == b.0) {
            let rows = &mut rows[done..done + group.len()];
            done += group.len();
            for (row, keyed) in rows.iter_mut().zip(group) {
                *row = keyed.1;
            }
            if group[0].0 & 0xff != 0 {
                self.sort_behind(same + WORD, rows);
            } else {
                self.sort_ended(same + WORD, rows);
            }
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

    fn by_word(&self, same: usize, rows: &[u32]) -> Vec<(u64, u32)> {
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

/// Bytes of a text as a number that sorts as they do; zeros where the text has ended.
fn word(text: &str, from: usize) -> u64 {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let mut word = [0; WORD];
    let length = rest.len().min(WORD);
    word[..length].copy_from_slice(&rest[..length]);
    u64::from_be_bytes(word)
}

/// Merges sorted parts, neighbour with neighbour; what is equal keeps its order.
fn merged<T: Copy>(mut parts: Vec<Vec<T>>, is_after: impl Fn(&T, &T) -> bool) -> Vec<T> {
    while parts.len() > 1 {
        let pairs = parts.chunks(2);
        parts = pairs
            .map(|pair| match pair {
                [first, second] => merge(first, second, &is_after),
                rest => rest.concat(),
            })
            .collect();
    }
    parts.pop().unwrap_or_default()
}

fn merge<T: Copy>(first: &[T], second: &[T], is_after: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first, second);
    while let ([a, rest_of_first @ ..], [b, rest_of_second @ ..]) = (first, second) {
        if is_after(a, b) {
            merged.push(*b);
            second = rest_of_second;
        } else {
            merged.push(*a);
            first = rest_of_first;
        }
    }
    merged.extend_from_slice(first);
    merged.extend_from_slice(second);
    merged
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
            prop_assert_eq!(merged(parts, |a, b| a.0 > b.0), all);
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
