//! Headers of every language and of other consoles' exports.

use super::{Confidence, assign, match_header};
use crate::Field::{self, CountryCode, Email, FirstName, FullName, Password, Phone, Surname};

/// The field a header means in the first place.
fn field(header: &str) -> Option<Field> {
    match_header(header)
        .first()
        .and_then(|candidate| candidate.field)
}

/// The columns a row's fields are taken from, by header.
fn mapped(row: &[&str]) -> Vec<(Field, String)> {
    let mut found: Vec<_> = assign(row)
        .into_iter()
        .zip(row)
        .filter_map(|(assigned, header)| assigned.map(|it| (it.field, (*header).to_owned())))
        .collect();
    found.sort();
    found
}

fn assert_maps(row: &[&str], expected: &[(Field, &str)]) {
    let mut expected: Vec<_> = expected
        .iter()
        .map(|(field, header)| (*field, (*header).to_owned()))
        .collect();
    expected.sort();
    assert_eq!(mapped(row), expected, "{row:?}");
}

#[test]
fn each_language_names_the_five_fields() {
    let rosters: [[&str; 5]; 22] = [
        ["firstname", "surname", "phone", "email", "password"],
        [
            "First Name",
            "Last Name",
            "Mobile No.",
            "E-mail Address",
            "Initial password",
        ],
        ["名", "姓", "手机号码", "电子邮箱", "初始密码"],
        ["名", "姓", "手機號碼", "電子郵件", "密碼"],
        [
            "Nombre",
            "Apellidos",
            "Teléfono móvil",
            "Correo electrónico",
            "Contraseña",
        ],
        [
            "Nome",
            "Sobrenome",
            "Celular",
            "Endereço de e-mail",
            "Senha",
        ],
        [
            "Nome",
            "Apelido",
            "Telemóvel",
            "Correio eletrónico",
            "Palavra-passe",
        ],
        ["Prénom", "Nom", "Portable", "Courriel", "Mot de passe"],
        [
            "Vorname",
            "Nachname",
            "Handynummer",
            "E-Mail-Adresse",
            "Kennwort",
        ],
        ["Ad", "Soyadı", "Cep Telefonu", "E-posta", "Şifre"],
        [
            "الاسم الأول",
            "اسم العائلة",
            "رقم الجوال",
            "البريد الإلكتروني",
            "كلمة المرور",
        ],
        ["ชื่อ", "นามสกุล", "เบอร์โทรศัพท์", "อีเมล", "รหัสผ่าน"],
        [
            "Nama Depan",
            "Nama Belakang",
            "No. HP",
            "Alamat Surel",
            "Kata Sandi",
        ],
        ["名", "姓", "携帯電話番号", "メールアドレス", "パスワード"],
        ["이름", "성", "휴대폰 번호", "이메일", "비밀번호"],
        [
            "Nome",
            "Cognome",
            "Cellulare",
            "Indirizzo email",
            "Password",
        ],
        [
            "Имя",
            "Фамилия",
            "Мобильный телефон",
            "Электронная почта",
            "Пароль",
        ],
        [
            "Imię",
            "Nazwisko",
            "Telefon komórkowy",
            "Adres e-mail",
            "Hasło",
        ],
        ["Tên", "Họ", "Số điện thoại", "Thư điện tử", "Mật khẩu"],
        [
            "Voornaam",
            "Achternaam",
            "Mobiel nummer",
            "E-mailadres",
            "Wachtwoord",
        ],
        [
            "Förnamn",
            "Efternamn",
            "Mobilnummer",
            "E-postadress",
            "Lösenord",
        ],
        ["שם פרטי", "שם משפחה", "טלפון נייד", "דוא\"ל", "סיסמה"],
    ];
    for row in rosters {
        let fields: Vec<_> = assign(&row)
            .into_iter()
            .map(|it| it.map(|it| it.field))
            .collect();
        assert_eq!(
            fields,
            [FirstName, Surname, Phone, Email, Password].map(Some),
            "{row:?}"
        );
    }
}

