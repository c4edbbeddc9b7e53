//! What a person may have done to a submission: send it, pause it, go on, and follow what was
//! accepted.

use std::collections::HashMap;
use std::sync::Arc;

use provisioning::ledger::SubmissionId;
use provisioning::{Ended, Followed, Limits, Run, Signer, Standing, StopReason};
use tokio::sync::RwLockReadGuard;

use super::runs::Turn;
use super::unwritten::Unwritten;
use crate::contract::error::{CommandError, ErrorCode};
use crate::house::House;
use crate::translate::submission::Pulse;

/// A ledger that is not left while somebody holds this.
pub(crate) type LedgerInUse<'a> = RwLockReadGuard<'a, ()>;

impl House {
    /// Sends what is queued of a submission and follows what was accepted, in a ledger that stays open
    /// meanwhile.
    ///
    /// # Errors
    /// When it is being sent already, or was planned for another connection.
    pub(crate) async fn send(
        self: &Arc<Self>,
        id: SubmissionId,
        signer: &Signer,
        in_use: &LedgerInUse<'_>,
    ) -> Result<(), CommandError> {
        let turn = self.runs.turn(id).await;
        self.send_in(&turn, signer, in_use).await
    }

    /// Keeps the ledger that is open from being left.
    ///
    /// # Errors
    /// When none is open.
    pub(crate) async fn use_ledger(&self) -> Result<LedgerInUse<'_>, CommandError> {
        let in_use = self.ledger_in_use.read().await;
        self.can_write_down()?;
        Ok(in_use)
    }

    async fn send_in(
        self: &Arc<Self>,
        turn: &Turn,
        signer: &Signer,
        _in_use: &LedgerInUse<'_>,
    ) -> Result<(), CommandError> {
        if self.runs.control(turn.id).is_some() {
            return Err(CommandError::new(
                ErrorCode::WrongState,
                "the submission is being sent already",
            ));
        }
        let settings = self.settings()?;
        let limits = Limits {
            concurrency: settings.requests_at_once as usize,
            isolate: settings.isolate_bad_rows,
            ..Limits::default()
        };
        self.end_following(turn).await;
        let run = self.provisioner.run(turn.id, signer, limits).await?;
        self.attend(turn, run, true);
        Ok(())
    }

    /// Follows what was accepted, and sends nothing. A run that sends follows as well: it is left as
    /// it is, and asked to look again at its end.
    async fn follow_in(
        self: &Arc<Self>,
        turn: &Turn,
        connection: String,
    ) -> Result<(), CommandError> {
        let _in_use = self.use_ledger().await?;
        let signer = self.signer_of(connection).await?;
        if self.runs.note_settled(turn.id) {
            return Ok(());
        }
        self.end_following(turn).await;
        let run = self.provisioner.follow(turn.id, &signer).await?;
        self.attend(turn, run, false);
        Ok(())
    }

    async fn signer_of(self: &Arc<Self>, connection: String) -> Result<Signer, CommandError> {
        self.apart(move |house| Ok(house.signers.signer(&connection)?))
            .await
    }

    /// Waits for a run's ends and tells them.
    fn attend(self: &Arc<Self>, turn: &Turn, mut run: Run, sending: bool) {
        let id = turn.id;
        let generation = self.runs.begin(turn, run.control().clone(), sending);
        self.runs.tell(id, None);
        let house = Arc::clone(self);
        tokio::spawn(async move {
            let stopped = match run.sent().await {
                Ok(Ended::Stopped(reason)) => Some(reason),
                Ok(_) => None,
                Err(error) => Some(StopReason::Ledger(error.with_causes())),
            };
            house.runs.note_answer(id, Unwritten::give_up);
            house.tell_unwritten();
            house.runs.change(id, generation, |run| {
                run.sending = false;
                run.stopped = stopped.or(run.stopped.take());
            });
            let stopped = match run.followed().await {
                Ok(Followed::Stopped(reason)) => Some(reason),
                Ok(_) => None,
                Err(error) => {
                    tracing::warn!(error = error.with_causes(), "following ended early");
                    Some(StopReason::Ledger(error.with_causes()))
                }
            };
            let mut settled = false;
            house.runs.change(id, generation, |run| {
                run.running = false;
                run.stopped = run.stopped.take().or(stopped);
                settled = std::mem::take(&mut run.settled);
            });
            if settled && let Err(error) = house.follow_settled(id).await {
                tracing::warn!(
                    error = error.message,
                    "a settled task cannot be followed now"
                );
            }
        });
    }

    /// Follows a task that a person has typed in: at once, or after the run that sends now.
    pub(crate) async fn follow_settled(
        self: &Arc<Self>,
        id: SubmissionId,
    ) -> Result<(), CommandError> {
        if self.runs.note_settled(id) {
            return Ok(());
        }
        let standing = self.provisioner.standing(id).await?;
        let connection = standing.submission.connection.id;
        if self.is_practice_over(&connection) {
            return Ok(());
        }
        let turn = self.runs.turn(id).await;
        self.follow_in(&turn, connection).await
    }

    /// After a start: follows every task that was accepted and is not finished, as far as its
    /// connection has keys. What is queued waits for a person.
    pub(crate) async fn resume_following(self: Arc<Self>) -> Result<(), CommandError> {
        let open = self
            .provisioner
            .journal()
            .run(|ledger| ledger.accepted_unfinished())
            .await??;
        let mut of: HashMap<SubmissionId, String> = HashMap::new();
        of.extend(
            open.into_iter()
                .map(|task| (task.submission, task.connection_id)),
        );
        for (submission, connection) in of {
            if self.is_practice_over(&connection) {
                continue;
            }
            let turn = self.runs.turn(submission).await;
            if let Err(error) = self.follow_in(&turn, connection).await {
                tracing::warn!(error = error.message, "a submission cannot be followed now");
            }
        }
        Ok(())
    }

    /// What only this program knows of a submission.
    pub(crate) fn pulse(&self, standing: &Standing) -> Pulse {
        Pulse {
            practice_over: self.is_practice_over(&standing.submission.connection.id),
            ..self.runs.pulse(standing)
        }
    }

    /// Sends nothing new until it is resumed.
    pub(crate) fn pause(&self, id: SubmissionId) -> Result<(), CommandError> {
        let control = self.runs.control(id).ok_or_else(not_sending)?;
        control.pause();
        self.runs.tell(id, None);
        Ok(())
    }

    /// Goes on: after a pause, after it stopped, or with what an earlier session left queued.
    pub(crate) async fn resume(self: &Arc<Self>, id: SubmissionId) -> Result<(), CommandError> {
        let turn = self.runs.turn(id).await;
        if let Some(control) = self.runs.control(id) {
            control.resume();
            self.runs.tell(id, None);
            return Ok(());
        }
        let in_use = self.use_ledger().await?;
        let standing = self.provisioner.standing(id).await?;
        let connection = standing.submission.connection.id;
        if self.is_practice_over(&connection) {
            return Err(CommandError::new(
                ErrorCode::WrongState,
                "the practice service that this submission went to has ended",
            )
            .with_hint("submit the sheet anew"));
        }
        let signer = self.signer_of(connection).await?;
        self.send_in(&turn, &signer, &in_use).await
    }

    /// A run that only follows makes room for one that also sends: it ends between two questions.
    async fn end_following(&self, turn: &Turn) {
        let mut changes = self.runs.listen();
        self.runs.end(turn.id);
        while self.runs.is_running(turn.id) {
            if changes.recv().await.is_err() {
                // Fallen behind: what was missed may have been the end.
                changes = changes.resubscribe();
            }
        }
    }

    /// Ends every run that follows, each between two of its questions, and those that begin meanwhile.
    pub(crate) async fn end_all_following(&self) {
        let mut changes = self.runs.listen();
        while self.runs.is_any_running() {
            self.runs.halt();
            if changes.recv().await.is_err() {
                changes = changes.resubscribe();
            }
        }
    }

    /// Leaves out what is not sent. It cannot be taken back.
    pub(crate) async fn cancel(&self, id: SubmissionId) -> Result<(), CommandError> {
        let _turn = self.runs.turn(id).await;
        if let Some(control) = self.runs.control(id) {
            control.cancel();
        } else {
            self.provisioner.cancel_queued(id).await?;
        }
        self.runs.tell(id, None);
        Ok(())
    }
}

fn not_sending() -> CommandError {
    CommandError::new(ErrorCode::WrongState, "nothing is being sent")
}

#[cfg(test)]
mod tests;
