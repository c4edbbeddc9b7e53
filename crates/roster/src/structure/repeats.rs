//! Rows that repeat the header: one for each page of a printed list, or for each of several sheets pasted together.

use super::header::Header;
use crate::sheet::Sheet;

/// The kept rows below the header that say the same as it, ascending. `phone` is the phones' column, when it is known.
pub(crate) fn find_repeats(sheet: &Sheet, header: Header, phone: Option<u32>) -> Vec<u32> {
    let mut repeats: Vec<u32> = header
        .rows()
        .flat_map(|head| repeats_of(sheet, head, header.first_user, phone))
        .collect();
    repeats.sort_unstable();
    repeats
}

/// The rows from `first` on that say the same as `head`.
///
/// One column is looked through, best the phones': no phone begins like its header.
fn repeats_of(sheet: &Sheet, head: u32, first: u32, phone: Option<u32>) -> Vec<u32> {
    let is_named = |&column: &u32| !sheet.cell(head, column).text.trim().is_empty();
    let named = phone.filter(is_named);
    let Some(column) = named.or_else(|| (0..sheet.width()).find(is_named)) else {
        return Vec::new();
    };
    let name = sheet.cell(head, column).text.trim_start().as_bytes()[0];
    let says_the_same = |row: u32| {
        (0..sheet.width()).all(|at| is_same(sheet.cell(row, at).text, sheet.cell(head, at).text))
    };
    let cells = sheet.columns[column as usize].bytes(first..sheet.len());
    let rows = cells.filter_map(|(row, cell)| may_begin(cell, name).then_some(row));
    rows.filter(|&row| says_the_same(row)).collect()
}

/// Whether a cell may begin with this byte, in any case and behind spaces.
fn may_begin(cell: &[u8], with: u8) -> bool {
    cell.first()
        .is_some_and(|byte| byte.eq_ignore_ascii_case(&with) || *byte <= b' ' || !byte.is_ascii())
}

/// Whether two texts have the same letters and digits, in any case.
fn is_same(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        let letters = text.chars().filter(|it| it.is_alphanumeric());
        letters.flat_map(char::to_lowercase)
    }
    letters(one).eq(letters(other)) && (letters(one).next().is_some() || one.trim() == other.trim())
}

#[cfg(test)]
mod tests {
    use crate::{LeftOut, ReadOptions, Roster, Rules};

    fn repeats(text: &str) -> Vec<u32> {
        let options = ReadOptions::default();
        let roster = Roster::read("it", text.as_bytes(), &options, Rules::default()).unwrap();
        let is_repeat = |row: &crate::Row<'_>| row.left_out == Some(LeftOut::RepeatedHeader);
        roster
            .all_rows()
            .filter(is_repeat)
            .map(|row| row.number())
            .collect()
    }

    #[test]
    fn a_header_on_every_page_is_left_out() {
        let four = "名,姓,手机号,邮箱";
        for (header, again, wanted) in [
            (
                "First name,Surname,Phone,#",
                "First name,Surname,Phone,#",
                &[3, 5][..],
            ),
            (
                "First name,Surname,Phone,#",
                " FIRST NAME,surname:, phone ,#",
                &[3, 5],
            ),
            (
                "First name,Surname,Phone,#",
                "First name,Surname,Phone,+",
                &[],
            ),
            (four, four, &[3, 5]),
            (four, "名,姓,手机,邮箱", &[]),
        ] {
            let users = ["Ana,Silva,+351912345001,", "Ben,Lee,+351912345002,"];
            let text = format!("{header}\n{}\n{again}\n{}\n{again}\n", users[0], users[1]);
            assert_eq!(repeats(&text), wanted, "{again}");
        }
    }

    #[test]
    fn both_rows_of_a_header_are_found() {
        let header = "Name,,Phone,,Email\nGiven,Family,Mobile,Home,";
        let user = "Ana,Silva,+351912345001,,a@x.com";
        assert_eq!(
            repeats(&format!("{header}\n{user}\n{header}\n{user}\n")),
            [4, 5]
        );
    }

    #[test]
    fn a_user_named_like_a_column_is_a_user() {
        let text = "First name,Surname,Phone\nAna,Silva,+351912345001\nFirst name,Surname,+351912345002\n,,Phone\n";
        assert_eq!(repeats(text), [0; 0]);
    }

    #[test]
    fn repeats_are_found_far_down() {
        let mut rows: Vec<String> = (0..9000)
            .map(|row| format!("Ana,+35191234{row:04}"))
            .collect();
        for row in [0, 4202, 8503] {
            rows.insert(row, "First name,Phone".to_owned());
        }
        let text = rows.join("\n");
        assert_eq!(repeats(&text), [4203, 8504]);
    }
}
