//! Czech and Slovak.

use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (Is::FirstName, "křestní jméno | krstné meno"),
    (Is::GivenOrFull, "jméno | meno"),
    (Is::Surname, "příjmení | priezvisko | prijmeni"),
    (Is::Person, "zaměstnanec"),
    (
        Is::FullName,
        "jméno a příjmení | příjmení a jméno | celé jméno | meno a priezvisko | \
         priezvisko a meno | celé meno | jméno zaměstnance | jméno žáka",
    ),
    (Is::DisplayName, "zobrazované jméno | zobrazované meno"),
    (Is::OtherName, "přezdívka | prezývka"),
    (
        Is::Mobile,
        "mobilní telefon | mobilný telefón | mobilní číslo | číslo mobilu | mobilné číslo | \
         číslo mobilního telefonu",
    ),
    (
        Is::Phone,
        "telefón | telefonní číslo | telefónne číslo | číslo telefonu | kontaktní telefon | \
         tel. číslo | tel. č.",
    ),
    (
        Is::WorkPhone,
        "pracovní telefon | telefon do práce | služební telefon | pracovný telefón | \
         pevná linka",
    ),
    (
        Is::HomePhone,
        "telefon domů | domácí telefon | soukromý telefon | súkromný telefón",
    ),
    (
        Is::OtherPhone,
        "jiný telefon | záložní telefon | další telefon",
    ),
    (
        Is::Email,
        "e-mailová adresa | emailová adresa | elektronická pošta | adresa elektronické pošty",
    ),
    (
        Is::WorkEmail,
        "pracovní e-mail | firemní e-mail | pracovný e-mail | služební e-mail",
    ),
    (
        Is::PersonalEmail,
        "osobní e-mail | soukromý e-mail | súkromný e-mail | osobný e-mail",
    ),
    (
        Is::OtherEmail,
        "alternativní e-mail | záložní e-mail | alternatívny e-mail",
    ),
    (
        Is::Login,
        "uživatelské jméno | uživatel | přihlašovací jméno | používateľské meno | \
         používateľ | prihlasovacie meno | účet",
    ),
    (
        Is::Password,
        "heslo | počáteční heslo | dočasné heslo | prvotní heslo | počiatočné heslo | \
         nové heslo",
    ),
    (
        Is::CallingCode,
        "předvolba | mezinárodní předvolba | předvolba země | predvoľba | \
         medzinárodná predvoľba",
    ),
    (Is::CountryCode, "kód země | kód krajiny"),
    (Is::AreaCode, "směrové číslo | telefonní předvolba města"),
    (Is::MiddleName, "prostřední jméno | druhé jméno"),
    (
        Is::Other,
        "oddělení | oddelenie | pozice | pozícia | funkce | funkcia | společnost | \
         spoločnosť | firma název | kancelář | adresa | ulice | město | mesto | psč | země | \
         krajina | pohlaví | pohlavie | věk | vek | datum narození | dátum narodenia | \
         osobní číslo | osobné číslo | rodné číslo | poznámka | poznámky | nadřízený | \
         nadriadený | třída | trieda | škola | potvrzení hesla | titul | \
         číslo | pořadí | poř. č.",
    ),
    (Is::Noise, "povinné | nepovinné | povinný | volitelné"),
    (
        Is::Neutral,
        "zaměstnance | zamestnanca | uživatele | používateľa | žáka | studenta | osoby | a",
    ),
    (
        Is::Foreign,
        "rodiče | rodiča | otce | matky | firmy | školy | banky | nadřízeného | potvrzení",
    ),
];
