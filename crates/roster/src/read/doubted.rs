//! Quotes in a file in which one is never closed: which enclose a cell, and which are only written there.
//!
//! A quote that begins a cell encloses it when the cell's end is found as a program would have written it: before a
//! delimiter or a line's end, and no line that looks like a row of its own lies between. Any other quote is a character
//! like the rest, and the row ends with its line.

use memchr::memchr_iter;

use super::Delimiter;

/// The most lines a cell may go over; an address has a handful.
pub(super) const TALLEST: usize = 100;

/// How a line, or several, end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Every quote that encloses a cell is closed.
    Closed,
    /// The last cell goes on in the next line.
    Open,
    /// A cell of several lines ends in the middle of another text: its quote enclosed nothing.
    Broken,
}

/// What becomes of the cells of `lines`, which begin a row.
pub(super) fn end(lines: &[u8], delimiter: Delimiter) -> End {
    let mut rest = Some(lines);
    while let Some(cell) = rest {
        rest = match closing(cell, delimiter) {
            Some(Closing::Clean(end)) => after(cell, end, delimiter),
            Some(Closing::Dirty(end)) if has_break(&cell[..end]) => return End::Broken,
            None if cell.first() == Some(&b'"') => return End::Open,
            Some(Closing::Dirty(_)) | None => after(cell, bare(cell, delimiter), delimiter),
        };
    }
    End::Closed
}

/// Takes one line apart: a quote that encloses nothing on it stays as it is written.
pub(super) fn split(line: &[u8], delimiter: Delimiter, text: &mut Vec<u8>, ends: &mut Vec<usize>) {
    text.clear();
    ends.clear();
    let mut rest = Some(line);
    while let Some(cell) = rest {
        let end = if let Some(Closing::Clean(end)) = closing(cell, delimiter) {
            unescape(&cell[1..end - 1], text);
            end
        } else {
            let end = bare(cell, delimiter);
            text.extend_from_slice(&cell[..end]);
            end
        };
        ends.push(text.len());
        rest = after(cell, end, delimiter);
    }
}

/// The part of a line that lies inside a cell which is open where the line begins.
pub(super) fn inside(line: &[u8]) -> &[u8] {
    let mut quotes = memchr_iter(b'"', line);
    while let Some(at) = quotes.next() {
        if line.get(at + 1) != Some(&b'"') {
            return &line[..at];
        }
        quotes.next();
    }
    line
}

/// Whether a line inside a cell can only be a row of its own: so many cells, one of them a phone or an e-mail, and no
/// spaces behind its commas as prose has them.
pub(super) fn is_row(line: &[u8], delimiter: Delimiter, width: usize) -> bool {
    let delimiters = memchr_iter(delimiter.byte(), line).count();
    let is_prose = || memchr_iter(delimiter.byte(), line).all(|at| line.get(at + 1) == Some(&b' '));
    let holds_data = || {
        line.split(|&byte| byte == delimiter.byte())
            .filter_map(|cell| std::str::from_utf8(cell).ok())
            .any(|cell| is_phone_or_address(cell.trim_matches([' ', '"', '\r'])))
    };
    width > 1 && delimiters + 1 == width && !is_prose() && holds_data()
}

/// Stricter than for a column's values: nothing that may stand in a text of several lines.
fn is_phone_or_address(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_phone = digits >= 7 && digits * 2 > cell.len();
    let domain = cell
        .split_once('@')
        .map(|(local, domain)| (local, domain.rsplit_once('.')));
    let is_address = matches!(domain, Some((local, Some((name, top))))
        if !local.is_empty() && name.len() > 1 && top.len() > 1 && !cell.contains(' '));
    is_phone || is_address
}

/// Where the quote that begins a cell is closed, counted behind the closing quote.
enum Closing {
    /// Before a delimiter or a line's end.
    Clean(usize),
    /// Before more text.
    Dirty(usize),
}

