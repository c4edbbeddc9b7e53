//! Splits delimited text into records, counting rows as a spreadsheet program does.
//!
//! The grammar is `csv-core`'s. What is added is the count of blank lines, which that crate passes over in silence
//! (a spreadsheet program gives them a row number), and a short way for the lines that most files have nothing but: those
//! without a quote, which are split where they lie.

use std::io::{self, Read};

use csv_core::ReadRecordResult;
use memchr::{memchr, memchr_iter, memchr2};

use super::Delimiter;
use super::doubted::{self, End, TALLEST};

/// What separates and encloses cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Syntax {
    pub(super) delimiter: Delimiter,
    pub(super) quotes: Quotes,
}

/// How far quotes that begin a cell are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Each encloses its cell, up to the next one.
    Trusted,
    /// One of them is never closed: each is judged by itself, see [`doubted`].
    Doubted,
}

/// Why the next record cannot be had.
#[derive(Debug, thiserror::Error)]
pub(super) enum RecordError {
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The record is longer than [`LONGEST`]: an enclosing quote was never closed, or it is no roster.
    #[error("a row of more than {LONGEST} bytes")]
    TooLong,
    /// The file ends inside a quote.
    #[error("a quote is not closed")]
    Unclosed,
}

/// The longest record in bytes. Excel allows 32,767 characters in a cell.
pub(super) const LONGEST: usize = 1 << 20;

/// A record: the cells of one row.
#[derive(Debug)]
pub(super) struct Record<'a> {
    text: &'a [u8],
    ends: &'a [usize],
    /// Bytes between two cells: the delimiter, where the line was split in place.
    gap: usize,
    /// Blank lines that stand before it.
    pub(super) blank_lines: u32,
}

impl<'a> Record<'a> {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The bytes of all cells together.
    pub(super) fn bytes(&self) -> usize {
        self.text.len() - self.gap * (self.ends.len() - 1)
    }

    /// Whether no cell has a text.
    pub(super) fn is_blank(&self) -> bool {
        self.bytes() == 0
    }

    /// Whether a cell may have a line break in it: only one that was enclosed in quotes can.
    pub(super) fn was_quoted(&self) -> bool {
        self.gap == 0
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = &'a [u8]> {
        let (text, gap) = (self.text, self.gap);
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let field = &text[start..end];
            start = end + gap;
            field
        })
    }
}

/// Reads records one by one.
#[derive(Debug)]
pub(super) struct Records<R> {
    input: R,
    parser: csv_core::Reader,
    syntax: Syntax,
    buffer: Vec<u8>,
    unread: std::ops::Range<usize>,
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Cells of the first record that has several.
    width: usize,
}

impl<R: Read> Records<R> {
    pub(super) fn new(input: R, syntax: Syntax) -> Self {
        let mut parser = csv_core::ReaderBuilder::new()
            .delimiter(syntax.delimiter.byte())
            .build();
        // The parser takes a byte order mark away from the first bytes it sees, which may be any line's.
        parser.read_record(b"\n", &mut [0], &mut [0]);
        Self {
            input,
            parser,
            syntax,
            buffer: vec![0; 1 << 17],
            unread: 0..0,
            text: vec![0; 4096],
            ends: vec![0; 64],
            width: 0,
        }
    }

    /// Whether each quote is judged by itself.
    pub(super) fn doubts_quotes(&self) -> bool {
        self.syntax.quotes == Quotes::Doubted
    }

