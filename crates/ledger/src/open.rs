//! Opening a ledger: who may write it, with which key, and how the file is run.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::error::LedgerError;
use crate::lock::Ownership;
use crate::migrate;
use crate::receipts::Receipts;
use crate::secret::LedgerKey;

/// The ledger's file, in its folder.
pub const FILE_NAME: &str = "ledger.db";

/// How long a statement waits for another connection of this program before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads a ledger. It cannot write: the connection itself refuses.
#[derive(Debug)]
pub struct Reader {
    conn: Connection,
}

impl Reader {
    /// Opens a ledger for reading only, without owning it: beside a running copy of the program too.
    pub fn open(folder: &Path, key: &LedgerKey) -> Result<Self, LedgerError> {
        let path = folder.join(FILE_NAME);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn =
            Connection::open_with_flags(&path, flags).map_err(|error| unreadable(error, &path))?;
        unlock(&conn, key, &path)?;
        run(&conn)?;
        migrate::require_current(&conn, &path)?;
        Self::from_connection(conn)
    }

    fn from_connection(conn: Connection) -> Result<Self, LedgerError> {
        conn.pragma_update(None, "query_only", true)?;
        Ok(Self { conn })
    }

    pub(crate) fn conn(&self) -> &Connection {
        &self.conn
    }
}

/// A ledger, owned by this program: it alone may write. Everything that can be read, it reads as well ([`Reader`]).
///
/// Only one copy of the program owns a ledger at a time; dropping it lets it go.
#[derive(Debug)]
pub struct Ledger {
    reader: Reader,
    receipts: Receipts,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File {
        path: PathBuf,
        key: LedgerKey,
        _ownership: Ownership,
    },
    Memory {
        uri: String,
    },
}

impl Deref for Ledger {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Ledger {
    /// Opens the ledger in this folder, or begins one. The folder is made if need be.
    ///
    /// Call [`Ledger::recover`] next: it settles what an earlier run left behind.
    pub fn open(folder: &Path, key: &LedgerKey) -> Result<Self, LedgerError> {
        std::fs::create_dir_all(folder)
            .map_err(|error| LedgerError::io("make the folder", folder, error))?;
        let path = folder.join(FILE_NAME);
        let ownership = Ownership::take(folder, &path)?;
        let conn = open_file(&path)?;
        unlock(&conn, key, &path)?;
        run_file(&conn)?;
        migrate::to_latest(&conn, &path)?;
        Ok(Self {
            reader: Reader { conn },
            receipts: Receipts::in_folder(folder),
            place: Place::File {
                path,
                key: key.clone(),
                _ownership: ownership,
            },
        })
    }

    /// A ledger for this session only, where no keychain holds a key: it is gone when it is dropped.
    /// The receipts are written into the folder all the same.
    pub fn in_memory(folder: &Path) -> Result<Self, LedgerError> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        std::fs::create_dir_all(folder)
            .map_err(|error| LedgerError::io("make the folder", folder, error))?;
        // A name that begins with a slash lets a reader of this process find the same memory.
        let uri = format!(
            "file:/ledger-{}?vfs=memdb",
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let conn = Connection::open_with_flags(&uri, memory_flags())?;
        run(&conn)?;
        migrate::to_latest(&conn, Path::new("memory"))?;
        Ok(Self {
            reader: Reader { conn },
            receipts: Receipts::in_folder(folder),
            place: Place::Memory { uri },
        })
    }

    /// A second connection that only reads, for another thread: it does not wait for the writer.
    pub fn reader(&self) -> Result<Reader, LedgerError> {
        match &self.place {
            Place::File { path, key, .. } => {
                let conn = open_file(path)?;
                unlock(&conn, key, path)?;
                run(&conn)?;
                Reader::from_connection(conn)
            }
            Place::Memory { uri } => {
                let conn = Connection::open_with_flags(uri, memory_flags())?;
                run(&conn)?;
                Reader::from_connection(conn)
            }
        }
    }

    /// It lives in memory only.
    pub fn is_session_only(&self) -> bool {
        matches!(self.place, Place::Memory { .. })
    }

    /// The receipts beside it.
    pub fn receipts(&self) -> &Receipts {
        &self.receipts
    }

