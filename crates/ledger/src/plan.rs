//! Planning: a whole sheet into the ledger in one transaction, before the first request.

use rusqlite::{Statement, Transaction, params};

use crate::error::LedgerError;
use crate::ids::{BatchId, SubmissionId};
use crate::open::Ledger;
use crate::secret::Password;
use crate::submission::{NewSubmission, NewUser};
use crate::time::Stamp;

/// The service takes at most this many users in one request.
pub const MAX_BATCH_SIZE: u32 = 1000;

impl Ledger {
    /// Writes the plan down: every row of the sheet, in batches of [`NewSubmission::batch_size`], in the sheet's order.
    ///
    /// All of it or nothing. When this returns, the plan is on the disk.
    pub fn plan(
        &mut self,
        submission: &NewSubmission,
        users: impl IntoIterator<Item = NewUser>,
    ) -> Result<SubmissionId, LedgerError> {
        check(submission)?;
        let transaction = self.transaction()?;
        let id = write(&transaction, submission, users)?;
        transaction.commit()?;
        Ok(id)
    }
}

fn check(submission: &NewSubmission) -> Result<(), LedgerError> {
    if !(1..=MAX_BATCH_SIZE).contains(&submission.batch_size) {
        return Err(LedgerError::Invalid("a batch holds 1 to 1000 users"));
    }
    if submission.file_sha256.len() != 64 {
        return Err(LedgerError::Invalid("a SHA-256 has 64 hexadecimal digits"));
    }
    Ok(())
}

fn write(
    transaction: &Transaction<'_>,
    submission: &NewSubmission,
    users: impl IntoIterator<Item = NewUser>,
) -> Result<SubmissionId, LedgerError> {
    let first_user = next_user(transaction)?;
    let id = insert_submission(transaction, submission, first_user)?;
    let mut plan = Plan::begin(transaction, id, submission.batch_size, first_user)?;
    for user in users {
        plan.push(user)?;
    }
    let after_last = plan.end()?;
    transaction.execute(
        "UPDATE submissions SET in_sheet = ?2, last_user = ?3 WHERE id = ?1",
        params![id, after_last - first_user, after_last - 1],
    )?;
    Ok(id)
}

fn next_user(transaction: &Transaction<'_>) -> Result<i64, LedgerError> {
    let sql = "SELECT coalesce(max(last_user), 0) + 1 FROM submissions";
    Ok(transaction.query_row(sql, [], |row| row.get(0))?)
}

fn insert_submission(
    transaction: &Transaction<'_>,
    new: &NewSubmission,
    first_user: i64,
) -> Result<SubmissionId, LedgerError> {
    transaction.execute(
        "INSERT INTO submissions (file_name, file_sha256, sheet, mapping, settings, connection_id, connection_name, \
         host, signing_user, scheme, created, batch_size, first_user, last_user) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13 - 1)",
        params![
            new.file_name,
            new.file_sha256,
            new.sheet,
            new.mapping,
            new.settings,
            new.connection.id,
            new.connection.name,
            new.connection.host,
            new.connection.signing_user,
            new.connection.scheme,
            Stamp(new.created),
            new.batch_size,
            first_user,
        ],
    )?;
    Ok(SubmissionId(transaction.last_insert_rowid()))
}

/// A sheet of nothing but left-out rows must not pile up.
const MANY_HELD: usize = 16 * MAX_BATCH_SIZE as usize;

/// A plan being written. It holds back one batch of users: a batch is written before its users, and its span and size
/// are known only when it is full.
struct Plan<'t> {
    submission: SubmissionId,
    batch_size: u32,
    insert_batch: Statement<'t>,
    insert_user: Statement<'t>,
    next_user: i64,
    next_number: u32,
    /// The rows of the batch being filled, with those left out among them, so that IDs follow the sheet.
    held: Vec<NewUser>,
    sendable: u32,
}

impl<'t> Plan<'t> {
    fn begin(
        transaction: &'t Transaction<'_>,
        submission: SubmissionId,
        batch_size: u32,
        first_user: i64,
    ) -> Result<Self, LedgerError> {
        Ok(Self {
            submission,
            batch_size,
            insert_batch: transaction.prepare(
                "INSERT INTO batches (submission_id, number, label, first_row, last_row, first_user, last_user, users) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
            )?,
            insert_user: transaction.prepare(
                "INSERT INTO users (id, submission_id, batch_id, row, firstname, surname, phone, phone_key, email, \
                 password, extra, left_out) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?,
            next_user: first_user,
            next_number: 1,
            held: Vec::with_capacity(batch_size as usize),
            sendable: 0,
        })
    }

    fn push(&mut self, user: NewUser) -> Result<(), LedgerError> {
        self.sendable += u32::from(user.left_out.is_none());
        self.held.push(user);
        if self.sendable == self.batch_size || self.held.len() >= MANY_HELD {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what is left and returns the ID after the last user's.
    fn end(mut self) -> Result<i64, LedgerError> {
        self.flush()?;
        Ok(self.next_user)
    }

    fn flush(&mut self) -> Result<(), LedgerError> {
        let batch = self.write_batch()?;
        for user in self.held.drain(..) {
            let batch = batch.filter(|_| user.left_out.is_none());
            insert_user(
                &mut self.insert_user,
                self.next_user,
                self.submission,
                batch,
                &user,
            )?;
            self.next_user += 1;
        }
        self.sendable = 0;
        Ok(())
    }

    fn write_batch(&mut self) -> Result<Option<BatchId>, LedgerError> {
        let sent = |user: &NewUser| user.left_out.is_none();
        let (Some(first), Some(last)) = (
            self.held.iter().position(sent),
            self.held.iter().rposition(sent),
        ) else {
            return Ok(None);
        };
        let number = self.next_number;
        self.next_number += 1;
        let batch = self.insert_batch.query_row(
            params![
                self.submission,
                number,
                number.to_string(),
                self.held[first].row.cast_signed(),
                self.held[last].row.cast_signed(),
                self.id_of(first),
                self.id_of(last),
                self.sendable,
            ],
            |row| row.get(0),
        )?;
        Ok(Some(batch))
    }

    /// The ID that the user at this place of those held will get.
    fn id_of(&self, place: usize) -> i64 {
        self.next_user + i64::try_from(place).expect("few are held")
    }
}

fn insert_user(
    statement: &mut Statement<'_>,
    id: i64,
    submission: SubmissionId,
    batch: Option<BatchId>,
    user: &NewUser,
) -> Result<(), LedgerError> {
    // Nobody will be created from a row that is left out, so its password has no business here.
    let password = user.password.as_ref().filter(|_| batch.is_some());
    statement.execute(params![
        id,
        submission,
        batch,
        user.row.cast_signed(),
        user.firstname,
        user.surname,
        user.phone,
        user.phone_key,
        user.email,
        password.map(Password::expose_password),
        user.extra,
        user.left_out,
    ])?;
    Ok(())
}
