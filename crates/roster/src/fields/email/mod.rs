//! E-mail addresses.
//!
//! ```
//! use roster::fields::email::{self, EmailFault};
//!
//! assert_eq!(email::check("用户@例子.公司"), Ok(()));
//! assert_eq!(email::check("ann@example"), Err(EmailFault::NoTopLevel));
//! assert_eq!(email::clean("mailto:Ann@Example.com,").text, "Ann@Example.com");
//! assert_eq!(email::key("Ann@Example.com"), email::key("ann@example.COM"));
//! assert_eq!(email::mixed_script("pаypal@example.com").unwrap().letter, 'а');
//! ```

mod check;
mod clean;
mod key;
mod lookalikes;

pub(crate) use check::is_ordinary;
pub use check::{EmailFault, MAX_ADDRESS, MAX_LOCAL, check};
pub use clean::clean;
pub use key::key;
pub use lookalikes::{MixedScript, mixed_script};
