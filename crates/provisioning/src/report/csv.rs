//! The users as comma-separated values that are safe to open in a spreadsheet program.

use std::borrow::Cow;

use super::rows::{Report, USER_COLUMNS, user_cells};

/// UTF-8 with a byte order mark, without which Excel takes the file for the system's old encoding.
pub(crate) fn table(report: &Report) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let rows = report.users.iter().map(user_cells);
    writer
        .write_record(USER_COLUMNS)
        .expect("memory takes every row");
    for cells in rows {
        let harmless = cells.iter().map(|cell| harmless(cell).into_owned());
        writer
            .write_record(harmless)
            .expect("memory takes every row, and all have as many cells");
    }
    writer.into_inner().expect("memory takes every row")
}

/// A cell that begins like a formula gets an apostrophe in front, which spreadsheet programs show
/// as text (OWASP, "CSV Injection").
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_the_rest_is_left_alone() {
        assert_eq!(
            harmless("=HYPERLINK(\"http://x\")"),
            "'=HYPERLINK(\"http://x\")"
        );
        for formula in ["+49170", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            assert!(harmless(formula).starts_with('\''), "{formula}");
        }
        for text in ["0027188460901", "a=b", "", "王"] {
            assert_eq!(harmless(text), text);
        }
    }
}
