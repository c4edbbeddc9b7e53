//! What the service's rows say about each user.
//!
//! The documentation gives a row's fields (`userId` once registered, `code` and `reason` when it
//! failed) and the task's counts, but not how a skipped user's row looks. So the rows are read
//! first, and what they leave open is settled by the counts, where these leave one reading only.

use std::collections::{HashMap, HashSet};

use koodrive_client::{TaskInfo, UserResult};
use ledger::{ResultState, StoredUser};

use crate::phone_key::phone_key;

/// Reads all rows of a task together.
pub(crate) fn outcomes(
    users: &[StoredUser],
    rows: &[UserResult],
    info: &TaskInfo,
) -> Vec<ledger::UserResult> {
    let heed_words = words_fit(users, rows, info);
    let mut results: Vec<_> = rows
        .iter()
        .filter(|row| row.phone.is_some())
        .map(|row| as_stored(row, state(row, info, heed_words)))
        .collect();
    let skipped = missing_as_skipped(users, &results, info);
    results.extend(skipped);
    results
}

fn state(row: &UserResult, info: &TaskInfo, heed_words: bool) -> ResultState {
    if has_failed(row) {
        return if heed_words && says_skipped(row) {
            ResultState::Skipped
        } else {
            ResultState::Failed
        };
    }
    if row.user_id.as_deref().is_some_and(|id| !id.is_empty()) {
        return if info.finished() && info.success == 0 && info.skip > 0 {
            ResultState::Skipped
        } else {
            ResultState::Success
        };
    }
    bare(info)
}

/// A row with neither a user ID nor a reason: while the task runs it waits; once it is finished the
/// counts may leave one reading.
fn bare(info: &TaskInfo) -> ResultState {
    match info.finished() {
        true if info.skip > 0 => ResultState::Skipped,
        true if info.success > 0 => ResultState::Success,
        _ => ResultState::Pending,
    }
}

fn has_failed(row: &UserResult) -> bool {
    let says = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let is_success = row.code.as_deref().is_some_and(|code| code.trim() == "0");
    !is_success && (says(&row.code) || says(&row.reason))
}

/// Words of a reason that mean: this user was there before.
const THERE_ALREADY: [&str; 7] = [
    "exist",
    "already",
    "skip",
    "registered",
    "存在",
    "跳过",
    "已注册",
];

/// Words of a reason that mean the contrary, or something else that is missing.
const NOT_THERE: [&str; 9] = [
    "not exist",
    "n't exist",
    "no longer exist",
    "non-exist",
    "nonexist",
    "not registered",
    "unregistered",
    "不存在",
    "未注册",
];

fn says_skipped(row: &UserResult) -> bool {
    let reason = row.reason.as_deref().unwrap_or_default().to_lowercase();
    let reason = NOT_THERE
        .iter()
        .fold(reason, |reason, words| reason.replace(words, " "));
    has_failed(row) && THERE_ALREADY.iter().any(|word| reason.contains(word))
}

/// Whether the counts leave room for what the words of the reasons say: that some rows with a reason
/// are of skipped users. Where they do not, the counts are believed and such rows have failed.
fn words_fit(users: &[StoredUser], rows: &[UserResult], info: &TaskInfo) -> bool {
    let ours: HashSet<&str> = users.iter().map(|user| &*user.phone_key).collect();
    // Each user once: rows may come twice, and there may be rows of strangers.
    let rows: HashMap<String, &UserResult> = rows
        .iter()
        .filter_map(|row| Some((phone_key(row.phone.as_deref()?), row)))
        .filter(|(key, _)| ours.contains(&**key))
        .collect();
    let count =
        |says: fn(&UserResult) -> bool| rows.values().filter(|row| says(row)).count() as u64;
    let (failed, skipped) = (count(has_failed), count(says_skipped));
    let is_complete = rows.len() as u64 >= info.total;
    skipped <= info.skip && !(is_complete && failed - skipped < info.fail)
}

/// Skipped users may have no row at all. When the task is finished and the rows account for every
/// user that its counts call created or failed, the users without a row are the skipped ones. A row
/// that is merely missing leaves the counts unmatched, and then nothing is said about its user; nor
/// is it where a row may be for one of several users.
fn missing_as_skipped(
    users: &[StoredUser],
    listed: &[ledger::UserResult],
    info: &TaskInfo,
) -> Vec<ledger::UserResult> {
    let Some(listed) = Named::of(users).states(listed) else {
        return Vec::new();
    };
    let count = |wanted| listed.values().filter(|state| **state == wanted).count() as u64;
    let missing: Vec<&StoredUser> = users
        .iter()
        .filter(|user| !listed.contains_key(&*user.phone))
        .collect();
    let fits = info.finished()
        && count(ResultState::Success) == info.success
        && count(ResultState::Failed) == info.fail
        && count(ResultState::Skipped) + missing.len() as u64 == info.skip;
    missing.into_iter().filter(|_| fits).map(skipped).collect()
}

/// The phones of a batch: as they were sent, and the spelling that each number was sent in.
struct Named<'a> {
    phones: HashSet<&'a str>,
    /// None where a number was sent in several spellings.
    numbers: HashMap<&'a str, Option<&'a str>>,
}

impl<'a> Named<'a> {
    fn of(users: &'a [StoredUser]) -> Self {
        let mut numbers: HashMap<&str, Option<&str>> = HashMap::new();
        for user in users {
            let phone = &*user.phone;
            numbers
                .entry(&*user.phone_key)
                .and_modify(|known| *known = known.filter(|known| *known == phone))
                .or_insert(Some(phone));
        }
        Self {
            phones: users.iter().map(|user| &*user.phone).collect(),
            numbers,
        }
    }

    /// What is said of each phone that was sent: by its own spelling before any other, as in the
    /// ledger. Nothing at all where a row may be for one of several.
    fn states(&self, rows: &[ledger::UserResult]) -> Option<HashMap<&'a str, ResultState>> {
        let mut states = HashMap::new();
        let exact = |row: &ledger::UserResult| self.phones.get(&*row.phone).copied();
        for row in rows.iter().filter(|row| exact(row).is_none()) {
            match self.numbers.get(&*row.phone_key) {
                Some(Some(phone)) => drop(states.insert(*phone, row.state)),
                Some(None) => return None,
                None => {}
            }
        }
        for row in rows {
            states.extend(exact(row).map(|phone| (phone, row.state)));
        }
        Some(states)
    }
}

fn skipped(user: &StoredUser) -> ledger::UserResult {
    ledger::UserResult {
        phone: user.phone.clone(),
        phone_key: user.phone_key.clone(),
        state: ResultState::Skipped,
        subtask_id: None,
        user_id: None,
        code: None,
        reason: None,
    }
}

fn as_stored(row: &UserResult, state: ResultState) -> ledger::UserResult {
    let phone = row.phone.clone().unwrap_or_default();
    ledger::UserResult {
        phone_key: phone_key(&phone),
        phone,
        state,
        subtask_id: row.subtask_id.clone(),
        user_id: row.user_id.clone().filter(|id| !id.is_empty()),
        code: row.code.clone(),
        reason: row.reason.clone(),
    }
}

#[cfg(test)]
mod tests;
