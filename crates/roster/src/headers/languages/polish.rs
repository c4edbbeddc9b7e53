use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (Is::FirstName, "pierwsze imię"),
    (Is::GivenOrFull, "imię | imie | imiona | imię (imiona)"),
    (Is::Surname, "nazwisko | nazwiska"),
    (Is::Person, "pracownik"),
    (
        Is::FullName,
        "imię i nazwisko | nazwisko i imię | imię nazwisko | nazwisko imię | \
         imiona i nazwisko | pełne imię i nazwisko | pełna nazwa osoby | \
         imię i nazwisko pracownika | imię i nazwisko ucznia",
    ),
    (Is::DisplayName, "nazwa wyświetlana"),
    (Is::OtherName, "pseudonim | przezwisko | ksywa"),
    (
        Is::Mobile,
        "telefon komórkowy | komórka | numer komórkowy | nr komórkowy | \
         numer telefonu komórkowego | nr tel. kom. | tel. kom. | tel. komórkowy | kom. | \
         telefon kom. | telefon służbowy komórkowy | nr telefonu komórkowego",
    ),
    (
        Is::Phone,
        "numer telefonu | nr telefonu | nr tel | nr tel. | telefon kontaktowy | \
         kontakt telefoniczny",
    ),
    (
        Is::WorkPhone,
        "telefon służbowy | telefon do pracy | telefon biurowy | telefon stacjonarny | \
         tel. służbowy | telefon firmowy",
    ),
    (
        Is::HomePhone,
        "telefon domowy | telefon prywatny | tel. prywatny",
    ),
    (
        Is::OtherPhone,
        "inny telefon | telefon dodatkowy | telefon zapasowy | telefon pomocniczy",
    ),
    (
        Is::Email,
        "adres e-mail | adres email | adres poczty elektronicznej | poczta elektroniczna | \
         adres mailowy | poczta",
    ),
    (
        Is::WorkEmail,
        "e-mail służbowy | służbowy e-mail | e-mail firmowy | służbowy adres e-mail",
    ),
    (
        Is::PersonalEmail,
        "e-mail prywatny | prywatny e-mail | prywatny adres e-mail",
    ),
    (
        Is::OtherEmail,
        "alternatywny adres e-mail | dodatkowy e-mail | e-mail pomocniczy | zapasowy e-mail",
    ),
    (Is::PrincipalName, "główna nazwa użytkownika"),
    (
        Is::Login,
        "nazwa użytkownika | użytkownik | konto | nazwa konta | identyfikator użytkownika",
    ),
    (
        Is::Password,
        "hasło | haslo | hasło początkowe | hasło tymczasowe | hasło startowe | nowe hasło",
    ),
    (
        Is::CallingCode,
        "numer kierunkowy | numer kierunkowy kraju | prefiks telefoniczny | kierunkowy",
    ),
    (Is::CountryCode, "kod kraju"),
    (Is::AreaCode, "numer kierunkowy miasta | kierunkowy miasta"),
    (Is::SecondSurname, "drugie nazwisko"),
    (Is::MiddleName, "drugie imię"),
    (
        Is::Other,
        "dział | departament | wydział | stanowisko | firma | nazwa firmy | organizacja | \
         biuro | adres | ulica | miasto | województwo | kod pocztowy | kraj | obywatelstwo | \
         płeć | wiek | data urodzenia | data zatrudnienia | numer pracownika | \
         nr pracownika | numer ewidencyjny | numer | lp | l.p. | pesel | nip | numer faksu | \
         faks | wewnętrzny | numer wewnętrzny | uwagi | komentarz | notatki | przełożony | \
         kierownik | nazwisko panieńskie | potwierdź hasło | powtórz hasło | \
         kontakt awaryjny | telefon alarmowy | klasa | grupa | szkoła | tytuł",
    ),
    (
        Is::Noise,
        "wymagane | opcjonalne | obowiązkowe | wymagany | pole wymagane",
    ),
    (
        Is::Neutral,
        "pracownika | użytkownika | ucznia | studenta | nauczyciela | osoby | członka | i | \
         nr | numer | służbowy",
    ),
    (
        Is::Foreign,
        "rodzica | opiekuna | ojca | matki | firmy | szkoły | banku | przełożonego | pliku | \
         projektu | produktu | potwierdź | awaryjny",
    ),
];
