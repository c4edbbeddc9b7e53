//! Submissions: one sheet, one connection, one plan.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use crate::batch::count;
use crate::error::LedgerError;
use crate::ids::SubmissionId;
use crate::open::Reader;
use crate::secret::Password;
use crate::time::Stamp;

/// The connection a submission was planned for, as it was then: later changes of the connection do not rewrite history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConnectionStamp {
    /// The connection's lasting ID.
    pub id: String,
    /// Its name at that time.
    pub name: String,
    /// The service's host, with a port that is not the scheme's own.
    pub host: String,
    /// The KooDrive user ID that signs (`X-User-Id`).
    pub signing_user: String,
    /// The signature scheme's name.
    pub scheme: String,
}

/// What is planned.
#[derive(Debug, Clone)]
pub struct NewSubmission {
    /// The sheet's file, without its folder.
    pub file_name: String,
    /// SHA-256 of the file, 64 hexadecimal digits.
    pub file_sha256: String,
    /// The sheet's name, in a workbook.
    pub sheet: Option<String>,
    /// Which column is which field: JSON.
    pub mapping: String,
    /// The settings it was planned with: JSON.
    pub settings: String,
    /// Where it goes.
    pub connection: ConnectionStamp,
    /// Users in a batch: 1 to 1,000, the service's limit for one request.
    pub batch_size: u32,
    /// When it was planned.
    pub created: DateTime<Utc>,
}

/// A row of the sheet.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The sheet's own row number.
    pub row: u64,
    /// First name.
    pub firstname: String,
    /// Surname, where there is one.
    pub surname: Option<String>,
    /// The phone exactly as it is sent.
    pub phone: String,
    /// The phone in the one form in which two spellings of it are the same. Made by the caller.
    pub phone_key: String,
    /// E-mail, where there is one.
    pub email: Option<String>,
    /// Initial password, where there is one. Not kept for a user that is left out.
    pub password: Option<Password>,
    /// Columns kept for the report: JSON or any text.
    pub extra: Option<String>,
    /// Why this row is not sent; `None` sends it.
    pub left_out: Option<String>,
}

/// A submission as the ledger holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Submission {
    /// The submission.
    pub id: SubmissionId,
    /// The sheet's file, without its folder.
    pub file_name: String,
    /// SHA-256 of the file, hexadecimal.
    pub file_sha256: String,
    /// The sheet's name, in a workbook.
    pub sheet: Option<String>,
    /// Which column is which field: JSON.
    pub mapping: String,
    /// The settings it was planned with: JSON.
    pub settings: String,
    /// Where it goes.
    pub connection: ConnectionStamp,
    /// Users in a batch.
    pub batch_size: u32,
    /// When it was planned.
    #[serde(skip)]
    pub created: DateTime<Utc>,
    /// Rows of the sheet, those left out included.
    pub in_sheet: u64,
    /// Batches that are queued, sending, unknown or accepted and not finished.
    pub open_batches: u64,
    /// Batches that wait for a person's word.
    pub unknown_batches: u64,
}

const COLUMNS: &str = "s.id, s.file_name, s.file_sha256, s.sheet, s.mapping, s.settings, s.connection_id, \
     s.connection_name, s.host, s.signing_user, s.scheme, s.batch_size, s.created, s.in_sheet, \
     (SELECT count(*) FROM batches b WHERE b.submission_id = s.id \
        AND b.state IN ('queued', 'sending', 'unknown', 'accepted')), \
     (SELECT count(*) FROM batches b WHERE b.submission_id = s.id AND b.state = 'unknown')";

fn read(row: &Row<'_>) -> rusqlite::Result<Submission> {
    Ok(Submission {
        id: row.get(0)?,
        file_name: row.get(1)?,
        file_sha256: row.get(2)?,
        sheet: row.get(3)?,
        mapping: row.get(4)?,
        settings: row.get(5)?,
        connection: ConnectionStamp {
            id: row.get(6)?,
            name: row.get(7)?,
            host: row.get(8)?,
            signing_user: row.get(9)?,
            scheme: row.get(10)?,
        },
        batch_size: row.get(11)?,
        created: row.get::<_, Stamp>(12)?.0,
        in_sheet: count(row, 13)?,
        open_batches: count(row, 14)?,
        unknown_batches: count(row, 15)?,
    })
}

impl Reader {
    /// Every submission, the newest first.
    pub fn submissions(&self) -> Result<Vec<Submission>, LedgerError> {
        let sql = format!("SELECT {COLUMNS} FROM submissions s ORDER BY s.id DESC");
        let mut statement = self.conn().prepare_cached(&sql)?;
        let submissions = statement.query_map([], read)?.collect::<Result<_, _>>()?;
        Ok(submissions)
    }

    /// One submission.
    pub fn submission(&self, id: SubmissionId) -> Result<Submission, LedgerError> {
        let sql = format!("SELECT {COLUMNS} FROM submissions s WHERE s.id = ?1");
        let found = self
            .conn()
            .prepare_cached(&sql)?
            .query_row([id], read)
            .optional()?;
        found.ok_or_else(|| LedgerError::not_found("submission", id))
    }
}
