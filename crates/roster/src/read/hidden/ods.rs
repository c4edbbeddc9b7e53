//! What an ods spreadsheet hides (`OpenDocument` 1.3 part 3, 19.749 `table:visibility`).

use std::io::Read;

use super::Hidden;
use super::ooxml::Package;
use super::tags::{Tag, Tags};
use crate::read::origin::Input;

pub(super) fn look(input: Input, index: usize) -> Option<Hidden> {
    let mut package = Package::open(input)?;
    let mut tags = Tags::new(package.part("content.xml")?);
    for _ in 0..=index {
        skip_to_table(&mut tags)?;
    }
    let mut table = Table::default();
    loop {
        let tag = tags.next().ok()??;
        if tag.is_end(b"table") {
            return Some(table.hidden);
        }
        table.note(tag);
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
