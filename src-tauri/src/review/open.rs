//! Opening: files, pasted rows, the sample, failures, drafts.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use provisioning::ledger::{DraftId, SubmissionId};
use provisioning::roster::{ReadOptions, Scope};
use provisioning::{Review, SAMPLE, SAMPLE_NAME, phone_fix, rules};

use super::OpenReview;
use crate::contract::error::{CommandError, ErrorCode};
use crate::contract::review::{Review as Shown, SourceChange, SourceKind};
use crate::house::House;
use crate::translate;
use crate::translate::review::{Beginnings, columns, history, kind_of_file, tally, unmapped};

/// How the ID of a review begins that is a draft.
const DRAFT: &str = "draft-";

/// The ID under which a draft is taken up.
pub(crate) fn draft_id(id: DraftId) -> String {
    format!("{DRAFT}{id}")
}

/// The draft that an ID names.
pub(crate) fn as_draft(review_id: &str) -> Option<DraftId> {
    review_id.strip_prefix(DRAFT)?.parse().ok()
}

fn new_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("review-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

impl House {
    /// Opens a file that a person chose, dropped or started the program with.
    pub(crate) async fn open_file(self: &Arc<Self>, path: PathBuf) -> Result<String, CommandError> {
        let read = self.apart(move |house| {
            let rules = rules(&house.settings()?);
            Ok(Review::open(&path, &ReadOptions::default(), rules)?)
        });
        let review = read.await?;
        let kind = kind_of_file(&provisioning::read_shared(review.roster()));
        self.begin(review, kind).await
    }

    /// Opens rows that were copied from a spreadsheet program.
    pub(crate) async fn open_pasted(
        self: &Arc<Self>,
        text: String,
    ) -> Result<String, CommandError> {
        if text.trim().is_empty() {
            return Err(CommandError::new(
                ErrorCode::SheetEmpty,
                "the clipboard holds no rows",
            ));
        }
        let read = self.apart(move |house| {
            let rules = rules(&house.settings()?);
            let options = ReadOptions::default();
            Ok(Review::read("", text.as_bytes(), &options, rules)?)
        });
        let review = read.await?;
        self.begin(review, SourceKind::Pasted).await
    }

    /// Opens the sheet of invented colleagues.
    pub(crate) async fn open_sample(self: &Arc<Self>) -> Result<String, CommandError> {
        let read = self.apart(|house| {
            let rules = rules(&house.settings()?);
            let options = ReadOptions::default();
            Ok(Review::read(SAMPLE_NAME, SAMPLE, &options, rules)?)
        });
        let review = read.await?;
        self.begin(review, SourceKind::Workbook).await
    }

    /// Opens the users of a submission that failed.
    pub(crate) async fn open_failures(
        self: &Arc<Self>,
        submission: SubmissionId,
    ) -> Result<String, CommandError> {
        let rules = rules(&self.settings()?);
        let review = self.provisioner.failures(submission, rules).await?;
        self.begin(review, SourceKind::Failures).await
    }

    async fn begin(
        self: &Arc<Self>,
        review: Review,
        kind: SourceKind,
    ) -> Result<String, CommandError> {
        let open = OpenReview::new(new_id(), review, kind, None);
        self.make_ready(&open).await?;
        self.show(open).await
    }

    /// What was open before makes room once it is kept, and stays where that fails.
    pub(super) async fn show(self: &Arc<Self>, open: OpenReview) -> Result<String, CommandError> {
        for earlier in self.reviews.all() {
            self.keep(&earlier).await?;
        }
        let (open, before) = self.reviews.show(open);
        for earlier in before {
            // What came in during this very moment.
            self.keep(&earlier).await?;
        }
        Ok(open.id.clone())
    }

    /// What is done to a sheet before anybody looks at it: the mapping that is remembered for its
    /// shape, the phone format of the settings, and which phones were sent before.
    async fn make_ready(&self, open: &OpenReview) -> Result<(), CommandError> {
        let roster = open.review.roster();
        let proposed = open.roster().mapping().clone();
        let recalled = self.provisioner.recall_mapping(roster).await?;
        let remembered = recalled.then(|| open.roster().mapping().clone());
        open.begins_with(proposed, remembered);
        if let Some(fix) = phone_fix(&self.settings()?) {
            open.roster_mut().apply(&fix, &Scope::All)?;
        }
        if let Some(active) = self.active_connection() {
            self.provisioner.mark_earlier(roster, &active).await?;
        }
        Ok(())
    }

    /// Tells anew who was sent before in the sheets that are open: another connection is in use. Where
    /// that fails, the plan marks them, before anything is sent.
    pub(crate) async fn mark_open_reviews(&self) {
        let Some(active) = self.active_connection() else {
            return;
        };
        for open in self.reviews.all() {
            let roster = open.review.roster();
            match self.provisioner.mark_earlier(roster, &active).await {
                Ok(_) => open.marked_anew(),
                Err(error) => tracing::warn!(
                    error = error.with_causes(),
                    "who was sent before is not known for this connection"
                ),
            }
        }
    }

    /// Everything about a review but its rows; a draft is taken up again, as a review with an ID of its
    /// own, which the answer has.
    pub(crate) async fn review(self: &Arc<Self>, id: &str) -> Result<Shown, CommandError> {
        let id = match (self.reviews.get(id), as_draft(id)) {
            (None, Some(draft)) => self.take_up(draft).await?,
            _ => id.to_owned(),
        };
        let shown = self
            .with_review(&id, |house, open| {
                Ok(shown(open, house.settings()?.batch_size))
            })
            .await?;
        self.reviews.look_at(&shown.id);
        Ok(shown)
    }

    async fn take_up(self: &Arc<Self>, draft: DraftId) -> Result<String, CommandError> {
        let review = self.provisioner.take_up_draft(draft).await?;
        let kind = kind_of_draft(&review);
        let open = OpenReview::new(new_id(), review, kind, Some(draft));
        if let Some(active) = self.active_connection() {
            let roster = open.review.roster();
            self.provisioner.mark_earlier(roster, &active).await?;
        }
        self.show(open).await
    }

    /// Reads the file another way. What was edited is not carried over.
    pub(crate) async fn change_source(
        self: &Arc<Self>,
        id: &str,
        change: SourceChange,
    ) -> Result<Shown, CommandError> {
        self.with_review(id, |_, open| {
            let mut roster = open.roster_mut();
            let options = translate::review::read_options(&roster, change)?;
            roster.reread(&options)?;
            Ok(())
        })
        .await?;
        let open = self.open_review(id)?;
        self.make_ready(&open).await?;
        self.touched_all(&open);
        self.review(id).await
    }
}

fn kind_of_draft(review: &Review) -> SourceKind {
    if review.resubmits().is_some() {
        SourceKind::Failures
    } else if review.provenance().file_name.is_empty() {
        SourceKind::Pasted
    } else {
        kind_of_file(&provisioning::read_shared(review.roster()))
    }
}

fn shown(open: &OpenReview, batch_size: u32) -> Shown {
    let roster = open.roster();
    let state = open.state();
    let beginnings: &Beginnings = &state.beginnings;
    Shown {
        id: open.id.clone(),
        source: translate::review::source(&roster, &open.review.provenance().file_name, open.kind),
        columns: columns(&roster, beginnings),
        unmapped: unmapped(&roster),
        tally: tally(&roster, batch_size),
        history: history(&roster),
        resubmits: open.review.resubmits().map(|id| id.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::review::{Level, ViewRequest};
    use crate::house::tests::house_in;

    const SHEET: &str = "First name\tPhone\tPassword\n\
                         Ana\t0027188460901\tQ!@1assword\n\
                         Bo\t0027188460902\t\n";

    #[tokio::test]
    async fn a_password_that_the_settings_require_is_an_error_where_it_is_missing() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        for (required, ready, level) in [(false, 2, Level::Warning), (true, 1, Level::Error)] {
            let mut settings = translate::settings::shown(&house.settings().unwrap());
            settings.password_policy.required = required;
            house.save_settings(settings).unwrap();

            let id = house.open_pasted(SHEET.to_owned()).await.unwrap();
            let review = house.review(&id).await.unwrap();
            assert_eq!(review.tally.ready, ready, "required: {required}");
            let counted = &review.tally.problems[0];
            assert_eq!(
                (counted.code.as_str(), counted.level, counted.rows),
                ("password-missing", level, 1)
            );
            let open = house.open_review(&id).unwrap();
            let shown = open.rows(&ViewRequest::default(), 1, 1);
            let problem = &shown.rows[0].cells[4].problems[0];
            assert_eq!(problem.level, level, "in the grid as in the list");
        }
    }
}
