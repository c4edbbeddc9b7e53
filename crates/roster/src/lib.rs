//! Sheets of users: read as they are, mapped, checked and made right.

mod field;
pub mod fields;
pub mod headers;

pub use field::Field;
