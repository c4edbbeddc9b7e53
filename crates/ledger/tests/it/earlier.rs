//! Which phones of a new sheet are in an earlier submission, and how that stands.

use ledger::{Answer, Earlier, Outcome, ResultState, Settlement, Standing, SubmissionId};

use crate::common::*;

/// What is told of these users' phones, in the order of asking.
fn earlier(desk: &Desk, users: impl IntoIterator<Item = u64>) -> Vec<Earlier> {
    desk.ledger
        .earlier("c1", users.into_iter().map(key))
        .unwrap()
}

/// How it stands with one user's phone, and in which submission.
fn standing(desk: &Desk, user: u64) -> Option<(SubmissionId, Standing)> {
    let found = earlier(desk, [user]).pop()?;
    Some((found.submission, found.standing))
}

fn taken(task_id: &str, result: Option<ResultState>) -> Standing {
    Standing::Accepted {
        at: later(1),
        task_id: task_id.into(),
        result,
    }
}

impl Desk {
    /// Accepted at a time of its own.
    fn accept_at(&mut self, submission: SubmissionId, task_id: &str, seconds: i64) {
        let attempt = self.begin(self.first_batch(submission));
        let answer = Answer {
            ended: later(seconds),
            ..answer()
        };
        let _recorded = attempt
            .end(&mut self.ledger, &accepted(task_id), &answer)
            .unwrap();
    }
}

#[test]
fn phones_accepted_before_on_this_connection_are_found_with_time_and_task() {
    let mut desk = Desk::new();
    let first = desk.plan(4, 2);
    let batches = desk.ledger.queued_batches(first).unwrap();
    desk.accept(batches[0], "100");
    desk.results(batches[0], &[result(0, ResultState::Failed)]);
    desk.send(batches[1], &Outcome::Refused);

    let asked = [key(9), key(1), key(2), key(0), key(1), String::new()];
    let found = desk.ledger.earlier("c1", &asked).unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|hit| (hit.asked, hit.standing.clone()))
        .collect();
    let failed = Some(ResultState::Failed);
    assert_eq!(
        told,
        [
            (1, taken("100", None)),
            (3, taken("100", failed)),
            (4, taken("100", None)),
        ],
        "phone 2 was refused, phone 9 never sent"
    );
    let told = (
        found[0].submission,
        found[0].file_name.as_str(),
        found[0].planned,
    );
    assert_eq!(told, (first, "roster.xlsx", now()));
    let others = desk.ledger.earlier("another connection", &asked).unwrap();
    assert_eq!(others, []);
}

#[test]
fn of_two_acceptances_the_later_one_is_told() {
    let mut desk = Desk::new();
    for (task, ended) in [("new", 900), ("old", 100)] {
        let id = desk.plan(1, 1);
        desk.accept_at(id, task, ended);
    }
    let (_, told) = standing(&desk, 0).unwrap();
    assert!(
        matches!(&told, Standing::Accepted { task_id, .. } if task_id == "new"),
        "{told:?}"
    );
}

#[test]
fn each_state_of_a_batch_says_how_its_users_stand() {
    let mut desk = Desk::new();
    let id = desk.plan(8, 1);
    let batches = desk.ledger.queued_batches(id).unwrap();
    desk.accept(batches[0], "100");
    desk.accept(batches[1], "101");
    desk.results(batches[1], &[result(1, ResultState::Success)]);
    desk.ledger.finish(batches[1], later(2)).unwrap();
    desk.send(batches[2], &unknown());
    let on_its_way = desk.begin(batches[3]);
    // 4 stays queued.
    desk.send(batches[5], &Outcome::Refused);
    desk.ledger.cancel(batches[6], "cancelled", now()).unwrap();
    desk.send(batches[7], &unknown());
    let leave_out = Settlement::LeaveOut;
    desk.ledger.settle(batches[7], &leave_out, now()).unwrap();

    let told: Vec<_> = (0..8)
        .map(|user| standing(&desk, user).map(|(_, standing)| standing))
        .collect();
    assert_eq!(
        told,
        [
            Some(taken("100", None)),
            Some(taken("101", Some(ResultState::Success))),
            Some(Standing::Unknown),
            Some(Standing::Waiting),
            Some(Standing::Waiting),
            None,
            None,
            None,
        ],
        "who was refused, cancelled or left out may be sent anew"
    );
    drop(on_its_way);
}

