//! What can be wrong with a row: stable codes, their levels, and a compact set of them.

use serde::{Deserialize, Serialize};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The row can be sent; somebody should look at it.
    Warning,
    /// The row cannot be sent.
    Error,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal, $level:ident;)*) => {
        /// What is wrong. The names are stable: scripts and the window's texts go by them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The stable name, in kebab case.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)*
                }
            }

            /// The level of a problem with this code. There are two exceptions: for the first row of a group with the same
            /// phone, [`DuplicatePhone`](Self::DuplicatePhone) is a warning; where the rules want a password of every
            /// user, [`PasswordMissing`](Self::PasswordMissing) is an error.
            pub const fn level(self) -> Level {
                match self {
                    $(Self::$code => Level::$level,)*
                }
            }
        }
    };
}

codes! {
    /// No first name, which the service requires.
    FirstNameMissing = "first-name-missing", Error;
    /// A full name was split by a guess.
    NameSplitUncertain = "name-split-uncertain", Warning;
    /// No phone, which the service requires.
    PhoneMissing = "phone-missing", Error;
    /// Not a phone.
    PhoneInvalid = "phone-invalid", Error;
    /// Scientific notation or a number beyond fifteen digits: the last digits are gone.
    PhoneDigitsLost = "phone-digits-lost", Error;
    /// A date where a phone should be: the sheet's program took it for one.
    PhoneIsDate = "phone-is-date", Error;
    /// Leading zeros seem to be lost.
    PhoneZerosLost = "phone-zeros-lost", Warning;
    /// Spaces, dashes or the like, which would be sent with it.
    PhoneNeedsCleaning = "phone-needs-cleaning", Warning;
    /// Not an e-mail address.
    EmailInvalid = "email-invalid", Error;
    /// An e-mail address with something around it.
    EmailNeedsCleaning = "email-needs-cleaning", Warning;
    /// Letters of another script that look alike in an e-mail address.
    EmailMixedScripts = "email-mixed-scripts", Warning;
    /// No password where the sheet has a column for it; an error where every user needs one.
    PasswordMissing = "password-missing", Warning;
    /// A password that the policy does not allow.
    PasswordWeak = "password-weak", Warning;
    /// Longer than such a text reasonably is.
    TooLong = "too-long", Warning;
    /// Spaces around a name, or unusual ones in it.
    NeedsTrimming = "needs-trimming", Warning;
    /// A line break, tab or other control character.
    ControlCharacters = "control-characters", Error;
    /// Characters without width, or marks that turn the direction of writing.
    InvisibleCharacters = "invisible-characters", Warning;
    /// Characters that were damaged before: the file was read or saved in the wrong encoding.
    DamagedCharacters = "damaged-characters", Error;
    /// UTF-8 that was read in another encoding and saved again, such as `ZoÃ«`: it can be repaired.
    DoubleEncoded = "double-encoded", Error;
    /// A sign for "nothing", such as `-` or `n/a`, which would be sent as it stands. Where the field is required,
    /// it is missing instead.
    Placeholder = "placeholder", Error;
    /// A word for "nothing" that may be somebody's name, such as `null`.
    PerhapsPlaceholder = "perhaps-placeholder", Warning;
    /// An error of the sheet's program, such as `#N/A`.
    CellError = "cell-error", Error;
    /// A formula whose result is not in the file.
    FormulaWithoutResult = "formula-without-result", Error;
    /// A date where a name, e-mail address or password should be.
    DateCell = "date-cell", Warning;
    /// The phone is also in another row.
    DuplicatePhone = "duplicate-phone", Error;
    /// The e-mail address is also in another row.
    DuplicateEmail = "duplicate-email", Warning;
    /// The whole row is also there a second time.
    DuplicateRow = "duplicate-row", Warning;
    /// The phone is in an earlier submission: sent, perhaps sent, or still to be sent.
    SentEarlier = "sent-earlier", Warning;
}

