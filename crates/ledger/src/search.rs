//! Search through everything that was ever submitted.

use rusqlite::Row;
use serde::Serialize;

use crate::batch::count;
use crate::error::LedgerError;
use crate::ids::{BatchId, StoredUserId, SubmissionId};
use crate::open::Reader;

/// Something that the text was found in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Hit {
    /// A submission, by the name of its file or of its sheet.
    File {
        /// The submission.
        submission: SubmissionId,
        /// Its file.
        file_name: String,
    },
    /// A batch, by its task ID or one of its trace IDs.
    Batch {
        /// The submission.
        submission: SubmissionId,
        /// The batch.
        batch: BatchId,
        /// Its number as a person reads it.
        label: String,
        /// Its task ID.
        task_id: Option<String>,
    },
    /// A user, by phone, e-mail, name or the ID the service gave it.
    User {
        /// The submission.
        submission: SubmissionId,
        /// The user.
        user: StoredUserId,
        /// The sheet's row.
        row: u64,
        /// First name.
        firstname: String,
        /// Surname.
        surname: Option<String>,
        /// The phone as sent.
        phone: String,
        /// E-mail.
        email: Option<String>,
        /// The task ID of its batch.
        task_id: Option<String>,
    },
}

impl Reader {
    /// Finds the text in file names, task and trace IDs, and in users' phones, e-mails, names and service IDs; without
    /// regard to case, anywhere within them. Blanks around it do not count. Files first, then batches, then users, the
    /// newest first; at most `limit` of each.
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<Hit>, LedgerError> {
        let needle = Needle::of(text);
        if needle.text.is_empty() {
            return Ok(Vec::new());
        }
        let mut hits = self.search_files(&needle, limit)?;
        hits.extend(self.search_batches(&needle, limit)?);
        hits.extend(self.search_users(&needle, limit)?);
        Ok(hits)
    }

    fn search_files(&self, needle: &Needle, limit: u32) -> Result<Vec<Hit>, LedgerError> {
        let sql = "SELECT file_name, sheet, id FROM submissions ORDER BY id DESC";
        self.scan(sql, 2, needle, limit, |row| {
            Ok(Hit::File {
                submission: row.get(2)?,
                file_name: row.get(0)?,
            })
        })
    }

    fn search_batches(&self, needle: &Needle, limit: u32) -> Result<Vec<Hit>, LedgerError> {
        let sql = "SELECT b.task_id, (SELECT group_concat(trace_id, ' ') FROM attempts a WHERE a.batch_id = b.id), \
             b.submission_id, b.id, b.label FROM batches b ORDER BY b.id DESC";
        self.scan(sql, 2, needle, limit, |row| {
            Ok(Hit::Batch {
                submission: row.get(2)?,
                batch: row.get(3)?,
                label: row.get(4)?,
                task_id: row.get(0)?,
            })
        })
    }

    fn search_users(&self, needle: &Needle, limit: u32) -> Result<Vec<Hit>, LedgerError> {
        let sql = "SELECT u.phone, u.phone_key, u.email, u.firstname, u.surname, \
             u.firstname || ' ' || coalesce(u.surname, ''), coalesce(u.surname, '') || u.firstname, \
             r.registered_id, r.subtask_id, u.submission_id, u.id, u.row, \
             (SELECT task_id FROM batches b WHERE b.id = u.batch_id) \
             FROM users u LEFT JOIN results r ON r.user_id = u.id ORDER BY u.id DESC";
        self.scan(sql, 9, needle, limit, |row| {
            Ok(Hit::User {
                submission: row.get(9)?,
                user: row.get(10)?,
                row: count(row, 11)?,
                firstname: row.get(3)?,
                surname: row.get(4)?,
                phone: row.get(0)?,
                email: row.get(2)?,
                task_id: row.get(12)?,
            })
        })
    }

    /// Walks the rows and takes those of which one of the first columns has the needle.
    ///
    /// Comparing here and not in SQL: SQLite knows the cases of English letters only.
    fn scan(
        &self,
        sql: &str,
        columns: usize,
        needle: &Needle,
        limit: u32,
        hit: impl Fn(&Row<'_>) -> rusqlite::Result<Hit>,
    ) -> Result<Vec<Hit>, LedgerError> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            if needle.is_in(row, columns)? {
                hits.push(hit(row)?);
            }
            if hits.len() >= limit as usize {
                break;
            }
        }
        Ok(hits)
    }
}

struct Needle {
    text: String,
    ascii: bool,
}

impl Needle {
    fn of(text: &str) -> Self {
        let text = text.trim().to_lowercase();
        Self {
            ascii: text.is_ascii(),
            text,
        }
    }

    fn is_in(&self, row: &Row<'_>, columns: usize) -> rusqlite::Result<bool> {
        for column in 0..columns {
            if let Some(hay) = row.get_ref(column)?.as_str_or_null()?
                && self.matches(hay)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn matches(&self, hay: &str) -> bool {
        let needle = self.text.as_bytes();
        // Most searches are digits or Latin letters, and those need no second copy of every cell.
        if self.ascii {
            return hay
                .as_bytes()
                .windows(needle.len())
                .any(|window| window.eq_ignore_ascii_case(needle));
        }
        hay.to_lowercase().contains(&self.text)
    }
}
