//! Problems in English. The window has its own words in each language; these are the terminal's.

use std::fmt;

use super::problem::{Detail, Problem};
use super::{Code, Earlier, Elsewhere};
use crate::fields::email::EmailFault;
use crate::fields::password::Weakness;
use crate::fields::phone::{LostZeros, PhoneShape};

impl Problem<'_> {
    /// What is wrong and what helps, in English; never says a password.
    pub fn message(&self) -> String {
        match &self.detail {
            Some(detail) => self.with_detail(detail),
            None if matches!(self.code, Code::Placeholder | Code::PerhapsPlaceholder) => {
                self.about_placeholder()
            }
            None => self.by_code().to_owned(),
        }
    }

    /// What should stand there instead, as far as it can be told.
    pub fn expected(&self) -> Option<String> {
        let found = self.found.as_deref().unwrap_or_default();
        Some(match self.detail.as_ref()? {
            Detail::Cleaned(clean) => clean.clone(),
            Detail::Zeros(zeros) => zeros.restore(found),
            Detail::MostCharacters(most) => format!("at most {most} characters"),
            Detail::Password(weak) => weak
                .iter()
                .map(about_password)
                .collect::<Vec<_>>()
                .join(", "),
            _ => return None,
        })
    }

    const fn by_code(&self) -> &'static str {
        match self.code {
            Code::FirstNameMissing => "the first name is missing",
            Code::NameSplitUncertain => "where first name and surname part is a guess",
            Code::PhoneMissing => "the phone is missing",
            Code::PhoneInvalid => "not a phone",
            Code::PhoneDigitsLost => "digits are lost; open the original workbook",
            Code::PhoneIsDate => "a date instead of a phone; open the original workbook",
            Code::PhoneZerosLost => "leading zeros seem to be lost",
            Code::PhoneNeedsCleaning => "characters that do not belong to a phone",
            Code::EmailInvalid => "not an e-mail address",
            Code::EmailNeedsCleaning => "characters that do not belong to the e-mail address",
            Code::EmailMixedScripts => "letters of another script that look alike",
            Code::PasswordMissing => "the password is missing",
            Code::PasswordWeak => "the password does not meet the policy",
            Code::TooLong => "unusually long",
            Code::NeedsTrimming => "needless spaces",
            Code::ControlCharacters => "a line break or another control character",
            Code::InvisibleCharacters => "characters that cannot be seen",
            Code::DamagedCharacters => "characters that are damaged; the encoding may be another",
            Code::DoubleEncoded => "read in a wrong encoding once and saved",
            Code::Placeholder => "a placeholder, which would be sent as it stands",
            Code::PerhapsPlaceholder => "a placeholder, if it is no name",
            Code::CellError => "an error of the sheet's formulas",
            Code::FormulaWithoutResult => {
                "a formula whose result is not in the file; open it in Excel or LibreOffice, save it, \
                 and read it again"
            }
            Code::DateCell => "a date",
            Code::DuplicatePhone => "the phone is in another row too",
            Code::DuplicateEmail => "the e-mail address is in another row too",
            Code::DuplicateRow => "the whole row is there twice",
            Code::SentEarlier => "the phone was submitted earlier",
        }
    }

    /// Says the cell, of which there may be several in a row, but never a password.
    fn about_placeholder(&self) -> String {
        match self.found.as_deref() {
            Some(found) => format!("`{}` is {}", found.trim(), self.by_code()),
            None => format!("in the place of the password is {}", self.by_code()),
        }
    }

    fn with_detail(&self, detail: &Detail) -> String {
        let plain = self.by_code();
        match detail {
            // A number too long for a sheet has lost its last digits, whatever its length.
            Detail::Phone(PhoneShape::TooLong) if self.code == Code::PhoneDigitsLost => {
                plain.to_owned()
            }
            Detail::Phone(shape) => about_phone(*shape, plain).to_owned(),
            Detail::Zeros(LostZeros::One) => format!("{plain}: `0` belongs in front"),
            Detail::Zeros(LostZeros::Two) => format!("{plain}: `00` belongs in front"),
            Detail::Cleaned(clean) if self.code == Code::DoubleEncoded => {
                format!("{plain}; repaired it is: {clean}")
            }
            Detail::Cleaned(clean) => format!("{plain}; clean it is: {clean}"),
            Detail::Placeholder => {
                let found = self.found.as_deref().unwrap_or_default();
                format!("{plain}: `{}` stands for none", found.trim())
            }
            Detail::Email(fault) => format!("{plain}: {}", about_email(*fault)),
            Detail::Script(mixed) => format!(
                "{plain}: `{}` in `{}` is {}",
                mixed.letter, mixed.part, mixed.script
            ),
            Detail::Password(weak) => {
                let reasons: Vec<String> = weak.iter().map(about_password).collect();
                format!("{plain}: {}", reasons.join(", "))
            }
            Detail::Rows(rows) => format!("{plain}: {}", in_words(rows)),
            Detail::Earlier(earlier) => about_earlier(earlier),
            Detail::MostCharacters(most) => format!("{plain}: more than {most} characters"),
        }
    }
}

