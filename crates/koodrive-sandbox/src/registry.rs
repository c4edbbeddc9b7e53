//! The tasks and the users, and how one becomes the other.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use crate::batch::NewUser;
use crate::ids::Ids;
use crate::verdict::{Failure, failure};
use crate::{Outcome, Pace, TaskSeen, TaskUser, UserSeen};

/// Everything the service remembers.
pub(crate) struct Registry {
    pace: Pace,
    ids: Ids,
    tasks: Vec<Task>,
    by_id: HashMap<String, usize>,
    /// Tasks with pending users, oldest first.
    backlog: VecDeque<usize>,
    /// Up to when [`Pace::PerSecond`] has been lived up to.
    worked_until: Instant,
    /// Phones in the order they were first heard of.
    phones: Vec<UserSeen>,
    by_phone: HashMap<String, usize>,
}

struct Task {
    seen: TaskSeen,
    /// For each user why they will fail, if they will. Found out at once, so that passwords need
    /// not be kept.
    failures: Vec<Option<Failure>>,
    /// How many users are worked off.
    done: usize,
}

impl Registry {
    pub(crate) fn new(pace: Pace, known_phones: &[String], now: Instant) -> Self {
        let mut registry = Self {
            pace,
            ids: Ids::new(),
            tasks: Vec::new(),
            by_id: HashMap::new(),
            backlog: VecDeque::new(),
            worked_until: now,
            phones: Vec::new(),
            by_phone: HashMap::new(),
        };
        for phone in known_phones {
            let user_id = registry.ids.deal();
            registry.user(phone).user_id = Some(user_id);
        }
        registry
    }

    /// Notes that phones came in a create, whatever becomes of it.
    pub(crate) fn note_sent(&mut self, phones: &[String]) {
        for phone in phones {
            self.user(phone).sent += 1;
        }
    }

    /// Makes a task of users that passed the parameter check; gives its ID.
    pub(crate) fn create(
        &mut self,
        users: &[NewUser],
        trace_id: Option<&str>,
        now: Instant,
    ) -> String {
        self.catch_up(now);
        let task_id = self.ids.deal();
        let rows = users.iter().map(|user| self.pending(&user.phone)).collect();
        self.by_id.insert(task_id.clone(), self.tasks.len());
        self.backlog.push_back(self.tasks.len());
        self.tasks.push(Task {
            seen: TaskSeen {
                task_id: task_id.clone(),
                trace_id: trace_id.map(str::to_owned),
                users: rows,
            },
            failures: users.iter().map(failure).collect(),
            done: 0,
        });
        self.catch_up(now);
        task_id
    }

    fn pending(&mut self, phone: &str) -> TaskUser {
        self.user(phone).accepted += 1;
        TaskUser {
            id: self.ids.deal(),
            phone: phone.to_owned(),
            outcome: Outcome::Pending,
        }
    }

    /// The task as it stands at `now`.
    pub(crate) fn task(&mut self, task_id: &str, now: Instant) -> Option<&TaskSeen> {
        self.catch_up(now);
        let at = self.by_id.get(task_id)?;
        Some(&self.tasks[*at].seen)
    }

    pub(crate) fn tasks(&mut self, now: Instant) -> Vec<TaskSeen> {
        self.catch_up(now);
        self.tasks.iter().map(|task| task.seen.clone()).collect()
    }

    pub(crate) fn users(&mut self, now: Instant) -> Vec<UserSeen> {
        self.catch_up(now);
        self.phones.clone()
    }

    /// Works off what the pace says should be worked off by `now`.
    fn catch_up(&mut self, now: Instant) {
        match self.pace {
            Pace::Manual => {}
            Pace::Instant => {
                self.work_off(usize::MAX);
            }
            Pace::PerSecond(rate) => self.keep_pace(f64::from(rate), now),
        }
    }

