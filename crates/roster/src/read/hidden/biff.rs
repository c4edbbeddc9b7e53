//! What an xls workbook hides ([MS-XLS] 2.4.221 `Row`, 2.4.53 `ColInfo`, 2.4.168 `MergeCells`), and what its numbers
//! (2.4.126 `Format`, 2.4.353 `XF`) and formulas (2.4.127 `Formula`) are beside their values.

use std::collections::HashMap;

use super::Hidden;
use crate::read::biff::{self, FORMULA, NUMBERS, number};
use crate::read::origin::Input;
use crate::read::remarks::Remarks;
use crate::read::shown::Shown;

const ROW: u16 = 0x0208;
const COLUMN_INFO: u16 = 0x007d;
const MERGED: u16 = 0x00e5;
const FORMAT: u16 = 0x041e;
const STYLE: u16 = 0x00e0;
const CALCULATED_BY: u16 = 0x01c1;
/// A number, and one in four bytes.
const ONE_NUMBER: [u16; 2] = [0x0203, 0x027e];

pub(super) fn look(input: Input, index: usize) -> Option<Hidden> {
    let stream = biff::stream(input).ok()??;
    let start = biff::sheets(&stream).nth(index)?;
    let mut hidden = Hidden::default();
    let styles = styles(&stream);
    let mut formulas = Formulas::of_workbook(&stream);
    for (kind, data) in biff::sheet(stream.get(start..)?) {
        note(kind, data, &mut hidden);
        if kind == FORMULA {
            formulas.note(data);
        }
        for (row, column, style) in numbers(kind, data) {
            if let Some(Some(shown)) = styles.get(style as usize) {
                hidden.remarks.add_shown(row, column, shown);
            }
        }
    }
    formulas.tell(&mut hidden.remarks);
    Some(hidden)
}

fn note(kind: u16, data: &[u8], hidden: &mut Hidden) {
    match kind {
        ROW if data.get(12).is_some_and(|flags| flags & 0x20 != 0) => {
            hidden.rows.extend(number(data, 0, 2).map(|row| row..=row));
        }
        COLUMN_INFO if data.get(8).is_some_and(|flags| flags & 1 != 0) => {
            hidden.columns.extend(
                number(data, 0, 2)
                    .zip(number(data, 2, 2))
                    .map(|(first, last)| first..=last),
            );
        }
        MERGED => hidden.merged += number(data, 0, 2).unwrap_or(0) as usize,
        _ => {}
    }
}

/// What each style of the workbook puts before numbers; empty where none does.
fn styles(stream: &[u8]) -> Vec<Option<Shown>> {
    let mut formats = HashMap::new();
    let mut styles = Vec::new();
    for (kind, data) in biff::sheet(stream) {
        match kind {
            FORMAT => {
                let shown = format_code(data).map(|code| Shown::of(&code));
                formats.extend(number(data, 0, 2).zip(shown));
            }
            STYLE => styles.push(number(data, 2, 2)),
            _ => {}
        }
    }
    formats.retain(|_, shown| shown.is_some());
    if formats.is_empty() {
        return Vec::new();
    }
    let shown = styles
        .into_iter()
        .map(|format| formats.get(&format?)?.clone());
    shown.collect()
}

/// BIFF8 writes the length in two bytes, and the characters in one or two each; BIFF5 one byte for each of them. What
/// matters is ASCII.
fn format_code(data: &[u8]) -> Option<String> {
    let length = number(data, 2, 1)? as usize;
    if data.len() == 3 + length {
        return Some(data[3..].iter().copied().map(char::from).collect());
    }
    let length = number(data, 2, 2)? as usize;
    let is_wide = number(data, 4, 1)? & 1 != 0;
    let characters = data.get(5..)?;
    Some(if is_wide {
        let units = characters.chunks_exact(2).take(length);
        let units = units.map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        char::decode_utf16(units)
            .map(|it| it.unwrap_or('\u{fffd}'))
            .collect()
    } else {
        characters
            .iter()
            .take(length)
            .copied()
            .map(char::from)
            .collect()
    })
}

/// Row, column and style of each number in a record.
fn numbers(kind: u16, data: &[u8]) -> impl Iterator<Item = (u32, u32, u32)> {
    // Behind the row and the first column: a style and four bytes for each, and the last column.
    let (many, one) = match kind {
        NUMBERS => (data.len().saturating_sub(6) / 6, 0),
        FORMULA => (0, 1),
        kind if ONE_NUMBER.contains(&kind) => (0, 1),
        _ => (0, 0),
    };
    (0_u32..)
        .zip(0..many + one)
        .filter_map(move |(offset, at)| {
            let style = number(data, 4 + at * 6, 2)?;
            Some((number(data, 0, 2)?, number(data, 2, 2)? + offset, style))
        })
}

/// Formulas with nothing or zero for a result, in a workbook that names no program by which it was calculated (2.4.222
/// `RecalcId`). They have no result where that is so of every formula of the sheet: a library wrote them, which cannot
/// calculate. Nothing once one is otherwise.
struct Formulas(Option<Vec<(u32, u32)>>);

impl Formulas {
    fn of_workbook(stream: &[u8]) -> Self {
        let is_calculated = biff::sheet(stream).any(|(kind, _)| kind == CALCULATED_BY);
        Self((!is_calculated).then(Vec::new))
    }

    fn note(&mut self, data: &[u8]) {
        let place = number(data, 0, 2).zip(number(data, 2, 2));
        let is_nothing = matches!(
            data.get(6..14),
            Some([0, 0, 0, 0, 0, 0, 0, 0] | [3, _, _, _, _, _, 0xff, 0xff])
        );
        match (place, &mut self.0) {
            (Some(place), Some(places)) if is_nothing => places.push(place),
            _ => self.0 = None,
        }
    }

    fn tell(self, remarks: &mut Remarks) {
        for (row, column) in self.0.into_iter().flatten() {
            remarks.add_without_result(row, column);
        }
    }
}
