//! Text with delimiters, straight into a sheet.

use std::io::{Read, Seek, SeekFrom};

use super::origin::Input;
use super::record::{LONGEST, Quotes, Record, RecordError, Records, Syntax};
use super::source::{Format, HiddenCounts, SheetInfo, Source, TextDialect};
use super::{Deadline, Delimiter, ReadError, ReadOptions, TextEncoding, dialect, encoding, guess};
use crate::sheet::{NotUtf8, Sheet, SheetBuilder, Watch};

/// How much of the file is looked at to find its encoding and delimiter.
const SAMPLE: u64 = 1 << 20;

/// How much of it is split into records for that.
const DIALECT_SAMPLE: usize = 1 << 16;

/// How much is looked at when the start of the file is plain ASCII and a later part is not UTF-8.
const LONG_SAMPLE: u64 = 256 << 20;

pub(super) fn read(
    mut input: Input,
    options: &ReadOptions,
    watch: &mut dyn Watch,
) -> Result<(Source, Sheet), ReadError> {
    let head = input.head(SAMPLE)?;
    let mut plan = Plan::new(&head, options);
    loop {
        match plan.read(&mut input, options, watch) {
            Ok(sheet) => return Ok((plan.source(), sheet)),
            Err(Hitch::Quotes) if plan.syntax.quotes == Quotes::Trusted => {
                plan.syntax.quotes = Quotes::Doubted;
            }
            // The start looked like UTF-8 and the rest is not: now the whole file says what it is in.
            Err(Hitch::NotUtf8) if !plan.guessed => {
                let sample = input.head(LONG_SAMPLE)?;
                plan = Plan {
                    guessed: true,
                    ..Plan::in_encoding(guess::guess(&sample), 0, &sample, options)
                };
            }
            Err(Hitch::NotUtf8) => {
                return Err(ReadError::WrongEncoding {
                    encoding: plan.encoding.name(),
                });
            }
            Err(Hitch::Quotes) => {
                return Err(ReadError::TooLarge {
                    limit: LONGEST as u64,
                    what: "bytes in a row",
                    place: None,
                });
            }
            Err(Hitch::Error(error)) => return Err(error),
        }
    }
}

/// What keeps a file from being read as it was planned.
enum Hitch {
    /// It is not UTF-8 after all.
    NotUtf8,
    /// A quote that begins a cell seems to be never closed, so that the rows behind it would be one cell.
    Quotes,
    Error(ReadError),
}

impl From<ReadError> for Hitch {
    fn from(error: ReadError) -> Self {
        Self::Error(error)
    }
}

impl From<RecordError> for Hitch {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Io(error) => Self::Error(error.into()),
            RecordError::TooLong | RecordError::Unclosed => Self::Quotes,
        }
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
    /// Whether the encoding was guessed from the whole file.
    guessed: bool,
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
                quotes: Quotes::Trusted,
            },
            skip: skip as u64,
            lossy: false,
            guessed: false,
        }
    }

    fn read(
        &self,
        input: &mut Input,
        options: &ReadOptions,
        watch: &mut dyn Watch,
    ) -> Result<Sheet, Hitch> {
        input
            .seek(SeekFrom::Start(self.skip))
            .map_err(ReadError::Io)?;
        let sheet = SheetBuilder::new(&options.limits, watch);
        if self.encoding.is_utf8() && !self.lossy {
            read_rows(Records::new(input, self.syntax), sheet, options)
        } else {
            read_rows(
                Records::new(self.encoding.reader(input), self.syntax),
                sheet,
                options,
            )
        }
    }

    fn source(&self) -> Source {
        let text = TextDialect {
            encoding: self.encoding,
            byte_order_mark: self.mark > 0,
            delimiter: self.syntax.delimiter,
            quoted: self.syntax.quotes == Quotes::Trusted,
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
            hidden: HiddenCounts::default(),
            merged_cells: 0,
            formulas_without_result: 0,
        }
    }
}

fn unmarked(head: &[u8]) -> TextEncoding {
    match encoding::utf16_without_mark(&head[..head.len().min(DIALECT_SAMPLE) & !1]) {
        Some(utf16) => utf16,
        None if encoding::is_utf8(head) => TextEncoding::UTF_8,
        None => guess::guess(head),
    }
}

/// Rows between two looks at the clock.
const CLOCK: u32 = 4096;

fn read_rows<R: Read>(
    mut records: Records<R>,
    mut sheet: SheetBuilder<'_>,
    options: &ReadOptions,
) -> Result<Sheet, Hitch> {
    let limits = &options.limits;
    let deadline = Deadline::starting_now(limits);
    let mut alarm = Alarm::default();
    let doubted = records.doubts_quotes();
    let mut number = 0;
    while let Some(record) = records.next()? {
        number += record.blank_lines + 1;
        if record.is_blank() {
            continue;
        }
        if !doubted {
            alarm.watch(&record)?;
        }
        let too_much =
            |what| ReadError::too_much(what, limits).in_place(|| format!("row {number}"));
        sheet.begin_row(number).map_err(too_much)?;
        sheet
            .texts(record.fields(), record.bytes())
            .map_err(too_much)?;
        if number % CLOCK == 0 {
            deadline.check()?;
        }
    }
    sheet.finish().map_err(|NotUtf8| Hitch::NotUtf8)
}

/// Watches for a cell that swallowed rows, since the quote at its start was meant as inches or was never closed.
///
/// A false alarm costs a second reading and no more.
#[derive(Default)]
struct Alarm {
    /// Cells of the first row that has several.
    width: usize,
}

impl Alarm {
    fn watch(&mut self, record: &Record<'_>) -> Result<(), Hitch> {
        if self.width < 2 {
            self.width = record.len();
        }
        let has_break = |field: &[u8]| memchr::memchr2(b'\n', b'\r', field).is_some();
        if record.was_quoted()
            && record
                .fields()
                .any(|field| has_break(field) && self.is_suspicious(field, record.len()))
        {
            return Err(Hitch::Quotes);
        }
        Ok(())
    }

    /// Whether a cell of several lines makes its row too long, or a line in it has as many cells as a row.
    fn is_suspicious(&self, field: &[u8], cells: usize) -> bool {
        let is_row = |line: &[u8]| {
            Delimiter::ALL
                .map(|it| memchr::memchr_iter(it.byte(), line).count() + 1)
                .contains(&self.width)
        };
        let mut lines = field.split(|&byte| byte == b'\n' || byte == b'\r');
        self.width > 1 && (cells > self.width || lines.any(is_row))
    }
}
