//! Text with delimiters, straight into columns.

use std::io::{Read, Seek, SeekFrom};

use super::origin::Input;
use super::record::{Records, Syntax};
use super::source::{Format, SheetInfo, Source, TextDialect};
use super::{Deadline, ReadError, ReadOptions, TextEncoding, dialect, encoding};
use crate::sheet::{CellKind, NotUtf8, Sheet, SheetBuilder};

/// How much of the file is looked at to find its encoding and delimiter.
const SAMPLE: u64 = 1 << 20;

/// How much of it is split into records for that.
const DIALECT_SAMPLE: usize = 1 << 16;

/// How much is looked at when the start of the file is plain ASCII and a later part is not UTF-8.
const LONG_SAMPLE: u64 = 256 << 20;

pub(super) fn read(mut input: Input, options: &ReadOptions) -> Result<(Source, Sheet), ReadError> {
    let head = input.head(SAMPLE)?;
    let plan = Plan::new(&head, options);
    match plan.read(&mut input, options)? {
        Ok(sheet) => Ok((plan.source(), sheet)),
        Err(NotUtf8) => read_as_guessed(input, options),
    }
}

/// The start looked like UTF-8 and the rest is not: now the whole file says what it is in.
fn read_as_guessed(mut input: Input, options: &ReadOptions) -> Result<(Source, Sheet), ReadError> {
    let sample = input.head(LONG_SAMPLE)?;
    let plan = Plan::in_encoding(encoding::guess(&sample), 0, &sample, options);
    match plan.read(&mut input, options)? {
        Ok(sheet) => Ok((plan.source(), sheet)),
        Err(NotUtf8) => Err(ReadError::WrongEncoding {
            encoding: plan.encoding.name(),
        }),
    }
}

/// How a text file is to be read.
#[derive(Debug)]
struct Plan {
    encoding: TextEncoding,
    mark: usize,
    syntax: Syntax,
    /// Bytes before the first row: the mark, and the line that declares the delimiter.
    skip: u64,
    /// Whether bytes that are not UTF-8 may become U+FFFD, since UTF-8 was asked for.
    lossy: bool,
}

impl Plan {
    fn new(head: &[u8], options: &ReadOptions) -> Self {
        match (options.encoding, encoding::marked(head)) {
            (Some(chosen), Some((marked, mark))) if chosen == marked => {
                Self::in_encoding(chosen, mark, head, options)
            }
            (Some(chosen), _) => Self {
                lossy: true,
                ..Self::in_encoding(chosen, 0, head, options)
            },
            (None, Some((marked, mark))) => Self::in_encoding(marked, mark, head, options),
            (None, None) => Self::in_encoding(unmarked(head), 0, head, options),
        }
    }

    fn in_encoding(
        encoding: TextEncoding,
        mark: usize,
        head: &[u8],
        options: &ReadOptions,
    ) -> Self {
        let sample = encoding.decode(&head[mark..head.len().min(DIALECT_SAMPLE)]);
        let declared = dialect::declared(&sample);
        let delimiter = options
            .delimiter
            .or(declared.map(|(delimiter, _)| delimiter));
        let delimiter = delimiter.unwrap_or_else(|| dialect::detect(&sample));
        // Only ASCII stands in the declaration: its length in UTF-16 is twice that in any other encoding.
        let width = if encoding.name().starts_with("UTF-16") {
            2
        } else {
            1
        };
        let skip = mark + declared.map_or(0, |(_, length)| length * width);
        Self {
            encoding,
            mark,
            syntax: Syntax {
                delimiter,
                quoted: true,
            },
            skip: skip as u64,
            lossy: false,
        }
    }

    fn read(
        &self,
        input: &mut Input,
        options: &ReadOptions,
    ) -> Result<Result<Sheet, NotUtf8>, ReadError> {
        input.seek(SeekFrom::Start(self.skip))?;
        if self.encoding.is_utf8() && !self.lossy {
            read_columns(Records::new(input, self.syntax), options)
        } else {
            read_columns(
                Records::new(self.encoding.reader(input), self.syntax),
                options,
            )
        }
    }

    fn source(&self) -> Source {
        let text = TextDialect {
            encoding: self.encoding,
            byte_order_mark: self.mark > 0,
            delimiter: self.syntax.delimiter,
            quoted: self.syntax.quoted,
        };
        Source {
            name: String::new(),
            format: Format::Delimited,
            sheets: vec![SheetInfo {
                name: String::new(),
                hidden: false,
            }],
            sheet: 0,
            text: Some(text),
        }
    }
}

fn unmarked(head: &[u8]) -> TextEncoding {
    match encoding::utf16_without_mark(&head[..head.len().min(DIALECT_SAMPLE) & !1]) {
        Some(utf16) => utf16,
        None if encoding::is_utf8(head) => TextEncoding::UTF_8,
        None => encoding::guess(head),
    }
}

/// Rows between two looks at the clock.
const CLOCK: u32 = 4096;

fn read_columns<R: Read>(
    mut records: Records<R>,
    options: &ReadOptions,
) -> Result<Result<Sheet, NotUtf8>, ReadError> {
    let deadline = Deadline::starting_now(&options.limits);
    let mut sheet = SheetBuilder::new(&options.limits);
    let mut number = 0;
    while let Some(record) = records.next()? {
        number += record.blank_lines + 1;
        if record.is_blank() {
            continue;
        }
        sheet
            .begin_row(number)
            .map_err(|what| ReadError::too_much(what, &options.limits))?;
        for (column, field) in record.fields().enumerate() {
            if !field.is_empty() {
                sheet
                    .cell(column, CellKind::Text, field)
                    .map_err(|what| ReadError::too_much(what, &options.limits))?;
            }
        }
        if number % CLOCK == 0 {
            deadline.check()?;
        }
    }
    Ok(sheet.finish())
}
