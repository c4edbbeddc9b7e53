//! Whole header rows, in every language.

use super::super::{Confidence, assign, match_header};
use super::{assert_maps, headers};
use crate::Field::{Email, FirstName, Password, Phone, Surname};

/// The five fields in each language, in the service's order.
const FIVE: &str = "\
    firstname | surname | phone | email | password
    First Name | Last Name | Mobile No. | E-mail Address | Initial password
    名 | 姓 | 手机号码 | 电子邮箱 | 初始密码
    名 | 姓 | 手機號碼 | 電子郵件 | 密碼
    Nombre | Apellidos | Teléfono móvil | Correo electrónico | Contraseña
    Nome | Sobrenome | Celular | Endereço de e-mail | Senha
    Nome | Apelido | Telemóvel | Correio eletrónico | Palavra-passe
    Prénom | Nom | Portable | Courriel | Mot de passe
    Vorname | Nachname | Handynummer | E-Mail-Adresse | Kennwort
    Ad | Soyadı | Cep Telefonu | E-posta | Şifre
    الاسم الأول | اسم العائلة | رقم الجوال | البريد الإلكتروني | كلمة المرور
    ชื่อ | นามสกุล | เบอร์โทรศัพท์ | อีเมล | รหัสผ่าน
    Nama Depan | Nama Belakang | No. HP | Alamat Surel | Kata Sandi
    名 | 姓 | 携帯電話番号 | メールアドレス | パスワード
    이름 | 성 | 휴대폰 번호 | 이메일 | 비밀번호
    Nome | Cognome | Cellulare | Indirizzo email | Password
    Имя | Фамилия | Мобильный телефон | Электронная почта | Пароль
    Ім'я | Прізвище | Мобільний телефон | Електронна пошта | Пароль
    Imię | Nazwisko | Telefon komórkowy | Adres e-mail | Hasło
    Tên | Họ | Số điện thoại | Thư điện tử | Mật khẩu
    Voornaam | Achternaam | Mobiel nummer | E-mailadres | Wachtwoord
    Förnamn | Efternamn | Mobilnummer | E-postadress | Lösenord
    Etunimi | Sukunimi | Matkapuhelin | Sähköposti | Salasana
    Jméno | Příjmení | Mobilní telefon | E-mailová adresa | Heslo
    Keresztnév | Vezetéknév | Mobilszám | E-mail cím | Jelszó
    Prenume | Nume | Telefon mobil | Adresă de e-mail | Parolă
    Όνομα | Επώνυμο | Κινητό | Διεύθυνση email | Κωδικός πρόσβασης
    שם פרטי | שם משפחה | טלפון נייד | דוא\"ל | סיסמה
    نام | نام خانوادگی | شماره موبایل | پست الکترونیک | رمز عبور
    पहला नाम | उपनाम | मोबाइल नंबर | ईमेल | पासवर्ड";

#[test]
fn each_language_names_the_five_fields() {
    let five = [FirstName, Surname, Phone, Email, Password].map(Some);
    for row in FIVE.lines() {
        let fields: Vec<_> = assign(&headers(row))
            .into_iter()
            .map(|it| it.map(|it| it.field))
            .collect();
        assert_eq!(fields, five, "{row}");
    }
}

#[test]
fn a_mobile_goes_before_a_work_phone_before_one_at_home() {
    let phones = [
        "Recovery phone",
        "Home phone",
        "Work phone",
        "Phone",
        "Mobile",
    ];
    for kept in 1..=phones.len() {
        assert_maps(
            &phones[..kept].join("|"),
            &format!("phone={}", phones[kept - 1]),
        );
    }
    let ranks = phones.map(|phone| match_header(phone)[0].rank);
    assert!(
        ranks.is_sorted_by(|worse, better| worse > better),
        "{ranks:?}"
    );
    for row in [
        "座机|手机",
        "자택 전화|휴대폰",
        "Telefon privat|Handy",
        "Téléphone fixe|Portable",
    ] {
        assert_maps(row, &format!("phone={}", headers(row)[1]));
    }
}

#[test]
fn an_address_goes_before_an_alternate_one_before_a_login() {
    assert_maps("Alternate email | Email", "email=Email");
    assert_maps("个人邮箱 | 企业邮箱", "email=企业邮箱");
    assert_maps(
        "Username | Alternate email address",
        "email=Alternate email address",
    );
    assert_maps(
        "Username | User principal name",
        "email=User principal name",
    );
    assert_maps("Username | Phone", "phone=Phone");
    let login = match_header("Username")[0];
    assert_eq!(
        (login.field, login.confidence),
        (Some(Email), Confidence::Possible)
    );
}

