//! The tags of an XML text, one after the other, without what stands between them.

use std::io::{self, Read};

use memchr::memmem::Finder;
use memchr::{memchr, memrchr};

/// Reads the tags of an XML text.
pub(in crate::read) struct Tags<R> {
    input: R,
    buffer: Vec<u8>,
    unread: std::ops::Range<usize>,
    /// Where none of these stands, there is no tag of interest.
    needles: Vec<Finder<'static>>,
}

/// No tag of a sheet is longer; what is, is no tag.
const LONGEST: usize = 1 << 16;

impl<R: Read> Tags<R> {
    pub(in crate::read) fn new(input: R) -> Self {
        Self {
            input,
            buffer: vec![0; LONGEST * 2],
            unread: 0..0,
            needles: Vec::new(),
        }
    }

    /// The same, passing over stretches in which none of `needles` stands: a sheet is mostly cells.
    pub(in crate::read) fn near(input: R, needles: &[&'static str]) -> Self {
        Self {
            needles: needles.iter().copied().map(Finder::new).collect(),
            ..Self::new(input)
        }
    }

    /// The next tag, less its angle brackets; end tags begin with `/`.
    pub(in crate::read) fn next(&mut self) -> io::Result<Option<Tag<'_>>> {
        loop {
            let unread = &self.buffer[self.unread.clone()];
            let start = memchr(b'<', unread);
            let end = start.and_then(|start| memchr(b'>', &unread[start..]));
            if let (Some(text), Some(length)) = (start, end) {
                let before = self.unread.start;
                let start = before + text;
                self.unread.start = start + length + 1;
                return Ok(Some(Tag {
                    body: &self.buffer[start + 1..start + length],
                    before: &self.buffer[before..start],
                }));
            }
            if unread.len() >= LONGEST {
                // A text of this length is passed over; a tag of this length is none.
                match start.unwrap_or(unread.len()) {
                    0 => return Ok(None),
                    text => self.unread.start += text,
                }
            } else if self.fill()? == 0 {
                return Ok(None);
            }
        }
    }

    /// Moves what is unread to the front and reads more behind it. Of a stretch without interest only the last, cut tag
    /// stays.
    fn fill(&mut self) -> io::Result<usize> {
        self.buffer.copy_within(self.unread.clone(), 0);
        self.unread = 0..self.unread.len();
        let count = self.input.read(&mut self.buffer[self.unread.end..])?;
        self.unread.end += count;
        let unread = &self.buffer[self.unread.clone()];
        if !self.needles.is_empty()
            && self
                .needles
                .iter()
                .all(|needle| needle.find(unread).is_none())
        {
            let cut =
                memrchr(b'<', unread).filter(|&start| memchr(b'>', &unread[start..]).is_none());
            self.unread.start += cut.unwrap_or(unread.len());
        }
        Ok(count)
    }
}

/// A tag: its name and attributes, and the text before it.
#[derive(Clone, Copy)]
pub(in crate::read) struct Tag<'a> {
    body: &'a [u8],
    before: &'a [u8],
}

impl<'a> Tag<'a> {
    /// What stands between the tag before and this one, as it is written; only the end of it, where that is very long.
    pub(in crate::read) fn text_before(self) -> &'a [u8] {
        self.before
    }

    /// Whether it is a whole element: `<v/>`.
    pub(in crate::read) fn is_whole(self) -> bool {
        self.body.last() == Some(&b'/')
    }

    /// The name as it is written, and whether it is that of an end tag.
    pub(in crate::read) fn written_name(self) -> (&'a [u8], bool) {
        let rest = self.body.strip_prefix(b"/");
        let name = rest.unwrap_or(self.body);
        let is_part = |byte: &u8| !byte.is_ascii_whitespace() && *byte != b'/';
        let end = name.iter().position(|byte| !is_part(byte));
        (&name[..end.unwrap_or(name.len())], rest.is_some())
    }

    /// The name without its prefix; that of an end tag is its slash and all behind it.
    pub(in crate::read) fn name(self) -> &'a [u8] {
        if self.body.first() == Some(&b'/') {
            return self.body;
        }
        let end = self
            .body
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || *byte == b'/')
            .unwrap_or(self.body.len());
        let name = &self.body[..end];
        memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
    }

    pub(in crate::read) fn is_end(self, name: &[u8]) -> bool {
        let local = |rest: &'a [u8]| memchr(b':', rest).map_or(rest, |colon| &rest[colon + 1..]);
        self.body
            .strip_prefix(b"/")
            .is_some_and(|rest| local(rest).trim_ascii_end() == name)
    }

    /// The value of an attribute as it is written, whatever its prefix.
    pub(in crate::read) fn attribute(self, name: &[u8]) -> Option<&'a [u8]> {
        let mut rest = self.body;
        loop {
            let equals = memchr(b'=', rest)?;
            let key = rest[..equals].trim_ascii_end();
            let key = &key[key
                .iter()
                .rposition(|byte| byte.is_ascii_whitespace() || *byte == b':')
                .map_or(0, |it| it + 1)..];
            let value = rest[equals + 1..].trim_ascii_start();
            let (&quote, value) = value.split_first()?;
            let end = memchr(quote, value)?;
            if key == name {
                return Some(&value[..end]);
            }
            rest = &value[end + 1..];
        }
    }

    /// The value of an attribute that is a number.
    pub(in crate::read) fn number(self, name: &[u8]) -> Option<u32> {
        std::str::from_utf8(self.attribute(name)?)
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    pub(in crate::read) fn is_true(self, name: &[u8]) -> bool {
        self.attribute(name)
            .is_some_and(|value| matches!(value, b"1" | b"true"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_text_and_their_attributes_found() {
        let xml = br#"<?xml version="1.0"?><x:row r="7" hidden = '1' ht:r="9">a "hidden=1" > b</x:row><c/>"#;
        let mut tags = Tags::new(&xml[..]);
        let mut names = Vec::new();
        while let Some(tag) = tags.next().unwrap() {
            if tag.name() == b"row" {
                assert_eq!(
                    (
                        tag.number(b"r"),
                        tag.is_true(b"hidden"),
                        tag.attribute(b"ht")
                    ),
                    (Some(7), true, None)
                );
            }
            names.push((
                String::from_utf8_lossy(tag.name()).into_owned(),
                tag.is_end(b"row"),
            ));
        }
        let names: Vec<_> = names
            .iter()
            .map(|(name, end)| (name.as_str(), *end))
            .collect();
        assert_eq!(
            names,
            [
                ("?xml", false),
                ("row", false),
                ("/x:row", true),
                ("c", false)
            ]
        );
    }

    /// Gives few bytes at a time, so that tags are cut everywhere.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(7);
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn stretches_without_interest_are_passed_over_and_cut_tags_are_not() {
        let xml = "<c><v>1</v></c>".repeat(20)
            + "<row r=\"3\" hidden=\"1\">"
            + &"<c/>".repeat(20)
            + "<mergeCell ref=\"A1\"/>";
        let mut tags = Tags::near(Drip(xml.as_bytes()), &["hidden", "mergeCell"]);
        let mut found = Vec::new();
        while let Some(tag) = tags.next().unwrap() {
            if tag.name() != b"c" && tag.name() != b"v" && !tag.body.starts_with(b"/") {
                found.push(String::from_utf8_lossy(tag.body).into_owned());
            }
        }
        assert_eq!(found, ["row r=\"3\" hidden=\"1\"", "mergeCell ref=\"A1\"/"]);
    }
}
