//! A roster under review: what was read, what it means, what is wrong, and every change since.

mod column;
mod counts;
mod open;
mod roster;
mod row;
mod table;
mod user;

pub use column::ColumnInfo;
pub use counts::Counts;
pub use roster::Roster;
pub use row::{CellView, LeftOut, Row};
pub(crate) use table::{Numbered, Rows, Table};
pub use user::User;
