//! Every format of workbook gives the same cells, and what cannot be read is refused with clear words.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use roster::read::{Format, SheetChoice};
use roster::{CellKind, LeftOut, Query, ReadError, ReadOptions, Roster, Row, Rules};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/formats")
        .join(name)
}

fn open(name: &str) -> Roster {
    Roster::open(path(name), &ReadOptions::default(), Rules::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read(bytes: &[u8]) -> Result<Roster, ReadError> {
    Roster::read("it", bytes, &ReadOptions::default(), Rules::default())
}

fn rows(roster: &Roster) -> Vec<Row<'_>> {
    let view = roster.view(&Query::default());
    roster.window(&view, 0..view.len(), true)
}

fn texts<'a>(row: &Row<'a>) -> Vec<&'a str> {
    row.cells.iter().map(|cell| cell.text).collect()
}

const STAFF: [[&str; 8]; 5] = [
    [
        "Ana",
        "Silva",
        "0027188460901",
        "ana@example.com",
        "Q!@1assword",
        "2024-05-01",
        "TRUE",
        "",
    ],
    [
        "小明",
        "王",
        "13800138000",
        "xm.wang@example.cn",
        "Passw0rd!a",
        "2024-05-01 13:30:00",
        "FALSE",
        "#N/A",
    ],
    [
        "Zoë",
        "Groß",
        "491701234567",
        "zoe@example.de",
        "00123456",
        "1999-12-31",
        "TRUE",
        "1234.5",
    ],
    [
        "Ivan",
        "Petrov",
        "+79161234567",
        "ivan@example.ru",
        "Zx9#kk22",
        "",
        "TRUE",
        "#DIV/0!",
    ],
    ["Total", "", "4", "", "", "", "", ""],
];

const FILES: [(&str, Format); 5] = [
    ("staff-gnumeric.xlsx", Format::Xlsx),
    ("staff-biff8.xls", Format::Xls),
    ("staff-biff5.xls", Format::Xls),
    ("staff.ods", Format::Ods),
    ("staff.xlsb", Format::Xlsb),
];

#[test]
fn every_format_gives_the_same_cells() {
    for (name, format) in FILES {
        let roster = open(name);
        assert_eq!(roster.source().format, format, "{name}");
        assert_eq!(
            roster.source().sheet,
            1,
            "{name}: the second sheet holds the list"
        );
        assert_eq!(roster.header_row(), Some(3), "{name}");
        assert_eq!(roster.missing_columns(), [], "{name}");
        let rows = rows(&roster);
        for (row, expected) in rows.iter().zip(STAFF) {
            let mut expected = expected.to_vec();
            if name == "staff-biff5.xls" && expected[0] == "小明" {
                expected.splice(0..2, ["??", "?"]);
            }
            // An ods cell is a date with a time or without as it was shown.
            let texts: Vec<String> = texts(row)
                .iter()
                .map(|text| text.replace('T', " "))
                .collect();
            let expected: Vec<String> =
                expected.iter().map(|text| text.replace('T', " ")).collect();
            assert_eq!(texts, expected, "{name} row {}", row.number());
        }
        assert_eq!(rows.len(), STAFF.len(), "{name}");
    }
}

