//! Chance that repeats: numbers that look random and depend on nothing but a seed and a position.
//!
//! A generator with a state would deal its numbers in the order requests happen to arrive;
//! these belong to the request's number, so a run with a seed goes the same way again.

/// A 64-bit number for position `n` under `seed` (the `SplitMix64` finaliser).
pub(crate) fn number(seed: u64, n: u64) -> u64 {
    let mut z = seed.wrapping_add(n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Whether something of probability `p` happens at position `n` under `seed`.
pub(crate) fn happens(p: f64, seed: u64, n: u64) -> bool {
    // 53 bits: as many as an f64 between 0 and 1 can tell apart.
    #[expect(clippy::cast_precision_loss, reason = "the shift leaves 53 bits")]
    let fraction = (number(seed, n) >> 11) as f64 / (1_u64 << 53) as f64;
    fraction < p
}

/// Puts `items` into the order that `seed` chooses.
pub(crate) fn shuffle<T>(items: &mut [T], seed: u64) {
    for last in (1..items.len()).rev() {
        let choices = last as u64 + 1;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the remainder is an index of the slice"
        )]
        let other = (number(seed, last as u64) % choices) as usize;
        items.swap(last, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn happens_about_as_often_as_asked_and_repeats() {
        let count = |seed| (1..=10_000).filter(|n| happens(0.2, seed, *n)).count();
        assert!(
            (1_800..2_200).contains(&count(7)),
            "0.2 of 10,000: {}",
            count(7)
        );
        assert_eq!(count(7), count(7));
        assert_ne!(count(7), count(8), "another seed, another run");
    }

    #[test]
    fn never_and_always() {
        assert!((1..1_000).all(|n| !happens(0.0, 1, n)));
        assert!((1..1_000).all(|n| happens(1.0, 1, n)));
    }

    #[test]
    fn shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..100).collect();
        shuffle(&mut items, 3);
        assert!(!items.is_sorted());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
