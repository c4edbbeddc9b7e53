//! Planning 100,000 users, beside what bare SQLCipher needs to insert the same rows in one transaction.
//!
//! Both run in turns in this one process, on the same disk, with the same page size, log and syncs; the best of each
//! counts. The ledger may take 1.5 times as long. `cargo bench -p ledger --bench plan [-- USERS ROUNDS]`

#![expect(
    clippy::print_stdout,
    reason = "a benchmark's result is what it prints"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use ledger::{
    Answer, ConnectionStamp, Ledger, LedgerKey, NewSubmission, NewUser, Outcome, Password,
    UserFilter,
};
use rusqlite::{Connection, params};

const AT_MOST: f64 = 1.5;

fn main() {
    let mut numbers = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse::<u64>().ok());
    let users = numbers.next().unwrap_or(100_000);
    let rounds = numbers.next().unwrap_or(7);

    let (mut bare, mut planned) = (Duration::MAX, Duration::MAX);
    let rows: Vec<NewUser> = (0..users).map(user).collect();
    for _ in 0..rounds {
        bare = bare.min(time_bare(rows.clone()));
        planned = planned.min(time_plan(rows.clone()));
    }
    let ratio = planned.as_secs_f64() / bare.as_secs_f64();
    println!("{users} users into the ledger, best of {rounds}");
    println!(
        "  bare SQLCipher, one transaction   {:>9.1} ms",
        milliseconds(bare)
    );
    println!(
        "  Ledger::plan                      {:>9.1} ms",
        milliseconds(planned)
    );
    println!("  ratio {ratio:.2}, at most {AT_MOST}");
    time_the_rest(users);
    assert!(
        ratio <= AT_MOST,
        "planning takes {ratio:.2} times as long as bare inserts, at most {AT_MOST} is allowed"
    );
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// A row of the sheet. All rows are made before the clock runs, and both sides use them up.
fn user(row: u64) -> NewUser {
    NewUser {
        row: row + 2,
        firstname: format!("First{}", row % 1000),
        surname: Some(format!("Surname{}", row % 7919)),
        phone: format!("1{:011}", row * 7_919 % 100_000_000_000),
        phone_key: format!("1{:011}", row * 7_919 % 100_000_000_000),
        email: Some(format!("user{row}@example.com")),
        password: Some(Password::new(format!("Pa55-word-{row}"))),
        extra: None,
        left_out: (row % 200 == 199).then(|| "duplicate".to_owned()),
    }
}

fn time_bare(rows: Vec<NewUser>) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = open_bare(&folder.path().join("bare.db"));
    let start = Instant::now();
    let transaction = conn.transaction().expect("a transaction");
    {
        let mut insert = transaction
            .prepare("INSERT INTO users VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")
            .expect("a statement");
        for user in rows {
            let batch = user.left_out.is_none().then_some(user.row / 1000);
            let password = user.password.as_ref().filter(|_| batch.is_some());
            insert
                .execute(params![
                    user.row.cast_signed(),
                    1,
                    batch.map(u64::cast_signed),
                    user.row.cast_signed(),
                    user.firstname,
                    user.surname,
                    user.phone,
                    user.phone_key,
                    user.email,
                    password.map(Password::expose_password),
                    user.extra,
                    user.left_out,
                ])
                .expect("a row");
        }
    }
    transaction.commit().expect("a commit");
    start.elapsed()
}

fn open_bare(path: &Path) -> Connection {
    let conn = Connection::open(path).expect("a file");
    conn.execute_batch(&format!(
        "PRAGMA key = \"x'{}'\"; PRAGMA cipher_page_size = 16384; PRAGMA journal_mode = WAL; \
         PRAGMA synchronous = FULL; PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY; \
         CREATE TABLE users (id INTEGER PRIMARY KEY, submission INTEGER, batch INTEGER, row INTEGER, firstname TEXT, \
         surname TEXT, phone TEXT, phone_key TEXT, email TEXT, password TEXT, extra TEXT, left_out TEXT) STRICT;",
        "07".repeat(32)
    ))
    .expect("bare SQLCipher");
    conn
}

fn time_plan(rows: Vec<NewUser>) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = open(folder.path());
    let start = Instant::now();
    ledger.plan(&submission(), rows).expect("a plan");
    start.elapsed()
}

fn open(folder: &Path) -> Ledger {
    Ledger::open(folder, &LedgerKey::new([7; 32])).expect("a ledger")
}

fn submission() -> NewSubmission {
    NewSubmission {
        file_name: "roster.xlsx".into(),
        file_sha256: "0".repeat(64),
        sheet: None,
        mapping: "{}".into(),
        settings: "{}".into(),
        connection: ConnectionStamp {
            id: "c".into(),
            name: "c".into(),
            host: "localhost".into(),
            signing_user: "1".into(),
            scheme: "koodrive".into(),
        },
        batch_size: 1000,
        created: now(),
    }
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_777_000_000, 0).expect("a moment")
}

/// What comes after the plan, for the record; nothing is asserted of it.
fn time_the_rest(users: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = open(folder.path());
    let id = ledger
        .plan(&submission(), (0..users).map(user))
        .expect("a plan");
    let batches = ledger.queued_batches(id).expect("batches");
    let answer = Answer {
        http_status: Some(200),
        code: None,
        message: None,
        ended: now(),
        duration: Duration::ZERO,
    };

    let all = time(|| {
        for (n, batch) in batches.iter().enumerate() {
            let attempt = ledger
                .begin_attempt(*batch, &format!("trace {n}"), "20260424T000000Z", now())
                .expect("begun");
            let outcome = Outcome::Accepted {
                task_id: format!("{n}"),
            };
            let _recorded = attempt
                .end(&mut ledger, &outcome, &answer)
                .expect("recorded");
        }
    });
    println!(
        "  begin and end of an attempt, each {:>9.2} ms",
        milliseconds(all / u32::try_from(batches.len()).expect("not that many"))
    );
    println!(
        "  accounts                          {:>9.1} ms",
        milliseconds(time(|| drop(ledger.accounts(id))))
    );
    let keys: Vec<String> = (0..users).map(|row| user(row).phone_key).collect();
    println!(
        "  earlier, all phones asked         {:>9.1} ms",
        milliseconds(time(|| drop(ledger.earlier("c", &keys))))
    );
    println!(
        "  search that finds nothing         {:>9.1} ms",
        milliseconds(time(|| drop(ledger.search("no such", 50))))
    );
    let page = ledger::Page {
        offset: users / 2,
        limit: 100,
    };
    let window = time(|| drop(ledger.users(id, UserFilter::All, page)));
    println!(
        "  a window of 100 users             {:>9.2} ms",
        milliseconds(window)
    );
    drop(ledger);
    let mut reopened = None;
    println!(
        "  opening                           {:>9.1} ms",
        milliseconds(time(|| reopened = Some(open(folder.path()))))
    );
    let mut ledger = reopened.expect("opened");
    println!(
        "  forgetting it                     {:>9.1} ms",
        milliseconds(time(|| ledger.forget(id, true).expect("forgotten")))
    );
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
