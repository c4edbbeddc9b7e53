//! Looks into a container before its reader does: which format it is, and what it would cost.

use std::io::{self, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::hidden::Tags;
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
        let name = part.name().map_err(damaged)?.into_owned();
        // Shared strings are held in memory as a whole, each with as much again around it.
        let most = if is_shared_strings(&name) {
            limits.unpacked / 4
        } else {
            limits.unpacked
        };
        unpacked = unpacked.saturating_add(part.size());
        if part.size() > most || unpacked > limits.unpacked {
            return Err(ReadError::TooLarge {
                limit: most,
                what: "bytes once unpacked",
                place: None,
            });
        }
        names.push(name);
    }
    let format = format(&names)?;
    for name in names
        .iter()
        .filter(|name| is_shared_strings(name) && name.to_ascii_lowercase().ends_with(".xml"))
    {
        check_shared_strings(&mut archive, name)?;
    }
    Ok(format)
}

fn is_shared_strings(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("sharedstrings.xml") || name.ends_with("sharedstrings.bin")
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

/// How far into its part the table of shared strings begins at the latest: only the XML declaration stands before.
const TABLE_START: u64 = 2048;

/// The table of shared strings says how many there are, and readers reserve memory for it. Each takes at least a tag.
fn check_shared_strings(archive: &mut ZipArchive<&mut Input>, name: &str) -> Result<(), ReadError> {
    let part = archive.by_name(name).map_err(damaged)?;
    let size = part.size();
    let mut head = Vec::new();
    part.take(TABLE_START)
        .read_to_end(&mut head)
        .map_err(|error| damaged(error.into()))?;
    let mut tags = Tags::new(&*head);
    while let Some(tag) = tags.next()? {
        let name = tag.name();
        if name.starts_with(b"?") {
            continue;
        }
        let declared = tag
            .attribute(b"uniqueCount")
            .map(|count| std::str::from_utf8(count).ok()?.trim().parse().ok());
        return match declared {
            _ if name != b"sst" => Err(ReadError::damaged(
                "its table of texts begins with something else",
            )),
            None => Ok(()),
            Some(Some(count)) if u64::checked_mul(count, 4).is_some_and(|least| least <= size) => {
                Ok(())
            }
            Some(_) => Err(ReadError::damaged("it declares more text than it has")),
        };
    }
    Err(ReadError::damaged("its table of texts is empty"))
}

/// A workbook of today that has a password is a compound file with a stream of this name ([MS-OFFCRYPTO] 1.4.1).
pub(super) fn is_encrypted(input: Input) -> bool {
    cfb::CompoundFile::open(input).is_ok_and(|file| file.is_stream("/EncryptedPackage"))
}
