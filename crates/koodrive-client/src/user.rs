//! One user to provision.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A user as the service wants it (service page, "Create a task"). Text goes out as it is.
///
/// `Debug` shows which fields are there, never what is in them: they are personal data.
#[derive(Clone, Default)]
pub struct NewUser {
    /// Needed.
    pub firstname: String,
    /// Left out of the request when absent or empty.
    pub surname: Option<String>,
    /// Needed: the identity of a user. No format is promised.
    pub phone: String,
    /// Left out of the request when absent or empty.
    pub email: Option<String>,
    /// Left out of the request when absent or empty.
    pub password: Option<UserPassword>,
}

impl fmt::Debug for NewUser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewUser")
            .field("surname", &self.surname.is_some())
            .field("email", &self.email.is_some())
            .field("password", &self.password.is_some())
            .finish_non_exhaustive()
    }
}

/// A user's initial password. Zeroized when dropped, never printed.
#[derive(Clone)]
pub struct UserPassword(SecretString);

impl UserPassword {
    /// Takes the password as it is: spaces may be part of it.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The password itself: for the request, never for a log, an error or a temporary file.
    pub fn expose_password(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for UserPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserPassword(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_names_nobody() {
        let user = NewUser {
            firstname: "Zoë".into(),
            phone: "0027188460901".into(),
            password: Some(UserPassword::new("Q!@1assword")),
            ..NewUser::default()
        };
        assert_eq!(
            format!("{user:?}"),
            "NewUser { surname: false, email: false, password: true, .. }"
        );
        assert_eq!(
            format!("{:?}", user.password),
            "Some(UserPassword(redacted))"
        );
    }
}
