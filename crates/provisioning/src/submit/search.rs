//! Finding the rows for which a whole batch was refused, with few requests.
//!
//! A refused batch created nothing, so parts of it may be sent until the rows at fault stand alone.
//! That is group testing, by splitting in two and drawing conclusions:
//!
//! - Of a part that is known to be at fault, the first piece is sent. If it is refused, nothing is
//!   known about the second, which waits its turn. If it is accepted, the second is at fault, and
//!   is split without being sent.
//! - So a row in the second piece costs one request on that level, a row in the first costs two:
//!   the first piece is the smaller, by the golden section.
//! - A row is called bad when it was refused standing alone, never by conclusion: a batch may also
//!   be refused for something that its rows only do together. Where a conclusion turns out wrong,
//!   no more are drawn.
//!
//! For `k` bad rows in `n` this takes at most `2·k·log2(n/k) + 2·k − 1` requests, the refused batch
//! itself included: `2·log2(n) + 1` for one bad row. (No method gets by with less than
//! `log2(n over k)`, as each answer is a yes or a no: 28 for 3 in 1,000.) It ends early when every
//! row that was tried stood alone and was refused, and nothing passed: then all rows are at fault.
//! And it ends after `2·log2(n) + n` requests, for which each row could have been sent by itself.

use std::cmp::Reverse;

/// A part of a batch. The batch itself is the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part<Id> {
    pub(crate) id: Id,
    pub(crate) users: usize,
}

/// What a part was refused for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Some of its rows: a piece that holds none of them passes.
    Rows,
    /// Its size: pieces may pass, and say nothing about each other.
    Size,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step<Id> {
    /// Split this part after so many users, and tell [`Search::split`].
    Split {
        /// The part.
        part: Id,
        /// Users in its first piece.
        first: usize,
    },
    /// Send this part and tell what became of it.
    Send(Id),
    /// Nothing: the search is over.
    Done,
    /// Nothing: the search has stopped early.
    GiveUp {
        /// Why.
        why: GiveUp,
        /// The parts that were not sent.
        rest: Vec<Id>,
    },
}

/// Why a search for bad rows stopped before all were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiveUp {
    /// Every row that was sent by itself was refused with the same code, and nothing has passed.
    EveryRowRefused,
    /// As many requests were made as were agreed.
    TooManyRequests,
}

/// While nothing passes, so many rows are tried from places far apart, and then their neighbours: it
/// may be every second row that is at fault.
const FAR_APART: usize = 4;
/// So many rows refused alone, with nothing passed: then it is all of them.
const ENOUGH_ALONE: usize = 8;

/// One search. There is always one part on its way, until it is over.
#[derive(Debug)]
pub(crate) struct Search<Id> {
    users: usize,
    requests: u32,
    /// The part that was sent last, or is to be split.
    current: Part<Id>,
    /// The second piece of the part whose first piece is on its way.
    sibling: Option<Part<Id>>,
    /// Parts of which nothing is known.
    waiting: Vec<Part<Id>>,
    /// Whether the current part was concluded to be at fault.
    is_concluded: bool,
    concludes: bool,
    /// What the current part was refused for.
    fault: Fault,
    passed: bool,
    /// The codes of the rows that were refused alone.
    alone: Vec<String>,
}

impl<Id: Copy> Search<Id> {
    /// A search in a batch that was sent and, as [`Search::refused`] will say, refused.
    pub(crate) fn new(batch: Part<Id>) -> Self {
        Self {
            users: batch.users,
            requests: 0,
            current: batch,
            sibling: None,
            waiting: Vec::new(),
            is_concluded: false,
            concludes: true,
            fault: Fault::Rows,
            passed: false,
            alone: Vec::new(),
        }
    }

    /// Requests made so far, the one for the whole batch included.
    pub(crate) fn requests(&self) -> u32 {
        self.requests
    }

