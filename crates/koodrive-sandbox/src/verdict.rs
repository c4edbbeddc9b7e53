//! Why a single user of an accepted batch is not registered.
//!
//! The service documents that a failed user has a `code` and a `reason`, not which there are.
//! The codes here are the sandbox's own.

use crate::batch::NewUser;

/// Digits of a phone, with `00` and country code.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=20;
const SHORTEST_PASSWORD: usize = 8;

/// Why a user fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) reason: &'static str,
}

const BAD_PHONE: Failure = Failure {
    code: "13000201",
    reason: "the phone number is not valid",
};
const BAD_EMAIL: Failure = Failure {
    code: "13000202",
    reason: "the email address is not valid",
};
const WEAK_PASSWORD: Failure = Failure {
    code: "13000203",
    reason: "the password does not meet the policy",
};
/// What a skipped user's row says, where it says anything.
pub(crate) const KNOWN_PHONE: Failure = Failure {
    code: "13000204",
    reason: "the user already exists",
};

/// The failure this user will meet, if any.
pub(crate) fn failure(user: &NewUser) -> Option<Failure> {
    let bad_email = user.email.as_deref().is_some_and(|email| !is_email(email));
    let weak = user.password.as_deref().is_some_and(is_weak);
    if !is_phone(&user.phone) {
        Some(BAD_PHONE)
    } else if bad_email {
        Some(BAD_EMAIL)
    } else {
        weak.then_some(WEAK_PASSWORD)
    }
}

fn is_phone(phone: &str) -> bool {
    PHONE_DIGITS.contains(&phone.len()) && phone.bytes().all(|b| b.is_ascii_digit())
}

fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else {
        return false;
    };
    let has_blanks = email.chars().any(char::is_whitespace);
    !local.is_empty()
        && domain.split('.').count() > 1
        && !has_blanks
        && !domain.contains("..")
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

fn is_weak(password: &str) -> bool {
    let classes = [
        password.chars().any(char::is_lowercase),
        password.chars().any(char::is_uppercase),
        password.chars().any(|c| c.is_ascii_digit()),
    ];
    password.chars().count() < SHORTEST_PASSWORD || !classes.contains(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(phone: &str, email: Option<&str>, password: Option<&str>) -> Option<Failure> {
        failure(&NewUser {
            phone: phone.to_owned(),
            email: email.map(str::to_owned),
            password: password.map(str::to_owned),
        })
    }

    #[test]
    fn the_documentations_own_users_pass() {
        for (phone, email, password) in [
            ("1884609076404", "1024@12.com", "Q!@1assword"),
            ("1884609076405", "1052@12.com", "paO2*ssword"),
            ("0027188460901", "xm.wang@example.cn", "01ASDAa1"),
        ] {
            assert_eq!(verdict(phone, Some(email), Some(password)), None);
        }
        assert_eq!(verdict("1884609076404", None, None), None);
    }

    #[test]
    fn phones_are_digits() {
        for phone in [
            "+8613800138000",
            "138 0013 8000",
            "1234",
            "１３８００１３８",
        ] {
            assert_eq!(verdict(phone, None, None), Some(BAD_PHONE), "{phone}");
        }
        assert_eq!(
            verdict(&"1".repeat(21), None, None),
            Some(BAD_PHONE),
            "too long"
        );
    }

    #[test]
    fn emails_have_two_sides() {
        for email in ["a", "@b.cn", "a@", "a@b", "a b@c.cn", "a@.cn", "a@b..cn"] {
            let verdict = verdict("13800138000", Some(email), None);
            assert_eq!(verdict, Some(BAD_EMAIL), "{email}");
        }
    }

    #[test]
    fn passwords_have_eight_characters() {
        for password in ["Aa1!567", "!!!!!!!!"] {
            let verdict = verdict("13800138000", None, Some(password));
            assert_eq!(verdict, Some(WEAK_PASSWORD), "{password}");
        }
    }
}
