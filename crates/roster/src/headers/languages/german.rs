use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (Is::FirstName, "Vorname | Vornamen | Rufname | Vorname(n)"),
    // `Vor-/Nachname`, `Nach-/Vorname`.
    (Is::BareFirstName, "Vor-"),
    (Is::BareSurname, "Nach- | Zu- | Familien-"),
    (
        Is::Surname,
        "Nachname | Familienname | Zuname | Nachnamen | Familienname(n)",
    ),
    (
        Is::Person,
        "Mitarbeiter | Mitarbeiterin | Mitarbeiter/in | Mitarbeiter:in | Mitarbeitende",
    ),
    (
        Is::FullName,
        "Vollständiger Name | Vor- und Nachname | Vor- u. Nachname | Nach- und Vorname | Nach- u. Vorname | Vorname und Nachname | Vorname Nachname | \
         Nachname Vorname | Name Vorname | Vorname Name | Name und Vorname | \
         Vor- und Zuname | Mitarbeitername | Schülername | Benutzer Vollname | Vollname | \
         Name des Mitarbeiters | Name der Mitarbeiterin",
    ),
    (Is::DisplayName, "Anzeigename | Angezeigter Name"),
    (Is::OtherName, "Spitzname | Künstlername | Bevorzugter Name"),
    (
        Is::Mobile,
        "Rufnummer mobil | Mobilrufnummer | Handy | Handynummer | Handynr | Handy-Nr. | \
         Mobil | Mobilnummer | Mobiltelefon | Mobiltelefonnummer | Mobilfunk | \
         Mobilfunknummer | Mobilnr | Mobil-Nr. | Telefon mobil | Tel. mobil | Diensthandy | \
         Mobil dienstlich | Mobil geschäftlich | Mobil privat | Handy privat | \
         Handy dienstlich | Mobiltelefon geschäftlich | Mobile Nummer | Natelnummer",
    ),
    (
        Is::Phone,
        "Telefon | Telefonnummer | Telefonnr | Telefon-Nr. | Tel.-Nr. | Tel.nummer | \
         Rufnummer | Fernsprecher | Telefonnummern | Kontakttelefon | Telefon 1",
    ),
    (
        Is::WorkPhone,
        "Telefon geschäftlich | Telefon dienstlich | Telefon Büro | Geschäftstelefon | \
         Diensttelefon | Bürotelefon | Telefon (Arbeit) | Festnetz | Festnetznummer | \
         Durchwahl | Telefon Arbeit | Tel. geschäftlich | Tel. dienstlich | Tel. Büro | \
         Telefon Firma | Firmentelefon | Dienstliche Telefonnummer",
    ),
    (
        Is::HomePhone,
        "Telefon privat | Privattelefon | Tel. privat | Telefon zu Hause | \
         Telefon (privat) | Private Telefonnummer",
    ),
    (
        Is::OtherPhone,
        "Weitere Telefonnummer | Telefon 2 | Wiederherstellungstelefon | \
         Alternative Telefonnummer | Telefonnummer zur Kontowiederherstellung",
    ),
    (
        Is::Email,
        "E-Mail-Adresse | Emailadresse | Mailadresse | E-Mail-Adressen | E-Post | \
         Mail-Adresse | Elektronische Post | Primäre E-Mail-Adresse",
    ),
    (
        Is::WorkEmail,
        "E-Mail geschäftlich | E-Mail dienstlich | Geschäftliche E-Mail | \
         Dienstliche E-Mail | Firmen-E-Mail | Geschäftliche E-Mail-Adresse | \
         Dienstliche E-Mail-Adresse | E-Mail (Arbeit) | Dienst-E-Mail",
    ),
    (
        Is::PersonalEmail,
        "E-Mail privat | Private E-Mail | Private E-Mail-Adresse | Privat-E-Mail | \
         E-Mail (privat) | Persönliche E-Mail",
    ),
    (
        Is::OtherEmail,
        "Alternative E-Mail | Alternative E-Mail-Adresse | Weitere E-Mail | Zweite E-Mail | \
         Wiederherstellungs-E-Mail | E-Mail 2",
    ),
    (Is::PrincipalName, "Benutzerprinzipalname"),
    (
        Is::Login,
        "Benutzername | Anmeldename | Benutzer | Nutzername | Kennung | Benutzerkennung | \
         Konto | Kontoname | Benutzer-ID | Login-Name | Nutzer",
    ),
    (
        Is::Password,
        "Passwort | Kennwort | Initialpasswort | Startpasswort | Initialkennwort | \
         Anfangspasswort | Erstpasswort | Erstkennwort | Startkennwort | \
         Vorläufiges Passwort | Temporäres Kennwort | Temporäres Passwort | Losungswort | \
         Neues Passwort | PW",
    ),
    (
        Is::CallingCode,
        "Landesvorwahl | Ländervorwahl | Internationale Vorwahl | Auslandsvorwahl",
    ),
    (
        Is::CountryCode,
        "Ländercode | Landescode | Länderkennung | Länderkennzeichen",
    ),
    (Is::DialingCode, "Vorwahl"),
    (
        Is::AreaCode,
        "Ortsvorwahl | Ortsnetzkennzahl | Ortskennzahl | Ortsnetzvorwahl | Netzvorwahl | \
         Mobilvorwahl | Handyvorwahl | Vorwahlnummer",
    ),
    (Is::SecondSurname, "Zweiter Nachname | Zweiter Familienname"),
    (
        Is::SurnamePrefix,
        "Vorsatzwort | Namensvorsatz | Vorsatzwort Nachname",
    ),
    (
        Is::MiddleName,
        "Zweiter Vorname | Weitere Vornamen | Zweitname | Mittelname",
    ),
    (
        Is::Other,
        "Abteilung | Bereich | Funktion | Stelle | Stellenbezeichnung | \
         Position im Betrieb | Berufsbezeichnung | Titel | Anrede | Firma | Unternehmen | \
         Firmenname | Organisation des Nutzers | Büro | Standort | Straße | Anschrift | \
         Adresse | Ort | Stadt | PLZ | Postleitzahl | Bundesland | Land | Land oder Region | \
         Staatsangehörigkeit | Geschlecht | Alter | Geburtsdatum | Geburtstag | \
         Eintrittsdatum | Eintritt | Austritt | Austrittsdatum | Personalnummer | Ausweisnummer | \
         Personal-Nr. | Mitarbeiternummer | Mitarbeiter-ID | Matrikelnummer | Nummer | \
         Lfd. Nr. | Lfd Nr | Faxnummer | Fax-Nr. | Nebenstelle | Bemerkung | Bemerkungen | \
         Kommentar | Notiz | Notizen | Vorgesetzter | Vorgesetzte | Kostenstelle | Klasse | \
         Gruppe | Geburtsname | Mädchenname | Passwort bestätigen | \
         Passwort wiederholen | Kennwort bestätigen | Notfallkontakt | Notfallnummer | \
         Raum | Gebäude | Sprache",
    ),
    (
        Is::Noise,
        "erforderlich | Pflichtfeld | Pflicht | freiwillig | notwendig",
    ),
    (
        Is::Neutral,
        "Mitarbeiter | Mitarbeiterin | Schüler | Schülerin | Student | Studierende | \
         Lehrer | Lehrkraft | Person | Mitglied | Teilnehmer | Kollege | des | der | die | \
         das | und | für | Ihre | Nr | Nummer | dienstlich | Angestellter | Beschäftigte",
    ),
    (
        Is::Foreign,
        "Notfall | Eltern | Vater | Mutter | Erziehungsberechtigte | \
         Erziehungsberechtigter | Firma | Schule | Bank | Vorgesetzter | Vorgesetzte | \
         Datei | Projekt | Produkt | Abteilung | Typ | bestätigen | wiederholen | \
         Ansprechpartner | Kunde | Lieferant",
    ),
];
