//! Takes the white space out from between the tags of an ods spreadsheet.
//!
//! `OpenDocument` lets it stand there and gives it no meaning (part 3, 1.4 "White space processing"); programs that indent
//! their XML, such as Gnumeric, write it.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::ReadError;
use super::origin::Input;

/// A spreadsheet like `input`, with nothing between the tags of its content, and no more parts than reading it needs.
pub(super) fn ods(input: &mut Input) -> Result<Input, ReadError> {
    let mut from = ZipArchive::new(input).map_err(ReadError::damaged)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for name in ["mimetype", "META-INF/manifest.xml", "content.xml"] {
        let mut bytes = Vec::new();
        from.by_name(name)
            .map_err(ReadError::damaged)?
            .read_to_end(&mut bytes)?;
        if name == "content.xml" {
            bytes = between_tags_removed(&bytes);
        }
        to.start_file(name, stored).map_err(ReadError::damaged)?;
        to.write_all(&bytes)?;
    }
    let bytes = to.finish().map_err(ReadError::damaged)?.into_inner();
    Ok(Input::Bytes(Cursor::new(bytes.into())))
}

/// Removes white space that stands alone between two tags, outside of paragraphs.
fn between_tags_removed(xml: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(xml.len());
    let mut in_paragraph = false;
    let mut rest = xml;
    while let Some(start) = memchr::memchr(b'<', rest) {
        let (text, behind) = rest.split_at(start);
        if in_paragraph || !text.trim_ascii().is_empty() {
            kept.extend_from_slice(text);
        }
        let end = memchr::memchr(b'>', behind).map_or(behind.len(), |end| end + 1);
        let (tag, behind) = behind.split_at(end);
        kept.extend_from_slice(tag);
        match tag {
            [.., b'/', b'>'] => {}
            _ if tag.starts_with(b"<text:p") => in_paragraph = true,
            _ if tag.starts_with(b"</text:p") => in_paragraph = false,
            _ => {}
        }
        rest = behind;
    }
    kept.extend_from_slice(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_stays_in_paragraphs_and_goes_elsewhere() {
        let xml = b"<a>\n  <text:p>one <b> two </b> </text:p>\n <c/> x <text:p/> </a>\n";
        let kept = b"<a><text:p>one <b> two </b> </text:p><c/> x <text:p/></a>\n";
        assert_eq!(
            String::from_utf8_lossy(&between_tags_removed(xml)),
            String::from_utf8_lossy(kept)
        );
    }
}
