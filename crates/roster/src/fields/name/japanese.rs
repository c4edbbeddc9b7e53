//! Japanese names: the surname first; where it ends, only a space tells.

use super::split::{Confidence, SplitName};

/// Splits a name with kana, or one that begins with a Japanese surname.
pub(super) fn split(name: &str) -> SplitName<'_> {
    // マイケル・ジョーダン: a name from abroad, the given name first.
    if let Some((given, family)) = name.split_once('・') {
        return if given.is_empty() || family.is_empty() {
            SplitName::whole(name, Confidence::Low)
        } else {
            SplitName::new(given, family, Confidence::Medium)
        };
    }
    match name.split_once(char::is_whitespace) {
        Some((surname, given)) if !given.trim().contains(char::is_whitespace) => {
            SplitName::new(given, surname, Confidence::High)
        }
        _ => SplitName::whole(name, Confidence::Low),
    }
}

#[cfg(test)]
mod tests {
    use super::super::split as split_any;
    use super::*;

    #[test]
    fn japanese_names_are_split_where_a_space_stands() {
        let names = [
            ("山田 太郎", "太郎", "山田", Confidence::High),
            ("山田\u{3000}花子", "花子", "山田", Confidence::High),
            ("佐々木 希", "希", "佐々木", Confidence::High),
            ("高橋 みなみ", "みなみ", "高橋", Confidence::High),
            ("山田太郎", "山田太郎", "", Confidence::Low),
            ("高橋みなみ", "高橋みなみ", "", Confidence::Low),
            ("田中誠", "田中誠", "", Confidence::Low),
            (
                "マイケル・ジョーダン",
                "マイケル",
                "ジョーダン",
                Confidence::Medium,
            ),
        ];
        for (name, firstname, surname, confidence) in names {
            assert_eq!(
                split_any(name),
                SplitName::new(firstname, surname, confidence),
                "{name}"
            );
        }
    }
}
