//! What other writers write is read back character for character and digit for digit.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use encoding_rs::Encoding;
use proptest::prelude::*;
use roster::read::{Delimiter, HeaderChoice, TextEncoding};
use roster::{CellKind, ReadOptions, Roster, Rules};
use rust_xlsxwriter::Workbook;

fn plain() -> ReadOptions {
    ReadOptions {
        header: HeaderChoice::None,
        ..ReadOptions::default()
    }
}

/// Row numbers and the cells that are not empty, with their columns.
fn cells(roster: &Roster) -> Vec<(u32, Vec<(usize, String)>)> {
    let view = roster.view(&roster::Query::default());
    let rows = roster.window(&view, 0..view.len(), true).into_iter();
    rows.map(|row| {
        let texts = row
            .cells
            .iter()
            .map(|cell| cell.text.to_owned())
            .enumerate();
        (
            row.number(),
            texts.filter(|(_, text)| !text.is_empty()).collect(),
        )
    })
    .collect()
}

/// The same of a table as it was written; rows without text are not there.
fn written(table: &[Vec<String>]) -> Vec<(u32, Vec<(usize, String)>)> {
    let rows = (1..).zip(table);
    rows.map(|(number, row)| {
        (
            number,
            row.iter()
                .cloned()
                .enumerate()
                .filter(|(_, text)| !text.is_empty())
                .collect::<Vec<_>>(),
        )
    })
    .filter(|(_, row)| !row.is_empty())
    .collect()
}

/// Tables of up to eight rows and five columns of texts made of `characters`.
fn table(characters: &'static str) -> impl Strategy<Value = Vec<Vec<String>>> {
    let character = proptest::sample::select(characters.chars().collect::<Vec<_>>());
    let cell = prop_oneof![
        1 => Just(String::new()),
        4 => proptest::collection::vec(character, 1..12).prop_map(|it| it.into_iter().collect::<String>()),
    ];
    (1..5_usize).prop_flat_map(move |width| {
        proptest::collection::vec(proptest::collection::vec(cell.clone(), width), 1..8)
    })
}

fn as_csv(table: &[Vec<String>], delimiter: u8, terminator: csv::Terminator) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
        .flexible(true)
        .from_writer(Vec::new());
    for row in table {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    match encoding.name() {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let (bytes, _, unmappable) = encoding.encode(text);
            assert!(!unmappable, "{} cannot write {text:?}", encoding.name());
            bytes.into_owned()
        }
    }
}

/// Whether a cell of several lines holds what only a row should, which a quote that was never closed may have swallowed.
fn may_hold_rows(cell: &str) -> bool {
    let is_address = |line: &str| {
        let domain = line.split_once('@').map(|(_, domain)| domain);
        domain.is_some_and(|domain| domain.contains('.'))
    };
    let is_phone = |line: &str| line.bytes().filter(u8::is_ascii_digit).count() >= 7;
    cell.contains('\n') && cell.lines().any(|line| is_address(line) || is_phone(line))
}

