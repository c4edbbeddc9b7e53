//! Lines that close a sheet: sums, counts, signatures, remarks.

use super::header::is_data;
use crate::Field;
use crate::fields::name::may_be_name;
use crate::mapping::ColumnMapping;
use crate::sheet::Sheet;

/// How far up from the end such lines are looked for.
const DEPTH: u32 = 12;

/// Words with which a closing line begins, lower case, that are somebody's name too or begin one: only figures may stand
/// behind them and beside them.
const FIGURES: &[&str] = &[
    "sum",
    "count",
    "end",
    "page",
    "date",
    "data",
    "signature",
    "suma",
    "fecha",
    "firma",
    "soma",
    "assinatura",
    "somme",
    "fin",
    "summe",
    "gesamt",
    "anzahl",
    "datum",
    "seite",
    "ende",
    "unterschrift",
    "somma",
    "pagina",
    "aantal",
    "toplam",
    "tarih",
    "imza",
    "sayfa",
    "jumlah",
    "tanggal",
];

/// Words that are no one's name: others may follow.
const TOTALS: &[&str] = &[
    "total",
    "subtotal",
    "grand total",
    "total general",
    "genel toplam",
    "totale",
    "totaal",
];

/// Words with which a remark begins, whatever follows.
const REMARKS: &[&str] = &[
    // English.
    "end of",
    "-- end",
    "note:",
    "notes:",
    "remark:",
    "remarks:",
    "prepared",
    "printed",
    "created by",
    "created on",
    "generated",
    "exported",
    "approved",
    "checked by",
    "reviewed",
    "signed",
    "last update",
    // Chinese and Japanese.
    "合计",
    "总计",
    "總計",
    "合計",
    "総計",
    "共计",
    "共計",
    "小计",
    "小計",
    "总数",
    "總數",
    "人数",
    "人數",
    "备注",
    "備註",
    "備考",
    "说明",
    "說明",
    "注：",
    "注:",
    "制表",
    "製表",
    "填表",
    "填报",
    "审核",
    "審核",
    "审批",
    "复核",
    "经办",
    "负责人",
    "签字",
    "签名",
    "打印",
    "列印",
    "日期",
    "以上",
    "以下",
    "作成者",
    "作成日",
    "印刷日",
    "出力日",
    // Korean.
    "합계",
    "총계",
    "소계",
    "비고",
    "작성",
    "출력일",
    "이하",
    // Romance languages.
    "elaborado",
    "preparado",
    "impreso",
    "aprobado",
    "revisado",
    "nota:",
    "emitido",
    "impresso",
    "responsável",
    "imprimé",
    "établi",
    "édité",
    "préparé",
    "approuvé",
    "stampato",
    "redatto",
    // German and Dutch.
    "erstellt",
    "gedruckt",
    "geprüft",
    "stand:",
    "opgesteld",
    "afgedrukt",
    // Turkish and Indonesian.
    "hazırlayan",
    "düzenleyen",
    "onaylayan",
    "dibuat",
    "disusun",
    "dicetak",
    // Russian, Arabic, Thai.
    "итого",
    "всего",
    "составил",
    "подготовил",
    "подпись",
    "дата",
    "المجموع",
    "الإجمالي",
    "التاريخ",
    "التوقيع",
    "إعداد",
    "รวม",
    "จัดทำ",
    "ผู้จัดทำ",
    "วันที่",
    "ลงชื่อ",
];

/// The kept rows at the end of a sheet that are no users, ascending.
///
/// A row counts as one when its first cell begins with such a word and it lacks what the rows above have, or when it
/// names nobody, has less than half of their cells, and stands alone in one of them or after blank lines. A row with a
/// phone is always a user, and so is one with an e-mail address beside something else. A user of whom there is only a
/// name is shown as one that lacks a phone.
pub(crate) fn find_totals(sheet: &Sheet, first_user: u32, mapping: &ColumnMapping) -> Vec<u32> {
    let last = sheet.len();
    let first = first_user.max(last.saturating_sub(DEPTH));
    let typical = typical_width(sheet, first_user);
    let phone = mapping.column(Field::Phone);
    let has_phone = |row: u32| phone.is_some_and(|phone| digits(sheet.cell(row, phone).text) >= 5);
    let is_user = |row: u32| has_phone(row) || has_address(sheet, row);
    let names = [Field::FirstName, Field::Surname, Field::FullName];
    let names = names.into_iter().filter_map(|field| mapping.column(field));
    let names: Vec<u32> = names.collect();
    let closes = |row: u32| {
        begins_short(sheet, row, typical)
            || (!names_somebody(sheet, row, &names) && is_apart(sheet, row, typical, first_user))
    };
    let mut totals: Vec<u32> = (first..last)
        .rev()
        .take_while(|&row| row > first_user && !is_user(row) && closes(row))
        .collect();
    totals.reverse();
    totals
}

