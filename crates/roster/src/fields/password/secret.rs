//! A password as a type that does not slip out.

use std::fmt;

use zeroize::Zeroizing;

/// A user's password. Its `Debug` is redacted, it is not `Serialize`, and its memory is wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes the text over.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The password in the clear: for the request, the encrypted ledger and the handover file, and nothing else.
    pub fn expose_password(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Password {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_it() {
        let password = Password::from("Q!@1assword");
        assert_eq!(
            format!("{password:?} {:#?}", Some(&password)),
            "Password(redacted) Some(\n    Password(redacted),\n)"
        );
        assert_eq!(password.expose_password(), "Q!@1assword");
    }
}
