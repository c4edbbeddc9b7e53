//! Makes the files: names in several scripts, 1 % bad rows, 0.5 % duplicates; the same for the same number of rows.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rust_xlsxwriter::Workbook;

/// The files of one size.
pub(crate) struct Files {
    pub(crate) csv: PathBuf,
    pub(crate) xlsx: PathBuf,
}

const HEADER: [&str; 6] = [
    "First name",
    "Surname",
    "Mobile phone",
    "Email",
    "Password",
    "Department",
];

const NAMES: [(&str, &str); 10] = [
    ("Ana", "Silva"),
    ("小明", "王"),
    ("Jürgen", "Groß"),
    ("丽", "欧阳"),
    ("Yıldız", "Öztürk"),
    ("Иван", "Петров"),
    ("สมชาย", "ใจดี"),
    ("محمد", "العلي"),
    ("太郎", "山田"),
    ("Mary-Jane", "O'Neill"),
];

const DEPARTMENTS: [&str; 6] = ["Sales", "人事部", "Einkauf", "Finance", "IT", "Logistics"];

/// The files with this many users, made when they are not there yet.
pub(crate) fn files(folder: &Path, rows: u32) -> Files {
    let files = Files {
        csv: folder.join(format!("roster-{rows}.csv")),
        xlsx: folder.join(format!("roster-{rows}.xlsx")),
    };
    if !files.csv.exists() || !files.xlsx.exists() {
        write(&files, rows);
    }
    files
}

fn write(files: &Files, rows: u32) {
    let mut random = StdRng::seed_from_u64(20_260_401);
    let mut csv = BufWriter::new(File::create(&files.csv).expect("a file can be made"));
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut phones = Vec::new();
    let header = HEADER.map(ToOwned::to_owned);
    for row in 0..=rows {
        let cells = if row == 0 {
            header.clone()
        } else {
            user(row, &mut random, &mut phones)
        };
        writeln!(csv, "{}", cells.join(",")).expect("the disk has room");
        for (column, text) in (0..).zip(&cells) {
            sheet.write_string(row, column, text).expect("it fits");
        }
    }
    csv.flush().expect("the disk has room");
    workbook.save(&files.xlsx).expect("the disk has room");
}

fn user(row: u32, random: &mut StdRng, phones: &mut Vec<String>) -> [String; 6] {
    let (first, last) = NAMES[random.random_range(0..NAMES.len())];
    let mut phone = format!("0086138{:08}", u64::from(row) * 97 % 100_000_000);
    if random.random_bool(0.005) && !phones.is_empty() {
        phone.clone_from(&phones[random.random_range(0..phones.len())]);
    }
    phones.push(phone.clone());
    let mut email = format!("user{row}@example.com");
    let mut first = first.to_owned();
    if random.random_bool(0.01) {
        match random.random_range(0..4) {
            0 => "1.88461E+12".clone_into(&mut phone),
            1 => email = format!("user{row}.example.com"),
            2 => first.push(' '),
            _ => phone.insert(6, ' '),
        }
    }
    let password = format!("Pw!{:07}x", random.random_range(0..10_000_000));
    let department = DEPARTMENTS[random.random_range(0..DEPARTMENTS.len())].to_owned();
    [first, last.to_owned(), phone, email, password, department]
}
