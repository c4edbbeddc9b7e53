//! Written, and synced, before it happens: the order of the program's calls to the system.
//!
//! A killed program loses nothing that it has handed to the system, so deaths cannot show whether
//! anything was synced. The calls can: before a request leaves and before a task ID is shown,
//! nothing that was written to the ledger or the receipts may be waiting for its sync.

#![cfg(target_os = "linux")]

use std::collections::{BTreeMap, BTreeSet};

use whole_program_tests::books::receipts;
use whole_program_tests::death::logged;
use whole_program_tests::job::{lasting_home_of, service, sheet_of};

/// A call as `strace -f -y` writes it down.
#[derive(Debug, PartialEq, Eq)]
enum Call {
    /// A file was written to.
    Wrote(String),
    /// A file was synced.
    Synced(String),
    /// A create left.
    Sent,
    /// A task ID was shown.
    Showed,
}

/// Reads the log: a sync counts when it has ended, everything else when it begins.
#[derive(Default)]
struct Log {
    /// Syncs that are under way, by thread.
    syncing: BTreeMap<String, String>,
}

impl Log {
    fn read(&mut self, line: &str) -> Option<Call> {
        let (thread, call) = line.split_once(' ')?;
        let call = call.trim_start();
        let ended = ["<... fsync resumed>", "<... fdatasync resumed>"];
        if ended.iter().any(|end| call.starts_with(end)) {
            let file = self.syncing.remove(thread);
            return file.filter(|_| call.ends_with("= 0")).map(Call::Synced);
        }
        let (name, rest) = call.split_once('(')?;
        let file = rest.split_once('<')?.1.split_once('>')?.0.to_owned();
        match name {
            "fsync" | "fdatasync" if call.ends_with("<unfinished ...>") => {
                self.syncing.insert(thread.to_owned(), file);
                None
            }
            "fsync" | "fdatasync" => Some(Call::Synced(file)).filter(|_| call.ends_with("= 0")),
            "write" | "writev" | "sendto" if rest.contains("accepted, task ID") => {
                Some(Call::Showed)
            }
            "write" | "writev" | "sendto" if rest.contains("POST /") => Some(Call::Sent),
            "write" | "pwrite64" if holds_what_happened(&file) => Some(Call::Wrote(file)),
            _ => None,
        }
    }
}

/// Not so the shared memory and the lock, which are of no use after a death.
fn holds_what_happened(file: &str) -> bool {
    ["ledger.db", "ledger.db-wal", "receipts.jsonl"]
        .iter()
        .any(|name| file.ends_with(name))
}

#[test]
fn everything_is_synced_before_it_is_sent_and_before_it_is_shown() {
    let sandbox = service();
    let home = lasting_home_of(&sandbox);
    let sheet = home.file("users.csv", sheet_of(12));
    let log = home.path().join("calls.log");
    let calls = "pwrite64,write,fsync,fdatasync,writev,sendto";
    let submit = ["submit", &sheet, "--yes", "--batch-size", "3"];
    let submit = home.command(&[&submit[..], &["--concurrency", "1"]].concat());
    let done = logged(&submit, calls, &log).output().unwrap();
    assert!(done.status.success(), "{done:#?}");

    let text = std::fs::read_to_string(&log).unwrap();
    let (mut reading, mut books) = (Log::default(), Unsynced::default());
    let (mut sent, mut showed, mut syncs) = (0, 0, Syncs::default());
    for call in text.lines().filter_map(|line| reading.read(line)) {
        match call {
            Call::Wrote(file) => books.wrote(file),
            Call::Synced(file) => {
                books.synced(&file);
                syncs.count(&file, sent);
            }
            Call::Sent => {
                sent += 1;
                books.assert_written(&format!("before request {sent}"));
            }
            Call::Showed => {
                showed += 1;
                books.assert_written(&format!("before task ID {showed}"));
            }
        }
    }
    assert_eq!((sent, showed), (4, 4));
    // From one request to the next: the answer in both books, and that the next one is on its way.
    assert_eq!(syncs.of_ledger, [2, 2, 2], "{text}");
    assert_eq!(syncs.of_receipts, [1, 1, 1], "{text}");
    assert_eq!(receipts(&home).len(), 4);
    for name in ["ledger.db-wal", "receipts.jsonl"] {
        let mut files = books.ever.iter();
        assert!(files.any(|file| file.ends_with(name)), "{:?}", books.ever);
    }
}

/// How often a batch makes the disk work, between its request and the next batch's.
#[derive(Default)]
struct Syncs {
    of_ledger: [u32; 3],
    of_receipts: [u32; 3],
}

impl Syncs {
    fn count(&mut self, file: &str, sent: usize) {
        let books = match file {
            _ if file.ends_with("ledger.db-wal") => &mut self.of_ledger,
            _ if file.ends_with("receipts.jsonl") => &mut self.of_receipts,
            _ => return,
        };
        let gap = sent.checked_sub(1).and_then(|gap| books.get_mut(gap));
        *gap.unwrap_or(&mut 0) += 1;
    }
}

/// What was written and whether it was synced.
#[derive(Default)]
struct Unsynced {
    waiting: BTreeSet<String>,
    ever: BTreeSet<String>,
    something: bool,
}

impl Unsynced {
    fn wrote(&mut self, file: String) {
        self.ever.insert(file.clone());
        self.waiting.insert(file);
        self.something = true;
    }

    fn synced(&mut self, file: &str) {
        self.waiting.remove(file);
    }

    /// Something was written down since the last time, and all of it is on the disk.
    fn assert_written(&mut self, when: &str) {
        assert!(self.waiting.is_empty(), "{when}: {:?}", self.waiting);
        assert!(self.something, "nothing was written {when}");
        self.something = false;
    }
}

#[test]
fn the_log_is_understood() {
    let lines = [
        "71 pwrite64(8</h/data/ledger.db-wal>, \"7\\177\", 32, 0) = 32",
        "72 writev(10<socket:[4]>, [{iov_base=\"POST /koodrive\", iov_len=9}], 1) = 9",
        "71 fsync(8</h/data/ledger.db-wal> <unfinished ...>",
        "72 write(1</dev/pts/1>, \"batch 1: accepted, task ID 18\", 30) = 30",
        "71 <... fsync resumed>)              = 0",
        "71 fdatasync(17</h/data/receipts.jsonl>) = 0",
        "71 fsync(17</h/data/receipts.jsonl>) = -1 EIO (Input/output error)",
        "73 write(12<anon_inode:[eventfd]>, \"\\1\\0\", 8) = 8",
    ];
    let mut log = Log::default();
    let wal = || "/h/data/ledger.db-wal".to_owned();
    let read: Vec<Call> = lines.iter().filter_map(|line| log.read(line)).collect();
    let expected = [
        Call::Wrote(wal()),
        Call::Sent,
        Call::Showed,
        Call::Synced(wal()),
        Call::Synced("/h/data/receipts.jsonl".into()),
    ];
    assert_eq!(read, expected);
}