    /// Every write begins here, as a writer from the start: it cannot fail halfway for want of the lock.
    pub(crate) fn transaction(&mut self) -> Result<Transaction<'_>, LedgerError> {
        Ok(Transaction::new(
            &mut self.reader.conn,
            TransactionBehavior::Immediate,
        )?)
    }

    /// Brings the write-ahead log back into the file and empties it, so that what was erased is not in there either.
    ///
    /// Beside a reader in the middle of a query it does what it can; the next call does the rest.
    pub(crate) fn empty_log(&self) -> Result<(), LedgerError> {
        self.conn()
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

fn open_file(path: &Path) -> Result<Connection, LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| unreadable(error, path))
}

fn memory_flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI
}

/// A file that cannot be opened at all: SQLite says `CANTOPEN` for a folder, a missing file and a forbidden one alike.
fn unreadable(error: rusqlite::Error, path: &Path) -> LedgerError {
    match std::fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => LedgerError::Unreadable {
            path: path.to_owned(),
        },
        _ => error.into(),
    }
}

fn unlock(conn: &Connection, key: &LedgerKey, path: &Path) -> Result<(), LedgerError> {
    // It would print to standard error; what there is to say comes back as an error.
    conn.pragma_update(None, "cipher_log_level", "NONE")?;
    // The error would carry the statement, and the statement the key: it is dropped here.
    conn.execute_batch(&key.expose_pragma())
        .map_err(|_| LedgerError::Unreadable {
            path: path.to_owned(),
        })?;
    // Four times SQLCipher's default: a quarter of the authentication codes to make and to check.
    conn.pragma_update(None, "cipher_page_size", 16384)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => LedgerError::Unreadable {
                path: path.to_owned(),
            },
            _ => error.into(),
        })
}

fn run_file(conn: &Connection) -> Result<(), LedgerError> {
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    run(conn)
}

/// How every connection is run.
fn run(conn: &Connection) -> Result<(), LedgerError> {
    conn.busy_timeout(PATIENCE)?;
    conn.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA synchronous = FULL;
         -- macOS: a plain fsync leaves the data in the drive's cache.
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA temp_store = MEMORY;
         -- Overwrites with zeros what is deleted.
         PRAGMA secure_delete = ON;
         -- At most 256 MiB, taken only as far as the file is large: pages are deciphered once.
         PRAGMA cache_size = -262144;",
    )?;
    // Pages mapped into memory would bypass the cipher; SQLCipher forbids it, and this says so.
    conn.pragma_update_and_check(None, "mmap_size", 0, |_| Ok(()))
        .or_else(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => Ok(()),
            error => Err(error),
        })?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(conn: &Connection, pragma: &str) -> i64 {
        conn.pragma_query_value(None, pragma, |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn every_connection_is_run_with_care() {
        let folder = tempfile::tempdir().unwrap();
        let key = LedgerKey::new([1; 32]);
        let ledger = Ledger::open(folder.path(), &key).unwrap();
        let memory = Ledger::in_memory(folder.path()).unwrap();
        let beside = Reader::open(folder.path(), &key).unwrap();
        let readers = [ledger.reader().unwrap(), memory.reader().unwrap(), beside];
        let connections = [ledger.conn(), memory.conn()]
            .into_iter()
            .chain(readers.iter().map(Reader::conn));
        for (place, conn) in connections.enumerate() {
            let settings = [
                "synchronous",
                "foreign_keys",
                "secure_delete",
                "temp_store",
                "recursive_triggers",
            ];
            assert_eq!(
                settings.map(|pragma| setting(conn, pragma)),
                [2, 1, 1, 2, 1],
                "connection {place}"
            );
            assert_eq!(
                setting(conn, "query_only"),
                i64::from(place >= 2),
                "connection {place}"
            );
        }
        assert_eq!(setting(ledger.conn(), "fullfsync"), 1);
    }

    #[test]
    fn a_reader_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path(), &LedgerKey::new([1; 32])).unwrap();
        let written = ledger
            .reader()
            .unwrap()
            .conn()
            .execute("DELETE FROM drafts", []);
        assert!(LedgerError::from(written.unwrap_err()).is_read_only());
    }

    #[test]
    fn forgetting_leaves_references_guarded() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::in_memory(folder.path()).unwrap();
        assert!(
            ledger
                .forget(crate::SubmissionId(1), true)
                .unwrap_err()
                .is_not_found()
        );
        assert_eq!(setting(ledger.conn(), "foreign_keys"), 1);
    }
}