#[test]
fn each_language_has_a_full_name() {
    let names = [
        "Full name",
        "姓名",
        "真实姓名",
        "姓名（必填）",
        "Nombre y apellidos",
        "Nome completo",
        "Nom et prénom",
        "Vor- und Nachname",
        "Name, Vorname",
        "Ad Soyad",
        "Adı Soyadı",
        "الاسم الكامل",
        "ชื่อ-นามสกุล",
        "Nama Lengkap",
        "氏名",
        "お名前",
        "성명",
        "Nome e cognome",
        "ФИО",
        "Imię i nazwisko",
        "Họ và tên",
        "Name",
        "姓名 Name",
        "Name / 姓名",
        "Last name, First name",
        "Last Name/First Name",
    ];
    for name in names {
        assert_eq!(field(name), Some(FullName), "{name}");
        assert_eq!(
            assign(&[name])[0].map(|it| it.field),
            Some(FullName),
            "{name}"
        );
    }
}

#[test]
fn writing_and_notes_do_not_matter() {
    let headers = [
        ("FIRST_NAME", FirstName),
        ("firstName", FirstName),
        ("first name *", FirstName),
        ("  First  Name : ", FirstName),
        ("Ｆｉｒｓｔ　Ｎａｍｅ", FirstName),
        ("First Name [Required]", FirstName),
        ("First name [givenName] Required", FirstName),
        ("First name (optional)", FirstName),
        ("Employee first name", FirstName),
        ("PRENOM", FirstName),
        ("*姓名", FullName),
        ("姓名*", FullName),
        ("员工姓名", FullName),
        ("【必填】姓名", FullName),
        ("手机号（必填）", Phone),
        ("手机号(11位)", Phone),
        ("手機號碼（必填）", Phone),
        ("请输入手机号", Phone),
        ("手机号 Mobile", Phone),
        ("Mobile/手机", Phone),
        ("Phone No.", Phone),
        ("Tel #", Phone),
        ("Phone (mobile)", Phone),
        ("Phone number (with country code)", Phone),
        ("Telefon (mobil)", Phone),
        ("携帯電話番号（ハイフンなし）", Phone),
        ("Your e-mail address", Email),
        ("e mail", Email),
        ("E-mail адрес", Email),
        ("电子邮件地址 (Email)", Email),
        ("KooDrive password", Password),
        ("Password (8-32 characters)", Password),
        ("登录密码", Password),
        ("国家区号", CountryCode),
        ("Country calling code", CountryCode),
    ];
    for (header, expected) in headers {
        assert_eq!(field(header), Some(expected), "{header}");
    }
}

#[test]
fn what_belongs_to_others_is_known_and_not_used() {
    let headers = [
        "Department",
        "部门",
        "工号",
        "Job title",
        "Fax",
        "传真",
        "Emergency phone",
        "Emergency contact phone",
        "紧急联系人电话",
        "Manager email",
        "Manager's Email Address",
        "Parent mobile",
        "家长手机号",
        "Phone type",
        "Email verified",
        "Confirm password",
        "确认密码",
        "Password hash",
        "Password Hash Function [UPLOAD ONLY]",
        "Password never expires",
        "Change Password at Next Sign-In",
        "Middle name",
        "氏名（カナ）",
        "姓（フリガナ）",
        "姓名拼音",
        "名（ローマ字）",
        "Block sign in (Yes/No) [accountEnabled] Required",
        "Company name",
        "School Name",
        "Father's Name",
        "Vater Vorname",
        "Nom du père",
        "Phone (emergency)",
        "緊急連絡先",
        "Office number",
        "ZIP or postal code",
    ];
    for header in headers {
        let candidates = match_header(header);
        assert!(!candidates.is_empty(), "{header}");
        assert_eq!(candidates[0].field, None, "{header}");
        assert_eq!(assign(&[header]), [None], "{header}");
    }
}

#[test]
fn values_and_sentences_are_no_headers() {
    let texts = [
        "",
        "   ",
        "*",
        "13800138000",
        "ann@example.com",
        "Ann",
        "王小明",
        "Müller",
        "2024-05-01",
        "Q!@1assword",
        "0.5",
        "张三",
        "Zoë Saldaña",
        "Tag of the invoice",
        "Wifi password of the guest network",
        "2024年新员工手机号登记表",
        "Please fill in the phone number of every user and send the sheet back before Friday, thank you.",
        "Instructions: do not change the header row",
        "Version 1.0",
    ];
    for text in texts {
        assert_eq!(match_header(text), [], "{text}");
    }
}

