//! Fixes: from the screen's words to the roster's, and previews back.

use provisioning::roster::fields::phone::{LostZeros, PhoneFormat};
use provisioning::roster::{self, Field, Preview, Roster, Sample, Scope, Shared};

use crate::contract::error::CommandError;
use crate::contract::fix::{Fix, FixPreview, FixSample, FixScope, Keep, NameOrder};
use crate::contract::review as shown;
use crate::contract::settings;
use crate::translate::review::column_of;
use crate::translate::{count, problem};

/// What a fix of the screen is in the roster.
pub(crate) enum Cure {
    /// One of the roster's own fixes.
    Fix(roster::Fix),
    /// Leaving out the rows that a filter finds.
    LeaveOut(roster::Filter),
}

/// A field of the screen, as the roster names it.
pub(crate) fn field(field: shown::Field) -> Field {
    match field {
        shown::Field::FirstName => Field::FirstName,
        shown::Field::Surname => Field::Surname,
        shown::Field::Phone => Field::Phone,
        shown::Field::Email => Field::Email,
        shown::Field::Password => Field::Password,
    }
}

/// What the screen asks for.
pub(crate) fn cure(roster: &Roster, fix: Fix) -> Result<Cure, CommandError> {
    Ok(Cure::Fix(match fix {
        Fix::PhoneFormat { format, .. } => roster::Fix::FormatPhones(phone_format(format)),
        Fix::RestoreZeros { prefix } => roster::Fix::RestoreZeros {
            zeros: zeros(&prefix),
        },
        Fix::CleanPhones => roster::Fix::CleanPhones,
        Fix::Trim => roster::Fix::Trim,
        Fix::ClearPlaceholders { even_names } => roster::Fix::ClearPlaceholders { even_names },
        Fix::RepairEncoding => roster::Fix::RepairEncoding,
        Fix::LowerCaseEmails => roster::Fix::LowercaseEmails,
        Fix::FillColumn {
            field,
            text,
            only_empty,
        } => roster::Fix::Fill {
            column: column_of(roster, field)?,
            text,
            only_empty,
        },
        Fix::DropDuplicates { keep } => roster::Fix::DropDuplicates {
            by: Shared::Phone,
            keep: match keep {
                Keep::First => roster::Keep::First,
                Keep::Last => roster::Keep::Last,
            },
        },
        Fix::GeneratePasswords { only_missing } => roster::Fix::GeneratePasswords {
            replace_weak: !only_missing,
        },
        Fix::SplitNames { order } => roster::Fix::SplitNames {
            order: name_order(order),
        },
        Fix::Replace { field, find, with } => roster::Fix::Replace {
            find,
            replace: with,
            column: Some(column_of(roster, field)?),
            match_case: false,
            whole_cell: false,
        },
        Fix::LeaveOutErrors => return Ok(Cure::LeaveOut(roster::Filter::Errors)),
        Fix::LeaveOutSentEarlier => {
            return Ok(Cure::LeaveOut(roster::Filter::With(
                roster::Code::SentEarlier,
            )));
        }
    }))
}

/// The zeros that a prefix is; those that each phone lacks for `auto`.
fn zeros(prefix: &str) -> Option<LostZeros> {
    [LostZeros::One, LostZeros::Two]
        .into_iter()
        .find(|zeros| zeros.prefix() == prefix)
}

fn name_order(order: NameOrder) -> roster::fields::name::NameOrder {
    match order {
        NameOrder::Auto => roster::fields::name::NameOrder::Auto,
        NameOrder::FirstLast => roster::fields::name::NameOrder::FirstLast,
        NameOrder::LastFirst => roster::fields::name::NameOrder::LastFirst,
    }
}

/// The country that a fix names for phones that name none.
pub(crate) fn country(fix: &Fix) -> Option<&str> {
    match fix {
        Fix::PhoneFormat { country, .. } => Some(country.as_str()),
        _ => None,
    }
}

fn phone_format(format: settings::PhoneFormat) -> PhoneFormat {
    match format {
        settings::PhoneFormat::AsIs => PhoneFormat::AsIs,
        settings::PhoneFormat::Digits => PhoneFormat::Digits,
        settings::PhoneFormat::DoubleZero => PhoneFormat::DoubleZero,
        settings::PhoneFormat::E164 => PhoneFormat::E164,
    }
}

/// Which rows. The screen names rows by their numbers in the sheet.
pub(crate) fn scope(scope: FixScope) -> Scope {
    match scope {
        FixScope::All => Scope::All,
        FixScope::Rows { keys } => Scope::Rows(keys),
    }
}

/// What a fix would do.
pub(crate) fn preview(roster: &Roster, preview: &Preview) -> FixPreview {
    let samples = preview.samples.iter();
    FixPreview {
        rows: count(preview.changed),
        beyond: count(preview.unable),
        samples: samples.map(|one| sample(roster, one)).collect(),
    }
}

fn sample(roster: &Roster, sample: &Sample) -> FixSample {
    let of = sample
        .column
        .and_then(|column| roster.mapping().field(column));
    FixSample {
        number: sample.row,
        field: of.map(problem::field),
        before: sample.before.clone(),
        after: sample.column.map(|_| sample.after.clone()),
    }
}

/// What leaving rows out would do.
pub(crate) fn leaving_out(numbers: &[u32]) -> FixPreview {
    let first = numbers.iter().take(50);
    FixPreview {
        rows: count(numbers.len()),
        beyond: 0,
        samples: first
            .map(|&number| FixSample {
                number,
                field: None,
                before: String::new(),
                after: None,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use provisioning::roster::fields::name;
    use provisioning::roster::{ReadOptions, Rules};

    use super::*;

    /// What the roster is asked for when the screen sends this.
    fn asked(fix: &str) -> roster::Fix {
        let sheet = b"Full name,Phone\nAna Silva,0027188460901\n";
        let roster =
            Roster::read("sheet", sheet, &ReadOptions::default(), Rules::default()).unwrap();
        match cure(&roster, serde_json::from_str(fix).unwrap()).unwrap() {
            Cure::Fix(fix) => fix,
            Cure::LeaveOut(filter) => panic!("{filter:?}"),
        }
    }

    #[test]
    fn what_a_person_chose_in_a_fix_reaches_the_roster() {
        for (prefix, zeros) in [
            ("auto", None),
            ("0", Some(LostZeros::One)),
            ("00", Some(LostZeros::Two)),
        ] {
            let fix = format!(r#"{{"kind": "restoreZeros", "prefix": "{prefix}"}}"#);
            assert_eq!(asked(&fix), roster::Fix::RestoreZeros { zeros });
        }
        for (written, order) in [
            ("auto", name::NameOrder::Auto),
            ("firstLast", name::NameOrder::FirstLast),
            ("lastFirst", name::NameOrder::LastFirst),
        ] {
            let fix = format!(r#"{{"kind": "splitNames", "order": "{written}"}}"#);
            assert_eq!(asked(&fix), roster::Fix::SplitNames { order });
        }
    }
}
