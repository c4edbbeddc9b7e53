//! Bringing a file up to date: numbered steps, all of them or none, and never back.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::LedgerError;

/// The steps, in order. A step is never changed once it was released; a new one is put at the end.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_ledger.sql")];

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
