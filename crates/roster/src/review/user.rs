//! A user as it would be sent.

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

impl User {
    pub(super) fn new(row: u32, texts: Texts<'_>) -> Self {
        Self {
            row,
            firstname: texts.firstname.into_owned(),
            surname: texts.surname.into_owned(),
            phone: texts.phone.into_owned(),
            email: texts.email.into_owned(),
            password: Password::new(texts.password.into_owned()),
        }
    }
}
