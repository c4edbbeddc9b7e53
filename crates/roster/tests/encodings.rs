//! Encodings and delimiters are found without being told, from files as offices save them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use encoding_rs::Encoding;
use roster::read::{Delimiter, TextEncoding};
use roster::{Field, ReadOptions, Roster, Rules};

/// Encoding, delimiter, and a small sheet of a country that uses it.
const SHEETS: [(&str, char, &str); 17] = [
    // Too short for statistics: only the names of the columns tell.
    ("gb18030", ',', "名,电话\n伟,13800138000\n"),
    (
        "gb18030",
        ',',
        "姓,名,手机号码,电子邮件\n王,小明,13800138000,xm.wang@example.cn\n欧阳,丽,13912345678,li@example.cn\n",
    ),
    ("gb18030", '\t', "姓名\t手机\n王小明\t13800138000\n"),
    (
        "Big5",
        ',',
        "姓氏,名字,手機號碼,電子郵件\n王,小明,0912345678,xm@example.tw\n歐陽,麗,0912345679,li@example.tw\n",
    ),
    (
        "Shift_JIS",
        ',',
        "姓,名,携帯電話,メールアドレス\n山田,太郎,09012345678,taro@example.jp\n鈴木,花子,09012345679,hanako@example.jp\n",
    ),
    (
        "EUC-KR",
        ',',
        "성,이름,휴대폰,이메일\n김,민수,01012345678,minsu@example.kr\n홍,길동,01012345679,gildong@example.kr\n",
    ),
    (
        "windows-1250",
        ';',
        "Imię;Nazwisko;Telefon;E-mail\nŁukasz;Żółć;0048601234567;lukasz@example.pl\nBłażej;Świątek;0048601234568;b@example.pl\n",
    ),
    (
        "windows-1251",
        ';',
        "Имя;Фамилия;Телефон;Почта\nИван;Петров;0079161234567;ivan@example.ru\nМария;Сидорова;0079161234568;m@example.ru\n",
    ),
    (
        "windows-1252",
        ';',
        "Vorname;Nachname;Telefon;E-Mail\nJürgen;Groß;00491701234567;j@example.de\nZoë;Müller;00491707654321;z@example.de\n",
    ),
    (
        "windows-1252",
        ',',
        "Prénom,Nom,Téléphone,Courriel\nHélène,Lefèvre,0033612345678,helene@example.fr\n",
    ),
    (
        "windows-1253",
        ';',
        "Όνομα;Επώνυμο;Τηλέφωνο;Email\nΑλέξης;Παπαδόπουλος;00306912345678;alexis@example.gr\nΜαρία;Γεωργίου;00306912345679;m@example.gr\n",
    ),
    (
        "windows-1254",
        ';',
        "Ad;Soyad;Telefon;E-posta\nYıldız;Öztürk;00905321234567;y@example.com.tr\nÇağrı;Şahin;00905321234568;c@example.com.tr\n",
    ),
    (
        "windows-1255",
        ',',
        "שם פרטי,שם משפחה,טלפון,דואר אלקטרוני\nנועה,כהן,0541234567,noa@example.il\nדוד,לוי,0541234568,david@example.il\n",
    ),
    (
        "windows-1256",
        ',',
        "الاسم الأول,اسم العائلة,الهاتف,البريد الإلكتروني\nمحمد,العلي,00966501234567,m@example.sa\nفاطمة,الزهراني,00966501234568,f@example.sa\n",
    ),
    (
        "windows-874",
        ',',
        "ชื่อ,นามสกุล,โทรศัพท์,อีเมล\nสมชาย,ใจดี,0812345678,somchai@example.th\nสมหญิง,รักดี,0812345679,somying@example.th\n",
    ),
    (
        "UTF-16LE",
        '\t',
        "First Name\tLast Name\tMobile\tEmail\nAna\tSilva\t0027188460901\tana@example.com\n",
    ),
    (
        "UTF-16BE",
        ',',
        "First Name,Last Name,Mobile,Email\nAna,Silva,0027188460901,ana@example.com\n",
    ),
];

fn encode(text: &str, name: &str) -> Vec<u8> {
    match name {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => Encoding::for_label(name.as_bytes())
            .unwrap()
            .encode(text)
            .0
            .into_owned(),
    }
}

#[test]
fn short_sheets_of_many_countries_are_understood() {
    for (name, delimiter, text) in SHEETS {
        let bytes = encode(&text.replace('\n', "\r\n"), name);
        let roster = Roster::read("it", &bytes, &ReadOptions::default(), Rules::default()).unwrap();
        let dialect = roster.source().text.unwrap();
        assert_eq!(
            (
                dialect.encoding.name(),
                char::from(dialect.delimiter.byte())
            ),
            (name, delimiter),
            "{text}"
        );
        let first = roster.all_rows().next().unwrap();
        let texts: Vec<&str> = first.cells.iter().map(|cell| cell.text).collect();
        let line = text.lines().nth(1).unwrap();
        assert_eq!(texts, line.split(delimiter).collect::<Vec<_>>(), "{name}");
        assert_eq!(
            roster.missing_columns(),
            [],
            "{name}: {:?}",
            roster.columns()
        );
        assert!(roster.mapping().column(Field::Phone).is_some(), "{name}");
    }
}

