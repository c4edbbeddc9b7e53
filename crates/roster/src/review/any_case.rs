//! Finding and replacing a text however its letters are written.

use std::borrow::Cow;

/// Replaces `needle`, which is in lower case, however it is written.
pub(super) fn replace<'a>(text: &'a str, needle: &str, with: &str) -> Cow<'a, str> {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, length)) = find(rest, needle) {
        made.push_str(&rest[..before]);
        made.push_str(with);
        rest = &rest[before + length..];
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    made.push_str(rest);
    Cow::Owned(made)
}

/// Where `needle` begins and how many bytes of `text` it takes: lower case may be longer or shorter.
pub(super) fn find(text: &str, needle: &str) -> Option<(usize, usize)> {
    text.char_indices()
        .find_map(|(start, _)| Some((start, prefix(&text[start..], needle)?)))
}

fn prefix(text: &str, needle: &str) -> Option<usize> {
    let mut wanted = needle.chars();
    for (place, character) in text.char_indices() {
        if wanted.as_str().is_empty() {
            return Some(place);
        }
        for lower in character.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
    }
    wanted.as_str().is_empty().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacing_does_not_mind_case_and_keeps_the_rest() {
        for (text, needle, with, made) in [
            ("ann@OLD.example", "old", "new", "ann@new.example"),
            ("oldOLDold", "old", "x", "xxx"),
            ("İstanbul ÖLD", "öld", "neu", "İstanbul neu"),
            ("nothing", "old", "new", "nothing"),
            ("ol", "old", "new", "ol"),
        ] {
            assert_eq!(replace(text, needle, with), made);
        }
    }
}
