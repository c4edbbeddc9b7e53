//! What cells look like, for sheets whose headers say nothing.

use super::row::Below;
use crate::Field;
use crate::fields::name::{
    is_surname_prefix, looks_like_full_name, looks_like_one_name, looks_like_surname,
};
use crate::fields::password::{Policy, check};
use crate::fields::phone::{PhoneShape, inspect, is_area_code, is_calling_code};
use crate::fields::placeholder::placeholder;
use crate::fields::{email, phone};

/// How much sampled cells look like a field: 0.0 not at all, 1.0 every one of them. Empty cells do not count.
///
/// Names of people are told by tables of surnames for Chinese and Korean, by capitals elsewhere; a column of words such
/// as departments may look like single names as well, so a header that says otherwise goes before this.
pub fn looks_like<'a>(field: Field, cells: impl IntoIterator<Item = &'a str>) -> f32 {
    let mut seen: u16 = 0;
    let mut fitting: u16 = 0;
    let filled = cells
        .into_iter()
        .map(str::trim)
        .filter(|cell| !cell.is_empty());
    for cell in filled.take(MOST) {
        seen += 1;
        fitting += u16::from(fits(field, cell));
    }
    if seen == 0 {
        0.0
    } else {
        f32::from(fitting) / f32::from(seen)
    }
}

/// More cells than this tell nothing new.
const MOST: usize = 1000;

/// What the sampled cells of a column are.
pub(crate) fn below<'a>(cells: impl IntoIterator<Item = &'a str>) -> Below {
    let (mut words, mut filled) = (0_u32, 0_u32);
    let (mut prefixes, mut others) = (false, false);
    let texts = cells.into_iter().map(str::trim);
    for text in texts.filter(|text| !text.is_empty()) {
        filled += 1;
        words += u32::from(is_words(text));
        // The first that is none decides.
        if !others && placeholder(text).is_none() {
            others = !is_surname_prefix(text);
            prefixes = !others;
        }
    }
    match filled {
        0 => Below::Nothing,
        _ if prefixes => Below::SurnamePrefixes,
        _ if words * 2 >= filled => Below::Words,
        _ => Below::Values,
    }
}

fn is_words(text: &str) -> bool {
    let is_of_values = |character: char| character.is_numeric() || character == '@';
    text.contains(char::is_alphabetic) && !text.contains(is_of_values)
}

/// How much a column of numbers is one of phones, for choosing between several: numbers that say their country or have
/// the length of a mobile go before short ones, and of equals those that are not counted up row by row, as badge numbers
/// are.
pub(crate) fn phone_grade<'a>(cells: impl IntoIterator<Item = &'a str>) -> u8 {
    let (mut long, mut counted, mut seen) = (0_u32, 0_u32, 0_u32);
    let mut before: Option<u64> = None;
    let texts = cells.into_iter().map(str::trim);
    for text in texts.filter(|text| !text.is_empty()) {
        let digits = text.bytes().filter(u8::is_ascii_digit);
        let says_country = text.starts_with(['+', '＋']) || text.starts_with("00");
        let number = text.parse().ok();
        seen += 1;
        long += u32::from(says_country || digits.count() >= LONG);
        counted += u32::from(number.is_some_and(|it: u64| it.checked_sub(1) == before));
        before = number;
    }
    u8::from(long * 2 >= seen) * 2 + u8::from(counted * 2 < seen)
}

/// Digits that the number of a mobile has at least, written with its area.
const LONG: usize = 10;

fn fits(field: Field, cell: &str) -> bool {
    match field {
        Field::Phone => is_phone(cell),
        Field::Email => email::check(cell).is_ok(),
        Field::Password => is_password(cell),
        Field::FullName => looks_like_full_name(cell),
        Field::FirstName | Field::MiddleName => looks_like_one_name(cell),
        Field::Surname | Field::SecondSurname => looks_like_surname(cell),
        Field::SurnamePrefix => is_surname_prefix(cell),
        Field::CountryCode => is_calling_code(cell),
        Field::AreaCode => is_area_code(cell),
    }
}

/// Seven digits and more, and no date. Phones that lost digits were phones as well.
fn is_phone(cell: &str) -> bool {
    match inspect(cell) {
        PhoneShape::ScientificNotation => true,
        PhoneShape::Digits
        | PhoneShape::Plus
        | PhoneShape::NeedsCleaning
        | PhoneShape::DecimalTail
        | PhoneShape::ExactScientific => {
            let bare = phone::clean(cell).text;
            bare.len() >= 7 && !is_written_date(&bare)
        }
        _ => false,
    }
}

