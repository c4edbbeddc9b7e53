use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (Is::FirstName, "nome di battesimo | primo nome"),
    (Is::Surname, "cognome | cognomi"),
    (Is::Person, "dipendente | collaboratore"),
    (
        Is::FullName,
        "nome e cognome | cognome e nome | nome cognome | cognome nome | nominativo | \
         nome completo dipendente | nome del dipendente | nome dello studente",
    ),
    (Is::DisplayName, "nome visualizzato"),
    (Is::OtherName, "soprannome"),
    (
        Is::Mobile,
        "cellulare | telefono cellulare | numero di cellulare | numero cellulare | \
         n. cellulare | cell. | telefonino | telefono mobile | cellulare aziendale | \
         cellulare personale | tel. cellulare | numero di telefono cellulare",
    ),
    (
        Is::Phone,
        "numero di telefono | numero telefonico | numero telefono | n. telefono | \
         recapito telefonico | recapito | telefono di contatto | contatto telefonico",
    ),
    (
        Is::WorkPhone,
        "telefono ufficio | telefono aziendale | telefono di lavoro | telefono lavoro | \
         telefono fisso | fisso | telefono dell'ufficio",
    ),
    (
        Is::HomePhone,
        "telefono casa | telefono di casa | telefono abitazione | telefono privato",
    ),
    (
        Is::OtherPhone,
        "altro telefono | telefono secondario | telefono di recupero",
    ),
    (
        Is::Email,
        "indirizzo email | indirizzo e-mail | posta elettronica | \
         indirizzo di posta elettronica | indirizzo mail | posta",
    ),
    (
        Is::WorkEmail,
        "email aziendale | email di lavoro | mail aziendale | email lavoro | \
         email istituzionale",
    ),
    (
        Is::PersonalEmail,
        "email personale | mail personale | email privata",
    ),
    (
        Is::OtherEmail,
        "email alternativa | email secondaria | indirizzo di posta elettronica alternativo | \
         email di recupero",
    ),
    (
        Is::PrincipalName,
        "nome dell'entità utente | nome principale utente",
    ),
    (
        Is::Login,
        "utente | nome utente | id utente | account utente | nome account",
    ),
    (
        Is::Password,
        "password iniziale | password temporanea | password provvisoria | parola chiave | \
         parola d'ordine | password di accesso",
    ),
    (
        Is::CallingCode,
        "prefisso internazionale | prefisso telefonico | prefisso paese | prefisso nazionale",
    ),
    (Is::CountryCode, "codice paese | codice nazione"),
    (Is::DialingCode, "prefisso"),
    (
        Is::AreaCode,
        "prefisso locale | prefisso urbano | prefisso interurbano | prefisso teleselettivo | \
         prefisso distrettuale",
    ),
    (Is::SecondSurname, "secondo cognome"),
    (Is::MiddleName, "secondo nome"),
    (
        Is::Other,
        "numero badge | \
         reparto | ufficio | dipartimento | mansione | ruolo | qualifica | titolo | \
         azienda | società | ente | sede | indirizzo | via | città | comune | provincia | \
         regione | cap | paese | nazione | paese o area geografica | cittadinanza | \
         nazionalità | sesso | età | data di nascita | data di assunzione | matricola | \
         numero | codice fiscale | interno | note dipendente | osservazioni | commenti | \
         responsabile | superiore | conferma password | \
         contatto di emergenza | telefono di emergenza | classe | gruppo | ragione sociale | \
         nome azienda",
    ),
    (
        Is::Noise,
        "obbligatorio | obbligatoria | facoltativo | facoltativa | campo obbligatorio | \
         richiesto",
    ),
    (
        Is::Neutral,
        "dipendente | studente | alunno | utenti | persona | personale | docente | \
         collaboratore | contatto | membro | del | dello | della | di | e | il | la | \
         numero | aziendale | principale",
    ),
    (
        Is::Foreign,
        "emergenza | padre | madre | genitore | tutore | azienda | scuola | banca | \
         responsabile | progetto | prodotto | conferma",
    ),
];
