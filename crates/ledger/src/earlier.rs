//! Earlier runs: which phones of a new sheet are in a submission on this connection already, and how that stands.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::Row;
use serde::Serialize;

use crate::batch::{BatchState, HAS_USER};
use crate::error::LedgerError;
use crate::ids::{StoredUserId, SubmissionId};
use crate::open::Reader;
use crate::results::ResultState;
use crate::time::Stamp;

/// A phone that was sent before, may have been, or is about to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Earlier {
    /// Which of the asked phones: its place in the order in which they were given, from 0.
    pub asked: usize,
    /// The user of then.
    pub user: StoredUserId,
    /// The submission of then.
    pub submission: SubmissionId,
    /// Its file.
    pub file_name: String,
    /// When it was planned.
    #[serde(skip)]
    pub planned: DateTime<Utc>,
    /// How it stands with the user's batch.
    pub standing: Standing,
}

/// How it stands with a user that another submission has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The service took its batch.
    Accepted {
        /// When.
        #[serde(skip)]
        at: DateTime<Utc>,
        /// The batch's task ID.
        task_id: String,
        /// What became of the user then; none while nothing is known.
        result: Option<ResultState>,
    },
    /// Its batch may or may not have been processed, and waits for a person's word.
    Unknown,
    /// Its batch is queued, or on its way at this moment.
    Waiting,
}

impl Standing {
    /// It was accepted, and the user was not created.
    pub fn has_failed(&self) -> bool {
        let failed = Some(ResultState::Failed);
        matches!(self, Self::Accepted { result, .. } if *result == failed)
    }

    /// An acceptance is the last word about a phone. A failed one is so among acceptances: it does not make up for a
    /// batch that may yet create the user.
    fn outweighs(&self, other: &Self) -> bool {
        !self.has_failed() || matches!(other, Self::Accepted { .. })
    }
}

/// One batch, as far as it is told of each of its users.
struct Run {
    submission: SubmissionId,
    file_name: String,
    planned: Stamp,
    state: BatchState,
    acceptance: Option<(Stamp, String)>,
}

impl Reader {
    /// Looks phones up that are in a submission on this connection: accepted, unknown, or still to be sent. Users that
    /// were refused or left out are in none.
    ///
    /// For a phone that was accepted more than once the latest acceptance is given. A batch that is unknown, else one
    /// that waits, is given for a phone that was never accepted, or whose latest acceptance failed. In the order of
    /// asking.
    ///
    /// The keys are in the form of [`NewUser::phone_key`](crate::NewUser::phone_key).
    pub fn earlier<K: AsRef<str>>(
        &self,
        connection_id: &str,
        phone_keys: impl IntoIterator<Item = K>,
    ) -> Result<Vec<Earlier>, LedgerError> {
        let mut asked = Asked::of(phone_keys);
        // The users of these batches are walked once and the asked phones are what is hashed: an index on the phones
        // would cost every planning more than this costs the few times it is asked.
        let mut users = self.conn().prepare_cached(&format!(
            "SELECT u.phone_key, u.id, r.state FROM batches b JOIN users u ON {HAS_USER} \
             LEFT JOIN results r ON r.user_id = u.id WHERE b.id = ?1"
        ))?;
        for (batch, run) in self.runs(connection_id)? {
            let mut rows = users.query([batch])?;
            while let Some(row) = rows.next()? {
                asked.meet(row.get_ref(0)?.as_str().unwrap_or_default(), &run, row)?;
            }
        }
        Ok(asked.found())
    }

    /// The connection's batches that count, in the order of what they say of a phone: the latest acceptance first, then
    /// what is unknown, then what waits. A batch that was split is not among them, its parts are.
    fn runs(&self, connection_id: &str) -> Result<Vec<(i64, Run)>, LedgerError> {
        let mut statement = self.conn().prepare_cached(
            "SELECT b.id, s.id, s.file_name, s.created, b.state, b.accepted, b.task_id FROM batches b \
             JOIN submissions s ON s.id = b.submission_id WHERE s.connection_id = ?1 \
             AND b.state IN ('accepted', 'finished', 'unknown', 'sending', 'queued') \
             ORDER BY b.accepted IS NULL, b.state <> 'unknown', b.accepted DESC, b.id DESC",
        )?;
        let runs = statement.query_map([connection_id], |row| {
            let accepted: Option<Stamp> = row.get(5)?;
            let task_id: Option<String> = row.get(6)?;
            let run = Run {
                submission: row.get(1)?,
                file_name: row.get(2)?,
                planned: row.get(3)?,
                state: row.get(4)?,
                acceptance: accepted.zip(task_id),
            };
            Ok((row.get(0)?, run))
        })?;
        Ok(runs.collect::<Result<_, _>>()?)
    }
}

impl Run {
    fn standing(&self, result: Option<ResultState>) -> Standing {
        match (&self.acceptance, self.state) {
            (Some((at, task_id)), _) => Standing::Accepted {
                at: at.0,
                task_id: task_id.clone(),
                result,
            },
            (None, BatchState::Unknown) => Standing::Unknown,
            (None, _) => Standing::Waiting,
        }
    }
}

/// The phones asked for.
struct Asked {
    phones: HashMap<Box<str>, Phone>,
}

/// A phone, and the best that was met of it so far.
#[derive(Default)]
struct Phone {
    /// It may be asked for more than once.
    places: Vec<usize>,
    met: Option<Earlier>,
}

impl Asked {
    fn of<K: AsRef<str>>(keys: impl IntoIterator<Item = K>) -> Self {
        let mut phones: HashMap<Box<str>, Phone> = HashMap::new();
        // A row without a phone is like no other row without one.
        for (place, key) in keys
            .into_iter()
            .enumerate()
            .filter(|(_, key)| !key.as_ref().is_empty())
        {
            let phone = phones.entry(key.as_ref().into()).or_default();
            phone.places.push(place);
        }
        Self { phones }
    }

    /// Takes note of a user: its phone, its batch, and the row with its ID and result.
    fn meet(&mut self, key: &str, run: &Run, row: &Row<'_>) -> Result<(), LedgerError> {
        let Some(phone) = self.phones.get_mut(key) else {
            return Ok(());
        };
        let standing = run.standing(row.get(2)?);
        let before = phone.met.as_ref().map(|met| &met.standing);
        if before.is_none_or(|before| !before.outweighs(&standing)) {
            phone.met = Some(Earlier {
                asked: 0,
                user: row.get(1)?,
                submission: run.submission,
                file_name: run.file_name.clone(),
                planned: run.planned.0,
                standing,
            });
        }
        Ok(())
    }

    fn found(self) -> Vec<Earlier> {
        let phones = self.phones.into_values();
        let met = phones.filter_map(|phone| Some((phone.places, phone.met?)));
        let mut found: Vec<Earlier> = met
            .flat_map(|(places, met)| {
                let at = move |asked| Earlier {
                    asked,
                    ..met.clone()
                };
                places.into_iter().map(at)
            })
            .collect();
        found.sort_unstable_by_key(|earlier| earlier.asked);
        found
    }
}
