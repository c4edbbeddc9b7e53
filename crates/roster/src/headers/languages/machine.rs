//! Names that programs give their columns: this service's own keys, directories' attributes, consoles' exports.

use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    // KooDrive's keys are `firstname`, `surname`, `phone`, `email`, `password`; all five are English words as well.
    (
        Is::FirstName,
        "givenName | gn | name.givenName | fname | f_name",
    ),
    (
        Is::Surname,
        "sn | name.familyName | familyName | lname | l_name",
    ),
    (Is::FullName, "fullName | realName | name.formatted"),
    (Is::DisplayName, "displayName"),
    (Is::OtherName, "nickName | mailNickname"),
    // Okta, Entra ID, Active Directory
    (
        Is::Mobile,
        "mobile | mobilePhone | mobileNumber | phoneMobile | telMobile",
    ),
    (
        Is::Phone,
        "primaryPhone | telephoneNumber | phoneNumber | phoneNumbers.value | tel | telNo",
    ),
    (
        Is::WorkPhone,
        "officePhone | businessPhones | businessPhone | workPhone | phoneWork | ipPhone",
    ),
    (Is::HomePhone, "homePhone | phoneHome"),
    (
        Is::OtherPhone,
        "otherPhone | otherMobile | otherTelephone | recoveryPhone | secondPhone",
    ),
    (
        Is::Email,
        "mail | emailAddress | emails.value | primaryEmail | primarySmtpAddress",
    ),
    (
        Is::OtherEmail,
        "secondEmail | otherMails | alternateEmailAddress | recoveryEmail | secondaryEmail",
    ),
    (
        Is::PrincipalName,
        "userPrincipalName | upn | user principal name",
    ),
    (
        Is::Login,
        "login | sAMAccountName | uid | userId | userName | user_login | accountName | \
         loginId",
    ),
    (
        Is::Password,
        "passwordProfile | userPassword | passwd | pwd | pass | initialPassword | \
         passwordProfile.password",
    ),
    (
        Is::CallingCode,
        "callingCode | dialCode | phoneCountryCode | mobileCountryCode | \
         countryCallingCode | countryCodeNumber | phoneCountryCodeNumber | stateCode phone",
    ),
    (Is::CountryCode, "countryCode"),
    (
        Is::AreaCode,
        "areaCode | phoneAreaCode | phoneNumberAreaCode | telephoneAreaCode",
    ),
    (
        Is::SecondSurname,
        "secondSurname | secondLastName | lastName2 | surname2 | maternalLastName",
    ),
    (
        Is::SurnamePrefix,
        "surnamePrefix | lastNamePrefix | familyNamePrefix | nameInfix | infix",
    ),
    (Is::MiddleName, "middleName | name.middleName | mname"),
    (
        Is::Other,
        "accountEnabled | ageGroup | alternateNames | c | city | companyName | \
         consentProvidedForMinor | costCenter | country | createdDateTime | creationType | \
         department | departmentNumber | description | directorySynced | dirSyncEnabled | \
         distinguishedName | division | employeeId | employeeNumber | employeeType | \
         facsimileTelephoneNumber | faxNumber | honorificPrefix | honorificSuffix | id | \
         identityIssuer | invitationState | jobTitle | legalAgeGroupClassification | \
         locale | manager | managerId | objectId | officeLocation | \
         organization | ou | physicalDeliveryOfficeName | postalAddress | postalCode | \
         preferredLanguage | profileUrl | proxyAddresses | state | streetAddress | \
         timezone | title | usageLocation | userType | whenCreated | zipCode",
    ),
];
