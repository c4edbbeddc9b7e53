//! The fields a user is made of, and those a sheet may give in their stead or in parts.

use serde::{Deserialize, Serialize};

/// What a column of the sheet can mean.
///
/// The first five are what the service takes for a user. [`Field::FullName`] stands for a column that holds both names
/// and is split; the others for columns of parts: what belongs in front of the phone of the same row
/// ([`Field::CountryCode`], [`Field::AreaCode`]) or of a surname ([`Field::SurnamePrefix`]), or behind a name
/// ([`Field::SecondSurname`], [`Field::MiddleName`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The given name; the service requires it.
    #[serde(rename = "firstname")]
    FirstName,
    /// The family name.
    Surname,
    /// The phone, which is the identity of a user at the service; required.
    Phone,
    /// The e-mail address.
    Email,
    /// The password to begin with.
    Password,
    /// Both names in one cell.
    FullName,
    /// The calling code of the phone in the same row, such as `86`, `+86` or `0086`.
    CountryCode,
    /// The area code of the phone in the same row, such as `55` or `010`.
    AreaCode,
    /// The second surname, which belongs behind the first: `Márquez` of `García Márquez`.
    SecondSurname,
    /// The second given name, which belongs behind the first.
    MiddleName,
    /// What belongs in front of the surname: `van den` of `van den Berg`.
    SurnamePrefix,
}

impl Field {
    /// The fields of a user as the service names them, in its order.
    pub const OF_A_USER: [Self; 5] = [
        Self::FirstName,
        Self::Surname,
        Self::Phone,
        Self::Email,
        Self::Password,
    ];

    /// Every meaning a column can have.
    pub const ALL: [Self; 11] = [
        Self::FirstName,
        Self::Surname,
        Self::Phone,
        Self::Email,
        Self::Password,
        Self::FullName,
        Self::CountryCode,
        Self::AreaCode,
        Self::SecondSurname,
        Self::MiddleName,
        Self::SurnamePrefix,
    ];

    /// The columns whose texts belong to this one's, with a space between: a name may stand in several.
    pub(crate) const fn parts(self) -> &'static [Self] {
        match self {
            Self::FirstName => &[Self::MiddleName],
            Self::Surname => &[Self::SurnamePrefix, Self::SecondSurname],
            _ => &[],
        }
    }

    /// The field's stable name; for the fields of a user it is the service's own key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstName => "firstname",
            Self::Surname => "surname",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Password => "password",
            Self::FullName => "full_name",
            Self::CountryCode => "country_code",
            Self::AreaCode => "area_code",
            Self::SecondSurname => "second_surname",
            Self::SurnamePrefix => "surname_prefix",
            Self::MiddleName => "middle_name",
        }
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn fields_are_listed_in_their_order_and_named_as_they_are_written() {
        for (place, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field as usize, place);
            assert_eq!(serde_json::to_value(field).unwrap(), field.name());
        }
    }
}
