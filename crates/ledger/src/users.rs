//! The users of a submission: for the request, and page by page for the screen and the report.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{OptionalExtension, Row, named_params};
use serde::Serialize;

use crate::batch::{HAS_USER, count};
use crate::error::LedgerError;
use crate::ids::{BatchId, StoredUserId, SubmissionId};
use crate::open::Reader;
use crate::secret::Password;

/// A user as it is sent.
#[derive(Debug, Clone)]
pub struct StoredUser {
    /// Its place in the ledger.
    pub id: StoredUserId,
    /// The sheet's own row number.
    pub row: u64,
    /// First name.
    pub firstname: String,
    /// Surname.
    pub surname: Option<String>,
    /// The phone exactly as it is sent.
    pub phone: String,
    /// The phone in its one comparable form.
    pub phone_key: String,
    /// E-mail.
    pub email: Option<String>,
    /// Initial password; none once the user exists.
    pub password: Option<Password>,
}

/// Where a user is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UserPlace {
    /// Not sent, by choice.
    LeftOut,
    /// Queued.
    Waiting,
    /// On its way.
    Sending,
    /// Nobody can tell.
    Unknown,
    /// The service refused its batch.
    Refused,
    /// Accepted, nothing final known.
    Pending,
    /// Created.
    Succeeded,
    /// Not created.
    Failed,
    /// Was there already.
    Skipped,
}

/// A user as lists and reports show it: without the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UserRecord {
    /// Its place in the ledger.
    pub id: StoredUserId,
    /// The sheet's own row number.
    pub row: u64,
    /// First name.
    pub firstname: String,
    /// Surname.
    pub surname: Option<String>,
    /// The phone as it was or will be sent.
    pub phone: String,
    /// E-mail.
    pub email: Option<String>,
    /// Columns kept for the report.
    pub extra: Option<String>,
    /// Its password is still in the ledger.
    pub has_password: bool,
    /// Where it is.
    pub place: UserPlace,
    /// Its task is finished and brought no final result for it.
    pub without_result: bool,
    /// Why it was left out.
    pub left_out: Option<String>,
    /// Its batch.
    pub batch: Option<BatchId>,
    /// Its batch's number as a person reads it.
    pub batch_label: Option<String>,
    /// Its batch's task ID.
    pub task_id: Option<String>,
    /// The task's ID for this user.
    pub subtask_id: Option<String>,
    /// The service's ID of the user, once registered.
    pub user_id: Option<String>,
    /// The service's code, for one that failed or whose batch was refused.
    pub code: Option<String>,
    /// The service's reason, for one that failed or whose batch was refused.
    pub reason: Option<String>,
}

/// Which users to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UserFilter {
    /// Every row of the sheet.
    #[default]
    All,
    /// Those in one place.
    At(UserPlace),
    /// Those whose task is finished and brought no final result for them.
    WithoutResult,
    /// Those of one batch.
    Batch(BatchId),
}

/// A window of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many to pass over.
    pub offset: u64,
    /// How many to give at most.
    pub limit: u32,
}

const FIRST: &str =
    "u.id, u.row, u.firstname, u.surname, u.phone, u.email, u.extra, u.password IS NOT NULL";

/// The place, in SQL; the same words as [`UserPlace::as_str`].
const PLACE: &str = "CASE WHEN b.state IS NULL OR b.state = 'left_out' THEN 'left_out' \
     WHEN b.state = 'queued' THEN 'waiting' \
     WHEN b.state NOT IN ('accepted', 'finished') THEN b.state \
     WHEN r.state = 'success' THEN 'succeeded' \
     ELSE coalesce(r.state, 'pending') END";

const FROM: &str =
    "FROM users u LEFT JOIN batches b ON b.id = u.batch_id LEFT JOIN results r ON r.user_id = u.id";

impl UserPlace {
    const ALL: [Self; 9] = [
        Self::LeftOut,
        Self::Waiting,
        Self::Sending,
        Self::Unknown,
        Self::Refused,
        Self::Pending,
        Self::Succeeded,
        Self::Failed,
        Self::Skipped,
    ];

    /// The place's name in JSON and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftOut => "left_out",
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Refused => "refused",
            Self::Pending => "pending",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

impl std::str::FromStr for UserPlace {
    type Err = LedgerError;

    fn from_str(name: &str) -> Result<Self, LedgerError> {
        let found = Self::ALL.into_iter().find(|place| place.as_str() == name);
        found.ok_or_else(|| LedgerError::not_found("place of a user", name))
    }
}

impl FromSql for UserPlace {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map_err(|_| FromSqlError::InvalidType)
    }
}

fn read_stored(row: &Row<'_>) -> rusqlite::Result<StoredUser> {
    Ok(StoredUser {
        id: row.get(0)?,
        row: count(row, 1)?,
        firstname: row.get(2)?,
        surname: row.get(3)?,
        phone: row.get(4)?,
        phone_key: row.get(5)?,
        email: row.get(6)?,
        password: row.get::<_, Option<String>>(7)?.map(Password::new),
    })
}

