//! Who was submitted before: sent when and in which tasks, or still open in which submission.

use std::collections::BTreeMap;

use provisioning::roster::{Detail, Earlier, Elsewhere, Roster};

use crate::words::counted;

/// Tasks named one by one; the others are counted.
const SHOWN: usize = 5;

/// Users of a roster that were submitted before, counted by what is to be told of them.
#[derive(Default)]
pub(crate) struct Before {
    /// By the submission whose answer is unknown.
    unknown: BTreeMap<Elsewhere, u64>,
    /// By the submission that has still to send them.
    waiting: BTreeMap<Elsewhere, u64>,
    /// By day and task ID.
    sent: BTreeMap<(String, String), u64>,
}

impl Before {
    pub(crate) fn of(roster: &Roster) -> Self {
        let mut before = Self::default();
        for problem in roster.all_rows().flat_map(|row| row.problems) {
            if let Some(Detail::Earlier(earlier)) = problem.detail {
                *before.count_of(earlier) += 1;
            }
        }
        before
    }

    fn count_of(&mut self, earlier: Earlier) -> &mut u64 {
        match earlier {
            Earlier::Unknown(elsewhere) => self.unknown.entry(elsewhere).or_default(),
            Earlier::Waiting(elsewhere) => self.waiting.entry(elsewhere).or_default(),
            Earlier::Accepted { date, task_id } => self.sent.entry((date, task_id)).or_default(),
        }
    }

    /// One line for each submission that is open, then one for each task, the earliest first.
    pub(crate) fn lines(&self) -> Vec<String> {
        let unknown = self.unknown.iter().map(|(elsewhere, users)| {
            let (users, are) = (counted(*users, "user"), are(*users));
            format!("{users} {are} in {elsewhere}, whose answer is unknown: `settle` that first")
        });
        let waiting = self.waiting.iter().map(|(elsewhere, users)| {
            let (number, wait) = (counted(*users, "user"), wait(*users));
            let id = &elsewhere.submission;
            format!("{number} {wait} to be sent in {elsewhere}: `resume {id}` goes on with that")
        });
        unknown.chain(waiting).chain(self.tasks()).collect()
    }

    fn tasks(&self) -> Vec<String> {
        let tasks = self.sent.iter().take(SHOWN);
        let mut lines: Vec<String> = tasks
            .map(|((date, task), users)| {
                format!("{} sent on {date}, task ID {task}", counted(*users, "user"))
            })
            .collect();
        if let Some(more @ 1..) = self.sent.len().checked_sub(SHOWN) {
            let more = counted(more as u64, "task");
            lines.push(format!("and {more} more; `search PHONE` finds each"));
        }
        lines
    }

    /// What can be done where there is nobody else.
    pub(crate) fn hint(&self) -> &'static str {
        if self.unknown.is_empty() && self.waiting.is_empty() {
            "they were all sent to this connection before; `--include-earlier` sends them again"
        } else {
            "they are all in earlier submissions, and some of those are open: `settle` what is \
             unknown and `resume` what waits; `--include-earlier` sends everybody here all the same"
        }
    }
}

fn are(users: u64) -> &'static str {
    if users == 1 { "is" } else { "are" }
}

fn wait(users: u64) -> &'static str {
    if users == 1 { "waits" } else { "wait" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elsewhere(submission: &str) -> Elsewhere {
        Elsewhere {
            submission: submission.into(),
            file_name: "staff.csv".into(),
            date: "2026-04-24".into(),
        }
    }

    fn sent(task: usize) -> Earlier {
        Earlier::Accepted {
            date: "2026-04-24".into(),
            task_id: task.to_string(),
        }
    }

    fn before(all: impl IntoIterator<Item = (Earlier, u64)>) -> Before {
        let mut before = Before::default();
        for (earlier, users) in all {
            *before.count_of(earlier) += users;
        }
        before
    }

    #[test]
    fn some_tasks_are_named_and_the_others_counted() {
        let one = before([(sent(7), 60)]);
        assert_eq!(one.lines(), ["60 users sent on 2026-04-24, task ID 7"]);
        let many = before((0..7).map(|task| (sent(task), 60))).lines();
        assert_eq!(many.len(), SHOWN + 1);
        assert_eq!(many[SHOWN], "and 2 tasks more; `search PHONE` finds each");
    }

    #[test]
    fn what_is_open_comes_first_with_what_to_do_about_it() {
        let lines = before([
            (sent(7), 60),
            (Earlier::Waiting(elsewhere("12")), 500),
            (Earlier::Waiting(elsewhere("13")), 1),
            (Earlier::Unknown(elsewhere("12")), 1),
            (Earlier::Unknown(elsewhere("12")), 1),
            (Earlier::Unknown(elsewhere("13")), 1),
        ])
        .lines();
        assert_eq!(
            lines,
            [
                "2 users are in submission 12 (staff.csv, 2026-04-24), whose answer is unknown: `settle` that first",
                "1 user is in submission 13 (staff.csv, 2026-04-24), whose answer is unknown: `settle` that first",
                "500 users wait to be sent in submission 12 (staff.csv, 2026-04-24): `resume 12` goes on with that",
                "1 user waits to be sent in submission 13 (staff.csv, 2026-04-24): `resume 13` goes on with that",
                "60 users sent on 2026-04-24, task ID 7",
            ]
        );
    }

    #[test]
    fn what_can_be_done_depends_on_what_is_open() {
        let all_sent = before([(sent(7), 60)]);
        assert!(all_sent.hint().starts_with("they were all sent"));
        for open in [Earlier::Unknown, Earlier::Waiting] {
            let hint = before([(sent(7), 60), (open(elsewhere("12")), 1)]).hint();
            assert!(
                hint.contains("`settle`") && hint.contains("`resume`"),
                "{hint}"
            );
        }
    }
}
