//! Lists that stand side by side in one sheet: each with a name and a phone in its header, an empty column between them.

use std::ops::Range;

use super::sample::SampledSheet;
use crate::Field;
use crate::headers;
use crate::sheet::Sheet;
use crate::structure::Header;

/// A list of users in some columns of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List {
    /// Its columns, with those behind it that belong to no other list.
    pub(crate) columns: Range<u32>,
    /// The column with a name of the user: the full one, or the first.
    pub(crate) name: u32,
    /// The column with the phone.
    pub(crate) phone: u32,
}

/// The lists of a sheet, from left to right; none where there is only one.
pub(crate) fn lists(sheet: &Sheet, header: Header) -> Vec<List> {
    side_by_side(&SampledSheet::new(sheet, header))
}

/// The same. What stands behind an empty column and has no name and no phone of its own belongs to the list before it.
pub(super) fn side_by_side(sheet: &SampledSheet<'_>) -> Vec<List> {
    // A sheet without an empty column has one list at most, as nearly all have.
    let blocks = blocks(sheet);
    if blocks.len() < 2 {
        return Vec::new();
    }
    let lists = blocks.into_iter().filter_map(|block| list(sheet, block));
    let mut lists: Vec<List> = lists.collect();
    if lists.len() < 2 {
        return Vec::new();
    }
    let width = u32::try_from(sheet.names.len()).unwrap_or(u32::MAX);
    let starts = lists.iter().skip(1).map(|list| list.columns.start);
    let ends: Vec<u32> = starts.chain([width]).collect();
    for (list, end) in lists.iter_mut().zip(ends) {
        list.columns.end = end;
    }
    lists[0].columns.start = 0;
    lists
}

/// Columns that stand together, without a name or a cell between them and others.
fn blocks(sheet: &SampledSheet<'_>) -> Vec<Range<u32>> {
    let is_blank = |text: &str| text.trim().is_empty();
    let mut blocks: Vec<Range<u32>> = Vec::new();
    for (column, name) in (0_u32..).zip(&sheet.names) {
        if is_blank(name) && sheet.texts(column).all(is_blank) {
            continue;
        }
        match blocks.last_mut() {
            Some(block) if block.end == column => block.end += 1,
            _ => blocks.push(column..column + 1),
        }
    }
    blocks
}

/// The list in these columns, when their names are those of one.
fn list(sheet: &SampledSheet<'_>, columns: Range<u32>) -> Option<List> {
    let names = &sheet.names[columns.start as usize..columns.end as usize];
    let assigned = headers::assign(names);
    let column = |field: Field| {
        let mut fields = columns.clone().zip(&assigned);
        let found = fields.find(|(_, it)| it.is_some_and(|it| it.field == field));
        found.map(|(column, _)| column)
    };
    Some(List {
        name: column(Field::FirstName).or_else(|| column(Field::FullName))?,
        phone: column(Field::Phone)?,
        columns,
    })
}

#[cfg(test)]
mod tests {
    use crate::{Field, ReadOptions, Roster, Rules};

    fn read(text: &str) -> Roster {
        Roster::read(
            "it",
            text.as_bytes(),
            &ReadOptions::default(),
            Rules::default(),
        )
        .unwrap()
    }

    /// First column, last column and users of each list that is not read.
    fn beside(roster: &Roster) -> Vec<(u32, u32, usize)> {
        let lists = roster.lists_beside().into_iter();
        lists
            .map(|list| (list.first_column, list.last_column, list.rows))
            .collect()
    }

    const TWO: &str = "Sales,,,,Support,,\n\
        Name,Phone,,,Name,Phone,Email\n\
        Ana Silva,0035191234501,,,Dan Roe,0035191234504,dan@example.com\n\
        Ben Costa,0035191234502,,,Eve Poe,0035191234505,eve@example.com\n\
        Cem Kaya,0035191234503,,,,,\n";

    #[test]
    fn a_second_list_is_told_and_lends_no_column_to_the_first() {
        let roster = read(TWO);
        assert_eq!(beside(&roster), [(4, 6, 2)]);
        let mapping: Vec<_> = roster.mapping().iter().collect();
        assert_eq!(mapping, [(Field::Phone, 1), (Field::FullName, 0)]);
        assert!(roster.users().all(|user| user.email.is_empty()));
    }

    #[test]
    fn once_the_second_list_is_chosen_the_first_is_told() {
        let mut roster = read(TWO);
        let mapping = roster.mapping().clone();
        let mapping = mapping.with(Field::FullName, 4).with(Field::Phone, 5);
        assert!(roster.set_mapping(mapping));
        assert_eq!(beside(&roster), [(0, 1, 3)]);
    }

    #[test]
    fn three_lists_and_what_belongs_to_the_one_before() {
        let roster = read(
            "No,First name,Surname,Mobile,,Email,,姓名,手机,,Vorname,Nachname,Telefon\n\
             1,Ana,Silva,0035191234501,,a@x.com,,王小明,13800138000,,Eva,Groß,+491701234567\n\
             2,Ben,Costa,0035191234502,,b@x.com,,李丽,13800138001,,,,\n",
        );
        assert_eq!(beside(&roster), [(7, 8, 2), (10, 12, 1)]);
        assert_eq!(roster.mapping().column(Field::Email), Some(5));
    }

    #[test]
    fn other_phones_other_addresses_and_other_people_are_no_second_list() {
        for header in [
            "Name,Mobile phone,,Home phone,Note",
            "Name,Phone,,Work email,Private email",
            "Name,Phone,,Manager name,Manager phone",
            "Name,Phone,,Emergency contact name,Emergency contact phone",
            "First name,Surname,,Phone,Email",
            "Name,Phone,,Department,Extension",
            "Name,Phone,Department,Name,Phone",
            "姓名,手机,,主管姓名,主管电话",
        ] {
            let cells = "Ana Silva,0035191234501,,Dan Roe,0035191234504\n";
            let roster = read(&format!("{header}\n{cells}{cells}"));
            assert_eq!(beside(&roster), [], "{header}");
        }
        for cells in [",,", "x,Dan Roe,0035191234504"] {
            let roster = read(&format!(
                "Name,Phone,,Name,Phone\nAna Silva,0035191234501,{cells}\n"
            ));
            assert_eq!(beside(&roster), [], "{cells}");
        }
    }
}
