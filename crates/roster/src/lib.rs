//! Sheets of users: read as they are, mapped, checked and made right.
//!
//! A [`Roster`] is a sheet under review. Opening it reads the file (its content decides the format, not its name), finds
//! the sheet and the header row, matches the columns to the fields of a user, and checks every row:
//!
//! ```
//! use roster::{Code, Field, ReadOptions, Roster, Rules};
//!
//! let csv = "First name,Surname,Mobile phone\nAna,Silva,0027188460901\nBen,,1.88461E+12\n";
//! let roster = Roster::read("pasted rows", csv.as_bytes(), &ReadOptions::default(), Rules::default())?;
//!
//! assert_eq!(roster.header_row(), Some(1));
//! assert_eq!(roster.mapping().column(Field::Phone), Some(2));
//! assert_eq!((roster.counts().ready, roster.counts().errors), (1, 1));
//!
//! let sent: Vec<_> = roster.users().map(|user| (user.row, user.phone)).collect();
//! assert_eq!(sent, [(2, "0027188460901".to_string())]);
//!
//! let bad = roster.all_rows().nth(1).expect("there are two rows");
//! assert_eq!(bad.problems[0].code, Code::PhoneDigitsLost);
//! # Ok::<(), roster::ReadError>(())
//! ```

mod check;
mod field;
pub mod fields;
pub mod headers;
mod mapping;
pub mod read;
mod review;
mod sheet;
mod structure;
mod template;

pub use check::{Code, Detail, Earlier, Elsewhere, Level, Problem, Rules};
pub use field::Field;
pub use mapping::{ColumnMapping, SheetShape};
pub use read::{ReadError, ReadOptions};
pub use review::{
    CellView, Cells, ColumnInfo, Counts, Draft, EditError, Filter, Fix, FixError, Keep, LeftOut,
    ListBeside, PasswordView, Pasted, Preview, Query, RestoreError, Roster, Row, Sample, Scope,
    Shared, Sort, StepInfo, StepKind, User, UserView, View,
};
pub use sheet::{CellKind, column_letters};
pub use template::{Language, TemplateError, template};
