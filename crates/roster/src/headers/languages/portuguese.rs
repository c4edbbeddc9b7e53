use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (
        Is::FirstName,
        "primeiro nome | nome próprio | prenome | nomes próprios",
    ),
    (
        Is::Surname,
        "primeiro sobrenome | sobrenome 1 | sobrenome paterno | primeiro apelido | \
         sobrenome | apelido | apelidos | último nome | nome de família | sobrenomes | \
         ultimo sobrenome",
    ),
    (
        Is::Person,
        "funcionário | funcionária | funcionário(a) | empregado",
    ),
    (
        Is::FullName,
        "nome completo | nome e sobrenome | nome e apelido | nome do funcionário | \
         nome do usuário | nome do utilizador | nome do aluno | nome do colaborador | \
         nome sobrenome | nome do servidor | nome do contato",
    ),
    // Italian as well.
    (Is::GivenOrFull, "nome | nomes"),
    (
        Is::DisplayName,
        "nome de exibição | nome para exibição | nome a apresentar | nome a mostrar",
    ),
    (Is::OtherName, "nome social | alcunha | nome preferido"),
    (
        Is::Mobile,
        "telemóvel | telefone celular | telefone móvel | número de celular | \
         número do celular | nº celular | número de telemóvel | nº de telemóvel | \
         tel. celular | celular pessoal | celular corporativo | celular com ddd | \
         telemovel pessoal",
    ),
    (
        Is::Phone,
        "telefone | telefones | número de telefone | nº de telefone | nº telefone | \
         telefone de contato | telefone de contacto | fone | telefone para contato | \
         contato telefônico | telefone principal | telefone com ddd",
    ),
    (
        Is::WorkPhone,
        "telefone comercial | telefone do trabalho | telefone de trabalho | \
         telefone do escritório | telefone profissional | telefone corporativo | \
         telefone fixo | telefone da empresa",
    ),
    (
        Is::HomePhone,
        "telefone residencial | telefone de casa | telefone particular | telefone pessoal",
    ),
    (
        Is::OtherPhone,
        "telefone alternativo | outro telefone | telefone de recuperação | \
         telefone secundário | telefone 2",
    ),
    (
        Is::Email,
        "endereço de e-mail | endereço de email | correio eletrónico | correio eletrônico | \
         e-mail principal | endereço eletrônico | email principal",
    ),
    (
        Is::WorkEmail,
        "e-mail corporativo | e-mail comercial | e-mail profissional | e-mail de trabalho | \
         e-mail do trabalho | e-mail institucional",
    ),
    (Is::PersonalEmail, "e-mail pessoal | e-mail particular"),
    (
        Is::OtherEmail,
        "e-mail alternativo | endereço de email alternativo | e-mail secundário | \
         e-mail de recuperação",
    ),
    (
        Is::PrincipalName,
        "nome principal do utilizador | nome principal do usuário",
    ),
    (
        Is::Login,
        "usuário | nome de usuário | utilizador | nome de utilizador | id do usuário | \
         conta | nome da conta",
    ),
    (
        Is::Password,
        "senha | senha inicial | senha temporária | senha provisória | palavra-passe | \
         palavra passe | palavra-passe inicial | senha de acesso | nova senha",
    ),
    (
        Is::CallingCode,
        "ddi | código de discagem | código internacional do país | indicativo do país | \
         indicativo internacional",
    ),
    (Is::CountryCode, "código do país | código de país"),
    (
        Is::AreaCode,
        "ddd | código de área | código da área | código ddd | código de área ddd | \
         indicativo de área | indicativo da área | indicativo regional | código da cidade | \
         código de longa distância",
    ),
    (
        Is::SecondSurname,
        "segundo sobrenome | sobrenome 2 | sobrenome materno | segundo apelido | \
         apelido materno",
    ),
    (
        Is::MiddleName,
        "nome do meio | segundo nome | nomes do meio",
    ),
    (
        Is::Other,
        "crachá | número do crachá | \
         setor | cargo funcional | função | título do cargo | organização | escritório | \
         endereço | morada | cidade | província | cep | código postal | sexo biológico | \
         data de nascimento | data de admissão | matrícula do funcionário | \
         nº de funcionário | número de funcionário | cpf | rg | nif | ramal | observações | \
         comentários | gestor | gerente | chefe | confirmar senha | \
         contato de emergência | telefone de emergência | turma | série | nome da empresa | \
         código do funcionário | nacionalidade",
    ),
    (Is::Noise, "obrigatório | obrigatória | campo obrigatório"),
    (
        Is::Neutral,
        "funcionário | funcionários | aluno | aluna | estudante | servidor | contato | \
         pessoa | pessoal | membro | do | da | dos | e | seu | nº",
    ),
    (
        Is::Foreign,
        "emergência | pai | mãe | responsável | empresa | escola | gestor | chefe | \
         cônjuge | arquivo | ficheiro | projeto | produto",
    ),
];
