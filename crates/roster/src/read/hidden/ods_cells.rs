//! Cells of an ods spreadsheet whose formula has no result, and numbers that are seen with a plus, a calling code or zeros
//! before them: beside its value, a cell has the text that its program showed (`OpenDocument` 1.3 part 3, 9.1.4
//! `table:table-cell`).

use std::ops::Range;

use super::tags::Tag;
use crate::read::remarks::Remarks;
use crate::read::shown::Shown;

/// Follows the cells of a table, since a tag can stand for many.
#[derive(Default)]
pub(super) struct Cells {
    pub(super) remarks: Remarks,
    rows: Range<u32>,
    columns: Range<u32>,
    cell: Cell,
}

/// The cell that is read.
#[derive(Default)]
enum Cell {
    /// Nothing is to be said about it.
    #[default]
    Other,
    /// It has a formula and, so far, nothing else.
    Formula,
    /// Its value is this number.
    Number(Vec<u8>),
}

impl Cells {
    pub(super) fn note(&mut self, tag: Tag<'_>) {
        match tag.name() {
            b"table-row" => {
                self.rows = next(&self.rows, tag.number(b"number-rows-repeated"));
                self.columns = 0..0;
            }
            b"table-cell" | b"covered-table-cell" => {
                self.columns = next(&self.columns, tag.number(b"number-columns-repeated"));
                self.cell = Cell::of(tag);
                if tag.is_whole() {
                    self.end_cell();
                }
            }
            b"p" if matches!(self.cell, Cell::Formula) => self.cell = Cell::Other,
            _ if tag.is_end(b"p") => self.note_text(tag.text_before()),
            _ if tag.is_end(b"table-cell") => self.end_cell(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        if matches!(std::mem::take(&mut self.cell), Cell::Formula) {
            self.each_place(Remarks::add_without_result);
        }
    }

    fn note_text(&mut self, text: &[u8]) {
        let Cell::Number(value) = &self.cell else {
            return;
        };
        // A remark of a person is a paragraph of the cell as well.
        if let Some(prefix) = before(value, text) {
            self.cell = Cell::Other;
            let shown = Shown::behind(&prefix);
            self.each_place(|remarks, row, column| remarks.add_shown(row, column, &shown));
        }
    }

    fn each_place(&mut self, mut add: impl FnMut(&mut Remarks, u32, u32)) {
        for row in self.rows.clone().take(MOST_REPEATED) {
            if self.remarks.is_full() {
                return;
            }
            for column in self.columns.clone().take(MOST_REPEATED) {
                add(&mut self.remarks, row, column);
            }
        }
    }
}

/// How often a cell that is remarked on is repeated at most, down and across.
const MOST_REPEATED: usize = 1 << 10;

impl Cell {
    fn of(tag: Tag<'_>) -> Self {
        match tag.attribute(b"value-type") {
            None if tag.attribute(b"formula").is_some() => Self::Formula,
            Some(b"float") => tag
                .attribute(b"value")
                .map_or(Self::Other, |value| Self::Number(value.to_vec())),
            _ => Self::Other,
        }
    }
}

/// The rows or columns behind the last, of which there are this many.
fn next(last: &Range<u32>, count: Option<u32>) -> Range<u32> {
    last.end..last.end.saturating_add(count.unwrap_or(1).max(1))
}

/// What a whole number is seen behind: a plus, a calling code, zeros. Nothing where it is seen otherwise.
fn before(value: &[u8], seen: &[u8]) -> Option<String> {
    let seen: Vec<u8> = seen
        .iter()
        .copied()
        .filter(|byte| !matches!(byte, b' ' | b'-'))
        .collect();
    let prefix = seen
        .strip_suffix(value)
        .filter(|prefix| !prefix.is_empty())?;
    let code = prefix.strip_prefix(b"+").unwrap_or(prefix);
    let are_digits = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
    (are_digits(code) && are_digits(value)).then(|| String::from_utf8_lossy(prefix).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tags::Tags;
    use super::*;

    fn found(rows: &str) -> Remarks {
        let mut tags = Tags::new(rows.as_bytes());
        let mut cells = Cells::default();
        while let Some(tag) = tags.next().unwrap() {
            cells.note(tag);
        }
        cells.remarks.in_order(|_, _| true)
    }

    #[test]
    fn a_formula_without_value_and_text_has_no_result() {
        let remarks = found(
            "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
             <table:table-row><table:table-cell table:number-columns-repeated=\"3\"/>\
             <table:table-cell table:formula=\"of:=[.A1]\"/>\
             <table:table-cell table:formula=\"of:=[.A1]\" office:value-type=\"string\"/>\
             <table:table-cell table:formula=\"of:=[.A1]\"><text:p>a</text:p></table:table-cell>\
             <table:table-cell table:formula=\"of:=[.A1]\" table:number-columns-repeated=\"2\">\
             </table:table-cell></table:table-row>",
        );
        let places: Vec<_> = remarks.places().collect();
        assert_eq!(places, [(2, 3), (2, 6), (2, 7)]);
        assert_eq!(remarks.without_result(), 3);
    }

    #[test]
    fn what_is_seen_before_a_whole_number_is_told() {
        for (value, seen, wanted) in [
            ("1701234567", "01701234567", Some("0")),
            ("912345678", "+351 912 345 678", Some("+351")),
            ("912345678", "+351-912-345-678", Some("+351")),
            ("351912345679", "+351912345679", Some("+")),
            ("7", "0007", Some("000")),
            ("7", "7", None),
            ("7", "7 kg", None),
            ("7", "A7", None),
            ("7", "+", None),
            ("1000", "1,000", None),
            ("0.5", "00.5", None),
            ("-7", "0-7", None),
            ("7", "1+7", None),
        ] {
            let prefix = before(value.as_bytes(), seen.as_bytes());
            assert_eq!(prefix.as_deref(), wanted, "{value} {seen}");
        }
    }
}
