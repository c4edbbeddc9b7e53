//! Bringing a file up to date: numbered steps, all of them or none, and never back.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::LedgerError;

/// The steps, in order. A step is never changed once it was released; a new one is put at the end.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_ledger.sql"),
    include_str!("migrations/0002_spellings.sql"),
    include_str!("migrations/0003_parts.sql"),
];

/// "KooL": tells our file from any other SQLite file.
const APPLICATION_ID: i32 = 0x4b6f_6f4c;

/// Takes the file to the newest schema in one transaction.
pub(crate) fn to_latest(conn: &Connection, path: &Path) -> Result<(), LedgerError> {
    apply(conn, path, MIGRATIONS)
}

/// Refuses a file whose schema is not exactly this program's.
pub(crate) fn require_current(conn: &Connection, path: &Path) -> Result<(), LedgerError> {
    let (found, known) = (version(conn)?, newest(MIGRATIONS));
    if found > known {
        return Err(LedgerError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    if found < known {
        return Err(LedgerError::Older {
            path: path.to_owned(),
            found,
            known,
        });
    }
    Ok(())
}

fn apply(conn: &Connection, path: &Path, migrations: &[&str]) -> Result<(), LedgerError> {
    let transaction = Transaction::new_unchecked(conn, TransactionBehavior::Exclusive)?;
    let (found, known) = (version(&transaction)?, newest(migrations));
    if found > known {
        return Err(LedgerError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    for migration in &migrations[found as usize..] {
        transaction.execute_batch(migration)?;
    }
    if found < known {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", known)?;
    }
    Ok(transaction.commit()?)
}

fn newest(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).expect("there are few migrations")
}

fn version(conn: &Connection) -> Result<u32, LedgerError> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ledger, LedgerKey};

    const NEXT: &str =
        "CREATE TABLE next (id INTEGER PRIMARY KEY) STRICT; INSERT INTO next VALUES (1);";
    const BROKEN: &str = "ALTER TABLE drafts ADD COLUMN more TEXT; DELETE FROM mappings; INSERT INTO nowhere VALUES (1);";

    fn ledger(folder: &Path) -> Ledger {
        Ledger::open(folder, &LedgerKey::new([3; 32])).unwrap()
    }

    /// The steps there are, and these.
    fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
        [MIGRATIONS, more].concat()
    }

    #[test]
    fn a_file_of_the_first_schema_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let conn = Connection::open(&path).unwrap();
        apply(&conn, &path, &MIGRATIONS[..1]).unwrap();
        assert_eq!(columns(&conn, "results"), 7);
        to_latest(&conn, &path).unwrap();
        assert_eq!(columns(&conn, "results"), 8);
        require_current(&conn, &path).unwrap();
    }

    fn columns(conn: &Connection, table: &str) -> i64 {
        let sql = "SELECT count(*) FROM pragma_table_info(?1)";
        conn.query_row(sql, [table], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_step_that_fails_midway_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut before = ledger(folder.path());
        let now = chrono::DateTime::UNIX_EPOCH;
        before.remember_mapping("shape", "{}", now).unwrap();
        let path = folder.path().join("ledger.db");
        let failed = apply(before.conn(), &path, &with(&[NEXT, BROKEN]));
        assert!(failed.is_err());
        drop(before);

        let after = ledger(folder.path());
        assert_eq!(
            version(after.conn()).unwrap(),
            newest(MIGRATIONS),
            "a step that failed was counted"
        );
        assert_eq!(
            columns(after.conn(), "next"),
            0,
            "the step before the failed one was kept"
        );
        assert_eq!(
            columns(after.conn(), "drafts"),
            6,
            "half of the failed step was kept"
        );
        assert_eq!(after.mapping("shape").unwrap().as_deref(), Some("{}"));
    }

    #[test]
    fn only_the_steps_that_are_missing_are_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let ledger = ledger(folder.path());
        let steps = with(&[NEXT]);
        apply(ledger.conn(), &path, &steps).unwrap();
        apply(ledger.conn(), &path, &steps).unwrap();
        assert_eq!(version(ledger.conn()).unwrap(), newest(MIGRATIONS) + 1);
        assert!(
            apply(ledger.conn(), &path, MIGRATIONS)
                .unwrap_err()
                .is_newer()
        );
        assert!(
            require_current(ledger.conn(), &path)
                .unwrap_err()
                .is_newer()
        );
    }

    #[test]
    fn a_reader_does_not_take_an_old_file_for_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(folder.path());
        ledger
            .conn()
            .pragma_update(None, "user_version", 0)
            .unwrap();
        let error = require_current(ledger.conn(), folder.path()).unwrap_err();
        assert!(
            matches!(
                error,
                LedgerError::Older {
                    found: 0,
                    known,
                    ..
                } if known == newest(MIGRATIONS)
            ),
            "{error:?}"
        );
    }
}
