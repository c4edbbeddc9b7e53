//! What other consoles export and ask for.

use super::{assert_maps, field};
use crate::Field;

#[test]
fn microsoft_365_maps_itself() {
    assert_maps(
        "Username | First name | Last name | Display name | Job title | Department | Office number | Office phone |
        Mobile phone | Fax | Alternate email address | Address | City | State or province | ZIP or postal code |
        Country or region",
        "firstname=First name | surname=Last name | phone=Mobile phone | email=Alternate email address",
    );
    assert_maps(
        "Block credential | City | Country | Department | DirSyncEnabled | Display name | Fax | First name |
        Last dirsync time | Last name | Last password change time stamp | License assignment details | Licenses |
        Mobile Phone | Oath token metadata | Object Id | Office | Password never expires | Phone number | Postal code |
        Preferred data location | Preferred language | Proxy addresses | Release track | Soft deletion time stamp | State |
        Street address | Strong password required | Title | Usage location | User principal name | When created",
        "firstname=First name | surname=Last name | phone=Mobile Phone | email=User principal name",
    );
}

#[test]
fn microsoft_365_in_german_and_chinese_maps_itself() {
    assert_maps(
        "Benutzername | Vorname | Nachname | Anzeigename | Position | Abteilung | Büronummer | Telefon (geschäftlich) |
        Mobiltelefon | Fax | Alternative E-Mail-Adresse | Adresse | Ort | Bundesland | Postleitzahl | Land oder Region",
        "firstname=Vorname | surname=Nachname | phone=Mobiltelefon | email=Alternative E-Mail-Adresse",
    );
    assert_maps(
        "用户名 | 名 | 姓 | 显示名称 | 职务 | 部门 | 办公室 | 办公电话 | 移动电话 | 传真 | 备用电子邮件地址 | 地址 | 城市 | 省/直辖市/自治区 |
        邮政编码 | 国家或地区",
        "firstname=名 | surname=姓 | phone=移动电话 | email=备用电子邮件地址",
    );
}

#[test]
fn entra_id_maps_itself() {
    assert_maps(
        "Name [displayName] Required | User name [userPrincipalName] Required |
        Initial password [passwordProfile] Required | Block sign in (Yes/No) [accountEnabled] Required |
        First name [givenName] | Last name [surname] | Job title [jobTitle] | Department [department] |
        Usage location [usageLocation] | Street address [streetAddress] | State or province [state] |
        Country or region [country] | Office [physicalDeliveryOfficeName] | City [city] | ZIP or postal code [postalCode] |
        Office phone [telephoneNumber] | Mobile phone [mobile]",
        "firstname=First name [givenName] | surname=Last name [surname] | phone=Mobile phone [mobile] |
        email=User name [userPrincipalName] Required | password=Initial password [passwordProfile] Required",
    );
    assert_maps(
        "userPrincipalName | displayName | surname | mail | givenName | id | userType | jobTitle | department |
        accountEnabled | usageLocation | streetAddress | state | country | physicalDeliveryOfficeName | city | postalCode |
        telephoneNumber | mobilePhone | alternateEmailAddress | ageGroup | consentProvidedForMinor |
        legalAgeGroupClassification | companyName | creationType | directorySynced | invitationState | identityIssuer |
        createdDateTime",
        "firstname=givenName | surname=surname | phone=mobilePhone | email=mail",
    );
}

#[test]
fn google_workspace_maps_itself() {
    assert_maps(
        "First Name [Required] | Last Name [Required] | Email Address [Required] | Password [Required] |
        Password Hash Function [UPLOAD ONLY] | Org Unit Path [Required] | New Primary Email [UPLOAD ONLY] |
        Recovery Email | Home Secondary Email | Work Secondary Email | Recovery Phone [MUST BE IN THE E.164 FORMAT] |
        Work Phone | Home Phone | Mobile Phone | Work Address | Home Address | Employee ID | Employee Type |
        Employee Title | Manager Email | Department | Cost Center | Building ID | Floor Name | Floor Section |
        Change Password at Next Sign-In | New Status [UPLOAD ONLY] | New Licenses [UPLOAD ONLY] |
        Advanced Protection Program enrollment",
        "firstname=First Name [Required] | surname=Last Name [Required] | phone=Mobile Phone |
        email=Email Address [Required] | password=Password [Required]",
    );
    assert_eq!(
        field("Recovery Phone [MUST BE IN THE E.164 FORMAT]"),
        Some(Field::Phone)
    );
}

#[test]
fn okta_maps_itself() {
    assert_maps(
        "login | firstName | lastName | middleName | honorificPrefix | email | title | displayName | nickName | profileUrl |
        secondEmail | primaryPhone | mobilePhone | streetAddress | city | state | zipCode | countryCode | postalAddress |
        preferredLanguage | locale | timezone | userType | employeeNumber | costCenter | organization | division |
        department | managerId | manager",
        "firstname=firstName | surname=lastName | phone=mobilePhone | email=email",
    );
}

#[test]
fn wecom_maps_itself() {
    assert_maps(
        "姓名 | 帐号 | 别名 | 职务 | 部门 | 性别 | 手机 | 座机 | 个人邮箱 | 企业邮箱 | 地址 | 激活状态 | 禁用状态 | 微信插件",
        "full_name=姓名 | phone=手机 | email=企业邮箱",
    );
    assert_maps(
        "姓名(必填) | 帐号(必填) | 手机(手机/邮箱二选一必填) | 邮箱(手机/邮箱二选一必填) | 所在部门 | 职务 | 座机",
        "full_name=姓名(必填) | phone=手机(手机/邮箱二选一必填) | email=邮箱(手机/邮箱二选一必填)",
    );
}

#[test]
fn dingtalk_maps_itself() {
    assert_maps(
        "员工UserID | 部门 | 职位 | 姓名 | 性别 | 工号 | 是否此部门主管(是/否) | 手机号 | 邮箱 | 分机号 | 办公地点 | 备注 | 入职时间 |
        直属主管",
        "full_name=姓名 | phone=手机号 | email=邮箱",
    );
}

#[test]
fn feishu_maps_itself() {
    assert_maps(
        "姓名 | 英文名 | 别名 | 手机号码 | 邮箱 | 企业邮箱 | 部门 | 工号 | 职务 | 直属上级 | 城市 | 国家或地区 | 性别 | 人员类型 |
        入职日期 | 用户 ID",
        "full_name=姓名 | phone=手机号码 | email=邮箱",
    );
}

#[test]
fn active_directory_maps_itself() {
    assert_maps(
        "SamAccountName | GivenName | sn | DisplayName | mail | telephoneNumber | mobile | homePhone |
        facsimileTelephoneNumber | department | title | userPrincipalName | DistinguishedName",
        "firstname=GivenName | surname=sn | phone=mobile | email=mail",
    );
}
