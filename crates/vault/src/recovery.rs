//! The recovery code: the ledger's key on a sheet of paper.
//!
//! 32 bytes of key and 3 bytes of checksum are 280 bits: 56 characters of Crockford's base 32
//! (<https://www.crockford.com/base32.html>), in 14 groups of four. The alphabet has no I, L, O and U, so what a person
//! misreads is read right all the same, and the checksum finds a slip in all but one of 16 million.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::secret::LedgerSecret;
use crate::vault::Vault;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECKSUM: usize = 3;
const BYTES: usize = 32 + CHECKSUM;
const CHARACTERS: usize = BYTES * 8 / 5;
const GROUP: usize = 4;

/// The ledger's key in a form that can be printed and typed in.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(LedgerSecret);

/// Why a text is not a recovery code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// A character that no code has.
    #[error("no recovery code has this character: `{0}`")]
    Character(char),
    /// Too few or too many characters.
    #[error("a recovery code has {CHARACTERS} characters, this has {0}")]
    Length(usize),
    /// A slip somewhere.
    #[error("there is a slip in the recovery code")]
    Checksum,
}

impl RecoveryCode {
    pub(crate) fn of(key: &LedgerSecret) -> Self {
        Self(key.clone())
    }

    /// The code of a new random key, for a machine that has no keychain to keep one in.
    pub fn random() -> Self {
        Self(LedgerSecret::random())
    }

    /// Reads what a person typed: in any case, with blanks and dashes anywhere, with O for 0 and I or L for 1.
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeError> {
        let digits = digits(text)?;
        if digits.len() != CHARACTERS {
            return Err(RecoveryCodeError::Length(digits.len()));
        }
        let bytes = pack(&digits);
        let (key, checksum) = bytes
            .split_first_chunk::<32>()
            .ok_or(RecoveryCodeError::Checksum)?;
        if checksum != checksum_of(key) {
            return Err(RecoveryCodeError::Checksum);
        }
        Ok(Self(LedgerSecret::new(*key)))
    }

    /// The key that the code stands for, to try a ledger with.
    pub fn key(&self) -> &LedgerSecret {
        &self.0
    }

    /// The code as it is printed: `ABCD-EFGH-…`. It opens the ledger: it goes to paper, and into no file but the one
    /// that a person asks for.
    pub fn expose_text(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        bytes[..32].copy_from_slice(self.0.expose_bytes());
        bytes[32..].copy_from_slice(&checksum_of(self.0.expose_bytes()));
        let mut text = Zeroizing::new(String::with_capacity(CHARACTERS + CHARACTERS / GROUP));
        for (place, digit) in unpack(&bytes).iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(ALPHABET[usize::from(*digit)].into());
        }
        text
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

impl Vault {
    /// The code for the ledger's key, if there is one in the keychain.
    pub fn recovery_code(&self) -> Result<Option<RecoveryCode>, VaultError> {
        Ok(self.stored_ledger_key()?.as_ref().map(RecoveryCode::of))
    }

    /// Puts the key of a recovery code into the keychain. Try the ledger with [`RecoveryCode::key`] first.
    ///
    /// Refused where the keychain holds another key ([`VaultError::is_other_key`]): that one may open another ledger.
    /// Hand out its code ([`Vault::recovery_code`]), and then [`Vault::exchange_ledger_key`].
    pub fn restore_ledger_key(&self, code: &RecoveryCode) -> Result<(), VaultError> {
        let _turn = self.take_turn()?;
        match self.stored_ledger_key()? {
            Some(other) if other != code.0 => Err(VaultError::OtherKey),
            Some(_) => Ok(()),
            None => self.store_ledger_key(&code.0),
        }
    }

    /// Puts the key of a recovery code in the place of another one, whose code a person has on paper by now.
    ///
    /// Refused where the keychain holds neither of the two ([`VaultError::is_other_key`]): nobody has seen the code of
    /// that one, and it would be lost.
    pub fn exchange_ledger_key(
        &self,
        code: &RecoveryCode,
        on_paper: &RecoveryCode,
    ) -> Result<(), VaultError> {
        let _turn = self.take_turn()?;
        match self.stored_ledger_key()? {
            Some(present) if present == code.0 => Ok(()),
            Some(present) if present != on_paper.0 => Err(VaultError::OtherKey),
            Some(_) | None => self.store_ledger_key(&code.0),
        }
    }
}

/// Bound to its purpose, so that the code of anything else does not pass for one.
fn checksum_of(key: &[u8; 32]) -> [u8; CHECKSUM] {
    let hash = Sha256::new()
        .chain_update(b"KooDrive Provisioner recovery code\0")
        .chain_update(key)
        .finalize();
    [hash[0], hash[1], hash[2]]
}

fn digits(text: &str) -> Result<Zeroizing<Vec<u8>>, RecoveryCodeError> {
    let mut digits = Zeroizing::new(Vec::with_capacity(text.len()));
    for character in text.chars().filter(|c| !c.is_whitespace() && !is_dash(*c)) {
        digits.push(digit(character).ok_or(RecoveryCodeError::Character(character))?);
    }
    Ok(digits)
}

/// What word processors make of a dash is a dash.
fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_')
}

fn digit(character: char) -> Option<u8> {
    let read_right = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET
        .iter()
        .position(|known| char::from(*known) == read_right)?;
    u8::try_from(place).ok()
}

/// Five bits a digit, the first digit highest.
fn pack(digits: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(BYTES));
    for eight in digits.chunks(8) {
        let bits = eight
            .iter()
            .fold(0_u64, |bits, digit| bits << 5 | u64::from(*digit));
        bytes.extend_from_slice(&bits.to_be_bytes()[3..]);
    }
    bytes
}

fn unpack(bytes: &[u8; BYTES]) -> Zeroizing<Vec<u8>> {
    let mut digits = Zeroizing::new(Vec::with_capacity(CHARACTERS));
    for five in bytes.chunks(5) {
        let bits = five
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        digits.extend((0..8).rev().map(|place| (bits >> (5 * place) & 0x1f) as u8));
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked out by another program (Python's hashlib and whole numbers): printed codes must be good for ever.
    #[test]
    fn known_keys_have_known_codes() {
        let counted = std::array::from_fn(|place| u8::try_from(place).unwrap());
        for (key, code) in [
            (
                [0; 32],
                "0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-000D-NVA9",
            ),
            (
                counted,
                "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFR-WS6C",
            ),
        ] {
            assert_eq!(
                *RecoveryCode::of(&LedgerSecret::new(key)).expose_text(),
                code
            );
            assert_eq!(
                RecoveryCode::parse(code).unwrap().key().expose_bytes(),
                &key
            );
        }
    }
}
