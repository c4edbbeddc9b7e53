//! The cells of a row as the screen shows them.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::Serialize;

use crate::sheet::{Cell, CellKind};

/// What stands in place of a password. Its length tells nothing.
pub(super) const MASK: &str = "••••••••";

/// A cell as the screen shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CellView<'a> {
    /// The text; dots in place of a password, unless it was asked for.
    pub text: &'a str,
    /// What the sheet's program said it was.
    pub kind: CellKind,
    /// The text that was read, when another was put in its place; not for passwords, unless they were asked for.
    pub original: Option<&'a str>,
    /// Whether `text` hides a password.
    pub masked: bool,
}

impl<'a> CellView<'a> {
    /// A cell that is as it was read.
    pub(super) fn as_read(Cell { kind, text }: Cell<'a>) -> Self {
        Self {
            text,
            kind,
            original: None,
            masked: false,
        }
    }

    /// Hides a password; what it was before says as much.
    pub(super) fn mask(&mut self) {
        self.masked = !self.text.is_empty();
        if self.masked {
            self.text = MASK;
        }
        self.original = None;
    }
}

/// The cells of a row, one of every column. Rows that were looked up together hold theirs in one piece of memory.
#[derive(Clone)]
pub struct Cells<'a> {
    all: Arc<Vec<CellView<'a>>>,
    place: Range<usize>,
}

impl<'a> Cells<'a> {
    /// The rows of a table that was written row after row.
    pub(super) fn rows(all: Vec<CellView<'a>>, width: usize) -> impl Iterator<Item = Self> {
        let rows = all.len().checked_div(width).unwrap_or_default();
        let all = Arc::new(all);
        (0..rows).map(move |row| Self {
            all: Arc::clone(&all),
            place: row * width..(row + 1) * width,
        })
    }
}

impl<'a> Deref for Cells<'a> {
    type Target = [CellView<'a>];

    fn deref(&self) -> &Self::Target {
        &self.all[self.place.clone()]
    }
}

impl PartialEq for Cells<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Cells<'_> {}

impl fmt::Debug for Cells<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_its_cells_and_shows_no_others() {
        let kind = CellKind::Text;
        let cell = |text| CellView::as_read(Cell { kind, text });
        let all: Vec<_> = ["a", "b", "c", "d"].map(cell).into();
        let rows: Vec<_> = Cells::rows(all, 2).collect();
        let texts = |cells: &Cells<'static>| [cells[0].text, cells[1].text];
        assert_eq!([texts(&rows[0]), texts(&rows[1])], [["a", "b"], ["c", "d"]]);
        let (first, same) = (&rows[0], Cells::rows(vec![cell("a"), cell("b")], 2).next());
        assert_eq!(Some(first), same.as_ref());
        assert!(!format!("{first:?}").contains("\"c\""));
        assert_eq!(Cells::rows(Vec::new(), 0).count(), 0);
    }
}
