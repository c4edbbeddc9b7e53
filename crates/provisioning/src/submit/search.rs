//! Finding the rows for which a whole batch was refused, with few requests.
//!
//! A refused batch created nothing, so parts of it may be sent until the rows at fault stand alone.
//! That is adaptive group testing, from the top of the sheet to its end:
//!
//! - Of a part that is known to be at fault, the first piece is sent. If it is refused, nothing is
//!   known about the second, which waits its turn. If it is accepted, the second is at fault, and
//!   is split without being sent.
//! - So a row in the second piece costs one request on that level, a row in the first costs two:
//!   the first piece is the smaller, by the golden section.
//! - A row is called bad when it was refused standing alone, never by conclusion: a batch may also
//!   be refused for something that its rows only do together. Where a conclusion turns out wrong,
//!   no more are drawn.
//! - A part of which nothing is known is sent whole only if so many good rows in a row are to be
//!   expected: as many as have passed since the last bad one, or as lie between two bad ones on
//!   average. A larger one is split without being sent. Bad rows often stand together, and where all
//!   are bad each is soon sent by itself.
//!
//! Every row passes, or is refused alone. For `k` bad rows in `n` this takes about
//! `2·k·log2(n/k) + 2·k` requests, the refused batch itself included; one bad row takes at most
//! `2·log2(n) + 1`.
//! (No method gets by with less than `log2(n over k)`, as each answer is a yes or a no: 28 for 3 in
//! 1,000.) However many are bad, it never takes more than `2·log2(n) + n` and a quarter of the rows
//! that passed: when no more is left than one request for each row, each is sent by itself.

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

/// One search. There is always one part on its way, until it is over.
#[derive(Debug)]
pub(crate) struct Search<Id> {
    users: usize,
    requests: usize,
    /// The part that was sent last, or is to be split.
    current: Part<Id>,
    /// Whether the current part is known to hold a bad row.
    is_at_fault: bool,
    /// Whether that was concluded.
    is_concluded: bool,
    concludes: bool,
    /// The second piece of the part whose first piece is on its way.
    sibling: Option<Part<Id>>,
    /// Parts of which nothing is known, the next one last.
    waiting: Vec<Part<Id>>,
    so_far: SoFar,
    /// The smallest part that was refused for its size.
    too_large: usize,
}

/// What became of rows.
#[derive(Debug, Default)]
struct SoFar {
    /// All that need no further request.
    settled: usize,
    passed: usize,
    /// Those that were refused alone.
    alone: usize,
    /// Those that have passed since the last one that was refused alone.
    in_a_row: usize,
}

impl<Id: Copy> Search<Id> {
    /// A search in a batch that was sent and, as [`Search::refused`] will say, refused.
    pub(crate) fn new(batch: Part<Id>) -> Self {
        Self {
            users: batch.users,
            requests: 0,
            current: batch,
            is_at_fault: false,
            is_concluded: false,
            concludes: true,
            sibling: None,
            waiting: Vec::new(),
            so_far: SoFar::default(),
            too_large: usize::MAX,
        }
    }

    /// The part that was sent is refused.
    pub(crate) fn refused(&mut self, fault: Fault) -> Step<Id> {
        self.requests += 1;
        self.waiting.extend(self.sibling.take());
        if self.current.users > 1 {
            if fault == Fault::Size {
                self.too_large = self.too_large.min(self.current.users);
            }
            return self.take_apart(fault == Fault::Rows);
        }
        self.so_far.refused_alone();
        self.go_on()
    }

    /// The part that was sent is accepted.
    pub(crate) fn accepted(&mut self) -> Step<Id> {
        self.requests += 1;
        self.so_far.pass(self.current.users);
        if self.is_concluded {
            self.concludes = false;
        }
        match self.sibling.take() {
            Some(sibling) if self.concludes => self.conclude(sibling),
            sibling => {
                self.waiting.extend(sibling);
                self.go_on()
            }
        }
    }

    /// The part that was sent came to an end that says nothing about its rows.
    pub(crate) fn unclear(&mut self) -> Step<Id> {
        self.requests += 1;
        self.so_far.settled += self.current.users;
        self.waiting.extend(self.sibling.take());
        self.go_on()
    }

    /// The current part was split in these.
    pub(crate) fn split(&mut self, [first, second]: [Part<Id>; 2]) -> Step<Id> {
        if self.is_at_fault && self.may_send(first) {
            self.sibling = Some(second);
            return self.send(first);
        }
        self.waiting.extend([second, first]);
        self.go_on()
    }