#[test]
fn a_word_for_an_unknown_batch_changes_how_its_users_stand() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 1);
    for (batch, word, then) in [
        (0, Settlement::SendAgain, Standing::Waiting),
        (
            1,
            Settlement::Accepted {
                task_id: "77".into(),
            },
            taken("77", None),
        ),
    ] {
        let of = desk.ledger.batches(id).unwrap()[batch].id;
        desk.send(of, &unknown());
        let user = batch as u64;
        assert_eq!(standing(&desk, user), Some((id, Standing::Unknown)));
        desk.ledger.settle(of, &word, later(1)).unwrap();
        assert_eq!(standing(&desk, user), Some((id, then)));
    }
}

#[test]
fn users_of_a_batch_that_was_split_stand_as_its_parts_do() {
    let mut desk = Desk::new();
    let id = desk.plan(4, 4);
    let whole = desk.first_batch(id);
    desk.send(whole, &Outcome::Refused);
    assert_eq!(earlier(&desk, 0..4), [], "a refused batch created nobody");
    let (first, second) = desk.ledger.split(whole).unwrap();
    let waiting = earlier(&desk, 0..4);
    assert!(
        waiting.iter().all(|it| it.standing == Standing::Waiting),
        "{waiting:?}"
    );
    assert_eq!(waiting.len(), 4, "each once");

    desk.send(first, &unknown());
    desk.send(second, &Outcome::Refused);
    let told: Vec<_> = earlier(&desk, 0..4)
        .into_iter()
        .map(|it| (it.asked, it.standing))
        .collect();
    assert_eq!(told, [(0, Standing::Unknown), (1, Standing::Unknown)]);
}

#[test]
fn a_submission_that_was_cancelled_or_forgotten_holds_nobody_back() {
    let mut desk = Desk::new();
    let cancelled = desk.plan(2, 1);
    let before = desk.first_batch(cancelled);
    desk.send(before, &unknown());
    desk.ledger.cancel_queued(cancelled, "cancelled").unwrap();
    let left: Vec<_> = earlier(&desk, 0..2)
        .into_iter()
        .map(|it| (it.asked, it.standing))
        .collect();
    let why = "what is unknown stays so when the rest is cancelled";
    assert_eq!(left, [(0, Standing::Unknown)], "{why}");
    desk.ledger.forget(cancelled, true).unwrap();
    assert_eq!(earlier(&desk, 0..2), []);
}

#[test]
fn an_acceptance_is_told_before_what_is_open_and_what_is_unknown_before_what_waits() {
    let mut desk = Desk::new();
    let done = desk.plan(1, 1);
    desk.accept_at(done, "100", 1);
    let unclear = desk.plan(2, 2);
    let batch = desk.first_batch(unclear);
    desk.send(batch, &unknown());
    let later_one = desk.plan(3, 3);
    let told: Vec<_> = (0..3).map(|user| standing(&desk, user).unwrap()).collect();
    assert_eq!(
        told,
        [
            (done, taken("100", None)),
            (unclear, Standing::Unknown),
            (later_one, Standing::Waiting),
        ]
    );
}

#[test]
fn a_failure_hides_no_batch_that_may_yet_create_the_user() {
    let mut desk = Desk::new();
    let failed = |desk: &mut Desk, task: &str, seconds| {
        let id = desk.plan(2, 2);
        let batch = desk.first_batch(id);
        desk.accept_at(id, task, seconds);
        let results = [0, 1].map(|user| result(user, ResultState::Failed));
        desk.results(batch, &results);
        id
    };
    let old = desk.plan(2, 2);
    desk.accept_at(old, "created once", 1);
    let latest = failed(&mut desk, "failed since", 2);
    let told = standing(&desk, 0).unwrap();
    assert_eq!(told.0, latest, "of acceptances the latest counts");
    assert!(told.1.has_failed());

    let waiting = desk.plan(2, 1);
    assert_eq!(standing(&desk, 0), Some((waiting, Standing::Waiting)));
    let batch = desk.first_batch(waiting);
    desk.send(batch, &unknown());
    // Neither does a failure that came after it.
    failed(&mut desk, "failed again", 3);
    let told: Vec<_> = (0..2).map(|user| standing(&desk, user).unwrap()).collect();
    let standings = [(waiting, Standing::Unknown), (waiting, Standing::Waiting)];
    assert_eq!(told, standings);
}
