//! Passwords: the policy they are checked against, and new ones by the same policy.
//!
//! ```
//! use roster::fields::password::{Policy, check, generate};
//!
//! let policy = Policy::default();
//! let password = generate(&policy, &mut rand::rng())?;
//! assert!(check(password.expose_password(), &policy).is_empty());
//! assert_eq!(format!("{password:?}"), "Password(redacted)");
//! # Ok::<(), roster::fields::password::PolicyError>(())
//! ```

mod check;
mod generate;
mod policy;
mod secret;

pub use check::{Weakness, check};
pub use generate::generate;
pub use policy::{CharacterClass, Policy, PolicyError};
pub use secret::Password;
