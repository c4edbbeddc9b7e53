//! The ledger's own examination.

use crate::error::LedgerError;
use crate::open::Reader;

impl Reader {
    /// Reads the whole file and proves it sound: every page's authentication code, the structure, every reference, and
    /// the accounts of every submission. Takes about as long as reading the file.
    pub fn check(&self) -> Result<(), LedgerError> {
        self.expect_nothing("PRAGMA cipher_integrity_check")?;
        self.expect_nothing("SELECT * FROM pragma_quick_check WHERE quick_check <> 'ok'")?;
        self.expect_nothing("SELECT 'users of ' || \"table\" FROM pragma_foreign_key_check")?;
        for submission in self.submissions()? {
            if !self.accounts(submission.id)?.balanced() {
                return Err(LedgerError::Unsound(format!(
                    "the accounts of submission {} do not balance",
                    submission.id
                )));
            }
        }
        Ok(())
    }

    /// Each row that comes is a complaint.
    fn expect_nothing(&self, sql: &str) -> Result<(), LedgerError> {
        let mut statement = self.conn().prepare(sql)?;
        let mut rows = statement.query([])?;
        match rows.next()? {
            None => Ok(()),
            Some(row) => Err(LedgerError::Unsound(row.get(0)?)),
        }
    }
}