impl Code {
    /// Whether the problem lies between rows rather than in one.
    pub const fn is_duplicate(self) -> bool {
        matches!(
            self,
            Self::DuplicatePhone | Self::DuplicateEmail | Self::DuplicateRow
        )
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The codes of one row, whether it is the first of those that share its phone, and whether it needs a password.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Codes(u32);

impl Codes {
    pub(crate) const NONE: Self = Self(0);
    const FIRST_WITH_PHONE: u32 = 1 << 31;
    const NEEDS_PASSWORD: u32 = 1 << 30;
    /// No password where every user needs one.
    pub(crate) const WITHOUT_NEEDED_PASSWORD: Self =
        Self::of(Code::PasswordMissing).union(Self(Self::NEEDS_PASSWORD));
    const ERRORS: u32 = Self::at_level(Level::Error).0;
    const WARNINGS: u32 = Self::at_level(Level::Warning).0;
    /// The codes that [`crate::check::duplicates`] sets.
    pub(crate) const BETWEEN_ROWS: Self = Self::of(Code::DuplicatePhone)
        .with(Code::DuplicateEmail)
        .with(Code::DuplicateRow)
        .union(Self(Self::FIRST_WITH_PHONE));

    pub(crate) const fn of(code: Code) -> Self {
        Self(1 << code as u32)
    }

    pub(crate) const fn with(self, code: Code) -> Self {
        self.union(Self::of(code))
    }

    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) const fn contains(self, code: Code) -> bool {
        self.0 & Self::of(code).0 != 0
    }

    pub(crate) const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn first_with_phone(self) -> Self {
        Self(self.0 | Self::FIRST_WITH_PHONE)
    }

    pub(crate) const fn at_level(level: Level) -> Self {
        let mut codes = Self::NONE;
        let mut index = 0;
        while index < Code::ALL.len() {
            if Code::ALL[index].level() as u8 == level as u8 {
                codes = codes.with(Code::ALL[index]);
            }
            index += 1;
        }
        codes
    }

    /// The level of one of the codes, in this row.
    pub(crate) const fn level_of(self, code: Code) -> Level {
        if matches!(code, Code::DuplicatePhone) && self.0 & Self::FIRST_WITH_PHONE != 0 {
            return Level::Warning;
        }
        if matches!(code, Code::PasswordMissing) && self.0 & Self::NEEDS_PASSWORD != 0 {
            return Level::Error;
        }
        code.level()
    }

    pub(crate) const fn has_error(self) -> bool {
        let first = if self.0 & Self::FIRST_WITH_PHONE == 0 {
            0
        } else {
            Self::of(Code::DuplicatePhone).0
        };
        self.0 & (Self::ERRORS | Self::NEEDS_PASSWORD) & !first != 0
    }

    pub(crate) const fn has_warning(self) -> bool {
        let first = self.0 & Self::FIRST_WITH_PHONE != 0;
        self.0 & Self::WARNINGS != 0 || first
    }

    /// The worst level, when there is any problem.
    pub(crate) const fn level(self) -> Option<Level> {
        if self.has_error() {
            Some(Level::Error)
        } else if self.has_warning() {
            Some(Level::Warning)
        } else {
            None
        }
    }

    /// The first of its codes.
    pub(crate) fn first(self) -> Option<Code> {
        Code::ALL.get(self.0.trailing_zeros() as usize).copied()
    }

    /// Its codes, in the order they are listed.
    pub(crate) fn iter(self) -> impl Iterator<Item = Code> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let code = rest.first()?;
            rest = rest.without(Self::of(code));
            Some(code)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_serde_writes_and_all_fit() {
        for &code in Code::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        }
        assert!(Code::ALL.len() <= 30, "the last two bits are taken");
    }

    #[test]
    fn the_first_row_with_a_phone_can_be_sent() {
        let later = Codes::of(Code::DuplicatePhone);
        assert_eq!(later.level(), Some(Level::Error));
        assert_eq!(later.first_with_phone().level(), Some(Level::Warning));
        assert_eq!(
            later.first_with_phone().with(Code::EmailInvalid).level(),
            Some(Level::Error)
        );
        assert_eq!(Codes::NONE.level(), None);
        assert_eq!(
            (Codes::NONE.first(), later.with(Code::EmailInvalid).first()),
            (None, Some(Code::EmailInvalid))
        );
        assert_eq!(Codes::NONE.first_with_phone().first(), None);
    }
}
