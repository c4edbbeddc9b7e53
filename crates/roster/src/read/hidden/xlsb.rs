//! What an xlsb workbook hides ([MS-XLSB] 2.4.741 `BrtRowHdr`, 2.4.329 `BrtColInfo`, 2.4.676 `BrtMergeCell`), and how its
//! numbers are seen (2.4.659 `BrtFmt`, 2.4.844 `BrtXF`).

use std::collections::HashMap;
use std::io::Read;

use super::Hidden;
use super::ooxml::Package;
use crate::read::origin::Input;
use crate::read::remarks::Remarks;
use crate::read::shown::Shown;

const ROW_HEADER: u16 = 0;
const COLUMN_INFO: u16 = 60;
const SHEET: u16 = 156;
const MERGED: u16 = 176;
const FORMAT: u16 = 44;
const STYLE: u16 = 47;
const CELL_STYLES: u16 = 617;
const CELL_STYLES_END: u16 = 618;
/// A number in four bytes, in eight, and the result of a formula.
const NUMBERS: [u16; 3] = [2, 5, 9];

pub(super) fn look(input: Input, index: usize) -> Option<Hidden> {
    let mut package = Package::open(input)?;
    let id = relation_of(package.part("workbook.bin")?, index)?;
    let styles = package.part("styles.bin").map(styles).unwrap_or_default();
    let part = package.related("workbook.bin.rels", &id)?;
    let mut hidden = Hidden::default();
    let mut row = 0;
    each_record(part, |kind, data| {
        note(kind, data, &mut hidden);
        match kind {
            ROW_HEADER => row = number(data, 0).unwrap_or(row),
            kind if NUMBERS.contains(&kind) && !styles.is_empty() => {
                note_number(data, row, &styles, &mut hidden.remarks);
            }
            _ => {}
        }
        true
    });
    Some(hidden)
}

/// A column, three bytes for the style, then the number.
fn note_number(data: &[u8], row: u32, styles: &[Option<Shown>], remarks: &mut Remarks) {
    let style = number(data, 4).map(|style| style & 0x00ff_ffff);
    let shown = style.and_then(|style| styles.get(style as usize)?.as_ref());
    if let (Some(column), Some(shown)) = (number(data, 0), shown) {
        remarks.add_shown(row, column, shown);
    }
}

/// What each style of the workbook's cells puts before numbers; empty where none does.
fn styles(part: impl Read) -> Vec<Option<Shown>> {
    let mut formats = HashMap::new();
    let mut styles = Vec::new();
    let mut are_of_cells = false;
    each_record(part, |kind, data| {
        match kind {
            FORMAT => {
                let id = data.first_chunk().copied().map(u16::from_le_bytes);
                let shown = text(data, 2).and_then(|code| Shown::of(&code));
                formats.extend(id.zip(shown));
            }
            CELL_STYLES => are_of_cells = true,
            STYLE if are_of_cells => {
                let id = data.get(2..4).and_then(|id| id.try_into().ok());
                styles.push(id.map(u16::from_le_bytes));
            }
            CELL_STYLES_END => are_of_cells = false,
            _ => {}
        }
        true
    });
    if formats.is_empty() {
        return Vec::new();
    }
    let shown = styles.into_iter();
    shown.map(|format| formats.get(&format?).cloned()).collect()
}

/// A text in UTF-16, behind its length.
fn text(data: &[u8], at: usize) -> Option<String> {
    let length = number(data, at)? as usize;
    let units = data.get(at + 4..)?.chunks_exact(2).take(length);
    let units = units.map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let characters = char::decode_utf16(units);
    Some(characters.map(|it| it.unwrap_or('\u{fffd}')).collect())
}

/// The relation's ID in the sheet's record: a length in UTF-16 units behind two numbers, then the text.
fn relation_of(workbook: impl Read, index: usize) -> Option<Vec<u8>> {
    let mut sheets = 0;
    let mut found = None;
    each_record(workbook, |kind, data| {
        if kind == SHEET {
            if sheets == index {
                found = number(data, 8)
                    .and_then(|length| data.get(12..12 + length as usize * 2))
                    .map(<[u8]>::to_vec);
            }
            sheets += 1;
        }
        found.is_none()
    });
    // Such IDs are ASCII.
    found.map(|utf16| utf16.iter().step_by(2).copied().collect())
}

fn note(kind: u16, data: &[u8], hidden: &mut Hidden) {
    match kind {
        ROW_HEADER if data.get(11).is_some_and(|flags| flags & 0x10 != 0) => {
            hidden.rows.extend(number(data, 0).map(|row| row..=row));
        }
        COLUMN_INFO if data.get(16).is_some_and(|flags| flags & 1 != 0) => {
            hidden.columns.extend(
                number(data, 0)
                    .zip(number(data, 4))
                    .map(|(first, last)| first..=last),
            );
        }
        MERGED => hidden.merged += 1,
        _ => {}
    }
}

fn number(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// Gives the kind and data of each record, until `take` says it is enough. Records longer than any that matters are cut.
fn each_record(part: impl Read, mut take: impl FnMut(u16, &[u8]) -> bool) {
    let mut input = std::io::BufReader::new(part);
    let mut data = Vec::new();
    while let Some((kind, length)) = record_header(&mut input) {
        data.clear();
        let read = input.by_ref().take(length).read_to_end(&mut data);
        if !matches!(read, Ok(count) if count as u64 == length) || !take(kind, &data) {
            return;
        }
    }
}

/// Kind and length, each in seven bits a byte, the lowest first ([MS-XLSB] 2.1.4).
fn record_header(input: &mut impl Read) -> Option<(u16, u64)> {
    let mut byte = || {
        let mut byte = [0];
        input.read_exact(&mut byte).ok().map(|()| byte[0])
    };
    let low = byte()?;
    let kind = if low & 0x80 == 0 {
        u16::from(low)
    } else {
        u16::from(low & 0x7f) | u16::from(byte()? & 0x7f) << 7
    };
    let mut length = 0;
    for shift in [0, 7, 14, 21] {
        let next = byte()?;
        length |= u64::from(next & 0x7f) << shift;
        if next & 0x80 == 0 {
            break;
        }
    }
    Some((kind, length))
}
