//! Results: windows of what became of the users, found once for each view.

use std::sync::{Arc, Mutex, PoisonError};

use provisioning::ledger::{Accounts, SubmissionId};
use provisioning::{OutcomeQuery, OutcomeView};

use crate::contract::error::CommandError;
use crate::contract::results::{OutcomeFilter, ResultView, ResultWindow, Results};
use crate::house::House;
use crate::translate::{self, count};

/// The view that was asked for last.
#[derive(Default)]
pub(crate) struct OutcomeViews {
    latest: Mutex<Option<Found>>,
}

/// Good for as long as no user has come to another place.
struct Found {
    submission: SubmissionId,
    query: OutcomeQuery,
    accounts: Accounts,
    view: Arc<OutcomeView>,
}

impl House {
    /// The results of a submission without its users.
    pub(crate) async fn results(&self, id: SubmissionId) -> Result<Results, CommandError> {
        let standing = self.provisioner.standing(id).await?;
        let groups = self.provisioner.failure_groups(id).await?;
        let (strays, passwords) = self
            .provisioner
            .journal()
            .run(
                move |ledger| -> Result<_, provisioning::ledger::LedgerError> {
                    let mut passwords = 0_u64;
                    ledger.users_with_passwords(id, |_| passwords += 1)?;
                    Ok((ledger.stray_results(id)?.len(), passwords))
                },
            )
            .await??;
        Ok(Results {
            failures: groups.into_iter().map(translate::results::group).collect(),
            without_row: count(strays),
            without_result: count(standing.accounts.accepted.without_result),
            passwords_held: count(passwords),
        })
    }

    /// Users of a view, from `start` on.
    pub(crate) async fn result_rows(
        &self,
        id: SubmissionId,
        asked: &ResultView,
        start: u32,
        rows: u32,
    ) -> Result<ResultWindow, CommandError> {
        if asked.filter == OutcomeFilter::WithoutRow {
            return self.strays(id, &asked.search, start, rows).await;
        }
        let view = self
            .outcome_view(id, translate::results::query(asked))
            .await?;
        let users = self
            .provisioner
            .outcomes(id, &view, start.into(), rows)
            .await?;
        Ok(ResultWindow {
            start,
            total: count(view.len()),
            users: users.into_iter().map(translate::results::user).collect(),
        })
    }

    async fn outcome_view(
        &self,
        submission: SubmissionId,
        mut query: OutcomeQuery,
    ) -> Result<Arc<OutcomeView>, CommandError> {
        let accounts = self.provisioner.standing(submission).await?.accounts;
        if query.places.is_empty() && accounts.left_out > 0 {
            query.places = translate::results::SENT_OR_TO_BE.to_vec();
        }
        if let Some(known) = self.outcomes.known(submission, &query, &accounts) {
            return Ok(known);
        }
        let view = self
            .provisioner
            .outcome_view(submission, query.clone())
            .await?;
        let view = Arc::new(view);
        self.outcomes.remember(Found {
            submission,
            query,
            accounts,
            view: Arc::clone(&view),
        });
        Ok(view)
    }

    async fn strays(
        &self,
        id: SubmissionId,
        search: &str,
        start: u32,
        rows: u32,
    ) -> Result<ResultWindow, CommandError> {
        let mut strays = self
            .provisioner
            .journal()
            .run(move |ledger| ledger.stray_results(id))
            .await??;
        strays.retain(|stray| translate::results::is_found(stray, search));
        let total = count(strays.len());
        let users = strays.into_iter().skip(start as usize).take(rows as usize);
        Ok(ResultWindow {
            start,
            total,
            users: users.map(translate::results::stray).collect(),
        })
    }
}

impl OutcomeViews {
    fn known(
        &self,
        submission: SubmissionId,
        query: &OutcomeQuery,
        accounts: &Accounts,
    ) -> Option<Arc<OutcomeView>> {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let found = latest.as_ref()?;
        let same =
            found.submission == submission && found.query == *query && found.accounts == *accounts;
        same.then(|| Arc::clone(&found.view))
    }

    fn remember(&self, found: Found) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
    }
}
