//! One row of a table, and how it is played.

use koodrive_sandbox::{FaultRule, Kind, Sandbox};
use whole_program_tests::Home;
use whole_program_tests::books::Books;
use whole_program_tests::job::{lasting_home_of, phones_of, service, sheet_of};

use crate::screen::shown;
use crate::words::told;

const USERS: usize = 4;

/// One thing that goes wrong, and what must come of it.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) rule: FaultRule,
    pub(crate) expected: Expected,
}

/// What must be true afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    /// The batches' states in the sheet's order, split ones left out.
    pub(crate) states: &'static str,
    /// Creates that the service saw.
    pub(crate) creates: usize,
    /// Queries that the service saw.
    pub(crate) queries: usize,
    /// Tasks that the service made.
    pub(crate) tasks: usize,
}

impl Row {
    /// Runs the submission, checks what must be true, gives what was said and is shown.
    pub(crate) fn play(&self) -> String {
        let sandbox = service();
        sandbox.inject(self.rule.clone());
        let home = lasting_home_of(&sandbox);
        let said = submit(&home);
        self.check(&sandbox, &home, &said);
        format!("## {}\n{said}{}", self.name, shown(&home))
    }

    fn check(&self, sandbox: &Sandbox, home: &Home, said: &str) {
        let books = Books::of(home, "1");
        books.assert_everyone_is_in_one_place(&phones_of(USERS));
        let states: Vec<String> = books
            .batches()
            .into_iter()
            .filter(|batch| batch.state != "split")
            .map(|batch| batch.state)
            .collect();
        let found = (
            states.join(" "),
            count(sandbox, Kind::Create),
            count(sandbox, Kind::Query),
            sandbox.tasks().len(),
        );
        let Expected {
            states,
            creates,
            queries,
            tasks,
        } = self.expected;
        let expected = (states.to_owned(), creates, queries, tasks);
        let name = self.name;
        assert_eq!(
            found, expected,
            "states, creates, queries, tasks: {name}\n{said}"
        );
        for user in sandbox.users() {
            assert!(user.accepted <= 1, "sent twice: {name}: {user:?}");
        }
    }
}

/// Two batches of two users, one after the other, followed to the end.
pub(crate) fn submit(home: &Home) -> String {
    let sheet = home.file("users.csv", sheet_of(USERS));
    let submit = ["submit", &*sheet, "--yes", "--batch-size", "2", "--wait"];
    let ran = home.run(&[&submit[..], &["--concurrency", "1", "--timeout", "1"]].concat());
    told(&ran)
}

fn count(sandbox: &Sandbox, kind: Kind) -> usize {
    let requests = sandbox.requests();
    requests.iter().filter(|seen| seen.kind == kind).count()
}
