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
    phone: String,
    answered: Option<Spelling>,
    subtask_id: Option<String>,
}

impl Member {
    /// All that was said of the user so far named its phone in another spelling.
    fn is_answered_for_another(&self) -> bool {
        self.answered == Some(Spelling::Another)
    }

    /// Whether a result in this spelling may speak of the user: not another one's, where its own has come.
    fn yields_to(&self, spelling: Spelling) -> bool {
        spelling == Spelling::Exact || self.answered != Some(Spelling::Exact)
    }
}

/// How a result names its user's phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// Exactly as it was sent.
    Exact,
    /// As the same number, written in another way.
    Another,
}

/// A result found its user.
pub(crate) struct Claim {
    pub(crate) user: StoredUserId,
    /// No result has named the user's phone as it was sent.
    pub(crate) respelt: bool,
    /// What was said of the user so far came for another spelling, and was not this user's.
    pub(crate) displaces: bool,
}

/// Finds the user a result is for.
///
/// The phone as it was sent goes before the same number in another spelling, whichever comes first: [`Join::sort`]. A
/// spelling that nobody was sent with finds its user only where all users of that number are spelt alike; where they are
/// not, it may mean any of them, and nothing is guessed.
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
            "SELECT u.id, u.phone, u.phone_key, r.user_id IS NOT NULL, r.spelt IS NULL, r.subtask_id FROM batches b \
             JOIN users u ON {HAS_USER} LEFT JOIN results r ON r.user_id = u.id WHERE b.id = ?1 ORDER BY u.id"
        ))?;
        let mut rows = statement.query([batch])?;
        while let Some(row) = rows.next()? {
            let (answered, exact): (bool, bool) = (row.get(3)?, row.get(4)?);
            let spelling = if exact {
                Spelling::Exact
            } else {
                Spelling::Another
            };
            join.add(
                Member {
                    id: row.get(0)?,
                    phone: row.get(1)?,
                    answered: answered.then_some(spelling),
                    subtask_id: row.get(5)?,
                },
                row.get(2)?,
            );
        }
        Ok(join)
    }

    fn add(&mut self, member: Member, key: String) {
        let place = self.members.len();
        let phone = member.phone.clone();
        self.by_phone.entry(phone).or_default().push(place);
        self.by_key.entry(key).or_default().push(place);
        self.members.push(member);
    }

    /// Puts those first that name a phone exactly as it was sent; otherwise the order stays.
    pub(crate) fn sort<'a>(&self, results: &'a [UserResult]) -> Vec<&'a UserResult> {
        let mut sorted: Vec<&UserResult> = results.iter().collect();
        sorted.sort_by_key(|result| !self.by_phone.contains_key(&result.phone));
        sorted
    }

    /// The user this result is for, if the batch has one.
    pub(crate) fn claim(&mut self, result: &UserResult) -> Option<Claim> {
        let (spelling, candidates) = self.candidates(result)?;
        let place = match &result.subtask_id {
            Some(id) => self.place_for_subtask(candidates, spelling, id),
            None => self.place_without_subtask(candidates, spelling),
        }?;
        let member = &mut self.members[place];
        let is_same = result.subtask_id.is_some() && result.subtask_id == member.subtask_id;
        let displaces = spelling == Spelling::Exact && member.is_answered_for_another() && !is_same;
        if result.subtask_id.is_some() || displaces {
            member.subtask_id.clone_from(&result.subtask_id);
        }
        if member.answered != Some(Spelling::Exact) {
            member.answered = Some(spelling);
        }
        Some(Claim {
            user: member.id,
            respelt: member.is_answered_for_another(),
            displaces,
        })
    }

    fn candidates(&self, result: &UserResult) -> Option<(Spelling, &[usize])> {
        if let Some(exact) = self.by_phone.get(&result.phone) {
            return Some((Spelling::Exact, exact));
        }
        let same_number = self.by_key.get(&result.phone_key)?;
        let first = &self.members[*same_number.first()?].phone;
        let alike = same_number
            .iter()
            .all(|place| self.members[*place].phone == *first);
        alike.then_some((Spelling::Another, same_number))
    }

    fn place_for_subtask(
        &self,
        candidates: &[usize],
        spelling: Spelling,
        id: &str,
    ) -> Option<usize> {
        let has_it = |member: &Member| member.subtask_id.as_deref() == Some(id);
        let is_free = |member: &Member| member.subtask_id.is_none() && member.yields_to(spelling);
        let is_wrong =
            |member: &Member| spelling == Spelling::Exact && member.is_answered_for_another();
        self.first(candidates, has_it)
            .or_else(|| self.first(candidates, is_free))
            .or_else(|| self.first(candidates, is_wrong))
    }

    fn place_without_subtask(&self, candidates: &[usize], spelling: Spelling) -> Option<usize> {
        // What an earlier question brought for the same spelling comes again with each question.
        let is_repeated = |member: &Member| {
            spelling == Spelling::Exact
                && member.answered == Some(Spelling::Exact)
                && member.subtask_id.is_none()
        };
        self.first(candidates, |member| member.answered.is_none())
            .or_else(|| self.first(candidates, is_repeated))
            .or_else(|| self.first(candidates, Member::is_answered_for_another))
            .or_else(|| self.first(candidates, |member| member.yields_to(spelling)))
    }

    fn first(&self, candidates: &[usize], fits: impl Fn(&Member) -> bool) -> Option<usize> {
        candidates
            .iter()
            .copied()
            .find(|place| fits(&self.members[*place]))
    }
}
