//! The records of an xls workbook ([MS-XLS] 2.1.4), and whether they ask for more than the format can hold.
//!
//! The reader of the cells reserves memory for every cell between the first and the last of a sheet, and for what a sheet
//! declares of itself, before anybody can stop it. So the records are looked through first.

use std::io::Read;

use cfb::CompoundFile;

use super::ReadError;
use super::origin::Input;

/// Columns end here in this format; its rows cannot be numbered beyond their end.
const COLUMNS: u32 = 256;
const ROWS: u32 = 1 << 16;

/// Cells of all sheets, the empty ones between others included. The reader keeps 32 bytes for each.
const MOST_CELLS: u64 = 1 << 25;

const SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const DIMENSIONS: u16 = 0x0200;
pub(super) const FORMULA: u16 = 0x0006;
pub(super) const NUMBERS: u16 = 0x00bd;
/// Number, label, text in several fonts, truth or error, short number, shared text.
const ONE_CELL: [u16; 6] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, 0x00fd];

/// Refuses a workbook for which the reader would reserve more memory than any honest one needs, and one whose parts do not
/// hang together: a chain of sectors that leads back into itself would be read for ever.
pub(super) fn check(input: Input) -> Result<(), ReadError> {
    stream(input)?.map_or(Ok(()), |stream| check_records(&stream))
}

fn check_records(stream: &[u8]) -> Result<(), ReadError> {
    let mut cells = 0;
    let mut looked_at = 0;
    for sheet_start in sheets(stream) {
        let (mut values, mut formulas) = (Extent::default(), Extent::default());
        for (kind, data) in sheet(stream.get(sheet_start..).unwrap_or_default()) {
            looked_at += data.len() + 4;
            if kind == DIMENSIONS && !is_possible(data) {
                return Err(ReadError::damaged(
                    "it declares more cells than it can have",
                ));
            }
            let place = place(kind, data);
            values.take(place)?;
            formulas.take(place.filter(|_| kind == FORMULA))?;
        }
        cells += values.cells() + formulas.cells();
        if looked_at > stream.len() {
            return Err(ReadError::damaged("its sheets overlap"));
        }
        if cells > MOST_CELLS {
            return Err(ReadError::damaged("its cells are too far apart"));
        }
    }
    Ok(())
}

/// BIFF8 writes rows in four bytes each, BIFF5 in two; both write the last one plus one.
fn is_possible(data: &[u8]) -> bool {
    let width = if data.len() < 14 { 2 } else { 4 };
    let at_most = |at, bytes, most| number(data, at, bytes).is_none_or(|end| end <= most);
    let starts_first = number(data, 0, width)
        .zip(number(data, width, width))
        .is_none_or(|(first, end)| first <= end.max(1));
    starts_first && at_most(width, width, ROWS) && at_most(2 * width + 2, 2, COLUMNS)
}

/// Row, first and last column of what the record holds.
type Place = (u32, u32, u32);

fn place(kind: u16, data: &[u8]) -> Option<Place> {
    let (row, first) = number(data, 0, 2).zip(number(data, 2, 2))?;
    match kind {
        NUMBERS => Some((row, first, number(data, data.len().checked_sub(2)?, 2)?)),
        FORMULA => Some((row, first, first)),
        kind if ONE_CELL.contains(&kind) => Some((row, first, first)),
        _ => None,
    }
}

/// From the first cell to the last.
#[derive(Default)]
struct Extent(Option<[u32; 4]>);

impl Extent {
    fn take(&mut self, place: Option<Place>) -> Result<(), ReadError> {
        let Some((row, first, last)) = place else {
            return Ok(());
        };
        if last >= COLUMNS || first > last {
            return Err(ReadError::damaged("a cell stands beyond the last column"));
        }
        let [top, left, bottom, right] = self.0.unwrap_or([row, first, row, last]);
        self.0 = Some([
            top.min(row),
            left.min(first),
            bottom.max(row),
            right.max(last),
        ]);
        Ok(())
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |[top, left, bottom, right]| {
            u64::from(bottom - top + 1) * u64::from(right - left + 1)
        })
    }
}

