//! Where a query is in the pages of its task.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The place of a page, in the service's own words: opaque text, `0` for the first page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// The first page: the documentation's examples begin with `0`.
    pub fn first() -> Self {
        Self("0".to_owned())
    }

    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// The text as the service gave it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Cursor {
    fn default() -> Self {
        Self::first()
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How many users a page may hold: 1 to 1,000, by default 1,000 (service page, `pageSize`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize(u16);

impl PageSize {
    /// The largest page, and the service's own default.
    pub const MAX: Self = Self(1_000);
    /// A page for one user.
    pub const MIN: Self = Self(1);

    /// `None` outside 1 to 1,000.
    pub fn new(users: u16) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0)
            .contains(&users)
            .then_some(Self(users))
    }

    /// The number of users.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self::MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_sizes_stay_in_the_service_s_range() {
        assert_eq!(PageSize::new(0), None);
        assert_eq!(PageSize::new(1), Some(PageSize::MIN));
        assert_eq!(PageSize::new(1_000), Some(PageSize::default()));
        assert_eq!(PageSize::new(1_001), None);
    }
}
