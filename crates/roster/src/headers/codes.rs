//! Columns of codes beside a phone: calling codes, area codes, or nobody can tell by the header.

use super::meaning::Meaning;
use crate::Field;
use crate::fields::phone::{self, is_area_code, is_calling_code, is_number_behind};

/// What the cells of a column of codes speak for, in numbers of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CodesBelow {
    filled: u32,
    /// `+86`; a calling code before a number of its country.
    calling: u32,
    /// `010`, which nobody calls from abroad.
    trunk: u32,
    /// Digits that are no calling code.
    area: u32,
    /// A calling code before a number of another country.
    unsure: u32,
    /// Whether two of them differ.
    differ: bool,
}

/// What the sampled cells of a column of codes are, each with the phone of its row.
pub(crate) fn codes_below<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> CodesBelow {
    let mut found = CodesBelow::default();
    let mut before = None;
    for (code, phone) in rows.filter(|(code, _)| !code.trim().is_empty()) {
        found.count(code, phone);
        found.differ |= before.is_some_and(|before| before != code);
        before = Some(code);
    }
    found
}

impl CodesBelow {
    fn count(&mut self, code: &str, phone: &str) {
        let code = phone::clean(code).text;
        let says_country = code.starts_with('+') || code.starts_with("00");
        self.filled += 1;
        if says_country && is_calling_code(&code) {
            self.calling += 1;
        } else if !is_area_code(&code) {
            // Letters, or nothing that could be dialled.
        } else if code.starts_with('0') {
            self.trunk += 1;
        } else if !is_calling_code(&code) {
            self.area += 1;
        } else if is_number_behind(&code, phone) {
            self.calling += 1;
        } else {
            self.unsure += 1;
        }
    }

    const fn are_calling(self) -> bool {
        self.calling * 2 > self.filled
    }

    const fn are_digits(self) -> bool {
        (self.calling + self.trunk + self.area + self.unsure) * 2 >= self.filled
    }

    /// The field of a column that is headed by such a name, if it is one of codes.
    pub(super) const fn field(self, meaning: Meaning) -> Option<Field> {
        let is_told_area = self.trunk * 2 > self.filled;
        let is_area = self.trunk + self.area > self.calling
            || self.differ && self.calling == 0 && self.unsure > 0;
        let is_of_area = match meaning {
            Meaning::CallingCode | Meaning::CountryCode if self.are_digits() => is_told_area,
            Meaning::DialingCode if self.are_digits() => is_area,
            Meaning::AreaCode if self.are_digits() => !self.are_calling(),
            _ => return None,
        };
        Some(if is_of_area {
            Field::AreaCode
        } else {
            Field::CountryCode
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(meaning: Meaning, rows: &Rows) -> Option<Field> {
        codes_below(rows.iter().copied()).field(meaning)
    }

    /// Codes and phones, row by row.
    type Rows = [(&'static str, &'static str)];

    #[test]
    fn the_cells_tell_a_calling_code_from_an_area_code() {
        use Field::{AreaCode, CountryCode};
        let columns: [(&Rows, Option<Field>); 9] = [
            (&[("+86", "13800138000"), ("+852", "x")], Some(CountryCode)),
            (&[("0086", "1"), ("0086", "2")], Some(CountryCode)),
            (&[("86", "13800138000")], Some(CountryCode)),
            (
                &[("86", "13800138000"), ("852", "51234567"), ("", "1")],
                Some(CountryCode),
            ),
            (&[("010", "62345678"), ("0755", "1")], Some(AreaCode)),
            (&[("11", "912345678"), ("21", "912345678")], Some(AreaCode)),
            (&[("55", "12345678"), ("81", "12345678")], Some(AreaCode)),
            (&[("Mr.", "12345678"), ("Ms.", "1")], None),
            (&[], Some(CountryCode)),
        ];
        for (rows, expected) in columns {
            assert_eq!(field(Meaning::DialingCode, rows), expected, "{rows:?}");
        }
    }

    #[test]
    fn what_a_header_says_holds_until_the_cells_say_another_thing() {
        use Field::{AreaCode, CountryCode};
        let lada = &[("55", "12345678"), ("55", "12345679")];
        assert_eq!(field(Meaning::AreaCode, lada), Some(AreaCode));
        assert_eq!(field(Meaning::CallingCode, lada), Some(CountryCode));
        let chinese = &[("86", "13800138000")];
        assert_eq!(field(Meaning::AreaCode, chinese), Some(CountryCode));
        let trunk = &[("021", "62345678")];
        assert_eq!(field(Meaning::CallingCode, trunk), Some(AreaCode));
        assert_eq!(field(Meaning::CountryCode, trunk), Some(AreaCode));
        let numeric = &[("156", "13800138000")];
        assert_eq!(field(Meaning::CountryCode, numeric), Some(CountryCode));
        assert_eq!(field(Meaning::AreaCode, &[("North", "1")]), None);
    }
}
