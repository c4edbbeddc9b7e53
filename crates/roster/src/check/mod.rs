//! Checking every row: what stands in its way, and how it could be put right.
//!
//! Rows keep only the set of their [`Code`]s, four bytes each; a [`Problem`] with its words is made for the rows that
//! are looked at.

mod code;
mod cores;
mod duplicates;
mod field;
mod groups;
mod message;
mod outcome;
mod problem;
mod row;
mod rows;
mod rules;
mod subject;

pub(crate) use code::Codes;
pub use code::{Code, Level};
use cores::both;
pub(crate) use cores::{in_blocks, in_parts};
pub(crate) use duplicates::{Duplicates, Tagger};
pub(crate) use field::is_fraction;
pub(crate) use outcome::{Outcome, Touched, check_all};
pub(crate) use problem::problems;
pub use problem::{Detail, Problem};
pub(crate) use rows::Part;
pub(crate) use rules::EarlierPhones;
pub use rules::{Earlier, Elsewhere, Rules};
pub(crate) use subject::{Subject, Texts};
