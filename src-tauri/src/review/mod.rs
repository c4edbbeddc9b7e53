//! Reviews that are open: one on the screen, kept here while the web view comes and goes.

mod change;
mod cure;
mod drafts;
mod look;
mod open;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLockReadGuard, RwLockWriteGuard};

use provisioning::ledger::DraftId;
use provisioning::roster::{ColumnMapping, Roster, View};
use provisioning::{Review, read_shared};
use tokio::sync::Notify;

use crate::contract::error::{CommandError, ErrorCode};
use crate::contract::review::{SourceKind, ViewRequest};
use crate::house::House;
use crate::translate::review::Beginnings;
use open::as_draft;

/// The reviews that are open.
#[derive(Default)]
pub(crate) struct Reviews {
    desk: Mutex<Desk>,
    /// Told when something was changed that a draft should have.
    changed: Notify,
}

/// What lies open, under one lock: what is open and what is shown never differ.
#[derive(Default)]
struct Desk {
    open: HashMap<String, Arc<OpenReview>>,
    /// The one on the screen.
    shown: Option<String>,
}

/// A review that is open.
pub(crate) struct OpenReview {
    pub(crate) id: String,
    pub(crate) review: Review,
    kind: SourceKind,
    state: Mutex<State>,
    /// Held while its draft is kept or dropped: one at a time, or there would be two drafts of it, or one
    /// that was dropped and is there again.
    keeping: tokio::sync::Mutex<()>,
}

struct State {
    /// Grows with every change.
    revision: u32,
    beginnings: Beginnings,
    /// The view that was asked for last. An edit leaves its rows in their places, so that a row that
    /// was just put right does not run away; another view, or a step for many rows, finds them anew.
    view: Option<(ViewRequest, Arc<View>)>,
    draft: Option<DraftId>,
    /// Changed since the draft was kept.
    unsaved: bool,
}

impl OpenReview {
    fn new(id: String, review: Review, kind: SourceKind, draft: Option<DraftId>) -> Self {
        let proposed = read_shared(review.roster()).mapping().clone();
        Self {
            id,
            review,
            kind,
            state: Mutex::new(State {
                revision: 1,
                beginnings: Beginnings {
                    proposed,
                    remembered: None,
                },
                view: None,
                draft,
                unsaved: false,
            }),
            keeping: tokio::sync::Mutex::default(),
        }
    }

    /// Grows with every change.
    pub(crate) fn revision(&self) -> u32 {
        self.state().revision
    }

    /// What is warned of has changed, and nothing that a draft should have.
    fn marked_anew(&self) {
        let mut state = self.state();
        state.revision += 1;
        state.view = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn roster(&self) -> RwLockReadGuard<'_, Roster> {
        read_shared(self.review.roster())
    }

    fn roster_mut(&self) -> RwLockWriteGuard<'_, Roster> {
        let roster = self.review.roster();
        roster.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn begins_with(&self, proposed: ColumnMapping, remembered: Option<ColumnMapping>) {
        self.state().beginnings = Beginnings {
            proposed,
            remembered,
        };
    }
}

impl Reviews {
    /// The review on the screen, for a web view that was loaded again.
    pub(crate) fn shown(&self) -> Option<String> {
        self.desk().shown.clone()
    }

    /// The review that an ID names: its own, or that of the draft which it is kept as.
    fn get(&self, id: &str) -> Option<Arc<OpenReview>> {
        let desk = self.desk();
        let own = desk.open.get(id).cloned();
        own.or_else(|| desk.kept_as(as_draft(id)?))
    }

    fn all(&self) -> Vec<Arc<OpenReview>> {
        self.desk().open.values().cloned().collect()
    }

    /// Puts a review on the screen; those that were open before are handed back, to be put away.
    fn show(&self, review: OpenReview) -> (Arc<OpenReview>, Vec<Arc<OpenReview>>) {
        let review = Arc::new(review);
        let mut desk = self.desk();
        let before = desk.open.drain().map(|(_, review)| review).collect();
        desk.open.insert(review.id.clone(), Arc::clone(&review));
        desk.shown = Some(review.id.clone());
        (review, before)
    }

    /// Brings a review that is open on the screen again.
    fn look_at(&self, id: &str) {
        self.desk().shown = Some(id.to_owned());
    }

    /// The drafts of these reviews are in a ledger that is not there any more: they are kept anew.
    pub(crate) fn forget_drafts(&self) {
        for open in self.all() {
            let mut state = open.state();
            state.draft = None;
            state.unsaved = true;
        }
    }

    fn take(&self, id: &str) -> Option<Arc<OpenReview>> {
        let mut desk = self.desk();
        if desk.shown.as_deref() == Some(id) {
            desk.shown = None;
        }
        desk.open.remove(id)
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    fn kept_as(&self, draft: DraftId) -> Option<Arc<OpenReview>> {
        let mut open = self.open.values();
        open.find(|one| one.state().draft == Some(draft)).cloned()
    }
}

impl House {
    /// A review that is open.
    pub(crate) fn open_review(&self, id: &str) -> Result<Arc<OpenReview>, CommandError> {
        self.reviews.get(id).ok_or_else(|| {
            CommandError::new(
                ErrorCode::ReviewGone,
                format!("no such review is open: `{id}`"),
            )
        })
    }

    /// Looks at or changes an open review, away from the threads that serve the window.
    ///
    /// # Errors
    /// When it is not open, and those of the work.
    pub(crate) async fn with_review<T: Send + 'static>(
        self: &Arc<Self>,
        id: &str,
        work: impl FnOnce(&House, &OpenReview) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        let review = self.open_review(id)?;
        self.apart(move |house| work(house, &review)).await
    }
}