#[test]
fn a_mobile_goes_before_a_work_phone_before_one_at_home() {
    let phones = ["Home phone", "Work phone", "Phone", "Mobile"];
    for kept in 1..=phones.len() {
        let row = &phones[..kept];
        assert_eq!(mapped(row), [(Phone, row[kept - 1].to_owned())]);
    }
    let ranks: Vec<_> = phones
        .iter()
        .map(|phone| match_header(phone)[0].rank)
        .collect();
    assert!(
        ranks.is_sorted_by(|home, mobile| home > mobile),
        "{ranks:?}"
    );
    for row in [
        ["座机", "手机"],
        ["자택 전화", "휴대폰"],
        ["Telefon privat", "Handy"],
        ["Téléphone fixe", "Portable"],
    ] {
        assert_eq!(mapped(&row), [(Phone, row[1].to_owned())]);
    }
}

#[test]
fn an_address_goes_before_an_alternate_one_before_a_login() {
    assert_maps(&["Alternate email", "Email"], &[(Email, "Email")]);
    assert_maps(&["个人邮箱", "企业邮箱"], &[(Email, "企业邮箱")]);
    assert_maps(
        &["Username", "Alternate email address"],
        &[(Email, "Alternate email address")],
    );
    assert_maps(&["Username", "Phone"], &[(Phone, "Phone")]);
    let login = match_header("Username")[0];
    assert_eq!(
        (login.field, login.confidence),
        (Some(Email), Confidence::Possible)
    );
}

#[test]
fn name_means_what_the_row_leaves_open() {
    assert_maps(
        &["Name", "Surname"],
        &[(FirstName, "Name"), (Surname, "Surname")],
    );
    assert_maps(
        &["Vorname", "Name"],
        &[(FirstName, "Vorname"), (Surname, "Name")],
    );
    assert_maps(
        &["Nom", "Prénom"],
        &[(FirstName, "Prénom"), (Surname, "Nom")],
    );
    assert_maps(
        &["Nom", "Courriel"],
        &[(FullName, "Nom"), (Email, "Courriel")],
    );
    assert_maps(
        &["Nombre", "Apellidos"],
        &[(FirstName, "Nombre"), (Surname, "Apellidos")],
    );
    assert_maps(&["ชื่อ", "นามสกุล"], &[(FirstName, "ชื่อ"), (Surname, "นามสกุล")]);
    assert_maps(&["姓", "名字"], &[(Surname, "姓"), (FirstName, "名字")]);
    assert_maps(&["名字", "名"], &[(Surname, "名字"), (FirstName, "名")]);
    assert_maps(
        &["Display name", "First name", "Last name"],
        &[(FirstName, "First name"), (Surname, "Last name")],
    );
    assert_maps(&["Full name", "Display name"], &[(FullName, "Full name")]);
    assert_maps(&["英文名", "姓名"], &[(FullName, "姓名")]);
}

#[test]
fn a_country_code_is_one_beside_the_phone() {
    assert_maps(
        &["姓名", "区号", "手机号"],
        &[(FullName, "姓名"), (CountryCode, "区号"), (Phone, "手机号")],
    );
    assert_maps(
        &["Name", "Country code", "Phone"],
        &[
            (FullName, "Name"),
            (CountryCode, "Country code"),
            (Phone, "Phone"),
        ],
    );
    assert_maps(&["Phone", "City", "Country code"], &[(Phone, "Phone")]);
    assert_maps(
        &["Dial code", "Name", "Phone"],
        &[
            (CountryCode, "Dial code"),
            (FullName, "Name"),
            (Phone, "Phone"),
        ],
    );
}

#[test]
fn a_field_is_given_to_one_column_only() {
    let row = ["Phone", "Phone", "Mobile", "Mobile", "Email", "Email"];
    assert_maps(&row, &[(Phone, "Mobile"), (Email, "Email")]);
    assert_eq!(
        assign(&row).iter().position(Option::is_some),
        Some(2),
        "the first of equals"
    );
}

