//! Taking away what stands around an address.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::check;
use crate::fields::changes::Change;
use crate::fields::text::{self, Cleaned};

/// The address without what people and programs put around it: spaces, `mailto:`, `Ann <ann@example.com>`, quotes, a
/// comma or full stop at the end, full-width `＠` and `．`, unseen characters. Upper and lower case stay. Cleaning what
/// is clean changes nothing.
pub fn clean(cell: &str) -> Cleaned<'_> {
    if check(cell).is_ok() {
        return Cleaned::untouched(cell);
    }
    let cleaned = text::clean(cell);
    if !cleaned.text.contains(['@', '＠', '﹫']) {
        return cleaned;
    }
    let ascii = cleaned.and_then(Change::Width, with_ascii_signs);
    peeled(ascii).and_then(Change::Spaces, without_spaces_at_sign)
}

/// Without wrappers and punctuation, however they are nested.
fn peeled(cleaned: Cleaned<'_>) -> Cleaned<'_> {
    let mut changes = cleaned.changes;
    let mut inner = &*cleaned.text;
    loop {
        let (change, rest) = match (unwrap_once(inner), without_end(inner)) {
            (Some(rest), _) => (Change::Wrapper, rest),
            (None, Some(rest)) => (Change::EndPunctuation, rest),
            (None, None) => break,
        };
        changes.insert(change);
        inner = rest.trim();
    }
    if inner.len() == cleaned.text.len() {
        return cleaned;
    }
    Cleaned {
        text: Cow::Owned(inner.to_owned()),
        changes,
    }
}

/// Full-width letters and signs as ASCII ones; `。` is the full stop that Chinese keyboards type.
fn with_ascii_signs(text: &str) -> Option<String> {
    let is_wide = |c: char| matches!(c, '\u{ff01}'..='\u{ff5e}' | '。' | '｡' | '﹫');
    let fold = |c: char| match c {
        '。' | '｡' => vec!['.'],
        c if is_wide(c) => c.nfkc().collect(),
        c => vec![c],
    };
    text.contains(is_wide)
        .then(|| text.chars().flat_map(fold).collect())
}

fn unwrap_once(text: &str) -> Option<&str> {
    const SCHEME: &str = "mailto:";
    if text
        .get(..SCHEME.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
    {
        let address = &text[SCHEME.len()..];
        return Some(
            address
                .split_once('?')
                .map_or(address, |(address, _)| address),
        );
    }
    if let Some((_, rest)) = text.rsplit_once('<') {
        return rest
            .trim_end_matches([',', ';', '.'])
            .strip_suffix('>')
            .filter(|address| address.contains('@'));
    }
    let quotes = [('"', '"'), ('\'', '\''), ('“', '”'), ('(', ')'), ('[', ']')];
    quotes
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
}

fn without_end(text: &str) -> Option<&str> {
    let inner = text.trim_end_matches([',', ';', '.', ':', '>', '，', '；', '、', ' ']);
    (inner.len() < text.len() && inner.contains('@')).then_some(inner)
}

/// `ann @ example.com`: nobody means the spaces beside the sign.
fn without_spaces_at_sign(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let (local_end, domain_start) = (local.trim_end(), domain.trim_start());
    (local_end.len() + domain_start.len() < local.len() + domain.len())
        .then(|| [local_end, "@", domain_start].concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_stands_around_an_address_is_taken_away_and_named() {
        let cells: [(&str, &str, &[Change]); 14] = [
            ("Ann@Example.com", "Ann@Example.com", &[]),
            (
                " ann@example.com\u{a0}",
                "ann@example.com",
                &[Change::Trimmed, Change::Spaces],
            ),
            (
                "ann@example.com,",
                "ann@example.com",
                &[Change::EndPunctuation],
            ),
            (
                "ann@example.com.",
                "ann@example.com",
                &[Change::EndPunctuation],
            ),
            (
                "mailto:ann@example.com?subject=hi",
                "ann@example.com",
                &[Change::Wrapper],
            ),
            (
                "MAILTO:ann@example.com",
                "ann@example.com",
                &[Change::Wrapper],
            ),
            (
                "Ann Beebe <ann@example.com>",
                "ann@example.com",
                &[Change::Wrapper],
            ),
            ("<ann@example.com>;", "ann@example.com", &[Change::Wrapper]),
            ("'ann@example.com'", "ann@example.com", &[Change::Wrapper]),
            ("ann＠example．com", "ann@example.com", &[Change::Width]),
            ("ann@example。com", "ann@example.com", &[Change::Width]),
            (
                "ann@\u{200b}example.com",
                "ann@example.com",
                &[Change::Unseen],
            ),
            ("ann @ example.com", "ann@example.com", &[Change::Spaces]),
            (
                "\u{feff}<mailto:ann@example.com>,",
                "ann@example.com",
                &[Change::Unseen, Change::Wrapper],
            ),
        ];
        for (cell, address, changes) in cells {
            let cleaned = clean(cell);
            assert_eq!(cleaned.text, address, "{cell:?}");
            assert_eq!(
                cleaned.changes.iter().collect::<Vec<_>>(),
                changes,
                "{cell:?}"
            );
        }
    }

    #[test]
    fn what_is_no_address_is_left_alone() {
        for cell in [
            "none",
            "n/a.",
            "ann@example.com ben@example.com",
            "Ann, (office)",
        ] {
            assert_eq!(clean(cell).text, cell);
        }
    }

    proptest! {
        #[test]
        fn cleaning_is_done_in_one_go(cell in "[ab@＠.<>,;' \u{a0}\u{200b}。mailto:\"()-]{0,20}") {
            let once = clean(&cell);
            prop_assert_eq!(&clean(&once.text).text, &once.text);
            prop_assert_eq!(once.is_changed(), once.text != cell);
        }
    }
}
