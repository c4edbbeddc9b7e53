//! Phones: the identity of a user, and the field that spreadsheets damage most.
//!
//! - [`inspect`] says what a cell holds, without changing or allocating anything.
//! - [`clean`] takes away what only decorates, and says what it took.
//! - [`NumberingPlan`] knows countries: it writes a phone in another [`PhoneFormat`] and makes the [`PhoneKey`] by which
//!   duplicates are found.
//! - [`ZeroEvidence`] looks at a whole column and tells whether leading zeros were lost.
//!
//! A sheet has a million of them, and nearly all are plain ASCII digits. For those, [`inspect`] and
//! [`NumberingPlan::key`] are passes over the bytes that allocate nothing: the digits are borrowed, lengths are bits,
//! and a key is a number. Even decorated cells are folded on the stack.
//!
//! The service promises no format (its examples are `1884609076404` and `0027188460901`), so nothing here reformats
//! unless asked to.
//!
//! ```
//! use roster::fields::phone::{Country, NumberingPlan, PhoneFormat};
//!
//! let china = NumberingPlan::with_default_country("CN".parse::<Country>()?);
//! assert_eq!(china.format("138 0013 8000", PhoneFormat::DoubleZero)?, "008613800138000");
//! assert_eq!(china.key("13800138000"), china.key("+86 138-0013-8000"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calling_code;
mod clean;
mod country;
mod glyphs;
mod home;
mod international;
mod key;
mod number;
mod oddities;
mod parts;
mod plan;
mod reading;
mod shape;
#[cfg(test)]
mod tests;
mod zeros;

pub(crate) use calling_code::is_calling_code;
pub use clean::clean;
pub use country::{Country, UnknownCountry};
pub use key::PhoneKey;
pub(crate) use parts::{is_area_code, is_number_behind};
pub use plan::{NumberingPlan, PhoneFormat, Unformattable};
pub use shape::{MAX_DIGITS, MIN_DIGITS, PhoneShape, inspect};
pub use zeros::{LostZeros, Reason, ZeroEvidence, ZeroVerdict};
