//! The ledger's own tables, opened with its key beside the program.

use std::path::Path;

use rusqlite::Connection;
use vault::RecoveryCode;

/// Opens the ledger in this folder with the key that the recovery code stands for.
///
/// # Panics
/// When it does not open.
pub fn tables(folder: &Path, code: &str) -> Connection {
    let code = RecoveryCode::parse(code).expect("the tests' codes are right");
    let key = hex::encode(code.key().expose_bytes());
    let tables = Connection::open(folder.join("ledger.db")).expect("there is a ledger");
    let open = format!("PRAGMA key = \"x'{key}'\"; PRAGMA cipher_page_size = 16384;");
    tables
        .execute_batch(&open)
        .expect("it is an SQLCipher file");
    tables
}
