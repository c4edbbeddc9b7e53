//! What can go wrong with a ledger, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::batch::BatchState;
use crate::ids::BatchId;

/// Why the ledger could not do what it was asked.
///
/// Nothing is lost by any of these: what was committed before stays committed, and what failed left no trace.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// Another copy of the program owns the ledger.
    #[error("the ledger is in use by another copy of the program{}: `{}`", process(*pid), path.display())]
    InUse {
        /// The ledger's file.
        path: PathBuf,
        /// The other copy's process, where it could be told.
        pid: Option<u32>,
    },
    /// The file's schema is newer than this program.
    #[error("the ledger `{}` was written by a newer version of the program: schema {found}, known up to {known}", path.display())]
    Newer {
        /// The ledger's file.
        path: PathBuf,
        /// The schema the file has.
        found: u32,
        /// The newest schema this program knows.
        known: u32,
    },
    /// The file's schema is older than this program and it was opened for reading only.
    #[error("the ledger `{}` is of an older version of the program: schema {found}, wanted {known}", path.display())]
    Older {
        /// The ledger's file.
        path: PathBuf,
        /// The schema the file has.
        found: u32,
        /// The schema this program wants.
        known: u32,
    },
    /// The file is not a ledger, or another key locked it. SQLCipher cannot tell one from the other.
    #[error("the ledger `{}` cannot be read with this key", path.display())]
    Unreadable {
        /// The ledger's file.
        path: PathBuf,
    },
    /// The file opens, and a part of it is damaged.
    #[error("the ledger is damaged")]
    Damaged(#[source] rusqlite::Error),
    /// A check found the file damaged or its accounts out of balance.
    #[error("the ledger is damaged: {0}")]
    Unsound(String),
    /// No room on the disk.
    #[error("the disk is full")]
    Full(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The folder or the file may not be written.
    #[error("the ledger's folder cannot be written")]
    ReadOnly(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Another connection held the ledger for too long.
    #[error("the ledger is busy")]
    Busy(#[source] rusqlite::Error),
    /// The file system failed.
    #[error("failed to {what} `{}`", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no such thing in the ledger.
    #[error("no such {what} in the ledger: `{id}`")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// Under which name.
        id: String,
    },
    /// The batch is not in a state that allows the step.
    #[error("batch {batch} is {state}, which does not allow: {step}")]
    WrongState {
        /// The batch.
        batch: BatchId,
        /// The state it is in.
        state: BatchState,
        /// What was to be done.
        step: &'static str,
    },
    /// The submission is not at its end, so it is not forgotten.
    #[error("{open} of the submission's batches are still open")]
    StillOpen {
        /// Batches that are queued, sending, unknown or not finished.
        open: u64,
    },
    /// What was given cannot be written down.
    #[error("{0}")]
    Invalid(&'static str),
    /// The database failed in a way that has no name here.
    #[error("the ledger failed")]
    Sql(#[source] rusqlite::Error),
}

fn process(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})"))
        .unwrap_or_default()
}

impl LedgerError {
    /// Another copy of the program owns the ledger.
    pub fn is_in_use(&self) -> bool {
        matches!(self, Self::InUse { .. })
    }

    /// The file was written by a newer version of the program.
    pub fn is_newer(&self) -> bool {
        matches!(self, Self::Newer { .. })
    }

    /// Wrong key, or not a ledger: [`set_aside`](crate::set_aside) and a recovery code are the ways out.
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable { .. })
    }

    /// A part of the file is damaged.
    pub fn is_damaged(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::Unsound(_))
    }

    /// No room on the disk; nothing was lost, the step can be repeated once there is room.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, Self::Full(_))
    }

    /// The folder or the file may not be written.
    pub fn is_read_only(&self) -> bool {
        matches!(self, Self::ReadOnly(_))
    }

    /// There is no such submission, batch or draft.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::NotFound { .. })
    }

    /// The batch's state does not allow the step.
    pub fn is_wrong_state(&self) -> bool {
        matches!(self, Self::WrongState { .. })
    }

    /// The submission has open batches.
    pub fn is_still_open(&self) -> bool {
        matches!(self, Self::StillOpen { .. })
    }

    /// What a person can do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::InUse { .. } => Some("use the copy that is already open, or close it first"),
            Self::Newer { .. } => Some("update the program; the file was left as it is"),
            Self::Older { .. } => Some("start the program once, it brings the file up to date"),
            Self::Unreadable { .. } => Some(
                "type in the recovery code if one was printed; otherwise have the file set aside (it is kept) and go \
                 on with a new ledger: the task IDs are in receipts.jsonl",
            ),
            Self::Damaged(_) | Self::Unsound(_) => Some(
                "have the file set aside (it is kept) and go on with a new ledger: the task IDs are in receipts.jsonl",
            ),
            Self::Full(_) => {
                Some("make room on the disk and try again; what was recorded before is safe")
            }
            Self::ReadOnly(_) => {
                Some("allow the program to write into its data folder, or choose another one")
            }
            Self::Busy(_) => Some("another program reads the ledger; close it and try again"),
            Self::StillOpen { .. } => Some("settle, cancel or finish them first"),
            _ => None,
        }
    }

    pub(crate) fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::Full(Box::new(source))
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(Box::new(source))
            }
            _ => Self::Io {
                what,
                path: path.to_owned(),
                source,
            },
        }
    }

    pub(crate) fn not_found(what: &'static str, id: impl std::fmt::Display) -> Self {
        Self::NotFound {
            what,
            id: id.to_string(),
        }
    }
}

