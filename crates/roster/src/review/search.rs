//! Finding the rows in which a text stands.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Roster;
use super::table::{Layer, RowSet};
use crate::Field;
use crate::check::in_blocks;
use crate::sheet::{BLOCK, Block};

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
        for first in rows.clone().step_by(BLOCK as usize) {
            needle.mark(&searched, first, &mut found);
        }
        for layer in &searched {
            needle.mark_typed(layer, rows.clone(), &mut found);
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

    /// Marks the rows of the block that begins with `first` in which it stands in one of these columns.
    fn mark(&self, layers: &[&Layer], first: u32, found: &mut RowSet) {
        let mut blocks: Vec<(&Arc<Block>, BTreeMap<u32, &Layer>)> = Vec::new();
        for &layer in layers {
            let Some((block, column)) = layer.base.block_from(first) else {
                continue;
            };
            match blocks
                .iter_mut()
                .find(|(other, _)| Arc::ptr_eq(other, block))
            {
                Some((_, columns)) => {
                    columns.insert(column, layer);
                }
                None => blocks.push((block, [(column, layer)].into())),
            }
        }
        for (block, columns) in blocks {
            self.each_cell(block, |row, column| {
                let layer = columns.get(&column);
                let is_shown = layer.is_some_and(|layer| !layer.typed.contains_key(&(first + row)));
                if is_shown {
                    found.insert(first + row);
                }
                is_shown
            });
        }
    }

    /// Marks the rows in which it was typed over a cell of a column.
    fn mark_typed(&self, layer: &Layer, rows: Range<u32>, found: &mut RowSet) {
        for (&row, typed) in layer.typed.range(rows) {
            if self.is_in(&typed.text) {
                found.insert(row);
            }
        }
    }

    /// Looks through the text of all cells at once, and asks for the cell only where something was found. Goes on with the
    /// next row where `is_enough` says so.
    fn each_cell(&self, block: &Block, mut is_enough: impl FnMut(u32, u32) -> bool) {
        let (mut place, mut cell, mut row) = (0, 0, 0);
        while let Some((start, length)) = self.find(block.text(), place) {
            cell = block.cell_with(start, cell);
            let end = block.end_of(cell);
            if start + length > end {
                // It began in one cell and would end in the next.
                place = start + 1;
                continue;
            }
            row = block.row_of(cell, row);
            place = if is_enough(row, block.column_of(cell, row)) {
                block.end_of_row(row)
            } else {
                end
            };
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
    use crate::{Fix, ReadOptions, Rules, Scope};

    #[test]
    fn a_text_is_found_in_the_cells_that_are_shown_and_in_no_two_of_them() {
        let rows = (0..3000).map(|row| {
            format!(
                "Ana,Bo,0138{row:08},u{row}@example.com,Pw!{row}xyz,Sales{}\n",
                row % 2
            )
        });
        let sheet = format!(
            "First name,Surname,Phone,Email,Password,Team\n{}",
            rows.collect::<String>()
        );
        let options = ReadOptions::default();
        let mut roster = Roster::read("it", sheet.as_bytes(), &options, Rules::default()).unwrap();
        let count = |roster: &Roster, text| rows_with(roster, text).len();
        assert_eq!(count(&roster, "anab"), 0, "of two cells");
        assert_eq!(count(&roster, "com"), 3000);
        assert_eq!(count(&roster, "xyz"), 0, "of passwords");
        assert_eq!(count(&roster, "ales1"), 1500);
        assert_eq!(count(&roster, "pw!"), 0);
        roster.edit(7, 5, "Purchase").unwrap();
        roster.edit(8, 1, "Pw!8xyz").unwrap();
        assert_eq!(count(&roster, "ales"), 2999);
        assert_eq!(count(&roster, "purchase"), 1);
        assert_eq!(count(&roster, "pw!"), 1);
        let fix = Fix::Replace {
            column: Some(5),
            find: "Sales".into(),
            replace: "Einkauf".into(),
            match_case: true,
            whole_cell: false,
        };
        assert_eq!(roster.apply(&fix, &Scope::All).unwrap().changed, 2999);
        assert_eq!(count(&roster, "ales"), 0);
        assert_eq!(count(&roster, "kauf0"), 1500);
        assert_eq!(count(&roster, "example"), 3000);
    }

    proptest! {
        #[test]
        fn the_rows_found_are_those_with_the_text_in_a_cell(
            rows in proptest::collection::vec(proptest::collection::vec("[abÉ]{0,2}", 1..5), 1..9),
            needle in "[abÉ]{1,2}",
        ) {
            let lines: String = rows.iter().map(|cells| cells.join(",") + "\n").collect();
            let sheet = format!("First name,Phone,A,B\n{lines}");
            let options = ReadOptions::default();
            let roster = Roster::read("it", sheet.as_bytes(), &options, Rules::default());
            let Ok(roster) = roster else {
                prop_assert!(lines.bytes().all(|byte| byte == b',' || byte == b'\n'));
                return Ok(());
            };
            let found = rows_with(&roster, &needle);
            let kept = rows.iter().filter(|cells| cells.iter().any(|cell| !cell.is_empty()));
            for (row, cells) in (1..).zip(kept) {
                let has = |cell: &String| cell.to_lowercase().contains(&needle.to_lowercase());
                prop_assert_eq!(found.contains(row), cells.iter().any(has), "{:?}", cells);
            }
        }

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
