//! Text that may come in from the web view and never goes back.

use std::fmt;

use serde::Deserialize;
use ts_rs::TS;
use zeroize::Zeroizing;

/// A secret typed by a person: a secret key, a passphrase. It can be read in from the web view,
/// not written out to it, and its `Debug` says nothing.
#[derive(Clone, Deserialize, TS)]
#[serde(from = "String")]
#[ts(as = "String", export_to = "secret.ts")]
pub struct SecretText(Zeroizing<String>);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl SecretText {
    /// The text itself, for handing it to the keychain or the signer and nowhere else.
    pub fn expose_secret_text(&self) -> &str {
        &self.0
    }

    /// Whether nothing, or nothing but white space, was typed.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_does_not_show_the_secret() {
        let secret: SecretText = serde_json::from_str("\"sk-canary\"").unwrap();
        assert_eq!(secret.expose_secret_text(), "sk-canary");
        assert!(!format!("{secret:?}").contains("canary"));
    }
}
