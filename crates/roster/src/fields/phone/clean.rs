//! Taking away what only decorates a phone.

use crate::fields::text::{self, Cleaned};

/// The phone without decoration: ASCII digits, with a `+` before them when the cell has one.
///
/// Takes away spaces, dashes, dots, brackets, slashes, the text apostrophe, unseen characters, `tel:`, a needless `.0`
/// and the `(0)` after a calling code; turns full-width and other scripts' digits into ASCII ones. Zeros, a leading `+`
/// and `00` stay as they are. A cell that is no phone (see [`PhoneShape`](super::PhoneShape)) keeps its characters and
/// is only cleaned as [`text::clean`] does. Cleaning what is clean changes nothing.
pub fn clean(cell: &str) -> Cleaned<'_> {
    text::clean(cell)
}
