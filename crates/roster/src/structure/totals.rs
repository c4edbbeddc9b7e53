//! Lines that close a sheet: sums, counts, signatures, remarks.

use super::header::is_data;
use crate::sheet::Sheet;

/// How far up from the end such lines are looked for.
const DEPTH: u32 = 12;

/// Words with which a closing line begins, lower case.
const WORDS: [&str; 40] = [
    "total",
    "subtotal",
    "grand total",
    "sum",
    "count",
    "end of",
    "-- end",
    "合计",
    "总计",
    "總計",
    "合計",
    "共计",
    "共計",
    "小计",
    "小計",
    "总数",
    "總數",
    "人数",
    "备注",
    "備註",
    "制表",
    "审核",
    "total general",
    "suma",
    "soma",
    "somme",
    "summe",
    "gesamt",
    "anzahl",
    "toplam",
    "genel toplam",
    "المجموع",
    "الإجمالي",
    "รวม",
    "jumlah",
    "総計",
    "합계",
    "총계",
    "소계",
    "note:",
];

/// Those of them with which a remark begins, whatever follows.
const REMARKS: [&str; 3] = ["end of", "-- end", "note:"];

/// Those of them that are no one's first name, so that other words may follow.
const NO_NAMES: [&str; 5] = [
    "total",
    "subtotal",
    "grand total",
    "total general",
    "genel toplam",
];

/// The kept rows at the end of a sheet that are no users, ascending.
///
/// A row counts as one when its first cell begins with such a word and it lacks what the rows above have, or when it
/// stands after blank lines with less than half of their cells. `phone` is the phones' column, when it is known: a row
/// with a phone is always a user, and so is one with an e-mail address beside something else.
pub(crate) fn find_totals(sheet: &Sheet, first_user: u32, phone: Option<u32>) -> Vec<u32> {
    let last = sheet.len();
    let first = first_user.max(last.saturating_sub(DEPTH));
    let typical = typical_width(sheet, first_user);
    let has_phone = |row: u32| phone.is_some_and(|phone| digits(sheet.cell(row, phone).text) >= 5);
    let is_user = |row: u32| has_phone(row) || has_address(sheet, row);
    let mut totals: Vec<u32> = (first..last)
        .rev()
        .take_while(|&row| {
            row > first_user && !is_user(row) && closes(sheet, row, typical, first_user)
        })
        .collect();
    totals.reverse();
    totals
}

fn closes(sheet: &Sheet, row: u32, typical: usize, first_user: u32) -> bool {
    let filled: Vec<&str> = sheet
        .row(row)
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    let is_short = filled.len() * 2 <= typical;
    let begins = filled
        .split_first()
        .is_some_and(|(first, others)| begins_to_close(first, others));
    let after_gap = (first_user + 1..=row)
        .rev()
        .take(DEPTH as usize)
        .any(|row| sheet.numbers.follows_a_gap(row));
    (begins && filled.len() < typical) || (is_short && (after_gap || filled.len() == 1))
}

/// Whether a row of several cells has an e-mail address.
fn has_address(sheet: &Sheet, row: u32) -> bool {
    let filled = || {
        sheet
            .row(row)
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty())
    };
    filled().nth(1).is_some() && filled().any(|text| text.contains('@') && is_data(text))
}

/// Whether a row's first cell is a word that closes a sheet. Sum, Count and Suma are names of people too: only figures
/// may stand beside such a word.
fn begins_to_close(first: &str, others: &[&str]) -> bool {
    let first = first.to_lowercase();
    let follows = |word: &&&str| {
        first.strip_prefix(**word).is_some_and(|rest| {
            let is_whole = rest.trim_start().starts_with(|it: char| {
                matches!(it, ':' | '：' | '=' | '(' | '（') || it.is_numeric()
            });
            rest.is_empty()
                || is_whole
                || !word.is_ascii()
                || REMARKS.contains(word)
                || (NO_NAMES.contains(word) && !rest.starts_with(char::is_alphabetic))
        })
    };
    let Some(word) = WORDS.iter().find(follows) else {
        return false;
    };
    let is_figure = |text: &&str| text.contains(|it: char| it.is_ascii_digit());
    let is_no_name = !word.is_ascii() || NO_NAMES.contains(word) || REMARKS.contains(word);
    is_no_name || others.iter().all(is_figure)
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// How many cells the first rows usually have.
fn typical_width(sheet: &Sheet, first_user: u32) -> usize {
    let rows = first_user..sheet.len().min(first_user + 50);
    let mut widths: Vec<usize> = rows
        .map(|row| {
            sheet
                .row(row)
                .filter(|cell| !cell.text.trim().is_empty())
                .count()
        })
        .collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::{ReadOptions, Roster, Rules};

    fn left_out(lines: &str) -> Vec<u32> {
        let text = format!(
            "First name,Surname,Mobile,Email\n\
             Ana,Silva,+351912345001,a@x.com\n\
             Ben,Lee,+351912345002,b@x.com\n{lines}"
        );
        let options = ReadOptions::default();
        let roster = Roster::read("it", text.as_bytes(), &options, Rules::default()).unwrap();
        let rows = roster.all_rows().filter(|row| row.left_out.is_some());
        rows.map(|row| row.user.row).collect()
    }

    #[test]
    fn users_whose_names_are_such_words_are_users() {
        for lines in [
            "Sum,Wong,,sw@x.com\nCount,Basie,,cb@x.com\n",
            "Suma,Rao,,\n",
            "Summe,Soma,,\n",
            "Total,Smith,,t@x.com\n",
        ] {
            assert!(left_out(lines).is_empty(), "{lines}");
        }
    }

    #[test]
    fn sums_and_remarks_close_a_sheet() {
        for line in [
            "Sum,2,,",
            "Sum: 2,,,",
            "Total users,2,,",
            "TOTAL 2,,,",
            "Count (2),,,",
            "Suma,2,,",
            "Note: ask HR at hr@x.com,,,",
            "hr@x.com,,,",
            "合计2人,,,",
            "End of list,,,",
        ] {
            assert_eq!(left_out(line), [4], "{line}");
        }
    }
}
