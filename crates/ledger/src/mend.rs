//! What a person or the isolation of bad rows does with batches that were not accepted: split, send again, fix, cancel.

use chrono::{DateTime, Utc};
use rusqlite::{Transaction, params};

use crate::attempt::move_batch;
use crate::batch::{BatchState, HAS_USER, require, state_of};
use crate::error::LedgerError;
use crate::ids::{BatchId, StoredUserId, SubmissionId};
use crate::open::Ledger;

/// New words for a user that was refused. What is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Amendment {
    /// First name.
    pub firstname: Option<String>,
    /// Surname; an empty text removes it.
    pub surname: Option<String>,
    /// The phone as it is to be sent, and in its one comparable form.
    pub phone: Option<(String, String)>,
    /// E-mail; an empty text removes it.
    pub email: Option<String>,
}

impl Ledger {
    /// Splits a refused batch in two halves, both queued, in the order of the sheet. The refused batch keeps its
    /// attempts and hands its users on.
    ///
    /// Nothing was created from a refused batch, so this sends nobody twice. A batch of one user cannot be split.
    pub fn split(&mut self, batch: BatchId) -> Result<(BatchId, BatchId), LedgerError> {
        self.split_after(batch, |users| users.div_ceil(2))
    }

    /// The same with the first `first` users in the first part and the others in the second.
    ///
    /// A part of a refused batch that was never sent can be split as well: where its sibling was accepted, it is known
    /// to be at fault without being sent.
    pub fn split_at(
        &mut self,
        batch: BatchId,
        first: usize,
    ) -> Result<(BatchId, BatchId), LedgerError> {
        self.split_after(batch, |_| first)
    }

    fn split_after(
        &mut self,
        batch: BatchId,
        first: impl FnOnce(usize) -> usize,
    ) -> Result<(BatchId, BatchId), LedgerError> {
        let transaction = self.transaction()?;
        require_refused_or_unsent_part(&transaction, batch, "splitting it")?;
        let users = users_of(&transaction, batch)?;
        if users.len() < 2 {
            return Err(LedgerError::Invalid("a batch of one user cannot be split"));
        }
        let first = first(users.len());
        if first == 0 || first >= users.len() {
            return Err(LedgerError::Invalid("both parts of a split have users"));
        }
        let (first, second) = users.split_at(first);
        let first = child(&transaction, batch, first)?;
        let second = child(&transaction, batch, second)?;
        transaction.execute("UPDATE batches SET state = 'split' WHERE id = ?1", [batch])?;
        transaction.commit()?;
        Ok((first, second))
    }

    /// Queues a refused batch again, after its users or the connection were put right.
    pub fn requeue(
        &mut self,
        batch: BatchId,
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        require(
            &transaction,
            batch,
            &[BatchState::Refused],
            "sending it again",
        )?;
        move_batch(
            &transaction,
            batch,
            BatchState::Queued,
            Some(why),
            None,
            now,
        )?;
        Ok(transaction.commit()?)
    }

    /// Puts a user right whose batch is queued or refused. What was accepted is not rewritten.
    pub fn amend(&mut self, user: StoredUserId, amendment: &Amendment) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        let batch = batch_of(&transaction, user)?;
        require(
            &transaction,
            batch,
            &[BatchState::Queued, BatchState::Refused],
            "changing its users",
        )?;
        let phone = amendment.phone.as_ref();
        transaction
            .prepare_cached(
                "UPDATE users SET firstname = coalesce(?2, firstname), surname = nullif(coalesce(?3, surname), ''), \
                 phone = coalesce(?4, phone), phone_key = coalesce(?5, phone_key), \
                 email = nullif(coalesce(?6, email), '') WHERE id = ?1",
            )?
            .execute(params![
                user,
                amendment.firstname,
                amendment.surname,
                phone.map(|(sent, _)| sent),
                phone.map(|(_, key)| key),
                amendment.email,
            ])?;
        Ok(transaction.commit()?)
    }

    /// Leaves out everything of a submission that is still queued; returns how many batches that were.
    ///
    /// What is on its way, accepted or unknown is not touched.
    pub fn cancel_queued(
        &mut self,
        submission: SubmissionId,
        why: &str,
    ) -> Result<u64, LedgerError> {
        let transaction = self.transaction()?;
        let cancelled = transaction.execute(
            "UPDATE batches SET state = 'left_out', why = ?2 WHERE submission_id = ?1 AND state = 'queued'",
            params![submission, why],
        )?;
        transaction.commit()?;
        Ok(cancelled as u64)
    }

    /// Leaves one queued batch out.
    pub fn cancel(
        &mut self,
        batch: BatchId,
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        require(&transaction, batch, &[BatchState::Queued], "leaving it out")?;
        move_batch(
            &transaction,
            batch,
            BatchState::LeftOut,
            Some(why),
            None,
            now,
        )?;
        Ok(transaction.commit()?)
    }
}

