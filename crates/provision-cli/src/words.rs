//! Words and figures for people.

use std::time::Duration;

use chrono::TimeDelta;
use provisioning::ledger::Accounts;

/// `1 user`, `2 users`, `12,345 users`.
pub(crate) fn counted(number: u64, one: &str) -> String {
    let plural = match one {
        "batch" => "batches".to_owned(),
        _ => format!("{one}s"),
    };
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { &plural }
    )
}

/// A number with its thousands apart.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A short time as a person says it.
pub(crate) fn short(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 {
        format!("{:.0} ms", seconds * 1000.0)
    } else if seconds < 90.0 {
        format!("{seconds:.0} s")
    } else {
        format!("{:.0} min", seconds / 60.0)
    }
}

/// How wrong this machine's clock is, and that it does no harm.
pub(crate) fn clock(ahead: TimeDelta) -> String {
    let direction = if ahead > TimeDelta::zero() {
        "fast"
    } else {
        "slow"
    };
    let by = short(ahead.abs().to_std().unwrap_or_default());
    format!(
        "this machine's clock is {by} {direction}; requests are signed with the service's time, so \
         it does no harm here"
    )
}

/// The accounts in one line: only what there is.
pub(crate) fn accounts(accounts: &Accounts) -> String {
    let accepted = &accounts.accepted;
    let parts = [
        (accepted.succeeded, "created"),
        (accepted.skipped, "skipped"),
        (accepted.failed, "failed"),
        (accepted.pending - accepted.without_result, "pending"),
        (accepted.without_result, "without a result"),
        (accounts.refused, "refused"),
        (accounts.unknown, "unknown"),
        (accounts.waiting + accounts.sending, "waiting"),
        (accounts.left_out, "left out"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", grouped(number)))
        .collect();
    if said.is_empty() {
        return "nobody".into();
    }
    said.join(", ")
}

/// Prints rows of text in aligned columns.
pub(crate) fn print_table(rows: &[Vec<String>]) {
    for line in aligned(rows) {
        println!("{line}");
    }
}

/// Rows of text in aligned columns, two spaces apart; wide characters take two places.
fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| width(cell))
                .max()
        })
        .map(Option::unwrap_or_default)
        .collect();
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    for (cell, wanted) in row.iter().zip(widths) {
        text.push_str(cell);
        text.push_str(&" ".repeat(wanted + 2 - width(cell)));
    }
    text.truncate(text.trim_end().len());
    text
}

fn width(text: &str) -> usize {
    console::measure_text_width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!(grouped(1), "1");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(12_345_678), "12,345,678");
        assert_eq!(counted(1, "batch"), "1 batch");
        assert_eq!(counted(10, "batch"), "10 batches");
    }

    #[test]
    fn columns_align_with_wide_characters() {
        let rows = vec![
            vec!["王小明".into(), "a".into()],
            vec!["Ana".into(), "b".into()],
        ];
        assert_eq!(aligned(&rows), ["王小明  a", "Ana     b"]);
    }
}
