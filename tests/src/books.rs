//! What the program says of a submission, and whether it adds up.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Home;

/// A submission as `show --json` has it.
#[derive(Debug)]
pub struct Books {
    said: Value,
}

/// A batch of it.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its label, as in `3` or `3.1`.
    pub label: String,
    /// Its state, as in `unknown`.
    pub state: String,
    /// Its task ID.
    pub task_id: Option<String>,
    /// The trace ID of its last request.
    pub trace_id: Option<String>,
    /// The phones of its users.
    pub phones: Vec<String>,
}

/// The IDs of the submissions in the ledger, newest first.
///
/// # Panics
/// When the ledger cannot be read.
#[track_caller]
pub fn submissions(home: &Home) -> Vec<String> {
    let listed = home.run(&["submissions", "--json"]).ended(0).json();
    let listed = listed["submissions"].as_array().expect("a list");
    listed
        .iter()
        .map(|submission| text(&submission["submission"]))
        .collect()
}

/// The task IDs that the receipts have, as they stand in the file: whole lines only.
pub fn receipts(home: &Home) -> BTreeSet<String> {
    let file = std::fs::read_to_string(home.data().join("receipts.jsonl")).unwrap_or_default();
    let whole = file
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'));
    whole
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .map(|receipt| text(&receipt["task_id"]))
        .collect()
}

impl Books {
    /// Reads them in a new run of the program.
    ///
    /// # Panics
    /// When the program does not show them.
    #[track_caller]
    pub fn of(home: &Home, submission: &str) -> Self {
        let said = home.run(&["show", submission, "--json"]).ended(0).json();
        Self { said }
    }

    /// Those that a command has printed.
    pub fn printed(said: Value) -> Self {
        Self { said }
    }

    /// The batches.
    pub fn batches(&self) -> Vec<Batch> {
        let batches = self.list("batches");
        batches.iter().map(|batch| self.batch(batch)).collect()
    }

    fn batch(&self, batch: &Value) -> Batch {
        let label = text(&batch["batch"]);
        let users = self.list("users").iter();
        let members = users.filter(|user| user["batch"] == batch["batch"]);
        let phones: Vec<String> = members.map(|user| text(&user["phone"])).collect();
        let rows = batch["rows"].as_array().expect("a list");
        assert_eq!(phones.len(), rows.len(), "batch {label} lists other rows");
        Batch {
            state: text(&batch["state"]),
            task_id: batch["task_id"].as_str().map(str::to_owned),
            trace_id: batch["trace_id"].as_str().map(str::to_owned),
            phones,
            label,
        }
    }

    /// The batches in this state.
    pub fn batches_at(&self, state: &str) -> Vec<Batch> {
        let mut batches = self.batches();
        batches.retain(|batch| batch.state == state);
        batches
    }

    /// The task IDs of the batches.
    pub fn task_ids(&self) -> BTreeSet<String> {
        let batches = self.batches();
        batches
            .into_iter()
            .filter_map(|batch| batch.task_id)
            .collect()
    }

    /// A number of the accounts, as in `waiting` or `accepted.failed`.
    pub fn count(&self, name: &str) -> u64 {
        let path = format!("/counts/{}", name.replace('.', "/"));
        let number = self.said.pointer(&path).and_then(Value::as_u64);
        number.unwrap_or_else(|| panic!("no such account: {name}"))
    }

    /// How many users are listed with this outcome.
    pub fn listed(&self, outcome: &str) -> u64 {
        let users = self.list("users").iter();
        users.filter(|user| user["outcome"] == outcome).count() as u64
    }

    /// The users, as `show --json` has them.
    pub fn users(&self) -> &[Value] {
        self.list("users")
    }

    /// Every user of the sheet stands in the books once and in one place, and the accounts say the
    /// same as the list and balance.
    ///
    /// # Panics
    /// When somebody is lost, doubled or invented.
    #[track_caller]
    pub fn assert_everyone_is_in_one_place(&self, phones: &[String]) {
        let listed: Vec<String> = self
            .users()
            .iter()
            .map(|user| text(&user["phone"]))
            .collect();
        assert_eq!(listed, phones, "the users are not those of the sheet");
        assert_eq!(self.count("in_sheet"), phones.len() as u64);
        assert_eq!(self.count("astray"), 0);
        let mut total = 0;
        for (account, outcome) in PLACES {
            let number = self.listed(outcome);
            let also = if account == "accepted.pending" {
                self.listed("without-result")
            } else {
                0
            };
            assert_eq!(
                self.count(account),
                number + also,
                "{account}: {:#}",
                self.said["counts"]
            );
            total += number + also;
        }
        assert_eq!(
            total,
            phones.len() as u64,
            "a place is missing from the accounts"
        );
        let outcomes: u64 = ["succeeded", "failed", "skipped", "pending"]
            .iter()
            .map(|name| self.count(&format!("accepted.{name}")))
            .sum();
        assert_eq!(self.count("accepted.total"), outcomes);
    }

    fn list(&self, name: &str) -> &[Value] {
        self.said[name].as_array().expect("a list")
    }
}

/// The accounts and the outcome that stands in the list for each.
const PLACES: [(&str, &str); 9] = [
    ("left_out", "left-out"),
    ("waiting", "waiting"),
    ("sending", "sending"),
    ("unknown", "unknown"),
    ("refused", "refused"),
    ("accepted.pending", "pending"),
    ("accepted.succeeded", "succeeded"),
    ("accepted.failed", "failed"),
    ("accepted.skipped", "skipped"),
];

#[track_caller]
fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("not a text: {value}"))
        .to_owned()
}
