//! Writing files for people: all of a file or nothing.

use std::fs;
use std::io::{self, Write};
use std::iter;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Puts a whole file in place, or leaves what was there: written beside it, synced, renamed.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    where_it_can(file.as_file().sync_all())?;
    file.persist(path)?;
    Ok(())
}

/// Writes a secret that a person asked for into the file that they chose, synced, and readable for
/// nobody else where the system has such a thing. There is no copy of it beside it, not for a moment. A
/// file that was there is replaced by one of its own, so that nobody holds it open already; it is
/// deleted when the new one stands, since it may be the only copy of another secret.
///
/// # Errors
/// When it cannot be written; nothing of the secret is left then, and what was there is there again.
pub fn write_privately(path: &Path, secret: &[u8]) -> io::Result<()> {
    replace(path, |file| file.write_all(secret))
}

fn replace(path: &Path, write: impl FnOnce(&mut fs::File) -> io::Result<()>) -> io::Result<()> {
    let earlier = put_aside(path)?;
    let replaced =
        write_new(path, write).and_then(|()| earlier.as_ref().map_or(Ok(()), fs::remove_file));
    if let (Err(_), Some(earlier)) = (&replaced, &earlier) {
        // Why it could not be written is what a person is told, not what became of the rest.
        let _ = fs::rename(earlier, path);
    }
    replaced
}

/// Gives a file another name. Answers with it, or nothing when there is no such file.
fn put_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let aside = free_name_beside(path);
    match fs::rename(path, &aside) {
        Ok(()) => Ok(Some(aside)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A name that says what it is, should the program end before it is gone again.
fn free_name_beside(path: &Path) -> PathBuf {
    let named = |end: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let mut candidates = iter::once(named(".earlier".into()))
        .chain((2_u32..).map(|number| named(format!(".earlier-{number}"))));
    candidates
        .find(|name| fs::symlink_metadata(name).is_err())
        .expect("no folder holds that many files")
}

fn write_new(path: &Path, write: impl FnOnce(&mut fs::File) -> io::Result<()>) -> io::Result<()> {
    let mut file = private(path)?;
    let written = write(&mut file).and_then(|()| where_it_can(file.sync_all()));
    let written = written.and_then(|()| sync_folder_of(path));
    if written.is_err() {
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

/// A folder on the network may know no sync: macOS asks for a full one, which SMB shares refuse. What a
/// person saves there is with the server once the file is closed.
fn where_it_can(synced: io::Result<()>) -> io::Result<()> {
    match synced {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        synced => synced,
    }
}

#[cfg(unix)]
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    where_it_can(fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all())
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
    fn a_folder_that_knows_no_sync_takes_files_all_the_same() {
        let fails = |kind: io::ErrorKind| where_it_can(Err(kind.into())).is_err();
        assert!(!fails(io::ErrorKind::Unsupported));
        assert!(fails(io::ErrorKind::StorageFull) && fails(io::ErrorKind::Other));
    }

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

    #[test]
    fn a_secret_that_cannot_be_written_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code.txt");
        fs::write(&path, "the only copy").unwrap();
        let refused = replace(&path, |file| {
            file.write_all(b"half of a sec")?;
            Err(io::Error::other("the disk is full"))
        });
        assert_eq!(refused.unwrap_err().to_string(), "the disk is full");
        assert_eq!(fs::read(&path).unwrap(), b"the only copy");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_of_a_secret_that_cannot_be_written_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code.txt");
        let refused = replace(&path, |file| {
            file.write_all(b"half of a sec")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(refused.is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_put_aside_takes_the_place_of_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code.txt");
        let kept = folder.path().join("code.txt.earlier");
        fs::write(&path, "earlier").unwrap();
        fs::write(&kept, "of a person").unwrap();
        write_privately(&path, b"secret").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"secret");
        assert_eq!(fs::read(&kept).unwrap(), b"of a person");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
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