impl From<rusqlite::Error> for LedgerError {
    /// SQLite's result codes, <https://www.sqlite.org/rescode.html>, sorted by what a person can do.
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full(Box::new(error)),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::ReadOnly(Box::new(error))
            }
            // SQLCipher reports a page whose authentication fails as "not a database".
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(error),
            _ => Self::Sql(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::DateTime;
    use rusqlite::ffi;

    use super::*;
    use crate::{
        Answer, Attempt, ConnectionStamp, Ledger, LedgerKey, NewSubmission, NewUser, Outcome,
        SubmissionId,
    };

    fn sqlite(code: i32) -> LedgerError {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into()
    }

    #[test]
    fn sqlites_codes_are_sorted_by_what_can_be_done() {
        assert!(sqlite(ffi::SQLITE_FULL).is_disk_full());
        assert!(sqlite(ffi::SQLITE_READONLY).is_read_only());
        assert!(sqlite(ffi::SQLITE_READONLY_DBMOVED).is_read_only());
        assert!(sqlite(ffi::SQLITE_CORRUPT).is_damaged());
        assert!(sqlite(ffi::SQLITE_NOTADB).is_damaged());
        assert!(matches!(sqlite(ffi::SQLITE_BUSY), LedgerError::Busy(_)));
        assert!(matches!(sqlite(ffi::SQLITE_IOERR), LedgerError::Sql(_)));
    }

    #[test]
    fn the_systems_errors_are_sorted_the_same_way() {
        let kind = |kind: io::ErrorKind| LedgerError::io("write", Path::new("x"), kind.into());
        assert!(kind(io::ErrorKind::StorageFull).is_disk_full());
        assert!(kind(io::ErrorKind::QuotaExceeded).is_disk_full());
        assert!(kind(io::ErrorKind::PermissionDenied).is_read_only());
        assert!(kind(io::ErrorKind::ReadOnlyFilesystem).is_read_only());
        assert_eq!(
            kind(io::ErrorKind::InvalidData).to_string(),
            "failed to write `x`"
        );
    }

    fn plan(ledger: &mut Ledger, users: u64) -> Result<SubmissionId, LedgerError> {
        let connection = ConnectionStamp {
            id: "c".into(),
            name: "c".into(),
            host: "h".into(),
            signing_user: "u".into(),
            scheme: "s".into(),
        };
        let submission = NewSubmission {
            file_name: "f".into(),
            file_sha256: "0".repeat(64),
            sheet: None,
            mapping: "{}".into(),
            settings: "{}".into(),
            connection,
            batch_size: 1000,
            created: DateTime::UNIX_EPOCH,
        };
        let user = |row| NewUser {
            row,
            firstname: "Ada".into(),
            surname: None,
            phone: format!("{row:013}"),
            phone_key: format!("{row:013}"),
            email: None,
            password: None,
            extra: Some("x".repeat(100)),
            left_out: None,
        };
        ledger.plan(&submission, (0..users).map(user))
    }

    fn begin(ledger: &mut Ledger, submission: SubmissionId) -> Attempt {
        let batch = ledger.next_queued(submission).unwrap().unwrap().id;
        ledger
            .begin_attempt(batch, "trace", "x", DateTime::UNIX_EPOCH)
            .unwrap()
    }

    /// No more pages than the file has now: what a full disk does, without filling one.
    fn fill_disk(ledger: &Ledger, full: bool) {
        let pages: i64 = ledger
            .conn()
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .unwrap();
        let limit = if full { pages } else { 1_000_000 };
        ledger
            .conn()
            .pragma_update_and_check(None, "max_page_count", limit, |_| Ok(()))
            .unwrap();
    }

    #[test]
    fn a_full_disk_loses_nothing_and_the_step_can_be_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(folder.path(), &LedgerKey::new([9; 32])).unwrap();
        let submission = plan(&mut ledger, 10).unwrap();
        let attempt = begin(&mut ledger, submission);

        fill_disk(&ledger, true);
        let error = plan(&mut ledger, 5000).unwrap_err();
        assert!(error.is_disk_full(), "{error:?}");
        assert!(error.hint().unwrap().contains("make room"));
        assert_eq!(
            ledger.submissions().unwrap().len(),
            1,
            "half a plan was kept"
        );

        let message = Some("a long answer ".repeat(10_000));
        let answer = Answer {
            http_status: None,
            code: None,
            message,
            ended: DateTime::UNIX_EPOCH,
            duration: Duration::ZERO,
        };
        let outcome = Outcome::Accepted {
            task_id: "1893596414966089600".into(),
        };
        let failed = attempt.end(&mut ledger, &outcome, &answer).unwrap_err();
        assert!(failed.error.is_disk_full(), "{:?}", failed.error);
        assert_eq!(
            ledger.receipts().read_all().unwrap()[0].task_id,
            "1893596414966089600",
            "the task ID has no home"
        );
        assert_eq!(ledger.accounts(submission).unwrap().sending, 10);

        fill_disk(&ledger, false);
        let _recorded = failed.attempt.end(&mut ledger, &outcome, &answer).unwrap();
        assert_eq!(ledger.accounts(submission).unwrap().accepted.total, 10);
        plan(&mut ledger, 5000).unwrap();
        ledger.check().unwrap();
    }
}
