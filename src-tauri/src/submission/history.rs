//! History: every submission, and what a search finds in them.

use std::collections::HashMap;

use provisioning::Standing;
use provisioning::ledger::SubmissionId;

use crate::contract::error::CommandError;
use crate::contract::history::{FoundIn, HistoryPage, HistoryRequest, SubmissionSummary};
use crate::contract::submission::SubmissionState;
use crate::house::House;
use crate::translate::{self, count};

/// How many of each kind a search takes from the ledger.
const MOST_HITS: u32 = 500;
/// How many submissions Home shows.
const RECENT: usize = 8;

impl House {
    /// Submissions, the latest first; those in which the text was found, where one is given.
    pub(crate) async fn history(
        &self,
        request: HistoryRequest,
    ) -> Result<HistoryPage, CommandError> {
        let mut standings = self.provisioner.standings().await?;
        let mut found = HashMap::new();
        if !request.search.trim().is_empty() {
            found = self.search(request.search).await?;
            standings.retain(|standing| found.contains_key(&standing.submission.id));
        }
        let total = count(standings.len());
        let page = standings.iter().skip(request.start as usize);
        let page = page.take(request.count as usize);
        Ok(HistoryPage {
            total,
            submissions: page
                .map(|standing| self.summed_up(standing, found.remove(&standing.submission.id)))
                .collect(),
        })
    }

    async fn search(&self, text: String) -> Result<HashMap<SubmissionId, FoundIn>, CommandError> {
        let needle = text.clone();
        let hits = self
            .provisioner
            .journal()
            .run(move |ledger| ledger.search(&needle, MOST_HITS))
            .await??;
        let mut found = HashMap::new();
        for hit in hits {
            let (submission, place) = translate::results::found(hit, &text);
            found.entry(submission).or_insert(place);
        }
        Ok(found)
    }

    /// The latest submissions; what needs a person first.
    pub(crate) async fn recent(&self) -> Result<Vec<SubmissionSummary>, CommandError> {
        let standings = self.provisioner.standings().await?;
        let mut summaries: Vec<_> = standings
            .iter()
            .map(|standing| self.summed_up(standing, None))
            .collect();
        summaries.sort_by_key(|summary| !needs_a_person(summary));
        summaries.truncate(RECENT);
        Ok(summaries)
    }

    fn summed_up(&self, standing: &Standing, found: Option<FoundIn>) -> SubmissionSummary {
        let pulse = self.pulse(standing);
        let looks = self.looks(&standing.submission.connection.id);
        translate::submission::summary(standing, &pulse, looks, found)
    }
}

fn needs_a_person(summary: &SubmissionSummary) -> bool {
    let waits = matches!(
        summary.state,
        SubmissionState::Ready | SubmissionState::Paused | SubmissionState::Stopped
    );
    !summary.practice && (waits || summary.unknown_batches > 0)
}
