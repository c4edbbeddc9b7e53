//! What an xls workbook hides ([MS-XLS] 2.4.221 `Row`, 2.4.53 `ColInfo`, 2.4.168 `MergeCells`).

use super::Hidden;
use crate::read::biff::{self, number};
use crate::read::origin::Input;

const ROW: u16 = 0x0208;
const COLUMN_INFO: u16 = 0x007d;
const MERGED: u16 = 0x00e5;

pub(super) fn look(input: Input, index: usize) -> Option<Hidden> {
    let stream = biff::stream(input).ok()??;
    let start = biff::sheets(&stream).nth(index)?;
    let mut hidden = Hidden::default();
    for (kind, data) in biff::sheet(stream.get(start..)?) {
        note(kind, data, &mut hidden);
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