fn about_phone(shape: PhoneShape, otherwise: &'static str) -> &'static str {
    match shape {
        PhoneShape::ScientificNotation => {
            "digits are lost to scientific notation; open the original workbook"
        }
        PhoneShape::Negative => "not a phone: a number below zero",
        PhoneShape::Several => "more than one phone",
        PhoneShape::TooShort => "not a phone: too few digits",
        PhoneShape::TooLong => "not a phone: too many digits",
        PhoneShape::Letters => "not a phone: letters or signs in it",
        _ => otherwise,
    }
}

const fn about_email(fault: EmailFault) -> &'static str {
    match fault {
        EmailFault::NoAt => "no `@` in it",
        EmailFault::NoLocalPart => "nothing before the `@`",
        EmailFault::NoDomain => "nothing after the `@`",
        EmailFault::NoTopLevel => "the domain has no dot",
        EmailFault::LocalTooLong => "too long before the `@`",
        EmailFault::TooLong => "too long",
        EmailFault::Several => "more than one address",
        EmailFault::Space => "a space in it",
        EmailFault::Syntax => "a sign that cannot stand there",
    }
}

fn about_earlier(earlier: &Earlier) -> String {
    match earlier {
        Earlier::Accepted { date, task_id } => {
            format!("the phone was sent earlier: on {date}, task {task_id}")
        }
        Earlier::Unknown(elsewhere) => {
            format!("the phone is in {elsewhere}, whose answer is unknown: settle that first")
        }
        Earlier::Waiting(elsewhere) => {
            format!("the phone waits to be sent in {elsewhere}: go on with that or cancel it")
        }
    }
}

/// `submission 7 (staff.xlsx, 2026-11-24)`
impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "submission {} (", self.submission)?;
        if !self.file_name.is_empty() {
            write!(f, "{}, ", self.file_name)?;
        }
        write!(f, "{})", self.date)
    }
}

fn about_password(weakness: &Weakness) -> String {
    match weakness {
        Weakness::TooShort { length, min } => format!("{length} of at least {min} characters"),
        Weakness::TooLong { length, max } => format!("{length} of at most {max} characters"),
        Weakness::TooFewClasses { classes, min } => {
            format!("{classes} of at least {min} kinds of characters")
        }
        Weakness::OuterSpace => "a space at its start or end".to_owned(),
        Weakness::Unseen => "a character that cannot be typed".to_owned(),
    }
}

fn in_words(rows: &[u32]) -> String {
    let numbers: Vec<String> = rows.iter().map(u32::to_string).collect();
    let what = if rows.len() == 1 { "row" } else { "rows" };
    format!("{what} {}", numbers.join(", "))
}

#[cfg(test)]
mod tests {
    use crate::{ReadOptions, Roster, Rules};

    #[test]
    fn a_problem_says_what_was_found_and_what_was_expected() {
        let sheet = "First name,Phone,Password\n\
                     Ana,0027188460901,Q!@1assword\n\
                     Ben,27188460902,short\n\
                     Cem,0027 188 460 903,Q!@1assword\n";
        let options = ReadOptions::default();
        let roster = Roster::read("it", sheet.as_bytes(), &options, Rules::default()).unwrap();
        let problems = roster.all_rows().flat_map(|row| row.problems);
        let told: Vec<_> = problems
            .map(|it| {
                (
                    it.message(),
                    it.found.as_deref().map(str::to_owned),
                    it.expected(),
                )
            })
            .collect();
        let text = |text: &str| Some(text.to_owned());
        let zeros = "leading zeros seem to be lost: `00` belongs in front";
        let weak = "5 of at least 8 characters, 1 of at least 3 kinds of characters";
        let spaces = "characters that do not belong to a phone; clean it is: 0027188460903";
        assert_eq!(
            told,
            [
                (zeros.to_owned(), text("27188460902"), text("0027188460902")),
                (
                    format!("the password does not meet the policy: {weak}"),
                    None,
                    text(weak)
                ),
                (
                    spaces.to_owned(),
                    text("0027 188 460 903"),
                    text("0027188460903")
                ),
            ]
        );
    }
}
