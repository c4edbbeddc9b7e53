//! Exports and templates of other consoles map themselves without a click.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use roster::{Field, ReadOptions, Roster, Rules};

/// The header each field is taken from, and the first user.
fn mapped(sheet: &str) -> (Vec<(Field, String)>, [String; 5]) {
    let roster = Roster::read(
        "export",
        sheet.as_bytes(),
        &ReadOptions::default(),
        Rules::default(),
    )
    .unwrap();
    let columns = roster.columns();
    let headers = roster
        .mapping()
        .iter()
        .map(|(field, column)| (field, columns[column as usize].header.clone()));
    let user = roster.all_rows().next().expect("a user").user.into_user();
    let password = user.password.expose_password().to_owned();
    (
        headers.collect(),
        [
            user.firstname,
            user.surname,
            user.phone,
            user.email,
            password,
        ],
    )
}

/// Each field with its column's header, and the first user's five texts.
fn check(sheet: &str, fields: &[(Field, &str)], user: [&str; 5]) {
    let (headers, found) = mapped(sheet);
    let headers: Vec<(Field, &str)> = headers
        .iter()
        .map(|(field, header)| (*field, header.as_str()))
        .collect();
    assert_eq!(headers, fields, "{sheet}");
    assert_eq!(found, user, "{sheet}");
}

use Field::{Email, FirstName, FullName, Password, Phone, Surname};

#[test]
fn microsoft_365() {
    check(
        "Username,First name,Last name,Display name,Job title,Department,Office number,Office phone,Mobile phone,Fax,\
         Alternate email address,Address,City,State or province,ZIP or postal code,Country or region\n\
         ann@contoso.example,Ann,Beebe,Ann Beebe,IT Manager,IT,12345,123-555-1211,0014255550121,123-555-9821,\
         ann.beebe@example.com,1 Way,Redmond,WA,98052,United States\n",
        &[
            (FirstName, "First name"),
            (Surname, "Last name"),
            (Phone, "Mobile phone"),
            (Email, "Alternate email address"),
        ],
        ["Ann", "Beebe", "0014255550121", "ann.beebe@example.com", ""],
    );
}

#[test]
fn entra_id() {
    check(
        "version:v1.0\n\
         Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,\
         Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],\
         Job title [jobTitle],Usage location [usageLocation],Mobile phone [mobile]\n\
         Ann Beebe,ann@contoso.example,Q!@1assword,No,Ann,Beebe,Manager,US,+1 4255550121\n",
        &[
            (FirstName, "First name [givenName]"),
            (Surname, "Last name [surname]"),
            (Phone, "Mobile phone [mobile]"),
            (Email, "User name [userPrincipalName] Required"),
            (Password, "Initial password [passwordProfile] Required"),
        ],
        [
            "Ann",
            "Beebe",
            "+1 4255550121",
            "ann@contoso.example",
            "Q!@1assword",
        ],
    );
}

#[test]
fn google_workspace() {
    check(
        "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],\
         Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],Recovery Email,Home Secondary Email,\
         Work Secondary Email,Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone\n\
         Ann,Beebe,ann@example.com,Q!@1assword,,/,ann@home.example,,,+14255550100,+14255550101,,+14255550121\n",
        &[
            (FirstName, "First Name [Required]"),
            (Surname, "Last Name [Required]"),
            (Phone, "Mobile Phone"),
            (Email, "Email Address [Required]"),
            (Password, "Password [Required]"),
        ],
        [
            "Ann",
            "Beebe",
            "+14255550121",
            "ann@example.com",
            "Q!@1assword",
        ],
    );
}

#[test]
fn okta() {
    check(
        "login,firstName,lastName,middleName,email,mobilePhone,primaryPhone,secondEmail,displayName\n\
         ann,Ann,Beebe,,ann@example.com,+14255550121,+14255550122,ann@home.example,Ann Beebe\n",
        &[
            (FirstName, "firstName"),
            (Surname, "lastName"),
            (Phone, "mobilePhone"),
            (Email, "email"),
        ],
        ["Ann", "Beebe", "+14255550121", "ann@example.com", ""],
    );
}

