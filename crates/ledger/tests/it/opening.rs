//! Opening: the second copy, the wrong key, a newer file, damage, folders that cannot be written.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
#[cfg(unix)]
use std::process::Command;

use ledger::{Ledger, LedgerError, LedgerKey, Reader, set_aside};

use crate::common::*;

fn refused(folder: &Path, key: [u8; 32]) -> LedgerError {
    Ledger::open(folder, &LedgerKey::new(key)).expect_err("the ledger opened")
}

#[test]
fn the_second_copy_is_told_who_has_it() {
    let desk = Desk::new();
    let error = refused(desk.folder.path(), KEY);
    assert!(error.is_in_use(), "{error:?}");
    assert!(
        error
            .to_string()
            .contains(&format!("(process {})", std::process::id())),
        "{error}"
    );
    assert!(
        set_aside(desk.folder.path(), now())
            .unwrap_err()
            .is_in_use(),
        "a ledger in use was moved away"
    );

    let desk = desk.restart();
    assert_eq!(
        desk.ledger.submissions().unwrap(),
        [],
        "letting go lets the next one in"
    );
}

#[test]
fn a_reader_stands_beside_another_copy() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 2);
    let reader = Reader::open(desk.folder.path(), &LedgerKey::new(KEY)).unwrap();
    assert_eq!(reader.submission(id).unwrap().in_sheet, 2);
    desk.accept(desk.first_batch(id), "1");
    assert_eq!(reader.accounts(id).unwrap().accepted.total, 2);
}

#[test]
fn a_reader_does_not_begin_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Reader::open(folder.path(), &LedgerKey::new(KEY)).is_err());
    assert!(!ledger::exists(folder.path()));
}

#[test]
fn another_key_opens_nothing_and_harms_nothing() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 2);
    let folder = desk.folder;
    drop(desk.ledger);
    let before = fs::read(folder.path().join(ledger::FILE_NAME)).unwrap();

    let error = refused(folder.path(), [1; 32]);
    assert!(error.is_unreadable(), "{error:?}");
    assert!(error.hint().unwrap().contains("recovery code"));
    let told = format!("{error} {error:?}");
    assert!(
        !told.contains("0101010101"),
        "the key is in the message: {told}"
    );
    assert!(
        Reader::open(folder.path(), &LedgerKey::new([1; 32]))
            .unwrap_err()
            .is_unreadable()
    );
    assert!(
        before == fs::read(folder.path().join(ledger::FILE_NAME)).unwrap(),
        "the file was changed"
    );
    assert_eq!(open(folder.path()).submission(id).unwrap().in_sheet, 2);
}

#[test]
fn what_is_no_ledger_is_set_aside_and_kept() {
    for wrong in [
        &b"PK\x03\x04 a workbook by mistake"[..],
        b"SQLite format 3\0",
        &vec![7; 50_000],
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(ledger::FILE_NAME);
        fs::write(&path, wrong).unwrap();
        assert!(refused(folder.path(), KEY).is_unreadable());

        let aside = set_aside(folder.path(), now()).unwrap();
        assert_eq!(
            aside.file_name().unwrap().to_str().unwrap(),
            "ledger-aside-20260424T030640Z.db"
        );
        assert!(
            fs::read(&aside).unwrap() == wrong,
            "what was set aside is not what was there"
        );
        assert!(!ledger::exists(folder.path()));
        assert_eq!(open(folder.path()).submissions().unwrap(), []);
        let again = set_aside(folder.path(), now()).unwrap();
        assert_ne!(again, aside, "the first one was written over");
        assert!(fs::read(&aside).unwrap() == wrong);
    }
}

#[test]
fn a_ledger_set_aside_keeps_its_log_and_opens_again() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 2);
    desk.accept(desk.first_batch(id), "12345");
    let folder = desk.folder.path();
    // As after a crash: the last answer is in the log only.
    let crashed = tempfile::tempdir().unwrap();
    for name in ["ledger.db", "ledger.db-wal", "receipts.jsonl"] {
        fs::copy(folder.join(name), crashed.path().join(name)).unwrap();
    }
    let aside = set_aside(crashed.path(), now()).unwrap();
    assert!(!crashed.path().join("ledger.db-wal").exists());
    assert!(
        crashed.path().join("receipts.jsonl").exists(),
        "the receipts were moved away"
    );

    let back = tempfile::tempdir().unwrap();
    fs::copy(&aside, back.path().join("ledger.db")).unwrap();
    fs::copy(
        format!("{}-wal", aside.display()),
        back.path().join("ledger.db-wal"),
    )
    .unwrap();
    assert_eq!(
        open(back.path()).batches(id).unwrap()[0].task_id.as_deref(),
        Some("12345")
    );
}

#[test]
fn a_ledger_that_cannot_be_set_aside_whole_stays_whole() {
    let folder = tempfile::tempdir().unwrap();
    let parts = ["ledger.db", "ledger.db-wal", "ledger.db-journal"];
    for part in parts {
        fs::write(folder.path().join(part), part).unwrap();
    }
    // Something stands where the last of the companions would go.
    let place = format!("ledger-aside-{}.db-journal", now().format("%Y%m%dT%H%M%SZ"));
    fs::create_dir_all(folder.path().join(place).join("full")).unwrap();
    set_aside(folder.path(), now()).unwrap_err();
    for part in parts {
        let kept = fs::read_to_string(folder.path().join(part));
        assert_eq!(kept.unwrap(), part, "it is where it was");
    }
}