#[test]
fn microsoft_365_maps_itself() {
    let template = [
        "Username",
        "First name",
        "Last name",
        "Display name",
        "Job title",
        "Department",
        "Office number",
        "Office phone",
        "Mobile phone",
        "Fax",
        "Alternate email address",
        "Address",
        "City",
        "State or province",
        "ZIP or postal code",
        "Country or region",
    ];
    let fields = [
        (FirstName, "First name"),
        (Surname, "Last name"),
        (Phone, "Mobile phone"),
        (Email, "Alternate email address"),
    ];
    assert_maps(&template, &fields);
    let export = [
        "Block credential",
        "City",
        "Country",
        "Department",
        "DirSyncEnabled",
        "Display name",
        "Fax",
        "First name",
        "Last dirsync time",
        "Last name",
        "Last password change time stamp",
        "License assignment details",
        "Licenses",
        "Mobile Phone",
        "Oath token metadata",
        "Object Id",
        "Office",
        "Password never expires",
        "Phone number",
        "Postal code",
        "Preferred data location",
        "Preferred language",
        "Proxy addresses",
        "Release track",
        "Soft deletion time stamp",
        "State",
        "Street address",
        "Strong password required",
        "Title",
        "Usage location",
        "User principal name",
        "When created",
    ];
    let fields = [
        (FirstName, "First name"),
        (Surname, "Last name"),
        (Phone, "Mobile Phone"),
        (Email, "User principal name"),
    ];
    assert_maps(&export, &fields);
}

#[test]
fn entra_id_maps_itself() {
    let template = [
        "Name [displayName] Required",
        "User name [userPrincipalName] Required",
        "Initial password [passwordProfile] Required",
        "Block sign in (Yes/No) [accountEnabled] Required",
        "First name [givenName]",
        "Last name [surname]",
        "Job title [jobTitle]",
        "Department [department]",
        "Usage location [usageLocation]",
        "Street address [streetAddress]",
        "State or province [state]",
        "Country or region [country]",
        "Office [physicalDeliveryOfficeName]",
        "City [city]",
        "ZIP or postal code [postalCode]",
        "Office phone [telephoneNumber]",
        "Mobile phone [mobile]",
    ];
    let fields = [
        (FirstName, "First name [givenName]"),
        (Surname, "Last name [surname]"),
        (Phone, "Mobile phone [mobile]"),
        (Email, "User name [userPrincipalName] Required"),
        (Password, "Initial password [passwordProfile] Required"),
    ];
    assert_maps(&template, &fields);
    let download = [
        "userPrincipalName",
        "displayName",
        "surname",
        "mail",
        "givenName",
        "id",
        "userType",
        "jobTitle",
        "department",
        "accountEnabled",
        "usageLocation",
        "streetAddress",
        "state",
        "country",
        "physicalDeliveryOfficeName",
        "city",
        "postalCode",
        "telephoneNumber",
        "mobilePhone",
        "alternateEmailAddress",
        "ageGroup",
        "consentProvidedForMinor",
        "legalAgeGroupClassification",
        "companyName",
        "creationType",
        "directorySynced",
        "invitationState",
        "identityIssuer",
        "createdDateTime",
    ];
    assert_maps(
        &download,
        &[
            (FirstName, "givenName"),
            (Surname, "surname"),
            (Phone, "mobilePhone"),
            (Email, "mail"),
        ],
    );
}