#[test]
fn every_format_tells_kinds_hidden_rows_and_closing_lines() {
    use CellKind::{Bool, Date, Empty, Error, Number, Text};
    for (name, _) in FILES {
        let roster = open(name);
        let rows = rows(&roster);
        let kinds: Vec<CellKind> = rows[1].cells.iter().map(|cell| cell.kind).collect();
        // In ods an error is a text that a formula shows.
        let error = if name == "staff.ods" { Text } else { Error };
        assert_eq!(
            kinds,
            [Text, Text, Number, Text, Text, Date, Bool, error],
            "{name}"
        );
        assert_eq!(rows[0].cells[7].kind, Empty, "{name}");
        let hidden: Vec<u32> = rows
            .iter()
            .filter(|row| row.hidden)
            .map(Row::number)
            .collect();
        assert_eq!(hidden, [6], "{name}");
        let hidden: Vec<u32> = roster
            .columns()
            .iter()
            .filter(|it| it.hidden)
            .map(|it| it.column)
            .collect();
        assert_eq!(hidden, [6], "{name}");
        assert_eq!(rows[4].left_out, Some(LeftOut::ClosingLine), "{name}");
        assert_eq!(roster.counts().left_out, 1, "{name}");
        // The oldest format had no Chinese names: `??` is what was left of one, and is none.
        let is_lost = |row: &u32| name == "staff-biff5.xls" && *row == 5;
        let mut ready: Vec<u32> = (4..=7).collect();
        ready.retain(|row| !is_lost(row));
        let users = roster.users().map(|user| user.row);
        assert_eq!(users.collect::<Vec<_>>(), ready, "{name}");
    }
}

#[test]
fn a_chart_before_the_sheets_rich_text_and_merged_cells() {
    let roster = open("staff-openpyxl.xlsx");
    assert_eq!(roster.source().sheet_name(), "Staff 名单");
    assert_eq!(
        roster.source().sheets.len(),
        2,
        "a chart is no sheet with rows"
    );
    assert_eq!(roster.source().merged_cells, 1);
    assert_eq!(
        (roster.source().hidden.rows, roster.source().hidden.columns),
        (1, 1)
    );
    let rows = rows(&roster);
    assert_eq!(
        rows[3].cells[0].text, "Ivan",
        "the runs of a rich text are one text"
    );
    assert_eq!(
        rows.iter()
            .filter(|row| row.hidden)
            .map(Row::number)
            .collect::<Vec<_>>(),
        [6]
    );
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    assert_eq!(
        texts(&rows(&open("dates-1904.xlsx"))[0]),
        ["Ana", "0027188460901", "2024-05-01"]
    );
}

#[test]
fn a_sheet_can_be_chosen_by_name_or_place() {
    let sheet = |choice| {
        let options = ReadOptions {
            sheet: Some(choice),
            ..ReadOptions::default()
        };
        Roster::open(path("staff.ods"), &options, Rules::default())
    };
    assert_eq!(
        sheet(SheetChoice::Name("notes".to_owned()))
            .unwrap()
            .source()
            .sheet,
        0
    );
    assert_eq!(sheet(SheetChoice::Index(1)).unwrap().source().sheet, 1);
    let error = sheet(SheetChoice::Name("Personal".to_owned())).unwrap_err();
    assert!(error.is_a_wrong_choice());
    assert!(
        matches!(error, ReadError::NoSuchSheet { available, .. } if available == ["Notes", "Staff 名单"])
    );
}

#[test]
fn protected_workbooks_are_refused() {
    for bytes in [
        std::fs::read(path("protected.xlsx")).unwrap(),
        protected_xls(),
        protected_ods(),
    ] {
        let error = read(&bytes).unwrap_err();
        assert!(error.is_password_protected(), "{error}");
    }
}