/// The stream with the records: `Workbook` in BIFF8, `Book` before.
pub(super) fn stream(input: Input) -> Result<Option<Vec<u8>>, ReadError> {
    let mut file = CompoundFile::open(input)
        .map_err(|_| ReadError::damaged("its parts do not hang together"))?;
    let mut names = ["/Workbook", "/Book"].into_iter();
    let Some(name) = names.find(|name| file.is_stream(name)) else {
        return Ok(None);
    };
    let Ok(mut stream) = file.open_stream(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    Ok(stream.read_to_end(&mut bytes).ok().map(|_| bytes))
}

/// Where in the stream each sheet begins.
pub(super) fn sheets(stream: &[u8]) -> impl Iterator<Item = usize> {
    let sheets = records(stream).filter(|&(kind, _)| kind == SHEET);
    sheets.filter_map(|(_, data)| number(data, 0, 4).map(|start| start as usize))
}

/// The records of the sheet that begins here, without those of charts inside it, which have rows of their own.
pub(super) fn sheet(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut depth = 0_u32;
    let inside = records(stream).map_while(move |(kind, data)| {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => return None,
            END => depth -= 1,
            _ => {}
        }
        Some((depth, (kind, data)))
    });
    inside.filter_map(|(depth, record)| (depth <= 1).then_some(record))
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

/// A number in this many bytes, the lowest first.
pub(super) fn number(data: &[u8], at: usize, bytes: usize) -> Option<u32> {
    let bytes = data.get(at..at + bytes)?.iter().rev();
    Some(bytes.fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    /// Row and column, and what else a number has.
    fn cell(row: u16, column: u16) -> Vec<u8> {
        let place = [row.to_le_bytes(), column.to_le_bytes()].concat();
        record(0x0203, &[place, vec![0; 10]].concat())
    }

    /// A workbook with these sheets; each names the place of the one at `points_to`.
    fn workbook(sheets: &[Vec<u8>], points_to: impl Fn(usize) -> usize) -> Vec<u8> {
        let one = record(SHEET, &[0; 8]).len();
        let mut starts = Vec::new();
        let mut behind = Vec::new();
        for sheet in sheets {
            starts.push(u32::try_from(one * sheets.len() + behind.len()).unwrap());
            behind.extend([record(BEGIN, &[0; 16]), sheet.clone(), record(END, &[])].concat());
        }
        let names = (0..sheets.len()).map(|sheet| {
            let start = starts[points_to(sheet)].to_le_bytes();
            record(SHEET, &[&start[..], &[0; 4]].concat())
        });
        [names.collect::<Vec<_>>().concat(), behind].concat()
    }

    fn refusal(stream: &[u8]) -> Option<String> {
        check_records(stream).err().map(|error| error.to_string())
    }

    #[test]
    fn cells_in_every_corner_of_a_few_sheets_are_allowed() {
        let corners = [cell(0, 0), cell(u16::MAX, 255)].concat();
        assert_eq!(
            refusal(&workbook(&[corners.clone(), corners], |it| it)),
            None
        );
    }

    #[test]
    fn memory_for_empty_cells_is_not_reserved_without_end() {
        let corners = [cell(0, 0), cell(u16::MAX, 255)].concat();
        let said = refusal(&workbook(&vec![corners; 3], |it| it)).unwrap();
        assert!(said.contains("too far apart"), "{said}");
    }

    #[test]
    fn a_sheet_that_is_named_many_times_is_not_read_many_times() {
        let many = vec![cell(0, 0).repeat(100); 3];
        assert_eq!(refusal(&workbook(&many, |it| it)), None);
        let said = refusal(&workbook(&many, |_| 0));
        assert_eq!(said, None, "three times fit in the length of all");
        let mut often = vec![Vec::new(); 200];
        often[0] = cell(0, 0).repeat(100);
        let said = refusal(&workbook(&often, |_| 0)).unwrap();
        assert!(said.contains("overlap"), "{said}");
    }

    #[test]
    fn what_a_sheet_declares_is_possible_in_its_format() {
        let declared = |rows: u32, columns: u16| {
            let rows = [0_u32.to_le_bytes(), rows.to_le_bytes()].concat();
            let columns = [0_u16.to_le_bytes(), columns.to_le_bytes(), [0; 2]].concat();
            refusal(&workbook(
                &[record(DIMENSIONS, &[rows, columns].concat())],
                |it| it,
            ))
        };
        assert_eq!(declared(0x1_0000, 256), None);
        assert!(declared(0x1_0001, 256).is_some() && declared(0x1_0000, 257).is_some());
        let of_biff5 = |columns: u16| {
            let all = [0, u16::MAX, 0, columns, 0].map(u16::to_le_bytes).concat();
            refusal(&workbook(&[record(DIMENSIONS, &all)], |it| it))
        };
        assert_eq!(of_biff5(256), None);
        assert!(of_biff5(257).is_some());
    }
}