    /// The first piece has passed, so it is the second that holds a bad row.
    fn conclude(&mut self, second: Part<Id>) -> Step<Id> {
        if second.users == 1 {
            let step = self.send(second);
            self.is_concluded = true;
            return step;
        }
        self.current = second;
        self.take_apart(true)
    }

    fn take_apart(&mut self, is_at_fault: bool) -> Step<Id> {
        self.is_at_fault = is_at_fault;
        let Part { id, users } = self.current;
        Step::Split {
            part: id,
            first: if is_at_fault {
                golden(users)
            } else {
                users / 2
            },
        }
    }

    /// Goes on with what waits, in the order of the sheet.
    fn go_on(&mut self) -> Step<Id> {
        match self.waiting.pop() {
            None => Step::Done,
            Some(part) if self.may_pass(part) => self.send(part),
            Some(part) => {
                self.current = part;
                self.take_apart(false)
            }
        }
    }

    fn send(&mut self, part: Part<Id>) -> Step<Id> {
        self.current = part;
        self.is_concluded = false;
        Step::Send(part.id)
    }

    /// Whether so many good rows in a row are to be expected.
    fn may_pass(&self, part: Part<Id>) -> bool {
        self.may_send(part) && (part.users == 1 || part.users <= self.so_far.expected())
    }

    /// Whether a refusal of this part would leave a request for each of its rows.
    fn may_send(&self, part: Part<Id>) -> bool {
        let spent = self.requests.saturating_sub(self.so_far.settled);
        let spare = twice_log2(self.users) + self.so_far.passed / 4;
        part.users == 1 || (spent < spare && part.users < self.too_large)
    }
}

impl SoFar {
    fn refused_alone(&mut self) {
        self.settled += 1;
        self.alone += 1;
        self.in_a_row = 0;
    }

    fn pass(&mut self, users: usize) {
        self.settled += users;
        self.passed += users;
        self.in_a_row += users;
    }

    /// Good rows in a row that are to be expected; a group that long passes about every other time.
    fn expected(&self) -> usize {
        match self.alone {
            // One bad row says little about how many there are.
            0 | 1 => usize::MAX,
            // ln 2 of the average distance.
            alone => self.in_a_row.max(self.settled * 69 / (100 * alone)),
        }
    }
}

/// The smaller piece of `users`, at least two, by the golden section.
fn golden(users: usize) -> usize {
    // 1 − 1/φ = 0.381966…; a batch holds at most a thousand users.
    (users * 381_966 + 500_000).div_euclid(1_000_000).max(1)
}

