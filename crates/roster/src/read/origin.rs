//! Where the content comes from: a file, or bytes that were pasted.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ReadError;
use super::unpacked::Unpacked;

/// Where the content comes from; it can be opened again with other options.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    File(PathBuf),
    Bytes { name: String, bytes: Arc<[u8]> },
}

impl Origin {
    /// The name to show.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned(),
            Self::Bytes { name, .. } => name.clone(),
        }
    }

    pub(crate) fn open(&self) -> Result<Input, ReadError> {
        match self {
            Self::File(path) => open_file(path),
            Self::Bytes { bytes, .. } => Ok(Input::Bytes(Cursor::new(Arc::clone(bytes)))),
        }
    }
}

fn open_file(path: &Path) -> Result<Input, ReadError> {
    let about = std::fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => ReadError::NotFound {
            path: path.to_owned(),
        },
        _ => ReadError::Io(error),
    })?;
    if about.is_dir() {
        return Err(ReadError::IsDirectory {
            path: path.to_owned(),
        });
    }
    // A pipe or device has no end to wait for, and cannot be read twice.
    if !about.is_file() {
        return Err(ReadError::NotASheet {
            found: "a device or pipe",
        });
    }
    Ok(Input::File(BufReader::with_capacity(
        1 << 16,
        File::open(path)?,
    )))
}

/// Content that is open for reading.
#[derive(Debug)]
pub(crate) enum Input {
    File(BufReader<File>),
    Bytes(Cursor<Arc<[u8]>>),
    Unpacked(Box<Unpacked>),
}

impl Input {
    /// How many bytes it has.
    pub(crate) fn len(&mut self) -> io::Result<u64> {
        let end = self.seek(SeekFrom::End(0))?;
        self.rewind()?;
        Ok(end)
    }

    /// The same content, open a second time, from its beginning.
    pub(crate) fn try_clone(&mut self) -> io::Result<Self> {
        self.rewind()?;
        Ok(match self {
            // Two handles of one file share their place in it, so the copy is read before the original is used again.
            Self::File(file) => Self::File(BufReader::with_capacity(
                1 << 16,
                file.get_ref().try_clone()?,
            )),
            Self::Bytes(bytes) => Self::Bytes(bytes.clone()),
            Self::Unpacked(archive) => Self::Unpacked(Box::new(archive.again())),
        })
    }

    /// The first `count` bytes, or all there are; the next read begins with the first again.
    pub(crate) fn head(&mut self, count: u64) -> io::Result<Vec<u8>> {
        self.rewind()?;
        let mut head = Vec::new();
        self.by_ref().take(count).read_to_end(&mut head)?;
        self.rewind()?;
        Ok(head)
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Bytes(bytes) => bytes.read(buffer),
            Self::Unpacked(archive) => archive.read(buffer),
        }
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Bytes(bytes) => bytes.seek(to),
            Self::Unpacked(archive) => archive.seek(to),
        }
    }
}
