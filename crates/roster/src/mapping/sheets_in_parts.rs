//! Whole sheets in which a phone or a name stands in several columns.

use super::whole_sheets::{columns, first_user, read};
use crate::fields::phone::PhoneFormat;
use crate::headers::{Candidate, match_header};
use crate::{Code, Field, Fix, Roster, Rules, Scope};

/// First name, surname and phone of the first user, where phones without a country are of this one.
fn first_user_at_home(sheet: &str, country: &str) -> [String; 3] {
    let mut roster = read(sheet);
    roster.set_rules(Rules {
        default_country: Some(country.parse().unwrap()),
        ..Rules::default()
    });
    let user = roster.users().next().expect("a user that can be sent");
    [user.firstname, user.surname, user.phone]
}

#[test]
fn an_area_code_in_a_column_of_its_own_is_not_lost() {
    for header in [
        "Country code|Area code|Phone",
        "CountryCodeNumber|AreaCode|PhoneNumber",
        "Country Code|City|Phone",
        "Código de país|Lada|Teléfono",
        "Código de país|Código de área|Teléfono",
        "Indicatif pays|Indicatif régional|Téléphone",
        "Ländervorwahl|Vorwahl|Telefon",
        "Kode negara|Kode area|Telepon",
        "รหัสประเทศ|รหัสพื้นที่|โทรศัพท์",
        "国番号|市外局番|電話番号",
        "국가번호|지역번호|전화번호",
        "Ülke kodu|Alan kodu|Telefon",
        "رمز الدولة|رمز المنطقة|الهاتف",
        "国家代码|区号|电话",
    ] {
        let sheet = format!("Full name|{header}\nAna Silva|52|55|12345678\nBen Lee|52|81|12345679");
        let phone = if header.contains("City") {
            "12345678"
        } else {
            "525512345678"
        };
        assert_eq!(first_user(&sheet), ["Ana", "Silva", phone], "{header}");
    }
}

#[test]
fn an_area_code_goes_before_a_phone_without_a_calling_code() {
    for header in [
        "DDD|Celular",
        "Area code|Phone",
        "Lada|Celular",
        "Prefijo|Celular",
        "Vorwahl|Telefon",
        "Prefix|Mobile",
    ] {
        let sheet = format!("Full name|{header}\nAna Silva|11|91234-5678\nBen Lee|21|91234-5679");
        assert_eq!(first_user(&sheet)[2], "1191234-5678", "{header}");
    }
    let chinese = "姓名|区号|电话\n王伟|010|62345678\n李娜|0755|62345679";
    assert_eq!(first_user(chinese), ["伟", "王", "01062345678"]);
    let german = "Name|Vorwahl|Telefon\nAnna Müller|030|62345678\nBen Groß|0170|1234567";
    assert_eq!(first_user_at_home(german, "DE")[2], "03062345678");
    let mixed = "姓名|区号|手机号码\n王伟|010|13800138000\n李娜|021|13800138001";
    assert_eq!(first_user_at_home(mixed, "CN")[2], "13800138000");
}

#[test]
fn a_column_of_prefixes_is_what_its_cells_are() {
    let fields = [Field::CountryCode, Field::AreaCode];
    for (header, code, phone, expected) in [
        ("区号", "86", "13800138000", [Some(1), None]),
        ("区号", "010", "62345678", [None, Some(1)]),
        ("电话区号", "0755", "62345678", [None, Some(1)]),
        ("Vorwahl", "+49", "30123456", [Some(1), None]),
        ("Vorwahl", "030", "123456", [None, Some(1)]),
        ("Prefijo", "34", "612345678", [Some(1), None]),
        ("Prefijo", "91", "1234567", [Some(1), None]),
        ("Area code", "86", "13800138000", [Some(1), None]),
        // Of a country, and perhaps that of an address.
        ("Country code", "CN", "13800138000", [None, None]),
        ("Prefix", "Mr.", "13800138000", [None, None]),
        ("Area code", "North", "13800138000", [None, None]),
    ] {
        let sheet =
            format!("Name|{header}|Mobile\nAna Silva|{code}|{phone}\nBen Lee|{code}|{phone}");
        assert_eq!(columns(&sheet, fields), expected, "{header} {code}");
    }
    for header in ["国家代码|区号", "区号|国家代码"] {
        let sheet = format!("姓名|{header}|电话\n王伟|52|52|12345678\n李娜|52|52|12345679");
        let first = header.starts_with("区号");
        let expected = if first {
            [Some(2), Some(1)]
        } else {
            [Some(1), Some(2)]
        };
        assert_eq!(columns(&sheet, fields), expected, "{header}");
    }
    let apart = "Name|Area code|City|Mobile\nAna Silva|010|Beijing|62345678";
    assert_eq!(columns(apart, fields), [None, None], "not beside the phone");
}

