//! Which user of a batch a result is for: found by phone, never by position.

use std::collections::HashMap;

use rusqlite::Transaction;

use crate::batch::HAS_USER;
use crate::error::LedgerError;
use crate::ids::{BatchId, StoredUserId};
use crate::results::UserResult;

/// A user of the batch, and by which entry of the task it was answered.
struct Member {
    id: StoredUserId,
    answered: bool,
    subtask_id: Option<String>,
}

/// Finds the user a result is for.
///
/// Several users of a batch may have the same phone. Then a result with a subtask ID that one of them has is that one's;
/// a new subtask ID goes to the first of them that has none; without a subtask ID the first unanswered one is taken, and
/// the first of all when every one is answered (the same result again).
pub(crate) struct Join {
    members: Vec<Member>,
    by_phone: HashMap<String, Vec<usize>>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Join {
    pub(crate) fn of(transaction: &Transaction<'_>, batch: BatchId) -> Result<Self, LedgerError> {
        let mut join = Self {
            members: Vec::new(),
            by_phone: HashMap::new(),
            by_key: HashMap::new(),
        };
        let mut statement = transaction.prepare_cached(&format!(
            "SELECT u.id, u.phone, u.phone_key, r.user_id IS NOT NULL, r.subtask_id FROM batches b \
             JOIN users u ON {HAS_USER} LEFT JOIN results r ON r.user_id = u.id WHERE b.id = ?1 ORDER BY u.id"
        ))?;
        let mut rows = statement.query([batch])?;
        while let Some(row) = rows.next()? {
            let place = join.members.len();
            join.members.push(Member {
                id: row.get(0)?,
                answered: row.get(3)?,
                subtask_id: row.get(4)?,
            });
            join.by_phone.entry(row.get(1)?).or_default().push(place);
            join.by_key.entry(row.get(2)?).or_default().push(place);
        }
        Ok(join)
    }

    /// The user this result is for, if the batch has one.
    pub(crate) fn claim(&mut self, result: &UserResult) -> Option<StoredUserId> {
        let candidates = self
            .by_phone
            .get(&result.phone)
            .or_else(|| self.by_key.get(&result.phone_key))?;
        let members = &mut self.members;
        let place = match &result.subtask_id {
            Some(id) => candidates
                .iter()
                .find(|place| members[**place].subtask_id.as_ref() == Some(id))
                .or_else(|| {
                    candidates
                        .iter()
                        .find(|place| members[**place].subtask_id.is_none())
                }),
            None => candidates
                .iter()
                .find(|place| !members[**place].answered)
                .or(candidates.first()),
        };
        let member = &mut members[*place?];
        member.answered = true;
        if result.subtask_id.is_some() {
            member.subtask_id.clone_from(&result.subtask_id);
        }
        Some(member.id)
    }
}
