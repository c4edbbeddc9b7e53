//! What a header name means, finer than the fields: which phone, which e-mail address, which name.

use crate::Field;

/// The meaning of a name in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Meaning {
    /// A given name.
    FirstName,
    /// One more given name: a preferred one.
    OtherFirstName,
    /// `First`: a given name where it is the whole header; in a longer one it says anything (`First day`).
    BareFirstName,
    /// A family name.
    Surname,
    /// `Last`: a family name where it is the whole header (`Last login` is none).
    BareSurname,
    /// The surname behind another one.
    SecondSurname,
    /// `Materno`: a second surname where it is the whole header.
    BareSecondSurname,
    /// What stands before a surname: `tussenvoegsel`, `surname prefix`.
    SurnamePrefix,
    /// A given name behind another one. Directories leave it out, and so it is used only where somebody says so.
    MiddleName,
    /// Both names.
    FullName,
    /// The name under which a directory shows a person.
    DisplayName,
    /// A second name of a person: nickname, English name, preferred name.
    OtherName,
    /// `Nombre`, `ชื่อ`: a given name beside a surname column, the full name otherwise.
    GivenOrFull,
    /// `Nom`: a surname beside a given-name column, the full name otherwise.
    FamilyOrFull,
    /// `Name`: any of the three.
    AnyName,
    /// `Employee`, `员工`: a full name where it is the whole header and words stand below it, which may be numbers.
    Person,
    /// A mobile phone.
    Mobile,
    /// A phone, without saying which.
    Phone,
    /// A phone at work.
    WorkPhone,
    /// A phone at home.
    HomePhone,
    /// One more phone: alternate, recovery.
    OtherPhone,
    /// An e-mail address.
    Email,
    /// An e-mail address at work, beside a private one.
    WorkEmail,
    /// A private e-mail address.
    PersonalEmail,
    /// One more e-mail address: alternate, recovery.
    OtherEmail,
    /// A sign-in name that has the form of an e-mail address.
    PrincipalName,
    /// A sign-in name of any form.
    Login,
    /// A password to begin with.
    Password,
    /// A telephone calling code.
    CallingCode,
    /// `Country code`: a calling code, or CN, DE, ….
    CountryCode,
    /// `区号`, `Vorwahl`: a calling code or an area code.
    DialingCode,
    /// The area code of a phone.
    AreaCode,
    /// Known to be none of these.
    Other,
    /// Says nothing about the meaning: `required`, `必填`. Dropped.
    Noise,
    /// Belongs to any column about a user: `employee`, `员工`, `number`.
    Neutral,
    /// Makes the whole header be about somebody or something else: `emergency`, `company`, `紧急`.
    Foreign,
    /// How a name is spoken: `カナ`, `拼音`.
    Phonetic,
}

impl Meaning {
    /// The fields this may be, best first, each with its rank among several columns for the same field.
    pub(super) const fn fields(self) -> &'static [(Option<Field>, u8)] {
        use Field::{Email, FirstName, FullName, Password, Phone, Surname};
        match self {
            Self::FirstName => &[(Some(FirstName), 0)],
            Self::OtherFirstName | Self::BareFirstName => &[(Some(FirstName), 1)],
            Self::Surname => &[(Some(Surname), 0)],
            Self::BareSurname => &[(Some(Surname), 1)],
            Self::SecondSurname => &[(Some(Field::SecondSurname), 0)],
            Self::BareSecondSurname => &[(Some(Field::SecondSurname), 1)],
            Self::SurnamePrefix => &[(Some(Field::SurnamePrefix), 0)],
            Self::MiddleName => &[(None, 0), (Some(Field::MiddleName), 0)],
            Self::FullName => &[(Some(FullName), 0)],
            Self::GivenOrFull => &[(Some(FullName), 1), (Some(FirstName), 1)],
            Self::FamilyOrFull => &[(Some(FullName), 1), (Some(Surname), 1)],
            Self::AnyName => &[
                (Some(FullName), 1),
                (Some(FirstName), 1),
                (Some(Surname), 1),
            ],
            Self::DisplayName | Self::Person => &[(Some(FullName), 2)],
            Self::OtherName => &[(Some(FullName), 3)],
            Self::Mobile => &[(Some(Phone), 0)],
            Self::Phone => &[(Some(Phone), 1)],
            Self::WorkPhone => &[(Some(Phone), 2)],
            Self::HomePhone => &[(Some(Phone), 3)],
            Self::OtherPhone => &[(Some(Phone), 4)],
            Self::Email => &[(Some(Email), 0)],
            Self::WorkEmail => &[(Some(Email), 1)],
            Self::PersonalEmail => &[(Some(Email), 2)],
            Self::OtherEmail => &[(Some(Email), 3)],
            Self::PrincipalName => &[(Some(Email), 4)],
            Self::Login => &[(Some(Email), 5)],
            Self::Password => &[(Some(Password), 0)],
            Self::CallingCode => &[(Some(Field::CountryCode), 0)],
            Self::CountryCode => &[(Some(Field::CountryCode), 1)],
            Self::DialingCode => &[(Some(Field::CountryCode), 1), (Some(Field::AreaCode), 1)],
            Self::AreaCode => &[(Some(Field::AreaCode), 0)],
            Self::Other | Self::Phonetic => &[(None, 0)],
            Self::Noise | Self::Neutral | Self::Foreign => &[],
        }
    }

    /// The field it means in the first place.
    pub(super) const fn field(self) -> Option<Field> {
        match self.fields() {
            [(field, _), ..] => *field,
            [] => None,
        }
    }

    /// A word so general that an unknown word beside it may turn it into anything: `branch name`, `invoice number`.
    pub(super) const fn is_general(self) -> bool {
        matches!(
            self,
            Self::AnyName
                | Self::GivenOrFull
                | Self::FamilyOrFull
                | Self::Login
                | Self::CountryCode
                | Self::DialingCode
                | Self::AreaCode
                | Self::MiddleName
                | Self::Other
        )
    }

    /// Whether it is a code that belongs before a phone.
    pub(super) const fn is_code(self) -> bool {
        matches!(
            self,
            Self::CallingCode | Self::CountryCode | Self::DialingCode | Self::AreaCode
        )
    }

    /// A word that is a name as a whole header only: `Last`, and not `Last login`; `Employee`, and not `Employee class`.
    pub(super) const fn is_whole_only(self) -> bool {
        matches!(
            self,
            Self::BareFirstName | Self::BareSurname | Self::BareSecondSurname | Self::Person
        )
    }
}