    /// The part that was sent is refused.
    pub(crate) fn refused(&mut self, fault: Fault, code: &str) -> Step<Id> {
        self.requests += 1;
        self.fault = fault;
        self.waiting.extend(self.sibling.take());
        if self.current.users > 1 {
            return self.take_apart();
        }
        self.alone.push(code.to_owned());
        self.send_next()
    }

    /// The part that was sent is accepted.
    pub(crate) fn accepted(&mut self) -> Step<Id> {
        self.requests += 1;
        self.passed = true;
        if self.is_concluded {
            self.concludes = false;
        }
        match self.sibling.take() {
            Some(sibling) if self.concludes => self.conclude(sibling),
            sibling => {
                self.waiting.extend(sibling);
                self.send_next()
            }
        }
    }

    /// The part that was sent came to an end that says nothing about its rows.
    pub(crate) fn unclear(&mut self) -> Step<Id> {
        self.requests += 1;
        self.waiting.extend(self.sibling.take());
        self.send_next()
    }

    /// The current part was split in these.
    pub(crate) fn split(&mut self, [first, second]: [Part<Id>; 2]) -> Step<Id> {
        match self.fault {
            Fault::Rows => {
                self.sibling = Some(second);
                self.send(first)
            }
            Fault::Size => {
                self.waiting.extend([first, second]);
                self.send_next()
            }
        }
    }

    /// The first piece has passed, so it is the second that holds a bad row.
    fn conclude(&mut self, second: Part<Id>) -> Step<Id> {
        if second.users == 1 || self.is_used_up() {
            let step = self.send(second);
            self.is_concluded = true;
            return step;
        }
        self.current = second;
        self.take_apart()
    }

    fn take_apart(&mut self) -> Step<Id> {
        if self.is_used_up() {
            return self.give_up(GiveUp::TooManyRequests);
        }
        let users = self.current.users;
        Step::Split {
            part: self.current.id,
            first: match self.fault {
                Fault::Rows => golden(users),
                Fault::Size => users / 2,
            },
        }
    }

    fn send_next(&mut self) -> Step<Id> {
        match self.best_waiting() {
            None => Step::Done,
            Some(_) if self.is_hopeless() => self.give_up(GiveUp::EveryRowRefused),
            Some(place) => {
                let part = self.waiting.remove(place);
                self.send(part)
            }
        }
    }

    /// The largest part that waits, since it tells most about the batch; when it looks as if all
    /// rows were bad the smallest, since it tells most about a row.
    fn best_waiting(&self) -> Option<usize> {
        let places = 0..self.waiting.len();
        if !self.passed && self.alone.len() >= FAR_APART {
            places.min_by_key(|place| self.waiting[*place].users)
        } else {
            places.max_by_key(|place| (self.waiting[*place].users, Reverse(*place)))
        }
    }

    fn send(&mut self, part: Part<Id>) -> Step<Id> {
        if self.is_used_up() {
            self.waiting.push(part);
            return self.give_up(GiveUp::TooManyRequests);
        }
        self.current = part;
        self.is_concluded = false;
        Step::Send(part.id)
    }

    fn give_up(&mut self, why: GiveUp) -> Step<Id> {
        let rest = self.waiting.drain(..).chain(self.sibling.take());
        Step::GiveUp {
            why,
            rest: rest.map(|part| part.id).collect(),
        }
    }

    fn is_hopeless(&self) -> bool {
        let same = self.alone.windows(2).all(|codes| codes[0] == codes[1]);
        !self.passed && self.alone.len() >= ENOUGH_ALONE && same
    }

    fn is_used_up(&self) -> bool {
        self.requests >= most_requests(self.users)
    }
}

/// The smaller piece of `users`, at least two, by the golden section.
fn golden(users: usize) -> usize {
    // 1 − 1/φ = 0.381966…; a batch holds at most a thousand users.
    (users * 381_966 + 500_000).div_euclid(1_000_000).max(1)
}

