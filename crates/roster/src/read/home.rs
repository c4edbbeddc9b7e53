//! The country a text file comes from, as its e-mail addresses and phones tell before its letters can be read.

use memchr::memchr_iter;

/// How much of a file is looked at.
const SAMPLE: usize = 1 << 20;

/// Domains of countries that are used all over the world.
const WORLDWIDE: [&[u8]; 9] = [
    b"ai", b"cc", b"co", b"eu", b"fm", b"io", b"me", b"to", b"tv",
];

/// Calling codes of countries with encodings of their own, and the countries' domains.
const CALLING: [(&[u8], &str); 42] = [
    (b"20", "eg"),
    (b"213", "dz"),
    (b"212", "ma"),
    (b"30", "gr"),
    (b"33", "fr"),
    (b"34", "es"),
    (b"351", "pt"),
    (b"354", "is"),
    (b"36", "hu"),
    (b"359", "bg"),
    (b"370", "lt"),
    (b"371", "lv"),
    (b"372", "ee"),
    (b"375", "by"),
    (b"380", "ua"),
    (b"381", "rs"),
    (b"385", "hr"),
    (b"386", "si"),
    (b"39", "it"),
    (b"40", "ro"),
    (b"41", "ch"),
    (b"420", "cz"),
    (b"421", "sk"),
    (b"43", "at"),
    (b"45", "dk"),
    (b"46", "se"),
    (b"47", "no"),
    (b"48", "pl"),
    (b"49", "de"),
    (b"55", "br"),
    (b"66", "th"),
    (b"7", "ru"),
    (b"81", "jp"),
    (b"82", "kr"),
    (b"84", "vn"),
    (b"852", "hk"),
    (b"853", "mo"),
    (b"86", "cn"),
    (b"886", "tw"),
    (b"90", "tr"),
    (b"966", "sa"),
    (b"972", "il"),
];

/// The domain of the country that most addresses name, or else most phones.
pub(super) fn home(sample: &[u8]) -> Option<String> {
    let sample = &sample[..sample.len().min(SAMPLE)];
    let addresses = memchr_iter(b'@', sample).filter_map(|at| domain(&sample[at + 1..]));
    let phones = phones(sample).filter_map(country);
    most_frequent(addresses).or_else(|| most_frequent(phones))
}

/// The country an address ends with.
fn domain(after_at: &[u8]) -> Option<String> {
    let is_host = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'.' | b'-');
    let length = after_at.iter().take_while(is_host).count();
    let host = after_at[..length].to_ascii_lowercase();
    let (_, last) = host.split_at(host.iter().rposition(|&byte| byte == b'.')? + 1);
    let is_country =
        last.len() == 2 && last.iter().all(u8::is_ascii_lowercase) && !WORLDWIDE.contains(&last);
    is_country.then(|| String::from_utf8_lossy(last).into_owned())
}

/// What stands behind `+`, and behind `00` at the start of a cell.
fn phones(sample: &[u8]) -> impl Iterator<Item = &[u8]> {
    let plus = memchr_iter(b'+', sample).map(|at| &sample[at + 1..]);
    let zeros = memchr::memmem::find_iter(sample, b"00")
        .filter(|&at| at > 0 && matches!(sample[at - 1], b',' | b';' | b'\t' | b'|' | b'"' | b'\n'))
        .map(|at| &sample[at + 2..]);
    plus.chain(zeros)
}

fn country(digits: &[u8]) -> Option<String> {
    let is_long = digits.len() > 7
        && digits[..7]
            .iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b' ');
    let known = CALLING.iter().find(|(code, _)| digits.starts_with(code))?;
    is_long.then(|| known.1.to_owned())
}

fn most_frequent(countries: impl Iterator<Item = String>) -> Option<String> {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for country in countries {
        *counts.entry(country).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|&(_, count)| count);
    most.map(|(country, _)| country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_the_country_before_phones_do() {
        for (sample, wanted) in [
            ("a,+905321234567,a@firma.com.tr\n", Some("tr")),
            ("a,+905321234567,a@firma.com.PL\n", Some("pl")),
            ("a,+8613800138000,a@corp.com\n", Some("cn")),
            ("a;0048601234500;a@x.io\n", Some("pl")),
            ("a,13800138000,a@corp.com\n", None),
            ("1 + 1,@", None),
        ] {
            assert_eq!(home(sample.as_bytes()).as_deref(), wanted, "{sample}");
        }
    }
}
