//! Looks into a container before its reader does: which format it is, and what it would cost.

use std::io::{self, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::origin::Input;
use super::source::Format;
use super::{Limits, ReadError};

/// Tells the format of a ZIP archive by its parts, and refuses one that would unpack to too much.
///
/// The sizes in the archive can be believed: its reader stops at them.
pub(super) fn inspect(input: &mut Input, limits: &Limits) -> Result<Format, ReadError> {
    let mut archive = ZipArchive::new(&mut *input).map_err(damaged)?;
    let mut unpacked = 0_u64;
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        unpacked = unpacked.saturating_add(part.size());
        names.push(part.name().map_err(damaged)?.into_owned());
    }
    if unpacked > limits.unpacked {
        return Err(ReadError::TooLarge {
            limit: limits.unpacked,
            what: "bytes once unpacked",
        });
    }
    let format = format(&names)?;
    check_shared_strings(&mut archive, &names)?;
    Ok(format)
}

fn damaged(error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error)
            if error.kind() != io::ErrorKind::InvalidData
                && error.kind() != io::ErrorKind::UnexpectedEof =>
        {
            ReadError::Io(error)
        }
        other => ReadError::damaged(other),
    }
}

fn format(names: &[String]) -> Result<Format, ReadError> {
    let has = |end: &str| {
        names
            .iter()
            .any(|name| name.to_ascii_lowercase().ends_with(end))
    };
    let found = if has("xl/workbook.bin") {
        return Ok(Format::Xlsb);
    } else if has("workbook.xml") || has("xl/worksheets/sheet1.xml") {
        return Ok(Format::Xlsx);
    } else if has("word/document.xml") {
        "a Word document"
    } else if has("ppt/presentation.xml") {
        "a PowerPoint presentation"
    } else if has(".iwa") {
        "an Apple Numbers document"
    } else if has("content.xml") {
        return Ok(Format::Ods);
    } else {
        "a ZIP archive"
    };
    Err(ReadError::NotASheet { found })
}

/// The table of shared strings says how many there are, and readers reserve memory for it. Each takes at least a tag.
fn check_shared_strings(
    archive: &mut ZipArchive<&mut Input>,
    names: &[String],
) -> Result<(), ReadError> {
    let name = names
        .iter()
        .find(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
    let Some(name) = name else { return Ok(()) };
    let part = archive.by_name(name).map_err(damaged)?;
    let size = part.size();
    let mut head = Vec::new();
    part.take(2048)
        .read_to_end(&mut head)
        .map_err(|error| damaged(error.into()))?;
    match declared_count(&head) {
        Some(count) if count > size / 4 => {
            Err(ReadError::damaged("it declares more text than it has"))
        }
        _ => Ok(()),
    }
}

fn declared_count(head: &[u8]) -> Option<u64> {
    let head = String::from_utf8_lossy(head);
    let (_, rest) = head.split_once("uniqueCount")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let digits: String = value
        .chars()
        .skip(1)
        .take_while(char::is_ascii_digit)
        .collect();
    // More digits than a number can have are more than any file has.
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}

/// A workbook of today that has a password is a compound file with a stream of this name ([MS-OFFCRYPTO] 1.4.1).
pub(super) fn is_encrypted(input: Input) -> bool {
    cfb::CompoundFile::open(input).is_ok_and(|file| file.is_stream("/EncryptedPackage"))
}
