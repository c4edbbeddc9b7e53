//! Tells by the first bytes which reader a file is for, and names what is no sheet at all.

use super::ReadError;
use super::origin::Input;

/// What a file is outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// A ZIP archive: xlsx, xlsb, ods.
    Zip,
    /// A compound file of Microsoft's: xls, or an encrypted workbook of today.
    Compound,
    /// Text, as far as can be seen.
    Text,
}

/// How the formats begin that people take for sheets.
const OTHERS: [(&[u8], &str); 14] = [
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a SQLite database"),
];

pub(super) fn sniff(input: &mut Input) -> Result<Container, ReadError> {
    let head = input.head(4096)?;
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Container::Zip);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Container::Compound);
    }
    // Two letters are little evidence: a sheet may begin with `BM`, but not with a zero byte soon after.
    let is_binary = head.contains(&0)
        && super::encoding::utf16_without_mark(&head).is_none()
        && !has_utf16_mark(&head);
    match OTHERS
        .iter()
        .find(|(magic, _)| head.starts_with(magic) && (is_binary || magic.len() > 2))
    {
        Some(&(_, found)) => Err(ReadError::NotASheet { found }),
        None if is_binary => Err(ReadError::NotASheet {
            found: "a binary file of an unknown kind",
        }),
        None if is_markup(&head) => Err(ReadError::NotASheet {
            found: "a web page or XML document",
        }),
        None if head.is_empty() => Err(ReadError::Empty),
        None => Ok(Container::Text),
    }
}

fn has_utf16_mark(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

/// Web pages saved under a sheet's name are common with older business programs.
fn is_markup(head: &[u8]) -> bool {
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start()
        .to_ascii_lowercase();
    [
        &b"<html"[..],
        b"<!doctype",
        b"<?xml",
        b"<table",
        b"<head",
        b"<meta",
    ]
    .iter()
    .any(|tag| text.starts_with(tag))
}