fn filled(sheet: &Sheet, row: u32) -> impl Iterator<Item = &str> {
    let texts = sheet.row(row).map(|cell| cell.text.trim());
    texts.filter(|text| !text.is_empty())
}

/// Whether a row begins with a word that closes a sheet, and lacks what the rows above have.
fn begins_short(sheet: &Sheet, row: u32, typical: usize) -> bool {
    let mut texts = filled(sheet, row);
    let Some(first) = texts.next() else {
        return false;
    };
    let others: Vec<&str> = texts.collect();
    others.len() + 1 < typical && begins_to_close(first, &others)
}

/// Whether a row has less than half of what the rows above have, in one cell or after blank lines.
fn is_apart(sheet: &Sheet, row: u32, typical: usize, first_user: u32) -> bool {
    let cells = filled(sheet, row).count();
    let after_gap = || {
        let mut above = (first_user + 1..=row).rev().take(DEPTH as usize);
        above.any(|row| sheet.numbers.follows_a_gap(row))
    };
    cells * 2 <= typical && (cells == 1 || after_gap())
}

/// Whether a row has something in the columns of the names, and nothing there that is no name.
fn names_somebody(sheet: &Sheet, row: u32, names: &[u32]) -> bool {
    let texts = names.iter().map(|&column| sheet.cell(row, column).text);
    let mut texts = texts
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .peekable();
    texts.peek().is_some() && texts.all(may_be_name)
}

/// Whether a row of several cells has an e-mail address.
fn has_address(sheet: &Sheet, row: u32) -> bool {
    let is_address = |text: &str| text.contains('@') && is_data(text);
    filled(sheet, row).nth(1).is_some() && filled(sheet, row).any(is_address)
}

/// Whether a row's first cell, beside which these others are filled, begins with a word that closes a sheet.
fn begins_to_close(first: &str, others: &[&str]) -> bool {
    let first = first.to_lowercase();
    let behind = |words: &[&str], follows: &dyn Fn(&str) -> bool| {
        let mut rests = words.iter().filter_map(|word| first.strip_prefix(word));
        rests.any(follows)
    };
    let is_figure = |text: &&str| text.contains(|it: char| it.is_ascii_digit());
    behind(REMARKS, &|_| true)
        || behind(TOTALS, &|rest| !rest.starts_with(char::is_alphabetic))
        || (others.iter().all(is_figure) && behind(FIGURES, &ends_or_counts))
}

/// Whether nothing follows a word, or what it counts.
fn ends_or_counts(rest: &str) -> bool {
    let is_sign = |it: char| matches!(it, ':' | '：' | '=' | '(' | '（') || it.is_numeric();
    rest.is_empty() || rest.trim_start().starts_with(is_sign)
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// How many cells the first rows usually have.
fn typical_width(sheet: &Sheet, first_user: u32) -> usize {
    let rows = first_user..sheet.len().min(first_user + 50);
    let mut widths: Vec<usize> = rows.map(|row| filled(sheet, row).count()).collect();
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
    fn a_user_of_whom_there_is_only_a_name_is_shown() {
        for line in [
            "Carla,,,",
            "carla maria,,,",
            ",Silva,,",
            "Carla,Dias,,",
            "小明,,,",
            "\n\nCarla,Dias,,",
            "\n\nPage,Larry,,",
        ] {
            assert!(left_out(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn what_is_no_name_closes_a_sheet() {
        for line in [
            ",,printed from HR,",
            "制表人：王芳,,,",
            "人事：王,,,",
            "以下空白,,,",
            "日期,,,",
            "Prepared by HR,,,",
            "Prepared by,Anna Smith,,",
            "Page 1 of 3,,,",
            "Date: May,,,",
            "*** ,,,",
            "This list was made by the office of HR,,,",
            "2 users,,,",
        ] {
            assert_eq!(left_out(line), [4], "{line}");
        }
        assert_eq!(left_out("\n\n,HR office,Lisbon,"), [0; 0]);
        assert_eq!(left_out("\n\n,,Lisbon,HR office"), [6]);
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
