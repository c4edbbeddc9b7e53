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

const INSERT: &str = "INSERT INTO drafts (file_name, source_path, content, state, updated) VALUES (?1, ?2, ?3, ?4, ?5)";

impl Ledger {
    /// Keeps a new draft.
    pub fn save_draft(
        &mut self,
        draft: &NewDraft,
        now: DateTime<Utc>,
    ) -> Result<DraftId, LedgerError> {
        let transaction = self.transaction()?;
        transaction.execute(
            INSERT,
            params![
                draft.file_name,
                draft.source_path,
                draft.content,
                draft.state,
                Stamp(now)
            ],
        )?;
        let id = DraftId(transaction.last_insert_rowid());
        transaction.commit()?;
        Ok(id)
    }

    /// Keeps the drafts of another ledger too, with the times that they have there: all of them, or
    /// none.
    pub fn take_over_drafts(&mut self, drafts: &[Draft]) -> Result<(), LedgerError> {
        let transaction = self.transaction()?;
        for draft in drafts {
            transaction.prepare_cached(INSERT)?.execute(params![
                draft.file_name,
                draft.source_path,
                draft.content,
                draft.state,
                Stamp(draft.updated)
            ])?;
        }
        Ok(transaction.commit()?)
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

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn ledger_in(folder: &std::path::Path) -> Ledger {
        Ledger::in_memory(folder).unwrap()
    }

    fn draft(file_name: &str) -> NewDraft {
        NewDraft {
            file_name: file_name.into(),
            source_path: Some("/sheets/users.csv".into()),
            content: Some(b"First name".to_vec()),
            state: "{}".into(),
        }
    }

    fn drafts_of(ledger: &Ledger) -> Vec<Draft> {
        let listed = ledger.drafts().unwrap();
        let whole = listed.iter().map(|draft| ledger.draft(draft.id).unwrap());
        whole.collect()
    }

    #[test]
    fn drafts_are_taken_over_with_their_times_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let (mut from, mut to) = (ledger_in(folder.path()), ledger_in(folder.path()));
        for (file_name, day) in [("later.csv", 2), ("earlier.csv", 1)] {
            let then = DateTime::UNIX_EPOCH + TimeDelta::days(day);
            from.save_draft(&draft(file_name), then).unwrap();
        }
        let drafts = drafts_of(&from);
        to.conn()
            .execute_batch(
                "CREATE TEMP TRIGGER full BEFORE INSERT ON drafts WHEN NEW.file_name = 'earlier.csv'
                 BEGIN SELECT RAISE(ABORT, 'full'); END",
            )
            .unwrap();
        to.take_over_drafts(&drafts).unwrap_err();
        assert_eq!(drafts_of(&to), [], "the first one came alone");

        to.conn().execute_batch("DROP TRIGGER full").unwrap();
        to.take_over_drafts(&drafts).unwrap();
        let taken = drafts_of(&to);
        let seen = |drafts: &[Draft]| -> Vec<_> {
            let each = drafts.iter().map(|draft| Draft {
                id: DraftId(0),
                ..draft.clone()
            });
            each.collect()
        };
        assert_eq!(seen(&taken), seen(&drafts));
    }
}
