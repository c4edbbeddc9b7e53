//! In which order a header says that the parts of a full name stand.

use super::folding::{is_unspaced, units};
use super::meaning::Meaning;
use super::table;

/// The part of a name that a word of a header means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Given,
    Family,
    /// `Name`, `Nom`, `Nombre`: the other one of the two.
    Either,
}

/// Whether a header names the surname before the first name: `Nachname Vorname`, `NOM et Prénom`, `Name, Vorname`.
///
/// Headers of scripts without spaces say nothing: below `姓名` stand names of any script, each in its own order.
pub(crate) fn says_surname_first(header: &str) -> bool {
    let units = units(header);
    if units.iter().any(|unit| unit.chars().any(is_unspaced)) {
        return false;
    }
    matches!(
        parts(&units)[..],
        [Part::Family, Part::Given | Part::Either, ..] | [Part::Either, Part::Given, ..]
    )
}

/// The parts of a name in a header, in their order, each by the longest run of words that means one.
fn parts(units: &[String]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut from = 0;
    while from < units.len() {
        let longest = (from + 1..=units.len())
            .rev()
            .find_map(|to| Some((part(&units[from..to].concat())?, to)));
        from = match longest {
            Some((part, to)) => {
                parts.push(part);
                to
            }
            None => from + 1,
        };
    }
    parts.dedup();
    parts
}

fn part(folded: &str) -> Option<Part> {
    match table::name(folded)? {
        Meaning::FirstName | Meaning::BareFirstName => Some(Part::Given),
        Meaning::Surname
        | Meaning::BareSurname
        | Meaning::SecondSurname
        | Meaning::BareSecondSurname => Some(Part::Family),
        Meaning::GivenOrFull | Meaning::FamilyOrFull | Meaning::AnyName => Some(Part::Either),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::says_surname_first;

    #[test]
    fn a_header_may_say_which_part_comes_first() {
        for header in [
            "Nachname Vorname",
            "Name, Vorname",
            "Apellidos y Nombres",
            "NOM et Prénom",
            "Last name, first name",
            "Last, First",
            "Surname and name",
            "Cognome e Nome",
            "Soyadı Adı",
            "Фамилия Имя Отчество",
            "Nach-/Vorname",
            "Nazwisko i imię",
            "Apellido paterno, apellido materno y nombres",
        ] {
            assert!(says_surname_first(header), "{header}");
        }
        for header in [
            "Full name",
            "Name",
            "Vorname Nachname",
            "Vorname Name",
            "Nombre y apellidos",
            "Prénom et nom",
            "First name and last name",
            "Ad Soyad",
            "姓名",
            "姓 / 名",
            "姓名 Name",
            "ชื่อ-นามสกุล",
            "Nachname",
            "",
        ] {
            assert!(!says_surname_first(header), "{header}");
        }
    }
}
