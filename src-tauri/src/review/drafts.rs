//! Keeping reviews as drafts, a moment after each change, and putting them away.

use std::sync::Arc;
use std::time::Duration;

use provisioning::DraftSketch;

use super::OpenReview;
use super::open::{as_draft, draft_id};
use crate::contract::error::CommandError;
use crate::contract::history::Draft;
use crate::house::House;
use crate::translate::{count, instant};

/// So long a review must be left alone before it is kept; typing does not wait for the disk.
const PAUSE: Duration = Duration::from_millis(800);

impl House {
    /// Keeps what is changed, for as long as the program runs.
    pub(crate) async fn keep_drafts(self: Arc<Self>) {
        loop {
            self.reviews.changed.notified().await;
            while tokio::time::timeout(PAUSE, self.reviews.changed.notified())
                .await
                .is_ok()
            {}
            self.keep_unsaved().await;
        }
    }

    /// Keeps every review that changed since it was kept.
    pub(crate) async fn keep_unsaved(&self) {
        for open in self.reviews.all() {
            self.keep(&open).await;
        }
    }

    /// Keeps every review that is open as a draft, and closes it.
    pub(crate) async fn put_all_away(&self) -> Result<(), CommandError> {
        for open in self.reviews.all() {
            self.close_review(&open.id, true).await?;
        }
        Ok(())
    }

    async fn keep(&self, open: &OpenReview) {
        let (draft, unsaved) = {
            let mut state = open.state();
            (state.draft, std::mem::take(&mut state.unsaved))
        };
        if !unsaved {
            return;
        }
        match self.provisioner.keep_draft(&open.review, draft).await {
            Ok(draft) => open.state().draft = Some(draft),
            Err(error) => {
                open.state().unsaved = true;
                tracing::warn!(error = error.with_causes(), "a draft could not be kept");
            }
        }
    }

    /// Makes room on the screen: what was changed is kept.
    pub(super) async fn put_away(&self, open: &OpenReview) {
        self.keep(open).await;
    }

    /// Closes a review, and keeps it as a draft or drops it.
    pub(crate) async fn close_review(
        &self,
        id: &str,
        keep_draft: bool,
    ) -> Result<(), CommandError> {
        let Some(open) = self.reviews.take(id) else {
            return Ok(());
        };
        if keep_draft {
            let state = open.state().draft;
            if state.is_none() {
                open.state().unsaved = true;
            }
            self.keep(&open).await;
            return Ok(());
        }
        self.drop_draft_of(&open).await
    }

    /// Drops what was kept of a review that is not needed any more.
    pub(crate) async fn drop_draft_of(&self, open: &OpenReview) -> Result<(), CommandError> {
        let draft = {
            let mut state = open.state();
            state.unsaved = false;
            state.draft.take()
        };
        if let Some(draft) = draft {
            self.provisioner.drop_draft(draft).await?;
        }
        Ok(())
    }

    /// A review that was submitted: it leaves the screen, and its draft the ledger.
    pub(crate) async fn finish_review(&self, id: &str) -> Result<(), CommandError> {
        self.close_review(id, false).await
    }

    /// Drops a draft from the list.
    pub(crate) async fn discard_draft(&self, review_id: &str) -> Result<(), CommandError> {
        self.close_review(review_id, false).await?;
        if let Some(draft) = as_draft(review_id) {
            self.provisioner.drop_draft(draft).await?;
        }
        Ok(())
    }

    /// Reviews that can be gone on with.
    pub(crate) async fn drafts(&self) -> Result<Vec<Draft>, CommandError> {
        let drafts = self.provisioner.drafts().await?.into_iter();
        Ok(drafts.map(listed).collect())
    }
}

fn listed(draft: DraftSketch) -> Draft {
    Draft {
        review_id: draft_id(draft.id),
        file_name: draft.file_name,
        rows: count(draft.rows),
        changed: count(draft.changed),
        touched_at: instant(draft.updated),
    }
}
