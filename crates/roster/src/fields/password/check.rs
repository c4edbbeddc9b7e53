//! Checking a password against a policy.

use serde::Serialize;

use super::{CharacterClass, Policy};
use crate::fields::text;

/// Why a password does not meet a policy. Says nothing of its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Weakness {
    /// Fewer characters than the policy asks for.
    TooShort {
        /// How many it has.
        length: usize,
        /// How many it needs.
        min: usize,
    },
    /// More characters than the policy allows.
    TooLong {
        /// How many it has.
        length: usize,
        /// How many are allowed.
        max: usize,
    },
    /// Characters of too few classes.
    TooFewClasses {
        /// How many classes occur.
        classes: u8,
        /// How many are needed.
        min: u8,
    },
    /// A space at its start or end, which nobody will type.
    OuterSpace,
    /// A character that cannot be seen or typed.
    Unseen,
}

/// What a policy has against a password; empty when nothing. An empty password is too short, not missing: the caller
/// knows whether one is needed.
pub fn check(password: &str, policy: &Policy) -> Vec<Weakness> {
    let length = password.chars().count();
    let classes = count_classes(password);
    let (min, max) = (policy.min_length, policy.max_length);
    [
        (length < min).then_some(Weakness::TooShort { length, min }),
        (length > max).then_some(Weakness::TooLong { length, max }),
        (classes < policy.min_classes).then_some(Weakness::TooFewClasses {
            classes,
            min: policy.min_classes,
        }),
        (password.trim() != password).then_some(Weakness::OuterSpace),
        text::unseen(password).map(|_| Weakness::Unseen),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn count_classes(password: &str) -> u8 {
    let mut seen = [false; 4];
    for character in password.chars() {
        seen[CharacterClass::of(character) as usize] = true;
    }
    seen.into_iter().map(u8::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_services_own_examples_are_strong_enough() {
        for password in [
            "Q!@1assword",
            "paO2*ssword",
            "01ASDAa1",
            "Straße#9x",
            "Пароль123",
            "密码Ab1!xyz",
        ] {
            assert_eq!(check(password, &Policy::default()), [], "{password}");
        }
    }

    #[test]
    fn each_weakness_is_named() {
        let policy = Policy::default();
        let long = "aB3".repeat(11);
        let passwords: [(&str, &[Weakness]); 8] = [
            (
                "",
                &[
                    Weakness::TooShort { length: 0, min: 8 },
                    Weakness::TooFewClasses { classes: 0, min: 3 },
                ],
            ),
            ("aB3!", &[Weakness::TooShort { length: 4, min: 8 }]),
            (
                "abcdefgh",
                &[Weakness::TooFewClasses { classes: 1, min: 3 }],
            ),
            (
                "abcdefg1",
                &[Weakness::TooFewClasses { classes: 2, min: 3 }],
            ),
            (
                &long,
                &[Weakness::TooLong {
                    length: 33,
                    max: 32,
                }],
            ),
            (" Passw0rd!", &[Weakness::OuterSpace]),
            ("Passw0rd!\u{200b}", &[Weakness::Unseen]),
            ("Passw0rd!\n", &[Weakness::OuterSpace, Weakness::Unseen]),
        ];
        for (password, weaknesses) in passwords {
            assert_eq!(check(password, &policy), weaknesses, "{password:?}");
        }
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert_eq!(
            check("密码密码Ab1", &Policy::default()),
            [Weakness::TooShort { length: 7, min: 8 }]
        );
    }

    #[test]
    fn a_policy_may_ask_for_all_classes_or_none() {
        let all = Policy {
            min_classes: 4,
            ..Policy::default()
        };
        assert_eq!(
            check("01ASDAa1", &all),
            [Weakness::TooFewClasses { classes: 3, min: 4 }]
        );
        let none = Policy {
            min_classes: 0,
            ..Policy::default()
        };
        assert_eq!(check("abcdefgh", &none), []);
    }
}