#[test]
fn a_code_is_one_with_the_word_for_its_phone_beside_it() {
    let fields = [Field::AreaCode, Field::Phone];
    for (header, expected) in [
        ("tel_area_code|tel_number", [Some(1), Some(2)]),
        ("Phone number area code|Phone number", [Some(1), Some(2)]),
        ("Telefon Vorwahl|Telefon", [Some(1), Some(2)]),
        ("DDD celular|Celular", [Some(1), Some(2)]),
        ("Código de área teléfono|Teléfono", [Some(1), Some(2)]),
        ("手机号码区号|手机号码", [Some(1), Some(2)]),
        ("Plant area code|Phone", [None, Some(2)]),
    ] {
        let sheet = format!("Name|{header}\nAna Silva|11|91234-5678\nBen Lee|21|91234-5679");
        assert_eq!(columns(&sheet, fields), expected, "{header}");
    }
    for header in [
        "DDD / Telefone",
        "DDD + Celular",
        "DDD celular",
        "Country code/Phone number",
        "Mobile number with country code",
        "Telefon mit Vorwahl",
        "区号+电话",
    ] {
        let sheet = format!("Name|{header}\nAna Silva|11 91234-5678\nBen Lee|21 91234-5679");
        assert_eq!(columns(&sheet, fields), [None, Some(1)], "{header}");
    }
}

#[test]
fn joining_calling_codes_writes_the_area_codes_as_well() {
    let sheet =
        "Name|Country code|Area code|Phone\nAna Silva|52|55|12345678\nBen Lee|52||5512345679";
    let mut roster = read(sheet);
    let phones = |roster: &Roster| roster.users().map(|user| user.phone).collect::<Vec<_>>();
    let joined = ["525512345678", "525512345679"];
    assert_eq!(phones(&roster), joined);
    roster.apply(&Fix::JoinCallingCodes, &Scope::All).unwrap();
    assert_eq!(phones(&roster), joined);
    assert_eq!(roster.row(2).unwrap().cells[3].text, joined[0]);
    assert_eq!(roster.mapping().field(2), None);
    roster.undo();
    assert_eq!(roster.row(2).unwrap().cells[3].text, "12345678");
    assert_eq!(phones(&roster), joined);
}

#[test]
fn a_format_and_lost_zeros_are_for_the_phone_with_its_codes() {
    let sheet = "Name|Country code|Area code|Phone\nAna Silva|52|55|12345678";
    let mut roster = read(sheet);
    let format = Fix::FormatPhones(PhoneFormat::E164);
    assert_eq!(roster.preview(&format, &Scope::All).unwrap().unable, 0);
    roster.apply(&format, &Scope::All).unwrap();
    assert_eq!(roster.users().next().unwrap().phone, "+525512345678");
    // The workbook's number cell lost the zero of `010`.
    let sheet = "姓名|长途区号|电话\n王伟|10|62345678\n李娜|755|62345679";
    let mut roster = read(sheet);
    roster.set_rules(Rules {
        default_country: Some("CN".parse().unwrap()),
        ..Rules::default()
    });
    let lost = |roster: &Roster| {
        let counts = roster.problem_counts();
        counts.iter().any(|(code, _)| *code == Code::PhoneZerosLost)
    };
    assert!(lost(&roster));
    roster
        .apply(&Fix::RestoreZeros { zeros: None }, &Scope::All)
        .unwrap();
    assert!(!lost(&roster));
    assert_eq!(roster.users().next().unwrap().phone, "01062345678");
}

