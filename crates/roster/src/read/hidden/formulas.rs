//! Formulas of an xlsx sheet whose results its program did not save (ECMA-376 part 1, 18.3.1.4 `c`, 18.3.1.40 `f`,
//! 18.3.1.96 `v`).
//!
//! Libraries write formulas and cannot calculate them: some leave the result out, some write a `0`. Whether a `0` is a
//! result cannot be told from the cell. It is taken for none where every formula of the sheet has one, and either the
//! workbook asks to be calculated when it is opened, or the zero is written as no spreadsheet program does.

use std::io::Read;

use super::tags::{Tag, Tags};
use crate::read::remarks::Remarks;

/// Notes the formulas of a sheet that have no result. `recalculates`: the workbook asks to be calculated when it is opened.
pub(super) fn note_without_result(part: impl Read, recalculates: bool, remarks: &mut Remarks) {
    let mut tags = Tags::new(part);
    let mut sheet = Formulas::default();
    while let Ok(Some(tag)) = tags.next() {
        if tag.is_end(b"sheetData") {
            break;
        }
        sheet.note(tag, remarks);
    }
    for (row, column, is_odd) in sheet.zeros.into_iter().flatten() {
        if recalculates || is_odd {
            remarks.add_without_result(row, column);
        }
    }
}

/// What stands in the `v` of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Value {
    #[default]
    Absent,
    Empty,
    /// `0`, or `0.0`.
    Zero {
        is_odd: bool,
    },
    Some,
}

struct Formulas {
    row: u32,
    column: u32,
    has_formula: bool,
    is_text: bool,
    value: Value,
    /// Formulas with a zero, and whether it is an odd one; nothing once a formula has another result.
    zeros: Option<Vec<(u32, u32, bool)>>,
}

impl Default for Formulas {
    fn default() -> Self {
        Self {
            row: 0,
            column: 0,
            has_formula: false,
            is_text: false,
            value: Value::Absent,
            zeros: Some(Vec::new()),
        }
    }
}

impl Formulas {
    fn note(&mut self, tag: Tag<'_>, remarks: &mut Remarks) {
        match tag.name() {
            b"row" => {
                let number = tag.number(b"r").and_then(|number| number.checked_sub(1));
                self.row = number.unwrap_or(self.row);
                if tag.is_whole() {
                    self.end_row();
                }
            }
            b"c" => self.begin_cell(tag),
            b"f" => self.has_formula = true,
            b"v" if tag.is_whole() => self.value = Value::Empty,
            b"is" => self.value = Value::Some,
            _ if tag.is_end(b"v") => self.value = value(tag.text_before()),
            _ if tag.is_end(b"c") => self.end_cell(remarks),
            _ if tag.is_end(b"row") => self.end_row(),
            _ => {}
        }
    }

    fn end_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    fn begin_cell(&mut self, tag: Tag<'_>) {
        if let Some((row, column)) = tag.attribute(b"r").and_then(place) {
            (self.row, self.column) = (row, column);
        }
        self.is_text = tag.attribute(b"t") == Some(b"str");
        (self.has_formula, self.value) = (false, Value::Absent);
        if tag.is_whole() {
            self.column = self.column.saturating_add(1);
        }
    }

    fn end_cell(&mut self, remarks: &mut Remarks) {
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(1);
        match self.value {
            _ if !self.has_formula => {}
            Value::Absent => remarks.add_without_result(row, column),
            // The empty text is a result as well.
            Value::Empty if !self.is_text => remarks.add_without_result(row, column),
            Value::Zero { is_odd } if !self.is_text => {
                self.zeros
                    .iter_mut()
                    .for_each(|zeros| zeros.push((row, column, is_odd)));
            }
            _ => self.zeros = None,
        }
    }
}

fn value(text: &[u8]) -> Value {
    match text.trim_ascii() {
        b"" => Value::Empty,
        b"0" => Value::Zero { is_odd: false },
        b"0.0" => Value::Zero { is_odd: true },
        _ => Value::Some,
    }
}

/// Row and column from 0 of `AB12`.
fn place(reference: &[u8]) -> Option<(u32, u32)> {
    let letters = reference
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic());
    let (letters, digits) = reference.split_at(letters.count());
    let column = letters.iter().try_fold(0_u32, |column, letter| {
        let letter = u32::from(letter.to_ascii_uppercase() - b'A' + 1);
        column.checked_mul(26)?.checked_add(letter)
    })?;
    let row: u32 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column_letters;

    /// The places of the formulas without a result in a sheet of these cells.
    fn found(cells: &str, recalculates: bool) -> Vec<(u32, u32)> {
        let mut remarks = Remarks::default();
        let xml = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
        note_without_result(xml.as_bytes(), recalculates, &mut remarks);
        remarks.in_order(|_, _| true).places().collect()
    }

    #[test]
    fn a_result_that_is_left_out_is_told_from_one_that_is_the_empty_text() {
        let cells = "<row r=\"2\"><c r=\"B2\"><f>A1</f></c><c r=\"C2\" t=\"str\"><f>A1</f><v></v></c>\
            <c r=\"D2\"><f>A1</f><v/></c><c r=\"E2\"><f>A1</f><v>7</v></c><c r=\"F2\"><v></v></c></row>\
            <x:row><x:c/><x:c><x:f t=\"shared\" si=\"0\"/><x:v></x:v></x:c></x:row>\
            <row/><row><c><f>A1</f></c></row>";
        assert_eq!(found(cells, false), [(1, 1), (1, 3), (2, 1), (4, 0)]);
    }

    #[test]
    fn a_zero_is_a_result_unless_all_are_zeros_and_are_to_be_calculated() {
        let zeros = "<row r=\"1\"><c r=\"A1\"><f>B1</f><v>0</v></c><c r=\"B1\"><v>5</v></c></row>";
        assert_eq!(found(zeros, true), [(0, 0)]);
        assert_eq!(found(zeros, false), []);
        let other = "<row r=\"2\"><c r=\"A2\"><f>B1</f><v>5</v></c></row>";
        assert_eq!(found(&format!("{zeros}{other}"), true), []);
        let odd = zeros.replace("<v>0<", "<v>0.0<");
        assert_eq!(found(&odd, false), [(0, 0)]);
        assert_eq!(found(&format!("{odd}{other}"), false), []);
        assert_eq!(found(&odd.replace("<f>B1</f>", ""), false), []);
    }

    #[test]
    fn references_are_read() {
        for column in [0, 25, 26, 701, 702, 16383] {
            let reference = format!("{}7", column_letters(column));
            assert_eq!(place(reference.as_bytes()), Some((6, column)));
        }
        for none in ["", "A", "A0", "7", "AAAAAAAAAA1", "A1:B2", "A99999999999"] {
            assert_eq!(place(none.as_bytes()), None, "{none}");
        }
    }
}
