use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (
        Is::FirstName,
        "prénom | prenom | prénoms | prénom usuel | premier prénom",
    ),
    (
        Is::Surname,
        "nom de famille | nom d'usage | nom patronymique | nom usuel | patronyme",
    ),
    (
        Is::Person,
        "salarié | collaborateur | collaboratrice | employé | employée",
    ),
    (
        Is::FullName,
        "nom complet | nom et prénom | nom et prénoms | prénom et nom | nom prénom | \
         prénom nom | noms et prénoms | nom prénoms | nom de l'employé | nom de l'élève | \
         nom du salarié | nom de l'étudiant | nom et prénom de l'élève",
    ),
    (Is::FamilyOrFull, "nom | noms"),
    (
        Is::DisplayName,
        "nom d'affichage | nom affiché | nom complet affiché",
    ),
    (
        Is::OtherName,
        "surnom | pseudo | pseudonyme | prénom préféré",
    ),
    (
        Is::Mobile,
        "portable | téléphone portable | tél. portable | tel portable | téléphone mobile | \
         tél. mobile | numéro de portable | numéro de mobile | n° de portable | \
         n° portable | n° mobile | numéro de téléphone portable | \
         numéro de téléphone mobile | gsm professionnel | portable professionnel | \
         mobile professionnel | portable personnel | natel | mobile pro | portable pro",
    ),
    (
        Is::Phone,
        "téléphone | numéro de téléphone | n° de téléphone | n° téléphone | \
         no de téléphone | no téléphone | n° tél | tél | tél. | coordonnées téléphoniques | \
         téléphone principal | num tel | numéro tel",
    ),
    (
        Is::WorkPhone,
        "téléphone professionnel | tél. professionnel | téléphone bureau | \
         téléphone du bureau | téléphone de bureau | tél. bureau | tel bureau | \
         téléphone fixe | fixe | tel fixe | ligne directe | téléphone pro | tel pro | \
         téléphone travail | téléphone au travail",
    ),
    (
        Is::HomePhone,
        "téléphone domicile | téléphone du domicile | téléphone personnel | \
         téléphone privé | tel domicile | tel perso | téléphone perso",
    ),
    (
        Is::OtherPhone,
        "autre téléphone | téléphone secondaire | téléphone de récupération | téléphone 2",
    ),
    (
        Is::Email,
        "courriel | adresse e-mail | adresse email | adresse mail | adresse électronique | \
         adresse courriel | courrier électronique | adresse de messagerie | messagerie | \
         mél | adresse e-mail principale | e-mail principal",
    ),
    (
        Is::WorkEmail,
        "e-mail professionnel | mail professionnel | adresse e-mail professionnelle | \
         courriel professionnel | email pro | mail pro | adresse mail professionnelle | \
         adresse email professionnelle",
    ),
    (
        Is::PersonalEmail,
        "e-mail personnel | mail personnel | adresse e-mail personnelle | \
         courriel personnel | email perso | mail perso",
    ),
    (
        Is::OtherEmail,
        "autre e-mail | adresse e-mail secondaire | autre adresse e-mail | \
         adresse de messagerie alternative | e-mail de récupération | e-mail secondaire",
    ),
    (
        Is::PrincipalName,
        "nom d'utilisateur principal | nom principal de l'utilisateur",
    ),
    (
        Is::Login,
        "identifiant | nom d'utilisateur | utilisateur | compte | nom de compte | \
         identifiant de connexion | id utilisateur | login utilisateur",
    ),
    (
        Is::Password,
        "mot de passe | mot de passe initial | mot de passe provisoire | \
         mot de passe temporaire | mdp | mots de passe | nouveau mot de passe | \
         mot de passe par défaut",
    ),
    (
        Is::CallingCode,
        "indicatif | indicatif pays | indicatif téléphonique | indicatif du pays | \
         indicatif international",
    ),
    (Is::CountryCode, "code pays | code du pays"),
    (
        Is::AreaCode,
        "indicatif régional | indicatif de zone | indicatif local | indicatif interurbain | \
         code régional | code de zone",
    ),
    (
        Is::SecondSurname,
        "deuxième nom de famille | second nom de famille",
    ),
    (Is::SurnamePrefix, "particule | particule du nom"),
    (
        Is::MiddleName,
        "deuxième prénom | second prénom | autres prénoms",
    ),
    (
        Is::Other,
        "numéro de badge | n° de badge | \
         service | département | direction | fonction | poste | titre | intitulé du poste | \
         société | entreprise | organisme | établissement | bureau | adresse | \
         adresse postale | rue | ville | région | code postal | pays | pays ou région | \
         nationalité | sexe | genre | âge | date de naissance | date d'embauche | \
         date d'entrée | matricule | n° matricule | numéro d'employé | n° employé | n° | \
         télécopie | télécopieur | numéro de fax | remarques | commentaires | commentaire | \
         observations | responsable | manager direct | \
         nom de jeune fille | nom de naissance | civilité | confirmer le mot de passe | \
         confirmation du mot de passe | contact d'urgence | téléphone d'urgence | classe | \
         niveau | groupe | nom de l'entreprise | nom de la société | site | statut",
    ),
    (
        Is::Noise,
        "obligatoire | facultatif | facultative | optionnel | requis | champ obligatoire",
    ),
    (
        Is::Neutral,
        "employé | employée | salarié | élève | étudiant | utilisateur | personne | \
         personnel | enseignant | agent | collaborateur | membre | du | de | des | l | le | \
         les | et | d | votre | numéro | n° | principal | principale",
    ),
    (
        Is::Foreign,
        "urgence | parent | parents | père | mère | tuteur | conjoint | entreprise | \
         société | école | banque | responsable | fichier | projet | produit | \
         confirmation | confirmer | type",
    ),
];
