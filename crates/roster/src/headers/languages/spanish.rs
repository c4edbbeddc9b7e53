use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (
        Is::FirstName,
        "nombre de pila | primer nombre | nombre 1 | 1er nombre | nombre propio",
    ),
    (
        Is::Surname,
        "apellido | apellidos | primer apellido | apellido paterno | apellido 1 | \
         1º apellido | 1er apellido | ap. paterno | primer cognom | apellido(s)",
    ),
    (Is::BareSurname, "paterno"),
    (
        Is::Person,
        "empleado | empleada | trabajador | trabajadora | colaborador | colaboradora",
    ),
    (
        Is::FullName,
        "nombre completo | nombre y apellido | nombre y apellidos | nombres y apellidos | \
         apellidos y nombre | apellidos y nombres | apellido y nombre | apellidos nombre | \
         nombre apellidos | nombre del empleado | nombre del usuario | nombre del alumno | \
         nombre del trabajador | nombre del estudiante | nombre del colaborador | \
         nombre del contacto",
    ),
    (Is::GivenOrFull, "nombre | nombres | nombre(s)"),
    (
        Is::DisplayName,
        "nombre para mostrar | nombre mostrado | nombre visible",
    ),
    (Is::OtherName, "apodo | alias de usuario | nombre preferido"),
    (
        Is::Mobile,
        "móvil | teléfono móvil | telefono movil | número de móvil | nº móvil | celular | \
         teléfono celular | número de celular | número celular | no. celular | cel | \
         num celular | tel. móvil | tel móvil | tel celular | número móvil | \
         numero de telefono movil | numero de telefono celular | móvil personal | \
         móvil de empresa | móvil corporativo",
    ),
    (
        Is::Phone,
        "teléfono | telefono | teléfonos | número de teléfono | numero telefonico | \
         número telefónico | nº de teléfono | nº teléfono | no. de teléfono | \
         teléfono de contacto | telf | tlf | tfno | tlfno | contacto telefónico | \
         teléfono principal",
    ),
    (
        Is::WorkPhone,
        "teléfono del trabajo | teléfono de trabajo | teléfono laboral | \
         teléfono de oficina | teléfono de la oficina | teléfono de empresa | \
         teléfono fijo | fijo | teléfono empresa | teléfono oficina | teléfono corporativo",
    ),
    (
        Is::HomePhone,
        "teléfono de casa | teléfono particular | teléfono del hogar | teléfono personal | \
         teléfono domicilio",
    ),
    (
        Is::OtherPhone,
        "teléfono alternativo | otro teléfono | teléfono de recuperación | \
         teléfono secundario | teléfono 2",
    ),
    (
        Is::Email,
        "correo | correo electrónico | correo electronico | dirección de correo | \
         dirección de correo electrónico | direccion de email | dirección de e-mail | \
         correo e | correo-e | correos | correo principal | cuenta de correo | e-correo",
    ),
    (
        Is::WorkEmail,
        "correo corporativo | correo institucional | correo del trabajo | \
         correo de trabajo | correo laboral | email corporativo | email de trabajo | \
         email institucional | correo electrónico corporativo | \
         correo electrónico institucional | correo de empresa",
    ),
    (
        Is::PersonalEmail,
        "correo personal | email personal | correo electrónico personal | correo particular",
    ),
    (
        Is::OtherEmail,
        "correo alternativo | correo electrónico alternativo | \
         dirección de correo electrónico alternativa | email alternativo | \
         correo secundario | correo de recuperación",
    ),
    (Is::PrincipalName, "nombre principal de usuario"),
    (
        Is::Login,
        "usuario | nombre de usuario | login de usuario | id de usuario | cuenta | \
         cuenta de usuario | identificador",
    ),
    (
        Is::Password,
        "contraseña | contrasena | contraseña inicial | contraseña temporal | \
         clave de acceso | clave inicial | contraseña de acceso | contraseña provisional | \
         contraseña nueva | contraseña de usuario",
    ),
    (
        Is::CallingCode,
        "código de llamada | prefijo internacional | prefijo telefónico | prefijo del país | \
         indicativo | código telefónico | código internacional | lada internacional | \
         indicativo de país",
    ),
    (
        Is::CountryCode,
        "código de país | código del país | código país",
    ),
    (Is::DialingCode, "prefijo"),
    (
        Is::AreaCode,
        "lada | clave lada | código lada | código de área | código área | código de ciudad | \
         clave de larga distancia | prefijo provincial | prefijo de área | prefijo local | \
         indicativo de área | indicativo de ciudad | código de zona | \
         característica telefónica",
    ),
    (
        Is::SecondSurname,
        "segundo apellido | apellido segundo | apellido materno | apellido 2 | 2º apellido | \
         2do apellido | ap. materno | apellido de la madre | segon cognom",
    ),
    (Is::BareSecondSurname, "materno"),
    (
        Is::MiddleName,
        "segundo nombre | nombre 2 | 2º nombre | otros nombres",
    ),
    (
        Is::Other,
        "gafete | credencial | número de gafete | \
         departamento | área | puesto | cargo | título | empresa | compañía | organización | \
         oficina | dirección | domicilio | calle | ciudad | estado | provincia | \
         código postal | cp | país | país o región | nacionalidad | sexo | género | edad | \
         fecha de nacimiento | fecha de ingreso | fecha de alta | fecha | número | núm | \
         nº | dni | nif | cédula | curp | rfc | matrícula | número de empleado | \
         nº de empleado | legajo | código de empleado | extensión | observaciones | \
         comentarios | notas | jefe | supervisor directo | gerente | \
         confirmar contraseña | \
         contacto de emergencia | teléfono de emergencia | grupo | curso | grado | sección | \
         clave de empleado | nombre de la empresa | sucursal",
    ),
    (
        Is::Noise,
        "obligatorio | obligatoria | opcional | requerido | requerida | campo obligatorio",
    ),
    (
        Is::Neutral,
        "nro | empleado | empleados | usuarios | alumno | alumna | estudiante | trabajador | \
         colaborador | persona | personal | contacto | docente | profesor | miembro | del | \
         de | la | el | los | y | su | tu | número | num | principal | nº",
    ),
    (
        Is::Foreign,
        "emergencia | padre | madre | tutor | empresa | escuela | banco | jefe | gerente | \
         cónyuge | archivo | proyecto | producto | confirmar | tipo",
    ),
];
