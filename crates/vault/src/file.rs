//! Files that people read and programs replace: whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use toml_edit::{Document, Item, Table, TomlError, Value};

use crate::error::VaultError;

pub(crate) fn make_folder(folder: &Path) -> Result<(), VaultError> {
    fs::create_dir_all(folder).map_err(VaultError::io("make the folder", folder))
}

/// The file's text; one that is not there is empty.
pub(crate) fn read(path: &Path) -> Result<String, VaultError> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read.map_err(VaultError::io("read", path)),
    }
}

/// Puts a new text in the file's place: written beside it, synced, then renamed over it.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), VaultError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let mut fresh =
        tempfile::NamedTempFile::new_in(folder).map_err(VaultError::io("write beside", path))?;
    fresh
        .write_all(text.as_bytes())
        .map_err(VaultError::io("write", path))?;
    fresh
        .as_file()
        .sync_all()
        .map_err(VaultError::io("sync", path))?;
    fresh
        .persist(path)
        .map_err(|error| VaultError::io("replace", path)(error.error))?;
    sync_folder(folder).map_err(VaultError::io("sync the folder", folder))
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// NTFS journals names by itself, and a folder cannot be opened as a file.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Changes a value only where it is another one, and keeps what a person wrote around it; none removes it.
pub(crate) fn set(table: &mut Table, key: &str, new: Option<Value>) {
    let Some(mut new) = new else {
        table.remove(key);
        return;
    };
    let old = table.get(key).and_then(Item::as_value);
    if let Some(old) = old {
        if same(old, &new) {
            return;
        }
        *new.decor_mut() = old.decor().clone();
    }
    table.insert(key, Item::Value(new));
}

/// Equal in what they say, however they are written: `'a'` is `"a"`.
pub(crate) fn same(one: &Value, other: &Value) -> bool {
    one.type_name() == other.type_name()
        && one.as_str() == other.as_str()
        && one.as_integer() == other.as_integer()
        && one.as_bool() == other.as_bool()
}

/// Reads TOML, each value with its place in the text.
pub(crate) fn parse(path: &Path, text: String) -> Result<Document<String>, VaultError> {
    let lines = Lines::of(&text);
    Document::parse(text).map_err(|error| syntax(path, &lines, &error))
}

fn syntax(path: &Path, lines: &Lines, error: &TomlError) -> VaultError {
    let line = error.span().map_or(1, |span| lines.at(span.start));
    VaultError::Syntax {
        path: path.to_owned(),
        line,
        message: error.message().replace('\n', ", "),
    }
}

/// Where the lines of a text begin.
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(breaks.map(|(offset, _)| offset + 1).collect())
    }

    /// The line, from 1, that holds this byte.
    pub(crate) fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset) + 1
    }
}
