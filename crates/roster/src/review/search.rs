//! Finding the rows in which a text stands.

use super::Roster;
use super::table::{Layer, RowSet};
use crate::Field;
use crate::sheet::Chunk;

/// The kept rows in which one of the cells has `text`, without regard to case. Passwords are not searched.
pub(super) fn rows_with(roster: &Roster, text: &str) -> RowSet {
    let needle = Needle::new(text);
    let password = roster.mapping.column(Field::Password);
    let mut found = RowSet::default();
    for (column, layer) in (0..).zip(&roster.table.layers) {
        if Some(column) != password {
            needle.mark(layer, &mut found);
        }
    }
    found
}

/// What is looked for.
enum Needle {
    /// ASCII, in lower case: both cases of a byte are compared.
    Ascii(Vec<u8>),
    /// Anything else, in lower case.
    Text(String),
}

impl Needle {
    fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        if lower.is_ascii() {
            Self::Ascii(lower.into_bytes())
        } else {
            Self::Text(lower)
        }
    }

    /// Marks the rows of a column in which it stands.
    fn mark(&self, layer: &Layer, found: &mut RowSet) {
        self.mark_base(layer, found);
        for (&row, typed) in &layer.typed {
            if self.is_in(&typed.text) {
                found.insert(row);
            }
        }
    }

    fn mark_base(&self, layer: &Layer, found: &mut RowSet) {
        for (first, chunk) in layer.base.chunks() {
            self.each_row(chunk, |row| {
                if !layer.typed.contains_key(&(first + row)) {
                    found.insert(first + row);
                }
            });
        }
    }

    /// Looks through the text of all cells at once, and asks for the row only where something was found.
    fn each_row(&self, chunk: &Chunk, mut found: impl FnMut(u32)) {
        let mut place = 0;
        while let Some((start, length)) = self.find(chunk.text(), place) {
            let row = chunk.row_at(start);
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
            Self::Ascii(needle) => {
                Some((find_ascii(text.as_bytes(), place, needle)?, needle.len()))
            }
            Self::Text(needle) => find_text(text, place, needle),
        }
    }
}

fn find_ascii(text: &[u8], place: usize, needle: &[u8]) -> Option<usize> {
    let (&first, rest) = needle.split_first()?;
    let mut place = place;
    loop {
        let start = place + memchr::memchr2(first, first.to_ascii_uppercase(), text.get(place..)?)?;
        let found = text.get(start + 1..start + needle.len())?;
        if found.eq_ignore_ascii_case(rest) {
            return Some(start);
        }
        place = start + 1;
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
