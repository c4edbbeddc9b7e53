//! Rules of single fields: phones, e-mail addresses, names, passwords.
//!
//! Everything here is a function of the cell's text. Nothing knows rows, sheets or readers, nothing allocates for a
//! cell that is already right, and nothing changes a cell by itself: a `clean` says what it would change, and the
//! caller shows it.
//!
//! ```
//! use roster::fields::phone::{self, PhoneShape};
//!
//! assert_eq!(phone::inspect("0027188460901"), PhoneShape::Digits);
//! assert_eq!(phone::inspect("1.88461E+12"), PhoneShape::ScientificNotation);
//! assert_eq!(phone::clean("００86 138-0013-8000").text, "008613800138000");
//! ```

pub mod changes;
pub mod email;
pub mod mojibake;
pub mod name;
pub mod password;
pub mod phone;
pub mod placeholder;
pub mod text;
