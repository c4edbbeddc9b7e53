//! The report as a workbook.

use rust_xlsxwriter::{Color, Format, Workbook, Worksheet, XlsxError};

use super::rows::{BATCH_COLUMNS, Report, USER_COLUMNS, batch_cells, summary_lines, user_cells};

/// Rows that fit on one sheet, header included (Excel's limit).
const ROWS_ON_A_SHEET: usize = 1_048_576;

pub(crate) fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    summary(workbook.add_worksheet(), report)?;
    let batches = report
        .batches
        .iter()
        .map(|batch| batch_cells(batch).to_vec());
    table(
        workbook.add_worksheet().set_name("Batches")?,
        &BATCH_COLUMNS,
        batches,
    )?;
    for (place, users) in report.users.chunks(ROWS_ON_A_SHEET - 1).enumerate() {
        let name = if place == 0 {
            "Users".to_owned()
        } else {
            format!("Users {}", place + 1)
        };
        let rows = users.iter().map(|user| user_cells(user).to_vec());
        table(
            workbook.add_worksheet().set_name(name)?,
            &USER_COLUMNS,
            rows,
        )?;
    }
    if !report.strays.is_empty() {
        strays(workbook.add_worksheet(), report)?;
    }
    workbook.save_to_buffer()
}

fn summary(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    sheet
        .set_name("Summary")?
        .set_column_width(0, 28)?
        .set_column_width(1, 48)?;
    for (row, (what, value)) in (0..).zip(summary_lines(report)) {
        sheet.write_string_with_format(row, 0, what, &Format::new().set_bold())?;
        sheet.write_string_with_format(row, 1, &value, &text())?;
    }
    Ok(())
}

fn strays(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let columns = [
        "Phone",
        "State",
        "Subtask ID",
        "User ID",
        "Code",
        "Reason",
        "Rows with this number",
    ];
    let rows = report.strays.iter().map(|stray| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            stray.phone.clone(),
            stray.state.to_string(),
            text(&stray.subtask_id),
            text(&stray.user_id),
            text(&stray.code),
            text(&stray.reason),
            rows_of(&stray.same_number),
        ]
    });
    table(sheet.set_name("Match no row")?, &columns, rows)
}

/// Spelt otherwise there: where there are several, it cannot be told which the result is for.
fn rows_of(same_number: &[u64]) -> String {
    let rows: Vec<String> = same_number.iter().map(u64::to_string).collect();
    rows.join(", ")
}

/// Every cell is written as text: IDs and phones keep every digit and no text runs as a formula.
fn table(
    sheet: &mut Worksheet,
    columns: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00E8_EEF7));
    for (column, name) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, *name, &head)?;
        sheet.set_column_width(column, width(name))?;
    }
    let text = text();
    let mut last = 0;
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(&cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
        last = row;
    }
    let last_column = u16::try_from(columns.len() - 1).expect("a report has few columns");
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, last_column)?;
    Ok(())
}

fn text() -> Format {
    Format::new().set_num_format("@")
}

fn width(column: &str) -> f64 {
    match column {
        "Trace ID" => 62.0,
        "E-mail" | "Reason" | "Why" | "Other columns" => 32.0,
        "Task ID" | "User ID" | "Subtask ID" | "Accepted (UTC)" => 22.0,
        "Phone" | "First name" | "Surname" | "Rows with this number" => 18.0,
        _ => 12.0,
    }
}
