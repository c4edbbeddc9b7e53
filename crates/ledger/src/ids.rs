//! Names of things in the ledger. Numbers inside, text outside: they are printed, typed and sent as text.

use std::fmt;
use std::str::FromStr;

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};
use serde::{Serialize, Serializer};

/// The text is not the number of anything in a ledger: not a whole number above zero.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a number of the ledger: `{0}`")]
pub struct NotAnId(String);

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                text.trim()
                    .parse()
                    .ok()
                    .filter(|number| *number > 0)
                    .map(Self)
                    .ok_or_else(|| NotAnId(text.to_owned()))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map(Self)
            }
        }
    };
}

id! {
    /// A submission: one sheet, sent once. Never used again, not even after the submission was forgotten.
    SubmissionId
}
id! {
    /// A batch of a submission. Unique in the whole ledger.
    BatchId
}
id! {
    /// A row of the sheet as the ledger holds it. Not the ID that the service gives a user.
    StoredUserId
}
id! {
    /// A review that was not submitted yet.
    DraftId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_printed() {
        assert_eq!(BatchId(17).to_string().parse(), Ok(BatchId(17)));
        assert_eq!(" 17 ".parse(), Ok(SubmissionId(17)));
        for wrong in ["", "0", "-1", "1.5", "x", "99999999999999999999"] {
            assert!(
                wrong.parse::<SubmissionId>().is_err(),
                "`{wrong}` was taken for an id"
            );
        }
    }
}