/// Turns the record of the last writer's name into one that says the stream is encrypted ([MS-XLS] 2.4.117).
fn protected_xls() -> Vec<u8> {
    let mut file =
        cfb::CompoundFile::open(Cursor::new(std::fs::read(path("staff-biff8.xls")).unwrap()))
            .unwrap();
    let mut stream = Vec::new();
    file.open_stream("/Workbook")
        .unwrap()
        .read_to_end(&mut stream)
        .unwrap();
    let record = stream
        .windows(3)
        .position(|bytes| bytes == [0x5c, 0, 0x70])
        .expect("a WriteAccess record");
    stream[record] = 0x2f;
    stream[record + 4] = 1;
    file.create_stream("/Workbook")
        .unwrap()
        .write_all(&stream)
        .unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A package with one of its parts changed.
fn repacked(package: Vec<u8>, part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = false;
    for index in 0..from.len() {
        let mut entry = from.by_index(index).unwrap();
        let entry_name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if entry_name == part {
            found = true;
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        to.start_file(entry_name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(&bytes).unwrap();
    }
    assert!(found, "{part}");
    to.finish().unwrap().into_inner()
}

fn protected_ods() -> Vec<u8> {
    repacked(
        std::fs::read(path("staff.ods")).unwrap(),
        "META-INF/manifest.xml",
        |manifest| {
            manifest.replacen("<manifest:file-entry ", "<manifest:file-entry x='1'><manifest:encryption-data/></manifest:file-entry><manifest:file-entry ", 1)
        },
    )
}

#[test]
fn workbooks_that_lie_or_are_cut_are_refused_without_a_panic() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook
        .add_worksheet()
        .write_string(0, 0, "First name")
        .unwrap();
    let lying = repacked(
        workbook.save_to_buffer().unwrap(),
        "xl/sharedStrings.xml",
        |xml| xml.replacen("uniqueCount=\"", "uniqueCount=\"99999999999", 1),
    );
    assert!(matches!(read(&lying), Err(ReadError::Damaged { .. })));
    for name in [
        "staff-gnumeric.xlsx",
        "staff-biff8.xls",
        "staff.ods",
        "staff.xlsb",
    ] {
        let whole = std::fs::read(path(name)).unwrap();
        for part in 1..8 {
            let error = read(&whole[..whole.len() * part / 8]).unwrap_err();
            assert!(
                matches!(error, ReadError::Damaged { .. }),
                "{name}: {error:?}"
            );
        }
    }
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let mut options = ReadOptions::default();
    options.limits.unpacked = 1 << 19;
    let error = Roster::read("bomb.xlsx", &bytes, &options, Rules::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sheet is too large: more than 524288 bytes once unpacked"
    );
}

#[test]
fn a_spreadsheet_whose_tags_stand_for_too_many_cells_is_refused() {
    let row = r#"<table:table-row><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row>"#;
    let ods = std::fs::read(path("staff.ods")).unwrap();
    let bomb = repacked(ods, "content.xml", |content| {
        content.replacen("</table:table>", &(row.repeat(5_000) + "</table:table>"), 1)
    });
    let error = read(&bomb).unwrap_err();
    assert!(
        matches!(error, ReadError::TooLarge { what: "cells", .. }),
        "{error}"
    );
}

#[test]
fn a_spreadsheet_that_ends_within_a_table_or_an_annotation_is_refused() {
    let ods = || std::fs::read(path("staff.ods")).unwrap();
    for (from, to) in [
        ("</table:table>", "</table:tasheet>"),
        ("<text:p>", "<office:annotation><text:p>"),
        ("<text:p>", "<text:p><text:s text:c=\"4000000000\"/>"),
        ("<text:p>", "<text:p><text:s text:c=\"40000000000\"/>"),
    ] {
        let endless = repacked(ods(), "content.xml", |content| content.replace(from, to));
        let error = read(&endless).unwrap_err();
        assert!(matches!(error, ReadError::Damaged { .. }), "{to}: {error}");
    }
}

#[test]
fn limits_hold_for_every_format() {
    let limited = |name: &str, change: &dyn Fn(&mut ReadOptions)| {
        let mut options = ReadOptions::default();
        change(&mut options);
        Roster::open(path(name), &options, Rules::default()).unwrap_err()
    };
    for (name, _) in FILES {
        for (what, error) in [
            ("rows", limited(name, &|options| options.limits.rows = 4)),
            (
                "columns",
                limited(name, &|options| options.limits.columns = 3),
            ),
            (
                "bytes of text",
                limited(name, &|options| options.limits.text = 40),
            ),
        ] {
            assert!(
                matches!(error, ReadError::TooLarge { what: other, .. } if other == what),
                "{name} {what}: {error}"
            );
        }
    }
}

#[test]
fn a_cell_far_to_the_right_is_named_where_it_makes_the_sheet_too_large() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "First name").unwrap();
    sheet.write_string(1, 16_383, "x").unwrap();
    let error = read(&workbook.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sheet is too large: more than 1024 columns, at XFD2"
    );
    let mut options = ReadOptions::default();
    options.limits.rows = 2;
    let csv = b"First name,Phone\nAna,1\n\nBen,2\n";
    let error = Roster::read("it", csv, &options, Rules::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sheet is too large: more than 2 rows, at row 4"
    );
}

