use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (
        Is::FirstName,
        "first name | firstname | first names | given name | given names | forename | \
         forenames | christian name | legal first name | name first",
    ),
    (Is::BareFirstName, "first | given"),
    (
        Is::OtherFirstName,
        "preferred first name | preferred given name | chosen first name",
    ),
    (
        Is::Surname,
        "first surname | last name 1 | surname 1 | paternal surname | paternal last name | \
         surname | surnames | last name | lastname | last names | family name | second name | \
         legal last name | name last",
    ),
    (Is::BareSurname, "last | family"),
    (
        Is::Person,
        "employee | employees | worker | staff | staff member | associate | colleague | person",
    ),
    (
        Is::FullName,
        "first last | last first | first and last | last and first | contact person | full name | complete name | first and last name | \
         first name and last name | first name last name | last name first name | \
         name and surname | surname and name | name surname | \
         surname name | employee name | emp name | worker name | associate name | payroll name | staff name | student name | teacher name | \
         member name | person name | real name | legal name | contact name | customer name | \
         user full name | name of user | name of employee",
    ),
    // `First last name | Second last name`.
    (Is::FamilyOrFull, "first last name"),
    (
        Is::DisplayName,
        "display name | name displayed | common name",
    ),
    (
        Is::OtherName,
        "nickname | nick name | preferred name | english name | alias | known as | other name",
    ),
    (Is::AnyName, "name | names"),
    (
        Is::Mobile,
        "mobile | mobile phone | mobile no | mobile number | mobile phone number | \
         mobile phone no | mobile tel | mobile telephone | cell | cell phone | cellphone | \
         cell number | cell no | cell phone number | cellular | cellular phone | handphone | \
         hand phone | hp no | phone mobile | phone cell | mob | mob no | gsm | whatsapp | \
         whatsapp number | work mobile | business mobile | company mobile | \
         company mobile phone | company mobile number | company cell | company cell phone | \
         corporate mobile | office mobile | work mobile phone | \
         personal mobile | mobile work | mobile 1 | smartphone",
    ),
    (
        Is::Phone,
        "ph | ph no | ph number | phone | phones | phone no | phone number | phone num | \
         phone numbers | phone nr | telephone | telephone number | telephone no | tel | \
         tel no | tel number | contact number | contact no | contact phone | \
         contact telephone | phone contact | primary phone | primary phone number | \
         main phone | phone 1 | phone with country code | user phone | daytime phone",
    ),
    (
        Is::WorkPhone,
        "direct | direct no | direct number | direct dial | work phone | work phone number | work telephone | work tel | work number | \
         office phone | office telephone | office tel | office phone number | \
         business phone | business telephone | business phone number | company phone | \
         phone work | phone office | direct line | direct phone | desk phone | landline | \
         landline number | fixed line | fixed phone | work landline",
    ),
    (
        Is::HomePhone,
        "home phone | home phone number | home telephone | home tel | home number | \
         private phone | personal phone | phone home | home landline",
    ),
    (
        Is::OtherPhone,
        "mobile phone 2 | phone number 2 | mobile number 2 | mobile no 2 | recovery phone | \
         recovery phone number | alternate phone | alternate phone number | \
         alternative phone | secondary phone | second phone | other phone | \
         additional phone | phone 2 | mobile 2 | backup phone | authentication phone | \
         alternate mobile",
    ),
    (
        Is::Email,
        "email | e-mail | emails | mail | email address | e-mail address | email addresses | \
         mail address | email id | email addr | mail id | primary email | \
         primary email address | main email | email 1 | contact email | user email | \
         user email address | electronic mail | electronic mail address | smtp address | \
         primary smtp address | new primary email",
    ),
    (
        Is::WorkEmail,
        "work email | work email address | business email | business email address | \
         company email | company email address | office email | corporate email | \
         official email | official email id | school email | university email | email work",
    ),
    (
        Is::PersonalEmail,
        "personal email | personal email address | private email | private email address | \
         home email | email personal | email home | email private",
    ),
    (
        Is::OtherEmail,
        "email address 2 | alternate email | alternate email address | alternative email | \
         alternative email address | secondary email | secondary email address | \
         second email | recovery email | recovery email address | backup email | \
         other email | additional email | home secondary email | work secondary email | \
         email 2 | email alternate",
    ),
    (
        Is::PrincipalName,
        "sign-in email | sign in email | login email | email login | sign-in address",
    ),
    (
        Is::Login,
        "user name | username | user | user id | login | login name | login id | \
         logon name | user logon name | account | account name | account id | sign-in name | \
         sign in name | sam account name",
    ),
    (
        Is::Password,
        "initial pw | temp pw | password | passwords | initial password | default password | \
         temporary password | temp password | start password | first password | \
         new password | user password | login password | account password | \
         sign-in password | one-time password | passcode | password initial",
    ),
    (
        Is::CallingCode,
        "calling code | country calling code | dial code | dialing code | dialling code | \
         country dial code | international code | phone country code | mobile country code | \
         phone code | phone prefix | mobile prefix | international prefix | isd code | isd | \
         country code phone | country prefix | idd code",
    ),
    (
        Is::CountryCode,
        "country code | country no | country region code",
    ),
    (
        Is::AreaCode,
        "area code | area codes | phone area code | telephone area code | local area code | \
         std code | local prefix",
    ),
    (Is::DialingCode, "prefix"),
    (
        Is::SecondSurname,
        "second surname | second last name | second family name | last name 2 | surname 2 | \
         maternal surname | maternal last name",
    ),
    (
        Is::SurnamePrefix,
        "surname prefix | last name prefix | family name prefix | prefix of surname | \
         name infix | surname particle | surname affix",
    ),
    (
        Is::MiddleName,
        "middle name | middle names | second given name | second forename | \
         second first name",
    ),
    (
        Is::Other,
        "department | department name | dept | team | division | business unit | job title | \
         title | position | role | job | designation | grade | class | section | company | \
         company name | organization | organisation | organization name | org unit | \
         org unit path | office | office number | office location | location | site | \
         branch | building | building id | floor name | floor section | cost center | \
         cost centre | address | street | street address | home address | work address | \
         city | town | state | state or province | province | region | county | zip | \
         zip code | postal code | zip or postal code | postcode | country | \
         country or region | nationality | fax | fax number | fax no | telefax | extension | \
         ext | phone extension | employee id | employee no | employee number | \
         employee code | employee type | employee title | staff id | staff no | student id | \
         student number | badge number | badge | badge no | badge id | badge code | card number | card no | \
         access card | personnel number | id | id number | id card | \
         passport | passport number | national id | ssn | tax id | no | number | nr | \
         serial no | serial number | index | row | gender | sex | birthday | birth date | \
         date of birth | dob | age | hire date | start date | end date | join date | \
         joining date | entry date | date | created | created at | status | new status | \
         state of account | active | enabled | account enabled | block sign in | \
         block credential | licenses | license | new licenses | usage location | \
         preferred language | language | time zone | manager | manager name | \
         manager email | supervisor | supervisor name | reports to | remarks | remark | \
         comment | comments | note | notes | description | website | url | web page | \
         middle initial | initials | salutation | suffix | \
         maiden name | father name | fathers name | mother name | mothers name | \
         guardian name | group | groups | user type | object id | proxy addresses | quota | \
         storage | space | city code | pin code | pin | confirm password | \
         password confirmation | repeat password | old password | current password | \
         password hash | password hash function | password never expires | \
         strong password required | last password change | password policy | \
         last password change time stamp | change password at next sign-in | \
         change password at next login | force password change | force change password | \
         require password change | password hint | password expired | password expiry | \
         last sign in | last login | emergency contact | emergency phone | \
         emergency contact phone | emergency contact name | emergency contact number | \
         username prefix | domain | domain name | file name | project name | product name | \
         bank name | school name | course name | group name | event name | account type | \
         account status | account number | bank account | phone type | phone model | \
         email type | email verified | email status | \
         advanced protection program enrollment | skype | wechat | wechat id | qq | \
         line id | telegram | linkedin",
    ),
    (
        Is::Noise,
        "required | optional | mandatory | upload only | read only | \
         must be in the e 164 format | e164 | text | must | required field | if any",
    ),
    (
        Is::Neutral,
        "employee | employees | employee's | user | users | user's | staff | member | \
         member's | student | student's | students | teacher | teachers | person | persons | \
         personal | worker | participant | candidate | applicant | attendee | contact | \
         people | colleague | personnel | your | the | of | a | and | or | for | in | his | \
         her | their | new | no | nr | num | number | numbers | id | value | info | \
         details | primary | main | legal | official | current | valid | complete | full | \
         format | with | to | enter | please | 1 | profile | login | account | drive | \
         koodrive",
    ),
    (
        Is::Foreign,
        "emergency | parent | parents | parent's | guardian | guardian's | father | \
         father's | mother | mother's | spouse | next of kin | relative | manager | \
         manager's | supervisor | supervisor's | boss | leader | referrer | sponsor | \
         company | organization | organisation | school | department | team | division | \
         bank | file | project | product | group | city | country | street | domain | \
         device | server | event | course | branch | office | building | room | hash | \
         hint | expires | expired | expiry | expiration | verified | type | model | brand | \
         status | changed | change | reset | policy | confirm | confirmation | repeat | \
         old | last updated | date | time | count | cost | verification | middle | maiden | \
         fax | extension | pronunciation | url | link | client | vendor | supplier | \
         invoice | order | list | stop | mailing | imei | sim | serial | plan | bill | app | \
         os | carrier | operator | modified",
    ),
    (
        Is::Phonetic,
        "phonetic | kana | furigana | katakana | pinyin | romaji | romanized | \
         phonetic name | phonetic first name | phonetic last name",
    ),
];
