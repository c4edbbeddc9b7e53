//! New passwords.

use rand::CryptoRng;
use rand::seq::{IndexedRandom, SliceRandom};
use zeroize::Zeroizing;

use super::{CharacterClass, Password, Policy, PolicyError};

/// What a generated password is made of: no `0 O o 1 I l | 5 S 2 Z 8 B` and the like, for initial passwords are read
/// from paper and typed.
const fn alphabet(class: CharacterClass) -> &'static [u8] {
    match class {
        CharacterClass::Upper => b"ACDEFGHJKLMNPQRTUVWXY",
        CharacterClass::Lower => b"abcdefghijkmnpqrstuvwxyz",
        CharacterClass::Digit => b"34679",
        // On every keyboard, and nothing that a shell's or spreadsheet program's first character could mean.
        CharacterClass::Symbol => b"!#$%*?",
    }
}

/// All four alphabets. Drawing from them together keeps every character equally likely.
const ALL: [u8; 56] = *b"ACDEFGHJKLMNPQRTUVWXYabcdefghijkmnpqrstuvwxyz34679!#$%*?";

/// A random password that meets the policy, with characters of all four classes where its length allows, and none that
/// look alike (`0O`, `1lI`, …).
///
/// `rng` must be cryptographically secure, such as `rand::rng()`.
///
/// # Errors
/// [`PolicyError`] when the policy contradicts itself.
pub fn generate(policy: &Policy, rng: &mut impl CryptoRng) -> Result<Password, PolicyError> {
    policy.validate()?;
    let length = policy.generated_length;
    let mut characters = Zeroizing::new(Vec::with_capacity(length));
    let mut classes = CharacterClass::ALL;
    classes.shuffle(rng);
    for class in classes.into_iter().take(length) {
        characters.extend(alphabet(class).choose(rng).copied());
    }
    while characters.len() < length {
        characters.extend(ALL.choose(rng).copied());
    }
    characters.shuffle(rng);
    let mut text = String::with_capacity(length);
    text.extend(characters.iter().copied().map(char::from));
    Ok(Password::new(text))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::super::check;
    use super::*;

    fn seeded(seed: u64) -> StdRng {
        StdRng::seed_from_u64(seed)
    }

    #[test]
    fn the_alphabets_are_of_their_class_and_have_no_lookalikes() {
        let together = CharacterClass::ALL.map(alphabet).concat();
        assert_eq!(together, ALL);
        for class in CharacterClass::ALL {
            assert!(
                alphabet(class)
                    .iter()
                    .all(|byte| CharacterClass::of(char::from(*byte)) == class)
            );
        }
        assert!(
            ALL.iter()
                .all(|byte| !b"0Oo1Il|5S2Z8B=+-@\"'`,;\\/<>& ".contains(byte))
        );
    }

    #[test]
    fn passwords_are_all_different() {
        let mut rng = seeded(7);
        let policy = Policy::default();
        let made: HashSet<String> = (0..2000)
            .map(|_| {
                generate(&policy, &mut rng)
                    .unwrap()
                    .expose_password()
                    .to_owned()
            })
            .collect();
        assert_eq!(made.len(), 2000);
    }

    #[test]
    fn every_class_comes_to_stand_at_every_place() {
        let mut rng = seeded(11);
        let policy = Policy {
            generated_length: 8,
            ..Policy::default()
        };
        let mut seen = HashSet::new();
        for _ in 0..2000 {
            let password = generate(&policy, &mut rng).unwrap();
            seen.extend(
                password
                    .expose_password()
                    .chars()
                    .map(CharacterClass::of)
                    .enumerate(),
            );
        }
        assert_eq!(
            seen.len(),
            8 * 4,
            "the guaranteed characters are shuffled among the others"
        );
    }

    #[test]
    fn the_guaranteed_characters_do_not_come_first() {
        let mut rng = seeded(17);
        let policy = Policy {
            generated_length: 32,
            ..Policy::default()
        };
        let starts_with_all_classes = |password: &Password| {
            let start = password.expose_password().chars().take(4);
            start.map(CharacterClass::of).collect::<HashSet<_>>().len() == 4
        };
        let made: Vec<_> = (0..200)
            .map(|_| generate(&policy, &mut rng).unwrap())
            .collect();
        assert!(!made.iter().all(starts_with_all_classes));
    }

    #[test]
    fn every_character_is_about_as_likely_as_another() {
        let mut rng = seeded(13);
        let policy = Policy {
            generated_length: 32,
            ..Policy::default()
        };
        let mut counts = [0_u32; 128];
        for _ in 0..2000 {
            generate(&policy, &mut rng)
                .unwrap()
                .expose_password()
                .bytes()
                .for_each(|byte| counts[usize::from(byte)] += 1);
        }
        // 28 of 32 characters are drawn evenly from 56: a thousand of each, and more of the small classes.
        assert!(
            ALL.iter().all(|byte| counts[usize::from(*byte)] > 800),
            "{counts:?}"
        );
    }

    #[test]
    fn a_policy_that_nothing_meets_makes_nothing() {
        let policy = Policy {
            min_length: 40,
            ..Policy::default()
        };
        assert_eq!(
            generate(&policy, &mut seeded(1)),
            Err(PolicyError::Length { min: 40, max: 32 })
        );
    }

    proptest! {
        #[test]
        fn what_is_generated_meets_its_policy(min in 1..20_usize, more in 0..20_usize, extra in 0..20_usize, classes in 0..=4_u8, seed: u64) {
            let policy = Policy { min_length: min, max_length: min + more + extra, min_classes: classes, generated_length: min + more };
            let generated = generate(&policy, &mut seeded(seed));
            prop_assert_eq!(generated.is_ok(), policy.validate().is_ok());
            if let Ok(password) = generated {
                prop_assert_eq!(check(password.expose_password(), &policy), vec![]);
            }
        }
    }
}
