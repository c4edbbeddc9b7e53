//! What a cleaning did to a cell, as a small set.

use serde::Serialize;

/// One kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Change {
    /// Spaces around the text were taken away.
    Trimmed,
    /// Spaces inside were taken away or made plain (no-break, thin, ideographic).
    Spaces,
    /// Characters that nobody sees were taken away: controls, bidirectional marks, zero-width characters.
    Unseen,
    /// Full-width or other scripts' digits, letters or signs became their ASCII form.
    Width,
    /// Dashes between digits were taken away.
    Dashes,
    /// Dots, or the commas between thousands, were taken away.
    Dots,
    /// Brackets were taken away.
    Brackets,
    /// Slashes between digits were taken away.
    Slashes,
    /// The apostrophe that marks text in a spreadsheet program was taken away.
    Apostrophe,
    /// The `.0` that a number picks up on its way through a program was taken away.
    DecimalTail,
    /// A number in scientific notation that still had all its digits was written out.
    Exponent,
    /// The `(0)` of `+44 (0)20 …`, which is not dialled after a calling code, was taken away.
    TrunkZero,
    /// A `tel:` or `mailto:`, a label or angle brackets around the value were taken away.
    Wrapper,
    /// Punctuation at the end, such as a comma or a full stop, was taken away.
    EndPunctuation,
}

impl Change {
    /// Every kind, in the order in which a set lists them.
    pub const ALL: [Self; 14] = [
        Self::Trimmed,
        Self::Spaces,
        Self::Unseen,
        Self::Width,
        Self::Dashes,
        Self::Dots,
        Self::Brackets,
        Self::Slashes,
        Self::Apostrophe,
        Self::DecimalTail,
        Self::Exponent,
        Self::TrunkZero,
        Self::Wrapper,
        Self::EndPunctuation,
    ];
}

/// A set of [`Change`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Changes(u16);

impl Changes {
    /// Nothing was changed.
    pub const NONE: Self = Self(0);

    /// Whether nothing was changed.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this kind of change was made.
    pub const fn contains(self, change: Change) -> bool {
        self.0 & (1 << change as u16) != 0
    }

    /// The changes, each once.
    pub fn iter(self) -> impl Iterator<Item = Change> {
        Change::ALL
            .into_iter()
            .filter(move |change| self.contains(*change))
    }

    /// Adds a change.
    pub const fn insert(&mut self, change: Change) {
        self.0 |= 1 << change as u16;
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<Change> for Changes {
    fn from_iter<I: IntoIterator<Item = Change>>(changes: I) -> Self {
        let mut set = Self::NONE;
        changes.into_iter().for_each(|change| set.insert(change));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_lists_what_was_put_in_and_nothing_else() {
        for change in Change::ALL {
            let set = Changes::from_iter([change, change]);
            assert_eq!(set.iter().collect::<Vec<_>>(), [change]);
        }
        assert!(Changes::NONE.iter().next().is_none());
    }
}