#[test]
fn an_encoding_that_shows_late_is_still_found() {
    let mut text = "First name,Surname,Phone\n".to_owned();
    for row in 0..60_000 {
        writeln!(text, "Ana,Silva,00271884{row:06}").unwrap();
    }
    assert!(text.len() > 1 << 20, "longer than what is looked at first");
    text.push_str("Jürgen,Groß,00491701234567\n");
    let bytes = encode(&text, "windows-1252");
    let roster = Roster::read("it", &bytes, &ReadOptions::default(), Rules::default()).unwrap();
    assert_eq!(
        roster.source().text.unwrap().encoding.name(),
        "windows-1252"
    );
    assert_eq!(roster.all_rows().last().unwrap().user.surname, "Groß");
}

#[test]
fn another_encoding_can_be_chosen_and_what_it_damages_is_told() {
    let bytes = encode("First name,Phone\nJürgen,00491701234567\n", "windows-1252");
    let read = |encoding: &str| {
        let options = ReadOptions {
            encoding: Some(TextEncoding::named(encoding).unwrap()),
            ..ReadOptions::default()
        };
        Roster::read("it", &bytes, &options, Rules::default()).unwrap()
    };
    assert_eq!(
        read("windows-1252")
            .all_rows()
            .next()
            .unwrap()
            .user
            .firstname,
        "Jürgen"
    );
    assert_eq!(
        read("windows-1251")
            .all_rows()
            .next()
            .unwrap()
            .user
            .firstname,
        "Jьrgen"
    );
    let damaged = read("UTF-8");
    let damaged = damaged.all_rows().next().unwrap();
    assert_eq!(damaged.user.firstname, "J\u{fffd}rgen");
    assert_eq!(damaged.problems[0].code, roster::Code::DamagedCharacters);
}

#[test]
fn the_line_that_tells_excel_the_delimiter_is_no_row() {
    let roster = Roster::read(
        "it",
        b"sep=|\r\nFirst name|Phone\r\nAna|0027188460901\r\n",
        &ReadOptions::default(),
        Rules::default(),
    )
    .unwrap();
    assert_eq!(roster.source().text.unwrap().delimiter, Delimiter::Pipe);
    assert_eq!((roster.header_row(), roster.counts().rows), (Some(1), 1));
}

#[test]
fn a_quote_that_is_never_closed_swallows_no_rows() {
    let mut text = "First name,Surname,Phone,Note\n".to_owned();
    for row in 0..200 {
        let note = if row == 3 { "\"19 inch screen" } else { "none" };
        writeln!(text, "Ana,Silva,00271884609{row:02},{note}").unwrap();
    }
    let roster = Roster::read(
        "it",
        text.as_bytes(),
        &ReadOptions::default(),
        Rules::default(),
    )
    .unwrap();
    assert_eq!(roster.counts().rows, 200);
    assert!(!roster.source().text.unwrap().quoted);
    assert_eq!(roster.row(5).unwrap().cells[3].text, "\"19 inch screen");
}

#[test]
fn an_address_over_several_lines_is_one_cell() {
    let address = "First name,Surname,Phone,Address\nAna,Silva,0027188460901,\"1 Way, Redmond\nWA 98052\nUSA\"\n";
    let roster = Roster::read(
        "it",
        address.as_bytes(),
        &ReadOptions::default(),
        Rules::default(),
    )
    .unwrap();
    assert!(
        roster.source().text.unwrap().quoted,
        "an address over several lines is one cell"
    );
    assert_eq!(roster.counts().rows, 1);
}

fn of_text(text: &str) -> Roster {
    Roster::read(
        "it",
        text.as_bytes(),
        &ReadOptions::default(),
        Rules::default(),
    )
    .unwrap()
}

/// The cells of a column, row by row.
fn column(roster: &Roster, column: usize) -> Vec<String> {
    let rows = roster.all_rows();
    rows.map(|row| row.cells[column].text.to_string()).collect()
}

#[test]
fn a_quote_that_is_open_at_the_end_of_the_file_swallows_no_row() {
    let roster = of_text(
        "First name,Surname,Phone,Email,Note\n\
         Ana,Silva,+351912345001,a@a.de,\"5 inch\n\
         Ben,Lee,+351912345002,b@a.de,x\n\
         Cy,Ng,+351912345003,c@a.de,y\n",
    );
    assert_eq!(column(&roster, 0), ["Ana", "Ben", "Cy"]);
    assert_eq!(column(&roster, 4), ["\"5 inch", "x", "y"]);
}

