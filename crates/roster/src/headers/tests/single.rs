//! One header at a time.

use super::super::{Confidence, assign, match_header};
use super::{field, headers};
use crate::Field::{self, CountryCode, Email, FirstName, FullName, Password, Phone};

#[test]
fn each_language_has_a_full_name() {
    let names = "Full name | 姓名 | 真实姓名 | 姓名（必填） | Nombre y apellidos | Nome completo | Nom et prénom |
        Vor- und Nachname | Name, Vorname | Ad Soyad | Adı Soyadı | الاسم الكامل | ชื่อ-นามสกุล | Nama Lengkap | 氏名 |
        お名前 | 성명 | Nome e cognome | ФИО | Imię i nazwisko | Họ và tên | Name | 姓名 Name | Name / 姓名 |
        Last name, First name | Last Name/First Name";
    for name in headers(names) {
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
    let spellings: [(Field, &str); 6] = [
        (
            FirstName,
            "FIRST_NAME | firstName | first name * | First  Name : | Ｆｉｒｓｔ　Ｎａｍｅ | First Name [Required] |
            First name [givenName] Required | First name (optional) | Employee first name | PRENOM",
        ),
        (FullName, "*姓名 | 姓名* | 员工姓名 | 【必填】姓名 | 姓 名"),
        (
            Phone,
            "手机号（必填） | 手机号(11位) | 手機號碼（必填） | 请输入手机号 | 联系手机号 | 手机号 Mobile | Mobile/手机 | Phone No. | Tel # |
            Phone (mobile) | Phone number (with country code) | Telefon (mobil) | 携帯電話番号（ハイフンなし） |
            Mobile number with country code | DDD / Telefone | 区号+电话",
        ),
        (Email, "Your e-mail address | e mail | E-mail адрес | 电子邮件地址 (Email)"),
        (Password, "KooDrive password | Password (8-32 characters) | 登录密码"),
        (CountryCode, "国家区号 | Country calling code"),
    ];
    for (expected, headers_of_field) in spellings {
        for header in headers(headers_of_field) {
            assert_eq!(field(header), Some(expected), "{header}");
        }
    }
}

#[test]
fn what_belongs_to_others_is_known_and_not_used() {
    let others = "Department | 部门 | 工号 | Job title | Fax | 传真 | Emergency phone | Emergency contact phone |
        紧急联系人电话 | Manager email | Manager's Email Address | Parent mobile | 家长手机号 | Phone type | Email verified |
        Confirm password | 确认密码 | Password hash | Password Hash Function [UPLOAD ONLY] | Password never expires |
        Change Password at Next Sign-In | Middle name | 氏名（カナ） | 姓（フリガナ） | 姓名拼音 | 名（ローマ字） |
        Block sign in (Yes/No) [accountEnabled] Required | Company name | School Name | Father's Name | Vater Vorname |
        Nom du père | Phone (emergency) | 緊急連絡先 | Office number | ZIP or postal code";
    for header in headers(others) {
        let candidates = match_header(header);
        assert!(!candidates.is_empty(), "{header}");
        assert_eq!(candidates[0].field, None, "{header}");
        assert_eq!(assign(&[header]), [None], "{header}");
    }
}

#[test]
fn values_and_sentences_are_no_headers() {
    let texts = " | * | 13800138000 | ann@example.com | Ann | 王小明 | Müller | 2024-05-01 | Q!@1assword | 0.5 | 张三 |
        Zoë Saldaña | Tag of the invoice | Wifi password of the guest network | 2024年新员工手机号登记表 | Version 1.0 |
        Please fill in the phone number of every user and send the sheet back before Friday, thank you. |
        Instructions: do not change the header row";
    for text in headers(texts) {
        assert_eq!(match_header(text), [], "{text}");
    }
}

#[test]
fn how_sure_a_match_is_depends_on_how_much_of_the_header_it_rests() {
    let headers = [
        ("Mobile phone", Confidence::Certain),
        ("Mobile phone [Required]", Confidence::Certain),
        ("Mobile phone / 手机", Confidence::Likely),
        ("Employee mobile phone", Confidence::Likely),
        ("Mobile phone in Berlin", Confidence::Possible),
    ];
    for (header, confidence) in headers {
        let candidate = match_header(header)[0];
        assert_eq!(
            (candidate.field, candidate.confidence),
            (Some(Phone), confidence),
            "{header}"
        );
    }
}