#[test]
fn wecom() {
    check(
        "填写须知：\n姓名,账号,别名,职务,部门,性别,手机,座机,个人邮箱,企业邮箱\n\
         王小明,xiaoming,小明,经理,示例公司/销售部,男,13800138000,010-12345678,xm@example.com,xm.wang@example.cn\n",
        &[(Phone, "手机"), (Email, "企业邮箱"), (FullName, "姓名")],
        ["小明", "王", "13800138000", "xm.wang@example.cn", ""],
    );
}

#[test]
fn ding_talk() {
    check(
        "员工UserID,姓名,手机号,分机号,邮箱,工号,职位,部门,入职时间\n\
         1001,欧阳丽,+86-13912345678,,li.ouyang@example.cn,1001,工程师,示例公司-研发部,2024-05-01\n",
        &[(Phone, "手机号"), (Email, "邮箱"), (FullName, "姓名")],
        ["丽", "欧阳", "+86-13912345678", "li.ouyang@example.cn", ""],
    );
}

#[test]
fn microsoft_365_active_users() {
    check(
        "Block credential,City,Country,Department,Display name,First name,Last name,Licenses,Mobile Phone,Object Id,\
         Phone number,Proxy addresses,Usage location,User principal name,When created\n\
         False,Redmond,US,IT,Ann Beebe,Ann,Beebe,O365,+1 4255550121,9f3c,+1 4255550100,\
         SMTP:ann@contoso.example,US,ann@contoso.example,2024-05-01 08:00:00Z\n",
        &[
            (FirstName, "First name"),
            (Surname, "Last name"),
            (Phone, "Mobile Phone"),
            (Email, "User principal name"),
        ],
        ["Ann", "Beebe", "+1 4255550121", "ann@contoso.example", ""],
    );
}

#[test]
fn microsoft_365_in_german() {
    check(
        "Benutzername;Vorname;Nachname;Anzeigename;Position;Abteilung;Mobiltelefon;Alternative E-Mail-Adresse\n\
         ann@contoso.example;Jürgen;Groß;Jürgen Groß;Leiter;IT;0049 170 1234567;j.gross@example.com\n",
        &[
            (FirstName, "Vorname"),
            (Surname, "Nachname"),
            (Phone, "Mobiltelefon"),
            (Email, "Alternative E-Mail-Adresse"),
        ],
        [
            "Jürgen",
            "Groß",
            "0049 170 1234567",
            "j.gross@example.com",
            "",
        ],
    );
}

#[test]
fn microsoft_365_in_chinese_with_addresses_for_user_names() {
    check(
        "用户名,名,姓,显示名称,职务,部门,办公电话,移动电话\n\
         xm@contoso.example,小明,王,王小明,经理,销售部,010-12345678,13800138000\n",
        &[
            (FirstName, "名"),
            (Surname, "姓"),
            (Phone, "移动电话"),
            (Email, "用户名"),
        ],
        ["小明", "王", "13800138000", "xm@contoso.example", ""],
    );
}

#[test]
fn okta_with_addresses_for_logins() {
    check(
        "login,firstName,lastName,mobilePhone\nann@example.com,Ann,Beebe,+14255550121\n",
        &[
            (FirstName, "firstName"),
            (Surname, "lastName"),
            (Phone, "mobilePhone"),
            (Email, "login"),
        ],
        ["Ann", "Beebe", "+14255550121", "ann@example.com", ""],
    );
}

#[test]
fn a_user_name_is_taken_for_an_address_when_it_is_one_and_nothing_better_is_there() {
    let email_of = |sheet: &str| {
        let (fields, _) = mapped(sheet);
        let email = fields.into_iter().find(|(field, _)| *field == Email);
        email.map(|(_, header)| header)
    };
    for name in [
        "Username",
        "User name",
        "Login",
        "用户名",
        "Benutzername",
        "Usuario",
    ] {
        let addresses = format!("{name},First name,Phone\nann@example.com,Ann,0027188460901\n");
        assert_eq!(email_of(&addresses).as_deref(), Some(name));
        let names = format!("{name},First name,Phone\nann,Ann,0027188460901\n");
        assert_eq!(email_of(&names), None, "{name}");
        let better = format!(
            "{name},First name,Phone,Email\nann@a.example,Ann,0027188460901,ann@b.example\n"
        );
        assert_eq!(email_of(&better).as_deref(), Some("Email"), "{name}");
    }
}
