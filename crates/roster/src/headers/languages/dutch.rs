use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (Is::FirstName, "voornaam | voornamen | roepnaam"),
    (Is::Surname, "achternaam | familienaam | geslachtsnaam"),
    // `Voor-/achternaam`.
    (Is::BareFirstName, "voor-"),
    (Is::BareSurname, "achter-"),
    (Is::Person, "medewerker"),
    (
        Is::FullName,
        "volledige naam | voor- en achternaam | voornaam en achternaam | naam medewerker | \
         naam en voornaam | voornaam achternaam",
    ),
    (Is::FamilyOrFull, "naam"),
    (Is::DisplayName, "weergavenaam | weergegeven naam"),
    (Is::OtherName, "bijnaam"),
    (
        Is::Mobile,
        "mobiel | mobiele telefoon | mobiel nummer | mobiele nummer | mobielnummer | \
         gsm-nummer | gsm nummer | mobiel telefoonnummer | mobiele telefoonnummer | 06-nummer",
    ),
    (
        Is::Phone,
        "telefoon | telefoonnummer | telefoonnr | tel.nr. | telnr | contactnummer",
    ),
    (
        Is::WorkPhone,
        "telefoon werk | werktelefoon | telefoon kantoor | zakelijke telefoon | \
         vaste telefoon | vast nummer | telefoon zakelijk",
    ),
    (
        Is::HomePhone,
        "telefoon thuis | telefoon privé | privételefoon | huistelefoon",
    ),
    (
        Is::OtherPhone,
        "andere telefoon | telefoon 2 | hersteltelefoon",
    ),
    (Is::Email, "e-mailadres | mailadres | e-mailadressen"),
    (
        Is::WorkEmail,
        "zakelijk e-mailadres | werk e-mail | e-mail werk | e-mail zakelijk",
    ),
    (
        Is::PersonalEmail,
        "privé e-mail | privé e-mailadres | e-mail privé | persoonlijk e-mailadres",
    ),
    (
        Is::OtherEmail,
        "alternatief e-mailadres | ander e-mailadres | herstel e-mailadres",
    ),
    (Is::PrincipalName, "user principal name (upn)"),
    (
        Is::Login,
        "gebruikersnaam | gebruiker | inlognaam | accountnaam | loginnaam",
    ),
    (
        Is::Password,
        "wachtwoord | tijdelijk wachtwoord | initieel wachtwoord | beginwachtwoord | \
         nieuw wachtwoord",
    ),
    (
        Is::CallingCode,
        "landnummer | internationaal toegangsnummer | landnetnummer",
    ),
    (Is::CountryCode, "landcode"),
    (Is::AreaCode, "netnummer | kengetal"),
    (Is::MiddleName, "tweede voornaam | middelste naam"),
    (
        Is::SurnamePrefix,
        "tussenvoegsel | tussenvoegsels | tussenvoegsel achternaam | achternaam tussenvoegsel | \
         voorvoegsel | voorvoegsels | voorvoegsel achternaam | achternaam voorvoegsel",
    ),
    (
        Is::Other,
        "afdeling | functie | bedrijf | bedrijfsnaam | organisatie | kantoor | locatie | \
         adres | straat | plaats | stad | provincie | postcode | land | land of regio | \
         nationaliteit | geslacht | leeftijd | geboortedatum | datum in dienst | \
         personeelsnummer | medewerkernummer | nummer | volgnummer | bsn | faxnummer | \
         doorkiesnummer | toestel | opmerking | opmerkingen | leidinggevende | \
         manager naam | voorletters | initialen | meisjesnaam | \
         wachtwoord bevestigen | herhaal wachtwoord | contactpersoon noodgevallen | \
         noodnummer | klas | groep | school | titel | aanhef",
    ),
    (
        Is::Noise,
        "verplicht | optioneel | vereist | verplicht veld",
    ),
    (
        Is::Neutral,
        "medewerker | werknemer | leerling | student | persoon | lid | docent | van | de | \
         het | en | nummer",
    ),
    (
        Is::Foreign,
        "nood | noodgeval | ouder | ouders | vader | moeder | voogd | bedrijf | school | \
         bank | leidinggevende | bestand | project | product | bevestigen",
    ),
];
