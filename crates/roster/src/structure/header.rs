//! Finding the header row under titles, notes and blank lines, or that there is none.

use crate::Field;
use crate::headers;
use crate::read::{HeaderChoice, ReadError};
use crate::sheet::{Cell, Sheet};

/// How far down a header row is looked for.
const DEPTH: u32 = 40;

/// Where the names of the columns stand, as kept rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    /// The row with the names, when there is one.
    pub(crate) row: Option<u32>,
    /// The row right below it, where that has names too: parts of a merged name, or another language.
    lower: Option<u32>,
    /// The first row below it.
    pub(crate) first_user: u32,
}

impl Header {
    pub(crate) const fn in_row(row: u32) -> Self {
        Self {
            row: Some(row),
            lower: None,
            first_user: row + 1,
        }
    }

    const fn in_rows(row: u32) -> Self {
        Self {
            row: Some(row),
            lower: Some(row + 1),
            first_user: row + 2,
        }
    }

    pub(crate) const NONE: Self = Self {
        row: None,
        lower: None,
        first_user: 0,
    };

    /// The rows with the names.
    pub(crate) fn rows(self) -> impl Iterator<Item = u32> {
        self.row.into_iter().chain(self.lower)
    }

    /// The name of a column; in two rows, the lower one where it is filled.
    pub(crate) fn name(self, sheet: &Sheet, column: u32) -> &str {
        let text = |row| sheet.cell(row, column).text;
        let lower = self.lower.map(text).filter(|text| !text.trim().is_empty());
        lower.or_else(|| self.row.map(text)).unwrap_or_default()
    }

    /// Whether a column may hold what every user has, a name or a phone: its name says so, or there are no names.
    pub(crate) fn may_identify(self, sheet: &Sheet, column: u32) -> bool {
        const ALL_HAVE: [Field; 3] = [Field::FirstName, Field::FullName, Field::Phone];
        let meanings = headers::match_header(self.name(sheet, column));
        let mut fields = meanings.iter().filter_map(|meaning| meaning.field);
        self.row.is_none() || fields.any(|field| ALL_HAVE.contains(&field))
    }
}

/// The header row that is asked for, or the one that is found.
pub(crate) fn header(sheet: &Sheet, choice: HeaderChoice) -> Result<Header, ReadError> {
    match choice {
        HeaderChoice::Detect => Ok(find_header(sheet)),
        HeaderChoice::None => Ok(Header::NONE),
        HeaderChoice::Row(number) => sheet
            .numbers
            .row(number)
            .map(Header::in_row)
            .ok_or(ReadError::NoSuchHeaderRow { row: number }),
    }
}

/// The header row: the row with the most known names, or the one whose cells are unlike the data below.
fn find_header(sheet: &Sheet) -> Header {
    let rows = 0..sheet.len().min(DEPTH);
    let known = rows
        .clone()
        .map(|row| (Names::of(sheet, row), row))
        .filter(|(names, _)| names.make_a_header());
    // The first of equals is meant: a sheet may repeat its header further down.
    if let Some((_, row)) = known.rev().max_by_key(|&(names, _)| names.weight()) {
        return with_neighbour(sheet, row);
    }
    unknown_header(sheet, rows.end)
}

/// The header row together with the one below or above it that has nothing but names of columns as well.
fn with_neighbour(sheet: &Sheet, row: u32) -> Header {
    let has_only_names = |row: u32| Names::of(sheet, row).are_all_known();
    if row + 1 < sheet.len() && has_only_names(row + 1) {
        Header::in_rows(row)
    } else if row > 0 && has_only_names(row - 1) {
        Header::in_rows(row - 1)
    } else {
        Header::in_row(row)
    }
}

/// What a row's cells say when taken for names of columns.
#[derive(Debug, Clone, Copy, Default)]
struct Names {
    /// Cells that are the name of a field.
    fields: u32,
    /// Cells that name something else that is known, such as a department.
    others: u32,
    /// Cells with any text.
    filled: u32,
}

impl Names {
    fn of(sheet: &Sheet, row: u32) -> Self {
        let cells: Vec<&str> = sheet.row(row).map(|cell| cell.text.trim()).collect();
        // Where a value stands, there is no header: no need to look the other cells up.
        if cells.iter().any(|text| is_data(text) && !is_name(text)) {
            return Self::default();
        }
        let mut names = Self::default();
        let assigned = headers::assign(&cells);
        for (text, assigned) in cells
            .iter()
            .zip(assigned)
            .filter(|(text, _)| !text.is_empty())
        {
            names.filled += 1;
            match assigned {
                Some(_) => names.fields += 1,
                None if !headers::match_header(text).is_empty() => names.others += 1,
                None => {}
            }
        }
        names
    }

    /// Two names make a header, or one where little else stands.
    fn make_a_header(&self) -> bool {
        let known = self.fields + self.others;
        self.fields > 0 && (known > 1 || self.filled == 1 || known * 2 >= self.filled)
    }

