//! Earlier runs: which phones of a new sheet were accepted on this connection before.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::batch::HAS_USER;
use crate::error::LedgerError;
use crate::ids::{StoredUserId, SubmissionId};
use crate::open::Reader;
use crate::results::ResultState;
use crate::time::Stamp;

/// A phone that was accepted before.
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
    /// When its batch was accepted.
    #[serde(skip)]
    pub accepted: DateTime<Utc>,
    /// Its task ID.
    pub task_id: String,
    /// What became of the user then; none while nothing is known.
    pub result: Option<ResultState>,
}

/// One accepted batch, as far as it is told of each of its users.
struct Run {
    submission: SubmissionId,
    file_name: String,
    accepted: Stamp,
    task_id: String,
}

impl Reader {
    /// Looks phones up that were accepted on this connection before, in whatever submission. For a phone that was
    /// accepted more than once the latest acceptance is given. In the order of asking.
    ///
    /// The keys are in the form of [`NewUser::phone_key`](crate::NewUser::phone_key).
    pub fn earlier<K: AsRef<str>>(
        &self,
        connection_id: &str,
        phone_keys: impl IntoIterator<Item = K>,
    ) -> Result<Vec<Earlier>, LedgerError> {
        let mut asked = Asked::of(phone_keys);
        // The accepted users are walked once and the asked phones are what is hashed: an index on the phones would cost
        // every planning more than this costs the few times it is asked.
        let mut users = self.conn().prepare_cached(&format!(
            "SELECT u.phone_key, u.id, r.state FROM batches b JOIN users u ON {HAS_USER} \
             LEFT JOIN results r ON r.user_id = u.id WHERE b.id = ?1"
        ))?;
        for (batch, run) in self.runs(connection_id)? {
            let mut rows = users.query([batch])?;
            while let Some(row) = rows.next()? {
                asked.meet(row.get_ref(0)?.as_str().unwrap_or_default(), || {
                    Ok(Earlier {
                        asked: 0,
                        user: row.get(1)?,
                        submission: run.submission,
                        file_name: run.file_name.clone(),
                        accepted: run.accepted.0,
                        task_id: run.task_id.clone(),
                        result: row.get(2)?,
                    })
                })?;
            }
        }
        Ok(asked.found())
    }

    /// The connection's accepted batches, the latest first.
    fn runs(&self, connection_id: &str) -> Result<Vec<(i64, Run)>, LedgerError> {
        let mut statement = self.conn().prepare_cached(
            "SELECT b.id, s.id, s.file_name, b.accepted, b.task_id FROM batches b \
             JOIN submissions s ON s.id = b.submission_id \
             WHERE s.connection_id = ?1 AND b.state IN ('accepted', 'finished') ORDER BY b.accepted DESC, b.id DESC",
        )?;
        let runs = statement.query_map([connection_id], |row| {
            let run = Run {
                submission: row.get(1)?,
                file_name: row.get(2)?,
                accepted: row.get(3)?,
                task_id: row.get(4)?,
            };
            Ok((row.get(0)?, run))
        })?;
        Ok(runs.collect::<Result<_, _>>()?)
    }
}

/// The phones asked for. A phone may be asked for more than once.
struct Asked {
    places: HashMap<Box<str>, Vec<usize>>,
    found: Vec<Earlier>,
}

impl Asked {
    fn of<K: AsRef<str>>(keys: impl IntoIterator<Item = K>) -> Self {
        let mut places: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        // A row without a phone is like no other row without one.
        for (place, key) in keys
            .into_iter()
            .enumerate()
            .filter(|(_, key)| !key.as_ref().is_empty())
        {
            places.entry(key.as_ref().into()).or_default().push(place);
        }
        Self {
            places,
            found: Vec::new(),
        }
    }

    /// The first meeting is the latest acceptance; later ones find the phone gone.
    fn meet(
        &mut self,
        key: &str,
        earlier: impl FnOnce() -> rusqlite::Result<Earlier>,
    ) -> Result<(), LedgerError> {
        let Some(places) = self.places.remove(key) else {
            return Ok(());
        };
        let earlier = earlier()?;
        self.found.extend(places.into_iter().map(|asked| Earlier {
            asked,
            ..earlier.clone()
        }));
        Ok(())
    }

    fn found(mut self) -> Vec<Earlier> {
        self.found.sort_unstable_by_key(|earlier| earlier.asked);
        self.found
    }
}
