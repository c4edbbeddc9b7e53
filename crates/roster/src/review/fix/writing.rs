//! Texts to be written into a column, one after the other in memory: a million of them are three allocations.

/// Texts for some rows of a column, the rows ascending.
#[derive(Debug, Default)]
pub(in crate::review) struct Writing {
    text: String,
    /// Each row, and where its text ends.
    rows: Vec<(u32, usize)>,
}

impl Writing {
    /// With room for so many texts of about so many bytes: growing would copy all of them again and again.
    pub(in crate::review) fn with_room(texts: usize, bytes: usize) -> Self {
        Self {
            text: String::with_capacity(texts * bytes),
            rows: Vec::with_capacity(texts),
        }
    }

    /// Adds the text of a row below those before.
    pub(in crate::review) fn push(&mut self, row: u32, text: &str) {
        self.text.push_str(text);
        self.rows.push((row, self.text.len()));
    }

    /// Adds what `write` puts behind the texts before as the text of a row below those before, if `write` says so.
    pub(in crate::review) fn write(&mut self, row: u32, write: impl FnOnce(&mut String) -> bool) {
        let start = self.text.len();
        if write(&mut self.text) {
            self.rows.push((row, self.text.len()));
        } else {
            self.text.truncate(start);
        }
    }

    /// How many rows get a text.
    pub(in crate::review) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The texts from a row on.
    pub(in crate::review) fn since(&self, first: u32) -> impl Iterator<Item = (u32, &str)> {
        let skipped = self.rows.partition_point(|&(row, _)| row < first);
        let mut start = skipped.checked_sub(1).map_or(0, |last| self.rows[last].1);
        self.rows[skipped..].iter().map(move |&(row, end)| {
            let text = &self.text[start..end];
            start = end;
            (row, text)
        })
    }
}

impl<T: AsRef<str>> FromIterator<(u32, T)> for Writing {
    fn from_iter<I: IntoIterator<Item = (u32, T)>>(texts: I) -> Self {
        let mut writing = Self::default();
        for (row, text) in texts {
            writing.push(row, text.as_ref());
        }
        writing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_from_any_row_on() {
        let texts = [(2, "two"), (5, ""), (7, "seven")];
        let writing: Writing = texts.into_iter().collect();
        for first in 0..9 {
            let since: Vec<_> = writing.since(first).collect();
            let wanted: Vec<_> = texts.into_iter().filter(|&(row, _)| row >= first).collect();
            assert_eq!(since, wanted, "{first}");
        }
    }
}