    fn are_all_known(&self) -> bool {
        self.fields > 0 && self.filled > 1 && self.fields + self.others == self.filled
    }

    fn weight(&self) -> u32 {
        self.fields * 8 + self.others * 2 + self.filled.min(8)
    }
}

/// Whether a text can only be a value: an e-mail address or a row of digits.
pub(crate) fn is_data(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_address = text.contains('@') && !text.contains(' ') && text.len() > 4;
    is_address || (digits >= 5 && digits * 2 > text.len())
}

/// Whether a text that may be a value is the name of a column with an example behind it: `Phone (0086138001380000)`.
pub(crate) fn is_name(text: &str) -> bool {
    let has_words = !text.starts_with(|it: char| it.is_ascii_digit() || it == '+');
    let has_example = text.contains([' ', '(', '（', ':', '：', '\n']);
    has_words && has_example && !headers::match_header(text).is_empty()
}

/// No name is known: the widest of the first rows is the header when it holds no data and the rows below do.
fn unknown_header(sheet: &Sheet, depth: u32) -> Header {
    let filled = |row: u32| {
        sheet
            .row(row)
            .filter(|cell| !cell.text.trim().is_empty())
            .count()
    };
    let widest = (0..depth).map(filled).max().unwrap_or(0);
    let first_full = (0..depth)
        .find(|&row| filled(row) * 2 > widest)
        .unwrap_or(0);
    let has_data = |row: u32| sheet.row(row).any(|Cell { text, .. }| is_data(text.trim()));
    if !has_data(first_full)
        && first_full + 1 < sheet.len()
        && (first_full + 1..depth).any(has_data)
    {
        return Header::in_row(first_full);
    }
    Header {
        row: None,
        lower: None,
        first_user: first_full,
    }
}

/// How much a sheet, or the start of one, looks like a roster: fields named in its header, then columns that hold
/// phones or e-mail addresses.
pub(crate) fn roster_likeness(sheet: &Sheet) -> u32 {
    let header = find_header(sheet);
    let named = header.row.map_or(0, |row| Names::of(sheet, row).weight());
    let rows = header.first_user..sheet.len();
    let looks = |field: Field, cells: &crate::sheet::Column| {
        headers::looks_like(field, rows.clone().map(|row| cells.cell(row).text)) > 0.5
    };
    let by_content = sheet
        .columns
        .iter()
        .filter(|cells| looks(Field::Phone, cells) || looks(Field::Email, cells));
    let users = u32::from(!rows.is_empty());
    named * 4 + u32::try_from(by_content.count()).unwrap_or(0) * 4 + users * 2
}

#[cfg(test)]
mod tests {
    use crate::{ReadOptions, Roster, Rules};

    /// The header row, the names of the columns, and the first user's first name, surname and phone.
    fn found(text: &str) -> (Option<u32>, Vec<String>, [String; 3]) {
        let options = ReadOptions::default();
        let roster = Roster::read("it", text.as_bytes(), &options, Rules::default()).unwrap();
        let names = roster.columns().into_iter().map(|it| it.header).collect();
        let user = roster.all_rows().next().unwrap().user.into_user();
        (
            roster.header_row(),
            names,
            [user.firstname, user.surname, user.phone],
        )
    }

    #[test]
    fn an_example_behind_a_name_is_no_value() {
        for header in [
            "First name,Surname,Phone (0086138001380000),Email",
            "First name,Surname,Phone (e.g. 0086138001380000),Email (user@example.com)",
            "名,姓,手机 8613800138000,邮箱",
        ] {
            let (row, _, user) = found(&format!("{header}\nAna,Silva,0035191234501,a@x.com\n"));
            assert_eq!(row, Some(1), "{header}");
            assert_eq!(user, ["Ana", "Silva", "0035191234501"], "{header}");
        }
    }

    #[test]
    fn names_in_two_rows_are_joined() {
        for (header, names) in [
            (
                "Name,,Phone,,Email\nGiven,Family,Mobile,Home,",
                ["Given", "Family", "Mobile", "Home", "Email"],
            ),
            (
                "Name,,Mobile,Note,Email\nFirst name,Last name,,,",
                ["First name", "Last name", "Mobile", "Note", "Email"],
            ),
            (
                "名,姓,手机,备注,邮箱\nFirst name,Surname,Mobile,Note,Email",
                ["First name", "Surname", "Mobile", "Note", "Email"],
            ),
        ] {
            let (row, found, user) =
                found(&format!("{header}\nAna,Silva,+351912345678,,a@x.com\n"));
            assert_eq!((row, found), (Some(1), names.map(str::to_owned).to_vec()));
            assert_eq!(user, ["Ana", "Silva", "+351912345678"], "{header}");
        }
    }

    #[test]
    fn a_user_named_like_a_column_is_a_user() {
        let text = "First name,Surname,Phone\nName,Mobile,+351912345678\nAna,Silva,+351912345679\n";
        let (row, _, user) = found(text);
        assert_eq!((row, user[0].as_str()), (Some(1), "Name"));
    }
}
