//! Reviews that were begun and not submitted: kept in the ledger, which is encrypted, and taken up
//! again with everything that was decided, typed and generated.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use ledger::{DraftId, Ledger, LedgerError, NewDraft};
use serde::{Deserialize, Serialize};

use crate::error::ProvisioningError;
use crate::plan::read_shared;
use crate::provisioner::Provisioner;
use crate::review::{Content, Review};

/// A sheet up to this size is kept with its draft, which can then be taken up even when the file is
/// gone or was changed: 16 MiB, far above what a sheet of 100,000 users takes.
const KEPT_WITH_ITS_SHEET: u64 = 16 << 20;

/// A draft, for a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSketch {
    /// The draft.
    pub id: DraftId,
    /// The sheet's file, without its folder.
    pub file_name: String,
    /// Rows below the header.
    pub rows: u64,
    /// Rows with a changed cell.
    pub changed: u64,
    /// When it was last kept.
    pub updated: DateTime<Utc>,
}

/// What the ledger keeps of a review, beside its sheet.
#[derive(Serialize, Deserialize)]
struct State {
    rows: u64,
    changed: u64,
    resubmits: Option<String>,
    review: roster::Draft,
}

/// The part of it that a list shows; the rest is passed over.
#[derive(Deserialize)]
struct Sketch {
    rows: u64,
    changed: u64,
}

impl Provisioner {
    /// Keeps a review as it is now, in place of what `earlier` kept of it; anew, where that is gone.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn keep_draft(
        &self,
        review: &Review,
        earlier: Option<DraftId>,
    ) -> Result<DraftId, ProvisioningError> {
        let review = review.clone();
        let kept = self.journal().run(move |ledger| {
            let (state, now) = (state_of(&review), Utc::now());
            match earlier.map(|id| ledger.update_draft(id, &state, now).map(|()| id)) {
                Some(Err(error)) if error.is_not_found() => {}
                Some(updated) => return updated,
                None => {}
            }
            ledger.save_draft(&new_draft(&review, state), now)
        });
        Ok(kept.await??)
    }

    /// Takes a draft up again.
    ///
    /// # Errors
    /// When it is gone, or its sheet cannot be read any more or has changed.
    pub async fn take_up_draft(&self, id: DraftId) -> Result<Review, ProvisioningError> {
        let draft = self.journal().run(move |ledger| ledger.draft(id)).await??;
        let restored = tokio::task::spawn_blocking(move || restore(&draft));
        restored.await.map_err(ProvisioningError::Flight)?
    }

    /// Every draft, the latest first.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn drafts(&self) -> Result<Vec<DraftSketch>, ProvisioningError> {
        let listed = self.journal().run(whole_drafts).await??;
        Ok(listed.iter().filter_map(sketch).collect())
    }

    /// Keeps the drafts of another program's memory too: all of them, or none.
    ///
    /// # Errors
    /// When either ledger fails; nothing was taken over then.
    pub async fn take_over_drafts(&self, of: &Self) -> Result<(), ProvisioningError> {
        let drafts = of.journal().run(whole_drafts).await??;
        let taken = self
            .journal()
            .run(move |ledger| ledger.take_over_drafts(&drafts));
        Ok(taken.await??)
    }

    /// Drops a draft, overwriting it.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn drop_draft(&self, id: DraftId) -> Result<(), ProvisioningError> {
        Ok(self
            .journal()
            .run(move |ledger| ledger.drop_draft(id))
            .await??)
    }
}

fn whole_drafts(ledger: &mut Ledger) -> Result<Vec<ledger::Draft>, LedgerError> {
    let drafts = ledger.drafts()?;
    let whole = drafts.iter().map(|draft| ledger.draft(draft.id));
    whole.collect()
}

fn state_of(review: &Review) -> String {
    let roster = read_shared(review.roster());
    let counts = roster.counts();
    let state = State {
        rows: counts.rows as u64,
        changed: counts.changed as u64,
        resubmits: review.resubmits().map(|id| id.to_string()),
        review: roster.expose_draft(),
    };
    serde_json::to_string(&state).expect("plain values with text keys always become JSON")
}

fn new_draft(review: &Review, state: String) -> NewDraft {
    let (source_path, content) = match review.content() {
        Content::Memory(bytes) => (None, Some(bytes.to_vec())),
        Content::File(path) => (path.to_str().map(str::to_owned), small_file(path)),
    };
    NewDraft {
        file_name: review.provenance().file_name.clone(),
        source_path,
        content,
        state,
    }
}

fn small_file(path: &PathBuf) -> Option<Vec<u8>> {
    let size = std::fs::metadata(path).ok()?.len();
    (size <= KEPT_WITH_ITS_SHEET)
        .then(|| std::fs::read(path).ok())
        .flatten()
}

/// From the sheet as it was kept; from the file, where the sheet was too large to be.
fn restore(draft: &ledger::Draft) -> Result<Review, ProvisioningError> {
    let state: State =
        serde_json::from_str(&draft.state).map_err(|_| ProvisioningError::DraftUnreadable)?;
    let content = match (&draft.content, &draft.source_path) {
        (Some(bytes), _) => Content::Memory(bytes.as_slice().into()),
        (None, Some(path)) => Content::File(path.into()),
        (None, None) => return Err(ProvisioningError::DraftUnreadable),
    };
    let review = Review::restore(&draft.file_name, &content, &state.review)?;
    Ok(review.resubmitting(state.resubmits.and_then(|id| id.parse().ok())))
}

fn sketch(draft: &ledger::Draft) -> Option<DraftSketch> {
    let state: Sketch = serde_json::from_str(&draft.state).ok()?;
    Some(DraftSketch {
        id: draft.id,
        file_name: draft.file_name.clone(),
        rows: state.rows,
        changed: state.changed,
        updated: draft.updated,
    })
}
