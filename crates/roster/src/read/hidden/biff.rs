//! What an xls workbook hides, and whether its sheets lie about their size ([MS-XLS] 2.4.221 `Row`, 2.4.53 `ColInfo`,
//! 2.4.168 `MergeCells`, 2.4.90 `Dimensions`).

use std::io::{Read, Seek};

use cfb::CompoundFile;

use super::Hidden;
use crate::read::ReadError;
use crate::read::origin::Input;

const ROW: u16 = 0x0208;
const COLUMN_INFO: u16 = 0x007d;
const MERGED: u16 = 0x00e5;
const DIMENSIONS: u16 = 0x0200;
const SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;

/// Refuses a workbook that declares more cells than its format allows, since readers reserve memory for them, and one
/// whose parts do not hang together: a chain of sectors that leads back into itself would be read for ever.
pub(in crate::read) fn check_dimensions(input: Input) -> Result<(), ReadError> {
    let file = CompoundFile::open(input)
        .map_err(|_| ReadError::damaged("its parts do not hang together"))?;
    let Some(stream) = stream_of(file) else {
        return Ok(());
    };
    let lies = records(&stream).any(|(kind, data)| kind == DIMENSIONS && !is_possible(data));
    if lies {
        Err(ReadError::damaged("it declares more rows than it can have"))
    } else {
        Ok(())
    }
}

/// Rows end before 65,536 in this format; BIFF8 writes them in four bytes each, BIFF5 in two.
fn is_possible(data: &[u8]) -> bool {
    let [first, last] = [0, 4].map(|at| {
        data.get(at..at + 4)
            .map(|it| u32::from_le_bytes([it[0], it[1], it[2], it[3]]))
    });
    match (data.len(), first, last) {
        (14.., Some(first), Some(last)) => last <= 0x1_0000 && first <= last.max(1),
        _ => true,
    }
}

pub(super) fn look(input: Input, index: usize) -> Option<Hidden> {
    let stream = workbook(input)?;
    let start = records(&stream)
        .filter(|&(kind, _)| kind == SHEET)
        .nth(index)
        .and_then(|(_, data)| number(data, 0, 4))?;
    let mut hidden = Hidden::default();
    let mut depth = 0_u32;
    for (kind, data) in records(stream.get(start as usize..)?) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            // Charts inside the sheet have rows of their own.
            _ if depth == 1 => note(kind, data, &mut hidden),
            _ => {}
        }
    }
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

fn number(data: &[u8], at: usize, bytes: usize) -> Option<u32> {
    Some(
        data.get(at..at + bytes)?
            .iter()
            .rev()
            .fold(0, |number, &byte| number << 8 | u32::from(byte)),
    )
}

/// The stream with the records: `Workbook` in BIFF8, `Book` before.
fn workbook(input: impl Read + Seek) -> Option<Vec<u8>> {
    stream_of(CompoundFile::open(input).ok()?)
}

fn stream_of(mut file: CompoundFile<impl Read + Seek>) -> Option<Vec<u8>> {
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name))?;
    let mut stream = file.open_stream(name).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Kind and data of each record, as far as they are whole.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (header, behind) = rest.split_first_chunk::<4>()?;
        let [kind_low, kind_high, length_low, length_high] = *header;
        let length = usize::from(u16::from_le_bytes([length_low, length_high]));
        let (data, behind) = behind.split_at_checked(length)?;
        rest = behind;
        Some((u16::from_le_bytes([kind_low, kind_high]), data))
    })
}