#[test]
fn passwords_that_begin_with_a_quote_stay_as_they_are() {
    for (delimiter, second) in [(",", "\"Xyz!2345"), ("\t", "ab\"C12!x\"")] {
        let lines = [
            ["First name", "Surname", "Phone", "Password"],
            ["Ana", "Silva", "+351912345001", "\"Abc!2345"],
            ["Ben", "Lee", "+351912345002", "Passw0rd!"],
            ["Cy", "Ng", "+351912345003", second],
            ["Di", "Oh", "+351912345004", "Passw0rd!"],
        ];
        let roster = of_text(&lines.map(|line| line.join(delimiter)).join("\n"));
        assert_eq!(column(&roster, 0), ["Ana", "Ben", "Cy", "Di"]);
        let passwords: Vec<String> = roster
            .all_rows()
            .map(|row| row.user.into_user().password.expose_password().to_owned())
            .collect();
        assert_eq!(passwords, ["\"Abc!2345", "Passw0rd!", second, "Passw0rd!"]);
    }
}

#[test]
fn an_address_over_several_lines_before_the_other_cells_is_one_cell() {
    let roster = of_text(
        "Address,First name,Phone,Email\n\
         \"1 Way, Apt 2, Floor 3, Redmond\nWA\",Ana,+14255550121,ana@example.com\n",
    );
    assert_eq!(column(&roster, 0), ["1 Way, Apt 2, Floor 3, Redmond\nWA"]);
    assert_eq!(column(&roster, 2), ["+14255550121"]);
}

#[test]
fn one_open_quote_among_quoted_cells_and_addresses_costs_nothing() {
    let mut text = "First name,Surname,Phone,Note\r\n".to_owned();
    for row in 0..60 {
        let note = match row {
            7 => "\"12, Elm St\r\nFlat 3, 1250-096, Lisboa, PT\"",
            19 => "\"ok",
            31 => "\"said \"\"hi\"\"\r\n\r\nand left\"",
            _ => "\"ok\"",
        };
        write!(
            text,
            "\"P{row}\",\"Silva\",\"+3519123400{row:02}\",{note}\r\n"
        )
        .unwrap();
    }
    let roster = of_text(&text);
    let names: Vec<String> = (0..60).map(|row| format!("P{row}")).collect();
    assert_eq!(column(&roster, 0), names);
    let notes = column(&roster, 3);
    assert_eq!(notes[7], "12, Elm St\r\nFlat 3, 1250-096, Lisboa, PT");
    assert_eq!(notes[19], "\"ok");
    assert_eq!(notes[31], "said \"hi\"\r\n\r\nand left");
}

#[test]
fn cells_over_several_lines_that_hold_digits_stay_one_cell() {
    let roster = of_text(
        "First name,Surname,Phone,Address\n\
         Ana,Silva,+351912345001,\"Av. da Liberdade 10, 3 E, 1250-096, Lisboa\nattn. Rui, desk 4, ext 12345678, east\"\n\
         Ben,Lee,+351912345002,\"2 Way\n\nLisboa\"\n",
    );
    assert_eq!(column(&roster, 0), ["Ana", "Ben"]);
    assert!(column(&roster, 3)[0].ends_with("Lisboa\nattn. Rui, desk 4, ext 12345678, east"));
}

#[test]
fn few_letters_of_a_country_are_read_under_english_column_names() {
    for (encoding, name, users) in [
        (
            "windows-1254",
            "tr",
            "Işıl,Çağlayan,+905321234567,a@a.tr\nİbrahim,Şahin,+905321234568,b@a.tr\nAyşe,Yıldız,+905321234569,c@a.tr\n",
        ),
        (
            "windows-1254",
            "tr, few",
            "Ali,Aydın,+905321234500,u0@firma.com.tr\nIşıl,Öztürk,+905321234501,u1@firma.com.tr\n",
        ),
        (
            "windows-1254",
            "tr, without a country",
            "Ayşe,Şahin,05321234500,u0@x.com\nÖzlem,Demir,05321234501,u1@x.com\n",
        ),
        (
            "windows-1250",
            "pl",
            "Małgorzata,Gąska,+48601234500,u0@firma.pl\nEwa,Gąska,+48601234501,u1@firma.pl\n",
        ),
        (
            "ISO-8859-2",
            "pl, from Linux",
            "Małgorzata,Gąska,+48601234500,u0@firma.pl\nŻaneta,Śliwa,+48601234501,u1@firma.pl\n",
        ),
        (
            "gb18030",
            "cn",
            "娜,周,+8613800138000,u0@corp.cn\n娜,刘,+8613800138001,u1@corp.cn\n",
        ),
        (
            "gb18030",
            "cn, without a country",
            "伟,王,13912300000,u0@x.com\n洁,国,13912300001,u1@x.com\n明,周,13912300002,u2@x.com\n敏,马,13912300003,u3@x.com\n",
        ),
        (
            "windows-1251",
            "ru",
            "Иван,Петров,+79161234567,i@x.com\nЮлия,Ли,+79161234568,u@x.com\n",
        ),
    ] {
        let text = format!("First name,Surname,Phone,Email\n{users}");
        let roster = Roster::read(
            "it",
            &encode(&text, encoding),
            &ReadOptions::default(),
            Rules::default(),
        )
        .unwrap();
        let read: Vec<String> = roster
            .all_rows()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| cell.text)
                    .collect::<Vec<_>>()
                    .join(",")
            })
            .collect();
        assert_eq!(read, users.lines().collect::<Vec<_>>(), "{name}");
    }
}