#[test]
fn what_is_no_sheet_is_named() {
    for (bytes, found) in [
        (
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            "not a spreadsheet, but a PNG picture",
        ),
        (
            b"%PDF-1.7\n%\xe2\xe3",
            "not a spreadsheet, but a PDF document",
        ),
        (
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            "not a spreadsheet, but a JPEG picture",
        ),
        (
            b"<html><table><tr><td>Ana</td></tr></table></html>",
            "not a spreadsheet, but a web page or XML document",
        ),
        (
            b"\0\x01\x02\x03\x04",
            "not a spreadsheet, but a binary file of an unknown kind",
        ),
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "the file is empty"),
    ] {
        assert_eq!(read(bytes).unwrap_err().to_string(), found);
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(
        "word/document.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    let document = zip.finish().unwrap().into_inner();
    assert_eq!(
        read(&document).unwrap_err().to_string(),
        "not a spreadsheet, but a Word document"
    );
}

#[test]
fn paths_that_are_no_files_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let open = |path: &std::path::Path| {
        Roster::open(path, &ReadOptions::default(), Rules::default()).unwrap_err()
    };
    assert!(matches!(open(folder.path()), ReadError::IsDirectory { .. }));
    assert!(matches!(
        open(&folder.path().join("users.xlsx")),
        ReadError::NotFound { .. }
    ));
}

#[test]
fn a_compound_file_whose_sectors_run_in_a_circle_is_refused() {
    let error = read(&std::fs::read(path("circle.xls")).unwrap()).unwrap_err();
    assert!(matches!(error, ReadError::Damaged { .. }), "{error}");
}

#[test]
fn a_cell_beyond_the_last_column_reserves_no_memory() {
    let error = read(&std::fs::read(path("beyond-the-last-column.xls")).unwrap()).unwrap_err();
    let said = error.to_string();
    assert!(said.contains("beyond the last column"), "{said}");
}

const SHOWN: [&str; 5] = [
    "01701234567",
    "+351912345678",
    "13800138000",
    "+351912345679",
    "0027188460901",
];

#[test]
fn a_number_is_read_with_the_zeros_and_the_calling_code_that_its_format_shows() {
    for (name, wanted) in [
        (
            "zeros-by-format.xlsx",
            &["01701234567", "01717654321", "15112345678"][..],
        ),
        (
            "calling-code-by-format.xlsx",
            &["+351912345678", "+351912345679"],
        ),
        ("shown-libreoffice.xls", &SHOWN),
        ("shown-libreoffice.ods", &SHOWN),
        ("shown-xlwt.xls", &SHOWN),
    ] {
        let roster = open(name);
        let phones: Vec<String> = roster.users().map(|user| user.phone).collect();
        assert_eq!(phones, wanted, "{name}");
    }
}

#[test]
fn a_phone_with_a_fraction_is_an_error_and_is_not_cleaned_into_another() {
    let mut roster = open("phone-with-fraction.xlsx");
    let fixed = roster.apply(&roster::Fix::CleanPhones, &roster::Scope::All);
    fixed.unwrap();
    let rows = rows(&roster);
    let row = rows
        .iter()
        .find(|row| row.user.phone.contains('.'))
        .expect("the number as it is");
    assert_eq!(row.problems[0].code, roster::Code::PhoneInvalid);
    assert!(!row.is_ready());
}
