//! The syntax of an address.

use email_address::{EmailAddress, Error, Options};
use serde::Serialize;

/// The longest local part, in bytes (RFC 5321, 4.5.3.1.1).
pub const MAX_LOCAL: usize = 64;

/// The longest address, in bytes (RFC 5321, 4.5.3.1.3, less the angle brackets; RFC 3696, erratum
/// 1690).
pub const MAX_ADDRESS: usize = 254;

/// The longest label of a domain, in bytes (RFC 1035, 2.3.4).
const MAX_LABEL: usize = 63;

/// What is wrong with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailFault {
    /// No `@`.
    NoAt,
    /// Nothing before the `@`.
    NoLocalPart,
    /// Nothing after the `@`.
    NoDomain,
    /// The domain has no dot: `ann@localhost`, `ann@examplecom`.
    NoTopLevel,
    /// The part before the `@` is longer than [`MAX_LOCAL`] bytes.
    LocalTooLong,
    /// The whole is longer than [`MAX_ADDRESS`] bytes.
    TooLong,
    /// More than one address.
    Several,
    /// A space inside.
    Space,
    /// Anything else that RFC 5322 and 6531 do not allow, and quoted or bracketed forms that no mail
    /// program makes.
    Syntax,
}

/// Checks an address; the empty text is not one. Internationalised addresses (RFC 6531) are fine.
///
/// An address of ordinary ASCII characters is decided in one pass over its bytes.
///
/// # Errors
/// The first fault found.
pub fn check(address: &str) -> Result<(), EmailFault> {
    if is_ordinary(address) {
        return Ok(());
    }
    if address.len() > MAX_ADDRESS {
        return Err(if address.matches('@').count() > 1 {
            EmailFault::Several
        } else {
            EmailFault::TooLong
        });
    }
    check_form(address)?;
    EmailAddress::parse_with_options(address, options())
        .map(drop)
        .map_err(|error| fault(&error))
}

fn options() -> Options {
    Options::default()
        .with_required_tld()
        .without_display_text()
        .without_domain_literal()
}

/// What a person would name before the grammar does.
fn check_form(address: &str) -> Result<(), EmailFault> {
    if address.contains(char::is_whitespace) && address.matches('@').count() < 2 {
        return Err(if address.contains('@') {
            EmailFault::Space
        } else {
            EmailFault::NoAt
        });
    }
    match address.matches('@').count() {
        0 => Err(EmailFault::NoAt),
        1 if address.contains('"') => Err(EmailFault::Syntax),
        1 => Ok(()),
        _ if address.contains([',', ';', ' ', '/', '、', '，', '；', '\n']) => {
            Err(EmailFault::Several)
        }
        _ => Err(EmailFault::Syntax),
    }
}

fn fault(error: &Error) -> EmailFault {
    match error {
        Error::MissingSeparator => EmailFault::NoAt,
        Error::LocalPartEmpty => EmailFault::NoLocalPart,
        Error::LocalPartTooLong => EmailFault::LocalTooLong,
        Error::DomainEmpty => EmailFault::NoDomain,
        Error::DomainTooLong => EmailFault::TooLong,
        Error::DomainTooFew => EmailFault::NoTopLevel,
        _ => EmailFault::Syntax,
    }
}

/// Whether the address is `local@label.label` of letters, digits and `._%+-`, within every limit. Such an address is
/// right by the full grammar as well; anything else is for the grammar to decide.
pub(crate) fn is_ordinary(address: &str) -> bool {
    let bytes = address.as_bytes();
    let local = local_length(bytes);
    bytes.len() <= MAX_ADDRESS
        && (1..=MAX_LOCAL).contains(&local)
        && bytes.get(local) == Some(&b'@')
        && is_domain(&bytes[local + 1..])
}

const IN_LOCAL: u8 = 1;
const IN_DOMAIN: u8 = 2;

/// Where each byte may stand in an ordinary address, apart from the dot.
const PLACES: [u8; 256] = {
    let mut places = [0; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        places[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => IN_LOCAL | IN_DOMAIN,
            b'_' | b'%' | b'+' => IN_LOCAL,
            _ => 0,
        };
        byte += 1;
    }
    places
};

const fn may_stand(byte: u8, place: u8) -> bool {
    PLACES[byte as usize] & place != 0
}