fn require_refused_or_unsent_part(
    transaction: &Transaction<'_>,
    batch: BatchId,
    step: &'static str,
) -> Result<(), LedgerError> {
    match state_of(transaction, batch)? {
        BatchState::Refused => Ok(()),
        _ => require_unsent_part(transaction, batch, step),
    }
}

/// A queued batch that came of a split and for which no request was ever begun.
fn require_unsent_part(
    transaction: &Transaction<'_>,
    batch: BatchId,
    step: &'static str,
) -> Result<(), LedgerError> {
    let state = state_of(transaction, batch)?;
    let is_one: bool = transaction
        .prepare_cached(
            "SELECT state = 'queued' AND parent_id IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM attempts WHERE batch_id = ?1) FROM batches WHERE id = ?1",
        )?
        .query_row([batch], |row| row.get(0))?;
    if is_one {
        Ok(())
    } else {
        Err(LedgerError::WrongState { batch, state, step })
    }
}

struct Member {
    id: StoredUserId,
    row: i64,
}

fn users_of(transaction: &Transaction<'_>, batch: BatchId) -> Result<Vec<Member>, LedgerError> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT u.id, u.row FROM batches b JOIN users u ON {HAS_USER} WHERE b.id = ?1 ORDER BY u.id"
    ))?;
    let members = statement.query_map([batch], |row| {
        Ok(Member {
            id: row.get(0)?,
            row: row.get(1)?,
        })
    })?;
    Ok(members.collect::<Result<_, _>>()?)
}

fn batch_of(transaction: &Transaction<'_>, user: StoredUserId) -> Result<BatchId, LedgerError> {
    let found = transaction.query_row("SELECT batch_id FROM users WHERE id = ?1", [user], |row| {
        row.get(0)
    });
    match found {
        Ok(Some(batch)) => Ok(batch),
        Ok(None) => Err(LedgerError::Invalid(
            "a row that was left out at planning is not sent",
        )),
        Err(rusqlite::Error::QueryReturnedNoRows) => Err(LedgerError::not_found("user", user)),
        Err(error) => Err(error.into()),
    }
}

/// A part of a batch. The parts of a planned batch are numbered as they are made, `7.1`, `7.2`, however deep they come
/// from: a label has to be short, and whose part it is stands beside it. In ASCII a slash follows the dot.
fn child(
    transaction: &Transaction<'_>,
    parent: BatchId,
    members: &[Member],
) -> Result<BatchId, LedgerError> {
    let (first, last) = (&members[0], &members[members.len() - 1]);
    let users = u32::try_from(members.len()).expect("a batch holds at most a thousand");
    let child: BatchId = transaction
        .prepare_cached(
            "INSERT INTO batches (submission_id, number, label, parent_id, first_row, last_row, first_user, last_user, \
             users) SELECT submission_id, \
                 (SELECT max(number) + 1 FROM batches n WHERE n.submission_id = p.submission_id), \
                 planned || '.' || (SELECT count(*) + 1 FROM batches n \
                     WHERE n.submission_id = p.submission_id AND n.label > planned || '.' \
                     AND n.label < planned || '/'), \
                 id, ?2, ?3, ?4, ?5, ?6 \
             FROM (SELECT *, substr(label, 1, instr(label || '.', '.') - 1) AS planned FROM batches WHERE id = ?1) p \
             RETURNING id",
        )?
        .query_row(
            params![parent, first.row, last.row, first.id, last.id, users],
            |row| row.get(0),
        )?;
    let mut hand_on = transaction.prepare_cached("UPDATE users SET batch_id = ?2 WHERE id = ?1")?;
    for member in members {
        hand_on.execute(params![member.id, child])?;
    }
    Ok(child)
}
