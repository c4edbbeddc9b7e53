use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (Is::FirstName, "keresztnév | utónév"),
    (Is::Surname, "vezetéknév | családnév | családi név"),
    (Is::Person, "munkavállaló | dolgozó"),
    (
        Is::FullName,
        "teljes név | név | munkavállaló neve | dolgozó neve | tanuló neve | \
         vezeték- és keresztnév",
    ),
    (Is::DisplayName, "megjelenítendő név | megjelenített név"),
    (Is::OtherName, "becenév"),
    (
        Is::Mobile,
        "mobiltelefonszám | mobilszám | mobil szám | mobil telefonszám",
    ),
    (Is::Phone, "telefonszám | elérhetőség | tel. szám"),
    (
        Is::WorkPhone,
        "munkahelyi telefon | munkahelyi telefonszám | irodai telefon | céges telefon | \
         vezetékes telefon",
    ),
    (Is::HomePhone, "otthoni telefon | otthoni telefonszám"),
    (
        Is::Email,
        "e-mail cím | email cím | e-mail-cím | elektronikus levélcím | drótposta",
    ),
    (
        Is::WorkEmail,
        "munkahelyi e-mail | céges e-mail | céges e-mail cím",
    ),
    (Is::PersonalEmail, "személyes e-mail | privát e-mail"),
    (Is::OtherEmail, "másodlagos e-mail | alternatív e-mail cím"),
    (
        Is::Login,
        "felhasználónév | felhasználó | bejelentkezési név | fiók",
    ),
    (
        Is::Password,
        "jelszó | kezdeti jelszó | ideiglenes jelszó | kezdő jelszó",
    ),
    (
        Is::CallingCode,
        "országhívó | országhívószám | nemzetközi előhívó",
    ),
    (Is::CountryCode, "országkód"),
    (Is::AreaCode, "körzetszám | körzethívó"),
    (Is::MiddleName, "második keresztnév"),
    (
        Is::Other,
        "osztály | részleg | beosztás | munkakör | cég | cégnév | iroda | cím | lakcím | \
         város | irányítószám | ország | nem | életkor | születési dátum | születési idő | \
         belépés dátuma | törzsszám | sorszám | megjegyzés | vezető | felettes | \
         anyja neve | születési név | jelszó megerősítése",
    ),
    (Is::Noise, "kötelező | opcionális | nem kötelező"),
];
