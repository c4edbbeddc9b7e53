//! Delimiters and quotes of a text file.

use serde::{Deserialize, Serialize};

use super::record::{Quotes, Record, Records, Syntax};
use crate::headers;
use crate::structure::{is_data, is_name};

/// What stands between the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`, where the comma is the decimal sign.
    Semicolon,
    /// The tab, as in `.tsv`, Excel's "Unicode Text" and pasted rows.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// Every delimiter, the likely ones first.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The character itself.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|delimiter| delimiter.byte() == byte)
    }
}

/// The first line with which Excel is told the delimiter, `sep=;`: the delimiter and the line's length.
///
/// Excel does not show that line, so the rows are counted from the next.
pub(super) fn declared(text: &str) -> Option<(Delimiter, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let declaration = line.trim_end_matches(['\r', '\n']).trim_matches('"');
    let &[delimiter] = declaration
        .strip_prefix("sep=")
        .or(declaration.strip_prefix("SEP="))?
        .as_bytes()
    else {
        return None;
    };
    Some((Delimiter::from_byte(delimiter)?, line.len()))
}

/// The delimiter that makes the most of a sample: header names that are known, then lines of equal length.
pub(super) fn detect(sample: &str) -> Delimiter {
    let widths = Delimiter::ALL.map(|delimiter| (widths(sample, delimiter), delimiter));
    let splitting: Vec<_> = widths
        .into_iter()
        .filter(|&((_, width), _)| width > 1)
        .collect();
    if let [(_, only)] = *splitting {
        return only;
    }
    let scores = splitting
        .into_iter()
        .map(|(widths, delimiter)| ((known_names(sample, delimiter), widths), delimiter));
    // The first of equals is meant.
    scores
        .rev()
        .max_by_key(|&(score, _)| score)
        .map_or(Delimiter::Comma, |(_, delimiter)| delimiter)
}

fn records(sample: &str, delimiter: Delimiter) -> Records<&[u8]> {
    let syntax = Syntax {
        delimiter,
        quotes: Quotes::Trusted,
    };
    Records::new(sample.as_bytes(), syntax)
}

/// How many records of the sample are looked at for their width.
const RECORDS: usize = 100;

/// How many of a hundred records have the most frequent number of cells, and that number.
fn widths(sample: &str, delimiter: Delimiter) -> (usize, usize) {
    let mut records = records(sample, delimiter);
    let mut widths = Vec::new();
    while let Ok(Some(record)) = records.next() {
        widths.push(record.len());
        if widths.len() == RECORDS {
            break;
        }
    }
    let (width, times) = most_frequent(&widths);
    (times * 100 / widths.len().max(1), width)
}

/// How far down names of columns are looked for.
const HEADER_DEPTH: usize = 20;

/// How many cells are known names of columns, in the record that has the most.
fn known_names(sample: &str, delimiter: Delimiter) -> usize {
    let mut records = records(sample, delimiter);
    let mut most = 0;
    for _ in 0..HEADER_DEPTH {
        match records.next() {
            Ok(Some(record)) if record.len() > 1 => most = most.max(names_in(&record)),
            Ok(Some(_)) => {}
            _ => break,
        }
    }
    most
}

/// How many cells of a record are known names of columns; none when one of them holds data.
fn names_in(record: &Record<'_>) -> usize {
    let cells: Vec<_> = record.fields().map(String::from_utf8_lossy).collect();
    if cells.iter().any(|cell| is_data(cell) && !is_name(cell)) {
        return 0;
    }
    cells
        .iter()
        .filter(|cell| !headers::match_header(cell).is_empty())
        .count()
}

fn most_frequent(widths: &[usize]) -> (usize, usize) {
    let times = |width: usize| widths.iter().filter(|&&other| other == width).count();
    widths
        .iter()
        .map(|&width| (width, times(width)))
        .max_by_key(|&(width, times)| (times, width))
        .unwrap_or((0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_inside_quotes_and_decimal_commas_do_not_mislead() {
        for (sample, delimiter) in [
            ("a;b;c\n1,5;2,5;3,5\n\"x,y\";2;3\n", Delimiter::Semicolon),
            ("a\tb\n1\t\"2,3\"\n", Delimiter::Tab),
            ("name|phone\nLee, Ann|1\nRoy, Bo|2\n", Delimiter::Pipe),
            ("a,b\n1,2\n", Delimiter::Comma),
            ("only one column\nof words\n", Delimiter::Comma),
        ] {
            assert_eq!(detect(sample), delimiter, "{sample}");
        }
    }

    #[test]
    fn excel_can_be_told_the_delimiter() {
        assert_eq!(
            declared("sep=;\r\na;b\r\n"),
            Some((Delimiter::Semicolon, 7))
        );
        assert_eq!(declared("\"sep=\t\"\na\tb"), Some((Delimiter::Tab, 8)));
        assert_eq!(declared("separator;b"), None);
    }
}
