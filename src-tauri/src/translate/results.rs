//! Results of users, and what a search found.

use provisioning::ledger::{Hit, StrayResult, SubmissionId, UserPlace, UserRecord};
use provisioning::{FailureGroup, FailureKind, OutcomeQuery, ledger};

use crate::contract::history::{FoundIn, FoundPlace};
use crate::contract::results::{self as shown, Outcome, OutcomeFilter, ResultView, UserResult};
use crate::translate::count;

/// Failures alike.
pub(crate) fn group(group: FailureGroup) -> shown::FailureGroup {
    shown::FailureGroup {
        code: group.kind.code,
        reason: group.kind.reason,
        users: count(group.users),
    }
}

/// Every place but that of rows that were left out: they have no outcome to be listed.
pub(crate) const SENT_OR_TO_BE: [UserPlace; 8] = [
    UserPlace::Waiting,
    UserPlace::Sending,
    UserPlace::Unknown,
    UserPlace::Refused,
    UserPlace::Pending,
    UserPlace::Succeeded,
    UserPlace::Failed,
    UserPlace::Skipped,
];

/// Which users a view asks for.
pub(crate) fn query(view: &ResultView) -> OutcomeQuery {
    let places: &[UserPlace] = match view.filter {
        OutcomeFilter::All | OutcomeFilter::WithoutRow => &[],
        OutcomeFilter::Succeeded => &[UserPlace::Succeeded],
        OutcomeFilter::Failed => &[UserPlace::Failed, UserPlace::Refused],
        OutcomeFilter::Skipped => &[UserPlace::Skipped],
        OutcomeFilter::Pending => &[UserPlace::Pending, UserPlace::Waiting, UserPlace::Sending],
        OutcomeFilter::Unknown => &[UserPlace::Unknown],
    };
    OutcomeQuery {
        places: places.to_vec(),
        failure: view.failure.as_ref().map(|failure| FailureKind {
            code: failure.code.clone(),
            reason: failure.reason.clone(),
        }),
        search: view.search.clone(),
    }
}

/// What became of a user.
pub(crate) fn user(user: UserRecord) -> UserResult {
    UserResult {
        number: Some(count(user.row)),
        same_number: Vec::new(),
        name: name(&user.firstname, user.surname.as_deref()),
        phone: user.phone,
        email: user.email.unwrap_or_default(),
        outcome: outcome(user.place),
        user_id: user.user_id,
        task_id: user.task_id,
        code: user.code,
        reason: user.reason.or(user.left_out),
    }
}

/// Names of East Asia are written together, the family's first.
fn name(first: &str, surname: Option<&str>) -> String {
    let Some(surname) = surname.filter(|surname| !surname.is_empty()) else {
        return first.to_owned();
    };
    let is_han = |text: &str| {
        text.chars()
            .all(|one| ('\u{3400}'..='\u{9fff}').contains(&one))
    };
    if is_han(first) && is_han(surname) {
        format!("{surname}{first}")
    } else {
        format!("{first} {surname}")
    }
}

fn outcome(place: UserPlace) -> Outcome {
    match place {
        UserPlace::LeftOut => Outcome::LeftOut,
        UserPlace::Waiting | UserPlace::Sending => Outcome::Waiting,
        UserPlace::Unknown => Outcome::Unknown,
        UserPlace::Refused => Outcome::Refused,
        UserPlace::Pending => Outcome::Pending,
        UserPlace::Succeeded => Outcome::Succeeded,
        UserPlace::Failed => Outcome::Failed,
        UserPlace::Skipped => Outcome::Skipped,
    }
}

/// Whether a search finds a result that fits no row: by what it has of what a search looks at.
pub(crate) fn is_found(stray: &StrayResult, search: &str) -> bool {
    let search = search.trim().to_lowercase();
    let texts = [Some(&stray.phone), stray.user_id.as_ref()];
    let mut texts = texts.into_iter().flatten();
    texts.any(|text| text.to_lowercase().contains(&search))
}

/// A result that fits no row.
pub(crate) fn stray(stray: StrayResult) -> UserResult {
    UserResult {
        number: None,
        same_number: stray.same_number.into_iter().map(count).collect(),
        name: String::new(),
        phone: stray.phone,
        email: String::new(),
        outcome: match stray.state {
            ledger::ResultState::Pending => Outcome::Pending,
            ledger::ResultState::Success => Outcome::Succeeded,
            ledger::ResultState::Failed => Outcome::Failed,
            ledger::ResultState::Skipped => Outcome::Skipped,
        },
        user_id: stray.user_id,
        task_id: None,
        code: stray.code,
        reason: stray.reason,
    }
}

/// Where a search found its text, and in which submission.
pub(crate) fn found(hit: Hit, search: &str) -> (SubmissionId, FoundIn) {
    let needle = search.trim().to_lowercase();
    let has = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        !needle.is_empty() && text.to_lowercase().contains(&needle)
    };
    match hit {
        Hit::File {
            submission,
            file_name,
        } => (submission, found_in(FoundPlace::File, file_name)),
        Hit::Batch {
            submission,
            task_id,
            label,
            ..
        } => (
            submission,
            found_in(FoundPlace::TaskId, task_id.unwrap_or(label)),
        ),
        Hit::User {
            submission,
            firstname,
            surname,
            phone,
            email,
            ..
        } => {
            let full = name(&firstname, surname.as_deref());
            let place = if has(&Some(phone.clone())) {
                found_in(FoundPlace::Phone, phone)
            } else if has(&email) {
                found_in(FoundPlace::Email, email.unwrap_or_default())
            } else if has(&Some(full.clone())) || has(&surname) {
                found_in(FoundPlace::Name, full)
            } else {
                found_in(FoundPlace::UserId, search.trim().to_owned())
            };
            (submission, place)
        }
    }
}

fn found_in(place: FoundPlace, text: String) -> FoundIn {
    FoundIn { place, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_without_a_row_names_the_rows_that_have_its_number() {
        let told = stray(result_without_row());
        assert_eq!((told.number, told.same_number), (None, vec![2, 9]));
        assert_eq!(told.outcome, Outcome::Succeeded);
    }

    #[test]
    fn a_result_without_a_row_is_found_by_its_phone_and_user_id() {
        let stray = result_without_row();
        for (search, found) in [("", true), (" 8100 ", true), ("884", true), ("885", false)] {
            assert_eq!(is_found(&stray, search), found, "{search}");
        }
    }

    fn result_without_row() -> StrayResult {
        StrayResult {
            batch: "3".parse().unwrap(),
            phone: "+65 8100 0001".into(),
            same_number: vec![2, 9],
            state: ledger::ResultState::Success,
            subtask_id: None,
            user_id: Some("884".into()),
            code: None,
            reason: None,
        }
    }

    #[test]
    fn names_are_written_as_their_owners_write_them() {
        assert_eq!(name("伟", Some("王")), "王伟");
        assert_eq!(name("Ana", Some("Silva")), "Ana Silva");
        assert_eq!(name("Ana", None), "Ana");
    }
}