/// `2·log2(n)`, rounded down: the logarithm of the square.
fn twice_log2(users: usize) -> usize {
    users.saturating_mul(users).max(1).ilog2() as usize
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::*;

    /// How a search in `0..users` has gone.
    #[derive(Debug, Default)]
    struct Found {
        requests: usize,
        passed: Vec<usize>,
        alone: Vec<usize>,
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
                            search.refused(fault)
                        }
                    }
                }
                Step::Split { part, first } => {
                    let Range { start, end } = parts[part].clone();
                    let middle = start + first;
                    assert!(start < middle && middle < end, "{start} {middle} {end}");
                    parts.extend([start..middle, middle..end]);
                    let [first, second] = [parts.len() - 2, parts.len() - 1];
                    search.split([first, second].map(|id| Part {
                        id,
                        users: parts[id].len(),
                    }))
                }
                Step::Done => break,
            };
        }
        assert_eq!(search.requests, found.requests);
        let bound = most_requests(users, found.passed.len());
        assert!(found.requests <= bound, "{} > {bound}", found.requests);
        found
    }

    /// `2·log2(n) + n`, and a quarter of those that passed.
    fn most_requests(users: usize, passed: usize) -> usize {
        users + twice_log2(users) + passed / 4
    }

    fn with_bad(users: usize, bad: &[usize]) -> Found {
        search(users, |rows| {
            bad.iter()
                .any(|row| rows.contains(row))
                .then_some(Fault::Rows)
        })
    }

    /// All bad rows stand alone and all others have passed, each once and in their order.
    fn check(users: usize, bad: &[usize]) -> usize {
        let found = with_bad(users, bad);
        assert_eq!(found.alone, bad, "of {users}");
        let good: Vec<usize> = (0..users).filter(|row| !bad.contains(row)).collect();
        assert_eq!(found.passed, good, "{bad:?} of {users}");
        found.requests
    }

    /// `2·k·log2(n/k) + 2·k`
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small numbers"
    )]
    fn for_few(users: usize, bad: usize) -> usize {
        let (n, k) = (users as f64, bad as f64);
        (2.0 * k * (n / k).log2() + 2.0 * k).floor() as usize
    }

    #[test]
    fn one_bad_row_is_found_wherever_it_is() {
        for users in (2..64).chain([100, 999, 1_000]) {
            for row in 0..users {
                let requests = check(users, &[row]);
                let bound = twice_log2(users) + 1;
                assert!(requests <= bound, "{requests} > {bound}: {row} of {users}");
            }
        }
        let worst = (0..1_000).map(|row| with_bad(1_000, &[row]).requests).max();
        assert_eq!(worst, Some(17), "and with less than was promised");
    }

    #[test]
    fn a_service_that_takes_less_at_once_gets_less_at_once() {
        let found = search(1_000, |rows| (rows.len() > 100).then_some(Fault::Size));
        assert_eq!(found.passed.len(), 1_000);
        assert_eq!(
            found.requests,
            4 + 16,
            "down to 125 rows once, and then sixteenths"
        );
        // The same, but it says that it is for the rows.
        let found = search(1_000, |rows| (rows.len() > 100).then_some(Fault::Rows));
        assert_eq!(
            found.passed.len(),
            1_000,
            "a good row is never called bad by conclusion"
        );
    }

    #[test]
    fn a_row_that_is_too_large_by_itself_is_found() {
        let found = search(1_000, |rows| rows.contains(&400).then_some(Fault::Size));
        assert_eq!(found.alone, [400]);
        assert_eq!(found.passed.len(), 999);
    }

    #[test]
    fn rows_that_are_bad_together_only_pass_one_by_one() {
        let found = search(1_000, |rows| {
            (rows.contains(&17) && rows.contains(&800)).then_some(Fault::Rows)
        });
        assert_eq!(found.passed.len(), 1_000);
    }

    #[test]
    fn a_service_that_takes_rows_only_one_by_one_is_not_tried_with_more_for_ever() {
        let found = search(1_000, |rows| (rows.len() > 1).then_some(Fault::Rows));
        assert_eq!(found.passed.len(), 1_000);
        assert!(found.requests <= 1_269, "{}", found.requests);
    }

    #[test]
    fn where_every_row_is_bad_each_is_soon_sent_by_itself() {
        for users in 2..=200 {
            let all: Vec<usize> = (0..users).collect();
            check(users, &all);
        }
        let all: Vec<usize> = (0..1_000).collect();
        let requests = check(1_000, &all);
        assert!(requests <= 1_010, "{requests}");
    }

    #[test]
    fn the_few_good_rows_among_bad_ones_pass() {
        let good = [0, 1, 77, 500, 501, 999];
        let bad: Vec<usize> = (0..1_000).filter(|row| !good.contains(row)).collect();
        let requests = check(1_000, &bad);
        assert!(requests <= 1_012, "{requests}");
    }

    #[test]
    fn bad_rows_that_stand_together_cost_little_more_than_themselves() {
        for (from, rows) in [(0, 4), (0, 10), (0, 100), (450, 100), (900, 100)] {
            let bad: Vec<usize> = (from..from + rows).collect();
            let requests = check(1_000, &bad);
            assert!(
                requests <= 2 * rows + 2 * twice_log2(1_000),
                "{requests} for {rows} from {from}"
            );
        }
    }

    #[test]
    fn a_part_of_which_nobody_knows_is_left_behind() {
        let mut search = Search::new(Part { id: 'a', users: 4 });
        let pieces = ['b', 'c'].map(|id| Part { id, users: 2 });
        let split = |part, first| Step::Split { part, first };
        assert_eq!(search.refused(Fault::Rows), split('a', 2));
        assert_eq!(search.split(pieces), Step::Send('b'));
        assert_eq!(search.unclear(), Step::Send('c'));
        assert_eq!(search.accepted(), Step::Done);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        #[test]
        fn a_few_bad_rows_are_found_within_the_bound(
            users in 100_usize..=1_000,
            places in prop::collection::btree_set(0_usize..1_000, 2..=12),
        ) {
            let bad: Vec<usize> = places.into_iter().filter(|row| *row < users).collect();
            if bad.len() > 1 {
                let requests = check(users, &bad);
                prop_assert!(requests <= for_few(users, bad.len()), "{}", requests);
            }
        }

        #[test]
        fn whatever_is_bad_every_row_passes_once_or_is_refused_alone(
            users in 2_usize..=300,
            dice in prop::collection::vec(0_u8..100, 300),
            percent in 0_u8..=100,
            block in 1_usize..=20,
        ) {
            let bad: Vec<usize> = (0..users).filter(|row| dice[row / block] < percent).collect();
            if !bad.is_empty() {
                check(users, &bad);
            }
        }
    }
}
