//! Danish, Norwegian, Swedish and Finnish.

use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (
        Is::FirstName,
        "förnamn | fornavn | fornavne | etunimi | etunimet | tilltalsnamn",
    ),
    (
        Is::Surname,
        "efternamn | efternavn | etternavn | sukunimi | familjenamn",
    ),
    (Is::Person, "medarbejder | ansatt | anställd"),
    (
        Is::FullName,
        "fullständigt namn | fulde navn | fullt navn | för- och efternamn | \
         for- og efternavn | for- og etternavn | koko nimi | nimi | etu- ja sukunimi | \
         medarbejdernavn | fullt namn | hela namnet",
    ),
    (Is::AnyName, "namn | navn"),
    (
        Is::DisplayName,
        "visningsnamn | visningsnavn | vist navn | näyttönimi",
    ),
    (
        Is::OtherName,
        "smeknamn | kaldenavn | kallenavn | lempinimi",
    ),
    (
        Is::Mobile,
        "mobiltelefon nummer | mobilnummer | mobiltelefonnummer | mobilnr | matkapuhelin | \
         matkapuhelinnumero | kännykkä | kännykkänumero | gsm-numero | mobil nr",
    ),
    (
        Is::Phone,
        "telefonnummer | telefonnr | tlf | tlf. | tlf nr | tlfnr | telefon nr | puhelin | \
         puhelinnumero | puh | puh.",
    ),
    (
        Is::WorkPhone,
        "arbetstelefon | telefon arbete | arbejdstelefon | telefon arbejde | telefon jobb | \
         jobbtelefon | työpuhelin | fastnettelefon",
    ),
    (
        Is::HomePhone,
        "hemtelefon | telefon hem | hjemmetelefon | privattelefon nr | kotipuhelin",
    ),
    (
        Is::OtherPhone,
        "annan telefon | anden telefon | annen telefon | muu puhelin",
    ),
    (
        Is::Email,
        "e-postadress | epost | e-post | e-postadresse | epostadresse | e-mailadresse | \
         mailadresse | sähköposti | sähköpostiosoite | e-postadresser | mejl | mejladress",
    ),
    (
        Is::WorkEmail,
        "e-post arbete | arbejdsmail | arbejds-e-mail | jobb e-post | työsähköposti",
    ),
    (
        Is::PersonalEmail,
        "privat e-post | privat e-mail | henkilökohtainen sähköposti",
    ),
    (
        Is::OtherEmail,
        "alternativ e-post | alternativ e-mail | alternativ e-postadress | \
         alternativ e-postadresse | toissijainen sähköposti",
    ),
    (
        Is::Login,
        "användarnamn | användare | brugernavn | bruger | brukernavn | bruker | \
         käyttäjätunnus | käyttäjänimi | käyttäjä | konto namn",
    ),
    (
        Is::Password,
        "lösenord | adgangskode | kodeord | passord | salasana | startlösenord | \
         tillfälligt lösenord | midlertidig adgangskode | midlertidig passord | \
         väliaikainen salasana",
    ),
    (
        Is::CallingCode,
        "landsnummer | utlandsprefix | suuntanumero",
    ),
    (
        Is::CountryCode,
        "landskod | landekode | landkode | maakoodi | maatunnus",
    ),
    (Is::AreaCode, "riktnummer | retningsnummer | områdekode"),
    (
        Is::MiddleName,
        "mellannamn | mellemnavn | mellomnavn | toinen nimi",
    ),
    (
        Is::Other,
        "avdelning | afdeling navn | avdeling | osasto | titel på tjänst | stilling | \
         befattning | tehtävänimike | företag | firma navn | selskap | yritys | kontor | \
         toimisto | adress | osoite | gatuadress | ort | by | poststed | postnummer | \
         kaupunki | postinumero | maa | kön | køn | kjønn | sukupuoli | ålder | alder | \
         ikä | födelsedatum | fødselsdato | syntymäaika | anställningsnummer | \
         medarbejdernummer | ansattnummer | henkilönumero | personnummer | anteckningar | \
         anmärkning | bemærkninger | merknader | huomautukset | chef | leder | esimies | \
         klass | klasse | luokka | \
         bekräfta lösenord | bekræft adgangskode | nödkontakt",
    ),
    (
        Is::Noise,
        "obligatorisk | obligatoriskt | valfri | valfritt | påkrævet | påkrevd | krävs | \
         pakollinen | valinnainen | valgfri",
    ),
    (
        Is::Neutral,
        "anställd | medarbetare | medarbejder | ansatt | elev | elevens | person | \
         personens | oppilas | opiskelija | työntekijä | och | og | ja",
    ),
    (
        Is::Foreign,
        "förälder | forælder | forelder | vårdnadshavare | företag | skola | skole | koulu | \
         bekräfta | nöd | huoltaja",
    ),
];
