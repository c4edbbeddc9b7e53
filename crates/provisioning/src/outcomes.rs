//! What became of the users of a submission: groups of failures, and windows of a view of them.

use std::collections::HashMap;

use ledger::{LedgerError, Page, Reader, SubmissionId, UserFilter, UserPlace, UserRecord};

use crate::error::ProvisioningError;
use crate::provisioner::Provisioner;

/// Users read from the ledger at once.
const PAGE: u32 = 1000;

/// Which users of a submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeQuery {
    /// Only those in one of these places; all when there is none.
    pub places: Vec<UserPlace>,
    /// Only failures of this kind.
    pub failure: Option<FailureKind>,
    /// Only users with this text in name, phone, e-mail address, user ID or task ID.
    pub search: String,
}

/// The users that a query found: their places among all rows of the submission.
#[derive(Clone, Debug)]
pub struct OutcomeView {
    found: Found,
}

#[derive(Clone, Debug)]
enum Found {
    All(u64),
    Some(Vec<u64>),
}

/// What tells failures apart: the service gives one code for several reasons, and to some results none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FailureKind {
    /// The service's code; empty where it gave none.
    pub code: String,
    /// The service's reason; empty where it gave none.
    pub reason: String,
}

/// Failures alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureGroup {
    /// What they have in common.
    pub kind: FailureKind,
    /// Users.
    pub users: u64,
}

impl FailureKind {
    /// The kind of a user's failure; none of whoever did not fail.
    fn of(user: &UserRecord) -> Option<Self> {
        matches!(user.place, UserPlace::Failed | UserPlace::Refused).then(|| Self {
            code: user.code.clone().unwrap_or_default(),
            reason: user.reason.clone().unwrap_or_default(),
        })
    }
}

impl OutcomeView {
    /// How many users it has.
    pub fn len(&self) -> u64 {
        match &self.found {
            Found::All(users) => *users,
            Found::Some(places) => places.len() as u64,
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The places of a window, as runs that the ledger reads in one go.
    fn runs(&self, start: u64, count: u32) -> Vec<Page> {
        match &self.found {
            Found::All(_) => vec![Page {
                offset: start,
                limit: count,
            }],
            Found::Some(places) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX);
                together(places.iter().skip(start).take(count as usize))
            }
        }
    }
}

fn together<'a>(places: impl Iterator<Item = &'a u64>) -> Vec<Page> {
    let mut runs: Vec<Page> = Vec::new();
    for &place in places {
        match runs.last_mut() {
            Some(run) if run.offset + u64::from(run.limit) == place => run.limit += 1,
            _ => runs.push(Page {
                offset: place,
                limit: 1,
            }),
        }
    }
    runs
}

impl Provisioner {
    /// Finds the users of a query.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn outcome_view(
        &self,
        submission: SubmissionId,
        query: OutcomeQuery,
    ) -> Result<OutcomeView, ProvisioningError> {
        let found = self
            .journal()
            .run(move |ledger| find(ledger, submission, &query));
        Ok(found.await??)
    }

    /// A window of a view's users.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn outcomes(
        &self,
        submission: SubmissionId,
        view: &OutcomeView,
        start: u64,
        count: u32,
    ) -> Result<Vec<UserRecord>, ProvisioningError> {
        let runs = view.runs(start, count);
        let read = self.journal().run(move |ledger| {
            let pages = runs
                .into_iter()
                .map(|run| ledger.users(submission, UserFilter::All, run));
            pages.collect::<Result<Vec<_>, _>>()
        });
        Ok(read.await??.into_iter().flatten().collect())
    }

    /// Failures alike, the most frequent first.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn failure_groups(
        &self,
        submission: SubmissionId,
    ) -> Result<Vec<FailureGroup>, ProvisioningError> {
        let counted = self.journal().run(move |ledger| group(ledger, submission));
        Ok(counted.await??)
    }
}

