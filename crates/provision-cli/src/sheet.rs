//! Reading a sheet as the arguments say.

use std::sync::PoisonError;

use clap::ValueEnum;
use provisioning::Review;
use provisioning::roster::fields::phone::{Country, PhoneFormat};
use provisioning::roster::read::{Delimiter, HeaderChoice, SheetChoice};
use provisioning::roster::{Field, Fix, Keep, ReadOptions, Roster, Rules, Scope, Shared};

use crate::arguments::{Phones, Reading, Repair, Separator};
use crate::failure::Failure;

/// Reads, maps and checks the sheet; a sheet without a phone or a name is refused here.
pub(crate) fn open(reading: &Reading) -> Result<Review, Failure> {
    let options = ReadOptions {
        sheet: reading.sheet.clone().map(SheetChoice::Name),
        header: reading
            .header_row
            .map_or(HeaderChoice::Detect, HeaderChoice::Row),
        encoding: reading.encoding,
        delimiter: reading.delimiter.map(delimiter),
        ..ReadOptions::default()
    };
    let rules = Rules {
        default_country: country(reading)?,
        ..Rules::default()
    };
    let review = Review::open(&reading.file, &options, rules)
        .map_err(|error| Failure::reading(&reading.file, &error))?;
    require_columns(reading, &provisioning::read_shared(review.roster()))?;
    repair(reading, &review)?;
    Ok(review)
}

/// The names of the other sheets that hold users who could be sent; hidden sheets are not looked at.
pub(crate) fn others(reading: &Reading, roster: &Roster) -> Vec<String> {
    let source = roster.source();
    let places = source.sheets.iter().enumerate();
    let visible = places.filter(|(place, info)| *place != source.sheet && !info.hidden);
    let has_users = |place: usize| {
        let options = ReadOptions {
            sheet: Some(SheetChoice::Index(place)),
            ..ReadOptions::default()
        };
        let other = Review::open(&reading.file, &options, roster.rules().clone());
        other.is_ok_and(|other| {
            let other = provisioning::read_shared(other.roster());
            other.missing_columns().is_empty() && other.counts().ready > 0
        })
    };
    visible
        .filter(|(place, _)| has_users(*place))
        .map(|(_, info)| info.name.clone())
        .collect()
}

fn delimiter(separator: Separator) -> Delimiter {
    match separator {
        Separator::Comma => Delimiter::Comma,
        Separator::Semicolon => Delimiter::Semicolon,
        Separator::Tab => Delimiter::Tab,
        Separator::Pipe => Delimiter::Pipe,
    }
}

/// Applies the fixes asked for, in the order in which one does not undo the other.
fn repair(reading: &Reading, review: &Review) -> Result<(), Failure> {
    let mut roster = review
        .roster()
        .write()
        .unwrap_or_else(PoisonError::into_inner);
    let asked = Repair::value_variants()
        .iter()
        .filter(|repair| reading.fixes.contains(repair));
    let mut fixes: Vec<Fix> = asked.map(|repair| fix(*repair)).collect();
    if reading.phone_format != Phones::AsIs {
        fixes.insert(0, Fix::FormatPhones(phone_format(reading.phone_format)));
    }
    for fix in fixes {
        let applied = roster.apply(&fix, &Scope::All);
        applied.map_err(|error| Failure::of(&error))?;
    }
    Ok(())
}

fn fix(repair: Repair) -> Fix {
    match repair {
        Repair::CleanPhones => Fix::CleanPhones,
        Repair::RestoreZeros => Fix::RestoreZeros { zeros: None },
        Repair::Encoding => Fix::RepairEncoding,
        Repair::ClearPlaceholders => Fix::ClearPlaceholders { even_names: false },
        Repair::Trim => Fix::Trim,
        Repair::LowercaseEmails => Fix::LowercaseEmails,
        Repair::DropDuplicates => Fix::DropDuplicates {
            by: Shared::Phone,
            keep: Keep::First,
        },
        Repair::GeneratePasswords => Fix::GeneratePasswords {
            replace_weak: false,
        },
    }
}

fn country(reading: &Reading) -> Result<Option<Country>, Failure> {
    let Some(code) = &reading.country else {
        return Ok(None);
    };
    code.parse().map(Some).map_err(|_| {
        Failure::usage(format!("no country has the code `{code}`"))
            .hint("two letters as in ISO 3166-1, for example ZA, CN, DE")
    })
}

fn require_columns(reading: &Reading, roster: &Roster) -> Result<(), Failure> {
    let missing = roster.missing_columns();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|field| word(*field)).collect();
    let headers: Vec<String> = roster
        .columns()
        .iter()
        .filter(|column| !column.header.is_empty())
        .map(|column| format!("{} `{}`", column.letters, column.header))
        .collect();
    let found = match roster.header_row() {
        Some(row) => format!("row {row} names: {}", headers.join(", ")),
        None => "no row with column names was found".into(),
    };
    Err(Failure::new(format!(
        "{}: no column for {}",
        reading.file.display(),
        names.join(" and ")
    ))
    .hint(format!(
        "{found}; say with `--header-row` which row has them, with `--sheet` on which sheet, or \
         name the column `{}`",
        missing.first().map_or("First name", |field| header(*field))
    )))
}

/// A name of a column that is taken for the field, as the template has it.
fn header(field: Field) -> &'static str {
    match field {
        Field::FirstName => "First name",
        Field::Surname => "Surname",
        Field::Phone => "Phone",
        Field::Email => "Email",
        Field::Password => "Password",
        Field::FullName => "Full name",
        Field::CountryCode => "Country code",
        Field::AreaCode => "Area code",
        Field::SecondSurname => "Second surname",
        Field::SurnamePrefix => "Surname prefix",
        Field::MiddleName => "Middle name",
    }
}

/// A field as a person calls it.
fn word(field: Field) -> &'static str {
    match field {
        Field::FirstName => "the first name",
        Field::Surname => "the surname",
        Field::Phone => "the phone",
        Field::Email => "the e-mail",
        Field::Password => "the password",
        Field::FullName => "the full name",
        Field::CountryCode => "the country code",
        Field::AreaCode => "the area code",
        Field::SecondSurname => "the second surname",
        Field::SurnamePrefix => "the surname's prefix",
        Field::MiddleName => "the middle name",
    }
}

/// The format that the arguments ask for.
fn phone_format(phones: Phones) -> PhoneFormat {
    match phones {
        Phones::AsIs => PhoneFormat::AsIs,
        Phones::Digits => PhoneFormat::Digits,
        Phones::DoubleZero => PhoneFormat::DoubleZero,
        Phones::E164 => PhoneFormat::E164,
    }
}
