//! An open review but its rows: source, columns, counts, steps.

use provisioning::roster::read::{Delimiter, Format, HeaderChoice, SheetChoice, TextEncoding};
use provisioning::roster::{
    Code, ColumnInfo, ColumnMapping, Field, Filter, ListBeside, Query, ReadOptions, Roster, Sort,
    StepInfo, StepKind,
};

use crate::contract::codes;
use crate::contract::error::{CommandError, ErrorCode};
use crate::contract::review::{
    self as shown, Column, ColumnRole, Decided, EditHistory, FirstRow, RowFilter, RowSort, Source,
    SourceChange, SourceKind, SourceNote, StepLabel, Tally, ViewRequest,
};
use crate::translate::problem::{counted, field, level_under};
use crate::translate::{count, fix};

const FIRST_ROWS: usize = 12;
const FIRST_CELLS: usize = 12;
const SAMPLES: usize = 5;

/// What was read, and how.
pub(crate) fn source(roster: &Roster, file_name: &str, kind: SourceKind) -> Source {
    let source = roster.source();
    let is_text = source.format == Format::Delimited;
    let sheets = source.sheets.iter().filter(|_| !is_text);
    let sheets = sheets.map(|sheet| shown::SheetChoice {
        name: sheet.name.clone(),
        rows: None,
        hidden: sheet.hidden,
    });
    Source {
        file_name: file_name.to_owned(),
        kind,
        sheets: sheets.collect(),
        sheet: (!is_text).then(|| source.sheet_name().to_owned()),
        header_row: roster.header_row(),
        first_rows: first_rows(roster),
        encoding: source.text.map(|text| text.encoding.name().to_owned()),
        encodings: encodings(roster),
        delimiter: source.text.map(|text| delimiter(text.delimiter)),
        rows: count(roster.counts().rows),
        notes: notes(roster),
    }
}

/// What kind of thing a file is.
pub(crate) fn kind_of_file(roster: &Roster) -> SourceKind {
    match roster.source().format {
        Format::Delimited => SourceKind::Text,
        _ => SourceKind::Workbook,
    }
}

fn first_rows(roster: &Roster) -> Vec<FirstRow> {
    let rows = roster.first_rows(FIRST_ROWS).into_iter();
    rows.map(|(row, mut cells)| {
        cells.truncate(FIRST_CELLS);
        FirstRow { row, cells }
    })
    .collect()
}

/// The encoding that was found, then the others.
fn encodings(roster: &Roster) -> Vec<String> {
    let Some(text) = roster.source().text else {
        return Vec::new();
    };
    let others = TextEncoding::choices().into_iter();
    let others = others.filter(|other| *other != text.encoding);
    std::iter::once(text.encoding)
        .chain(others)
        .map(|encoding| encoding.name().to_owned())
        .collect()
}

fn delimiter(delimiter: Delimiter) -> shown::Delimiter {
    match delimiter {
        Delimiter::Comma => shown::Delimiter::Comma,
        Delimiter::Semicolon => shown::Delimiter::Semicolon,
        Delimiter::Tab => shown::Delimiter::Tab,
        Delimiter::Pipe => shown::Delimiter::Pipe,
    }
}

fn notes(roster: &Roster) -> Vec<SourceNote> {
    let source = roster.source();
    let hidden_columns = roster.columns().iter().filter(|one| one.hidden).count();
    let hidden_sheets = source.sheets.iter().filter(|sheet| sheet.hidden).count();
    let noted = [
        (
            "hidden-rows",
            roster.hidden_rows(),
            "rows are hidden in the sheet and are read",
        ),
        (
            "hidden-columns",
            hidden_columns,
            "columns are hidden in the sheet and are read",
        ),
        ("hidden-sheets", hidden_sheets, "sheets are hidden"),
        (
            "merged-cells",
            source.merged_cells,
            "groups of cells are merged",
        ),
        (
            "footer-rows",
            roster.closing_lines(),
            "rows at the end are no users and are left out",
        ),
        (
            "repeated-headers",
            roster.repeated_headers(),
            "rows repeat the names of the columns and are left out",
        ),
    ];
    let noted = noted.into_iter().filter(|(_, found, _)| *found > 0);
    let noted = noted.map(|(code, found, text)| SourceNote {
        code: code.to_owned(),
        count: Some(count(found)),
        place: None,
        warns: false,
        text: format!("{found} {text}"),
    });
    let without_result = source.formulas_without_result;
    let formulas = (without_result > 0).then(|| SourceNote {
        code: codes::FORMULAS_WITHOUT_RESULT.to_owned(),
        count: Some(count(without_result)),
        place: None,
        warns: true,
        text: format!("{without_result} formulas have no result in the file"),
    });
    let lists = roster.lists_beside().into_iter().map(list_beside);
    noted.chain(formulas).chain(lists).collect()
}