#[test]
fn name_means_what_the_row_leaves_open() {
    assert_maps("Name | Surname", "firstname=Name | surname=Surname");
    assert_maps("Vorname | Name", "firstname=Vorname | surname=Name");
    assert_maps("Nom | Prénom", "firstname=Prénom | surname=Nom");
    assert_maps("Nom | Courriel", "full_name=Nom | email=Courriel");
    assert_maps("Nombre | Apellidos", "firstname=Nombre | surname=Apellidos");
    assert_maps("ชื่อ | นามสกุล", "firstname=ชื่อ | surname=นามสกุล");
    assert_maps("姓 | 名字", "surname=姓 | firstname=名字");
    assert_maps("名字 | 名", "surname=名字 | firstname=名");
    assert_maps(
        "Display name | First name | Last name",
        "firstname=First name | surname=Last name",
    );
    assert_maps("Full name | Display name", "full_name=Full name");
    assert_maps("英文名 | 姓名", "full_name=姓名");
    assert_maps(
        "Preferred first name | Last name",
        "firstname=Preferred first name | surname=Last name",
    );
    assert_maps("Preferred first name | First name", "firstname=First name");
}

#[test]
fn a_country_code_is_one_beside_the_phone() {
    assert_maps(
        "姓名 | 区号 | 手机号",
        "full_name=姓名 | country_code=区号 | phone=手机号",
    );
    assert_maps(
        "Country code | Phone",
        "country_code=Country code | phone=Phone",
    );
    assert_maps("Phone | City | Country code", "phone=Phone");
    assert_maps(
        "Dial code | Name | Phone",
        "country_code=Dial code | full_name=Name | phone=Phone",
    );
}

#[test]
fn a_field_is_given_to_the_first_of_equal_columns() {
    let row = ["Phone", "Phone", "Mobile", "Mobile", "Email", "Email"];
    let given: Vec<bool> = assign(&row).iter().map(Option::is_some).collect();
    assert_eq!(given, [false, false, true, false, true, false]);
}

#[test]
fn first_and_last_are_names_where_they_are_the_whole_header() {
    for row in [
        "Squad | First | Last | Mobile",
        "Last | First | Cell Phone | Email",
        "LAST | FIRST | M.I. | CELL | EMAIL",
        "Squad | Given | Family | Mobile",
        "الاسم الأول | العائلة | الجوال",
    ] {
        let columns = headers(row);
        let fields = assign(&columns).into_iter().map(|it| it.map(|it| it.field));
        let of = |field| fields.clone().position(|it| it == Some(field));
        let place = |names: &[&str]| columns.iter().position(|it| names.contains(it));
        let first = place(&["First", "FIRST", "Given", "الاسم الأول"]);
        let last = place(&["Last", "LAST", "Family", "العائلة"]);
        assert_eq!((of(FirstName), of(Surname)), (first, last), "{row}");
    }
    assert_maps("Last, First | Phone", "full_name=Last, First | phone=Phone");
    assert_maps(
        "First | Last | First name | Surname",
        "firstname=First name | surname=Surname",
    );
    assert_maps(
        "Full name | First day | Last promotion | Last seen | Family size | First / Last seen",
        "full_name=Full name",
    );
}

#[test]
fn a_part_of_a_name_goes_before_the_whole_it_is_a_part_of() {
    assert_maps(
        "Legal Name - First Name | Legal Name - Last Name | Primary Mobile Phone Number",
        "firstname=Legal Name - First Name | surname=Legal Name - Last Name | phone=Primary Mobile Phone Number",
    );
    assert_maps(
        "Full name (last name, first name) | Phone",
        "full_name=Full name (last name, first name) | phone=Phone",
    );
}

#[test]
fn a_phone_of_the_company_is_one_of_the_user() {
    assert_maps(
        "Name | Company Mobile | Company email",
        "full_name=Name | phone=Company Mobile | email=Company email",
    );
    assert_maps(
        "中文姓名 | 分機 | 公司手機 | 私人手機",
        "full_name=中文姓名 | phone=公司手機",
    );
}

#[test]
fn a_word_that_ends_in_a_hyphen_belongs_to_the_next() {
    assert_maps(
        "Vor-/Nachname | Handy",
        "full_name=Vor-/Nachname | phone=Handy",
    );
    assert_maps(
        "Nach-/Vorname | Handy",
        "full_name=Nach-/Vorname | phone=Handy",
    );
    assert_maps(
        "Vor- & Zuname | Handy",
        "full_name=Vor- & Zuname | phone=Handy",
    );
    assert_maps(
        "Voor-/achternaam | Mobiel",
        "full_name=Voor-/achternaam | phone=Mobiel",
    );
}

#[test]
fn before_a_colon_stands_a_group_of_columns() {
    assert_maps(
        "Personal Contact: Personal Email | Work Contact: Work Email",
        "email=Work Contact: Work Email",
    );
    assert_eq!(
        assign(&["Emergency: Phone", "Emergency Contact: Mobile"]),
        [None, None]
    );
    assert_maps("Employee: First Name", "firstname=Employee: First Name");
}