/// None when no quote begins the cell or none closes it.
fn closing(cell: &[u8], delimiter: Delimiter) -> Option<Closing> {
    let inner = cell.strip_prefix(b"\"")?;
    let mut quotes = memchr_iter(b'"', inner);
    while let Some(at) = quotes.next() {
        let end = at + 2;
        match cell.get(end) {
            Some(b'"') => {
                quotes.next();
            }
            None | Some(b'\r' | b'\n') => return Some(Closing::Clean(end)),
            Some(&byte) if byte == delimiter.byte() => return Some(Closing::Clean(end)),
            Some(_) => return Some(Closing::Dirty(end)),
        }
    }
    None
}

/// Where a cell without quotes ends.
fn bare(cell: &[u8], delimiter: Delimiter) -> usize {
    memchr::memchr(delimiter.byte(), cell).unwrap_or(cell.len())
}

/// What stands behind a cell, when another follows.
fn after(cell: &[u8], end: usize, delimiter: Delimiter) -> Option<&[u8]> {
    (cell.get(end) == Some(&delimiter.byte())).then(|| &cell[end + 1..])
}

fn has_break(text: &[u8]) -> bool {
    memchr::memchr2(b'\n', b'\r', text).is_some()
}

fn unescape(inner: &[u8], text: &mut Vec<u8>) {
    let mut rest = inner;
    while let Some(at) = memchr::memchr(b'"', rest) {
        text.extend_from_slice(&rest[..=at]);
        // The second of the two; one alone cannot stand here.
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    text.extend_from_slice(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<String> {
        let (mut text, mut ends) = (Vec::new(), Vec::new());
        split(line.as_bytes(), Delimiter::Comma, &mut text, &mut ends);
        let mut start = 0;
        let cells = ends.iter().map(|&end| {
            let cell = String::from_utf8_lossy(&text[start..end]).into_owned();
            start = end;
            cell
        });
        cells.collect()
    }

    #[test]
    fn a_quote_encloses_a_cell_where_it_ends_as_a_program_writes_it() {
        for (line, wanted) in [
            (r#"a,"b, c",d"#, &["a", "b, c", "d"][..]),
            (r#""a ""b""","",x"#, &[r#"a "b""#, "", "x"]),
            (r#"a,"Abc!2345"#, &["a", r#""Abc!2345"#]),
            (r#"a,"5 inch,b"#, &["a", r#""5 inch"#, "b"]),
            (r#"15" screen,"b""#, &[r#"15" screen"#, "b"]),
            (r#"a,"b" c,"#, &["a", r#""b" c"#, ""]),
            ("", &[""]),
        ] {
            assert_eq!(cells(line), wanted, "{line}");
        }
    }

    #[test]
    fn an_open_quote_goes_on_and_one_that_ends_amid_text_encloses_nothing() {
        for (lines, wanted) in [
            ("a,\"b\nc\",d", End::Closed),
            ("a,\"b\nc", End::Open),
            ("a,\"b\nc,\"d,e", End::Broken),
            ("a,b", End::Closed),
        ] {
            assert_eq!(end(lines.as_bytes(), Delimiter::Comma), wanted, "{lines}");
        }
    }

    #[test]
    fn a_line_is_inside_up_to_the_quote_that_closes_its_cell() {
        for (line, wanted) in [
            ("Lisboa\",+351912345678", "Lisboa"),
            ("a \"\"b\"\" c\",d", "a \"\"b\"\" c"),
            ("Ben,\"\",+351912345678", "Ben,\"\",+351912345678"),
            ("\",\"a@\"\".c\"", ""),
            ("", ""),
        ] {
            assert_eq!(inside(line.as_bytes()), wanted.as_bytes(), "{line}");
        }
    }

    #[test]
    fn an_address_is_no_row() {
        for (line, wanted) in [
            ("Ben,Lee,+351912345002,x", true),
            ("Ben,Lee,ben@example.com,x", true),
            ("Av. da Liberdade 10, 3 E, 1250-096, Lisboa", false),
            ("Ben,Lee,+351912345002", false),
            ("red,green,blue,none", false),
            ("red,@0王,12345,none", false),
        ] {
            assert_eq!(
                is_row(line.as_bytes(), Delimiter::Comma, 4),
                wanted,
                "{line}"
            );
        }
    }
}