    /// The next record that has at least one character, or `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>, RecordError> {
        let blank_lines = self.skip_blank_lines()?;
        match (self.plain_line(), self.syntax.quotes) {
            (Some(line), _) => Ok(Some(self.split(line, blank_lines))),
            (None, Quotes::Trusted) => self.parse(blank_lines),
            (None, Quotes::Doubted) => self.judge(blank_lines),
        }
    }

    /// The next line, when it is whole in the buffer and has no quote.
    fn plain_line(&self) -> Option<std::ops::Range<usize>> {
        let unread = &self.buffer[self.unread.clone()];
        let length = memchr2(b'\n', b'\r', unread)?;
        let line = self.unread.start..self.unread.start + length;
        (length > 0 && memchr(b'"', &unread[..length]).is_none()).then_some(line)
    }

    /// Splits a line where it lies. Its end is left for [`skip_blank_lines`](Self::skip_blank_lines), less one byte.
    fn split(&mut self, line: std::ops::Range<usize>, blank_lines: u32) -> Record<'_> {
        self.unread.start = line.end + 1;
        let text = &self.buffer[line];
        self.ends.clear();
        self.ends
            .extend(memchr_iter(self.syntax.delimiter.byte(), text));
        self.ends.push(text.len());
        if self.width < 2 {
            self.width = self.ends.len();
        }
        Record {
            text,
            ends: &self.ends,
            gap: 1,
            blank_lines,
        }
    }

    fn parse(&mut self, blank_lines: u32) -> Result<Option<Record<'_>>, RecordError> {
        let (mut length, mut count) = (0, 0);
        let mut begun = false;
        self.ends.resize(self.ends.capacity().max(64), 0);
        loop {
            self.fill()?;
            let input = &self.buffer[self.unread.clone()];
            if input.is_empty() && begun && self.is_inside_a_quote() {
                return Err(RecordError::Unclosed);
            }
            begun = true;
            let (result, read, written, ended) =
                self.parser
                    .read_record(input, &mut self.text[length..], &mut self.ends[count..]);
            self.unread.start += read;
            length += written;
            count += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if length >= LONGEST => {
                    return Err(RecordError::TooLong);
                }
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if count >= LONGEST => {
                    return Err(RecordError::TooLong);
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        Ok(Some(Record {
            text: &self.text[..length],
            ends: &self.ends[..count],
            gap: 0,
            blank_lines,
        }))
    }

    /// Asks a copy of the parser, which has seen the whole file: is one more line end the row's, or a cell's?
    fn is_inside_a_quote(&self) -> bool {
        let mut parser = self.parser.clone();
        let (result, ..) = parser.read_record(b"\n", &mut [0; 4], &mut [0; 4]);
        result == ReadRecordResult::InputEmpty
    }

    /// The next record where quotes are doubted.
    fn judge(&mut self, blank_lines: u32) -> Result<Option<Record<'_>>, RecordError> {
        let line = self.line_end(0)?;
        if self.unread.is_empty() {
            return Ok(None);
        }
        let length = self.whole_cells(line)?.unwrap_or(line);
        let start = self.unread.start;
        self.unread.start = self.unread.end.min(start + length + 1);
        doubted::split(
            &self.buffer[start..start + length],
            self.syntax.delimiter,
            &mut self.text,
            &mut self.ends,
        );
        if self.width < 2 {
            self.width = self.ends.len();
        }
        Ok(Some(Record {
            text: &self.text,
            ends: &self.ends,
            gap: 0,
            blank_lines,
        }))
    }

    /// The bytes of a record whose cells are all whole, from one of `line` bytes on; none when a quote in it encloses
    /// nothing.
    fn whole_cells(&mut self, line: usize) -> Result<Option<usize>, RecordError> {
        let mut length = line;
        for _ in 0..TALLEST {
            let start = self.unread.start;
            match doubted::end(&self.buffer[start..start + length], self.syntax.delimiter) {
                End::Closed => return Ok(Some(length)),
                End::Broken => return Ok(None),
                End::Open => {}
            }
            let Some(next) = self.line_after(length)? else {
                return Ok(None);
            };
            length = next.end;
            let unread = &self.buffer[self.unread.clone()];
            let inside = doubted::inside(&unread[next]);
            if doubted::is_row(inside, self.syntax.delimiter, self.width) {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// The line behind the one that ends at `end`, both counted from what is unread; none at the end of the file.
    fn line_after(&mut self, end: usize) -> Result<Option<std::ops::Range<usize>>, RecordError> {
        while self.unread.len() < end + 2 && self.extend()? {}
        let start = match self.buffer[self.unread.clone()].get(end..) {
            Some([b'\r', b'\n', ..]) => end + 2,
            _ => end + 1,
        };
        let line_end = self.line_end(start)?;
        Ok((start < self.unread.len()).then_some(start..line_end))
    }

    /// Where the line ends that begins at `from`, both counted from what is unread.
    fn line_end(&mut self, from: usize) -> Result<usize, RecordError> {
        let mut searched = from;
        loop {
            let unread = &self.buffer[self.unread.clone()];
            let found = unread
                .get(searched..)
                .and_then(|rest| memchr2(b'\n', b'\r', rest));
            if let Some(at) = found {
                return Ok(searched + at);
            }
            searched = searched.max(unread.len());
            if searched > LONGEST {
                return Err(RecordError::TooLong);
            }
            if !self.extend()? {
                return Ok(searched);
            }
        }
    }

    /// Reads more behind what is unread; false at the end of the file.
    fn extend(&mut self) -> io::Result<bool> {
        // The byte before may be a carriage return.
        let kept = usize::from(self.unread.start > 0);
        let from = self.unread.start - kept;
        self.buffer.copy_within(from..self.unread.end, 0);
        let end = self.unread.end - from;
        if end == self.buffer.len() {
            self.buffer.resize(end * 2, 0);
        }
        let count = self.read_some(end)?;
        self.unread = kept..end + count;
        Ok(count > 0)
    }

    /// Passes over the rest of the last line's end and over blank lines.
    fn skip_blank_lines(&mut self) -> io::Result<u32> {
        let mut blank_lines = 0;
        let after_return = self.unread.start > 0 && self.buffer[self.unread.start - 1] == b'\r';
        if after_return && self.peek()? == Some(b'\n') {
            self.unread.start += 1;
        }
        while let Some(byte @ (b'\r' | b'\n')) = self.peek()? {
            self.unread.start += 1;
            blank_lines += 1;
            if byte == b'\r' && self.peek()? == Some(b'\n') {
                self.unread.start += 1;
            }
        }
        Ok(blank_lines)
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        self.fill()?;
        Ok(self.buffer[self.unread.clone()].first().copied())
    }

    /// Reads more when nothing is left. The last byte stays before the new ones: it may be a carriage return.
    fn fill(&mut self) -> io::Result<()> {
        if !self.unread.is_empty() {
            return Ok(());
        }
        let kept = usize::from(self.unread.start > 0);
        if kept == 1 {
            self.buffer[0] = self.buffer[self.unread.start - 1];
        }
        let count = self.read_some(kept)?;
        self.unread = kept..kept + count;
        Ok(())
    }

    fn read_some(&mut self, from: usize) -> io::Result<usize> {
        loop {
            match self.input.read(&mut self.buffer[from..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every boundary falls between two reads.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(1).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn rows(text: &str, quotes: Quotes) -> Vec<(u32, Vec<String>)> {
        let syntax = Syntax {
            delimiter: Delimiter::Comma,
            quotes,
        };
        let mut records = Records::new(Drip(text.as_bytes()), syntax);
        let mut rows = Vec::new();
        let mut number = 0;
        while let Some(record) = records.next().unwrap() {
            number += record.blank_lines + 1;
            rows.push((
                number,
                record
                    .fields()
                    .map(|field| String::from_utf8_lossy(field).into_owned())
                    .collect(),
            ));
        }
        rows
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_program_does() {
        let expected = |rows: &[(u32, &[&str])]| -> Vec<(u32, Vec<String>)> {
            rows.iter()
                .map(|(number, cells)| (*number, cells.iter().map(ToString::to_string).collect()))
                .collect()
        };
        for line_end in ["\n", "\r\n", "\r"] {
            let text = ["", "a,b", "", "", "\"1\n2\",3", "4,", "", "x"].join(line_end);
            let wanted: &[(u32, &[&str])] = &[
                (2, &["a", "b"]),
                (5, &["1\n2", "3"]),
                (6, &["4", ""]),
                (8, &["x"]),
            ];
            for quotes in [Quotes::Trusted, Quotes::Doubted] {
                let rows = rows(&text, quotes);
                assert_eq!(rows, expected(wanted), "{line_end:?} {quotes:?}");
            }
        }
    }
}
