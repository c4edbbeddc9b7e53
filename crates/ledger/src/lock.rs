//! One owner: the second copy of the program is told, not let in.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::LedgerError;

/// Held while this program owns the ledger. The system lets go of it when the program ends, however it ends.
#[derive(Debug)]
pub(crate) struct Ownership {
    lock: File,
}

impl Ownership {
    /// Takes the ledger over, or says who has it.
    pub(crate) fn take(folder: &Path, ledger: &Path) -> Result<Self, LedgerError> {
        let path = folder.join("ledger.lock");
        // The process's number stands in a file of its own: on Windows nobody can read a locked one.
        let owner = folder.join("ledger.pid");
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| LedgerError::io("open the lock file", &path, error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(LedgerError::InUse {
                    path: ledger.to_owned(),
                    pid: read_pid(&owner),
                });
            }
            Err(TryLockError::Error(error)) => return Err(LedgerError::io("lock", &path, error)),
        }
        // Only a courtesy to whoever comes second; without it the message is a little shorter.
        let _ = std::fs::write(&owner, std::process::id().to_string());
        Ok(Self { lock })
    }
}

impl Drop for Ownership {
    /// Closing the file would do, were it not for a child process being started at this moment: until it runs its own
    /// program it has a copy of every open file, and the lock with it.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

fn read_pid(path: &Path) -> Option<u32> {
    std::fs::read_to_string(path).ok()?.trim().parse().ok()
}
