use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (Is::FirstName, "prenume | prenumele"),
    (Is::Surname, "nume de familie | numele de familie"),
    (Is::FamilyOrFull, "nume | numele"),
    (Is::Person, "angajat"),
    (
        Is::FullName,
        "nume complet | nume și prenume | nume prenume | numele și prenumele | \
         prenume și nume | numele complet | nume angajat",
    ),
    (Is::DisplayName, "nume afișat"),
    (Is::OtherName, "poreclă"),
    (
        Is::Mobile,
        "telefon mobil | număr de mobil | număr mobil | nr. mobil | număr de telefon mobil | \
         celular mobil",
    ),
    (
        Is::Phone,
        "număr de telefon | numar de telefon | nr. telefon | nr telefon | număr telefon | \
         telefon de contact",
    ),
    (
        Is::WorkPhone,
        "telefon serviciu | telefon de serviciu | telefon birou | telefon fix",
    ),
    (Is::HomePhone, "telefon acasă | telefon personal"),
    (
        Is::Email,
        "adresă de e-mail | adresă e-mail | adresa de email | adresa email | \
         poștă electronică",
    ),
    (Is::WorkEmail, "e-mail de serviciu | e-mail serviciu"),
    (
        Is::OtherEmail,
        "e-mail alternativ | adresă de e-mail alternativă | e-mail secundar",
    ),
    (
        Is::Login,
        "nume de utilizator | utilizator | nume utilizator | cont",
    ),
    (
        Is::Password,
        "parolă | parolă inițială | parolă temporară | parola inițială",
    ),
    (
        Is::CallingCode,
        "prefix telefonic | prefix internațional | prefixul țării",
    ),
    (Is::CountryCode, "cod țară | codul țării"),
    (
        Is::AreaCode,
        "prefix local | prefix zonal | prefix județean",
    ),
    (Is::MiddleName, "al doilea prenume"),
    (
        Is::Other,
        "departament | funcție | funcția | post | companie | firmă | birou | adresă | \
         adresa | oraș | județ | cod poștal | țară | cetățenie | gen | vârstă | \
         data nașterii | data angajării | marcă | nr. crt. | cnp | observații | comentarii | \
         șef | clasă | școală | confirmare parolă",
    ),
    (Is::Noise, "obligatoriu | opțional | necesar"),
    (
        Is::Neutral,
        "angajat | angajatului | elev | elevului | student | și | al",
    ),
];
