//! The zeros and the plus that a number's format shows and its value does not have.
//!
//! `00000000000` shows 1701234567 as 01701234567, and `"+351 "0` shows 912345678 as +351 912345678: that is the phone a
//! person sees (ECMA-376 part 1, 18.8.31 `numFmts`).

use calamine::Style;

/// What a format puts before a whole number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// A plus, a calling code, or nothing.
    prefix: String,
    /// The fewest digits behind it.
    digits: usize,
}

impl Shown {
    /// A plus or digits that are seen before every digit of the number.
    pub(super) fn behind(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            digits: 1,
        }
    }

    /// What a format code puts there; none where it does nothing of the kind, or more than that.
    pub(super) fn of(code: &str) -> Option<Self> {
        let mut shown = Self {
            prefix: String::new(),
            digits: 0,
        };
        let (mut is_quoted, mut is_escaped) = (false, false);
        for character in code.chars() {
            let is_literal = is_quoted || is_escaped;
            is_escaped = false;
            match character {
                '"' => is_quoted = !is_quoted,
                '\\' if !is_literal => is_escaped = true,
                ';' if !is_literal => break,
                ' ' | '-' => {}
                '0' if !is_literal => shown.digits += 1,
                '+' if shown.digits == 0 => shown.prefix.push('+'),
                '0'..='9' if is_literal && shown.digits == 0 => shown.prefix.push(character),
                _ => return None,
            }
        }
        let shows_more = shown.digits > 1 || !shown.prefix.is_empty();
        (shown.digits > 0 && shows_more).then_some(shown)
    }

    /// Writes it before the digits of a whole number; false when the number is none.
    pub(super) fn complete(&self, number: &mut String) -> bool {
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let zeros = "0".repeat(self.digits.saturating_sub(number.len()));
        number.insert_str(0, &format!("{}{zeros}", self.prefix));
        true
    }
}

/// What each style of a workbook puts before numbers; empty where none does.
pub(super) fn by_style(styles: &[Style]) -> Vec<Option<Shown>> {
    let formats = styles.iter().map(|style| style.number_format.as_ref());
    let shown: Vec<_> = formats
        .map(|format| Shown::of(&format?.format_code))
        .collect();
    if shown.iter().all(Option::is_none) {
        return Vec::new();
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn a_format_of_zeros_or_with_a_plus_says_how_a_number_is_seen() {
        for (code, number, wanted) in [
            ("00000000000", "1701234567", Some("01701234567")),
            ("0000000000;-0", "27188460901", Some("27188460901")),
            ("\"+\"0", "351912345678", Some("+351912345678")),
            (
                "\\+000\\ 000\\ 000\\ 000",
                "351912345678",
                Some("+351912345678"),
            ),
            ("\"+351 \"000 000 000", "912345678", Some("+351912345678")),
            ("\"00\"0", "351912345678", Some("00351912345678")),
            ("+#", "351912345678", None),
            ("0 \"kg\"", "7", None),
            ("000", "1.5", None),
            ("000", "-7", None),
            ("0", "7", None),
            ("0.00", "7", None),
            ("General", "7", None),
            ("yyyy-mm-dd", "7", None),
        ] {
            let mut text = number.to_owned();
            let done = Shown::of(code).is_some_and(|shown| shown.complete(&mut text));
            assert_eq!(done.then_some(text.as_str()), wanted, "{code} {number}");
        }
    }
}
