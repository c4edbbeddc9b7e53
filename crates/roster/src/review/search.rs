//! Finding the rows in which a text stands.

use std::ops::Range;

use super::Roster;
use super::table::{Layer, RowSet};
use crate::Field;
use crate::check::in_blocks;
use crate::sheet::Chunk;

/// The kept rows in which one of the cells has `text`, without regard to case. Passwords are not searched.
pub(super) fn rows_with(roster: &Roster, text: &str) -> RowSet {
    let needle = Needle::new(text);
    let password = roster.mapping.column(Field::Password);
    let layers = (0..).zip(&roster.table.layers);
    let searched: Vec<_> = layers
        .filter(|&(column, _)| Some(column) != password)
        .map(|(_, layer)| layer)
        .collect();
    let parts = in_blocks(0..roster.rows.end, |rows| {
        let mut found = RowSet::default();
        for layer in &searched {
            needle.mark(layer, rows.clone(), &mut found);
        }
        found
    });
    let mut found = RowSet::default();
    for part in &parts {
        found.join(part);
    }
    found
}

/// What is looked for.
enum Needle {
    /// ASCII, in lower case: both cases of a byte are compared. The rarest of its bytes is looked for first.
    Ascii { text: Vec<u8>, rarest: usize },
    /// Anything else, in lower case.
    Text(String),
}

impl Needle {
    fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        if lower.is_ascii() {
            let text = lower.into_bytes();
            let rarest = (0..text.len()).max_by_key(|&place| rarity(text[place]));
            Self::Ascii {
                rarest: rarest.unwrap_or_default(),
                text,
            }
        } else {
            Self::Text(lower)
        }
    }

    /// Marks the rows of a column in which it stands; they begin with a chunk.
    fn mark(&self, layer: &Layer, rows: Range<u32>, found: &mut RowSet) {
        for (first, chunk) in layer.base.chunks_in(rows.clone()) {
            self.each_row(chunk, |row| {
                if !layer.typed.contains_key(&(first + row)) {
                    found.insert(first + row);
                }
            });
        }
        for (&row, typed) in layer.typed.range(rows) {
            if self.is_in(&typed.text) {
                found.insert(row);
            }
        }
    }

    /// Looks through the text of all cells at once, and asks for the row only where something was found.
    fn each_row(&self, chunk: &Chunk, mut found: impl FnMut(u32)) {
        let (mut place, mut row) = (0, 0);
        while let Some((start, length)) = self.find(chunk.text(), place) {
            row = chunk.row_at(start, row);
            let end = chunk.end_of(row);
            if start + length > end {
                // It began in one cell and would end in the next.
                place = start + 1;
                continue;
            }
            found(row);
            place = end;
        }
    }

    fn is_in(&self, text: &str) -> bool {
        self.find(text, 0).is_some()
    }

    /// Where it stands in `text` from `place` on, and how long it is there.
    fn find(&self, text: &str, place: usize) -> Option<(usize, usize)> {
        match self {
            Self::Ascii {
                text: needle,
                rarest,
            } => {
                let start = find_ascii(text.as_bytes(), place, needle, *rarest)?;
                Some((start, needle.len()))
            }
            Self::Text(needle) => find_text(text, place, needle),
        }
    }
}

/// How rare a byte is in phones, names and addresses: those that are everywhere come first.
fn rarity(byte: u8) -> usize {
    const COMMON_FIRST: &[u8] = b"0182345679.@ aeionrtslcmudhgpbyfkvwjzxq";
    let place = COMMON_FIRST.iter().position(|&common| common == byte);
    place.unwrap_or(COMMON_FIRST.len())
}

/// Where `needle` begins in `text` from `place` on: wherever its byte at `rarest` stands, the others are compared.
fn find_ascii(text: &[u8], place: usize, needle: &[u8], rarest: usize) -> Option<usize> {
    let (lower, upper) = (*needle.get(rarest)?, needle[rarest].to_ascii_uppercase());
    let mut from = place + rarest;
    loop {
        let at = from + memchr::memchr2(lower, upper, text.get(from..)?)?;
        let found = text.get(at - rarest..at - rarest + needle.len())?;
        if found.eq_ignore_ascii_case(needle) {
            return Some(at - rarest);
        }
        from = at + 1;
    }
}

fn find_text(text: &str, place: usize, needle: &str) -> Option<(usize, usize)> {
    let mut place = place;
    while !text.is_char_boundary(place) {
        place += 1;
    }
    let has_case = needle.chars().any(char::is_lowercase);
    if has_case {
        return super::any_case::find(text.get(place..)?, needle)
            .map(|(start, length)| (place + start, length));
    }
    text.get(place..)?
        .find(needle)
        .map(|start| (place + start, needle.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_is_found_where_it_stands_in_either_case(
            text in "[abX1@.]{0,30}",
            needle in "[abx1@.]{1,3}",
            place in 0_usize..32,
        ) {
            let Needle::Ascii { text: bytes, rarest } = Needle::new(&needle) else {
                panic!("it is ASCII");
            };
            let rest = text.get(place..).unwrap_or_default().to_lowercase();
            let wanted = rest.find(&needle).map(|start| place + start);
            prop_assert_eq!(find_ascii(text.as_bytes(), place, &bytes, rarest), wanted);
        }
    }
}