/// How many bytes the words between single dots have with which an address begins; 0 when one of them is empty.
fn local_length(bytes: &[u8]) -> usize {
    let mut before = b'.';
    for (at, &byte) in bytes.iter().enumerate() {
        let is_end = byte != b'.' && !may_stand(byte, IN_LOCAL);
        if before == b'.' && (is_end || byte == b'.') {
            return 0;
        }
        if is_end {
            return at;
        }
        before = byte;
    }
    0
}

/// Whether these are two labels or more between dots, none of which is empty, too long, or has a hyphen at its ends.
fn is_domain(bytes: &[u8]) -> bool {
    let (mut labels, mut length, mut before) = (0, 0, b'.');
    for &byte in bytes.iter().chain(b".") {
        if byte == b'.' {
            if before == b'-' || !(1..=MAX_LABEL).contains(&length) {
                return false;
            }
            labels += 1;
            length = 0;
        } else if !may_stand(byte, IN_DOMAIN) || (length == 0 && byte == b'-') {
            return false;
        } else {
            length += 1;
        }
        before = byte;
    }
    labels > 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_that_are_right() {
        let local = "l".repeat(64);
        let long = format!(
            "{local}@{}.com",
            ["d".repeat(61), "e".repeat(61), "f".repeat(61)].join(".")
        );
        assert_eq!(long.len(), MAX_ADDRESS);
        let addresses = [
            "ann@example.com",
            "1024@12.com",
            "Ann.Beebe+tag@mail.example-site.co.uk",
            "o'neil@example.com",
            "a!#$%&'*+/=?^_`{|}~-z@example.com",
            "用户@例子.公司",
            "Zoë@müller.example",
            "иван@пример.рф",
            "ann@xn--fsqu00a.xn--0zwm56d",
            &long,
        ];
        for address in addresses {
            assert_eq!(check(address), Ok(()), "{address}");
        }
    }

    #[test]
    fn addresses_that_are_wrong_say_why() {
        let long_local = format!("{}@example.com", "l".repeat(65));
        let too_long = format!("ann@{}.com", vec!["d".repeat(63); 4].join("."));
        let addresses = [
            ("", EmailFault::NoAt),
            ("ann", EmailFault::NoAt),
            ("ann example.com", EmailFault::NoAt),
            ("@example.com", EmailFault::NoLocalPart),
            ("ann@", EmailFault::NoDomain),
            ("ann@localhost", EmailFault::NoTopLevel),
            ("ann lee@example.com", EmailFault::Space),
            ("ann@example.com ", EmailFault::Space),
            ("ann@example.com, ben@example.com", EmailFault::Several),
            ("ann@example.com;ben@example.com", EmailFault::Several),
            ("ann@@example.com", EmailFault::Syntax),
            ("ann..lee@example.com", EmailFault::Syntax),
            (".ann@example.com", EmailFault::Syntax),
            ("ann@example..com", EmailFault::Syntax),
            ("ann@-example.com", EmailFault::Syntax),
            ("ann@example.com.", EmailFault::Syntax),
            ("ann@[127.0.0.1]", EmailFault::Syntax),
            ("\"ann lee\"@example.com", EmailFault::Space),
            ("<ann@example.com>", EmailFault::Syntax),
            ("Ann<ann@example.com>", EmailFault::Syntax),
            ("ann@example,com", EmailFault::Syntax),
            (&long_local, EmailFault::LocalTooLong),
            (&too_long, EmailFault::TooLong),
        ];
        for (address, fault) in addresses {
            assert_eq!(check(address), Err(fault), "{address}");
        }
    }

    #[test]
    fn ordinary_addresses_take_the_short_way() {
        for address in ["ann@example.com", "A.b_c%d+e-f@x-1.example.co.uk"] {
            assert!(is_ordinary(address), "{address}");
        }
        for other in [
            ".a@b.c", "a.@b.c", "a..b@c.d", "a@b", "a@.b.c", "a@b..c", "a@b.c.", "a@-b.c",
            "a@b-.c", "@b.c", "a", "",
        ] {
            assert!(!is_ordinary(other), "{other}");
        }
    }

    proptest! {
        /// The short way never lets through what the grammar refuses.
        #[test]
        fn ordinary_addresses_are_right_by_the_grammar(address in "[a-zA-Z0-9._%+@-]{1,12}@[a-z0-9.-]{1,12}") {
            if is_ordinary(&address) {
                prop_assert!(crate::fields::text::unseen(&address).is_none());
                prop_assert!(EmailAddress::parse_with_options(&address, options()).is_ok(), "{}", address);
            }
        }

        #[test]
        fn checking_never_panics(address in any::<String>()) {
            let _ = check(&address);
        }
    }
}