fn list_beside(list: ListBeside) -> SourceNote {
    SourceNote {
        code: codes::LIST_BESIDE.to_owned(),
        count: Some(count(list.rows)),
        place: Some(list.to_string()),
        warns: true,
        text: format!("another list in the columns {list} is not read"),
    }
}

/// How a file is read anew: what the person chose, the rest as it is, and what hangs on the choice
/// detected again.
pub(crate) fn read_options(
    roster: &Roster,
    change: SourceChange,
) -> Result<ReadOptions, CommandError> {
    let source = roster.source();
    let is_workbook = source.format != Format::Delimited;
    let moved = change.sheet.is_some() || change.encoding.is_some() || change.delimiter.is_some();
    let present_header = roster
        .header_row()
        .map_or(HeaderChoice::None, HeaderChoice::Row);
    let encoding = change.encoding.map(|name| TextEncoding::named(&name));
    let encoding = encoding
        .transpose()
        .map_err(|error| CommandError::new(ErrorCode::WrongState, error.to_string()))?;
    Ok(ReadOptions {
        sheet: change
            .sheet
            .map(SheetChoice::Name)
            .or_else(|| is_workbook.then_some(SheetChoice::Index(source.sheet))),
        header: match change.header_row {
            Some(0) => HeaderChoice::None,
            Some(row) => HeaderChoice::Row(row),
            None if moved => HeaderChoice::Detect,
            None => present_header,
        },
        encoding: encoding.or(source.text.map(|text| text.encoding)),
        delimiter: change
            .delimiter
            .map(read_delimiter)
            .or(source.text.map(|text| text.delimiter)),
        ..ReadOptions::default()
    })
}

fn read_delimiter(delimiter: shown::Delimiter) -> Delimiter {
    match delimiter {
        shown::Delimiter::Comma => Delimiter::Comma,
        shown::Delimiter::Semicolon => Delimiter::Semicolon,
        shown::Delimiter::Tab => Delimiter::Tab,
        shown::Delimiter::Pipe => Delimiter::Pipe,
    }
}

/// The mappings that a sheet had before a person touched it.
pub(crate) struct Beginnings {
    /// What its header and cells proposed.
    pub(crate) proposed: ColumnMapping,
    /// What was remembered of an earlier sheet of the same shape.
    pub(crate) remembered: Option<ColumnMapping>,
}

/// The columns and what they are used for.
pub(crate) fn columns(roster: &Roster, beginnings: &Beginnings) -> Vec<Column> {
    let columns = roster.columns().into_iter();
    columns
        .map(|column| Column {
            index: column.column,
            letter: column.letters.clone(),
            header: column.header.clone(),
            samples: roster.samples(column.column, SAMPLES),
            role: role(column.field),
            decided: decided(&column, beginnings),
            candidates: candidates(&column),
        })
        .collect()
}

fn decided(column: &ColumnInfo, beginnings: &Beginnings) -> Decided {
    let was = beginnings.proposed.field(column.column);
    let remembered = beginnings.remembered.as_ref();
    let remembered = remembered.map(|mapping| mapping.field(column.column));
    let named = column
        .candidates
        .iter()
        .any(|one| one.field == column.field);
    match column.field {
        _ if column.added => Decided::Chosen,
        field if remembered == Some(field) && field != was => Decided::Remembered,
        field if field != was => Decided::Chosen,
        None if column.candidates.is_empty() => Decided::Undecided,
        None => Decided::ByHeader,
        Some(_) if named => Decided::ByHeader,
        Some(_) => Decided::ByContent,
    }
}

