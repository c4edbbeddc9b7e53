//! What the program said, without what differs from run to run.

use whole_program_tests::Ran;

/// The exit code and both outputs.
pub(crate) fn told(ran: &Ran) -> String {
    let mut told = format!("exit {}\n", ran.code);
    for (stream, text) in [("out", &ran.stdout), ("err", &ran.stderr)] {
        for line in text.lines().filter(|line| !is_preamble(line)) {
            told.push_str(&format!("{stream} | {}\n", steady(line)).replace(" \n", "\n"));
        }
    }
    told
}

/// What is said before anything is sent, the same for every row.
fn is_preamble(line: &str) -> bool {
    ["file ", "columns ", "to ", "sends "]
        .iter()
        .any(|start| line.starts_with(start))
        || line.is_empty()
}

/// What differs from run to run, or from system to system, is put in brackets or left out.
fn steady(line: &str) -> String {
    let mut steady = String::new();
    let mut digits = String::new();
    for c in without_error_numbers(&waits(line)).chars().chain(['\n']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        steady.push_str(match (digits.len(), c) {
            (19, _) => "[an ID]",
            (8, 'T') => "[date]",
            (6, 'Z') => "[time]",
            (5, _) => "[port]",
            _ => &digits,
        });
        digits.clear();
        steady.push(c);
    }
    steady.trim_end().to_owned()
}

/// `Connection refused (os error 111)`
fn without_error_numbers(line: &str) -> String {
    let (before, number) = line.split_once(" (os error ").unwrap_or((line, ""));
    let after = number.split_once(')').map_or("", |(_, after)| after);
    format!("{before}{after}")
}

/// `waiting 734 ms: …`
fn waits(line: &str) -> String {
    match line
        .strip_prefix("waiting ")
        .and_then(|rest| rest.split_once(": "))
    {
        Some((_, why)) => format!("waiting [a while]: {why}"),
        None => line.to_owned(),
    }
}