#[test]
fn a_second_surname_in_a_column_of_its_own_is_not_lost() {
    for header in [
        "Nombre|Apellido paterno|Apellido materno",
        "Nombre(s)|Primer apellido|Segundo apellido",
        "Nombres|Apellido 1|Apellido 2",
        "Nombres|Paterno|Materno",
        "Nome|Primeiro sobrenome|Segundo sobrenome",
        "First name|First last name|Second last name",
        "First name|Last name|Last name 2",
        "First name|Surname|Maternal surname",
    ] {
        let sheet = format!("{header}|Celular\nGabriel|García|Márquez|+525512345678");
        let user = ["Gabriel", "García Márquez", "+525512345678"];
        assert_eq!(first_user(&sheet), user, "{header}");
        let sheet = format!("{header}|Celular\nGabriel|García||+525512345678");
        assert_eq!(first_user(&sheet)[1], "García", "{header}");
    }
    let alone = "Nombre|Apellido materno|Celular\nGabriel|Márquez|+525512345678";
    assert_eq!(columns(alone, [Field::SecondSurname]), [None]);
}

#[test]
fn a_prefix_in_a_column_of_its_own_goes_before_the_surname() {
    for header in [
        "Voornaam|Tussenvoegsel|Achternaam",
        "Roepnaam|Voorvoegsel|Achternaam",
        "First name|Surname prefix|Surname",
        "firstName|infix|lastName",
        "Vorname|Vorsatzwort|Nachname",
        "Prénom|Particule|Nom",
    ] {
        let sheet = format!(
            "{header}|Mobile\nJan|van den|Berg|+31612345678\nEva||Bos|+31612345679\nIda|'t|Hart|+31612345670"
        );
        let user = ["Jan", "van den Berg", "+31612345678"];
        assert_eq!(first_user(&sheet), user, "{header}");
        let users: Vec<_> = read(&sheet).users().map(|user| user.surname).collect();
        assert_eq!(users, ["van den Berg", "Bos", "'t Hart"], "{header}");
    }
}

#[test]
fn a_prefix_that_may_be_of_another_name_is_left_alone() {
    for (sheet, surname) in [
        ("Prefix|First name|Last name|Mobile\nMr.|Jan|Berg", "Berg"),
        (
            "First name|Surname prefix|Last name|Mobile\nJan|Dr.|Berg",
            "Berg",
        ),
        ("First name|Infix|Last name|Mobile\nJan|12-7|Berg", "Berg"),
        (
            "Voornaam|Voorvoegsel geboortenaam|Geboortenaam|Voorvoegsel|Achternaam|Mobiel\nEva|van den|Berg|de|Vries",
            "de Vries",
        ),
        (
            "Voornaam|Achternaam|Voorvoegsel geboortenaam|Geboortenaam|Mobiel\nEva|Vries|van den|Berg",
            "Vries",
        ),
        (
            "Voornaam|Tussenvoegsel meisjesnaam|Meisjesnaam|Achternaam|Mobiel\nEva|van den|Berg|Vries",
            "Vries",
        ),
        (
            "Voornaam|Voorvoegsel geboortenaam|Achternaam|Mobiel\nEva|van den|Vries",
            "Vries",
        ),
        (
            "Voornaam|Tussenvoegsel|Geboortenaam|Achternaam|Mobiel\nEva|van den|Berg|de Vries",
            "de Vries",
        ),
        (
            "Voornaam|Achternaam|Contactpersoon voornaam|Contactpersoon tussenvoegsel|Contactpersoon achternaam|Mobiel\nEva|Berg|Jan|van den|Dijk",
            "Berg",
        ),
        (
            "Vorname|Vorsatzwort Geburtsname|Geburtsname|Nachname|Mobil\nEva|von|Berg|Vries",
            "Vries",
        ),
        (
            "Prénom|Particule|Nom de jeune fille|Nom|Mobile\nEva|de|Berg|Martin",
            "Martin",
        ),
        ("Prénom|Particule|Nom|Mobile\nEva|oui|Martin", "Martin"),
    ] {
        let sheet = format!("{sheet}|+31612345678");
        assert_eq!(first_user(&sheet)[1], surname, "{sheet}");
    }
}

