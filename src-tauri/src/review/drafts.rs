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
            if let Err(error) = self.keep(&open).await {
                tracing::warn!(error = error.message, "a draft could not be kept");
            }
        }
    }

    /// Keeps every review that is open as a draft, and closes it.
    pub(crate) async fn put_all_away(&self) -> Result<(), CommandError> {
        for open in self.reviews.all() {
            self.close_review(&open.id, true).await?;
        }
        Ok(())
    }

    /// Keeps a review, if it changed since it was kept.
    pub(super) async fn keep(&self, open: &OpenReview) -> Result<(), CommandError> {
        let _turn = open.keeping.lock().await;
        let (draft, unsaved) = {
            let mut state = open.state();
            (state.draft, std::mem::take(&mut state.unsaved))
        };
        if !unsaved {
            return Ok(());
        }
        let kept = self.provisioner.keep_draft(&open.review, draft).await;
        let mut state = open.state();
        match kept {
            Ok(draft) => state.draft = Some(draft),
            Err(_) => state.unsaved = true,
        }
        drop(state);
        Ok(kept.map(drop)?)
    }

    /// Closes a review, and keeps it as a draft or drops it.
    ///
    /// # Errors
    /// When it cannot be kept, which leaves it open, or its draft not dropped.
    pub(crate) async fn close_review(
        &self,
        id: &str,
        keep_draft: bool,
    ) -> Result<(), CommandError> {
        let Some(open) = self.reviews.get(id) else {
            return Ok(());
        };
        if keep_draft {
            self.keep_whole(&open).await?;
        }
        self.reviews.take(&open.id);
        if keep_draft {
            // What came in during this very moment.
            return self.keep(&open).await;
        }
        self.drop_draft_of(&open).await
    }

    /// Keeps a review, changed or not.
    async fn keep_whole(&self, open: &OpenReview) -> Result<(), CommandError> {
        {
            let mut state = open.state();
            state.unsaved |= state.draft.is_none();
        }
        self.keep(open).await
    }

    /// Drops what was kept of a review that is not needed any more.
    pub(crate) async fn drop_draft_of(&self, open: &OpenReview) -> Result<(), CommandError> {
        let _turn = open.keeping.lock().await;
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

    /// Drops a draft from the list, and closes the review that is open of it.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::edit::CellEdit;
    use crate::contract::error::ErrorCode;
    use crate::contract::review::Field;
    use crate::house::tests::house_in;

    const SHEET: &str = "First name\tPhone\nAna\t0027188460901\n";

    async fn type_name(house: &Arc<House>, id: &str, text: &str) {
        let edit = CellEdit {
            key: 2,
            field: Field::FirstName,
            text: text.to_owned(),
        };
        let typed = house.with_review(id, move |house, open| house.edit(open, vec![edit]));
        typed.await.unwrap();
    }

    async fn one_draft(house: &House) -> Draft {
        let mut drafts = house.drafts().await.unwrap();
        assert_eq!(drafts.len(), 1, "{drafts:?}");
        drafts.remove(0)
    }

    /// A ledger that takes nothing any more.
    async fn break_ledger(house: &House) {
        let journal = house.provisioner.journal();
        assert!(
            journal
                .run(|_| panic!("as if it had a defect"))
                .await
                .is_err()
        );
    }

    #[tokio::test]
    async fn a_review_that_is_open_answers_to_its_draft_too() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        let id = house.open_pasted(SHEET.to_owned()).await.unwrap();
        type_name(&house, &id, "Anna").await;
        house.keep_unsaved().await;
        let draft = one_draft(&house).await.review_id;

        assert_eq!(house.review(&draft).await.unwrap().id, id);
        type_name(&house, &draft, "Anne").await;
        assert_eq!(house.reviews.shown(), Some(id));
    }

    #[tokio::test]
    async fn a_draft_that_is_discarded_takes_the_review_of_it_along() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        let id = house.open_pasted(SHEET.to_owned()).await.unwrap();
        type_name(&house, &id, "Anna").await;
        house.keep_unsaved().await;
        let draft = one_draft(&house).await.review_id;

        house.discard_draft(&draft).await.unwrap();
        let gone = house.review(&id).await.unwrap_err();
        assert_eq!(gone.code, ErrorCode::ReviewGone, "nobody works on in it");
        assert_eq!(house.reviews.shown(), None);
        assert!(house.drafts().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_is_typed_after_a_draft_is_gone_is_kept_anew() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        let id = house.open_pasted(SHEET.to_owned()).await.unwrap();
        type_name(&house, &id, "Anna").await;
        house.keep_unsaved().await;
        let kept = house.open_review(&id).unwrap().state().draft.unwrap();
        house.provisioner.drop_draft(kept).await.unwrap();

        type_name(&house, &id, "Anne").await;
        house.close_review(&id, true).await.unwrap();
        assert_eq!(one_draft(&house).await.changed, 1);
    }

    #[tokio::test]
    async fn a_review_that_cannot_be_kept_stays_open() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        let id = house.open_pasted(SHEET.to_owned()).await.unwrap();
        break_ledger(&house).await;
        house.close_review(&id, true).await.unwrap_err();
        assert!(house.open_review(&id).is_ok(), "left");

        type_name(&house, &id, "Anna").await;
        let other = OpenReview::new(
            "other".to_owned(),
            house.open_review(&id).unwrap().review.clone(),
            crate::contract::review::SourceKind::Pasted,
            None,
        );
        house.show(other).await.unwrap_err();
        assert_eq!(house.reviews.shown(), Some(id), "another made it give way");
    }
}