fn find(
    ledger: &Reader,
    submission: SubmissionId,
    query: &OutcomeQuery,
) -> Result<OutcomeView, LedgerError> {
    let search = query.search.trim().to_lowercase();
    if query.places.is_empty() && query.failure.is_none() && search.is_empty() {
        let users = ledger.count_users(submission, UserFilter::All)?;
        return Ok(OutcomeView {
            found: Found::All(users),
        });
    }
    let mut places = Vec::new();
    each(ledger, submission, |place, user| {
        if matches(query, &search, user) {
            places.push(place);
        }
    })?;
    Ok(OutcomeView {
        found: Found::Some(places),
    })
}

fn matches(query: &OutcomeQuery, search: &str, user: &UserRecord) -> bool {
    let in_place = query.places.is_empty() || query.places.contains(&user.place);
    let is_alike = query.failure.is_none() || query.failure == FailureKind::of(user);
    in_place && is_alike && (search.is_empty() || has_text(user, search))
}

fn has_text(user: &UserRecord, search: &str) -> bool {
    let surname = user.surname.as_deref().unwrap_or_default();
    let names = [
        format!("{} {surname}", user.firstname),
        format!("{surname}{}", user.firstname),
    ];
    let others = [&user.email, &user.user_id, &user.task_id];
    names
        .iter()
        .chain([&user.phone])
        .chain(others.into_iter().flatten())
        .any(|text| text.to_lowercase().contains(search))
}

fn group(ledger: &Reader, submission: SubmissionId) -> Result<Vec<FailureGroup>, LedgerError> {
    let mut counts: HashMap<FailureKind, u64> = HashMap::new();
    each(ledger, submission, |_, user| {
        if let Some(kind) = FailureKind::of(user) {
            *counts.entry(kind).or_default() += 1;
        }
    })?;
    let groups = counts.into_iter();
    let groups = groups.map(|(kind, users)| FailureGroup { kind, users });
    let mut groups: Vec<FailureGroup> = groups.collect();
    groups.sort_by(|a, b| (b.users, &a.kind).cmp(&(a.users, &b.kind)));
    Ok(groups)
}

/// Walks through all users, page by page.
fn each(
    ledger: &Reader,
    submission: SubmissionId,
    mut look: impl FnMut(u64, &UserRecord),
) -> Result<(), LedgerError> {
    let mut offset = 0;
    loop {
        let page = Page {
            offset,
            limit: PAGE,
        };
        let users = ledger.users(submission, UserFilter::All, page)?;
        (offset..)
            .zip(&users)
            .for_each(|(place, user)| look(place, user));
        if users.len() < PAGE as usize {
            return Ok(());
        }
        offset += u64::from(PAGE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(code: Option<&str>, reason: &str) -> UserRecord {
        UserRecord {
            id: "1".parse().unwrap(),
            row: 2,
            firstname: "Ana".into(),
            surname: None,
            phone: "0027188460901".into(),
            email: None,
            extra: None,
            has_password: false,
            place: UserPlace::Failed,
            without_result: false,
            left_out: None,
            batch: None,
            batch_label: None,
            task_id: None,
            subtask_id: None,
            user_id: None,
            code: code.map(str::to_owned),
            reason: Some(reason.to_owned()),
        }
    }

    #[test]
    fn a_kind_of_failures_finds_those_it_counts() {
        let users = [
            failed(Some("13000102"), "phone"),
            failed(Some("13000102"), "e-mail"),
            failed(None, "phone"),
        ];
        for user in &users {
            let query = OutcomeQuery {
                failure: FailureKind::of(user),
                ..OutcomeQuery::default()
            };
            let found: Vec<_> = users
                .iter()
                .filter(|one| matches(&query, "", one))
                .collect();
            assert_eq!(found, [user]);
        }
        let created = UserRecord {
            place: UserPlace::Succeeded,
            ..failed(None, "")
        };
        assert_eq!(FailureKind::of(&created), None);
    }

    #[test]
    fn neighbours_are_read_in_one_go() {
        let runs = together([3, 4, 5, 9, 11, 12].iter());
        let runs: Vec<_> = runs.iter().map(|run| (run.offset, run.limit)).collect();
        assert_eq!(runs, [(3, 3), (9, 1), (11, 2)]);
    }
}