#[test]
fn a_prefix_is_nobodys_surname_and_its_errors_are_the_surnames() {
    let sheet = "First name|Surname prefix|Surname|Mobile\n\
                 Jan|van||+31612345678\nEva|van|-|+31612345679\nIda|#N/A|Bos|+31612345670";
    let mut roster = read(sheet);
    roster.set_mapping(roster.mapping().clone().with(Field::SurnamePrefix, 1));
    let row = |number| roster.row(number).unwrap();
    assert_eq!(row(2).user.surname, "");
    assert_eq!(row(3).user.surname, "-");
    let errors = row(4).problems.into_iter();
    let errors: Vec<_> = errors.map(|it| (it.code, it.field)).collect();
    assert_eq!(errors, [(Code::CellError, Some(Field::Surname))]);
}

#[test]
fn a_surname_of_three_columns_is_joined_for_good_before_it_is_edited() {
    let sheet = "First name|Surname prefix|Surname|Second surname|Mobile\n\
                 Ana|de la|Cruz|Silva|+525512345678\nBen||Lee||+525512345679";
    let mut roster = read(sheet);
    let surnames = |roster: &Roster| roster.users().map(|user| user.surname).collect::<Vec<_>>();
    let before = (roster.mapping().clone(), surnames(&roster));
    assert_eq!(before.1, ["de la Cruz Silva", "Lee"]);
    let preview = roster.preview(&Fix::JoinNames, &Scope::All).unwrap();
    assert_eq!(
        preview.changed, 1,
        "of one cell, though two columns are joined to it"
    );
    roster.apply(&Fix::JoinNames, &Scope::All).unwrap();
    assert_eq!(surnames(&roster), before.1);
    assert_eq!(roster.mapping().in_parts().count(), 0);
    roster.edit(2, 2, "de la Cruz").unwrap();
    assert_eq!(surnames(&roster)[0], "de la Cruz");
    roster.undo();
    roster.undo();
    assert_eq!((roster.mapping().clone(), surnames(&roster)), before);
}

#[test]
fn a_second_given_name_is_used_where_somebody_says_so() {
    let sheet = "Primer nombre|Segundo nombre|Apellidos|Celular\nAna|María|Silva|+525512345678";
    assert_eq!(first_user(sheet)[0], "Ana");
    let mut roster = read(sheet);
    let offered = |candidates: &[Candidate]| {
        candidates
            .iter()
            .any(|it| it.field == Some(Field::MiddleName))
    };
    assert!(offered(&roster.columns()[1].candidates));
    roster.set_mapping(roster.mapping().clone().with(Field::MiddleName, 1));
    assert_eq!(roster.users().next().unwrap().firstname, "Ana María");
    for header in [
        "Middle name",
        "отчество",
        "Zweiter Vorname",
        "middleName",
        "中间名",
    ] {
        let found = match_header(header);
        assert_eq!(found[0].field, None, "{header}");
        assert!(offered(&found), "{header}");
    }
}

#[test]
fn names_are_joined_for_good_before_one_is_edited() {
    let sheet = "Nombre|Apellido paterno|Apellido materno|Celular\n\
                 Ana|García|Márquez|+525512345678\nBen|Lee||+525512345679";
    let mut roster = read(sheet);
    let surnames = |roster: &Roster| roster.users().map(|user| user.surname).collect::<Vec<_>>();
    let before = (roster.mapping().clone(), surnames(&roster));
    let preview = roster.preview(&Fix::JoinNames, &Scope::All).unwrap();
    assert_eq!(preview.samples[0].after, "García Márquez");
    assert_eq!(preview.changed, 1);
    roster.apply(&Fix::JoinNames, &Scope::All).unwrap();
    assert_eq!(surnames(&roster), ["García Márquez", "Lee"]);
    assert_eq!(roster.mapping().column(Field::SecondSurname), None);
    roster.edit(2, 1, "García López").unwrap();
    assert_eq!(surnames(&roster)[0], "García López");
    roster.undo();
    roster.undo();
    assert_eq!((roster.mapping().clone(), surnames(&roster)), before);
}

#[test]
fn an_error_in_a_second_surname_is_one_of_the_surname() {
    let sheet = "Nombre|Apellido paterno|Apellido materno|Celular\nAna|García|#N/A|+525512345678";
    let roster = read(sheet);
    let row = roster.row(2).unwrap();
    let problem = row.problems.iter().find(|it| it.code == Code::CellError);
    assert_eq!(problem.unwrap().field, Some(Field::Surname));
}