    fn keep_pace(&mut self, rate: f64, now: Instant) {
        let elapsed = now.saturating_duration_since(self.worked_until);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count of users, far below 2^53; `as` saturates"
        )]
        let due = (elapsed.as_secs_f64() * rate) as u32;
        let worked = self.work_off(due as usize);
        if worked < due as usize || rate == 0.0 {
            // Idle time is not saved up for the next task.
            self.worked_until = now;
        } else {
            self.worked_until += Duration::from_secs_f64(f64::from(due) / rate);
        }
    }

    /// Works off up to `users` users, oldest task first; gives how many there were.
    pub(crate) fn work_off(&mut self, users: usize) -> usize {
        let mut worked = 0;
        while worked < users {
            let Some(&at) = self.backlog.front() else {
                break;
            };
            self.work_off_one(at);
            worked += 1;
        }
        worked
    }

    /// The next user of a task: registered, failed, or skipped because their phone is known.
    fn work_off_one(&mut self, at: usize) {
        let task = &mut self.tasks[at];
        let row = task.done;
        let failure = task.failures[row];
        let phone = task.seen.users[row].phone.clone();
        task.done += 1;
        if task.done == task.seen.users.len() {
            self.backlog.pop_front();
        }
        self.tasks[at].seen.users[row].outcome = self.settle(&phone, failure);
    }

    fn settle(&mut self, phone: &str, failure: Option<Failure>) -> Outcome {
        if let Some(failure) = failure {
            return Outcome::Failed {
                code: failure.code.to_owned(),
                reason: failure.reason.to_owned(),
            };
        }
        if let Some(user_id) = self.user(phone).user_id.clone() {
            return Outcome::Skipped { user_id };
        }
        let user_id = self.ids.deal();
        self.user(phone).user_id = Some(user_id.clone());
        Outcome::Succeeded { user_id }
    }

    fn user(&mut self, phone: &str) -> &mut UserSeen {
        let at = match self.by_phone.get(phone) {
            Some(at) => *at,
            None => self.meet(phone),
        };
        &mut self.phones[at]
    }

    fn meet(&mut self, phone: &str) -> usize {
        let at = self.phones.len();
        self.by_phone.insert(phone.to_owned(), at);
        self.phones.push(UserSeen {
            phone: phone.to_owned(),
            user_id: None,
            sent: 0,
            accepted: 0,
        });
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn users(phones: &[&str]) -> Vec<NewUser> {
        let user = |phone: &&str| NewUser {
            phone: (*phone).to_owned(),
            email: None,
            password: None,
        };
        phones.iter().map(user).collect()
    }

    fn done(registry: &mut Registry, task_id: &str, now: Instant) -> usize {
        let task = registry.task(task_id, now).unwrap();
        let done = |user: &&TaskUser| user.outcome != Outcome::Pending;
        task.users.iter().filter(done).count()
    }

    #[test]
    fn a_known_phone_is_skipped_and_a_repeated_one_too() {
        let now = Instant::now();
        let mut registry = Registry::new(Pace::Instant, &["11111".into()], now);
        let id = registry.create(&users(&["11111", "22222", "22222", "x"]), None, now);
        let outcomes: Vec<_> = registry.task(&id, now).unwrap().users.clone();
        let Outcome::Succeeded { user_id } = &outcomes[1].outcome else {
            panic!("{outcomes:?}");
        };
        assert!(matches!(outcomes[0].outcome, Outcome::Skipped { .. }));
        assert_eq!(
            outcomes[2].outcome,
            Outcome::Skipped {
                user_id: user_id.clone()
            }
        );
        assert!(matches!(outcomes[3].outcome, Outcome::Failed { .. }));
    }

    #[test]
    fn the_pace_is_kept_over_all_tasks_oldest_first() {
        let start = Instant::now();
        let after = |ms| start + Duration::from_millis(ms);
        let mut registry = Registry::new(Pace::PerSecond(10), &[], start);
        let first = registry.create(&users(&["11111", "11112", "11113"]), None, start);
        let second = registry.create(&users(&["11114", "11115"]), None, start);
        assert_eq!(done(&mut registry, &first, after(99)), 0);
        assert_eq!(done(&mut registry, &first, after(100)), 1);
        assert_eq!(
            done(&mut registry, &first, after(199)),
            1,
            "looking does not hasten"
        );
        assert_eq!(done(&mut registry, &second, after(300)), 0);
        assert_eq!(done(&mut registry, &second, after(400)), 1);
        assert_eq!(done(&mut registry, &second, after(500)), 2);
    }

    #[test]
    fn idle_time_is_not_saved_up() {
        let start = Instant::now();
        let after = |ms| start + Duration::from_millis(ms);
        let mut registry = Registry::new(Pace::PerSecond(10), &[], start);
        let id = registry.create(&users(&["11111"]), None, after(60_000));
        assert_eq!(done(&mut registry, &id, after(60_050)), 0);
        assert_eq!(done(&mut registry, &id, after(60_100)), 1);
    }

    #[test]
    fn by_hand_nothing_moves_by_itself() {
        let now = Instant::now();
        let mut registry = Registry::new(Pace::Manual, &[], now);
        let id = registry.create(&users(&["11111", "11112"]), None, now);
        let later = now + Duration::from_hours(1);
        assert_eq!(done(&mut registry, &id, later), 0);
        assert_eq!(registry.work_off(1), 1);
        assert_eq!(done(&mut registry, &id, later), 1);
        assert_eq!(registry.work_off(usize::MAX), 1, "one was left");
    }

    #[test]
    fn sent_and_accepted_are_told_apart() {
        let now = Instant::now();
        let mut registry = Registry::new(Pace::Instant, &[], now);
        registry.note_sent(&["11111".into()]);
        registry.note_sent(&["11111".into()]);
        registry.create(&users(&["11111"]), None, now);
        let user = registry.users(now).remove(0);
        assert_eq!((user.sent, user.accepted), (2, 1));
        assert!(user.user_id.is_some());
    }
}
