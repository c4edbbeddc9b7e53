//! The service's words, made fit to be shown and kept.

use crate::AccessKey;

/// More than this of a message helps nobody.
const LONGEST: usize = 600;

/// Cuts out the access key and the canonical request, which the gateway repeats when a signature does not match; control
/// characters become spaces.
pub(crate) fn presentable(text: &str, access_key: &AccessKey) -> String {
    let text = without_canonical_request(text).replace(access_key.as_str(), &masked(access_key));
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LONGEST)
        .collect();
    text.trim().to_owned()
}

/// The message up to the canonical request: it stands at the end.
pub(crate) fn without_canonical_request(text: &str) -> &str {
    let cut = text.find("canonicalRequest").unwrap_or(text.len());
    text[..cut].trim_end_matches([' ', ','])
}

fn masked(access_key: &AccessKey) -> String {
    format!("…{}", access_key.last_four())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        presentable(text, &AccessKey::parse("a378331eca141163").unwrap())
    }

    #[test]
    fn neither_the_key_nor_the_canonical_request_is_repeated() {
        assert_eq!(
            shown("app not found, appkey a378331eca141163"),
            "app not found, appkey …1163"
        );
        assert_eq!(
            shown(
                "verify signature fail, canonicalRequest:GET|/test/||host:h|x-sdk-date:20230527T015431Z||"
            ),
            "verify signature fail"
        );
    }

    #[test]
    fn a_message_is_one_short_line() {
        assert_eq!(shown(" a\r\nb\u{1b}[31m "), "a  b [31m");
        assert_eq!(shown(&"字".repeat(5_000)).chars().count(), LONGEST);
    }
}
