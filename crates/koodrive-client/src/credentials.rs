//! AK and SK.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// The access key (AK, `AppId`): names who signs. Not a secret, but shown by its last four characters only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AccessKey(String);

impl AccessKey {
    /// Takes the key without surrounding spaces, as it comes from the clipboard.
    ///
    /// # Errors
    /// When it is empty, or holds a comma or anything but visible ASCII: the `Authorization` header could not carry it.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyError::NoAccessKey);
        }
        if text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b',')
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(KeyError::AccessKeyCharacter)
        }
    }

    /// The whole key, for the request and the keychain.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four characters, enough to recognise a key by; none of a key so short that they would be most of it.
    pub fn last_four(&self) -> &str {
        let hidden = self.0.len().saturating_sub(4);
        if hidden < 4 { "" } else { &self.0[hidden..] }
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessKey(…{})", self.last_four())
    }
}

/// The secret key (SK, `AppSecret`). It is typed in, kept by the keychain, used by the signer, and shown to nobody.
#[derive(Clone)]
pub struct SecretKey(SecretString);

impl SecretKey {
    /// Takes the key without surrounding spaces, as it comes from the clipboard.
    ///
    /// # Errors
    /// When nothing is left.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyError::NoSecretKey);
        }
        Ok(Self(SecretString::from(text)))
    }

    /// The key itself: for the signer and the keychain, never for a log, an error or a screen.
    pub fn expose_secret_key(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(redacted)")
    }
}

/// What signs a request. A client cannot be made without it, so there is no unsigned request to send by mistake.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Who signs.
    pub access_key: AccessKey,
    /// With what.
    pub secret_key: SecretKey,
}

/// Why a text is no key. The text itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The access key is empty.
    #[error("the access key (AK) is empty")]
    NoAccessKey,
    /// The access key holds what a header cannot.
    #[error("the access key (AK) holds a space, a comma or a character that no key has")]
    AccessKeyCharacter,
    /// The secret key is empty.
    #[error("the secret key (SK) is empty")]
    NoSecretKey,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_trimmed_from_the_clipboard() {
        assert_eq!(
            AccessKey::parse(" a378331eca14\n").unwrap().as_str(),
            "a378331eca14"
        );
        assert_eq!(
            SecretKey::parse("\ts3cret ").unwrap().expose_secret_key(),
            "s3cret"
        );
    }

    #[test]
    fn what_cannot_sign_is_refused() {
        assert_eq!(AccessKey::parse(" "), Err(KeyError::NoAccessKey));
        for text in ["a b", "a,b", "ключ", "a\u{7f}b"] {
            assert_eq!(
                AccessKey::parse(text),
                Err(KeyError::AccessKeyCharacter),
                "{text}"
            );
        }
        assert_eq!(SecretKey::parse("").unwrap_err(), KeyError::NoSecretKey);
    }

    #[test]
    fn debug_gives_nothing_away() {
        let credentials = Credentials {
            access_key: AccessKey::parse("a378331eca141163").unwrap(),
            secret_key: SecretKey::parse("the-secret").unwrap(),
        };
        let shown = format!("{credentials:?}");
        assert_eq!(
            shown,
            "Credentials { access_key: AccessKey(…1163), secret_key: SecretKey(redacted) }"
        );
        assert_eq!(AccessKey::parse("abcd").unwrap().last_four(), "");
    }
}
