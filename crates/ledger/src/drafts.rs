//! Drafts: reviews that were begun and not submitted, so that closing the window loses nothing.

use std::fmt;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

use crate::error::LedgerError;
use crate::ids::DraftId;
use crate::open::{Ledger, Reader};
use crate::time::Stamp;

/// A review to be kept.
#[derive(Clone)]
pub struct NewDraft {
    /// The sheet's file, without its folder.
    pub file_name: String,
    /// Where the file was, for what came from a file.
    pub source_path: Option<String>,
    /// The sheet itself, for what did not come from a file or may be gone from its place.
    pub content: Option<Vec<u8>>,
    /// Mapping, edits and the rest: JSON. It may hold personal data.
    pub state: String,
}

/// A review that was kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// The draft.
    pub id: DraftId,
    /// The sheet's file, without its folder.
    pub file_name: String,
    /// Where the file was.
    pub source_path: Option<String>,
    /// The sheet itself, if it was kept.
    pub content: Option<Vec<u8>>,
    /// Mapping, edits and the rest: JSON.
    pub state: String,
    /// When it was last kept.
    pub updated: DateTime<Utc>,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DraftSummary {
    /// The draft.
    pub id: DraftId,
    /// The sheet's file, without its folder.
    pub file_name: String,
    /// Where the file was.
    pub source_path: Option<String>,
    /// When it was last kept.
    #[serde(skip)]
    pub updated: DateTime<Utc>,
}

impl fmt::Debug for NewDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Sheet and edits hold phones and passwords.
        f.debug_struct("NewDraft")
            .field("file_name", &self.file_name)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("id", &self.id)
            .field("file_name", &self.file_name)
            .finish_non_exhaustive()
    }
}

impl Ledger {
    /// Keeps a new draft.
    pub fn save_draft(
        &mut self,
        draft: &NewDraft,
        now: DateTime<Utc>,
    ) -> Result<DraftId, LedgerError> {
        let transaction = self.transaction()?;
        transaction.execute(
            "INSERT INTO drafts (file_name, source_path, content, state, updated) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![draft.file_name, draft.source_path, draft.content, draft.state, Stamp(now)],
        )?;
        let id = DraftId(transaction.last_insert_rowid());
        transaction.commit()?;
        Ok(id)
    }

    /// Keeps a draft's newer state; its sheet stays as it is.
    pub fn update_draft(
        &mut self,
        id: DraftId,
        state: &str,
        now: DateTime<Utc>,
    ) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        let changed = transaction
            .prepare_cached("UPDATE drafts SET state = ?2, updated = ?3 WHERE id = ?1")?
            .execute(params![id, state, Stamp(now)])?;
        if changed == 0 {
            return Err(LedgerError::not_found("draft", id));
        }
        Ok(transaction.commit()?)
    }

    /// Drops a draft, overwriting it; dropping one that is gone already is no error.
    pub fn drop_draft(&mut self, id: DraftId) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        transaction.execute("DELETE FROM drafts WHERE id = ?1", [id])?;
        transaction.commit()?;
        self.empty_log()
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: row.get(0)?,
        file_name: row.get(1)?,
        source_path: row.get(2)?,
        content: row.get(3)?,
        state: row.get(4)?,
        updated: row.get::<_, Stamp>(5)?.0,
    })
}

impl Reader {
    /// What was begun and not submitted, the latest first, without the sheets.
    pub fn drafts(&self) -> Result<Vec<DraftSummary>, LedgerError> {
        let mut statement = self.conn().prepare_cached(
            "SELECT id, file_name, source_path, updated FROM drafts ORDER BY updated DESC, id DESC",
        )?;
        let drafts = statement.query_map([], |row| {
            Ok(DraftSummary {
                id: row.get(0)?,
                file_name: row.get(1)?,
                source_path: row.get(2)?,
                updated: row.get::<_, Stamp>(3)?.0,
            })
        })?;
        Ok(drafts.collect::<Result<_, _>>()?)
    }

    /// One draft, whole.
    pub fn draft(&self, id: DraftId) -> Result<Draft, LedgerError> {
        self.conn()
            .prepare_cached("SELECT id, file_name, source_path, content, state, updated FROM drafts WHERE id = ?1")?
            .query_row([id], read)
            .optional()?
            .ok_or_else(|| LedgerError::not_found("draft", id))
    }
}
