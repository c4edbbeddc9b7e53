//! Rows of a roster as the grid shows them. Passwords leave here as dots.

use provisioning::roster::{CellView, ColumnMapping, Field, Row, UserView};

use crate::contract::codes::REFUSED_EARLIER;
use crate::contract::review as shown;
use crate::translate::problem::{field, problem};

/// What stands for a password. Its length tells nothing.
pub(crate) const MASK: &str = "••••••••";

/// A row that was read with its passwords, as it may be seen.
pub(crate) fn row(row: &Row, mapping: &ColumnMapping, refused_for: Option<&str>) -> shown::Row {
    let about_row = row.problems.iter().filter(|one| one.field.is_none());
    let about_row = about_row.map(problem);
    shown::Row {
        key: row.number(),
        number: row.number(),
        left_out: row.left_out.is_some(),
        cells: Field::OF_A_USER
            .into_iter()
            .map(|of| cell(row, of, mapping))
            .collect(),
        problems: about_row.chain(refused_for.map(refused)).collect(),
    }
}

fn cell(row: &Row, of: Field, mapping: &ColumnMapping) -> shown::Cell {
    let text = text(&row.user, of);
    let source = source(row, of, mapping);
    let raw = source.map(|cell| cell.original.unwrap_or(cell.text));
    let masked = of == Field::Password && !text.is_empty();
    let shown_text = if masked { MASK } else { text };
    let raw = raw.filter(|raw| *raw != text).map(|raw| {
        let hidden = of == Field::Password && !raw.is_empty();
        if hidden { MASK } else { raw }.to_owned()
    });
    let problems = row.problems.iter();
    let problems = problems.filter(|one| one.field.map(field) == Some(field(of)));
    shown::Cell {
        field: field(of),
        text: shown_text.to_owned(),
        raw,
        masked,
        changed: source.is_some_and(|cell| cell.original.is_some()),
        problems: problems.map(problem).collect(),
    }
}

/// The cell that a field is taken from.
fn source<'a>(row: &'a Row, of: Field, mapping: &ColumnMapping) -> Option<&'a CellView<'a>> {
    let is_name = matches!(of, Field::FirstName | Field::Surname);
    let full_name = || mapping.column(Field::FullName).filter(|_| is_name);
    let column = mapping.column(of).or_else(full_name)?;
    row.cells.get(column as usize)
}

pub(crate) fn text<'a>(user: &'a UserView, of: Field) -> &'a str {
    match of {
        Field::FirstName | Field::MiddleName | Field::FullName => &user.firstname,
        Field::Surname | Field::SecondSurname | Field::SurnamePrefix => &user.surname,
        Field::Phone | Field::CountryCode | Field::AreaCode => &user.phone,
        Field::Email => &user.email,
        Field::Password => user.password.expose_password(),
    }
}

/// What the service said against this user the last time.
fn refused(reason: &str) -> shown::Problem {
    shown::Problem {
        code: REFUSED_EARLIER.to_owned(),
        level: shown::Level::Warning,
        field: None,
        found: None,
        expected: Some(reason.to_owned()),
        text: format!("the service refused this user: {reason}"),
        fixes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use provisioning::roster::{Query, ReadOptions, Roster, Rules};

    use super::*;

    fn rows(roster: &Roster) -> Vec<shown::Row> {
        let view = roster.view(&Query::default());
        let rows = roster.window(&view, 0..view.len(), true);
        rows.iter()
            .map(|one| row(one, roster.mapping(), None))
            .collect()
    }

    #[test]
    fn passwords_leave_as_dots_also_when_they_were_changed() {
        let sheet = "First name,Phone,Password\nAna,0027188460901,sheet-canary\n";
        let mut roster = Roster::read(
            "sheet",
            sheet.as_bytes(),
            &ReadOptions::default(),
            Rules::default(),
        )
        .unwrap();
        roster.edit(2, 2, "typed-canary").unwrap();
        let rows = rows(&roster);
        let password = &rows[0].cells[4];
        assert!(password.masked && password.changed, "{password:?}");
        assert_eq!(password.raw.as_deref(), Some(MASK));
        let json = serde_json::to_string(&rows).unwrap();
        assert!(!json.contains("canary"), "{json}");
    }

    #[test]
    fn a_name_and_a_phone_in_two_columns_are_shown_as_they_will_be_sent() {
        let sheet = "Nombre,Apellido paterno,Apellido materno,Lada,Celular\n\
                     Ana,García,Márquez,55,12345678\n";
        let options = ReadOptions::default();
        let roster = Roster::read("sheet", sheet.as_bytes(), &options, Rules::default()).unwrap();
        let cells = &rows(&roster)[0].cells;
        assert_eq!(cells[1].text, "García Márquez");
        assert_eq!(cells[1].raw.as_deref(), Some("García"));
        assert_eq!(cells[2].text, "5512345678");
        assert_eq!(cells[2].raw.as_deref(), Some("12345678"));
    }

    #[test]
    fn a_changed_cell_shows_what_the_sheet_had() {
        let sheet = "Full name,Phone\nAna Silva,0027188460901\n";
        let mut roster = Roster::read(
            "sheet",
            sheet.as_bytes(),
            &ReadOptions::default(),
            Rules::default(),
        )
        .unwrap();
        roster.edit(2, 1, "0027188460999").unwrap();
        let cells = &rows(&roster)[0].cells;
        assert_eq!(cells[2].text, "0027188460999");
        assert_eq!(cells[2].raw.as_deref(), Some("0027188460901"));
        assert_eq!(
            (&*cells[0].text, cells[0].raw.as_deref()),
            ("Ana", Some("Ana Silva"))
        );
        assert!(cells[2].changed && !cells[0].changed);
    }
}
