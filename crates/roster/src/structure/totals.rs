//! Lines that close a sheet: sums, counts, signatures, remarks.

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

/// The kept rows at the end of a sheet that are no users, ascending.
///
/// A row counts as one when its first cell begins with such a word and it lacks what the rows above have, or when it
/// stands after blank lines with less than half of their cells. `phone` is the phones' column, when it is known: a row
/// with a phone is always a user.
pub(crate) fn find_totals(sheet: &Sheet, first_user: u32, phone: Option<u32>) -> Vec<u32> {
    let last = sheet.len();
    let first = first_user.max(last.saturating_sub(DEPTH));
    let typical = typical_width(sheet, first_user);
    let is_user = |row: u32| phone.is_some_and(|phone| digits(sheet.cell(row, phone).text) >= 5);
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
    let begins = filled.first().is_some_and(|first| has_word(first));
    let after_gap = (first_user + 1..=row)
        .rev()
        .take(DEPTH as usize)
        .any(|row| sheet.numbers.follows_a_gap(row));
    (begins && filled.len() < typical) || (is_short && (after_gap || filled.len() == 1))
}

fn has_word(text: &str) -> bool {
    let text = text.to_lowercase();
    WORDS.iter().any(|word| {
        text.strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    }) || WORDS
        .iter()
        .any(|word| !word.is_ascii() && text.starts_with(word))
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
