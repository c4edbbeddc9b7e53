//! Names of people: splitting a full name, and what may stand in a name.
//!
//! ```
//! use roster::fields::name::split;
//!
//! for (full_name, firstname, surname) in [
//!     ("欧阳丽", "丽", "欧阳"),
//!     ("김철수", "철수", "김"),
//!     ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
//!     ("Müller, Zoë", "Zoë", "Müller"),
//! ] {
//!     let name = split(full_name);
//!     assert_eq!((&*name.firstname, &*name.surname), (firstname, surname));
//! }
//! ```

mod chinese;
mod japanese;
mod korean;
mod prefix;
mod script;
mod split;
mod western;
mod words;

use super::changes::Change;
use super::text::{self, Cleaned};

pub(crate) use prefix::{is_surname_prefix, with_surname_prefix};
pub(crate) use script::{
    looks_like_full_name, looks_like_one_name, looks_like_surname, may_be_name,
};
pub use split::{Confidence, NameOrder, SplitName, split, split_in};
pub(crate) use split::{ToldOrder, split_below};

/// Names longer than this many characters are remarkable; the service states no limit.
pub const MAX_CHARS: usize = 64;

/// The name without unseen characters and with plain, single spaces. Cleaning what is clean changes nothing.
pub fn clean(cell: &str) -> Cleaned<'_> {
    text::clean(cell).and_then(Change::Spaces, |text| {
        has_double_space(text).then(|| with_single_spaces(text))
    })
}

/// Names are short, and looking for a text in a short one takes longer than looking at its bytes.
fn has_double_space(text: &str) -> bool {
    let mut pairs = text.as_bytes().windows(2);
    pairs.any(|pair| matches!(pair, [b' ', b' ']))
}

fn with_single_spaces(text: &str) -> String {
    text.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned_visibly() {
        let cleaned = clean(" Ann\u{a0} Lee\u{200b} ");
        assert_eq!(cleaned.text, "Ann Lee");
        let changes = [Change::Trimmed, Change::Spaces, Change::Unseen];
        assert_eq!(cleaned.changes.iter().collect::<Vec<_>>(), changes);
        assert_eq!(clean("Ann  Lee").text, "Ann Lee");
        assert!(!clean("Ann Lee").is_changed());
        assert!(!clean("王小明").is_changed());
    }
}
