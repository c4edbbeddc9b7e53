//! Writing files for people: all of a file or nothing.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Puts a whole file in place, or leaves what was there: written beside it, synced, renamed.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Writes a secret that a person asked for into the file that they chose, synced, and readable for
/// nobody else where the system has such a thing. There is no copy beside it, not for a moment. A file
/// that was there is replaced by one of its own, so that nobody holds it open already.
///
/// # Errors
/// When it cannot be written; nothing of the secret is left then.
pub fn write_privately(path: &Path, secret: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private(path)?;
    let written = file.write_all(secret).and_then(|()| file.sync_all());
    let written = written.and_then(|()| sync_folder_of(path));
    if written.is_err() {
        // That it could not be written is what a person is told, not what became of the rest.
        let _ = fs::remove_file(path);
    }
    written
}

fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// NTFS journals names by itself, and a folder cannot be opened as a file.
#[cfg(not(unix))]
fn sync_folder_of(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// SHA-256 of a file, read piece by piece, as 64 hexadecimal digits.
pub(crate) fn sha256_of(path: &Path) -> io::Result<String> {
    use sha2::{Digest, Sha256};

    let mut digest = Sha256::new();
    let mut file = fs::File::open(path)?;
    let mut piece = vec![0; 1 << 16];
    loop {
        match io::Read::read(&mut file, &mut piece)? {
            0 => return Ok(hex::encode(digest.finalize())),
            read => digest.update(&piece[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_written_alone_and_in_the_place_of_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code.txt");
        fs::write(&path, "a long text that was there before, open to all").unwrap();
        let held_open = fs::File::open(&path).unwrap();
        write_privately(&path, b"secret").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"secret");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let still = io::read_to_string(held_open).unwrap();
        assert!(still.starts_with("a long text"), "{still}");
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_is_for_its_person_alone() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code.txt");
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        write_privately(&path, b"secret").unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nowhere").join("code.txt");
        let refused = write_privately(&path, b"secret").unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::NotFound);
        assert!(write_privately(folder.path(), b"secret").is_err());
        assert!(folder.path().is_dir(), "a folder is left alone");
    }
}
