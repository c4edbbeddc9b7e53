//! What must not be seen: the ledger's key and the users' passwords.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// The 256-bit key of a ledger: random bytes, used as they are, no derivation.
#[derive(Clone)]
pub struct LedgerKey(Zeroizing<[u8; 32]>);

impl LedgerKey {
    /// Takes the key's 32 bytes over. They come from a random number generator, never from a passphrase.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The statement that unlocks a connection, wiped when it is dropped.
    ///
    /// The `x'…'` form is SQLCipher's raw key: it skips PBKDF2, which would cost a quarter of a second at each start
    /// and adds nothing to 256 random bits.
    pub(crate) fn expose_pragma(&self) -> Zeroizing<String> {
        const OPENING: &str = "PRAGMA key = \"x'";
        const CLOSING: &str = "'\";";
        // Room for all of it from the start: a string that grows leaves copies behind.
        let mut statement =
            Zeroizing::new(String::with_capacity(OPENING.len() + 64 + CLOSING.len()));
        statement.push_str(OPENING);
        for byte in self.0.iter() {
            statement.push(hex_digit(byte >> 4));
            statement.push(hex_digit(byte & 0xf));
        }
        statement.push_str(CLOSING);
        statement
    }
}

fn hex_digit(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).expect("four bits are one hexadecimal digit")
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerKey(…)")
    }
}

/// A user's initial password.
#[derive(Clone)]
pub struct Password(SecretString);

impl Password {
    /// Takes the text over; it is wiped from memory when the password is dropped.
    pub fn new(text: String) -> Self {
        Self(text.into())
    }

    /// The password itself. It goes into the request and into the handover file, and nowhere else.
    pub fn expose_password(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_written_as_raw_hex_in_one_piece() {
        let mut bytes = [0_u8; 32];
        bytes[0] = 0xab;
        bytes[31] = 0x01;
        let statement = LedgerKey::new(bytes).expose_pragma();
        assert_eq!(
            *statement,
            format!("PRAGMA key = \"x'ab{}01'\";", "00".repeat(30))
        );
        assert_eq!(
            statement.capacity(),
            statement.len(),
            "the string grew and left a copy behind"
        );
    }

    #[test]
    fn nothing_secret_is_printed() {
        assert_eq!(format!("{:?}", LedgerKey::new([7; 32])), "LedgerKey(…)");
        assert_eq!(
            format!("{:?}", Password::new("Q!@1assword".into())),
            "Password(…)"
        );
    }
}
