//! Mappings that were confirmed once, remembered for sheets of the same shape.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};

use crate::error::LedgerError;
use crate::open::{Ledger, Reader};
use crate::time::Stamp;

impl Ledger {
    /// Remembers a mapping (JSON) for sheets of this shape, in place of an earlier one.
    pub fn remember_mapping(
        &mut self,
        shape: &str,
        mapping: &str,
        now: DateTime<Utc>,
    ) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        transaction.execute(
            "INSERT INTO mappings (shape, mapping, updated) VALUES (?1, ?2, ?3) \
             ON CONFLICT (shape) DO UPDATE SET mapping = excluded.mapping, updated = excluded.updated",
            params![shape, mapping, Stamp(now)],
        )?;
        Ok(transaction.commit()?)
    }

    /// Forgets a mapping.
    pub fn forget_mapping(&mut self, shape: &str) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        transaction.execute("DELETE FROM mappings WHERE shape = ?1", [shape])?;
        Ok(transaction.commit()?)
    }
}

impl Reader {
    /// The mapping (JSON) that was last confirmed for sheets of this shape.
    pub fn mapping(&self, shape: &str) -> Result<Option<String>, LedgerError> {
        let mut statement = self
            .conn()
            .prepare_cached("SELECT mapping FROM mappings WHERE shape = ?1")?;
        Ok(statement.query_row([shape], |row| row.get(0)).optional()?)
    }
}