/// Encodings, and letters that each of them has beside ASCII.
const ENCODINGS: [(&str, &str); 17] = [
    ("UTF-8", "é王𠮷م๒ \u{a0}"),
    ("UTF-16LE", "é王𠮷م๒ \u{a0}"),
    ("UTF-16BE", "é王𠮷م๒ \u{a0}"),
    ("GB18030", "王小明欧阳é𠮷"),
    ("Big5", "王小明歐陽許功蓋"),
    ("Shift_JIS", "山田太郎ソ表ｱ"),
    ("EUC-JP", "山田太郎ソ表"),
    ("EUC-KR", "김민수홍길동"),
    ("windows-1250", "łŁšČé"),
    ("windows-1251", "ИванЁё"),
    ("windows-1252", "éßÜ€"),
    ("windows-1253", "ΑλέξηςΏ"),
    ("windows-1254", "ığİŞç"),
    ("windows-1255", "אבגד"),
    ("windows-1256", "محمدپ"),
    ("windows-1258", "ăĐđơư"),
    ("windows-874", "สมชายใจดี"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn delimited_text_in_every_encoding(
        base in table("abcXYZ019 ,;|\t\"'\n+-=@."),
        extra in proptest::collection::vec((0..8_usize, 0..5_usize, 0..10_usize), 0..12),
        (delimiter, line_end) in (0..4_usize, 0..2_usize),
    ) {
        prop_assume!(!base.iter().flatten().any(|cell| may_hold_rows(cell)));
        let delimiter = Delimiter::ALL[delimiter];
        let terminator = [csv::Terminator::CRLF, csv::Terminator::Any(b'\n')][line_end];
        for (name, letters) in ENCODINGS {
            let letters: Vec<char> = letters.chars().collect();
            let mut table = base.clone();
            for &(row, column, letter) in &extra {
                let row = row % table.len();
                let width = table[row].len();
                table[row][column % width].push(letters[letter % letters.len()]);
            }
            let csv = as_csv(&table, delimiter.byte(), terminator);
            let bytes = encode(&csv, Encoding::for_label(name.as_bytes()).unwrap());
            if bytes.is_empty() || written(&table).is_empty() {
                continue;
            }
            let encoding = Some(TextEncoding::named(name).unwrap());
            let options = ReadOptions { encoding, delimiter: Some(delimiter), ..plain() };
            let roster = Roster::read("it", &bytes, &options, Rules::default()).unwrap();
            prop_assert_eq!(cells(&roster), written(&table), "{}: {:?}", name, csv);
        }
    }

    #[test]
    fn unicode_text_needs_no_options(table in table("abc 01é王𠮷م๒,;\"\n")) {
        let csv = as_csv(&table, b',', csv::Terminator::CRLF);
        prop_assume!(!written(&table).is_empty());
        let options = ReadOptions { delimiter: Some(Delimiter::Comma), ..plain() };
        for (mark, name) in [("", "UTF-8"), ("\u{feff}", "UTF-8"), ("\u{feff}", "UTF-16LE"), ("\u{feff}", "UTF-16BE")] {
            let bytes = encode(&format!("{mark}{csv}"), Encoding::for_label(name.as_bytes()).unwrap());
            let roster = Roster::read("it", &bytes, &options, Rules::default()).unwrap();
            prop_assert_eq!(cells(&roster), written(&table), "{} {:?}", name, csv);
            prop_assert_eq!(roster.source().text.unwrap().byte_order_mark, !mark.is_empty());
        }
    }

    #[test]
    fn workbooks_of_texts(table in table("abcXYZ019 ,;\"'\n\t<>&_x0041é王𠮷م๒\u{a0}")) {
        prop_assume!(!written(&table).is_empty());
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0..).zip(&table) {
            for (column, text) in (0..).zip(cells) {
                sheet.write_string(row, column, text).unwrap();
            }
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let roster = Roster::read("it", &bytes, &plain(), Rules::default()).unwrap();
        prop_assert_eq!(cells(&roster), written(&table));
    }

    #[test]
    fn workbooks_of_numbers(numbers in proptest::collection::vec(0..1_000_000_000_000_000_u64, 1..40)) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, &number) in (0..).zip(&numbers) {
            #[expect(clippy::cast_precision_loss, reason = "fifteen digits are exact")]
            sheet.write_number(row, 0, number as f64).unwrap();
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let roster = Roster::read("it", &bytes, &plain(), Rules::default()).unwrap();
        let view = roster.view(&roster::Query::default());
        let read: Vec<_> = roster.window(&view, 0..view.len(), true).into_iter().map(|row| row.cells[0]).collect();
        prop_assert!(read.iter().all(|cell| cell.kind == CellKind::Number));
        let texts: Vec<&str> = read.into_iter().map(|cell| cell.text).collect();
        prop_assert_eq!(texts, numbers.iter().map(u64::to_string).collect::<Vec<_>>());
    }
}
