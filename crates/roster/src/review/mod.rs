//! A roster under review: what was read, what it means, what is wrong, and every change since.

mod any_case;
mod cells;
mod column;
mod counts;
mod draft;
mod early;
mod edit;
mod fix;
mod glance;
mod journal;
mod open;
mod roster;
mod row;
mod search;
mod sorting;
mod table;
#[cfg(test)]
mod tests;
mod type_cells;
mod user;
mod view;

use cells::MASK;
pub use cells::{CellView, Cells};
pub use column::ColumnInfo;
pub use counts::Counts;
pub use draft::{Draft, RestoreError};
pub use edit::{EditError, Pasted};
pub use fix::{Fix, FixError, Keep, Preview, Sample, Scope, Shared};
pub use glance::ListBeside;
pub use journal::{StepInfo, StepKind};
pub use roster::Roster;
pub use row::{LeftOut, Row};
pub(crate) use table::{Layer, Numbered, RowSet, Rows, Table};
pub use user::{PasswordView, User, UserView};
pub use view::{Filter, Query, Sort, View};