/// `20240501`.
fn is_written_date(digits: &str) -> bool {
    let number =
        |range: std::ops::Range<usize>| digits.get(range).and_then(|text| text.parse::<u32>().ok());
    digits.len() == 8
        && number(0..4).is_some_and(|year| (1930..2100).contains(&year))
        && number(4..6).is_some_and(|month| (1..=12).contains(&month))
        && number(6..8).is_some_and(|day| (1..=31).contains(&day))
}

fn is_password(cell: &str) -> bool {
    let is_other =
        cell.contains(char::is_whitespace) || email::check(cell).is_ok() || is_phone(cell);
    !is_other && check(cell, &Policy::default()).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_prefixes_has_nothing_else() {
        for (cells, what) in [
            (&["van", "", "de la", "-"][..], Below::SurnamePrefixes),
            (&["van", "Berg"], Below::Words),
            (&["Berg", "van"], Below::Words),
            (&["-", "-"], Below::Values),
            (&["12", "van", "13"], Below::Values),
            (&["", " "], Below::Nothing),
        ] {
            assert_eq!(below(cells.iter().copied()), what, "{cells:?}");
        }
    }

    #[test]
    fn columns_look_like_what_they_hold() {
        let columns: [(Field, &[&str]); 9] = [
            (
                Field::Phone,
                &[
                    "13800138000",
                    "+86 139 1234 5678",
                    "0027188460901",
                    "1.88461E+12",
                    "",
                    "(010) 12345678",
                ],
            ),
            (
                Field::Email,
                &[
                    "ann@example.com",
                    "用户@例子.公司",
                    "B.Lee+x@mail.example.org",
                ],
            ),
            (Field::Password, &["Q!@1assword", "paO2*ssword", "01ASDAa1"]),
            (
                Field::FullName,
                &["王小明", "欧阳丽", "陈伟", "阿卜杜拉·买买提"],
            ),
            (
                Field::FullName,
                &["Ann Beebe", "Jan van der Berg", "Zoë Müller-Lüdenscheidt"],
            ),
            (Field::Surname, &["王", "欧阳", "陈"]),
            (Field::FirstName, &["小明", "丽", "伟"]),
            (Field::FirstName, &["Ann", "Jürgen", "Zoë"]),
            (Field::CountryCode, &["86", "+49", "0027", "1"]),
        ];
        for (field, cells) in columns {
            assert!(
                looks_like(field, cells.iter().copied()) > 0.99,
                "{field} {cells:?}"
            );
        }
    }

    #[test]
    fn columns_do_not_look_like_what_they_do_not_hold() {
        let columns: [(Field, &[&str]); 9] = [
            (
                Field::Phone,
                &[
                    "20240501",
                    "1001",
                    "2024-05-01",
                    "ann@example.com",
                    "110101199003071234",
                ],
            ),
            (Field::Email, &["ann", "example.com", "@ann", "13800138000"]),
            (
                Field::Password,
                &[
                    "13800138000",
                    "Ann@example1.com",
                    "Sales Team 1",
                    "王小明",
                    "password",
                ],
            ),
            (
                Field::FullName,
                &[
                    "技术部门一",
                    "13800138000",
                    "ann@example.com",
                    "Ann",
                    "1 Way",
                ],
            ),
            (Field::Surname, &["小明", "13800138000"]),
            (
                Field::FirstName,
                &["ann@example.com", "Sales Department", "13800138000"],
            ),
            (Field::CountryCode, &["13800138000", "CN", "010"]),
            (Field::Phone, &[]),
            (Field::Email, &["", " "]),
        ];
        for (field, cells) in columns {
            assert!(
                looks_like(field, cells.iter().copied()) < 0.01,
                "{field} {cells:?}"
            );
        }
    }

    #[test]
    fn a_score_is_the_share_of_filled_cells() {
        let score = looks_like(
            Field::Email,
            [
                "ann@example.com",
                "",
                "none",
                "ben@example.com",
                "cem@example.com",
            ],
        );
        assert!((score - 0.75).abs() < 0.001, "{score}");
    }
}
