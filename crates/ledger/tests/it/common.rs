//! What the tests plan, send and count.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use ledger::{
    Answer, Attempt, BatchId, ConnectionStamp, Ledger, LedgerKey, NewSubmission, NewUser, Outcome,
    Password, Recorded, ResultState, SubmissionId, TaskTotals, UserResult,
};
use rusqlite::Connection;
use tempfile::TempDir;

pub(crate) const KEY: [u8; 32] = [0x5a; 32];

/// A ledger in a folder of its own.
pub(crate) struct Desk {
    pub(crate) ledger: Ledger,
    pub(crate) folder: TempDir,
    traces: u32,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            ledger: open(folder.path()),
            folder,
            traces: 0,
        }
    }

    /// A ledger for this session only: for cases by the dozen, without a disk to wait for.
    pub(crate) fn in_memory() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::in_memory(folder.path()).unwrap();
        Self {
            ledger,
            folder,
            traces: 0,
        }
    }

    /// Ends this program's hold on the ledger and takes it up again, as a restart does.
    pub(crate) fn restart(self) -> Self {
        let Self {
            ledger,
            folder,
            traces,
        } = self;
        drop(ledger);
        Self {
            ledger: open(folder.path()),
            folder,
            traces,
        }
    }

    /// A submission of users 0 to `users`, on row 2 and on.
    pub(crate) fn plan(&mut self, users: u64, batch_size: u32) -> SubmissionId {
        self.ledger
            .plan(&submission(batch_size), (0..users).map(user))
            .unwrap()
    }

    pub(crate) fn first_batch(&self, submission: SubmissionId) -> BatchId {
        self.ledger
            .next_queued(submission)
            .unwrap()
            .expect("a queued batch")
            .id
    }

    pub(crate) fn begin(&mut self, batch: BatchId) -> Attempt {
        self.traces += 1;
        let trace = format!("{:058}", self.traces);
        self.ledger
            .begin_attempt(batch, &trace, "20260424T100000Z", now())
            .unwrap()
    }

    pub(crate) fn send(&mut self, batch: BatchId, outcome: &Outcome) {
        let recorded = self
            .begin(batch)
            .end(&mut self.ledger, outcome, &answer())
            .unwrap();
        assert!(
            matches!(recorded, Recorded::Done),
            "the receipt was not written: {recorded:?}"
        );
    }

    pub(crate) fn accept(&mut self, batch: BatchId, task_id: &str) {
        self.send(batch, &accepted(task_id));
    }

    pub(crate) fn results(&mut self, batch: BatchId, results: &[UserResult]) -> ledger::Joined {
        self.ledger
            .record_results(batch, results, &TaskTotals::default(), now())
            .unwrap()
    }

    /// The file itself, opened with the key and without this crate.
    pub(crate) fn raw(&self) -> Connection {
        raw(self.folder.path(), &KEY)
    }
}

pub(crate) fn open(folder: &Path) -> Ledger {
    Ledger::open(folder, &LedgerKey::new(KEY)).unwrap()
}

pub(crate) fn raw(folder: &Path, key: &[u8; 32]) -> Connection {
    use std::fmt::Write;
    let mut hex = String::new();
    for byte in key {
        write!(hex, "{byte:02x}").unwrap();
    }
    let conn = Connection::open(folder.join(ledger::FILE_NAME)).unwrap();
    let opening = format!(
        "PRAGMA key = \"x'{hex}'\"; PRAGMA cipher_page_size = 16384; PRAGMA foreign_keys = ON;"
    );
    conn.execute_batch(&opening).unwrap();
    conn.busy_timeout(Duration::from_secs(5)).unwrap();
    conn
}

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_777_000_000, 0).unwrap()
}

pub(crate) fn later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

pub(crate) fn submission(batch_size: u32) -> NewSubmission {
    NewSubmission {
        file_name: "roster.xlsx".into(),
        file_sha256: "ab".repeat(32),
        sheet: Some("Users".into()),
        mapping: r#"{"phone":2}"#.into(),
        settings: "{}".into(),
        connection: ConnectionStamp {
            id: "c1".into(),
            name: "Singapore".into(),
            host: "intl.example".into(),
            signing_user: "1001".into(),
            scheme: "koodrive".into(),
        },
        batch_size,
        created: now(),
    }
}

pub(crate) fn user(n: u64) -> NewUser {
    NewUser {
        row: n + 2,
        firstname: format!("First{n}"),
        surname: Some(format!("Sur{n}")),
        phone: phone(n),
        phone_key: key(n),
        email: Some(format!("user{n}@example.com")),
        password: Some(Password::new(format!("Pa55-{n:06}"))),
        extra: None,
        left_out: None,
    }
}

/// As sent: with a `00` before it.
pub(crate) fn phone(n: u64) -> String {
    format!("00{}", key(n))
}

pub(crate) fn key(n: u64) -> String {
    format!("86138{n:08}")
}

pub(crate) fn answer() -> Answer {
    Answer {
        http_status: Some(200),
        code: Some("0".into()),
        message: Some("Success".into()),
        ended: later(1),
        duration: Duration::from_millis(321),
    }
}

pub(crate) fn accepted(task_id: &str) -> Outcome {
    Outcome::Accepted {
        task_id: task_id.into(),
    }
}

pub(crate) fn unknown() -> Outcome {
    Outcome::Unknown {
        why: "the connection was cut".into(),
    }
}

pub(crate) fn not_processed() -> Outcome {
    Outcome::NotProcessed {
        why: "connection refused".into(),
    }
}

pub(crate) fn result(n: u64, state: ResultState) -> UserResult {
    UserResult {
        phone: phone(n),
        phone_key: key(n),
        state,
        subtask_id: Some(format!("9{n:018}")),
        user_id: state.is_provisioned().then(|| format!("7{n:018}")),
        code: (state == ResultState::Failed).then(|| "13000102".into()),
        reason: (state == ResultState::Failed).then(|| "parameter check failed".into()),
    }
}
