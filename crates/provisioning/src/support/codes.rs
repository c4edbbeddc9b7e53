//! Codes in place of phones and addresses.
//!
//! A plain hash of a phone is no secret: all phones can be tried. So each bundle has a random key of
//! its own, which is nowhere written down.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::phone_key::phone_key;
use crate::scrub::{Found, scrub};

/// Hexadecimal digits of a code: enough to tell the users of a submission apart.
const LENGTH: usize = 10;

/// The codes of one bundle.
#[derive(Clone)]
pub(super) struct Codes {
    key: Zeroizing<[u8; 32]>,
}

impl Codes {
    pub(super) fn new() -> Self {
        Self {
            key: Zeroizing::new(rand::random()),
        }
    }

    /// The same for each way of writing a phone.
    pub(super) fn phone(&self, phone: &str) -> String {
        format!("phone-{}", self.code(&phone_key(phone)))
    }

    /// The same in capitals and in small letters.
    pub(super) fn address(&self, address: &str) -> String {
        format!("address-{}", self.code(&address.to_lowercase()))
    }

    /// A file's name, which may be a person's; its ending stays.
    pub(super) fn file(&self, name: &str) -> String {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        let ending = ending.filter(|ending| {
            ending.len() <= 5 && ending.chars().all(|c| c.is_ascii_alphanumeric())
        });
        format!(
            "file-{}.{}",
            self.code(name),
            ending.unwrap_or("without-ending")
        )
    }

    /// Running text with the phones and addresses in it replaced.
    pub(super) fn text(&self, text: &str) -> String {
        scrub(text, |found| match found {
            Found::Address(address) => self.address(address),
            Found::Number(number) => self.phone(number),
        })
    }

    fn code(&self, text: &str) -> String {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(self.key.as_slice())
            .expect("HMAC takes keys of every length");
        mac.update(text.as_bytes());
        let mut code = hex::encode(mac.finalize().into_bytes());
        code.truncate(LENGTH);
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_phone_has_one_code_in_one_bundle_and_another_in_the_next() {
        let codes = Codes::new();
        assert_eq!(
            codes.phone("0027 18 846-0901"),
            codes.phone("0027188460901")
        );
        assert_ne!(codes.phone("0027188460901"), codes.phone("0027188460902"));
        assert_ne!(
            codes.phone("0027188460901"),
            Codes::new().phone("0027188460901"),
            "all phones can be tried"
        );
    }

    #[test]
    fn a_phone_in_a_text_has_the_code_of_its_user() {
        let codes = Codes::new();
        let said = codes.text("phone 0027188460901 of Ana.Silva@Example.com exists");
        let expected = format!(
            "phone {} of {} exists",
            codes.phone("0027188460901"),
            codes.address("ana.silva@example.com")
        );
        assert_eq!(said, expected);
    }

    #[test]
    fn a_file_keeps_its_ending_only() {
        let codes = Codes::new();
        let file = codes.file("Ana Silva 0027188460901.xlsx");
        assert!(
            file.starts_with("file-") && file.rsplit('.').next() == Some("xlsx"),
            "{file}"
        );
        assert!(
            codes
                .file("users of Ana.Silva and all")
                .ends_with(".without-ending")
        );
        assert!(!codes.file("pasted").contains("pasted"));
    }
}
