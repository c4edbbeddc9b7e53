//! IDs in the service's fashion.

/// Deals 19-digit IDs, each once.
///
/// Each is beyond 2^53 and odd, so a client that reads one as a floating-point number cannot
/// write it back: the loss shows in every test, not in one of 256.
#[derive(Debug)]
pub(crate) struct Ids {
    last: u64,
}

impl Ids {
    const LOWEST: u64 = 1_800_000_000_000_000_000;
    const HIGHEST: u64 = 1_900_000_000_000_000_000;

    pub(crate) fn new() -> Self {
        Self {
            last: rand::random_range(Self::LOWEST..Self::HIGHEST) | 1,
        }
    }

    pub(crate) fn deal(&mut self) -> String {
        self.last += 2 * rand::random_range(1..=2_048_u64);
        self.last.to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_no_float_survives_them() {
        let mut ids = Ids::new();
        let dealt: HashSet<String> = (0..10_000).map(|_| ids.deal()).collect();
        assert_eq!(dealt.len(), 10_000);
        for id in &dealt {
            assert_eq!(id.len(), 19);
            let float: f64 = id.parse().unwrap();
            assert_ne!(&format!("{float:.0}"), id, "the float kept the ID");
        }
    }
}
