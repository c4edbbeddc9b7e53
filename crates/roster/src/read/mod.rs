//! Reading files: what they are is decided by their content, never by their name.

mod biff;
mod cells;
mod compact;
mod container;
mod delimited;
mod dialect;
mod doubted;
mod encoding;
mod error;
mod guess;
mod hidden;
mod home;
mod limits;
mod number;
mod options;
mod origin;
mod package;
mod record;
mod remarks;
mod shown;
mod source;
mod unpacked;
mod workbook;

pub use dialect::Delimiter;
pub use encoding::TextEncoding;
pub use error::ReadError;
pub(crate) use limits::Deadline;
pub use limits::Limits;
pub use options::{HeaderChoice, ReadOptions, SheetChoice};
pub(crate) use origin::Origin;
pub use source::{Format, HiddenCounts, SheetInfo, Source, TextDialect};

use crate::sheet::{Sheet, Watch};
use container::Container;

/// Reads the sheet that `options` ask for, or the one that looks most like a roster. `watch` is shown it meanwhile.
pub(crate) fn read(
    origin: &Origin,
    options: &ReadOptions,
    watch: &mut dyn Watch,
) -> Result<(Source, Sheet), ReadError> {
    let mut input = origin.open()?;
    if input.len()? > options.limits.unpacked {
        return Err(ReadError::TooLarge {
            limit: options.limits.unpacked,
            what: "bytes",
            place: None,
        });
    }
    let (source, sheet) = match container::sniff(&mut input)? {
        Container::Zip => workbook::read_zip(origin, input, options, watch),
        Container::Compound => workbook::read_compound(origin, input, options, watch),
        Container::Text => delimited::read(input, options, watch),
    }?;
    if sheet.len() == 0 {
        return Err(ReadError::Empty);
    }
    Ok((source.named(origin.name()), sheet))
}

/// The cells of rows copied from a spreadsheet program; blank rows are rows without cells.
pub(crate) fn split_tabs(text: &str) -> Vec<Vec<String>> {
    let mut records = record::Records::new(
        text.as_bytes(),
        record::Syntax {
            delimiter: Delimiter::Tab,
            // In this way a quote that is only a character swallows no row.
            quotes: record::Quotes::Doubted,
        },
    );
    let mut rows = Vec::new();
    while let Ok(Some(record)) = records.next() {
        rows.extend((0..record.blank_lines).map(|_| Vec::new()));
        rows.push(
            record
                .fields()
                .map(|field| String::from_utf8_lossy(field).into_owned())
                .collect(),
        );
    }
    rows
}
