//! A user as it would be sent.

use std::borrow::Cow;
use std::fmt;

use crate::check::Texts;
use crate::fields::password::Password;

/// A user as it would be sent: the texts of the sheet with the changes a person made, and no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The row's number in the sheet, the first being 1.
    pub row: u32,
    /// The given name.
    pub firstname: String,
    /// The family name; empty when there is none.
    pub surname: String,
    /// The phone.
    pub phone: String,
    /// The e-mail address; empty when there is none.
    pub email: String,
    /// The password; empty when there is none.
    pub password: Password,
}

/// The same as it stands in the roster, for looking at: nothing is copied but what is made out of several cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserView<'a> {
    /// The row's number in the sheet, the first being 1.
    pub row: u32,
    /// The given name.
    pub firstname: Cow<'a, str>,
    /// The family name; empty when there is none.
    pub surname: Cow<'a, str>,
    /// The phone.
    pub phone: Cow<'a, str>,
    /// The e-mail address; empty when there is none.
    pub email: Cow<'a, str>,
    /// The password; empty when there is none.
    pub password: PasswordView<'a>,
}

/// A password where it stands in the roster. Its `Debug` is redacted, and it is not `Serialize`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PasswordView<'a>(&'a str);

impl<'a> PasswordView<'a> {
    /// The password in the clear; see [`Password::expose_password`].
    pub fn expose_password(self) -> &'a str {
        self.0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for PasswordView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(redacted)")
    }
}

impl<'a> UserView<'a> {
    pub(super) fn new(row: u32, texts: Texts<'a>) -> Self {
        Self {
            row,
            firstname: texts.firstname,
            surname: texts.surname,
            phone: texts.phone,
            email: texts.email,
            password: PasswordView(texts.password),
        }
    }

    /// The user, to be kept.
    pub fn into_user(self) -> User {
        User {
            row: self.row,
            firstname: self.firstname.into_owned(),
            surname: self.surname.into_owned(),
            phone: self.phone.into_owned(),
            email: self.email.into_owned(),
            password: Password::from(self.password.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_a_password() {
        let password = PasswordView("Q!@1assword");
        assert_eq!(format!("{password:?}"), "Password(redacted)");
        assert_eq!(password.expose_password(), "Q!@1assword");
    }
}
