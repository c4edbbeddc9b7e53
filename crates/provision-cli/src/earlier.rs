//! Who was sent before: when, and in which tasks.

use std::collections::BTreeMap;

use provisioning::roster::{Detail, Roster};

use crate::words::counted;

/// Tasks named one by one; the others are counted.
const SHOWN: usize = 5;

/// One line for each task that users of this roster were sent in, the earliest first.
pub(crate) fn lines(roster: &Roster) -> Vec<String> {
    let mut tasks: BTreeMap<(String, String), u64> = BTreeMap::new();
    for row in roster.all_rows() {
        for problem in row.problems {
            if let Some(Detail::Earlier(earlier)) = problem.detail {
                let task = earlier.task_id.unwrap_or_default();
                *tasks.entry((earlier.date, task)).or_default() += 1;
            }
        }
    }
    told(&tasks)
}

fn told(tasks: &BTreeMap<(String, String), u64>) -> Vec<String> {
    let mut lines: Vec<String> = tasks
        .iter()
        .take(SHOWN)
        .map(|((date, task), users)| {
            format!("{} sent on {date}, task ID {task}", counted(*users, "user"))
        })
        .collect();
    if let Some(more @ 1..) = tasks.len().checked_sub(SHOWN) {
        let more = counted(more as u64, "task");
        lines.push(format!("and {more} more; `search PHONE` finds each"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_tasks_are_named_and_the_others_counted() {
        let task = |number: usize| (("2026-04-24".to_owned(), number.to_string()), 60);
        let one = told(&BTreeMap::from([task(7)]));
        assert_eq!(one, ["60 users sent on 2026-04-24, task ID 7"]);
        let many = told(&(0..7).map(task).collect());
        assert_eq!(many.len(), SHOWN + 1);
        assert_eq!(many[SHOWN], "and 2 tasks more; `search PHONE` finds each");
    }
}
