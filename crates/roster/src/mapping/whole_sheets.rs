//! Mappings of whole sheets: which column is taken, and who is read out of it.

use crate::fields::name::NameOrder;
use crate::{Code, Field, Fix, ReadOptions, Roster, Rules, Scope};

/// A sheet of lines with tabs between the cells, written with `|` here.
pub(super) fn read(sheet: &str) -> Roster {
    let lines = sheet.lines().map(|line| {
        let cells = line.trim().split('|').map(str::trim);
        cells.collect::<Vec<_>>().join("\t")
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    Roster::read(
        "sheet",
        text.as_bytes(),
        &ReadOptions::default(),
        Rules::default(),
    )
    .unwrap()
}

/// First name, surname and phone of the first user.
pub(super) fn first_user(sheet: &str) -> [String; 3] {
    let roster = read(sheet);
    let user = roster.users().next().expect("a user that can be sent");
    [user.firstname, user.surname, user.phone]
}

/// The columns of some fields, 0 being the first.
pub(super) fn columns<const N: usize>(sheet: &str, fields: [Field; N]) -> [Option<u32>; N] {
    let roster = read(sheet);
    fields.map(|field| roster.mapping().column(field))
}

#[test]
fn a_column_headed_by_persons_goes_before_what_only_looks_like_names() {
    let headers = [
        "Dept|Employee|Mobile",
        "Squad|Employee|Mobile",
        "Niederlassung|Mitarbeiter|Handy",
        "Filial|Funcionário|Celular",
        "Gerencia|Trabajador|Celular",
        "Agence|Collaborateur|Portable",
        "Birim|Çalışan|Cep Tel",
        "Cabang|Pegawai|No HP",
        "Branch|Associate Name|Mobile",
        "Cluster|Payroll Name|Mobile",
        "الفرع|الموظف|الجوال",
        "สาขาย่อย|พนักงาน|เบอร์โทรศัพท์",
    ];
    for header in headers {
        let sheet = format!(
            "{header}\nVertrieb|Ana Silva|+351912345001\nEinkauf|Ben Lee|+351912345002\nVertrieb|Cy Ng|+351912345003"
        );
        assert_eq!(
            first_user(&sheet),
            ["Ana", "Silva", "+351912345001"],
            "{header}"
        );
    }
    for header in [
        "课室|员工|手机",
        "门店|店员|手机",
        "单位|使用人|联系电话",
        "岗位类型|人员|电话",
        "車間|員工|電話",
        "类别|成员|手机",
        "人员类别|人员名称|手机号码",
    ] {
        let sheet = format!(
            "{header}\n安全部|欧阳娜娜|13800138003\n金融部|李娜|13800138002\n正式工|王伟|13800138001"
        );
        assert_eq!(
            first_user(&sheet),
            ["娜娜", "欧阳", "13800138003"],
            "{header}"
        );
    }
}

#[test]
fn a_person_column_that_holds_numbers_gives_no_names() {
    let sheet = "Employee|Name|Mobile\n4711|Ana Silva|+351912345001\n4712|Ben Lee|+351912345002";
    assert_eq!(first_user(sheet), ["Ana", "Silva", "+351912345001"]);
    let sheet = "Employee|Title|Who|Mobile\n4711|CEO|Ana Silva|+351912345001\n4712|COO|Ben Lee|+351912345002";
    assert_eq!(columns(sheet, [Field::FullName]), [Some(2)]);
}

#[test]
fn without_a_header_what_repeats_is_a_department_and_what_does_not_a_name() {
    for sheet in [
        "1|Sales|Ana Silva|+351912345601\n2|Finance|Cy Lee|+351912345603\n3|Sales|Bo Ng|+351912345604",
        "1|Human Resources|Ana Silva|+351912345601\n2|Real Estate|Cy Lee|+351912345603\n3|Human Resources|Bo Ng|+351912345604",
        "Sales|Porto|Ana Silva|+351912345601\nFinance|Lisbon|Cy Lee|+351912345603\nSales|Porto|Bo Ng|+351912345604",
        "Sales|Ana|Silva|+351912345601\nSales|Cy|Lee|+351912345603\nSales|Bo|Ng|+351912345604",
        "Ana|Silva|Sales|+351912345601\nAna|Lee|Sales|+351912345603\nBo|Ng|Sales|+351912345604",
    ] {
        assert_eq!(
            first_user(sheet),
            ["Ana", "Silva", "+351912345601"],
            "{sheet}"
        );
    }
    let sheet =
        "王|小明|技术部|13800138001\n李|娜|技术部|13800138002\n欧阳|娜娜|市场部|13800138003";
    assert_eq!(first_user(sheet), ["小明", "王", "13800138001"]);
}

#[test]
fn an_empty_column_is_not_taken_where_another_is_filled() {
    let sheet = "Name|Mobile Phone|Phone number\nAna Silva||+351912345001\nBen Lee||+351912345002";
    assert_eq!(first_user(sheet), ["Ana", "Silva", "+351912345001"]);
    let sheet = "Name|Mobile Phone|Phone number\nAna Silva||\nBen Lee||";
    assert_eq!(columns(sheet, [Field::Phone]), [Some(1)]);
    let sheet = "Name|Mobile Phone|Phone number\nAna Silva||+351912345001\nBen Lee|+351912345002|";
    assert_eq!(
        columns(sheet, [Field::Phone]),
        [Some(1)],
        "half of it will do"
    );
    let sheet = "First name|Preferred first name|Last name|Phone\n|Ana|Silva|+351912345001";
    assert_eq!(first_user(sheet), ["Ana", "Silva", "+351912345001"]);
}

#[test]
fn a_badge_number_is_no_phone_where_a_phone_stands() {
    for sheet in [
        "Employee|Badge|ID card no.|Contact|Start\n\
         Ana Silva|10000001|110101199003071234|+351912345001|2020-01-01\n\
         Ben Lee|10000002|110101199003071235|+351912345002|2020-01-01",
        "Kolom1|Kolom2|Kolom3|Kolom4\n\
         20240501|10000001|Ana Silva|+351912345001\n20240502|10000002|Ben Lee|+351912345002",
        "Name|Badge|Extension no|Direct\n\
         Ana Silva|10000001|1234|+351912345001\nBen Lee|10000002|1235|+351912345002",
        "Kolom1|Kolom2|Kolom3\nAna Silva|10000001234|+351912345001\nBen Lee|10000001235|+351912345902",
    ] {
        assert_eq!(
            first_user(sheet),
            ["Ana", "Silva", "+351912345001"],
            "{sheet}"
        );
    }
    let sheet = "Kolom1|Kolom2|Kolom3\nAna Silva|10000001|0912345\nBen Lee|10000002|0912777";
    assert_eq!(columns(sheet, [Field::Phone]), [Some(2)], "counted up");
}

#[test]
fn an_area_code_is_not_put_before_a_mobile() {
    let sheet =
        "姓名|手机号码|区号|固定电话\n王伟|13800138000|010|62345678\n李娜|13800138001|021|52345678";
    assert_eq!(first_user(sheet), ["伟", "王", "13800138000"]);
    let sheet = "姓名|区号|手机号码\n王伟|010|13800138000\n李娜|021|13800138001";
    assert_eq!(first_user(sheet), ["伟", "王", "13800138000"]);
    let sheet = "姓名|区号|手机号码\n王伟|86|13800138000\n李娜|86|13800138001";
    assert_eq!(first_user(sheet), ["伟", "王", "8613800138000"]);
}

#[test]
fn names_are_split_in_the_order_that_their_header_states() {
    for header in [
        "Nachname Vorname",
        "Name, Vorname",
        "Apellidos y Nombres",
        "NOM et Prénom",
        "Last name, first name",
        "Surname and name",
        "Cognome e Nome",
        "Soyadı Adı",
    ] {
        let sheet = format!("{header}|Phone\nMüller Anna|+351912345001\nSilva Ben|+351912345002");
        let expected = ["Anna", "Müller", "+351912345001"];
        assert_eq!(first_user(&sheet), expected, "{header}");
        let mut roster = read(&sheet);
        let split = Fix::SplitNames {
            order: NameOrder::Auto,
        };
        roster.apply(&split, &Scope::All).unwrap();
        let user = roster.users().next().unwrap();
        assert_eq!([user.firstname, user.surname], ["Anna", "Müller"]);
    }
    let told = "Vorname Nachname|Phone\nAnna Müller|+351912345001";
    assert_eq!(first_user(told), ["Anna", "Müller", "+351912345001"]);
}

#[test]
fn the_order_of_the_header_holds_in_every_block_of_rows() {
    use std::fmt::Write;
    let mut sheet = String::from("Apellidos y Nombres|Phone");
    for row in 0..20_000 {
        write!(sheet, "\nGarcía López María|+3519123{row:05}").unwrap();
    }
    let roster = read(&sheet);
    let counts = roster.problem_counts();
    let guessed = counts
        .iter()
        .find(|(code, _)| *code == Code::NameSplitUncertain);
    assert_eq!(guessed.map(|&(_, rows)| rows), Some(20_000));
}

#[test]
fn names_below_a_header_of_the_other_order_are_not_turned_round_without_a_word() {
    let uncertain = |roster: &Roster| -> Vec<u32> {
        let rows = roster.all_rows().filter(|row| {
            let mut problems = row.problems.iter();
            problems.any(|it| it.code == Code::NameSplitUncertain)
        });
        rows.map(|row| row.number()).collect()
    };
    let names = |roster: &Roster| -> Vec<[String; 2]> {
        let users = roster.users();
        users.map(|user| [user.firstname, user.surname]).collect()
    };
    let roster = read(
        "Nom et prénom|Portable\nJean Dupont|+33612345601\nAwa Diop|+33612345602\nSophie MARTIN|+33612345603",
    );
    let expected = [["Jean", "Dupont"], ["Awa", "Diop"], ["Sophie", "MARTIN"]];
    assert_eq!(names(&roster), expected);
    assert_eq!(uncertain(&roster), [3], "nothing in `Awa Diop` tells");

    let roster = read(
        "Nom et prénom|Portable\nDupont Jean|+33612345601\nDiop Awa|+33612345602\n\
         Martin Sophie|+33612345603\nJean Paul|+33612345604",
    );
    let expected = [
        ["Jean", "Dupont"],
        ["Awa", "Diop"],
        ["Sophie", "Martin"],
        ["Paul", "Jean"],
    ];
    assert_eq!(names(&roster), expected);
    assert_eq!(
        uncertain(&roster),
        [5],
        "`Jean` is a given name to begin with"
    );
}
