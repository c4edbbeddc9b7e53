//! Putting an unreadable ledger aside: it is kept, and a new one can begin.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::error::LedgerError;
use crate::lock::Ownership;
use crate::open::FILE_NAME;
use crate::receipts::sync_folder;

/// What SQLite keeps beside its file. The log may hold the last answers: it goes where the file goes.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Moves the folder's ledger, with its companions, to a name that says when. Nothing is deleted; the receipts stay.
///
/// Returns the ledger's new place. Refused while a copy of the program has it open.
pub fn set_aside(folder: &Path, now: DateTime<Utc>) -> Result<PathBuf, LedgerError> {
    let ledger = folder.join(FILE_NAME);
    let _ownership = Ownership::take(folder, &ledger)?;
    let aside = free_name(folder, now);
    move_all(&ledger, &aside)?;
    sync_folder(&ledger).map_err(|error| LedgerError::io("sync the folder of", &ledger, error))?;
    Ok(aside)
}

/// The ledger goes last: as long as it is in its place, nobody begins a new one beside what is left of it. Where one
/// cannot be moved (another program may hold it), those before it go back.
fn move_all(ledger: &Path, aside: &Path) -> Result<(), LedgerError> {
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for part in COMPANIONS.into_iter().chain([""]) {
        let (from, to) = (with_suffix(ledger, part), with_suffix(aside, part));
        if !part.is_empty() && !from.exists() {
            continue;
        }
        if let Err(error) = rename(&from, &to) {
            for (from, to) in moved {
                rename(&to, &from)?;
            }
            return Err(error);
        }
        moved.push((from, to));
    }
    Ok(())
}

/// There is a ledger in this folder, readable or not.
pub fn exists(folder: &Path) -> bool {
    folder.join(FILE_NAME).exists()
}

fn free_name(folder: &Path, now: DateTime<Utc>) -> PathBuf {
    let stem = format!("ledger-aside-{}", now.format("%Y%m%dT%H%M%SZ"));
    let mut path = folder.join(format!("{stem}.db"));
    let mut n = 1_u32;
    while path.exists() {
        n += 1;
        path = folder.join(format!("{stem}-{n}.db"));
    }
    path
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn rename(from: &Path, to: &Path) -> Result<(), LedgerError> {
    std::fs::rename(from, to).map_err(|error| LedgerError::io("set aside", from, error))
}
