//! Finding what may belong to a person in running text: phones and e-mail addresses.
//!
//! What the program writes about itself names batches, tasks and codes, never people. The service's
//! words and the system's may quote a phone or an address; those are found here, wherever they are.

/// A run of digits this long may be a phone. Ports, counts, years and HTTP codes are shorter.
const PHONE_DIGITS: usize = 7;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    /// An e-mail address.
    Address(&'a str),
    /// Digits that may be a phone, as written: `+27 18 846-0901`.
    Number(&'a str),
}

/// The text with everything that may belong to a person replaced. What stands in its place is not
/// read again: a code may look like a number itself.
pub(crate) fn scrub(text: &str, replace: impl Fn(Found<'_>) -> String) -> String {
    let mut scrubbed = String::with_capacity(text.len());
    // What has been read and is not yet known to end before an address.
    let mut start = 0;
    let mut read = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let (before, address, after) = address_in(word);
        let end = read + word.len();
        if !address.is_empty() {
            put_without_numbers(&mut scrubbed, &text[start..read + before.len()], &replace);
            scrubbed.push_str(&replace(Found::Address(address)));
            start = end - after.len();
        }
        read = end;
    }
    put_without_numbers(&mut scrubbed, &text[start..], &replace);
    scrubbed
}

/// The address in a word, with what stands around it: quotes, brackets, a full stop.
fn address_in(word: &str) -> (&str, &str, &str) {
    let Some(at) = word.find('@') else {
        return (word, "", "");
    };
    let belongs = |c: char| c.is_alphanumeric() || "._%+-@".contains(c);
    let start = word[..at].rfind(|c| !belongs(c)).map_or(0, |place| {
        place + word[place..].chars().next().map_or(0, char::len_utf8)
    });
    let end = word[at..]
        .find(|c| !belongs(c))
        .map_or(word.len(), |place| at + place);
    let end = start + word[start..end].trim_end_matches('.').len();
    (&word[..start], &word[start..end], &word[end..])
}

fn put_without_numbers(scrubbed: &mut String, text: &str, replace: &impl Fn(Found<'_>) -> String) {
    let mut rest = text;
    while let Some(start) = rest.find(is_digit) {
        let (before, from) = rest.split_at(start);
        let (number, after) = from.split_at(number_at_start(from));
        let digits = number.chars().filter(|c| is_digit(*c)).count();
        if digits >= PHONE_DIGITS {
            scrubbed.push_str(before.trim_end_matches('+'));
            scrubbed.push_str(&replace(Found::Number(number)));
        } else {
            scrubbed.push_str(before);
            scrubbed.push_str(number);
        }
        rest = after;
    }
    scrubbed.push_str(rest);
}

/// How far a number goes: digits, with at most two signs between two of them, as in `(011) 884`.
fn number_at_start(text: &str) -> usize {
    let mut end = 0;
    let mut signs = 0;
    for (place, c) in text.char_indices() {
        if is_digit(c) {
            end = place + c.len_utf8();
            signs = 0;
        } else if signs == 2 || !" -.()/\u{a0}".contains(c) {
            break;
        } else {
            signs += 1;
        }
    }
    end
}

/// In any script: phones are also written `１３８…`.
fn is_digit(c: char) -> bool {
    c.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrubbed(text: &str) -> String {
        scrub(text, |found| match found {
            Found::Address(_) => "[address]".to_owned(),
            Found::Number(_) => "[number]".to_owned(),
        })
    }

    #[test]
    fn phones_and_addresses_are_found_however_they_are_written() {
        for (text, expected) in [
            ("phone 0027188460901 exists", "phone [number] exists"),
            ("phone +27 18 846-0901.", "phone [number]."),
            ("`+8613800138000`", "`[number]`"),
            ("手机号１３８００１３８０００已存在", "手机号[number]已存在"),
            ("ana.silva@example.com is taken", "[address] is taken"),
            (
                "<ana@example.com>, \"b@c.cn\".",
                "<[address]>, \"[address]\".",
            ),
            ("email:ana+x@example.co.za.", "email:[address]."),
            ("ana27188460901@example.com", "[address]"),
            ("(011) 884-6090 or 1884609076404", "([number] or [number]"),
        ] {
            assert_eq!(scrubbed(text), expected);
        }
    }

    #[test]
    fn a_code_that_looks_like_a_number_is_not_replaced_again() {
        let codes = |found: Found<'_>| match found {
            Found::Address(_) => "address-2de5175854".to_owned(),
            Found::Number(_) => "phone-0825747784".to_owned(),
        };
        assert_eq!(
            scrub("0027188460901 of ana@example.com", codes),
            "phone-0825747784 of address-2de5175854"
        );
    }

    #[test]
    fn what_is_nobody_s_stays() {
        for text in [
            "",
            "no space left on device (os error 28)",
            "the service answered with HTTP 502",
            "10.0.0.1:8080",
            "batch 3.1.2 of 12",
            "@ and a@",
        ] {
            let kept = scrubbed(text);
            assert!(kept == text || text == "@ and a@", "{kept}");
        }
    }

    #[test]
    fn nothing_of_a_person_is_left_in_any_text() {
        use proptest::prelude::*;
        proptest!(|(before in "[^0-9@]{0,12}", phone in "[0-9]{7,15}", after in "[^0-9@]{0,12}")| {
            let text = format!("{before}{phone}{after}");
            prop_assert!(!scrubbed(&text).contains(&phone), "{text}");
        });
    }
}