#[test]
fn a_folder_in_its_place_is_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(ledger::FILE_NAME)).unwrap();
    assert!(refused(folder.path(), KEY).is_unreadable());
    set_aside(folder.path(), now()).unwrap();
    open(folder.path());
}

#[test]
fn a_newer_file_is_refused_and_left_as_it_is() {
    let desk = Desk::new();
    desk.raw().pragma_update(None, "user_version", 99).unwrap();
    let Desk { ledger, folder, .. } = desk;
    drop(ledger);
    let error = refused(folder.path(), KEY);
    assert!(error.is_newer(), "{error:?}");
    assert!(
        error.to_string().ends_with("schema 99, known up to 3"),
        "{error}"
    );
    assert!(
        Reader::open(folder.path(), &LedgerKey::new(KEY))
            .unwrap_err()
            .is_newer()
    );
    let kept: u32 = raw(folder.path(), &KEY)
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 99);
}

#[test]
fn damage_is_found_wherever_it_is() {
    let mut desk = Desk::new();
    desk.plan(3000, 1000);
    let Desk { ledger, folder, .. } = desk;
    drop(ledger);
    let path = folder.path().join(ledger::FILE_NAME);
    let sound = fs::read(&path).unwrap();
    let pages = sound.len() / 16384;
    assert!(pages > 20, "too small a file to be damaged in many places");

    for page in (0..pages).step_by(5).chain([pages - 1]) {
        fs::write(&path, &sound).unwrap();
        flip(&path, page as u64 * 16384 + 9000);
        let found =
            Ledger::open(folder.path(), &LedgerKey::new(KEY)).and_then(|ledger| ledger.check());
        let error = found.expect_err("damage passed for sound");
        assert!(
            error.is_damaged() || error.is_unreadable(),
            "page {page}: {error:?}"
        );
        assert!(
            error.hint().unwrap().contains("set aside"),
            "no way out of {error:?}"
        );
    }
    fs::write(&path, &sound[..sound.len() / 2]).unwrap();
    let error = Ledger::open(folder.path(), &LedgerKey::new(KEY))
        .and_then(|ledger| ledger.check())
        .unwrap_err();
    assert!(error.is_damaged(), "half a file: {error:?}");

    fs::write(&path, &sound).unwrap();
    open(folder.path()).check().unwrap();
}

fn flip(path: &Path, offset: u64) {
    let mut file = fs::File::options()
        .read(true)
        .write(true)
        .open(path)
        .unwrap();
    file.seek(SeekFrom::Start(offset)).unwrap();
    let mut byte = [0];
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(offset)).unwrap();
    file.write_all(&[!byte[0]]).unwrap();
}

#[test]
fn the_file_is_run_as_it_must_be() {
    let desk = Desk::new();
    let conn = desk.raw();
    let text = |pragma: &str| {
        conn.pragma_query_value(None, pragma, |row| row.get::<_, String>(0))
            .unwrap()
    };
    assert_eq!(text("journal_mode"), "wal");
    assert_eq!(text("cipher_page_size"), "16384");
    assert!(!text("cipher_version").is_empty(), "this is no SQLCipher");
    let loose: Vec<String> = conn
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 \
             AND name NOT LIKE 'sqlite_%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(loose, [] as [String; 0], "tables that are not STRICT");
}

#[test]
fn a_session_only_ledger_leaves_nothing_but_receipts() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::in_memory(folder.path()).unwrap();
    assert!(ledger.is_session_only());
    let id = ledger.plan(&submission(2), (0..2).map(user)).unwrap();
    let batch = ledger.next_queued(id).unwrap().unwrap().id;
    let reader = ledger.reader().unwrap();
    let attempt = ledger.begin_attempt(batch, "t", "x", now()).unwrap();
    let _recorded = attempt
        .end(&mut ledger, &accepted("77"), &answer())
        .unwrap();
    assert_eq!(
        reader.accounts(id).unwrap().accepted.total,
        2,
        "a reader finds the same memory"
    );
    assert_eq!(
        Ledger::in_memory(folder.path())
            .unwrap()
            .submissions()
            .unwrap(),
        [],
        "two sessions share a memory"
    );
    ledger.check().unwrap();
    drop((ledger, reader));
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["receipts.jsonl"]);
}

/// Root may write anywhere, so the test goes on as nobody in a process of its own.
#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    if let Some(folder) = std::env::var_os("LEDGER_TEST_READ_ONLY") {
        let error = refused(Path::new(&folder), KEY);
        assert!(error.is_read_only(), "{error:?}");
        assert_eq!(error.to_string(), "the ledger's folder cannot be written");
        assert!(error.hint().is_some());
        return;
    }
    let desk = Desk::new();
    let Desk { ledger, folder, .. } = desk;
    drop(ledger);
    let closed = fs::Permissions::from_mode(0o555);
    fs::set_permissions(folder.path(), closed).unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        fs::set_permissions(entry.unwrap().path(), fs::Permissions::from_mode(0o444)).unwrap();
    }
    // A copy that nobody may run: the way to the build's own folder may be closed to them.
    let program = tempfile::tempdir().unwrap();
    fs::set_permissions(program.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let copy = program.path().join("it");
    fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();

    let mut again = Command::new(&copy);
    again
        .args([
            "--exact",
            "opening::a_folder_that_cannot_be_written_is_named",
        ])
        .env("LEDGER_TEST_READ_ONLY", folder.path());
    if is_root() {
        again.uid(65534).gid(65534);
    }
    let ran = again.output().unwrap();
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success() && told.contains("1 passed"),
        "{told}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0)
}
