//! New passwords.

use rand::CryptoRng;
use rand::seq::{IndexedRandom, SliceRandom};
use zeroize::Zeroizing;

use super::{CharacterClass, Password, Policy, PolicyError};

/// Without `0 O o 1 I l | 5 S 2 Z 8 B` and the like: initial passwords are read from paper and typed.
const fn alphabet(class: CharacterClass) -> &'static [u8] {
    match class {
        CharacterClass::Upper => b"ACDEFGHJKLMNPQRTUVWXY",
        CharacterClass::Lower => b"abcdefghijkmnpqrstuvwxyz",
        CharacterClass::Digit => b"34679",
        // Signs on every keyboard that neither JSON, CSV nor a spreadsheet program takes for its own.
        CharacterClass::Symbol => b"!#$%*?",
    }
}

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
    let all: Vec<u8> = CharacterClass::ALL
        .into_iter()
        .flat_map(alphabet)
        .copied()
        .collect();
    while characters.len() < length {
        characters.extend(all.choose(rng).copied());
    }
    characters.shuffle(rng);
    Ok(Password::new(
        characters.iter().copied().map(char::from).collect(),
    ))
}