#[test]
fn google_workspace_maps_itself() {
    let template = [
        "First Name [Required]",
        "Last Name [Required]",
        "Email Address [Required]",
        "Password [Required]",
        "Password Hash Function [UPLOAD ONLY]",
        "Org Unit Path [Required]",
        "New Primary Email [UPLOAD ONLY]",
        "Recovery Email",
        "Home Secondary Email",
        "Work Secondary Email",
        "Recovery Phone [MUST BE IN THE E.164 FORMAT]",
        "Work Phone",
        "Home Phone",
        "Mobile Phone",
        "Work Address",
        "Home Address",
        "Employee ID",
        "Employee Type",
        "Employee Title",
        "Manager Email",
        "Department",
        "Cost Center",
        "Building ID",
        "Floor Name",
        "Floor Section",
        "Change Password at Next Sign-In",
        "New Status [UPLOAD ONLY]",
        "New Licenses [UPLOAD ONLY]",
        "Advanced Protection Program enrollment",
    ];
    let fields = [
        (FirstName, "First Name [Required]"),
        (Surname, "Last Name [Required]"),
        (Phone, "Mobile Phone"),
        (Email, "Email Address [Required]"),
        (Password, "Password [Required]"),
    ];
    assert_maps(&template, &fields);
    assert_eq!(
        field("Recovery Phone [MUST BE IN THE E.164 FORMAT]"),
        Some(Phone)
    );
}

#[test]
fn okta_maps_itself() {
    let export = [
        "login",
        "firstName",
        "lastName",
        "middleName",
        "honorificPrefix",
        "email",
        "title",
        "displayName",
        "nickName",
        "profileUrl",
        "secondEmail",
        "primaryPhone",
        "mobilePhone",
        "streetAddress",
        "city",
        "state",
        "zipCode",
        "countryCode",
        "postalAddress",
        "preferredLanguage",
        "locale",
        "timezone",
        "userType",
        "employeeNumber",
        "costCenter",
        "organization",
        "division",
        "department",
        "managerId",
        "manager",
    ];
    assert_maps(
        &export,
        &[
            (FirstName, "firstName"),
            (Surname, "lastName"),
            (Phone, "mobilePhone"),
            (Email, "email"),
        ],
    );
}

#[test]
fn wecom_maps_itself() {
    let export = [
        "姓名",
        "帐号",
        "别名",
        "职务",
        "部门",
        "性别",
        "手机",
        "座机",
        "个人邮箱",
        "企业邮箱",
        "地址",
        "激活状态",
        "禁用状态",
        "微信插件",
    ];
    assert_maps(
        &export,
        &[(FullName, "姓名"), (Phone, "手机"), (Email, "企业邮箱")],
    );
    let template = [
        "姓名(必填)",
        "帐号(必填)",
        "手机(手机/邮箱二选一必填)",
        "邮箱(手机/邮箱二选一必填)",
        "所在部门",
        "职务",
        "座机",
    ];
    let fields = [
        (FullName, "姓名(必填)"),
        (Phone, "手机(手机/邮箱二选一必填)"),
        (Email, "邮箱(手机/邮箱二选一必填)"),
    ];
    assert_maps(&template, &fields);
}

#[test]
fn dingtalk_maps_itself() {
    let export = [
        "员工UserID",
        "部门",
        "职位",
        "姓名",
        "性别",
        "工号",
        "是否此部门主管(是/否)",
        "手机号",
        "邮箱",
        "分机号",
        "办公地点",
        "备注",
        "入职时间",
        "直属主管",
    ];
    assert_maps(
        &export,
        &[(FullName, "姓名"), (Phone, "手机号"), (Email, "邮箱")],
    );
}

#[test]
fn feishu_maps_itself() {
    let export = [
        "姓名",
        "英文名",
        "别名",
        "手机号码",
        "邮箱",
        "企业邮箱",
        "部门",
        "工号",
        "职务",
        "直属上级",
        "城市",
        "国家或地区",
        "性别",
        "人员类型",
        "入职日期",
        "用户 ID",
    ];
    assert_maps(
        &export,
        &[(FullName, "姓名"), (Phone, "手机号码"), (Email, "邮箱")],
    );
}

#[test]
fn active_directory_maps_itself() {
    let export = [
        "SamAccountName",
        "GivenName",
        "sn",
        "DisplayName",
        "mail",
        "telephoneNumber",
        "mobile",
        "homePhone",
        "facsimileTelephoneNumber",
        "department",
        "title",
        "userPrincipalName",
        "DistinguishedName",
    ];
    assert_maps(
        &export,
        &[
            (FirstName, "GivenName"),
            (Surname, "sn"),
            (Phone, "mobile"),
            (Email, "mail"),
        ],
    );
}