fn candidates(column: &ColumnInfo) -> Vec<ColumnRole> {
    let mut roles: Vec<ColumnRole> = Vec::new();
    for candidate in &column.candidates {
        let role = role(candidate.field);
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

fn role(field: Option<Field>) -> ColumnRole {
    match field {
        Some(Field::FirstName) => ColumnRole::FirstName,
        Some(Field::Surname) => ColumnRole::Surname,
        Some(Field::Phone) => ColumnRole::Phone,
        Some(Field::Email) => ColumnRole::Email,
        Some(Field::Password) => ColumnRole::Password,
        Some(Field::FullName) => ColumnRole::FullName,
        Some(Field::CountryCode) => ColumnRole::CountryCode,
        Some(Field::AreaCode) => ColumnRole::AreaCode,
        Some(Field::SecondSurname) => ColumnRole::SecondSurname,
        Some(Field::SurnamePrefix) => ColumnRole::SurnamePrefix,
        Some(Field::MiddleName) => ColumnRole::MiddleName,
        None => ColumnRole::Extra,
    }
}

/// The mapping after a column was given a role. A full name takes the place of all other names, and
/// a first name that of the full name.
pub(crate) fn with_role(mapping: &ColumnMapping, column: u32, role: ColumnRole) -> ColumnMapping {
    let mut mapping = mapping.clone();
    let (field, displaced): (Field, &[Field]) = match role {
        ColumnRole::Extra => {
            if let Some(field) = mapping.field(column) {
                mapping.set(field, None);
            }
            return mapping;
        }
        ColumnRole::FirstName => (Field::FirstName, &[Field::FullName]),
        ColumnRole::FullName => (
            Field::FullName,
            &[
                Field::FirstName,
                Field::MiddleName,
                Field::Surname,
                Field::SecondSurname,
                Field::SurnamePrefix,
            ],
        ),
        ColumnRole::Surname => (Field::Surname, &[]),
        ColumnRole::Phone => (Field::Phone, &[]),
        ColumnRole::Email => (Field::Email, &[]),
        ColumnRole::Password => (Field::Password, &[]),
        ColumnRole::CountryCode => (Field::CountryCode, &[]),
        ColumnRole::AreaCode => (Field::AreaCode, &[]),
        ColumnRole::SecondSurname => (Field::SecondSurname, &[]),
        ColumnRole::SurnamePrefix => (Field::SurnamePrefix, &[]),
        ColumnRole::MiddleName => (Field::MiddleName, &[]),
    };
    for other in displaced {
        mapping.set(*other, None);
    }
    mapping.set(field, Some(column));
    mapping
}

/// Fields that every user needs and no column gives.
pub(crate) fn unmapped(roster: &Roster) -> Vec<shown::Field> {
    roster.missing_columns().into_iter().map(field).collect()
}

/// How many rows stand where.
pub(crate) fn tally(roster: &Roster, batch_size: u32) -> Tally {
    let counts = roster.counts();
    let mut problems = roster.problem_counts();
    let rules = roster.rules();
    problems.sort_by_key(|&(code, rows)| std::cmp::Reverse((level_under(rules, code), rows)));
    let sent_earlier = problems.iter().find(|(code, _)| *code == Code::SentEarlier);
    let ready_again = sent_earlier.map_or(0, |_| roster.ready_with(Code::SentEarlier));
    let ready_anew = counts.ready.saturating_sub(ready_again);
    Tally {
        all: count(counts.rows),
        ready: count(counts.ready),
        ready_sent_earlier: count(ready_again),
        batches: count(ready_anew).div_ceil(batch_size.max(1)),
        errors: count(counts.errors),
        warnings: count(counts.warnings),
        changed: count(counts.changed),
        duplicates: count(counts.duplicates),
        left_out: count(counts.left_out),
        sent_earlier: sent_earlier.map_or(0, |(_, rows)| count(*rows)),
        problems: problems
            .into_iter()
            .map(|(code, rows)| counted(rules, code, rows))
            .collect(),
    }
}

/// What can be undone and redone.
pub(crate) fn history(roster: &Roster) -> EditHistory {
    EditHistory {
        undo: roster.can_undo().map(label),
        redo: roster.can_redo().map(label),
    }
}

fn label(step: StepInfo) -> StepLabel {
    let code = match step.kind {
        StepKind::Edit => "edit",
        StepKind::LeaveOut => "leave-out",
        StepKind::Map => "map-column",
        StepKind::Phones => "phoneFormat",
        StepKind::Clean => "trim",
        StepKind::ClearPlaceholders => "clearPlaceholders",
        StepKind::RepairEncoding => "repairEncoding",
        StepKind::EmailCase => "lowerCaseEmails",
        StepKind::Fill => "fillColumn",
        StepKind::DropDuplicates => "dropDuplicates",
        StepKind::Passwords => "generatePasswords",
        StepKind::SplitNames => "splitNames",
        StepKind::JoinNames => "join-names",
        StepKind::Replace => "replace",
    };
    StepLabel {
        code: code.to_owned(),
        rows: count(step.changed),
    }
}

/// Which rows a view asks for. A problem goes before the filter: it is the narrower.
pub(crate) fn query(view: &ViewRequest) -> Query {
    let code = view.problem.as_deref();
    let code = code.and_then(|name| Code::ALL.iter().find(|code| code.name() == name));
    Query {
        filter: code.map_or_else(|| filter(view.filter), |code| Filter::With(*code)),
        search: view.search.clone(),
        sort: match view.sort {
            RowSort::Sheet => Sort::Sheet,
            RowSort::Problem => Sort::Problem,
        },
    }
}

fn filter(filter: RowFilter) -> Filter {
    match filter {
        RowFilter::All => Filter::All,
        RowFilter::Ready => Filter::Ready,
        RowFilter::Errors => Filter::Errors,
        RowFilter::Warnings => Filter::Warnings,
        RowFilter::Changed => Filter::Changed,
        RowFilter::Duplicates => Filter::Duplicates,
        RowFilter::LeftOut => Filter::LeftOut,
        RowFilter::SentEarlier => Filter::With(Code::SentEarlier),
    }
}

/// The columns of a block, from its first field on to the last field of a user.
pub(crate) fn columns_from(roster: &Roster, first: shown::Field) -> Vec<Option<u32>> {
    let fields = Field::OF_A_USER.into_iter();
    fields
        .skip_while(|of| field(*of) != first)
        .map(|of| roster.mapping().column(of))
        .collect()
}

/// The column of a field, or that there is none.
pub(crate) fn column_of(roster: &Roster, of: shown::Field) -> Result<u32, CommandError> {
    let found = roster.mapping().column(fix::field(of));
    found.ok_or_else(|| {
        CommandError::new(
            ErrorCode::FieldUnmapped,
            format!("no column of the sheet is used for: {}", fix::field(of)),
        )
    })
}

#[cfg(test)]
mod tests {
    use provisioning::roster::{Earlier, Rules};

    use super::*;

    #[test]
    fn users_that_were_sent_before_are_counted_apart_and_make_no_batches() {
        let sheet = "First name,Phone\nAna,0027188460901\nBo,0027188460902\n,0027188460903\n";
        let options = ReadOptions::default();
        let mut roster =
            Roster::read("sheet", sheet.as_bytes(), &options, Rules::default()).unwrap();
        let before = tally(&roster, 1);
        assert_eq!((before.ready, before.ready_sent_earlier), (2, 0));
        assert_eq!(before.batches, 2);

        let earlier = |phone| {
            let earlier = Earlier::Accepted {
                date: "2026-11-03".into(),
                task_id: "1893596414966089600".into(),
            };
            (phone, earlier)
        };
        roster.set_earlier([earlier("0027188460902"), earlier("0027188460903")]);
        let tally = tally(&roster, 1);
        assert_eq!(tally.sent_earlier, 2);
        assert_eq!(
            (tally.ready, tally.ready_sent_earlier),
            (2, 1),
            "a row with an error is not ready, sent or not"
        );
        assert_eq!(tally.batches, 1);
    }

    #[test]
    fn a_full_name_takes_the_place_of_both_names() {
        let mapping = ColumnMapping::default()
            .with(Field::FirstName, 0)
            .with(Field::Surname, 1)
            .with(Field::Phone, 2);
        let mapping = with_role(&mapping, 4, ColumnRole::SecondSurname);
        assert_eq!(mapping.column(Field::Surname), Some(1));
        let full = with_role(&mapping, 3, ColumnRole::FullName);
        assert_eq!(full.column(Field::FullName), Some(3));
        assert_eq!(full.field(4), None);
        assert_eq!((full.field(0), full.field(1)), (None, None));
        let first = with_role(&full, 0, ColumnRole::FirstName);
        assert_eq!(
            (first.field(0), first.field(3)),
            (Some(Field::FirstName), None)
        );
        assert_eq!(
            with_role(&mapping, 2, ColumnRole::Extra).column(Field::Phone),
            None
        );
    }
}
