//! The signature itself: hex HMAC-SHA256, keyed with the secret as UTF-8. The same for both schemes.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::hex;
use super::string_to_sign::StringToSign;
use crate::SecretKey;

pub(super) fn sign(to_sign: &StringToSign, secret_key: &SecretKey) -> String {
    let key = secret_key.expose_secret_key().as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of every length");
    mac.update(to_sign.text().as_bytes());
    hex(&mac.finalize().into_bytes())
}
