//! What an ods spreadsheet hides (`OpenDocument` 1.3 part 3, 19.749 `table:visibility`), and its cells whose formula has
//! no result or whose number is seen with more before it.

use std::io::Read;

use super::Hidden;
use super::ods_cells::Cells;
use super::ooxml::Package;
use super::tags::{Tag, Tags};
use crate::read::origin::Input;
use crate::read::{Limits, ReadError};
use crate::sheet::TooMuch;

pub(super) fn look(input: Input, index: usize) -> Option<Hidden> {
    let mut package = Package::open(input)?;
    let mut tags = Tags::new(package.part("content.xml")?);
    for _ in 0..=index {
        skip_to_table(&mut tags)?;
    }
    let mut table = Table::default();
    let mut cells = Cells::default();
    loop {
        let tag = tags.next().ok()??;
        if tag.is_end(b"table") {
            return Some(Hidden {
                remarks: cells.remarks,
                ..table.hidden
            });
        }
        table.note(tag);
        cells.note(tag);
    }
}

/// Refuses a spreadsheet whose repeated cells or spaces would come to more than `limits` allow: a tag can stand for a
/// whole row of them, and its reader writes each down. Refuses one as well that ends within a table or an annotation: its
/// reader would wait for their end for ever.
pub(in crate::read) fn check(input: Input, limits: &Limits) -> Result<(), ReadError> {
    let Some(mut package) = Package::open(input) else {
        return Ok(());
    };
    let Some(part) = package.part("content.xml") else {
        return Ok(());
    };
    let mut tags = Tags::new(part);
    let mut cells = Width::default();
    let mut open = Vec::new();
    while let Ok(Some(tag)) = tags.next() {
        cells.note(tag);
        if cells.total > limits.cells {
            return Err(ReadError::too_much(TooMuch::Cells, limits));
        }
        if has_too_many_spaces(tag) || !follow(tag, &mut open) {
            return Err(ReadError::damaged("its parts contradict each other"));
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(ReadError::damaged("it ends too early"))
    }
}

/// A space that stands for more of them than a cell can hold (part 3, 6.1.3 `text:s`).
fn has_too_many_spaces(tag: Tag<'_>) -> bool {
    const MOST: u32 = 1 << 15;
    tag.name() == b"s"
        && tag.attribute(b"c").is_some()
        && tag.number(b"c").is_none_or(|spaces| spaces > MOST)
}

/// Notes where a table or an annotation begins and ends; false when another one ends than the last that began.
fn follow(tag: Tag<'_>, open: &mut Vec<&'static [u8]>) -> bool {
    const NAMES: [&[u8]; 2] = [b"table:table", b"office:annotation"];
    let (name, is_end) = tag.written_name();
    let Some(name) = NAMES.into_iter().find(|it| *it == name) else {
        return true;
    };
    if is_end {
        return open.pop() == Some(name);
    }
    if !tag.is_whole() {
        open.push(name);
    }
    true
}

/// Counts cells up to the last of each row that holds something.
#[derive(Default)]
struct Width {
    total: u64,
    /// Where the row is, and how much of it is counted.
    column: u64,
    counted: u64,
}

impl Width {
    fn note(&mut self, tag: Tag<'_>) {
        match tag.name() {
            b"table-row" => (self.column, self.counted) = (0, 0),
            b"table-cell" | b"covered-table-cell" => {
                self.column += u64::from(tag.number(b"number-columns-repeated").unwrap_or(1));
                if tag.attribute(b"value-type").is_some() {
                    self.count();
                }
            }
            b"p" => self.count(),
            _ => {}
        }
    }

    fn count(&mut self) {
        self.total += self.column - self.counted;
        self.counted = self.column;
    }
}

fn skip_to_table<R: Read>(tags: &mut Tags<R>) -> Option<()> {
    loop {
        if tags.next().ok()??.name() == b"table" {
            return Some(());
        }
    }
}

/// Counts rows and columns, since a tag can stand for many.
#[derive(Default)]
struct Table {
    hidden: Hidden,
    row: u32,
    column: u32,
}

impl Table {
    fn note(&mut self, tag: Tag<'_>) {
        let is_hidden = || {
            tag.attribute(b"visibility")
                .is_some_and(|value| value != b"visible")
        };
        match tag.name() {
            b"table-row" if !tag.is_end(b"table-row") => {
                let count = tag.number(b"number-rows-repeated").unwrap_or(1).max(1);
                if is_hidden() {
                    self.hidden
                        .rows
                        .push(self.row..=self.row.saturating_add(count - 1));
                }
                self.row = self.row.saturating_add(count);
            }
            b"table-column" if !tag.is_end(b"table-column") => {
                let count = tag.number(b"number-columns-repeated").unwrap_or(1).max(1);
                if is_hidden() {
                    self.hidden
                        .columns
                        .push(self.column..=self.column.saturating_add(count - 1));
                }
                self.column = self.column.saturating_add(count);
            }
            b"table-cell"
                if tag
                    .attribute(b"number-rows-spanned")
                    .or(tag.attribute(b"number-columns-spanned"))
                    .is_some() =>
            {
                self.hidden.merged += 1;
            }
            _ => {}
        }
    }
}