fn read_record(row: &Row<'_>) -> rusqlite::Result<UserRecord> {
    Ok(UserRecord {
        id: row.get(0)?,
        row: count(row, 1)?,
        firstname: row.get(2)?,
        surname: row.get(3)?,
        phone: row.get(4)?,
        email: row.get(5)?,
        extra: row.get(6)?,
        has_password: row.get(7)?,
        place: row.get(8)?,
        without_result: row.get(9)?,
        left_out: row.get(10)?,
        batch: row.get(11)?,
        batch_label: row.get(12)?,
        task_id: row.get(13)?,
        subtask_id: row.get(14)?,
        user_id: row.get(15)?,
        code: row.get(16)?,
        reason: row.get(17)?,
    })
}

/// What follows [`PLACE`]. A refused batch's code is its last attempt's; `b.why` holds the message.
const REST: &str = "coalesce(b.state = 'finished' AND coalesce(r.state, 'pending') = 'pending', 0), \
     coalesce(u.left_out, CASE b.state WHEN 'left_out' THEN b.why END), b.id, b.label, b.task_id, \
     r.subtask_id, r.registered_id, \
     coalesce(r.code, CASE b.state WHEN 'refused' THEN \
        (SELECT a.code FROM attempts a WHERE a.batch_id = b.id ORDER BY a.id DESC LIMIT 1) END), \
     coalesce(r.reason, CASE b.state WHEN 'refused' THEN b.why END)";

impl Reader {
    /// A batch's users, as they are sent, in the sheet's order: at most 1,000.
    pub fn batch_users(&self, batch: BatchId) -> Result<Vec<StoredUser>, LedgerError> {
        let mut statement = self.conn().prepare_cached(&format!(
            "SELECT u.id, u.row, u.firstname, u.surname, u.phone, u.phone_key, u.email, u.password FROM batches b \
             JOIN users u ON {HAS_USER} WHERE b.id = ?1 ORDER BY u.id"
        ))?;
        let users = statement
            .query_map([batch], read_stored)?
            .collect::<Result<_, _>>()?;
        Ok(users)
    }

    /// A window of a submission's users, in the sheet's order.
    pub fn users(
        &self,
        submission: SubmissionId,
        filter: UserFilter,
        page: Page,
    ) -> Result<Vec<UserRecord>, LedgerError> {
        let (first, last) = self.span(submission)?;
        let offset = i64::try_from(page.offset).unwrap_or(i64::MAX);
        // All rows stand together, so a window of all of them is found without counting through those before it.
        let (first, offset) = match filter {
            UserFilter::All => (first.saturating_add(offset), 0),
            _ => (first, offset),
        };
        let sql = format!(
            "SELECT {FIRST}, {PLACE}, {REST} {FROM} WHERE u.id BETWEEN :first AND :last AND {} \
             ORDER BY u.id LIMIT :limit OFFSET :offset",
            condition(filter)
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let users = statement.query_map(
            named_params! {
                ":first": first, ":last": last, ":limit": page.limit, ":offset": offset, ":wanted": wanted(filter),
            },
            read_record,
        )?;
        Ok(users.collect::<Result<_, _>>()?)
    }

    /// How many users the filter finds.
    pub fn count_users(
        &self,
        submission: SubmissionId,
        filter: UserFilter,
    ) -> Result<u64, LedgerError> {
        let (first, last) = self.span(submission)?;
        let sql = format!(
            "SELECT count(*) {FROM} WHERE u.id BETWEEN :first AND :last AND {}",
            condition(filter)
        );
        let parameters =
            named_params! { ":first": first, ":last": last, ":wanted": wanted(filter) };
        Ok(self
            .conn()
            .prepare_cached(&sql)?
            .query_row(parameters, |row| count(row, 0))?)
    }

    /// The passwords that are still in the ledger, for the handover: row by row, in the sheet's order.
    pub fn users_with_passwords(
        &self,
        submission: SubmissionId,
        mut each: impl FnMut(StoredUser),
    ) -> Result<(), LedgerError> {
        let (first, last) = self.span(submission)?;
        let mut statement = self.conn().prepare_cached(
            "SELECT id, row, firstname, surname, phone, phone_key, email, password FROM users \
             WHERE id BETWEEN ?1 AND ?2 AND password IS NOT NULL ORDER BY id",
        )?;
        for user in statement.query_map([first, last], read_stored)? {
            each(user?);
        }
        Ok(())
    }

    /// The first and the last of a submission's users.
    pub(crate) fn span(&self, submission: SubmissionId) -> Result<(i64, i64), LedgerError> {
        self.conn()
            .prepare_cached("SELECT first_user, last_user FROM submissions WHERE id = ?1")?
            .query_row([submission], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or_else(|| LedgerError::not_found("submission", submission))
    }
}

/// Every filter takes the same parameters, so that `:wanted` always stands somewhere.
fn condition(filter: UserFilter) -> String {
    match filter {
        UserFilter::All => ":wanted IS NULL".to_owned(),
        UserFilter::At(_) => format!("{PLACE} = :wanted"),
        UserFilter::WithoutResult => format!("b.state = 'finished' AND {PLACE} = :wanted"),
        UserFilter::Batch(_) => "u.batch_id = CAST(:wanted AS INTEGER)".to_owned(),
    }
}

fn wanted(filter: UserFilter) -> Option<String> {
    match filter {
        UserFilter::All => None,
        UserFilter::At(place) => Some(place.as_str().to_owned()),
        UserFilter::WithoutResult => Some(UserPlace::Pending.as_str().to_owned()),
        UserFilter::Batch(batch) => Some(batch.to_string()),
    }
}