/// `2·log2(n) + n`.
fn most_requests(users: usize) -> u32 {
    let users = u32::try_from(users).unwrap_or(u32::MAX);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a logarithm of at least one, below 64"
    )]
    let search = (2.0 * f64::from(users.max(1)).log2()).floor() as u32;
    users.saturating_add(search)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::*;

    /// How a search in `0..users` has gone.
    #[derive(Debug, Default)]
    struct Found {
        requests: u32,
        passed: Vec<usize>,
        alone: Vec<usize>,
        refused_unsent: Vec<usize>,
        gave_up: Option<GiveUp>,
    }

    /// Searches with a service that says what it makes of a range of rows.
    fn search(users: usize, service: impl Fn(&Range<usize>) -> Option<Fault>) -> Found {
        let mut parts: Vec<Range<usize>> = std::iter::once(0..users).collect();
        let mut search = Search::new(Part { id: 0, users });
        let mut found = Found::default();
        let mut step = Step::Send(0);
        loop {
            step = match step {
                Step::Send(id) => {
                    found.requests += 1;
                    let rows = parts[id].clone();
                    match service(&rows) {
                        None => {
                            found.passed.extend(rows);
                            search.accepted()
                        }
                        Some(fault) => {
                            if rows.len() == 1 {
                                found.alone.push(rows.start);
                            }
                            search.refused(fault, "13000102")
                        }
                    }
                }
                Step::Split { part, first } => {
                    let Range { start, end } = parts[part].clone();
                    let middle = start + first;
                    assert!(start < middle && middle < end, "{start} {middle} {end}");
                    parts.extend([start..middle, middle..end]);
                    let [first, second] = [parts.len() - 2, parts.len() - 1];
                    search.split([
                        Part {
                            id: first,
                            users: middle - start,
                        },
                        Part {
                            id: second,
                            users: end - middle,
                        },
                    ])
                }
                Step::Done => break,
                Step::GiveUp { why, rest } => {
                    found.gave_up = Some(why);
                    found.refused_unsent =
                        rest.into_iter().flat_map(|id| parts[id].clone()).collect();
                    break;
                }
            };
        }
        assert_eq!(search.requests(), found.requests);
        found.passed.sort_unstable();
        found.alone.sort_unstable();
        found
    }

    fn with_bad(users: usize, bad: &[usize]) -> Found {
        search(users, |rows| {
            bad.iter()
                .any(|row| rows.contains(row))
                .then_some(Fault::Rows)
        })
    }

    /// `2·k·log2(n/k) + 2·k − 1`
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small numbers"
    )]
    fn bound(users: usize, bad: usize) -> u32 {
        let (n, k) = (users as f64, bad as f64);
        (2.0 * k * (n / k).log2() + 2.0 * k - 1.0).floor() as u32
    }

    /// All bad rows stand alone, all others have passed, within the bound.
    fn check(users: usize, bad: &[usize]) {
        let found = with_bad(users, bad);
        assert_eq!(found.gave_up, None, "{bad:?} of {users}");
        assert_eq!(found.alone, bad, "of {users}");
        let good: Vec<usize> = (0..users).filter(|row| !bad.contains(row)).collect();
        assert_eq!(found.passed, good, "{bad:?} of {users}");
        let bound = bound(users, bad.len());
        let requests = found.requests;
        assert!(
            requests <= bound,
            "{requests} > {bound} for {bad:?} of {users}"
        );
    }

    #[test]
    fn one_bad_row_is_found_wherever_it_is() {
        for users in (2..64).chain([100, 999, 1_000]) {
            for row in 0..users {
                check(users, &[row]);
            }
        }
        assert_eq!(bound(1_000, 1), 20);
        let worst = (0..1_000).map(|row| with_bad(1_000, &[row]).requests).max();
        assert_eq!(worst, Some(17), "and with less than was promised");
    }

    #[test]
    fn a_row_that_the_service_dislikes_for_its_size_alone_is_no_conclusion() {
        // A service that takes 100 users at once.
        let found = search(1_000, |rows| (rows.len() > 100).then_some(Fault::Size));
        assert_eq!(found.passed.len(), 1_000);
        assert_eq!(
            found.requests,
            8 + 8 + 15,
            "16 of 62 or 63 rows, and what was above them"
        );
        // The same, but it says that it is for the rows.
        let found = search(1_000, |rows| (rows.len() > 100).then_some(Fault::Rows));
        assert_eq!(
            found.passed.len(),
            1_000,
            "a good row is never called bad by conclusion"
        );
        assert_eq!(found.gave_up, None);
    }

    #[test]
    fn rows_that_are_bad_together_only_pass_one_by_one() {
        let found = search(1_000, |rows| {
            (rows.contains(&17) && rows.contains(&800)).then_some(Fault::Rows)
        });
        assert_eq!(found.passed.len(), 1_000);
    }

    #[test]
    fn where_every_row_is_bad_it_says_so_soon() {
        for users in 2..=1_000 {
            let all: Vec<usize> = (0..users).collect();
            let found = with_bad(users, &all);
            assert!(found.passed.is_empty());
            assert!(
                found.requests <= most_requests(users),
                "{} for {users}",
                found.requests
            );
            assert!(found.gave_up.is_some() || found.alone == all, "of {users}");
        }
        let all: Vec<usize> = (0..1_000).collect();
        let found = with_bad(1_000, &all);
        assert_eq!(found.gave_up, Some(GiveUp::EveryRowRefused));
        assert_eq!(found.alone.len(), ENOUGH_ALONE);
        let far = found.alone.last().unwrap() - found.alone[0];
        assert!(far > 500, "from places far apart: {:?}", found.alone);
        assert!(found.requests < 40, "{}", found.requests);
    }

    #[test]
    fn a_bad_head_of_the_sheet_is_not_taken_for_the_whole() {
        for head in [4, 10, 100] {
            let bad: Vec<usize> = (0..head).collect();
            check(1_000, &bad);
        }
    }

    #[test]
    fn different_refusals_are_not_taken_for_one() {
        let mut search = Search::new(Part {
            id: 0,
            users: 1_000,
        });
        search.alone = vec!["1".into(); ENOUGH_ALONE];
        search.alone[3] = "2".into();
        assert!(!search.is_hopeless());
        search.alone[3] = "1".into();
        assert!(search.is_hopeless());
    }

    #[test]
    fn it_costs_no_more_than_sending_each_row_by_itself() {
        let half: Vec<usize> = (0..1_000).step_by(2).collect();
        let found = with_bad(1_000, &half);
        assert_eq!(found.gave_up, Some(GiveUp::TooManyRequests));
        assert_eq!(found.requests, most_requests(1_000));
        let all = found.passed.len() + found.alone.len() + found.refused_unsent.len();
        assert!(
            all <= 1_000,
            "a refused part that was not taken apart holds the others"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        #[test]
        fn a_few_bad_rows_are_found_within_the_bound(
            users in 100_usize..=1_000,
            places in prop::collection::btree_set(0_usize..1_000, 1..=12),
        ) {
            let bad: Vec<usize> = places.into_iter().filter(|row| *row < users).collect();
            if !bad.is_empty() {
                check(users, &bad);
            }
        }

        #[test]
        fn whatever_is_bad_no_good_row_is_sent_twice_and_none_is_lost(
            users in 2_usize..=60,
            mask in prop::collection::vec(any::<bool>(), 60),
        ) {
            let bad: Vec<usize> = (0..users).filter(|row| mask[*row]).collect();
            let found = with_bad(users, &bad);
            prop_assert!(found.requests <= most_requests(users));
            prop_assert!(found.passed.windows(2).all(|two| two[0] < two[1]), "sent twice");
            prop_assert!(found.alone.iter().all(|row| bad.contains(row)));
            prop_assert!(found.passed.iter().all(|row| !bad.contains(row)));
            if found.gave_up.is_none() {
                prop_assert_eq!(found.passed.len() + found.alone.len(), users);
            }
        }
    }
}
