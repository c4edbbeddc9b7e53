//! The channel that a submission's screen hears its progress through: at most ten times a second.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use provisioning::Standing;
use provisioning::ledger::{BatchId, SubmissionId};
use tauri::ipc::Channel;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::task::AbortHandle;
use tokio::time::sleep;

use super::runs::Change;
use crate::contract::error::CommandError;
use crate::contract::submission::{ProgressUpdate, Submission};
use crate::house::House;
use crate::translate::{self, submission::Pulse};

/// Between two updates.
const PACE: Duration = Duration::from_millis(100);

/// Who follows, by the channel's ID.
static FOLLOWERS: LazyLock<Mutex<HashMap<u32, AbortHandle>>> = LazyLock::new(Mutex::default);

/// What changed since the last update.
#[derive(Debug, Default, PartialEq, Eq)]
enum Changed {
    #[default]
    Nothing,
    Batches(BTreeSet<BatchId>),
    Everything,
}

impl Changed {
    fn add(&mut self, batch: BatchId) {
        match self {
            Self::Everything => {}
            Self::Nothing => *self = Self::Batches(BTreeSet::from([batch])),
            Self::Batches(batches) => {
                batches.insert(batch);
            }
        }
    }
}

impl House {
    /// A submission as its screen first gets it.
    pub(crate) async fn submission(&self, id: SubmissionId) -> Result<Submission, CommandError> {
        let batches = self.provisioner.batches(id, None).await?;
        let (standing, pulse) = self.look_at(id).await?;
        let looks = self.looks(&standing.submission.connection.id);
        Ok(translate::submission::submission(
            &standing, &batches, &pulse, looks,
        ))
    }

    /// How a submission stands in the ledger and in this program, both at one moment: what is on its way
    /// while a run ends would look as if nobody waited for it.
    pub(super) async fn look_at(
        &self,
        id: SubmissionId,
    ) -> Result<(Standing, Pulse), CommandError> {
        loop {
            let before = self.runs.stage(id);
            let standing = self.provisioner.standing(id).await?;
            let pulse = self.pulse(&standing);
            if self.runs.stage(id) == before {
                return Ok((standing, pulse));
            }
        }
    }

    /// Tells a screen what changes, until it is told to stop or is gone.
    pub(crate) fn follow(self: &Arc<Self>, id: SubmissionId, channel: Channel<ProgressUpdate>) {
        let key = channel.id();
        let follower = Follower {
            house: Arc::clone(self),
            id,
            changes: self.runs.listen(),
            channel,
        };
        let task = tokio::spawn(follower.run());
        let mut followers = FOLLOWERS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(earlier) = followers.insert(key, task.abort_handle()) {
            earlier.abort();
        }
    }

    /// Stops telling.
    pub(crate) fn unfollow(channel: u32) {
        let mut followers = FOLLOWERS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(follower) = followers.remove(&channel) {
            follower.abort();
        }
    }

    async fn update(
        &self,
        id: SubmissionId,
        changed: Changed,
    ) -> Result<ProgressUpdate, CommandError> {
        let only = match changed {
            Changed::Everything => None,
            Changed::Batches(batches) => Some(batches.into_iter().collect()),
            Changed::Nothing => Some(Vec::new()),
        };
        let batches = self.provisioner.batches(id, only).await?;
        let (standing, pulse) = self.look_at(id).await?;
        let batches = batches.iter();
        Ok(ProgressUpdate {
            progress: translate::submission::progress(&standing, &pulse),
            batches: batches
                .map(|one| translate::batch::batch(one, &pulse))
                .collect(),
        })
    }
}

struct Follower {
    house: Arc<House>,
    id: SubmissionId,
    changes: Receiver<Change>,
    channel: Channel<ProgressUpdate>,
}

impl Follower {
    /// Begins with everything: something may have happened between the screen's first question and
    /// this.
    async fn run(mut self) {
        let mut changed = Changed::Everything;
        loop {
            let Ok(update) = self.house.update(self.id, changed).await else {
                return;
            };
            if self.channel.send(update).is_err() {
                return;
            }
            sleep(PACE).await;
            changed = self.next().await;
            if changed == Changed::Nothing {
                return;
            }
        }
    }

    /// Waits for a change, and takes every other one that is there by then.
    async fn next(&mut self) -> Changed {
        let mut changed = Changed::Nothing;
        while changed == Changed::Nothing {
            match self.changes.recv().await {
                Ok(change) => self.take(&change, &mut changed),
                // Fallen behind: the ledger knows.
                Err(RecvError::Lagged(_)) => changed = Changed::Everything,
                Err(RecvError::Closed) => return Changed::Nothing,
            }
        }
        loop {
            match self.changes.try_recv() {
                Ok(change) => self.take(&change, &mut changed),
                Err(TryRecvError::Lagged(_)) => changed = Changed::Everything,
                Err(_) => return changed,
            }
        }
    }

    fn take(&self, change: &Change, changed: &mut Changed) {
        if change.submission == self.id {
            match change.batch {
                None => *changed = Changed::Everything,
                Some(batch) => changed.add(batch),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_add_up_and_everything_stays_everything() {
        let batch = |id: &str| id.parse::<BatchId>().unwrap();
        let mut changed = Changed::default();
        changed.add(batch("1"));
        changed.add(batch("2"));
        changed.add(batch("1"));
        assert_eq!(
            changed,
            Changed::Batches(BTreeSet::from([batch("1"), batch("2")]))
        );
        changed = Changed::Everything;
        changed.add(batch("1"));
        assert_eq!(changed, Changed::Everything);
    }
}
